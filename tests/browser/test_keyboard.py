"""Everything is done by keyboard alone, and one always sees where one is."""

from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from accounts.models import User
from articles.models import Article
from comments.models import Comment, Report
from tests.browser.conftest import OpenPage
from tests.browser.steps import (
    comment_of,
    entry_of,
    form_on,
    let_undo_pass,
    open_discussion,
    press_deed,
    wait_for_scripts,
    wait_until,
)
from tests.factories import ArticleFactory, BylineFactory, CommentFactory, PictureFactory, TopicFactory, UserFactory

MORE_THAN_THERE_ARE = 80
# Where the keyboard is: its words, whether that is seen, and whether it is on the screen.
HERE = """() => {
    const here = document.activeElement, style = getComputedStyle(here), box = here.getBoundingClientRect();
    const words = here.cloneNode(true);
    for (const mute of words.querySelectorAll('[aria-hidden]')) mute.remove();
    window.seenAt = here;
    return {
        is_over: here === document.body,
        name: here.ariaLabel ?? (here.labels?.[0] ?? words).textContent.trim(),
        is_marked: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        is_on_screen: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
    };
}"""
IS_ELSEWHERE = "() => document.activeElement !== window.seenAt"


@pytest.fixture
def article(db: None) -> Article:
    topic = TopicFactory.create(name="Harbour")
    return ArticleFactory.create(
        topics=[topic], bylines=[BylineFactory.create(name="Nora Quill")], lead_picture=PictureFactory.create()
    )


@pytest.fixture
def comment(article: Article) -> Comment:
    comment = CommentFactory.create(article=article, author=UserFactory.create(display_name="Tom"))
    CommentFactory.create(parent=comment, author=UserFactory.create(display_name="Harriet"))
    return comment


def walk(page: Page) -> list[dict[str, Any]]:
    """Every stop of the Tab key from the top of the page to its end."""
    stops: list[dict[str, Any]] = []
    for _ in range(MORE_THAN_THERE_ARE):
        page.keyboard.press("Tab")
        if stops:
            # Asked in the moment before the key has moved it, it would still be where it was.
            wait_until(page, IS_ELSEWHERE)
        stop = page.evaluate(HERE)
        if stop["is_over"]:
            break
        stops.append(stop)
    return stops


def tab_to(page: Page, name: str) -> None:
    for _ in range(MORE_THAN_THERE_ARE):
        page.keyboard.press("Tab")
        if page.evaluate(HERE)["name"] == name:
            return
    pytest.fail(f"the Tab key never reaches {name!r}")


def test_the_first_stop_skips_to_the_text(open_page: OpenPage, article: Article) -> None:
    page = open_page(article.get_absolute_url())

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the text")).to_be_in_viewport()
    page.keyboard.press("Enter")

    page.keyboard.press("Tab")
    expect(page.locator("main").get_by_role("link", name="Harbour")).to_be_focused()


def test_tab_reaches_everything_in_order_and_shows_where_it_is(
    open_page: OpenPage, comment: Comment, reader: User
) -> None:
    page = open_discussion(open_page, comment.discussion.article, reader)

    stops = walk(page)

    names = [stop["name"] for stop in stops]
    wanted = ["Skip to the text", "Parley", "Search", "Harbour", "Harbour", "Nora Quill", "Open the picture in full"]
    wanted += ["Write a comment", "Tom", "Reply: comment by Tom", "Report: comment by Tom", "1 reply", "Harriet"]
    wanted += ["Reply: comment by Harriet", "Your comment", "Send", "Parley", "Your profile"]
    assert [name for name in names if name in wanted] == wanted
    assert [stop for stop in stops if not (stop["is_marked"] and stop["is_on_screen"])] == []


def test_a_reply_is_written_without_a_mouse(open_page: OpenPage, comment: Comment, reader: User) -> None:
    page = open_discussion(open_page, comment.discussion.article, reader)

    tab_to(page, "Reply: comment by Tom")
    page.keyboard.press("Enter")
    expect(form_on(page, comment).get_by_label("Your comment")).to_be_focused()
    page.keyboard.type("Aye.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    new = page.locator(".comment", has=page.get_by_text("Aye.", exact=True)).last
    expect(new.locator(".when")).to_be_focused()
    assert page.evaluate(HERE)["is_marked"]


def test_a_form_is_left_without_a_mouse(open_page: OpenPage, comment: Comment, reader: User) -> None:
    page = open_discussion(open_page, comment.discussion.article, reader)
    tab_to(page, "Reply: comment by Tom")
    page.keyboard.press("Enter")
    expect(form_on(page, comment).get_by_label("Your comment")).to_be_focused()

    page.keyboard.press("Escape")

    expect(form_on(page, comment)).to_have_count(0)
    expect(entry_of(page, comment).get_by_text("Reply", exact=True)).to_be_focused()


def test_a_report_is_made_without_a_mouse(open_page: OpenPage, comment: Comment, reader: User) -> None:
    page = open_discussion(open_page, comment.discussion.article, reader)

    tab_to(page, "Report: comment by Tom")
    page.keyboard.press("Enter")
    expect(form_on(page, comment).get_by_label("off-topic")).to_be_focused()
    page.keyboard.press("ArrowDown")
    tab_to(page, "Send report")
    page.keyboard.press("Enter")

    expect(form_on(page, comment).get_by_role("status")).to_be_focused()
    assert Report.objects.get().reason == "abuse"


def test_a_branch_is_folded_without_a_mouse(open_page: OpenPage, comment: Comment) -> None:
    page = open_discussion(open_page, comment.discussion.article)

    tab_to(page, "1 reply")
    page.keyboard.press("Enter")

    expect(comment_of(page, comment).locator(".branch .words")).to_be_hidden()


def test_after_an_edit_the_keyboard_is_back_at_the_comment(open_page: OpenPage, comment: Comment) -> None:
    assert comment.author
    page = open_discussion(open_page, comment.discussion.article, comment.author)

    tab_to(page, "Edit")
    page.keyboard.press("Enter")
    form_on(page, comment).get_by_label("Your comment").fill("Better words.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(entry_of(page, comment).locator(".when")).to_be_focused()


def test_after_a_deletion_the_keyboard_is_at_what_was_answered(
    open_page: OpenPage, comment: Comment, reader: User
) -> None:
    own = CommentFactory.create(parent=comment, author=reader)
    page = open_discussion(open_page, comment.discussion.article, reader)
    page.clock.install()

    tab_to(page, "Delete")
    page.keyboard.press("Enter")
    expect(form_on(page, own).get_by_role("button", name="Delete it")).to_be_focused()
    page.keyboard.press("Enter")
    let_undo_pass(page)

    expect(entry_of(page, comment).locator(".when")).to_be_focused()


@pytest.mark.parametrize("replies", [0, 1])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_deletion_is_undone_without_a_mouse(
    open_page: OpenPage, article: Article, reader: User, scheme: str, replies: int
) -> None:
    own = CommentFactory.create(article=article, author=reader)
    CommentFactory.create_batch(replies, parent=own)
    page = open_discussion(open_page, article, reader, color_scheme=scheme)
    tab_to(page, "Delete")
    page.keyboard.press("Enter")
    expect(form_on(page, own).get_by_role("button", name="Delete it")).to_be_focused()
    page.keyboard.press("Enter")
    undo = form_on(page, own).get_by_role("button", name="Undo")
    expect(undo).to_be_focused()
    expect(undo).to_have_accessible_description("Your comment is deleted. You can undo that for 10 seconds.")
    expect(page.get_by_text(own.body)).to_be_hidden()

    page.keyboard.press("Enter")

    expect(entry_of(page, own).locator(".when")).to_be_focused()
    expect(entry_of(page, own).locator(".words")).to_have_text(own.body)
    expect(page.locator("#discussion-title")).to_have_text(["1 comment", "2 comments"][replies])
    own.refresh_from_db()
    assert own.is_published


def test_whoever_goes_on_writing_is_not_called_back_when_the_time_to_undo_is_over(
    open_page: OpenPage, article: Article, reader: User
) -> None:
    own = CommentFactory.create(article=article, author=reader)
    page = open_discussion(open_page, article, reader)
    page.clock.install()
    press_deed(page, own, "Delete")
    form_on(page, own).get_by_role("button", name="Delete it").click()
    page.get_by_role("button", name="Undo").wait_for()
    words = page.locator("#say").get_by_label("Your comment")
    words.fill("Going on.")

    let_undo_pass(page)

    expect(comment_of(page, own)).to_have_count(0)
    expect(words).to_be_focused()
    expect(words).to_have_value("Going on.")


def test_a_button_that_is_not_needed_any_more_is_not_taken_from_under_the_keyboard(
    open_page: OpenPage, comment: Comment, reader: User
) -> None:
    page = open_discussion(open_page, comment.discussion.article, reader)
    held: list[Route] = []
    page.route("**/editor*.js", lambda route: held.append(route))
    keep = page.get_by_role("button", name="Keep as draft")

    with page.expect_request("**/editor*.js"):
        keep.focus()
    expect(keep).to_be_focused()
    held[0].continue_()
    page.locator("#say [role=toolbar]:not([hidden])").wait_for()

    expect(keep).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("contentinfo").get_by_role("link", name="Parley")).to_be_focused()


def test_what_the_sign_in_finds_wrong_is_met_first(open_page: OpenPage, db: None) -> None:
    page = open_page("/account/login/")
    page.get_by_label("E-mail address").fill("nobody@example.org")
    page.get_by_label("Password").fill("not the right one")

    page.keyboard.press("Enter")

    expect(page.get_by_role("alert")).to_be_focused()


def test_a_slash_goes_to_the_field_of_a_search_and_is_typed_there(open_page: OpenPage) -> None:
    page = open_page("/search/")
    wait_for_scripts(page)

    page.keyboard.press("/")
    page.keyboard.type("a/b")

    expect(page.locator("#q")).to_be_focused()
    expect(page.locator("#q")).to_have_value("a/b")
