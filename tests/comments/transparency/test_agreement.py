"""The public log and the report tell the same, whatever was decided, taken back and decided again."""

import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
import time_machine
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
from comments.models import Comment, Decision
from comments.models.judgement import TO_FOLLOW, Reason
from tests.comments.steps import text_of
from tests.comments.transparency.steps import figures_of
from tests.factories import ArticleFactory, CommentFactory, UserFactory

pytestmark = pytest.mark.django_db

LOG = "/moderation/log/"
STEPS = 50
BEGIN = datetime(2026, 3, 1, 12, tzinfo=UTC)
PERIOD = {"first": "2026-03-01", "last": "2026-12-31"}
TAKEN_DOWN = ("remove", "spam")


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
        facts: dict[str, Any] = {"moderator": chance.choice(moderators), "at": BEGIN + timedelta(hours=step)}
        with suppress(HappenedMeanwhileError):
            one = decide_once(chance, chance.choice(comments), list(made), facts)
            made[one.pk] = Told(one.pk, one.comment_id, one.verdict, one.reason, one.undoes_id, one.explains_id)
    return list(made.values())


def decide_once(chance: Random, comment: Comment, earlier: list[int], facts: dict[str, Any]) -> Decision:
    match chance.choice(["approve", "remove", "remove", "explain", "explain", "spam", "restore", "undo", "undo"]):
        case "undo" if earlier:
            return undo_decision(decision=Decision.objects.get(pk=chance.choice(earlier)), **facts)
        case "explain" if owing := list(Decision.objects.filter(reason=TO_FOLLOW)):
            return give_reason(decision=chance.choice(owing), reason=chance.choice(Reason.values), **facts)
        case "approve":
            return approve_comment(comment=comment, **facts)
        case "spam":
            return mark_spam(comment=comment, **facts)
        case "restore":
            return restore_comment(comment=comment, **facts)
    return remove_comment(comment=comment, reason=chance.choice([TO_FOLLOW, TO_FOLLOW, *Reason.values]), **facts)


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


@pytest.mark.parametrize("seed", [1, 2])
def test_log_and_report_count_alike(client: Client, comments: list[Comment], seed: int) -> None:
    chance = Random(seed)  # noqa: S311  # no secret
    moderators = [UserFactory.create(moderator=True) for _ in range(2)]
    made = decide_at_random(chance, comments, moderators)
    rulings = [one for one in made if one.verdict not in {"undo", "explain"}]

    with time_machine.travel(BEGIN + timedelta(days=30), tick=False):
        by_verdict = {verdict: entries_of(client, verdict=verdict) for verdict in Decision.Verdict.values}
        by_reason = {reason: entries_of(client, reason=reason) for reason in Reason.values}
        verdicts, reasons = (
            figures_of(client, section, "moderators", **PERIOD) for section in ("decisions", "reasons")
        )
        overview = figures_of(client, "overview", **PERIOD)
        gone_back = figures_of(client, "decisions", "reversed", **PERIOD)

    marks = Counter(
        {verdict: sum("taken back since" in entry for entry in found) for verdict, found in by_verdict.items()}
    )
    assert {verdict: len(found) for verdict, found in by_verdict.items()} == verdicts
    assert +Counter(reasons) == Counter(reason_by_now(one, made) for one in made if one.verdict in TAKEN_DOWN)
    assert {reason: len(found) for reason, found in by_reason.items() if found} == Counter(
        one.reason for one in made if one.reason in Reason.values
    )
    assert overview["decisions"] == len(rulings)
    assert len(entries_of(client)) == len(made)
    assert overview["removals"] == verdicts["remove"] + verdicts["spam"] == sum(reasons.values())
    assert +marks == Counter(one.verdict for one in made if is_undone(one, made))
    assert overview["reversed"] == sum(is_reversed(one, made) for one in rulings)
    # Of what nobody can put back the report counts as reversed what the log marks.
    assert (gone_back["approve"], gone_back["restore"]) == (marks["approve"], marks["restore"])


def test_what_was_decided_on_a_withdrawn_article_stays_counted_and_leaves_the_log(
    client: Client, comments: list[Comment], moderator: User
) -> None:
    remove_comment(comment=comments[1], moderator=moderator, reason="abuse", at=BEGIN)
    Article.objects.update(status=Article.Status.WITHDRAWN)

    assert entries_of(client) == []
    assert figures_of(client, "overview", **PERIOD)["removals"] == 1
