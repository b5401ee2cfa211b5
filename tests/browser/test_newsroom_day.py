"""An editor's day at the desk, from the first words to a correction, seen by readers as it goes."""

from playwright.sync_api import Page, expect

from accounts.models import User
from articles.models import Article, ArticleDraft
from tests.browser.conftest import OpenPage
from tests.browser.steps import follow
from tests.factories import BylineFactory, PictureFactory, TopicFactory

ADD = "/admin/articles/article/add/"
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
    follow(page.get_by_role("button", name="Make this the article's text again"))

    read.reload()
    expect(read.locator(".body p").first).to_have_text("At noon.")
    assert article.revisions.count() == 3
