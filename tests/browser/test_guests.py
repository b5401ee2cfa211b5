"""Somebody without an account, from the first word to the last, with scripts and without."""

import re

import pytest
from django.core import mail
from playwright.sync_api import Page, expect
from pytest_django import Settings

from articles.models import Article
from comments.guards import pace
from comments.models import Comment
from tests.browser.conftest import OpenPage
from tests.browser.steps import (
    comment_of,
    entry_of,
    follow,
    form_on,
    open_discussion,
    press_deed,
    send_from_page,
    wait_for_scripts,
    write,
)
from tests.factories import ArticleFactory, CommentFactory


@pytest.fixture(autouse=True)
def _open_to_guests(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DISCUSSION_ALLOWS_GUESTS = True
    # The tests type faster than any person.
    monkeypatch.setattr(pace, "LEAST_SECONDS", 0)


@pytest.fixture
def article(db: None) -> Article:
    return ArticleFactory.create(headline="Ferry to stop again")


def introduce_oneself(page: Page) -> None:
    page.get_by_label("Your name").fill("Gita Guest")
    page.get_by_label("Your e-mail address").fill("gita@example.org")


def follow_the_mailed_link(page: Page) -> None:
    found = re.search(r"/comments/confirmation/\S+/$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found
    page.goto(found[0])


@pytest.mark.parametrize("has_script", [True, False], ids=["with scripts", "without scripts"])
def test_a_guest_writes_confirms_writes_again_edits_and_deletes(
    open_page: OpenPage, article: Article, has_script: bool
) -> None:
    page = open_page(article.get_absolute_url(), java_script_enabled=has_script)
    if has_script:
        wait_for_scripts(page)

    page.locator(".say").get_by_role("link", name="Write a comment").click()
    page.get_by_label("Your comment").fill("I was *there*.")
    introduce_oneself(page)
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".comment .words")).to_have_text("I was there.")
    expect(page.locator(".comment .note")).to_contain_text("Open the link in the message")

    follow_the_mailed_link(page)
    expect(page.locator(".subject .words")).to_have_text("I was there.")
    assert Comment.objects.get().status == Comment.Status.UNCONFIRMED
    page.get_by_role("button", name="Yes, publish it").click()
    expect(page.locator(".messages")).to_have_text("Your comment is published.")
    first = Comment.objects.get()
    expect(entry_of(page, first)).to_contain_text("guest")

    page.locator(".say").get_by_label("Your comment").fill("And again.")
    page.locator(".say").get_by_role("button", name="Send").click()
    expect(page.locator("#discussion-title")).to_have_text("2 comments")
    assert len(mail.outbox) == 1

    page.goto(first.get_absolute_url())
    follow(page.locator(".own-deeds").get_by_role("link", name="Edit"))
    page.get_by_label("Your comment").fill("I was not there.")
    send_from_page(page, "Save")
    expect(entry_of(page, first).locator(".words")).to_have_text("I was not there.")
    page.goto(f"{first.get_absolute_url()}deletion/")
    page.get_by_role("button", name="Delete it").click()
    follow(page.get_by_role("link", name="Back to the discussion"))
    expect(page.locator("#discussion-title")).to_have_text("1 comment")
    expect(comment_of(page, first)).to_have_count(0)


def test_a_stranger_answers_in_place_and_may_take_it_back_at_once(open_page: OpenPage, article: Article) -> None:
    parent = CommentFactory.create(article=article)
    page = open_discussion(open_page, article)

    press_deed(page, parent, "Reply")
    introduce_oneself(page)
    write(form_on(page, parent), "So was I.", "Send reply")

    answer = comment_of(page, parent).locator(".branch .comment")
    expect(answer.locator(".words")).to_have_text("So was I.")
    expect(answer.locator(".deeds")).to_contain_text("Edit")
    answer.get_by_role("link", name="Delete").click()
    answer.get_by_role("button", name="Delete it").click()
    page.get_by_role("button", name="Undo").click()
    expect(answer.locator(".words")).to_be_visible()
    expect(answer.locator(".words")).to_have_text("So was I.")
    assert Comment.objects.get(parent=parent).status == Comment.Status.UNCONFIRMED


@pytest.mark.parametrize("has_script", [True, False], ids=["with scripts", "without scripts"])
def test_what_waits_stands_in_the_discussion_for_its_writer(
    open_page: OpenPage, article: Article, has_script: bool
) -> None:
    parent = CommentFactory.create(article=article)
    page = open_page(f"/comments/{parent.pk}/reply/", java_script_enabled=has_script)
    introduce_oneself(page)
    write(page.locator("main"), "So was I.", "Send reply")
    expect(page.locator(".chosen .words")).to_have_text("So was I.")

    page.goto(article.get_absolute_url())

    if has_script:
        expect(comment_of(page, parent).locator(".branch .words")).to_have_text("So was I.")
        expect(comment_of(page, parent).locator(".branch .deeds")).to_contain_text("Delete")
    else:
        expect(page.get_by_role("link", name="your comment of")).to_be_visible()
    other = open_discussion(open_page, article)
    expect(other.get_by_text("So was I.")).to_have_count(0)


def test_what_will_not_do_is_told_in_place_and_nothing_is_lost(open_page: OpenPage, article: Article) -> None:
    page = open_discussion(open_page, article)

    page.locator(".say").get_by_role("link", name="Write a comment").click()
    page.get_by_label("Your comment").fill("Kept words.")
    page.get_by_label("Your name").fill("Moderator")
    page.get_by_label("Your e-mail address").fill("gita@example.org")
    page.get_by_role("button", name="Send").click()

    expect(page.locator(".errorlist")).to_contain_text("kept for the site itself")
    expect(page.get_by_label("Your comment")).to_have_value("Kept words.")
    expect(page.get_by_label("Your e-mail address")).to_have_value("gita@example.org")
    expect(page.get_by_label("Your name")).to_be_focused()


def test_forgotten_the_browser_is_anybodys(open_page: OpenPage, article: Article) -> None:
    page = open_page(f"/discussions/{article.pk}/comments/")
    page.get_by_label("Your comment").fill("I was there.")
    introduce_oneself(page)
    page.get_by_role("button", name="Send").click()

    page.get_by_role("link", name="Gita Guest (guest)").click()
    page.get_by_role("button", name="Forget me on this device").click()

    expect(page.locator(".messages")).to_contain_text("no longer knows you")
    assert not [cookie for cookie in page.context.cookies() if cookie.get("name") == "guest"]
