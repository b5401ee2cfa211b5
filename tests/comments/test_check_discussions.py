"""`manage.py check_discussions`: finds what has drifted from the facts, and mends it."""

from collections.abc import Callable
from contextlib import suppress
from io import StringIO
from typing import Any, NamedTuple
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import User
from comments.actions.editing import delete_comment, edit_comment
from comments.actions.moderating import approve_comment, remove_comment, restore_comment
from comments.actions.posting import post_comment
from comments.actions.reporting import report_comment
from comments.actions.voting import vote_on
from comments.models import Comment, Discussion, Thread, Vote
from comments.ranking import rank
from tests.comments.drifts import CHANGE_FACTS, DRIFTS, called
from tests.comments.threads import ThreadOf, discussion_of, undone
from tests.factories import CommentFactory, ReportFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def root() -> Comment:
    """The first of two threads: root ← reply ← answer, and a removed leaf; all of it as it should be."""
    root = CommentFactory.create(body="root")
    reply = CommentFactory.create(parent=root, body="reply")
    CommentFactory.create(parent=reply, body="answer")
    CommentFactory.create(parent=root, body="leaf", status=Comment.Status.REMOVED)
    CommentFactory.create(article=root.discussion.article, body="other")
    vote_on(comment=root, voter=UserFactory.create(), value=1)
    ReportFactory.create(comment=root)
    return Comment.objects.get(pk=root.pk)


def check(*options: str) -> str:
    """What the command says; raises CommandError, with that too, where it ends with 1."""
    out = StringIO()
    try:
        call_command("check_discussions", *options, stdout=out)
    except CommandError as error:
        raise CommandError(f"{out.getvalue()}{error}", returncode=error.returncode) from None
    return out.getvalue()


def is_well() -> bool:
    return check() == "All is well.\n"


def refusal() -> CommandError:
    with pytest.raises(CommandError) as caught:
        check()
    return caught.value


class Cast(NamedTuple):
    author: User
    reader: User
    moderator: User


def say(comment: Comment, cast: Cast, parent: Comment | None = None) -> None:
    post_comment(
        article=comment.discussion.article, author=cast.author, body="Words.", form_key=uuid4(), parent=parent
    )


DEEDS: dict[str, Callable[[Comment, Cast], object]] = {
    "post": say,
    "reply": lambda comment, cast: say(comment, cast, parent=comment),
    "edit": lambda comment, cast: edit_comment(comment=comment, editor=cast.author, body=f"Words {uuid4()}."),
    "delete": lambda comment, cast: delete_comment(comment=comment, author=cast.author),
    "report": lambda comment, cast: report_comment(comment=comment, reporter=cast.reader, reason="spam"),
    "approve": lambda comment, cast: approve_comment(comment=comment, moderator=cast.moderator),
    "remove": lambda comment, cast: remove_comment(comment=comment, moderator=cast.moderator, reason="spam"),
    "restore": lambda comment, cast: restore_comment(comment=comment, moderator=cast.moderator),
    "recommend": lambda comment, cast: vote_on(comment=comment, voter=cast.reader, value=1),
    "take back": lambda comment, cast: vote_on(comment=comment, voter=cast.reader, value=0),
}


def test_what_the_deeds_leave_behind_is_well(root: Comment) -> None:
    moderator = UserFactory.create(moderator=True)

    remove_comment(comment=called("answer"), moderator=moderator, reason="other")
    remove_comment(comment=called("reply"), moderator=moderator, reason="other")
    remove_comment(comment=root, moderator=moderator, reason="other")
    restore_comment(comment=called("answer"), moderator=moderator)

    assert is_well()


@given(st.lists(st.tuples(st.sampled_from(sorted(DEEDS)), st.integers(0, 9)), min_size=1, max_size=25))
@settings(max_examples=30, deadline=None)
def test_any_sequence_of_deeds_keeps_every_law(deeds: list[tuple[str, int]]) -> None:
    with undone():
        cast = Cast(UserFactory.create(), UserFactory.create(), UserFactory.create(moderator=True))
        first = CommentFactory.create(author=cast.author)

        for deed, place in deeds:
            comments = Comment.objects.filter(discussion=first.discussion_id).order_by("pk")
            with suppress(PermissionDenied):
                DEEDS[deed](comments[place % comments.count()], cast)

        assert is_well()


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize("put_in", DRIFTS)
def test_each_kind_of_drift_is_found_and_told(put_in: Callable[[], str]) -> None:
    sentence = put_in()

    error = refusal()

    assert error.returncode == 1
    assert sentence in str(error)
    assert "Run it again with --repair" in str(error)


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize("put_in", DRIFTS)
def test_each_kind_of_drift_is_mended_and_told(put_in: Callable[[], str]) -> None:
    sentence = put_in()

    said = check("--repair")

    assert sentence in said
    assert said.endswith("Mended.\n")
    assert is_well()


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize("put_in", [drift for drift in DRIFTS if drift not in CHANGE_FACTS])
def test_mending_brings_back_what_was_there(put_in: Callable[[], str]) -> None:
    before = kept_beside_comments()
    put_in()

    check("--repair")

    after = kept_beside_comments()
    assert {pk: after[pk] for pk in before} == before


@pytest.mark.usefixtures("root")
def test_a_mended_discussion_has_a_new_version_and_tells_open_pages(client: Client) -> None:
    other = called("other")
    before = other.discussion.version
    Comment.objects.filter(pk=other.pk).update(reply_count=4)

    check("--repair")

    changes = client.get(f"/discussions/{other.discussion_id}/changes/?after={before}").json()
    assert changes["version"] == str(before + 1)
    assert [entry["id"] for entry in changes["entries"]] == [other.pk]


def test_what_is_well_is_not_touched(root: Comment) -> None:
    before = root.discussion.version

    said = check("--repair")

    assert said == "All is well.\n"
    assert Discussion.objects.get(pk=root.discussion_id).version == before


@pytest.mark.parametrize(("upvotes", "rows", "mended"), [(7, 1, 7), (1, 2, 2), (0, 0, 0)])
def test_votes_that_came_with_an_archive_need_no_rows_but_count_no_fewer(upvotes: int, rows: int, mended: int) -> None:
    comment = CommentFactory.create(imported_name="Jo", import_source="archive", import_id="1")
    for _ in range(rows):
        Vote.objects.create(comment=comment, discussion=comment.discussion, voter=UserFactory.create(), value=1)
    Comment.objects.update(upvotes=upvotes, score=upvotes)
    Thread.objects.update(best=rank(upvotes, 0))

    check("--repair")

    comment.refresh_from_db()
    assert (comment.upvotes, comment.score, comment.thread.best) == (mended, mended, rank(mended, 0))


def test_a_pinned_thread_keeps_its_place_on_top(root: Comment) -> None:
    Thread.objects.filter(root=root).update(pinned_at=timezone.now(), best=3)

    check("--repair")

    assert Thread.objects.get(root=root).best == rank(1, 0, is_pinned=True)


def test_one_article_can_be_checked_alone(root: Comment) -> None:
    elsewhere = CommentFactory.create()
    Comment.objects.filter(pk=elsewhere.pk).update(reply_count=3)

    assert check("--article", str(root.discussion_id)) == "All is well.\n"
    with pytest.raises(CommandError, match="1 value had drifted"):
        check("--article", str(elsewhere.discussion_id))


def test_an_article_without_a_discussion_is_refused() -> None:
    with pytest.raises(CommandError, match="Article 12345 has no discussion"):
        check("--article", "12345")


def test_a_site_without_discussions_is_well() -> None:
    assert is_well()


def test_a_long_discussion_costs_as_many_queries_as_a_short_one() -> None:
    counts = []
    for size in (2, 20):
        article = discussion_of(*[ThreadOf(replies=2)] * size)
        with CaptureQueriesContext(connection) as queries:
            check("--article", str(article.pk))
        counts.append(len(queries))

    # Is there one; strays; its comments, votes, reports, quotations, own row, branches and threads.
    assert counts == [9, 9]


@given(st.data())
@settings(max_examples=30, deadline=None)
def test_whatever_has_drifted_is_mended_at_one_go(data: st.DataObject) -> None:
    with undone():
        keys = [key for article in (one_discussion(), one_discussion()) for key in article]
        for key in keys:
            spoil(key, keys, data)
        Thread.objects.filter(root__in=data.draw(st.lists(st.sampled_from(keys)))).delete()

        check("--repair")

        assert is_well()


def one_discussion() -> list[int]:
    article = discussion_of(ThreadOf(replies=2), ThreadOf(replies=1))
    return list(Comment.objects.filter(discussion=article.pk).order_by("pk").values_list("pk", flat=True))


def spoil(key: int, keys: list[int], data: st.DataObject) -> None:
    """Any values that the database itself lets stand."""
    few = st.integers(0, 3)
    parent = data.draw(st.none() | st.sampled_from(keys))
    root, depth = (data.draw(st.sampled_from(keys)), data.draw(st.integers(1, 1_000))) if parent else (None, 0)
    Comment.objects.filter(pk=key).update(
        parent=parent,
        root=root,
        depth=depth,
        status=data.draw(st.sampled_from(Comment.Status.values)),
        reply_count=data.draw(few),
        report_count=data.draw(few),
        quoted_count=data.draw(few),
        upvotes=data.draw(few),
        seq=data.draw(few),
    )


def kept_beside_comments() -> dict[int, Any]:
    """By discussion, but for versions, which mending raises."""
    counts = ("comment_count", "linkback_count", "thread_count", "last_comment_at")
    beside = ("pk", "parent", "root", "depth", "reply_count", "report_count", "upvotes", "downvotes", "score")
    return {
        discussion.pk: (
            {name: getattr(discussion, name) for name in counts},
            list(discussion.comments.order_by("pk").values(*beside)),
            list(discussion.threads.order_by("pk").values()),
        )
        for discussion in Discussion.objects.all()
    }
