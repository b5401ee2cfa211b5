"""What stands around a comment, in its card and on a page of its own."""

from playwright.sync_api import Page, expect

from accounts.models import User
from comments.actions.moderating import remove_comment
from comments.models import Comment, SavedFilter
from tests.browser.axe import deeds_on, look_at, open_with_axe
from tests.browser.conftest import OpenPage
from tests.factories import CommentFactory

WORDS = "Wonderful inexpensive watches from Rotterdam, delivered everywhere tomorrow."


def waiting_like_an_earlier_one(moderator: User) -> Comment:
    earlier = CommentFactory.create(body=WORDS)
    remove_comment(comment=earlier, moderator=moderator, reason="spam", note="An advertisement.")
    root = CommentFactory.create(body="The ferry was late again.")
    return CommentFactory.create(parent=root, body=WORDS, status=Comment.Status.PENDING)


def test_it_opens_in_the_card_and_closes_again(open_page: OpenPage, moderator: User) -> None:
    comment = waiting_like_an_earlier_one(moderator)
    page = open_with_axe(open_page, moderator)
    page.goto("/moderation/")
    page.locator("[data-enhanced]").wait_for()
    card = page.locator(f"#card-{comment.pk}")
    link = card.get_by_role("link", name="Around it")

    link.click()
    expect(card.get_by_text("The ferry was late again.")).to_be_visible()
    expect(card.get_by_text("An advertisement.")).to_be_visible()
    opened = link.get_attribute("aria-expanded")
    link.click()
    expect(card.get_by_text("The ferry was late again.")).to_have_count(0)

    assert (opened, link.get_attribute("aria-expanded")) == ("true", "false")


def test_without_a_script_it_is_a_page(open_page: OpenPage, moderator: User) -> None:
    waiting_like_an_earlier_one(moderator)
    page = open_page("/moderation/", reader=moderator, java_script_enabled=False)

    page.get_by_role("link", name="Around it").click()

    expect(page.get_by_role("heading", name="Around the comment by")).to_be_visible()
    expect(page.get_by_text("An advertisement.")).to_be_visible()


def test_axe_finds_nothing_on_it_nor_on_saved_filters(open_page: OpenPage, moderator: User) -> None:
    comment = waiting_like_an_earlier_one(moderator)
    page = open_with_axe(open_page, moderator)

    def open_it(page: Page) -> None:
        page.locator("[data-enhanced]").wait_for()
        page.get_by_role("link", name="Around it").click()
        page.locator(".desk-card .background").wait_for()

    SavedFilter.objects.create(moderator=moderator, name="W" * 60, query="queue=reported&reason=hate")

    findings = [
        *look_at(page, deeds_on(comment.pk) + "background/"),
        *look_at(page, "/moderation/", open_it),
        *look_at(page, "/moderation/?since=1d"),
        *look_at(page, "/moderation/filters/", save_without_a_name),
    ]

    assert not findings, "\n".join(findings)


def save_without_a_name(page: Page) -> None:
    page.goto("/moderation/?since=1d")
    form = page.locator(".desk-save")
    form.evaluate("form => { form.noValidate = true }")
    with page.expect_navigation():
        form.get_by_role("button", name="Save").click()
