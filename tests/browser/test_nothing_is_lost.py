"""Whatever goes wrong on the way, the words stay, and sent again they make one comment."""

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from accounts.models import User
from articles.models import Article
from comments.models import Comment
from comments.models.comment import BODY_LENGTH
from tests.browser.conftest import OpenPage
from tests.browser.steps import (
    comment_of,
    confirm_address,
    end_sessions,
    entry_of,
    fill_in_sign_in,
    follow,
    form_on,
    open_discussion,
    press_deed,
    reload,
    write,
)
from tests.factories import ArticleFactory, CommentFactory

WORDS = "Words that took a while to find."


@pytest.fixture
def article(db: None) -> Article:
    return ArticleFactory.create()


def test_a_blank_comment_is_refused_in_its_form(open_page: OpenPage, article: Article, reader: User) -> None:
    page = open_discussion(open_page, article, reader)
    form = page.locator("#say")

    write(form, "   ")

    expect(form).to_contain_text("There is nothing to send yet")
    expect(form.get_by_label("Your comment")).to_be_focused()
    assert Comment.objects.count() == 0


def test_what_was_refused_leaves_nothing_behind_once_it_is_mended(
    open_page: OpenPage, article: Article, reader: User
) -> None:
    page = open_discussion(open_page, article, reader)
    form = page.locator("#say")
    write(form, "x" * (BODY_LENGTH + 1))
    expect(form).to_contain_text(str(BODY_LENGTH + 1))
    expect(form.get_by_label("Your comment")).to_have_value("x" * (BODY_LENGTH + 1))

    write(form, WORDS)

    expect(page.locator(".words")).to_have_text(WORDS)
    expect(form.get_by_label("Your comment")).to_have_value("")
    expect(form.locator(".errorlist")).to_have_count(0)


def test_a_lost_connection_keeps_the_words_and_says_so(open_page: OpenPage, article: Article, reader: User) -> None:
    parent = CommentFactory.create(article=article)
    page = open_discussion(open_page, article, reader)
    press_deed(page, parent, "Reply")
    form = form_on(page, parent)
    form.get_by_role("toolbar").wait_for()
    page.context.set_offline(True)
    write(form, WORDS, "Send reply")
    expect(form.get_by_role("alert")).to_contain_text("The connection failed")
    expect(form.get_by_label("Your comment")).to_have_value(WORDS)

    page.context.set_offline(False)
    form.get_by_role("button", name="Send reply").click()

    expect(comment_of(page, parent).locator(".branch .words")).to_have_text(WORDS)
    assert Comment.objects.filter(parent=parent).count() == 1


def test_when_the_connection_is_back_the_form_says_so_and_sends_again(
    open_page: OpenPage, article: Article, reader: User
) -> None:
    page = open_discussion(open_page, article, reader)
    form = page.locator("#say")
    begin(form)
    page.context.set_offline(True)
    write(form, WORDS)
    expect(form.get_by_role("alert")).to_contain_text("The connection failed")

    page.context.set_offline(False)
    expect(form.get_by_role("alert")).to_contain_text("The connection is back.")
    form.get_by_role("button", name="Try again").click()

    expect(page.locator(".comment .words")).to_have_text(WORDS)
    expect(form.get_by_role("alert")).to_have_count(0)
    assert Comment.objects.count() == 1


def test_sending_again_makes_no_double_of_what_had_arrived(
    open_page: OpenPage, article: Article, reader: User
) -> None:
    page = open_discussion(open_page, article, reader)
    form = page.locator("#say")

    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/discussions/*/comments/", lose_the_answer, times=1)
    write(form, WORDS)
    form.get_by_role("button", name="Try again").click()

    expect(page.locator(".comment .words")).to_have_text(WORDS)
    assert Comment.objects.count() == 1


def test_sending_shows_that_it_is_under_way(open_page: OpenPage, article: Article, reader: User) -> None:
    page = open_discussion(open_page, article, reader)
    form = page.locator("#say form")
    page.route("**/discussions/*/comments/", lambda route: None)

    write(form, WORDS)

    expect(form.get_by_role("button", name="Sending …")).to_be_visible()
    expect(form).to_have_attribute("aria-busy", "true")
    expect(form.get_by_label("Your comment")).to_have_value(WORDS)


@pytest.mark.parametrize(("status", "sentence"), [(429, "That was too fast."), (503, "could not take this just now")])
def test_what_the_site_does_not_take_stays_with_the_reason(
    open_page: OpenPage, article: Article, reader: User, status: int, sentence: str
) -> None:
    page = open_discussion(open_page, article, reader)
    form = page.locator("#say")
    page.route("**/discussions/*/comments/", lambda route: route.fulfill(status=status, body="No."), times=1)
    write(form, WORDS)
    expect(form.get_by_role("alert")).to_contain_text(sentence)
    expect(form.get_by_label("Your comment")).to_have_value(WORDS)

    form.get_by_role("button", name="Try again").click()

    expect(page.locator(".comment .words")).to_have_text(WORDS)


def test_whatever_else_is_asked_in_the_form_is_sent_along_and_an_answer_with_the_form_replaces_it(
    open_page: OpenPage, article: Article, reader: User
) -> None:
    page = open_discussion(open_page, article, reader)
    form = page.locator("#say form")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    form.evaluate("form => form.insertAdjacentHTML('beforeend', '<input type=hidden name=more value=asked>')")

    write(form, " ")

    expect(page.locator("#say")).to_contain_text("There is nothing to send yet")
    assert any("asked" in body for body in sent)


def test_an_answer_lost_on_its_way_back_makes_no_second_comment(
    open_page: OpenPage, article: Article, reader: User
) -> None:
    page = open_discussion(open_page, article, reader)
    form = page.locator("#say")

    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/discussions/*/comments/", lose_the_answer, times=1)
    write(form, WORDS)
    expect(form.get_by_role("alert")).to_contain_text("The connection failed")
    form.get_by_role("button", name="Send").click()

    expect(page.locator(".words")).to_have_text(WORDS)
    expect(form.get_by_role("alert")).to_have_count(0)
    assert Comment.objects.count() == 1


def test_a_double_click_makes_one_comment(open_page: OpenPage, article: Article, reader: User) -> None:
    page = open_discussion(open_page, article, reader)

    page.locator("#say").get_by_label("Your comment").fill(WORDS)
    page.locator("#say").get_by_role("button", name="Send").dblclick()

    expect(page.locator(".words")).to_have_text(WORDS)
    reload(page)
    expect(page.locator(".words")).to_have_text(WORDS)


def test_a_broken_site_keeps_the_words(open_page: OpenPage, article: Article, reader: User) -> None:
    page = open_discussion(open_page, article, reader)
    page.route("**/discussions/*/comments/", lambda route: route.fulfill(status=502, body="<h1>Bad gateway</h1>"))

    write(page.locator("#say"), WORDS)

    expect(page.locator("#say").get_by_role("alert")).to_contain_text("please try again")
    expect(page.locator("#say").get_by_label("Your comment")).to_have_value(WORDS)


def test_an_unfinished_reply_is_not_thrown_away(open_page: OpenPage, article: Article, reader: User) -> None:
    comment, other = CommentFactory.create(article=article), CommentFactory.create(article=article)
    page = open_discussion(open_page, article, reader)
    press_deed(page, comment, "Reply")
    form_on(page, comment).get_by_label("Your comment").fill(WORDS)

    press_deed(page, other, "Reply")
    press_deed(page, comment, "Report")
    press_deed(page, comment, "Reply")

    expect(form_on(page, other)).to_be_visible()
    expect(form_on(page, comment)).to_have_count(1)
    expect(form_on(page, comment).get_by_label("Your comment")).to_have_value(WORDS)


def test_a_refused_reply_is_not_thrown_away(open_page: OpenPage, article: Article, reader: User) -> None:
    comment = CommentFactory.create(article=article)
    page = open_discussion(open_page, article, reader)
    press_deed(page, comment, "Reply")
    form_on(page, comment).get_by_label("Your comment").wait_for()
    Article.objects.update(discussion_mode="closed")
    write(form_on(page, comment), WORDS, "Send reply")
    expect(form_on(page, comment)).to_contain_text("This discussion is closed.")

    press_deed(page, comment, "Reply")

    expect(form_on(page, comment).get_by_label("What you wrote")).to_have_value(WORDS)


def test_an_empty_form_closes_again(open_page: OpenPage, article: Article, reader: User) -> None:
    comment = CommentFactory.create(article=article)
    page = open_discussion(open_page, article, reader)
    press_deed(page, comment, "Reply")
    expect(form_on(page, comment)).to_be_visible()

    press_deed(page, comment, "Reply")

    expect(form_on(page, comment)).to_have_count(0)


def test_an_impatient_hand_opens_one_form(open_page: OpenPage, article: Article, reader: User) -> None:
    comment = CommentFactory.create(article=article)
    page = open_discussion(open_page, article, reader)

    for label in ("Reply", "Reply", "Report"):
        entry_of(page, comment).get_by_text(label, exact=True).dispatch_event("click")

    expect(form_on(page, comment)).to_have_count(1)
    page.wait_for_load_state("networkidle")
    expect(form_on(page, comment)).to_have_count(1)


def test_without_a_connection_no_form_opens_and_the_page_stays(
    open_page: OpenPage, article: Article, reader: User
) -> None:
    comment = CommentFactory.create(article=article)
    page = open_discussion(open_page, article, reader)
    begin(page.locator("#say"))
    page.locator("#say").get_by_label("Your comment").fill(WORDS)
    page.context.set_offline(True)

    press_deed(page, comment, "Reply")

    expect(form_on(page, comment).get_by_role("alert")).to_contain_text("The connection failed")
    expect(page.locator("#say").get_by_label("Your comment")).to_have_value(WORDS)


def test_a_session_that_ended_asks_to_sign_in_and_then_publishes(
    open_page: OpenPage, article: Article, reader: User
) -> None:
    parent = CommentFactory.create(article=article)
    page = sign_out_while_writing(open_page, article, reader, parent)

    write(form_on(page, parent), WORDS, "Send reply")
    follow(form_on(page, parent).get_by_role("link", name="Sign in"))
    fill_in_sign_in(page, reader)

    expect(comment_of(page, parent).locator(".branch .words")).to_have_text(WORDS)
    assert Comment.objects.get(parent=parent).author == reader


def test_somebody_else_who_signs_in_instead_publishes_nothing(
    open_page: OpenPage, article: Article, reader: User, author: User
) -> None:
    confirm_address(author)
    parent = CommentFactory.create(article=article)
    page = sign_out_while_writing(open_page, article, reader, parent)

    write(form_on(page, parent), WORDS, "Send reply")
    follow(form_on(page, parent).get_by_role("link", name="Sign in"))
    fill_in_sign_in(page, author)

    expect(page.get_by_label("Your comment")).to_have_value(WORDS)
    expect(page.get_by_text("one press sends it")).to_be_visible()
    assert not Comment.objects.filter(parent=parent).exists()


def test_a_sign_in_in_another_tab_needs_but_one_more_press(
    open_page: OpenPage, article: Article, reader: User
) -> None:
    """Signing in changes the token that a form carries."""
    parent = CommentFactory.create(article=article)
    page = sign_out_while_writing(open_page, article, reader, parent)
    form_on(page, parent).get_by_label("Your comment").fill(WORDS)
    tab = page.context.new_page()
    tab.goto("/account/login/")
    fill_in_sign_in(tab, reader)
    tab.get_by_role("link", name="Sign out").wait_for()

    form_on(page, parent).get_by_role("button", name="Send reply").click()
    expect(form_on(page, parent).get_by_label("What you wrote")).to_have_value(WORDS)
    form_on(page, parent).get_by_role("button", name="Send once more").click()

    expect(comment_of(page, parent).locator(".branch .words")).to_have_text(WORDS)


def test_a_moderators_sentence_outlives_the_session(open_page: OpenPage, article: Article, moderator: User) -> None:
    comment = CommentFactory.create(article=article)
    page = open_discussion(open_page, article, moderator)
    press_deed(page, comment, "Decide")
    form = form_on(page, comment)
    form.get_by_label("A sentence to the author").fill(WORDS)
    form.get_by_label("abuse").check()
    end_sessions()

    form.get_by_role("button", name="Remove").click()

    expect(form.get_by_role("alert")).to_contain_text("You are signed out.")
    expect(form.get_by_label("A sentence to the author")).to_have_value(WORDS)


def begin(form: Locator) -> None:
    """Come to the form, until its scripts are there."""
    form.get_by_label("Your comment").focus()
    form.get_by_role("toolbar").wait_for()


def sign_out_while_writing(open_page: OpenPage, article: Article, reader: User, parent: Comment) -> Page:
    """A page with a form open that was opened in a session which is over."""
    confirm_address(reader)
    page = open_discussion(open_page, article, reader)
    press_deed(page, parent, "Reply")
    form_on(page, parent).get_by_label("Your comment").wait_for()
    end_sessions()
    return page
