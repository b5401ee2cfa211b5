"""axe finds nothing on the pages of appeals and notices, and both are sent without a script."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from comments.actions.moderating import remove_comment
from comments.appeals.actions import answer_appeal
from comments.appeals.on_sanctions import answer_on_sanction
from comments.models import Appeal, Comment, Notice
from comments.notices.letters import case_path
from tests.browser.axe import fill, look_at, open_with_axe
from tests.browser.conftest import OpenPage
from tests.factories import AppealFactory, ArticleFactory, CommentFactory, NoticeFactory, SanctionFactory, UserFactory

LONG = "It was meant as a joke, and " + "w" * 200


@pytest.fixture
def moderator() -> User:
    return UserFactory.create(handle="mona", display_name="Mona Moderator", moderator=True)


@pytest.fixture
def second() -> User:
    return UserFactory.create(handle="sven", display_name="Sven Second", moderator=True)


@pytest.fixture
def comment(moderator: User) -> Comment:
    comment = CommentFactory.create(author=UserFactory.create(handle="ada"), article=ArticleFactory.create())
    remove_comment(comment=comment, moderator=moderator, reason="abuse", note="Not like this.")
    return comment


def appeal_against(comment: Comment) -> Appeal:
    return AppealFactory.create(decision=comment.decisions.get(), body=LONG)


def test_appeals(open_page: OpenPage, comment: Comment, moderator: User, second: User) -> None:
    author, desk, alone = (open_with_axe(open_page, one) for one in (comment.author, second, moderator))
    path = f"/comments/{comment.pk}/appeal/"

    findings = [
        *look_at(author, path),
        *look_at(author, path, fill(body="  ")),
        *look_at(desk, "/moderation/appeals/"),
    ]
    appeal = appeal_against(comment)
    findings += [
        *look_at(author, path),
        *look_at(author, comment.get_absolute_url()),
        *look_at(author, "/account/inbox/"),
        *look_at(desk, "/moderation/appeals/"),
        *look_at(desk, f"/moderation/appeals/{appeal.pk}/", fill(note="x" * 501)),
        *look_at(alone, "/moderation/appeals/"),
    ]
    answer_appeal(appeal=appeal, moderator=second, grants=False, note="It hurts.")
    findings += [
        *look_at(author, path),
        *look_at(desk, "/moderation/appeals/?state=answered"),
        *look_at(desk, "/appeals/broken/"),
    ]

    assert not findings, "\n".join(findings)


def test_appeals_against_sanctions(open_page: OpenPage, moderator: User, second: User) -> None:
    person = UserFactory.create(handle="rita")
    sanction = SanctionFactory.create(person=person, moderator=moderator)
    reader, desk = open_with_axe(open_page, person), open_with_axe(open_page, second)
    path = f"/account/standing/{sanction.pk}/appeal/"

    findings = [*look_at(reader, "/account/standing/"), *look_at(reader, path)]
    appeal = AppealFactory.create(decision=None, sanction=sanction, decided_by=moderator, body=LONG)
    findings += [*look_at(reader, path), *look_at(desk, "/moderation/appeals/")]
    answer_on_sanction(appeal=appeal, moderator=second, grants=True, note="You are right.")
    findings += [*look_at(reader, path), *look_at(reader, "/account/inbox/")]

    assert not findings, "\n".join(findings)


def test_notices(open_page: OpenPage, moderator: User) -> None:
    stranger, desk = open_with_axe(open_page), open_with_axe(open_page, moderator)
    notice = NoticeFactory.create(explanation=LONG, law="w" * 200)
    decided = NoticeFactory.create()

    findings = [
        *look_at(stranger, "/notices/new/"),
        *look_at(stranger, "/notices/new/", fill(locations="/nowhere/", email="nobody")),
        *look_at(stranger, case_path(notice)),
        *look_at(stranger, "/notices/broken/"),
        *look_at(desk, "/moderation/notices/"),
        *look_at(desk, f"/moderation/notices/{notice.pk}/"),
        *look_at(desk, f"/moderation/notices/{notice.pk}/", fill(answer="")),
    ]
    decide(desk, decided)
    findings += [
        *look_at(stranger, case_path(decided)),
        *look_at(desk, "/moderation/notices/?state=decided"),
        *look_at(desk, f"/moderation/notices/{decided.pk}/"),
        *look_at(stranger, "/moderation/log/"),
    ]

    assert not findings, "\n".join(findings)


def decide(desk: Page, notice: Notice) -> None:
    desk.goto(f"/moderation/notices/{notice.pk}/")
    desk.get_by_label("remove the comment as illegal").check()
    desk.get_by_label("What the notifier is told").fill("We agree.")
    desk.get_by_role("button", name="Decide and tell the notifier").click()
    expect(desk.get_by_role("status")).to_contain_text("Decided.")


def test_without_a_script_an_author_appeals_and_another_moderator_answers(
    open_page: OpenPage, comment: Comment, second: User
) -> None:
    author = open_page(comment.get_absolute_url(), reader=comment.author, java_script_enabled=False)
    author.get_by_role("link", name="Appeal: ask that somebody else").click()
    author.get_by_label("Why should the decision be another one?").fill("It was a joke.")
    author.get_by_role("button", name="Send the appeal").click()
    expect(author.get_by_text("Waiting since")).to_be_visible()

    desk = open_page("/moderation/", reader=second, java_script_enabled=False)
    desk.get_by_role("link", name="Appeals 1").click()
    desk.get_by_role("button", name="Grant it").click()
    expect(desk.get_by_role("status")).to_contain_text("the decision is taken back")

    author.reload()
    expect(author.get_by_text("the decision was overturned")).to_be_visible()
    assert Comment.objects.get(pk=comment.pk).is_published


def test_without_a_script_a_stranger_sends_a_notice(open_page: OpenPage) -> None:
    comment = CommentFactory.create()
    page = open_page(comment.get_absolute_url(), java_script_enabled=False)
    page.get_by_role("link", name="Tell us that this is illegal").click()
    page.get_by_label("defamation or insult").check()
    page.get_by_label("Why is it illegal?").fill("None of this is true.")
    page.get_by_label("Your name").fill("Nora Notifier")
    page.get_by_label("Your e-mail address").fill("nora@example.org")
    page.get_by_label("I believe in good faith").check()
    page.get_by_role("button", name="Send the notice").click()
    fast, waits = page.get_by_text("That was very fast"), page.get_by_text("It waits to be decided on")
    expect(fast.or_(waits)).to_be_visible()
    if fast.is_visible():
        page.get_by_role("button", name="Send the notice").click()
    expect(waits).to_be_visible()

    assert Notice.objects.get().locations.get().comment == comment
