"""Pictures in the prose editor, in a real browser: writing goes on below them, and they stay what they are."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from articles.models import Article, Picture
from tests.browser.conftest import OpenPage
from tests.browser.steps import click_last
from tests.browser.test_admin import ADD, TEXT, let_editor_settle, press, save, type_line
from tests.factories import ArticleFactory, PictureFactory


@pytest.fixture
def picture(db: None) -> Picture:
    return PictureFactory.create()


def framed(picture: Picture, caption: str = "") -> str:
    said = f'<figcaption class="figure-caption">{caption}</figcaption>' if caption else ""
    image = f'<img src="/pictures/{picture.pk}/image/" alt="" data-file="{picture.pk}">'
    return f'<figure class="figure">{image}{said}</figure>'


def put_in(page: Page, picture: Picture, caption: str = "") -> None:
    press(page, "figure")
    with page.expect_popup() as opened:
        page.click("dialog button:has-text('Browse')")
    click_last(opened.value, f"[data-picture='{picture.pk}']")
    page.fill("dialog [name=caption]", caption)
    page.click("dialog [type=submit]")
    page.wait_for_selector(f"{TEXT} figure img")
    # It takes the focus a frame after the dialog has gone.
    let_editor_settle(page)


def open_text(open_page: OpenPage, editor: User, body: str) -> Page:
    article = ArticleFactory.create(body=body)
    page = open_page(f"/admin/articles/article/{article.pk}/change/", reader=editor)
    page.wait_for_selector(f"{TEXT} figure img")
    return page


def choose(page: Page, what: str) -> None:
    page.click(f"{TEXT} {what}")
    let_editor_settle(page)


def press_key(page: Page, key: str) -> None:
    page.keyboard.press(key)
    let_editor_settle(page)


@pytest.mark.parametrize("caption", ["", "The pier"])
def test_writing_goes_on_below_a_picture_just_put_in(
    open_page: OpenPage, editor: User, picture: Picture, caption: str
) -> None:
    page = open_page(ADD, reader=editor)
    page.fill("#id_headline", "The tide turns")
    page.click(TEXT)
    type_line(page, "Before it.")

    put_in(page, picture, caption)
    page.keyboard.type("High water at noon.")
    save(page)

    body = Article.objects.get().body
    assert body == f"<p>Before it.</p>{framed(picture, caption)}<p>High water at noon.</p>"
    expect(page.locator(f"{TEXT} figure img")).to_have_count(1)


def test_a_picture_between_two_paragraphs_is_followed_by_one_of_its_own(
    open_page: OpenPage, editor: User, picture: Picture
) -> None:
    page = open_text(open_page, editor, f"{framed(picture)}<p>One.</p><p>Three.</p>")
    choose(page, "p >> nth=0")
    press_key(page, "End")

    put_in(page, picture)
    page.keyboard.type("Two.")
    save(page)

    assert Article.objects.get().body == f"{framed(picture)}<p>One.</p>{framed(picture)}<p>Two.</p><p>Three.</p>"


def test_a_picture_below_which_nothing_is_written_leaves_no_blank_line(
    open_page: OpenPage, editor: User, picture: Picture
) -> None:
    page = open_page(ADD, reader=editor)
    page.fill("#id_headline", "The tide turns")
    page.click(TEXT)

    put_in(page, picture)
    save(page)

    assert Article.objects.get().body == framed(picture)


@pytest.mark.parametrize("key", ["", "Enter", "ArrowDown", "ArrowRight"])
def test_text_follows_a_chosen_picture_that_ends_the_text(
    open_page: OpenPage, editor: User, picture: Picture, key: str
) -> None:
    page = open_text(open_page, editor, f"<p>Before it.</p>{framed(picture)}")
    choose(page, "img")

    if key:
        press_key(page, key)
    page.keyboard.type("After it.")
    save(page)

    assert Article.objects.get().body == f"<p>Before it.</p>{framed(picture)}<p>After it.</p>"


@pytest.mark.parametrize("key", ["Enter", "ArrowDown"])
def test_text_follows_a_caption_that_ends_the_text(
    open_page: OpenPage, editor: User, picture: Picture, key: str
) -> None:
    page = open_text(open_page, editor, framed(picture, "The pier"))
    choose(page, "figcaption")
    press_key(page, "End")

    press_key(page, key)
    page.keyboard.type("After it.")
    save(page)

    assert Article.objects.get().body == f"{framed(picture, 'The pier')}<p>After it.</p>"


@pytest.mark.parametrize(("caption", "left"), [("", "<p></p>"), ("The pier", "<p>The pier</p>")])
@pytest.mark.parametrize("key", ["Backspace", "Delete"])
def test_a_picture_taken_out_leaves_no_more_than_its_caption(
    open_page: OpenPage, editor: User, picture: Picture, key: str, caption: str, left: str
) -> None:
    page = open_text(open_page, editor, f"<p>Before it.</p>{framed(picture, caption)}")
    choose(page, "img")

    press_key(page, key)

    expect(page.locator("#id_body")).to_have_value(f"<p>Before it.</p>{left}")
    press_key(page, "Control+z")
    expect(page.locator("#id_body")).to_have_value(f"<p>Before it.</p>{framed(picture, caption)}")


def test_a_caption_is_taken_out_and_the_figure_stays(open_page: OpenPage, editor: User, picture: Picture) -> None:
    page = open_text(open_page, editor, framed(picture, "The pier"))
    choose(page, "figcaption")

    page.get_by_role("button", name="Remove caption").click()
    expect(page.get_by_role("button", name="Add caption")).to_be_visible()
    save(page)

    assert Article.objects.get().body == framed(picture)
    expect(page.locator(TEXT)).to_have_count(1)
