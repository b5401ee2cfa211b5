"""What holds after any sequence of deeds: the counts say what is there, and no change goes unnoticed."""

from collections.abc import Callable
from contextlib import suppress
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from articles.models import Article
from comments.actions.editing import delete_comment, edit_comment, undo_deletion
from comments.actions.erasing import erase_person
from comments.actions.measuring import lift_measure, take_measure
from comments.actions.moderating import (
    HappenedMeanwhileError,
    approve_comment,
    give_reason,
    mark_spam,
    remove_comment,
    restore_comment,
    undo_decision,
)
from comments.actions.posting import post_comment
from comments.actions.quoting import remade
from comments.actions.reporting import report_comment
from comments.actions.scrubbing import scrub_passage
from comments.actions.voting import vote_on
from comments.appeals.actions import answer_appeal, appeal_decision
from comments.discussion import discussion_page, removals
from comments.guards.stops import Stopped
from comments.measures import MEASURES, measures_in_force
from comments.models import Appeal, Branch, Comment, Decision, Discussion, OwedReason, Quotation, Report, Thread, Vote
from comments.models.judgement import TO_FOLLOW
from comments.orders import ORDERS
from comments.quotations.writing import quotation
from comments.ranking import rank
from comments.rules.book import forget_rules
from comments.rulings import settled_by, since_last_turn, standing_of, status_after, unexplained
from comments.text import to_html
from tests.factories import ArticleFactory, CommentFactory, RuleFactory, UserFactory


class Room:
    """A discussion, the people in it, and what they may try; `target` is any comment of it."""

    def __init__(self, people: list[User], moderator: User) -> None:
        self.article: Article = ArticleFactory.create()
        self.people, self.moderator = people, moderator
        self.second = UserFactory.create(moderator=True)
        forget_rules()
        RuleFactory.create(parameters={"entries": "tulips"})
        RuleFactory.create(kind="reports", parameters={"reports": 2})

    @property
    def comments(self) -> list[Comment]:
        return list(Comment.objects.filter(discussion_id=self.article.pk).order_by("pk"))

    def post(self, person: User, target: Comment | None) -> None:
        post_comment(article=self.article, author=person, body="Said.", form_key=uuid4())

    def reply(self, person: User, target: Comment) -> None:
        post_comment(article=self.article, author=person, body="Answered.", form_key=uuid4(), parent=target)

    def sell(self, person: User, target: Comment) -> None:
        """What a rule holds: said anew, or put into what stands there."""
        if target.author_id == person.pk:
            edit_comment(comment=target, editor=person, body=f"{target.body} Tulips.")
        else:
            post_comment(article=self.article, author=person, body=f"Tulips {uuid4()}", form_key=uuid4())

    def wait(self, person: User, target: Comment) -> None:
        self.article.discussion_mode = "premoderated"
        post_comment(article=self.article, author=person, body="Waits.", form_key=uuid4(), parent=target)

    def mention(self, person: User, target: Comment | None) -> None:
        kind = Comment.Kind.LINKBACK
        CommentFactory.create(article=self.article, kind=kind, author=None, imported_name="Another paper")

    def edit(self, person: User, target: Comment) -> None:
        edit_comment(comment=target, editor=person, body=f"{target.body} More.")

    def delete(self, person: User, target: Comment) -> None:
        delete_comment(comment=target, author=person)

    def undo(self, person: User, target: Comment) -> None:
        undo_deletion(comment=target, author=person)

    def scrub(self, person: User, target: Comment) -> None:
        scrub_passage(comment=target, scrubber=person, passage="More")

    def erase(self, person: User, target: Comment) -> None:
        erase_person(person=person)
        # Whoever is gone does nothing any more: somebody else comes in.
        self.people[self.people.index(person)] = UserFactory.create()

    def vote(self, person: User, target: Comment) -> None:
        vote_on(comment=target, voter=person, value=1)

    def quote(self, person: User, target: Comment) -> None:
        body = quotation(target.body, target.writer_name, target.get_absolute_url(), "wrote")
        # The same words again would be stopped.
        post_comment(article=self.article, author=person, body=f"{body}{uuid4()}", form_key=uuid4(), parent=target)

    def report(self, person: User, target: Comment) -> None:
        report_comment(comment=target, reporter=person, reason="spam")

    def remove(self, person: User, target: Comment) -> None:
        remove_comment(comment=target, moderator=self.moderator, reason="abuse")

    def restore(self, person: User, target: Comment) -> None:
        restore_comment(comment=target, moderator=self.moderator)

    def approve(self, person: User, target: Comment) -> None:
        approve_comment(comment=target, moderator=self.moderator)

    def spam(self, person: User, target: Comment) -> None:
        mark_spam(comment=target, moderator=self.moderator)

    def lock(self, person: User, target: Comment) -> None:
        take_measure(comment=target, moderator=self.moderator, verdict="lock", reason="abuse", note=f"{person.pk}")

    def collapse(self, person: User, target: Comment) -> None:
        take_measure(comment=target, moderator=self.moderator, verdict="collapse", reason="off-topic")

    def slow(self, person: User, target: Comment) -> None:
        # So short that whoever posts next does not notice.
        take_measure(comment=target, moderator=self.moderator, verdict="slow", reason="abuse", slow_mode_seconds=0)

    def pin(self, person: User, target: Comment) -> None:
        take_measure(comment=target, moderator=self.moderator, verdict="pin")

    def feature(self, person: User, target: Comment) -> None:
        take_measure(comment=target, moderator=self.moderator, verdict="feature")

    def lift(self, person: User, target: Comment) -> None:
        lift_measure(comment=target, moderator=self.moderator, verdict="lock")

    def remove_first(self, person: User, target: Comment) -> None:
        remove_comment(comment=target, moderator=self.moderator, reason=TO_FOLLOW)

    def explain(self, person: User, target: Comment) -> None:
        removal = target.decisions.filter(reason=TO_FOLLOW).order_by("pk").first()
        if removal:
            with suppress(HappenedMeanwhileError):
                give_reason(decision=removal, moderator=self.moderator, reason="abuse")

    def take_back(self, person: User, target: Comment) -> None:
        """Any decision on it, an older one or an undo as well."""
        decisions = list(target.decisions.order_by("pk"))
        if decisions:
            undo_decision(decision=decisions[person.pk * 7 % len(decisions)], moderator=self.moderator)

    def appeal(self, person: User, target: Comment) -> None:
        decision = removals(target.decisions.order_by("pk")).get(target.pk)
        if decision:
            appeal_decision(decision=decision, writer=target.author or person, body="Why?")

    def grant(self, person: User, target: Comment) -> None:
        self._answer(target, grants=True)

    def uphold(self, person: User, target: Comment) -> None:
        self._answer(target, grants=False)

    def _answer(self, target: Comment, *, grants: bool) -> None:
        for appeal in Appeal.objects.filter(decision__comment=target):
            answer_appeal(appeal=appeal, moderator=self.second, grants=grants, note="Looked at.")

    def attempt(self, deed: str, person: int, target: int) -> None:
        """Do the deed, if it is allowed and there is something to do it to."""
        comments = self.comments
        self.article.discussion_mode = ""
        if not comments and deed not in {"post", "mention"}:
            return
        act: Callable[[User, Comment | None], None] = getattr(self, deed)
        try:
            act(self.people[person % len(self.people)], comments[target % len(comments)] if comments else None)
        except (PermissionDenied, HappenedMeanwhileError, Stopped):
            return


def check_tree(comments: dict[int, Comment]) -> None:
    for comment in comments.values():
        parent = comments.get(comment.parent_id or 0)
        assert comment.depth == (parent.depth + 1 if parent else 0)
        assert comment.root_id == (parent.thread_id if parent else None)
        assert comment.reply_count == sum(
            reply.is_shown for reply in comments.values() if reply.parent_id == comment.pk
        )


def check_counts(discussion: Discussion, comments: dict[int, Comment]) -> None:
    published = [comment for comment in comments.values() if comment.is_published]
    linkbacks = [comment for comment in published if comment.kind == Comment.Kind.LINKBACK]
    shown_roots = {comment.pk for comment in comments.values() if comment.is_root and comment.is_shown}
    threads = {thread.pk: thread for thread in Thread.objects.filter(discussion=discussion)}
    assert discussion.comment_count == len(published) - len(linkbacks)
    assert discussion.linkback_count == len(linkbacks)
    assert discussion.thread_count == len(shown_roots)
    assert set(threads) == shown_roots
    for pk, thread in threads.items():
        times = [comment.created_at for comment in published if comment.thread_id == pk]
        assert thread.size == len(times)
        assert not times or thread.last_reply_at == max(times)


def check_rows(discussion: Discussion, comments: dict[int, Comment]) -> None:
    for comment in comments.values():
        assert comment.seq <= discussion.version
        assert comment.report_count == Report.objects.filter(comment=comment, decision=None).count()
        assert comment.body_html == (remade(comment) if comment.quotations.exists() else to_html(comment.body))
        assert comment.upvotes == comment.score == Vote.objects.filter(comment=comment).count()
        quoting = Quotation.objects.filter(source_comment=comment, comment__status=Comment.Status.PUBLISHED)
        assert comment.quoted_count == quoting.values("comment").distinct().count()
        assert comment.revision_number == 1 + (comment.revisions.aggregate(last=Max("number"))["last"] or 0)


def check_status(room: Room) -> None:
    """It follows from the decisions on the words that stand there; only its author departs from that, by deleting."""
    for comment in room.comments:
        assert (comment.status == Comment.Status.DELETED) == (comment.deleted_at is not None)
        standing = standing_of(comment)
        assert comment.status in {standing, Comment.Status.DELETED}
        decisions = list(comment.decisions.order_by("pk"))
        owed = OwedReason.objects.filter(decision__comment=comment).order_by("pk")
        assert [one.decision for one in owed] == unexplained(decisions)
        latest = since_last_turn(decisions, standing)
        if latest:
            assert standing == status_after(latest[0].status_before, latest)
        # Nothing but other words parts it from them.
        assert latest == decisions or comment.revisions.exists()
        for report in comment.reports.exclude(decision=None).select_related("decision"):
            assert report.decision is not None
            assert report.decision.verdict != Decision.Verdict.UNDO


def check_measures(room: Room) -> None:
    """What is kept of branches is what the decisions in force say."""
    kept = {branch.top_id: branch for branch in Branch.objects.filter(top__discussion=room.article.pk)}
    assert Discussion.objects.get(pk=room.article.pk).branch_count == len(kept)
    for comment in room.comments:
        standing = measures_in_force(list(comment.decisions.order_by("pk")))
        branch = kept.get(comment.pk, Branch())
        assert [getattr(branch, verdict) for verdict in MEASURES] == [standing.get(verdict) for verdict in MEASURES]
        assert comment.featured_at == (branch.feature and branch.feature.decided_at)
        for thread in Thread.objects.filter(root=comment):
            assert thread.pinned_at == (branch.pin and branch.pin.decided_at)
            assert thread.best == rank(comment.upvotes, comment.downvotes, is_pinned=branch.pin is not None)


def check_appeals(room: Room) -> None:
    """What came of each follows from the decisions, and nobody answered for themselves."""
    for appeal in Appeal.objects.filter(decision__comment__discussion_id=room.article.pk).select_related("decision"):
        outcome, ruling = settled_by(appeal, list(appeal.ruling_appealed.comment.decisions.order_by("pk")))
        assert appeal.outcome == outcome
        assert (appeal.answered_at is None) == (ruling is None)
        assert appeal.answered_by_id in {None, room.second.pk}
        assert not appeal.is_waiting or not appeal.ruling_appealed.comment.is_published


def check_laws(room: Room) -> None:
    discussion = Discussion.objects.get(pk=room.article.pk)
    comments = {comment.pk: comment for comment in room.comments}
    check_tree(comments)
    check_counts(discussion, comments)
    check_rows(discussion, comments)
    check_status(room)
    check_measures(room)
    check_appeals(room)


def seen(room: Room) -> tuple[str, list[int]]:
    """What readers see of it, and how often it changed."""
    versions = Discussion.objects.filter(pk=room.article.pk).values_list("version", flat=True)
    article = Article.objects.get(pk=room.article.pk)
    return discussion_page(article, order=ORDERS["oldest"]).html, list(versions)


DEEDS = [
    "post",
    "reply",
    "wait",
    "sell",
    "mention",
    "edit",
    "delete",
    "undo",
    "scrub",
    "erase",
    "vote",
    "quote",
    "report",
    "remove",
    "restore",
    "approve",
    "spam",
    "lock",
    "collapse",
    "slow",
    "pin",
    "feature",
    "lift",
    "remove_first",
    "explain",
    "take_back",
    "appeal",
    "grant",
    "uphold",
]
attempts = st.tuples(st.sampled_from(DEEDS), st.integers(0, 1), st.integers(0, 11))


@pytest.mark.django_db
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(attempts, min_size=4, max_size=16))
def test_whatever_people_do_the_counts_say_what_is_there(tries: list[tuple[str, int, int]]) -> None:
    room = Room(UserFactory.create_batch(2), UserFactory.create(moderator=True))
    for attempt in [("post", 0, 0), ("reply", 1, 0), *tries]:
        room.attempt(*attempt)

    check_laws(room)


@pytest.mark.django_db
@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(attempts, min_size=4, max_size=10))
def test_no_change_that_readers_see_leaves_the_version_as_it_was(tries: list[tuple[str, int, int]]) -> None:
    room = Room(UserFactory.create_batch(2), UserFactory.create(moderator=True))
    room.attempt("post", 0, 0)
    room.attempt("reply", 1, 0)

    for attempt in tries:
        page, version = seen(room)
        room.attempt(*attempt)
        page_now, version_now = seen(room)
        assert page_now == page or version_now > version
