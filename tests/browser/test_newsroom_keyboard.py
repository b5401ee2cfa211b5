"""The newsroom without a mouse: everything is reached by Tab, works by Enter, and lets go again."""

from contextlib import suppress

from playwright.sync_api import Error, Page, expect

from accounts.models import User
from articles.models import Article
from tests.browser.conftest import OpenPage
from tests.factories import PictureFactory

ADD = "/admin/articles/article/add/"
TEXT = ".prose-editor > .ProseMirror"
# More stops than any form here has.
MOST_STOPS = 150


def go_to(page: Page, selector: str, key: str = "Tab") -> None:
    """Press Tab until one is there; a window just opened has nothing to go through before its page has come."""
    page.wait_for_load_state()
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"no way to {selector} by {key}")


def test_an_article_is_written_looked_at_and_saved_by_keys_alone(open_page: OpenPage, editor: User) -> None:
    page = open_page(ADD, reader=editor)

    expect(page.locator("#id_headline")).to_be_focused()
    page.keyboard.type("The ferry stops again")
    expect(page.locator("#id_headline")).to_have_value("The ferry stops again")
    go_to(page, TEXT)
    page.keyboard.type("At noon she came in.")
    go_to(page, "[data-preview-toggle]", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.frame_locator(".preview-window iframe").locator(".body")).to_have_text("At noon she came in.")
    go_to(page, "[data-width='390']")
    page.keyboard.press("Enter")
    expect(page.locator("[data-width='390']")).to_have_attribute("aria-pressed", "true")
    go_to(page, "[data-preview-toggle]", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-preview]")).to_be_hidden()
    go_to(page, "[name=_continue]")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert Article.objects.get().body == "<p>At noon she came in.</p>"


def test_a_picture_is_taken_into_a_text_by_keys_alone(open_page: OpenPage, editor: User) -> None:
    PictureFactory.create(alt="The harbour wall")
    page = open_page(ADD, reader=editor)

    go_to(page, TEXT)
    page.keyboard.type("At noon she came in.")
    page.keyboard.press("Enter")
    go_to(page, ".prose-menubar button[title='figure']", "Shift+Tab")
    page.keyboard.press("Enter")
    with page.expect_popup() as opened:
        go_to(page, "dialog button:not([type=submit])")
        page.keyboard.press("Enter")
    chooser = opened.value
    go_to(chooser, "[data-picture]")
    # The window may be gone before the key has come back.
    with chooser.expect_event("close"), suppress(Error):
        chooser.keyboard.press("Enter")
    go_to(page, "dialog [type=submit]")
    page.keyboard.press("Enter")

    expect(page.locator(f"{TEXT} figure img")).to_be_visible()
