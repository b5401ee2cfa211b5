"""Several moderators at one desk: what comes in while one reads, and who is where."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from comments.actions.moderating import mark_spam
from comments.models import Comment
from tests.browser.conftest import OpenPage
from tests.factories import CommentFactory, UserFactory

PENDING = Comment.Status.PENDING
EVERY_MS = 20_500


def open_desk(open_page: OpenPage, moderator: User, asked: str = "") -> Page:
    """With a clock that is moved by hand."""
    page = open_page(reader=moderator)
    page.clock.install()
    page.goto(f"/moderation/{asked}")
    page.locator("[data-enhanced]").wait_for()
    return page


def waiting(count: int) -> list[Comment]:
    author = UserFactory.create()
    return [CommentFactory.create(author=author, status=PENDING) for _ in range(count)]


@pytest.mark.parametrize(("asked", "newest_first"), [("", False), ("?order=newest", True)])
def test_what_comes_in_waits_behind_a_button_and_moves_nothing(
    open_page: OpenPage, moderator: User, asked: str, newest_first: bool
) -> None:
    old = waiting(3)
    page = open_desk(open_page, moderator, asked)
    button = page.get_by_role("link", name="2 new")
    page.keyboard.press("j")
    page.keyboard.press("j")
    before = page.locator(f"#card-{old[1].pk}").bounding_box()
    new = waiting(2)

    page.clock.run_for(EVERY_MS)
    expect(button).to_be_visible()
    moved = page.locator(f"#card-{old[1].pk}").bounding_box() != before
    expect(page.locator(".desk-card")).to_have_count(3)
    button.click()

    cards = [f"card-{comment.pk}" for comment in ([*new[::-1], *old[::-1]] if newest_first else [*old, *new])]
    expect(page.locator(".desk-card")).to_have_count(5)
    assert not moved
    assert page.locator(".desk-card").evaluate_all("all => all.map((card) => card.id)") == cards
    expect(page.locator(f"#{cards[0 if newest_first else 3]}")).to_be_focused()
    expect(page.locator("[data-arrivals]")).to_be_hidden()
    expect(page.locator(".tabs [aria-current] .count")).to_have_text("5")


def test_a_card_that_came_in_is_decided_on_like_the_others(open_page: OpenPage, moderator: User) -> None:
    waiting(1)
    page = open_desk(open_page, moderator)
    (new,) = waiting(1)
    page.clock.run_for(EVERY_MS)
    page.get_by_role("link", name="1 new").click()

    expect(page.locator(f"#card-{new.pk}")).to_be_focused()
    page.keyboard.press("s")
    expect(page.get_by_text("The comment is removed as spam.")).to_be_visible()

    new.refresh_from_db()
    assert new.status == Comment.Status.SPAM


def test_on_an_empty_desk_the_page_comes_anew(open_page: OpenPage, moderator: User) -> None:
    page = open_desk(open_page, moderator)
    (new,) = waiting(1)

    page.clock.run_for(EVERY_MS)
    page.get_by_role("link", name="1 new").click()

    expect(page.locator(f"#card-{new.pk}")).to_be_visible()


def test_each_sees_on_which_card_the_other_rests(open_page: OpenPage, moderator: User) -> None:
    first, second = waiting(2)
    milo = open_desk(open_page, UserFactory.create(moderator=True, display_name="Milo Moderator"))
    page = open_desk(open_page, moderator)
    milo.keyboard.press("j")
    milo.keyboard.press("j")

    with milo.expect_response("**/moderation/presence/") as told:
        milo.clock.run_for(2_000)
    page.clock.run_for(EVERY_MS)

    assert told.value.status == 204
    expect(page.locator(f"#card-{second.pk} [data-presence]")).to_contain_text(
        "Milo Moderator is looking at this since"
    )
    expect(page.locator(f"#card-{first.pk} [data-presence]")).to_be_hidden()


def test_what_the_other_decides_meanwhile_is_told_before_one_has_read_it(open_page: OpenPage, moderator: User) -> None:
    first, second = waiting(2)
    page = open_desk(open_page, moderator)
    mark_spam(comment=second, moderator=UserFactory.create(moderator=True, display_name="Milo Moderator"))

    page.clock.run_for(EVERY_MS)

    told = page.locator(f"#card-{second.pk} [data-presence]")
    expect(told).to_have_text("Milo Moderator decided on this meanwhile: removed as spam.")
    expect(page.locator(f"#card-{first.pk} [data-presence]")).to_be_hidden()


def test_without_a_script_a_link_shows_what_came_in(open_page: OpenPage, moderator: User) -> None:
    waiting(1)
    page = open_page("/moderation/", reader=moderator, java_script_enabled=False)
    waiting(2)

    page.get_by_role("link", name="Look for new ones").click()

    expect(page.locator(".desk-card")).to_have_count(3)
