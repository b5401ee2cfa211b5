"""The desk by keyboard alone: decisions in place, with reasons, and taken back."""

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from articles.models import Article
from comments.actions.moderating import approve_comment
from comments.models import Comment, Decision
from comments.reasons import SENTENCES
from tests.browser.conftest import OpenPage
from tests.factories import ArticleFactory, CommentFactory, UserFactory

PENDING = Comment.Status.PENDING


def waiting(count: int, article: Article | None = None) -> list[Comment]:
    article, author = article or ArticleFactory.create(), UserFactory.create()
    return [CommentFactory.create(article=article, author=author, status=PENDING) for _ in range(count)]


def open_desk(open_page: OpenPage, moderator: User) -> Page:
    page = open_page("/moderation/", reader=moderator)
    page.locator("[data-enhanced]").wait_for()
    return page


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def top_of(card: Locator) -> float:
    box = card.bounding_box()
    assert box
    return box["y"]


def statuses(comments: list[Comment]) -> list[int]:
    return [Comment.objects.get(pk=comment.pk).status for comment in comments]


def test_a_queue_is_cleared_by_keyboard_alone_with_reasons(open_page: OpenPage, moderator: User) -> None:
    comments = waiting(6)
    page = open_desk(open_page, moderator)

    press(page, "j")
    for number, keys in enumerate([("a",), ("s",), ("r", "2", "Enter"), ("a",), ("r", "5", "Enter"), ("s",)], 1):
        press(page, *keys)
        expect(page.locator(".desk-card.is-decided")).to_have_count(number)

    approved, removed, spam = Comment.Status.PUBLISHED, Comment.Status.REMOVED, Comment.Status.SPAM
    assert statuses(comments) == [approved, spam, removed, approved, removed, spam]
    removals = Decision.objects.filter(verdict="remove").order_by("pk")
    assert [(one.reason, one.note) for one in removals] == [
        ("abuse", SENTENCES["abuse"]),
        ("personal-data", SENTENCES["personal-data"]),
    ]


def test_one_key_takes_the_last_decision_back_and_the_card_can_be_decided_anew(
    open_page: OpenPage, moderator: User
) -> None:
    (comment, _other) = comments = waiting(2)
    page = open_desk(open_page, moderator)
    press(page, "j", "s")
    expect(page.get_by_text("The comment is removed as spam.")).to_be_visible()

    press(page, "u")
    expect(page.locator(f"#card-{comment.pk} .words")).to_be_visible()
    expect(page.locator(f"#card-{comment.pk} input[name=decision]").first).not_to_have_value("0")
    press(page, "a")
    expect(page.get_by_text("The comment stays.")).to_be_visible()

    assert statuses(comments) == [Comment.Status.PUBLISHED, PENDING]
    assert [one.verdict for one in Decision.objects.order_by("pk")] == ["spam", "undo", "approve"]


def test_keys_pressed_while_a_decision_is_taken_back_are_for_the_card_it_brings_back(
    open_page: OpenPage, moderator: User
) -> None:
    comments = waiting(2)
    page = open_desk(open_page, moderator)

    press(page, "j", "s", "u", "a")
    expect(page.get_by_text("The comment stays.")).to_be_visible()

    assert statuses(comments) == [Comment.Status.PUBLISHED, PENDING]
    assert [one.verdict for one in Decision.objects.order_by("pk")] == ["spam", "undo", "approve"]


def test_what_goes_moves_nothing_that_somebody_reads(open_page: OpenPage, moderator: User) -> None:
    comments = waiting(9)
    page = open_desk(open_page, moderator)
    page.clock.install()
    press(page, "j", "a", "a", "a", "a", "j", "j")
    expect(page.locator(".is-decided")).to_have_count(4)
    card = page.locator(f"#card-{comments[6].pk}")
    before = top_of(card)

    page.clock.run_for(11_500)
    expect(page.locator(".desk-card")).to_have_count(5)

    # A page scrolls by whole pixels.
    assert top_of(card) == pytest.approx(before, abs=2)


def test_the_offer_goes_after_ten_seconds(open_page: OpenPage, moderator: User) -> None:
    comments = waiting(2)
    page = open_desk(open_page, moderator)
    page.clock.install()
    press(page, "j", "a")
    expect(page.locator(".is-decided")).to_have_count(1)

    page.clock.run_for(11_500)

    expect(page.locator(".desk-card")).to_have_count(1)
    expect(page.locator(f"#card-{comments[1].pk}")).to_be_focused()


def test_what_a_colleague_decided_meanwhile_is_told_in_the_card(open_page: OpenPage, moderator: User) -> None:
    (comment,) = waiting(1)
    page = open_desk(open_page, moderator)
    approve_comment(comment=comment, moderator=UserFactory.create(moderator=True, display_name="Milo Moderator"))

    press(page, "j", "s")

    card = page.locator(f"#card-{comment.pk}")
    expect(card.get_by_text("Nothing was decided")).to_be_visible()
    expect(card).to_contain_text("Milo Moderator")
    card.get_by_role("button", name="Let it stand").click()
    expect(card.get_by_text("The comment stays.")).to_be_visible()


def test_who_has_gone_on_is_not_called_back_by_that_but_comes_to_it_at_the_end(
    open_page: OpenPage, moderator: User
) -> None:
    first, second, third = waiting(3)
    page = open_desk(open_page, moderator)
    approve_comment(comment=first, moderator=UserFactory.create(moderator=True))

    press(page, "j", "s")
    expect(page.get_by_text("Nothing was decided")).to_be_visible()
    expect(page.locator(f"#card-{second.pk}")).to_be_focused()
    press(page, "a", "a")

    expect(page.locator(f"#card-{first.pk}")).to_be_focused()
    expect(page.locator(".is-decided")).to_have_count(2)
    assert statuses([first, second, third]) == [Comment.Status.PUBLISHED] * 3


def test_a_sentence_of_ones_own_stays_when_another_reason_is_chosen(open_page: OpenPage, moderator: User) -> None:
    (comment,) = waiting(1)
    page = open_desk(open_page, moderator)
    note = page.locator(f"#note-{comment.pk}")
    press(page, "j", "r", "1")
    expect(note).to_have_value(str(SENTENCES["off-topic"]))

    note.fill("Please stay with the ferry.")
    page.locator(f"#card-{comment.pk}").get_by_label("abuse").check()

    expect(note).to_have_value("Please stay with the ferry.")


def test_a_run_is_removed_first_and_its_reason_given_after_by_keys(open_page: OpenPage, moderator: User) -> None:
    comments = waiting(4)
    page = open_desk(open_page, moderator)

    press(page, "j", "d", "d", "d")
    expect(page.locator(".is-decided")).to_have_count(3)
    page.reload()
    page.locator("[data-enhanced]").wait_for()
    press(page, "w")
    expect(page.get_by_label("this one, too")).to_have_count(3)
    page.locator("[data-enhanced]").wait_for()
    press(page, "4", "Enter")
    expect(page.get_by_text("The reason is given for 3 removals.")).to_be_visible()

    assert statuses(comments) == [Comment.Status.REMOVED] * 3 + [PENDING]
    assert list(Decision.objects.filter(verdict="explain").values_list("reason", flat=True)) == ["spam"] * 3


def test_the_keys_can_be_switched_off_in_their_help(open_page: OpenPage, moderator: User) -> None:
    comments = waiting(1)
    page = open_desk(open_page, moderator)

    press(page, "?")
    page.get_by_label("Single keys are on").uncheck()
    page.get_by_role("button", name="Close").click()
    press(page, "j", "a")

    # A decision on its way would show at once.
    expect(page.locator("[aria-busy=true], .is-decided")).to_have_count(0)
    assert statuses(comments) == [PENDING]


def test_several_are_ticked_by_key_and_decided_on_together(open_page: OpenPage, moderator: User) -> None:
    comments = waiting(3)
    page = open_desk(open_page, moderator)

    press(page, "j", "x", "j", "j", "x", "t", "Tab", "Tab")
    expect(page.get_by_role("button", name="Those ticked are spam")).to_be_focused()
    press(page, "Enter")
    expect(page.get_by_label("this one, too")).to_have_count(2)
    page.get_by_role("button", name="Remove them").click()
    expect(page.get_by_role("heading", name="2 comments decided on together")).to_be_visible()
    after = statuses(comments)
    page.get_by_role("button", name="Undo all of it").click()
    expect(page.get_by_text("undone").first).to_be_visible()

    assert after == [Comment.Status.SPAM, PENDING, Comment.Status.SPAM]
    assert statuses(comments) == [PENDING] * 3


def test_a_writer_is_looked_at_and_sanctioned_beside_the_queue(open_page: OpenPage, moderator: User) -> None:
    (comment,) = waiting(1)
    page = open_desk(open_page, moderator)
    press(page, "j", "b")
    drawer = page.get_by_role("dialog", name="About the writer")
    expect(drawer.get_by_role("heading", name=comment.writer_name)).to_be_visible()

    drawer.get_by_label("A note for other moderators", exact=True).fill("Writes late at night.")
    drawer.get_by_role("button", name="Keep the note").click()
    expect(page.get_by_text("Your note is kept.")).to_be_visible()
    page.locator("[data-enhanced]").wait_for()
    press(page, "j", "b")
    expect(drawer.get_by_text("Writes late at night.")).to_be_visible()
    press(page, "Escape", "a")

    expect(page.get_by_text("The comment stays.")).to_be_visible()
    assert statuses([comment]) == [Comment.Status.PUBLISHED]


def test_what_was_searched_for_is_decided_on_by_keys_too(open_page: OpenPage, moderator: User) -> None:
    comment = CommentFactory.create(body="An unmistakable ferry.")
    page = open_page("/moderation/search/?q=unmistakable", reader=moderator)
    page.locator("[data-enhanced]").wait_for()

    press(page, "j", "s")
    expect(page.get_by_text("The comment is removed as spam.")).to_be_visible()

    assert statuses([comment]) == [Comment.Status.SPAM]
