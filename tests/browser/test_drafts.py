"""What was typed comes back: after a reload, on another device, out of a closed form; and goes once it is sent."""

from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from accounts.models import User
from articles.models import Article
from comments.models import Comment, Draft
from tests.browser.conftest import OpenPage
from tests.browser.steps import (
    comment_of,
    end_sessions,
    entry_of,
    follow,
    form_on,
    open_discussion,
    press_deed,
    reload,
    send_from_page,
    wait_for_scripts,
)
from tests.factories import ArticleFactory, CommentFactory

WORDS = "Words that took a while to find."
SAVED = "**/draft/"


@pytest.fixture
def article(db: None) -> Article:
    return ArticleFactory.create()


def words_in(place: Page | Locator) -> Locator:
    return place.get_by_label("Your comment")


def line_in(place: Page | Locator) -> Locator:
    return place.locator(".draft-line", has_text="Your draft from")


def type_in(place: Page | Locator, words: str) -> None:
    """By keys, once the form keeps what they write."""
    words_in(place).focus()
    place.locator("[role=toolbar]:not([hidden])").first.wait_for()
    words_in(place).press_sequentially(words)


def type_and_keep(page: Page, place: Page | Locator, words: str) -> None:
    """Until the server has it."""
    with saving(page, words):
        type_in(place, words)


def saving(page: Page, words: str) -> AbstractContextManager[object]:
    """Until the server has all these words: whoever types slowly sends some of them before."""
    return page.expect_response(
        lambda answer: answer.url.endswith("/draft/") and words in (answer.request.post_data or "")
    )


def test_a_reload_loses_nothing(open_page: OpenPage, article: Article, reader: User) -> None:
    page = open_discussion(open_page, article, reader)
    type_in(page, WORDS)

    page.reload()

    expect(words_in(page)).to_have_value(WORDS)
    expect(line_in(page)).to_be_visible()


def test_another_device_goes_on_where_the_first_left(open_page: OpenPage, article: Article, reader: User) -> None:
    first = open_discussion(open_page, article, reader)
    type_and_keep(first, first, "Begun here")

    second = open_discussion(open_page, article, reader)
    expect(words_in(second)).to_have_value("Begun here")
    expect(line_in(second)).to_be_visible()
    words_in(second).press("End")
    type_and_keep(second, second, ", gone on there")

    first.reload()
    expect(words_in(first)).to_have_value("Begun here, gone on there")
    assert Draft.objects.get().body == "Begun here, gone on there"


def test_words_of_two_devices_are_both_offered_and_neither_lost(
    open_page: OpenPage, article: Article, reader: User
) -> None:
    first, second = (open_discussion(open_page, article, reader) for _device in range(2))
    type_and_keep(first, first, "Written here")
    type_and_keep(second, second, "Written there")
    other = second.locator(".draft-line", has_text="another draft")
    expect(other).to_be_visible()
    expect(words_in(second)).to_have_value("Written there")

    other.get_by_role("button", name="Show that one").click()
    expect(words_in(second)).to_have_value("Written here")
    other.get_by_role("button", name="Show that one").click()
    expect(words_in(second)).to_have_value("Written there")
    with saving(second, "Written there"):
        other.get_by_role("button", name="Keep this one").click()

    expect(other).to_be_hidden()
    assert Draft.objects.get().body == "Written there"


def test_a_reply_that_is_left_comes_back_when_it_is_opened_again(
    open_page: OpenPage, article: Article, reader: User
) -> None:
    comment, other = CommentFactory.create(article=article), CommentFactory.create(article=article)
    page = open_discussion(open_page, article, reader)
    press_deed(page, comment, "Reply")

    with saving(page, WORDS):
        type_in(form_on(page, comment), WORDS)
        page.keyboard.press("Escape")
    expect(form_on(page, comment)).to_have_count(0)
    expect(page.locator("[data-told]")).to_have_text("Your draft is kept.")
    expect(entry_of(page, comment).get_by_text("Reply", exact=True)).to_be_focused()
    press_deed(page, other, "Reply")
    expect(words_in(form_on(page, other))).to_have_value("")
    press_deed(page, comment, "Reply")

    expect(words_in(form_on(page, comment))).to_have_value(WORDS)


def test_what_is_sent_is_a_draft_nowhere_any_more(open_page: OpenPage, article: Article, reader: User) -> None:
    page = open_discussion(open_page, article, reader)
    type_and_keep(page, page, WORDS)

    page.locator("#say").get_by_role("button", name="Send").click()
    expect(page.locator(".comment .words")).to_have_text(WORDS)
    page.reload()

    expect(page.locator(".comment .words")).to_have_text(WORDS)
    expect(words_in(page)).to_have_value("")
    expect(line_in(page)).to_be_hidden()
    assert not Draft.objects.exists()


def test_what_was_sent_on_one_device_is_no_draft_on_the_other(
    open_page: OpenPage, article: Article, reader: User
) -> None:
    first = open_discussion(open_page, article, reader)
    type_and_keep(first, first, WORDS)
    second = open_discussion(open_page, article, reader)
    second.locator("#say").get_by_role("button", name="Send").click()
    expect(second.locator(".comment .words")).to_have_text(WORDS)

    first.reload()

    expect(first.locator(".comment .words")).to_have_text(WORDS)
    expect(words_in(first)).to_have_value("")


def test_sent_from_both_devices_it_is_one_comment(open_page: OpenPage, article: Article, reader: User) -> None:
    first = open_discussion(open_page, article, reader)
    type_and_keep(first, first, WORDS)
    second = open_discussion(open_page, article, reader)

    for page in (second, first):
        page.locator("#say").get_by_role("button", name="Send").click()
        expect(page.locator(".comment .words")).to_have_text(WORDS)

    assert Comment.objects.count() == 1


def test_a_draft_is_discarded_and_undo_brings_it_back(open_page: OpenPage, article: Article, reader: User) -> None:
    page = open_discussion(open_page, article, reader)
    type_and_keep(page, page, WORDS)
    page.reload()
    expect(words_in(page)).to_have_value(WORDS)

    line_in(page).get_by_role("button", name="Discard it").click()

    expect(words_in(page)).to_have_value("")
    expect(line_in(page)).to_be_hidden()
    assert not Draft.objects.exists()
    page.keyboard.press("Control+z")
    expect(words_in(page)).to_have_value(WORDS)


def test_the_draft_of_an_edit_is_discarded_for_what_stands_there(
    open_page: OpenPage, article: Article, author: User
) -> None:
    comment = CommentFactory.create(article=article, author=author, body="What stands there.")
    page = open_discussion(open_page, article, author)
    press_deed(page, comment, "Edit")
    type_and_keep(page, form_on(page, comment), "Changed. ")
    reload(page)
    press_deed(page, comment, "Edit")
    expect(words_in(form_on(page, comment))).to_have_value("Changed. What stands there.")

    line_in(form_on(page, comment)).get_by_role("button", name="Discard it").click()

    expect(words_in(form_on(page, comment))).to_have_value("What stands there.")
    assert not Draft.objects.exists()


def test_nobody_else_at_this_computer_sees_the_draft(
    open_page: OpenPage, article: Article, reader: User, author: User
) -> None:
    page = open_discussion(open_page, article, reader)
    type_in(page, WORDS)
    kept = page.evaluate("JSON.stringify(localStorage)")

    other = open_page(reader=author)
    other.add_init_script(f"Object.assign(localStorage, {kept})")
    other.goto(article.get_absolute_url())
    wait_for_scripts(other)
    type_in(other, "Mine.")

    expect(words_in(other)).to_have_value("Mine.")


def test_without_the_server_the_browser_keeps_it(open_page: OpenPage, article: Article, reader: User) -> None:
    page = open_discussion(open_page, article, reader)
    page.route(SAVED, lambda route: route.fulfill(status=502))
    type_in(page, WORDS)
    Draft.objects.all().delete()

    page.reload()

    expect(words_in(page)).to_have_value(WORDS)


def test_a_session_that_ended_keeps_the_draft_in_the_browser(
    open_page: OpenPage, article: Article, reader: User
) -> None:
    page = open_discussion(open_page, article, reader)
    end_sessions()
    with page.expect_response(SAVED) as answer:
        type_in(page, WORDS)

    assert answer.value.status == 403
    assert WORDS in page.evaluate("JSON.stringify(localStorage)")


def test_words_that_arrived_though_nobody_heard_are_sent_again_as_the_same_comment(
    open_page: OpenPage, article: Article, reader: User
) -> None:
    page = open_discussion(open_page, article, reader)

    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/discussions/*/comments/", lose_the_answer, times=1)
    type_in(page, WORDS)
    page.locator("#say").get_by_role("button", name="Send").click()
    expect(page.locator("#say").get_by_role("alert")).to_be_visible()
    reload(page)
    expect(words_in(page)).to_have_value(WORDS)

    page.locator("#say").get_by_role("button", name="Send").click()

    expect(words_in(page)).to_have_value("")
    expect(page.locator(".comment .words")).to_have_text(WORDS)
    assert Comment.objects.count() == 1


def test_all_drafts_are_found_in_the_account(open_page: OpenPage, article: Article, reader: User) -> None:
    parent = CommentFactory.create(article=article)
    page = open_discussion(open_page, article, reader)
    press_deed(page, parent, "Reply")
    type_and_keep(page, form_on(page, parent), WORDS)

    page.goto("/account/drafts/")
    follow(page.get_by_role("link", name="Go on writing"))
    expect(words_in(page)).to_have_value(WORDS)
    words_in(page).fill(f"{WORDS} And more.")
    send_from_page(page, "Send reply")

    expect(comment_of(page, parent).locator(".branch .words")).to_have_text(f"{WORDS} And more.")
    page.goto("/account/drafts/")
    expect(page.get_by_text("Nothing lies here unsent.")).to_be_visible()
