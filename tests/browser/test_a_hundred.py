"""A hundred comments wait, over two pages of the desk: one moderator decides on all of them, with reasons."""

from collections import Counter
from uuid import uuid4

from playwright.sync_api import Page, expect

from accounts.models import User
from comments.models import Comment, Decision
from comments.moderation.queues import CARDS_ON_A_PAGE
from comments.reasons import SENTENCES
from tests.browser.conftest import OpenPage
from tests.factories import CommentFactory

HUNDRED = 2 * CARDS_ON_A_PAGE
# For so many answers on a busy machine.
MOMENTS_MS = 40_000
APPROVE, SPAM, OFF_TOPIC, ABUSE, OTHER = ("a",), ("s",), ("r", "1", "Enter"), ("r", "2", "Enter"), ("r", "7", "Enter")
OF_FIVE = [APPROVE, SPAM, OFF_TOPIC, ABUSE, OTHER]


def wait_in_line() -> None:
    first = CommentFactory.create(status=Comment.Status.PENDING)
    facts = {
        "discussion": first.discussion,
        "author": first.author,
        "status": first.status,
        "body_html": first.body_html,
    }
    Comment.objects.bulk_create(Comment(**facts, body=first.body, form_key=uuid4()) for _ in range(HUNDRED - 1))


def verdicts() -> Counter[tuple[str, str]]:
    return Counter(Decision.objects.values_list("verdict", "reason"))


def a_fifth_each() -> Counter[tuple[str, str]]:
    fifth = HUNDRED // 5
    kinds = [("approve", ""), ("spam", "spam"), ("remove", "off-topic"), ("remove", "abuse"), ("remove", "other")]
    return Counter(dict.fromkeys(kinds, fifth))


def decide_on_a_page(page: Page) -> None:
    """As fast as keys go: none waits for the answer to the one before."""
    page.locator("[data-enhanced]").wait_for()
    page.keyboard.press("j")
    for number in range(CARDS_ON_A_PAGE):
        for key in OF_FIVE[number % 5]:
            page.keyboard.press(key)
    expect(page.locator(".desk-card:not(.is-decided)")).to_have_count(0, timeout=MOMENTS_MS)


def test_they_are_cleared_by_keyboard_alone(open_page: OpenPage, moderator: User) -> None:
    wait_in_line()
    page = open_page("/moderation/", reader=moderator)

    decide_on_a_page(page)
    expect(page.get_by_role("link", name="Further")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**after=*")
    decide_on_a_page(page)

    assert verdicts() == a_fifth_each()
    assert not Comment.objects.pending().exists()
    notes = Decision.objects.exclude(reason="").values_list("reason", "note")
    assert all(note == SENTENCES[reason] for reason, note in notes)


def test_they_are_cleared_by_forms_without_scripts(open_page: OpenPage, moderator: User) -> None:
    wait_in_line()
    page = open_page("/moderation/", reader=moderator, java_script_enabled=False)

    cards = page.locator(".desk-card")
    cards.nth(1).get_by_role("button", name="Spam").click()
    expect(cards).to_have_count(CARDS_ON_A_PAGE)
    cards.nth(1).get_by_text("Remove", exact=True).click()
    cards.nth(1).get_by_label("off-topic").check()
    cards.nth(1).get_by_role("button", name="Remove it").click()
    page.get_by_role("link", name="Further").click()
    decide_together(page, HUNDRED - 2 - CARDS_ON_A_PAGE, "Remove those ticked", "Remove them", "abuse")
    decide_together(page, CARDS_ON_A_PAGE, "Approve those ticked", "Approve them")

    assert verdicts() == Counter({
        ("spam", "spam"): 1,
        ("remove", "off-topic"): 1,
        ("remove", "abuse"): HUNDRED - 2 - CARDS_ON_A_PAGE,
        ("approve", ""): CARDS_ON_A_PAGE,
    })  # fmt: skip
    assert not Comment.objects.pending().exists()


def decide_together(page: Page, count: int, first: str, then: str, reason: str = "") -> None:
    """On all of the page: tick each, see what will happen, do it, and come back to the desk."""
    expect(page.get_by_label("tick it")).to_have_count(count)
    # All at once: a press each takes the browser's driver a while.
    page.get_by_label("tick it").evaluate_all("ticks => ticks.forEach((tick) => tick.click())")
    page.get_by_role("button", name=first).click()
    expect(page.get_by_label("this one, too")).to_have_count(count)
    if reason:
        page.get_by_label(reason).check()
    page.get_by_role("button", name=then).click()
    expect(page.get_by_role("heading", name="decided on together")).to_be_visible(timeout=MOMENTS_MS)
    page.get_by_role("link", name="Back to the desk", exact=True).click()
