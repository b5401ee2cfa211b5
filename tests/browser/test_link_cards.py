"""Link cards in a browser: one link each, which covers its card, at any width and without script."""

from typing import Any

import pytest
from playwright.sync_api import Page

from articles.models import Article
from tests.browser.axe import look_at, open_with_axe
from tests.browser.conftest import OpenPage
from tests.factories import ArticleFactory, LinkCardFactory

PHONE = {"width": 320, "height": 740}


@pytest.fixture
def target(settings: Any, db: None) -> Article:
    settings.LINK_CARDS = True
    return ArticleFactory.create(headline="Old quays", dek="A walk along what is left of them")


@pytest.fixture
def article(target: Article) -> Article:
    """A card of ours, one whose page has much to say in one word, and one in Hebrew."""
    cards = [
        LinkCardFactory.create(title="A" * 200, description="b" * 300),
        LinkCardFactory.create(title="\u05e9\u05dc\u05d5\u05dd (1)", description="\u05d9\u05dd"),
    ]
    addresses = [target.get_absolute_url(), *(card.address for card in cards)]
    return ArticleFactory.create(body="".join(f'<p><a href="{address}">{address}</a></p>' for address in addresses))


def press_beside(page: Page, words: str) -> None:
    """Where a finger meets the card, far from its link."""
    box = page.locator(".link-card", has_text=words).bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] - 6, box["y"] + box["height"] - 6)


def test_the_whole_card_is_its_link(open_page: OpenPage, target: Article, article: Article) -> None:
    page = open_page(article.get_absolute_url(), viewport=PHONE, java_script_enabled=False)

    page.locator(".link-card").first.scroll_into_view_if_needed()
    press_beside(page, "Old quays")
    page.wait_for_url(f"**{target.get_absolute_url()}")

    assert page.locator("h1").inner_text() == "Old quays"


def test_cards_keep_nobody_out_and_to_their_column(open_page: OpenPage, article: Article) -> None:
    page = open_with_axe(open_page)

    findings = look_at(page, article)

    assert not findings, "\n".join(findings)
    assert page.locator(".link-card").count() == 3


def test_a_card_takes_one_step_of_the_keyboard_and_shows_it(open_page: OpenPage, article: Article) -> None:
    page = open_page(article.get_absolute_url())

    page.locator(".link-card a").first.focus()
    page.keyboard.press("Tab")

    focused = page.locator(".link-card:focus-within")
    assert focused.inner_text().startswith("A" * 20)
    assert focused.evaluate("it => getComputedStyle(it).outlineStyle") == "solid"


def test_a_title_in_another_direction_keeps_its_order(open_page: OpenPage, article: Article) -> None:
    page = open_page(article.get_absolute_url())

    title = page.locator(".link-card p").filter(has_text="(1)")

    assert title.evaluate("it => getComputedStyle(it).unicodeBidi") == "plaintext"
