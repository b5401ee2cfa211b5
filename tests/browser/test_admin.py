"""The newsroom's desk in a real browser, under the strict policy: with script and without it."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from django.contrib.admin.sites import site
from PIL import Image
from playwright.sync_api import Page, expect

from accounts.models import User
from articles.models import Article
from comments.models import Claim
from tests.browser.conftest import OpenPage
from tests.browser.steps import click_last
from tests.factories import (
    AppealFactory,
    ArticleFactory,
    BylineFactory,
    CommentFactory,
    DecisionFactory,
    GuestFactory,
    LinkCardFactory,
    NoticeFactory,
    PictureFactory,
    PlannedRevisionFactory,
    RemarkFactory,
    ReportFactory,
    SanctionFactory,
    TagFactory,
    TopicFactory,
)

ADD = "/admin/articles/article/add/"
ROW_PAGES = ("change", "history", "delete")
TEXT = ".prose-editor > .ProseMirror"


@pytest.fixture
def words(db: None) -> None:
    """One of everything that a form offers."""
    TopicFactory.create(name="Harbour")
    TagFactory.create(name="tides")
    BylineFactory.create(name="Tess")


def choose_block(page: Page, name: str) -> None:
    page.click(".prose-menubar__selected")
    page.click(f".prose-menubar__picker:popover-open [data-name={name}]")


def press(page: Page, title: str) -> None:
    page.click(f".prose-menubar button[title='{title}']")


def type_line(page: Page, words: str) -> None:
    page.keyboard.type(words)
    page.keyboard.press("Enter")


def save(page: Page) -> None:
    page.click("[name=_continue] >> nth=0")
    page.wait_for_selector(".messagelist .success")


def test_the_editor_writes_all_that_an_article_is_made_of(open_page: OpenPage, editor: User) -> None:
    page = open_page(ADD, reader=editor)

    page.fill("#id_headline", "The tide turns")
    page.click(TEXT)
    for level in (2, 3, 4):
        choose_block(page, f"heading{level}")
        type_line(page, f"Part {level}")
    for button, words in (("bold", "loud "), ("italic", "soft ")):
        press(page, button)
        page.keyboard.type(words)
        press(page, button)
    link_a_word(page, "away", "https://example.org/tides")
    press(page, "blockquote")
    type_line(page, "Said Tess.")
    page.keyboard.press("Enter")
    press(page, "unordered list")
    type_line(page, "ebb")
    type_line(page, "flow")
    save(page)

    assert Article.objects.get().body_html == (
        "<h2>Part 2</h2><h3>Part 3</h3><h4>Part 4</h4><p><strong>loud </strong><em>soft </em>"
        '<a href="https://example.org/tides" title="">away</a></p><blockquote><p>Said Tess.</p></blockquote>'
        "<ul><li><p>ebb</p></li><li><p>flow</p></li><li><p></p></li></ul>"
    )


def test_the_length_follows_what_is_typed(open_page: OpenPage, editor: User) -> None:
    page = open_page(ADD, reader=editor)
    length = page.locator("[data-words-a-minute]")
    expect(length).to_have_text("0 words, 0 minutes to read")

    page.click(TEXT)
    type_line(page, "High water at <noon> & after")

    expect(length).to_have_text("5 words, 1 minute to read")


def let_editor_settle(page: Page) -> None:
    """It follows what the browser does in the next frames."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def link_a_word(page: Page, word: str, address: str) -> None:
    page.keyboard.type(word)
    for _ in word:
        # What was typed or chosen may still be on its way into the editor, which then puts the cursor back.
        let_editor_settle(page)
        page.keyboard.press("Shift+ArrowLeft")
    let_editor_settle(page)
    assert page.evaluate("String(getSelection())") == word
    press(page, "insert link")
    page.fill("dialog [name=href]", address)
    page.click("dialog [type=submit]")
    page.wait_for_selector(f"{TEXT} a")
    # The editor takes the focus, with the word still chosen, a frame after the dialog has gone.
    let_editor_settle(page)
    page.keyboard.press("ArrowRight", delay=50)
    page.keyboard.press("Enter")


def test_a_text_comes_back_as_it_was_saved(open_page: OpenPage, editor: User) -> None:
    body = "<h2>Noon</h2><p>High <em>water</em>.</p>"
    article = ArticleFactory.create(body=body)
    page = open_page(f"/admin/articles/article/{article.pk}/change/", reader=editor)
    page.wait_for_selector(TEXT)

    save(page)

    assert page.input_value("#id_body") == body
    assert article.revisions.count() == 1


def test_an_article_is_published_without_script(open_page: OpenPage, editor: User, words: None) -> None:
    page = open_page(ADD, reader=editor, java_script_enabled=False)

    page.fill("#id_headline", "The tide turns")
    page.fill("#id_body", "<h2>Noon</h2><p onclick='x'>High water.</p>")
    page.select_option("#id_topics", label="Harbour")
    page.select_option("#id_tags", label="tides")
    page.select_option("#id_article_bylines-0-byline", label="Tess")
    page.select_option("#id_status", "published")
    page.click("[name=_continue] >> nth=0")
    page.click("text=Publish all the same")
    page.wait_for_selector(".messagelist .success")

    article = Article.objects.get()
    assert (article.slug, article.is_public) == ("the-tide-turns", True)
    assert article.body_html == "<h2>Noon</h2><p>High water.</p>"
    assert [str(article.topics.get()), str(article.tags.get()), str(article.bylines.get())] == [
        "Harbour",
        "tides",
        "Tess",
    ]


def test_choices_are_searched_for_and_pictures_uploaded_on_the_way(
    open_page: OpenPage, editor: User, words: None
) -> None:
    page = open_page(ADD, reader=editor)

    page.fill("#id_headline", "The tide turns")
    page.click(".field-topics .select2-selection")
    page.keyboard.type("harb")
    page.click(".select2-results__option--highlighted:has-text('Harbour')")
    page.wait_for_selector("#id_topics option:checked:has-text('Harbour')", state="attached")
    with page.expect_popup() as opened:
        page.click("#add_id_lead_picture")
    upload(opened.value)
    page.wait_for_selector("#id_lead_picture option:checked:has-text('A wall')", state="attached")
    save(page)

    article = Article.objects.get()
    assert (article.slug, str(article.topics.get()), str(article.lead_picture)) == (
        "the-tide-turns",
        "Harbour",
        "A wall",
    )


def upload(popup: Page) -> None:
    drawn = BytesIO()
    Image.new("RGB", (30, 20), "teal").save(drawn, "PNG")
    popup.set_input_files("#id_file", {"name": "wall.png", "mimeType": "image/png", "buffer": drawn.getvalue()})
    popup.fill("#id_alt", "A wall")
    click_last(popup, "[name=_save]")


def test_no_page_of_the_desk_breaks_the_policy(open_page: OpenPage, administrator: User) -> None:
    comment = CommentFactory.create(
        article=ArticleFactory.create(lead_picture=PictureFactory.create(), bylines=[BylineFactory.create()])
    )
    ReportFactory.create(comment=comment, decision=DecisionFactory.create(comment=comment))
    AppealFactory.create()
    NoticeFactory.create()
    SanctionFactory.create()
    PlannedRevisionFactory.create()
    RemarkFactory.create()
    LinkCardFactory.create()
    Claim.objects.create(comment=comment, guest=GuestFactory.create(), person=administrator)
    ArticleFactory.create(draft=True, tags=[TagFactory.create()], topics=[TopicFactory.create()])
    page = open_page("/admin/", reader=administrator)

    opened = [path for path in desk_paths() if page.goto(path) and page.title()]

    # The Watch of `open_page` fails the test where a page complains.
    assert len(opened) > 40


def desk_paths() -> Iterator[str]:
    """Every page of every model that this site's own apps show at the desk, each with its newest row."""
    yield "/admin/password_change/"
    for model in site._registry:
        if model._meta.app_label not in {"accounts", "articles", "auth", "comments"}:
            continue
        base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        row = model._default_manager.latest("pk").pk
        yield from (base, f"{base}?q=a", f"{base}add/", *(f"{base}{row}/{page}/" for page in ROW_PAGES))
    yield f"/admin/accounts/user/{User.objects.latest('pk').pk}/password/"
    yield f"/admin/articles/article/{Article.objects.latest('pk').pk}/revisions/1/"


def test_a_picture_is_uploaded_on_the_way_into_the_text(open_page: OpenPage, editor: User) -> None:
    drawn = BytesIO()
    Image.new("RGB", (30, 20), "teal").save(drawn, "PNG")
    page = open_page(ADD, reader=editor)

    page.fill("#id_headline", "The tide turns")
    page.click(TEXT)
    press(page, "figure")
    with page.expect_popup() as opened:
        page.click("dialog button:has-text('Browse')")
    popup = opened.value
    popup.click("text=Upload a picture here")
    popup.set_input_files("#id_file", {"name": "wall.png", "mimeType": "image/png", "buffer": drawn.getvalue()})
    popup.fill("#id_alt", "A wall")
    click_last(popup, "text=Upload, and take this picture")
    page.click("dialog [type=submit]")
    page.wait_for_selector(f"{TEXT} figure img")
    save(page)

    assert 'alt="A wall"' in Article.objects.get().body_html


def test_a_picture_of_the_library_is_put_into_the_text(open_page: OpenPage, editor: User) -> None:
    picture = PictureFactory.create(caption="The harbour wall")
    page = open_page(ADD, reader=editor)

    page.fill("#id_headline", "The tide turns")
    page.click(TEXT)
    type_line(page, "Before it.")
    press(page, "figure")
    with page.expect_popup() as opened:
        page.click("dialog button:has-text('Browse')")
    click_last(opened.value, f"[data-picture='{picture.pk}']")
    page.click("dialog [type=submit]")
    page.wait_for_selector(f"{TEXT} figure img")
    save(page)

    article = Article.objects.get()
    assert "<figcaption>The harbour wall <small>Photo desk</small></figcaption>" in article.body_html
    expect(page.locator(f"{TEXT} figure img")).to_have_count(1)
