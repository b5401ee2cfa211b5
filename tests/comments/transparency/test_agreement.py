"""Public log, standing page and report tell the same, whatever was decided, taken back and decided again."""

import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import cast

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client

from accounts.models import User
from articles.models import Article
from comments.actions.moderating import (
    HappenedMeanwhileError,
    approve_comment,
    give_reason,
    mark_spam,
    remove_comment,
    restore_comment,
    undo_decision,
)
from comments.appeals.actions import answer_appeal, appeal_decision
from comments.models import Appeal, Comment, Decision
from comments.models.judgement import TO_FOLLOW, Reason
from tests.comments.steps import text_of
from tests.comments.transparency.steps import column_of, data_of, figures_of
from tests.factories import ArticleFactory, CommentFactory, UserFactory

pytestmark = pytest.mark.django_db

LOG = "/moderation/log/"
STEPS = 40
BEGIN = datetime(2026, 3, 1, 12, tzinfo=UTC)
PERIOD = {"first": "2026-03-01", "last": "2026-12-31"}
TAKEN_DOWN = ("remove", "spam")
DEEDS = ("approve", "remove", "spam", "restore")
SECOND_THOUGHTS = ("undo", "explain", "appeal", "answer")


@dataclass
class Told:
    """What was decided, as this test remembers it."""

    pk: int
    comment: int
    verdict: str
    reason: str
    undoes: int | None
    explains: int | None


@pytest.fixture
def comments(author: User) -> list[Comment]:
    article = ArticleFactory.create(published_at=BEGIN - timedelta(days=1))
    waiting = CommentFactory.create(article=article, author=author, status=Comment.Status.PENDING)
    return [waiting, *(CommentFactory.create(article=article, author=author) for _ in range(4))]


def decide_at_random(chance: Random, comments: list[Comment], moderators: list[User]) -> list[Told]:
    made: dict[int, Told] = {}
    for step in range(STEPS):
        # What nobody may do, or somebody has done, is just not done.
        with (
            time_machine.travel(BEGIN + timedelta(hours=step), tick=False),
            suppress(HappenedMeanwhileError, PermissionDenied),
        ):
            one = decide_once(chance, chance.choice(comments), list(made), chance.choice(moderators))
            made[one.pk] = Told(one.pk, one.comment_id, one.verdict, one.reason, one.undoes_id, one.explains_id)
    return list(made.values())


def decide_once(chance: Random, comment: Comment, earlier: list[int], moderator: User) -> Decision:
    decisions, waiting = Decision.objects.all(), Appeal.objects.waiting()
    match chance.choice([*DEEDS, *SECOND_THOUGHTS, *SECOND_THOUGHTS]):
        case "undo" if earlier:
            return undo_decision(decision=decisions.get(pk=chance.choice(earlier)), moderator=moderator)
        case "explain" if owing := list(decisions.filter(reason=TO_FOLLOW)):
            return give_reason(decision=chance.choice(owing), reason=chance.choice(Reason.values), moderator=moderator)
        case "answer" if appeals := list(waiting):
            grants = chance.random() < 0.5
            return answer_appeal(appeal=chance.choice(appeals), moderator=moderator, grants=grants, note="Looked at.")
        case "appeal" if removals := list(decisions.filter(verdict__in=TAKEN_DOWN)):
            decision = chance.choice(removals)
            appeal_decision(decision=decision, writer=cast("User", decision.comment.author), body="Why?")
        case "approve":
            return approve_comment(comment=comment, moderator=moderator)
        case "spam":
            return mark_spam(comment=comment, moderator=moderator)
        case "restore":
            return restore_comment(comment=comment, moderator=moderator)
    reason = chance.choice([TO_FOLLOW, TO_FOLLOW, *Reason.values])
    return remove_comment(comment=comment, moderator=moderator, reason=reason)


def reason_by_now(one: Told, made: list[Told]) -> str:
    given = [other.reason for other in made if other.explains == one.pk and not is_undone(other, made)]
    return given[0] if given else one.reason


def is_undone(one: Told, made: list[Told]) -> bool:
    undo = next((other for other in made if other.undoes == one.pk), None)
    return undo is not None and not is_undone(undo, made)


def is_reversed(one: Told, made: list[Told]) -> bool:
    returns = [
        other
        for other in made
        if (other.comment, other.verdict) == (one.comment, "restore")
        and other.pk > one.pk
        and not is_undone(other, made)
    ]
    return is_undone(one, made) or (one.verdict in TAKEN_DOWN and bool(returns))


def entries_of(client: Client, **filters: str) -> list[str]:
    """Of all the pages of the log that the filters leave, the words of each entry."""
    entries: list[str] = []
    before = ""
    while True:
        page = text_of(client.get(LOG, {**filters, "before": before}))
        entries += re.findall(r'<li id="decision-.*?</li>', page, re.DOTALL)
        further = re.search(r'before=(\d+)">', page)
        if not further:
            return entries
        before = further[1]


def comments_on_standing_page(author: User) -> set[int]:
    client = Client()
    client.force_login(author)
    removed = text_of(client.get("/account/standing/")).split('id="removed"')[1]
    return {int(key) for key in re.findall(r'<p class="sanction-what">\s*<a href="/comments/(\d+)/"', removed)}


@pytest.mark.parametrize("seed", [1, 2])
def test_log_standing_page_and_report_tell_the_same(
    client: Client, comments: list[Comment], author: User, seed: int
) -> None:
    chance = Random(seed)  # noqa: S311  # no secret
    moderators = [UserFactory.create(moderator=True) for _ in range(2)]
    made = decide_at_random(chance, comments, moderators)
    rulings = [one for one in made if one.verdict not in {"undo", "explain"}]

    with time_machine.travel(BEGIN + timedelta(days=30), tick=False):
        log = {verdict: entries_of(client, verdict=verdict) for verdict in {one.verdict for one in made}}
        reasons_in_log = {reason: len(entries_of(client, reason=reason)) for reason in ("abuse", "spam")}
        whole_log = entries_of(client)
        sections = data_of(client, **PERIOD)["sections"]
        standing = comments_on_standing_page(author)

    overview, appeals = column_of(sections["overview"]), column_of(sections["appeals"])
    verdicts, reasons = (column_of(sections[name], "moderators") for name in ("decisions", "reasons"))
    gone_back = column_of(sections["decisions"], "reversed")
    marks = Counter({verdict: sum("taken back since" in entry for entry in found) for verdict, found in log.items()})
    assert {verdict: len(found) for verdict, found in log.items()} == {v: n for v, n in verdicts.items() if n}
    assert +Counter(reasons) == Counter(reason_by_now(one, made) for one in made if one.verdict in TAKEN_DOWN)
    assert reasons_in_log == {reason: sum(one.reason == reason for one in made) for reason in reasons_in_log}
    assert overview["decisions"] == len(rulings)
    assert len(whole_log) == len(made)
    assert overview["removals"] == verdicts["remove"] + verdicts["spam"] == sum(reasons.values())
    assert +marks == Counter(one.verdict for one in made if is_undone(one, made))
    assert overview["reversed"] == sum(is_reversed(one, made) for one in rulings)
    # Of what nobody can put back the report counts as reversed what the log marks.
    assert (gone_back["approve"], gone_back["restore"]) == (marks["approve"], marks["restore"])
    assert standing == {one.comment for one in rulings if one.verdict in TAKEN_DOWN and not is_reversed(one, made)}
    assert appeals["appeals"] == sum(appeals[how] for how in ("overturned", "upheld", "taken-back", "open"))
    assert appeals["upheld"] <= verdicts["uphold"]


def test_what_was_decided_on_a_withdrawn_article_stays_counted_and_leaves_the_log(
    client: Client, comments: list[Comment], moderator: User
) -> None:
    remove_comment(comment=comments[1], moderator=moderator, reason="abuse", at=BEGIN)
    Article.objects.update(status=Article.Status.WITHDRAWN)

    assert entries_of(client) == []
    assert figures_of(client, "overview", **PERIOD)["removals"] == 1
