"""From words marked in an article to the page that tells the desk about them, by mouse, keyboard and finger."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from articles.models import Article, PreviewLink, Remark
from tests.browser.conftest import PHONE, OpenPage
from tests.browser.steps import follow
from tests.browser.test_quote import select
from tests.factories import ArticleFactory, CommentFactory, UserFactory

BODY = "article > .body"
WINDOWS = [{"width": PHONE, "height": 700}, {"width": 390, "height": 844}, {"width": 1280, "height": 900}]


@pytest.fixture
def article(db: None) -> Article:
    return ArticleFactory.create(
        body="<p>The ferry sank at noon on a Monday, they say, and nobody who was there has said otherwise.</p>"
        "<p>It was <em>Tuesday</em>.</p>"
    )


def way_of(page: Page) -> Locator:
    return page.get_by_role("link", name="Tell the desk", exact=True)


def quoting(page: Page) -> Locator:
    return page.get_by_role("button", name="Quote this")


def passage_in(address: str) -> list[str]:
    return parse_qs(urlsplit(address).query).get("passage", [])


def open_article(open_page: OpenPage, article: Article, reader: User | None = None, **how: Any) -> Page:
    page = open_page(article.get_absolute_url(), reader=reader, **how)
    page.wait_for_load_state("networkidle")
    return page


@pytest.mark.parametrize("mode", ["open", "closed", "off"])
def test_marked_words_lead_to_the_desk_whatever_becomes_of_the_discussion(
    open_page: OpenPage, article: Article, mode: str
) -> None:
    Article.objects.update(discussion_mode=mode)
    page = open_article(open_page, article)

    select(page, BODY, "on a Monday")
    follow(way_of(page))

    expect(page.get_by_label("The passage")).to_have_value("on a Monday")
    page.get_by_label("What is wrong?").fill("It was Tuesday.")
    follow(page.get_by_role("button", name="Tell the desk"))
    assert Remark.objects.get().passage == "on a Monday"


def test_somebody_signed_in_is_led_there_too(open_page: OpenPage, article: Article) -> None:
    page = open_article(open_page, article, UserFactory.create())

    select(page, BODY, "on a Monday")
    follow(way_of(page))

    expect(page.get_by_label("The passage")).to_have_value("on a Monday")


def test_the_keyboard_reaches_it_after_the_quote_button(open_page: OpenPage, article: Article) -> None:
    page = open_article(open_page, article)

    page.locator(f"{BODY} em").dblclick()
    expect(way_of(page)).to_be_visible()
    page.keyboard.press("Tab")
    expect(quoting(page)).to_be_focused()
    page.keyboard.press("Tab")
    expect(way_of(page)).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Enter")

    expect(page.get_by_label("The passage")).to_have_value("Tuesday")


@pytest.mark.parametrize("words", ["The ferry", "on a Monday", "nobody", "there has said", "otherwise.", "It was "])
@pytest.mark.parametrize("window", WINDOWS, ids=str)
def test_it_never_lies_over_the_quote_button(
    open_page: OpenPage, article: Article, window: dict[str, int], words: str
) -> None:
    page = open_article(open_page, article, viewport=window)

    select(page, BODY, words)
    expect(way_of(page)).to_be_visible()

    mine, other = way_of(page).bounding_box(), quoting(page).bounding_box()
    assert mine
    assert other
    beside = mine["x"] + mine["width"] <= other["x"] or other["x"] + other["width"] <= mine["x"]
    apart = mine["y"] + mine["height"] <= other["y"] or other["y"] + other["height"] <= mine["y"]
    assert beside or apart
    assert 0 <= mine["x"] <= window["width"] - mine["width"]
    assert 0 <= mine["y"] <= window["height"] - mine["height"]


def test_it_goes_when_nothing_is_marked_any_more(open_page: OpenPage, article: Article) -> None:
    page = open_article(open_page, article)
    select(page, BODY, "on a Monday")
    expect(way_of(page)).to_be_visible()

    page.evaluate("() => getSelection().removeAllRanges()")

    expect(way_of(page)).to_be_hidden()
    expect(quoting(page)).to_be_hidden()


def test_the_words_of_a_comment_are_nothing_for_the_desk(open_page: OpenPage, article: Article) -> None:
    comment = CommentFactory.create(article=article, body="The pier was never that deep.")
    page = open_article(open_page, article)

    select(page, BODY, "on a Monday")
    expect(way_of(page)).to_be_visible()

    select(page, f"#comment-{comment.pk} .words", "never that deep")

    expect(way_of(page)).to_be_hidden()
    expect(quoting(page)).to_be_visible()


def test_the_link_below_the_article_takes_the_marked_words_along(open_page: OpenPage, article: Article) -> None:
    page = open_article(open_page, article)
    link = page.get_by_role("link", name="Something wrong? Tell the desk")
    select(page, BODY, "on a Monday")
    expect(way_of(page)).to_be_visible()

    follow(link)

    assert passage_in(page.url) == ["on a Monday"]
    page.go_back()
    page.evaluate("() => getSelection().removeAllRanges()")
    expect(way_of(page)).to_be_hidden()
    follow(link)
    assert passage_in(page.url) == []


def test_of_a_long_passage_as_much_goes_along_as_the_page_takes(open_page: OpenPage) -> None:
    article = ArticleFactory.create(body=f"<p>{'Noon came. ' * 200}</p>")
    page = open_article(open_page, article)

    page.evaluate("selector => getSelection().selectAllChildren(document.querySelector(selector))", BODY)
    follow(way_of(page))

    [passage] = passage_in(page.url)
    assert 980 < len(passage) <= 1_000
    assert passage.endswith(("Noon", "came."))


def test_on_a_preview_the_words_go_into_the_form_of_the_page(open_page: OpenPage, article: Article) -> None:
    Article.objects.update(status="draft", published_at=None)
    link = PreviewLink.objects.create(article=article, label="Dr Grey, the expert")
    page = open_page(link.get_absolute_url())
    page.wait_for_load_state("networkidle")

    select(page, BODY, "on a Monday")
    # The link at the top has the same words.
    page.locator(".remark-button").click()

    expect(page.get_by_label("The passage")).to_have_value("on a Monday")
    expect(page.get_by_label("Your remark")).to_be_focused()
