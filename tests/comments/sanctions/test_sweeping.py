"""A ban that takes what somebody wrote before with it, and taking that back."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import User
from comments.models import Comment, Decision, DecisionRun, Notification, Sanction
from comments.sanctions import sweeping
from tests.comments.steps import path_of, text_of
from tests.factories import ArticleFactory, CommentFactory, GuestFactory, UserFactory

pytestmark = pytest.mark.django_db

FOR_AUTHOR = "/moderation/people/author/sanctions/"
Status = Comment.Status


@pytest.fixture
def desk(client: Client, author: User) -> Client:
    """A browser in which somebody is signed in who may ban; the author is there to be banned."""
    client.force_login(UserFactory.create(handle="senior", senior=True))
    return client


def ban(sweep: str, **facts: str) -> dict[str, str]:
    return {"sanction": "ban", "reason": "spam", "note": "Enough.", "sweep": sweep, "confirmed": "on", **facts}


def statuses(*comments: Comment) -> list[int]:
    return [Comment.objects.get(pk=comment.pk).status for comment in comments]


def test_all_that_stands_is_removed_as_one_run_with_the_bans_reason(desk: Client, author: User) -> None:
    article = ArticleFactory.create()
    shown, waiting, deleted, spam = (
        CommentFactory.create(author=author, article=article, status=status)
        for status in (Status.PUBLISHED, Status.PENDING, Status.DELETED, Status.SPAM)
    )
    another = CommentFactory.create(parent=shown)

    desk.post(FOR_AUTHOR, ban("all"))

    sanction = Sanction.objects.get()
    assert statuses(shown, waiting, deleted, spam, another) == [
        Status.REMOVED, Status.REMOVED, Status.DELETED, Status.SPAM, Status.PUBLISHED,
    ]  # fmt: skip
    assert {(one.run, one.reason, one.note) for one in Decision.objects.all()} == {(sanction.run, "spam", "Enough.")}


def test_only_what_was_written_since(desk: Client, author: User) -> None:
    old = CommentFactory.create(author=author, created_at=timezone.now() - timedelta(days=2))
    new = CommentFactory.create(author=author)

    desk.post(FOR_AUTHOR, ban("1d"))

    assert statuses(old, new) == [Status.PUBLISHED, Status.REMOVED]


def test_the_page_before_says_how_many_and_does_nothing(desk: Client, author: User) -> None:
    comments = CommentFactory.create_batch(3, author=author, article=ArticleFactory.create())
    CommentFactory.create(author=author, created_at=timezone.now() - timedelta(days=8))

    answer = desk.post(FOR_AUTHOR, ban("7d", confirmed="", colleagues="He <again>."))

    page = text_of(answer)
    assert answer.status_code == 200
    assert "3 comments will be removed with it." in page
    assert all(comment.body in page for comment in comments)
    assert 'name="note" value="Enough."' in page
    assert "He &lt;again&gt;." in page
    assert not Sanction.objects.exists()
    assert not Decision.objects.exists()


def test_one_press_takes_all_of_it_back(desk: Client, author: User) -> None:
    comments = CommentFactory.create_batch(3, author=author, article=ArticleFactory.create())
    desk.post(FOR_AUTHOR, ban("all"))
    run = DecisionRun.objects.get()
    person = text_of(desk.get("/moderation/people/author/"))

    desk.post(f"/moderation/runs/{run.pk}/undo/")

    assert f'href="/moderation/runs/{run.pk}/"' in person
    assert statuses(*comments) == [Status.PUBLISHED] * 3
    assert Sanction.objects.in_force().count() == 1


def test_the_author_is_told_once_and_reads_all_of_it_on_the_standing_page(desk: Client, author: User) -> None:
    comments = CommentFactory.create_batch(3, author=author, article=ArticleFactory.create())

    desk.post(FOR_AUTHOR, ban("all"))

    assert [told.kind for told in Notification.objects.filter(recipient=author)] == ["sanction"]
    assert [message.to for message in mail.outbox] == [[author.email]]
    assert "All that you wrote here is removed as well." in mail.outbox[0].body
    desk.force_login(author)
    page = text_of(desk.get("/account/standing/"))
    assert all(f'href="/comments/{comment.pk}/"' in page for comment in comments)


def test_much_is_removed_in_slices(desk: Client, author: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "SLICE", 2)
    comments = CommentFactory.create_batch(5, author=author, article=ArticleFactory.create())

    desk.post(FOR_AUTHOR, ban("all"))

    assert statuses(*comments) == [Status.REMOVED] * 5
    assert Decision.objects.count() == 5


def test_what_is_taken_back_is_not_removed_by_a_later_slice(desk: Client, author: User) -> None:
    comment = CommentFactory.create(author=author)
    desk.post(FOR_AUTHOR, ban("all"))
    desk.post(f"/moderation/decisions/{Decision.objects.get().pk}/undo/")

    goes_on = sweeping.sweep_slice(Sanction.objects.get(), timezone.now() - timedelta(days=1))

    assert not goes_on
    assert statuses(comment) == [Status.PUBLISHED]


def test_of_a_guest_too(desk: Client) -> None:
    guest = GuestFactory.create()
    comment = CommentFactory.create(guest=guest)

    desk.post(f"/moderation/guests/{guest.pk}/sanctions/", ban("1h"))

    assert statuses(comment) == [Status.REMOVED]


def test_only_a_ban_takes_anything_with_it(desk: Client, author: User) -> None:
    comment = CommentFactory.create(author=author)

    answer = desk.post(FOR_AUTHOR, ban("all", sanction="suspension-7d"))

    assert answer.status_code == 422
    assert "Only with a ban is what somebody wrote before removed." in text_of(answer)
    assert statuses(comment) == [Status.PUBLISHED]


@pytest.mark.parametrize("sweep", ["2d", "everything", "-1"])
def test_another_stretch_than_those_offered_is_refused(desk: Client, author: User, sweep: str) -> None:
    assert desk.post(FOR_AUTHOR, ban(sweep)).status_code == 422
    assert not Sanction.objects.exists()


def test_who_may_not_ban_removes_nothing_this_way(client: Client, moderator: User, author: User) -> None:
    comment = CommentFactory.create(author=author)
    client.force_login(moderator)

    offered = "remove what they wrote before" in text_of(client.get(FOR_AUTHOR))
    client.post(FOR_AUTHOR, ban("all"))
    client.post(FOR_AUTHOR, ban("all", sanction="suspension-1h"))

    assert not offered
    assert statuses(comment) == [Status.PUBLISHED]


def test_a_single_removal_is_told_as_ever(desk: Client, author: User) -> None:
    comment = CommentFactory.create(author=author)

    desk.post(path_of("decision", comment), {"verdict": "remove", "reason": "abuse"})

    assert Notification.objects.get().kind == "decision"
