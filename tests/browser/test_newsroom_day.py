"""An editor's day at the desk, from the first words to a correction, seen by readers as it goes."""

from datetime import timedelta
from io import BytesIO

import time_machine
from django.utils import timezone
from PIL import Image
from playwright.sync_api import FilePayload, Page, ViewportSize, expect

from accounts.models import User
from articles.models import Article, ArticleDraft
from tests.browser.conftest import OpenPage
from tests.browser.steps import click_last, follow
from tests.factories import ArticleFactory, BylineFactory, PictureFactory, PlannedRevisionFactory, TopicFactory

ADD = "/admin/articles/article/add/"
PHONE: ViewportSize = {"width": 390, "height": 844}
TEXT = ".prose-editor > .ProseMirror"
DEK = "Service returns three mornings a week, and with it an argument nobody had missed."


def press_save(page: Page) -> None:
    follow(page.locator("[name=_continue]").first)


def test_the_preview_beside_the_form_follows_what_is_typed(open_page: OpenPage, editor: User) -> None:
    page = open_page(ADD, reader=editor)
    shown = page.frame_locator(".preview-window iframe")

    page.fill("#id_headline", "The ferry stops again")
    page.click("text=Preview beside the form")
    expect(shown.locator("h1")).to_have_text("The ferry stops again")
    page.click(TEXT)
    page.keyboard.type("It happened at noon.")
    expect(shown.locator(".body")).to_have_text("It happened at noon.")
    page.click("text=Phone")
    width = page.locator(".preview-window iframe").evaluate("frame => frame.contentWindow.innerWidth")

    assert width == 390
    assert not Article.objects.exists()


def test_on_a_phone_the_preview_is_brought_into_view_at_a_phones_width_and_leads_back(
    open_page: OpenPage, editor: User
) -> None:
    page = open_page(ADD, reader=editor, viewport=PHONE)
    shown = page.frame_locator(".preview-window iframe")
    toggle = page.get_by_role("button", name="Preview beside the form")

    page.fill("#id_headline", "The ferry stops again")
    toggle.click()

    expect(shown.locator("h1")).to_have_text("The ferry stops again")
    expect(page.locator(".preview-window")).to_be_in_viewport(ratio=0.9)
    expect(page.get_by_role("button", name="Phone")).to_have_attribute("aria-pressed", "true")
    assert page.locator(".preview-window iframe").evaluate("frame => frame.contentWindow.innerWidth") == 390
    page.get_by_role("button", name="Back to the form").click()
    expect(toggle).to_be_focused()
    expect(toggle).to_be_in_viewport()
    expect(page.locator(".preview-window")).to_be_hidden()


def test_the_form_fits_a_phone_whatever_hangs_below_it(open_page: OpenPage, editor: User) -> None:
    article = ArticleFactory.create(bylines=[BylineFactory.create()])
    PlannedRevisionFactory.create(article=article, note="The boat was blue.", is_correction=True, planned_by=editor)
    page = open_page(f"/admin/articles/article/{article.pk}/change/", reader=editor, viewport=PHONE)

    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_a_preview_in_a_new_tab_does_not_stop_the_keeping_of_drafts(open_page: OpenPage, editor: User) -> None:
    page = open_page(ADD, reader=editor)

    page.fill("#id_headline", "Before the preview")
    with page.expect_popup() as opened:
        page.click("text=Preview in a new tab")
    expect(opened.value.locator("h1")).to_have_text("Before the preview")
    with page.expect_response(
        lambda answer: answer.url.endswith("/drafts/") and "After" in (answer.request.post_data or "")
    ):
        page.fill("#id_headline", "After the preview")

    assert ArticleDraft.objects.get().headline == "After the preview"


def test_the_list_beside_the_form_follows_what_is_typed(open_page: OpenPage, editor: User) -> None:
    page = open_page(ADD, reader=editor)

    page.fill("#id_dek", DEK)

    expect(page.locator("#checklist")).not_to_contain_text("There is no dek")
    expect(page.locator("#checklist")).to_contain_text("No byline says who wrote it.")


def drawing(colour: str) -> FilePayload:
    drawn = BytesIO()
    Image.new("RGB", (640, 400), colour).save(drawn, "PNG")
    return {"name": f"{colour}.png", "mimeType": "image/png", "buffer": drawn.getvalue()}


def add_lead_picture(page: Page) -> None:
    """Uploaded on the way, what it shows said, and the place that every cut must keep pressed on."""
    with page.expect_popup() as opened:
        page.click("#add_id_lead_picture")
    opened.value.set_input_files("#id_file", drawing("teal"))
    opened.value.fill("#id_alt", "The boat at the pier")
    opened.value.fill("#id_credit", "Photo desk")
    opened.value.locator(".focal-picture canvas").click(position={"x": 5, "y": 5})
    click_last(opened.value, "[name=_save]")
    page.wait_for_selector("#id_lead_picture option:checked:has-text('The boat')", state="attached")


def put_picture_into_text(page: Page) -> None:
    page.click(TEXT)
    page.keyboard.type("At noon she came in.")
    page.keyboard.press("Enter")
    page.click(".prose-menubar button[title='figure']")
    with page.expect_popup() as opened:
        page.click("dialog button:has-text('Browse')")
    opened.value.click("text=Upload a picture here")
    opened.value.set_input_files("#id_file", drawing("maroon"))
    opened.value.fill("#id_alt", "The crew on deck")
    click_last(opened.value, "text=Upload, and take this picture")
    page.click("dialog [type=submit]")
    page.wait_for_selector(f"{TEXT} figure img")


def test_an_illustrated_article_appears_at_its_moment(open_page: OpenPage, editor: User) -> None:
    moment = (timezone.localtime() + timedelta(days=2)).replace(hour=12, minute=0, second=0, microsecond=0)
    page = open_page(ADD, reader=editor)

    page.fill("#id_headline", "The ferry stops again")
    add_lead_picture(page)
    put_picture_into_text(page)
    page.select_option("#id_status", "scheduled")
    page.fill("#id_published_at_0", f"{moment:%Y-%m-%d}")
    page.fill("#id_published_at_1", f"{moment:%H:%M:%S}")
    press_save(page)
    follow(page.get_by_role("button", name="Schedule it all the same"))
    article = Article.objects.select_related("lead_picture").get()
    read = open_page()
    with time_machine.travel(moment - timedelta(seconds=1), tick=False):
        before = read.goto(article.get_absolute_url())
    with time_machine.travel(moment, tick=False):
        read.reload()

    assert before
    assert before.status == 404
    assert article.lead_picture
    assert article.lead_picture.focal_x < 0.1
    expect(read.locator("h1")).to_have_text("The ferry stops again")
    expect(read.get_by_role("img", name="The boat at the pier")).to_be_visible()
    expect(read.locator(".body").get_by_role("img", name="The crew on deck")).to_be_visible()


def test_two_texts_are_held_against_each_other_and_the_first_brought_back(open_page: OpenPage, editor: User) -> None:
    article = ArticleFactory.create(body="<p>The ferry leaves at noon.</p>")
    page = open_page(f"/admin/articles/article/{article.pk}/change/", reader=editor)

    for hour in ("one", "two"):
        page.click(f"{TEXT} p")
        page.keyboard.press("Control+A")
        page.keyboard.type(f"The ferry leaves at {hour}.")
        press_save(page)
    follow(page.locator("#revisions").get_by_role("link", name="3", exact=True))
    page.get_by_label("Hold it against").select_option("1")
    follow(page.get_by_role("button", name="Compare"))
    differences = page.locator(".difference")
    expect(differences.locator("del")).to_contain_text("noon")
    expect(differences.locator("ins")).to_contain_text("two")
    page.go_back()
    page.go_back()
    follow(page.locator("#revisions").get_by_role("link", name="1", exact=True))
    follow(page.get_by_role("button", name="Make this the article’s text again"))

    article.refresh_from_db()
    assert article.body == "<p>The ferry leaves at noon.</p>"
    assert article.revisions.count() == 4


def test_a_day_by_forms_alone(open_page: OpenPage, editor: User) -> None:
    TopicFactory.create(name="Harbour")
    BylineFactory.create(name="Tess")
    picture = PictureFactory.create(caption="The pier")
    page = open_page(ADD, reader=editor, java_script_enabled=False)

    page.fill("#id_headline", "The ferry stops at Millbrook")
    page.fill("#id_body", f'<p>At noon.</p><figure><img src="/pictures/{picture.pk}/image/"></figure>')
    page.select_option("#id_topics", label="Harbour")
    page.select_option("#id_lead_picture", label="The pier")
    page.select_option("#id_article_bylines-0-byline", label="Tess")
    with page.expect_popup() as opened:
        page.click("text=Preview in a new tab")
    expect(opened.value.locator("h1")).to_have_text("The ferry stops at Millbrook")
    expect(opened.value.locator(".note").first).to_have_text("Preview: not published.")
    page.select_option("#id_status", "published")
    press_save(page)
    follow(page.get_by_role("button", name="Publish all the same"))
    page.fill("#id_body", "<p>At one.</p>")
    page.fill("#id_note", "It was at one, and not at noon.")
    page.check("#id_is_correction")
    press_save(page)
    article = Article.objects.get()
    read = open_page(article.get_absolute_url(), java_script_enabled=False)
    expect(read.locator("#corrections")).to_contain_text("It was at one, and not at noon.")
    page.goto(f"/admin/articles/article/{article.pk}/revisions/1/")
    follow(page.get_by_role("button", name="Make this the article’s text again"))
    expect(page.get_by_role("alert")).to_contain_text("readers were told of a correction")
    follow(page.get_by_role("button", name="Make this the article’s text again"))

    read.reload()
    expect(read.locator(".body p").first).to_have_text("At noon.")
    assert article.revisions.count() == 3
