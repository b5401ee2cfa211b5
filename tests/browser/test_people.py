"""Moderators and people: the pages of what was decided about somebody, in a browser."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from comments.models import Comment, Lifting, ModeratorNote, Mute
from tests.browser.axe import look_at, open_with_axe
from tests.browser.conftest import OpenPage
from tests.browser.steps import open_discussion
from tests.factories import ArticleFactory, CommentFactory, DecisionFactory, SanctionFactory, UserFactory


@pytest.fixture
def senior(db: None) -> User:
    return UserFactory.create(handle="sonia", display_name="Sonia Senior", senior=True)


@pytest.fixture
def troubled(senior: User) -> User:
    """Somebody who has been through everything but a ban."""
    person = UserFactory.create(handle="tim", display_name="Tim Troubled")
    article = ArticleFactory.create(headline="Ferry to stop at Millbrook again after nine years")
    CommentFactory.create(author=person, article=article, body="I came by the ferry in 1998, and it was late then.")
    down = CommentFactory.create(author=person, article=article, body="Idiots, all of you. " * 20)
    Comment.objects.filter(pk=down.pk).update(status=Comment.Status.REMOVED)
    DecisionFactory.create(comment=down, moderator=senior, note="Please leave insults out.")
    lifted = SanctionFactory.create(person=person, moderator=senior, kind="premoderation", sentence="We look first.")
    Lifting.objects.create(
        sanction=lifted, moderator=senior, role="senior moderator", sentence="You have calmed down."
    )
    SanctionFactory.create(person=person, moderator=senior, kind="premoderation", sentence="And again we look first.")
    warning = SanctionFactory.create(
        person=person, moderator=senior, kind="warning", sentence="Leave people out of it."
    )
    ModeratorNote.objects.create(person=person, moderator=senior, words="Writes at night.\nBetter in the morning.")
    ModeratorNote.objects.create(person=person, moderator=senior, words="w" * 300, sanction=warning)
    Mute.objects.create(reader=person, muted=UserFactory.create(display_name="Loud Larry"))
    return person


def test_axe_finds_nothing_on_any_of_these_pages(open_page: OpenPage, troubled: User, senior: User) -> None:
    desk, own = open_with_axe(open_page, senior), open_with_axe(open_page, troubled)
    CommentFactory.create(author=troubled, status=Comment.Status.PENDING)
    sanction, article = troubled.sanctions.latest("pk"), ArticleFactory.create()
    person = f"/moderation/people/{troubled.handle}/"

    findings = [
        *look_at(desk, person),
        *look_at(desk, person, lambda page: page.get_by_text("Impose a sanction").click()),
        *look_at(desk, f"{person}sanctions/"),
        *look_at(desk, f"{person}sanctions/", suspend_without_end),
        *look_at(desk, f"{person}sanctions/", ban_with_everything),
        *look_at(desk, f"/moderation/sanctions/{sanction.pk}/lifting/"),
        *look_at(own, "/account/standing/"),
        *look_at(own, "/account/mutes/"),
        *look_at(own, f"/people/{senior.handle}/mute/"),
        *look_at(own, article),
    ]
    SanctionFactory.create(person=troubled, moderator=senior, kind="ban")
    findings += look_at(own, article)

    assert not findings, "\n".join(findings)


def suspend_without_end(page: Page) -> None:
    page.get_by_label("Suspension until").check()
    page.get_by_label("spam").check()
    page.get_by_role("button", name="Impose").click()
    page.get_by_text("Please say until when.").wait_for()


def ban_with_everything(page: Page) -> None:
    page.get_by_label("Ban", exact=True).check()
    page.get_by_label("spam").check()
    page.get_by_label("With a ban: remove").select_option("all")
    page.get_by_role("button", name="Impose").click()
    page.get_by_text("2 comments will be removed with it.").wait_for()


@pytest.mark.parametrize("scripts", [True, False])
def test_what_a_muted_person_writes_is_folded_with_and_without_scripts(
    open_page: OpenPage, troubled: User, senior: User, scripts: bool
) -> None:
    comment = Comment.objects.filter(author=troubled, status=Comment.Status.PUBLISHED).latest("pk")
    answer = CommentFactory.create(parent=comment, body="So it was.")
    article = comment.discussion.article.get_absolute_url()
    page = open_page(comment.get_absolute_url(), reader=senior, java_script_enabled=scripts)
    page.get_by_role("link", name="Mute Tim Troubled").click()
    page.get_by_role("button", name="Mute them").click()
    expect(page.get_by_text("Tim Troubled is muted for you.")).to_be_visible()

    page.goto(article)

    expect(page.locator(f"#comment-{comment.pk} > .entry > .words")).to_be_hidden()
    expect(page.locator(f"#comment-{answer.pk} > .entry > .words")).to_be_visible()
    page.locator(f"#comment-{comment.pk} > .entry .when").click()
    expect(page.locator(f".chosen #comment-{comment.pk} > .entry > .words")).to_be_visible()


def test_a_warning_is_read_and_what_was_typed_goes_on_in_place(open_page: OpenPage, troubled: User) -> None:
    page = open_discussion(open_page, ArticleFactory.create(), troubled)
    say = page.locator("#say")

    say.get_by_label("Your comment").fill("It was never late in spring.")
    say.get_by_role("button", name="Send", exact=True).click()
    expect(say.get_by_role("button", name="I have read this: send it")).to_be_visible()
    say.get_by_role("button", name="I have read this: send it").click()

    expect(page.locator(".comment").get_by_text("It was never late in spring.")).to_be_visible()
    assert Comment.objects.filter(body="It was never late in spring.").exists()
