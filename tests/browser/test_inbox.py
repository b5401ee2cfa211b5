"""The inbox in a browser: with a script what is followed is read, without one a button says so."""

from playwright.sync_api import expect

from comments.models import Notification
from comments.notifications.telling import tell_of_comment
from tests.browser.conftest import PHONE, OpenPage
from tests.browser.steps import follow, wait_for_scripts
from tests.factories import CommentFactory, UserFactory


def answered() -> Notification:
    tell_of_comment(CommentFactory.create(parent=CommentFactory.create()))
    return Notification.objects.get()


def test_what_is_followed_is_marked_as_read(open_page: OpenPage) -> None:
    notification = answered()
    page = open_page("/account/inbox/", reader=notification.recipient)
    wait_for_scripts(page)

    page.locator(".inbox-sentence a").click()
    page.wait_for_url(f"**/comments/{notification.comment_id}/")

    expect(page.locator(".masthead-unread")).to_have_count(0)
    notification.refresh_from_db()
    assert notification.read_at is not None


def test_without_script_each_entry_has_a_button(open_page: OpenPage) -> None:
    notification = answered()
    size = {"width": PHONE, "height": 700}
    page = open_page("/account/inbox/", reader=notification.recipient, java_script_enabled=False, viewport=size)
    expect(page.locator(".masthead-unread")).to_have_text("1 new")

    follow(page.get_by_role("button", name="Mark as read"))

    expect(page.locator(".is-unread")).to_have_count(0)
    expect(page.locator(".masthead-unread")).to_have_count(0)


def test_an_empty_inbox_says_what_will_stand_there(open_page: OpenPage) -> None:
    page = open_page("/account/inbox/", reader=UserFactory.create())

    expect(page.get_by_role("main")).to_contain_text("Nothing has happened yet.")
