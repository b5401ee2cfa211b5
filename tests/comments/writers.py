"""Processes that write to one discussion at once: run by test_many_writers.py, on a database of its own.

`main(["post", "--seconds", "2"])` prints what came of it as JSON. All that asks the database runs
in processes forked for it, since a connection must not be carried over a fork.
"""

import argparse
import json
import multiprocessing
import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from io import StringIO
from multiprocessing.connection import Connection
from statistics import quantiles
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import User
from accounts.roles import MODERATOR
from articles.models import Article
from comments.actions.moderating import (
    HappenedMeanwhileError,
    approve_comment,
    remove_comment,
    restore_comment,
)
from comments.actions.posting import post_comment
from comments.actions.voting import vote_on
from comments.models import Comment
from comments.rulings import Seen

T = TypeVar("T")

_forking = multiprocessing.get_context("fork")
# How many of the discussion's first comments everybody votes on, answers and moderates.
CONTESTED = 6


@dataclass
class Done:
    """What one process did: the comments it was told are written, and how long each deed took, in seconds."""

    written: list[int] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


Deed = Callable[[Article, User], int | None]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["post", "contest", "kill", "decide"])
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--times", type=int, default=3)
    asked = parser.parse_args(arguments)
    # Who posts first of all makes the discussion, and eight may be first.
    comments = {"contest": CONTESTED, "decide": asked.times}.get(asked.what, 0)
    article, people = _apart(_prepare, asked.processes, comments)
    if asked.what == "decide":
        figures = _decide_at_once(article, people[: asked.processes])
    elif asked.what == "kill":
        figures = _kill(article, people[0], asked.times)
    else:
        deeds: list[Deed] = [_post] if asked.what == "post" else [_answer, _vote, _vote, _moderate]
        figures = _write_at_once(deeds, article, people, asked.seconds)
    print(json.dumps({**figures, "drift": _apart(drift, article)}, indent=1))  # noqa: T201  # what it is for


def _prepare(processes: int, comments: int) -> tuple[int, list[int]]:
    """An article with so many comments, and somebody for each process; all of them may moderate."""
    article = Article.objects.create(
        headline="Many writers", slug=f"many-writers-{uuid4()}", status="published", published_at=timezone.now()
    )
    names = [f"writer-{uuid4().hex[:12]}" for _ in range(processes + 1)]
    author, *people = [User.objects.create_user(name, f"{name}@example.org") for name in names]
    Group.objects.get(name=MODERATOR).user_set.add(*people)
    parent = None
    for _ in range(comments):
        parent = post_comment(article=article, author=author, body="Begin.", form_key=uuid4(), parent=parent)
        parent = random.choice((parent, None))  # noqa: S311  # a shape, no secret
    return article.pk, [person.pk for person in people]


def _write_at_once(deeds: list[Deed], article: int, people: list[int], seconds: float) -> dict[str, Any]:
    start = _forking.Barrier(len(people))
    ways = []
    for number, person in enumerate(people):
        receiver, sender = _forking.Pipe(duplex=False)
        work = (deeds[number % len(deeds)], article, person, seconds, start, sender)
        process = _forking.Process(target=_work, args=work)
        process.start()
        sender.close()
        ways.append((process, receiver))
    done = [receiver.recv() for _, receiver in ways]
    for process, _ in ways:
        process.join()
    return {**_figures(done, seconds), **_apart(account, article, [pk for one in done for pk in one.written])}


def _work(deed: Deed, article_id: int, person_id: int, seconds: float, start: Any, sender: Connection) -> None:
    done = Done()
    article, person = Article.objects.get(pk=article_id), User.objects.get(pk=person_id)
    start.wait()
    until = time.monotonic() + seconds
    while (begun := time.monotonic()) < until:
        try:
            with suppress(PermissionDenied):
                if pk := deed(article, person):
                    done.written.append(pk)
        except Exception as error:  # whatever it is, it is told
            done.errors.append(repr(error))
        done.times.append(time.monotonic() - begun)
    sender.send(done)


def _post(article: Article, person: User) -> int:
    """A new thread, or an answer to one of the latest comments, whoever wrote it."""
    latest = [None, None, *Comment.objects.filter(discussion=article.pk).order_by("-pk")[:4]]
    parent = random.choice(latest)  # noqa: S311  # as above
    return _say(article, person, uuid4(), parent)


def _answer(article: Article, person: User) -> int:
    return _say(article, person, uuid4(), _contested(article))


def _say(article: Article, person: User, form_key: UUID, parent: Comment | None = None) -> int:
    body = f"Words of the form {form_key}."
    return post_comment(article=article, author=person, body=body, form_key=form_key, parent=parent).pk


def _vote(article: Article, person: User) -> None:
    vote_on(comment=_contested(article), voter=person, value=random.randrange(2))  # noqa: S311  # as above


def _moderate(article: Article, person: User) -> None:
    comment = _contested(article)
    if comment.is_published:
        remove_comment(comment=comment, moderator=person, reason="other")
    else:
        restore_comment(comment=comment, moderator=person)


def _decide_at_once(article: int, people: list[int]) -> dict[str, Any]:
    """Everybody rules on each comment of the article, all having seen it before anybody did."""
    start = _forking.Barrier(len(people))
    ways = []
    for number, person in enumerate(people):
        receiver, sender = _forking.Pipe(duplex=False)
        process = _forking.Process(target=_rule, args=(article, person, number, start, sender))
        process.start()
        sender.close()
        ways.append((process, receiver))
    done = [receiver.recv() for _, receiver in ways]
    for process, _ in ways:
        process.join()
    outcomes = list(zip(*(outcomes for outcomes, _errors in done), strict=True))
    return {
        "decided": [each.count("decided") for each in outcomes],
        "told": [each.count("told") for each in outcomes],
        "decisions": _apart(_decisions_on, article),
        "errors": [error for _outcomes, errors in done for error in errors],
    }


def _rule(article_id: int, person_id: int, number: int, start: Any, sender: Connection) -> None:
    outcomes, errors = [], []
    person = User.objects.get(pk=person_id)
    for comment in Comment.objects.filter(discussion=article_id).order_by("pk").select_related("discussion__article"):
        start.wait()
        try:
            if number % 2:
                remove_comment(comment=comment, moderator=person, reason="other", seen=Seen(1, 0))
            else:
                approve_comment(comment=comment, moderator=person, seen=Seen(1, 0))
            outcomes.append("decided")
        except HappenedMeanwhileError:
            outcomes.append("told")
        except Exception as error:  # whatever it is, it is told
            outcomes.append("failed")
            errors.append(repr(error))
    sender.send((outcomes, errors))


def _decisions_on(article: int) -> list[int]:
    comments = Comment.objects.filter(discussion=article).order_by("pk")
    return [comment.decisions.count() for comment in comments]


def _contested(article: Article) -> Comment:
    first = Comment.objects.filter(discussion=article.pk).order_by("pk")[:CONTESTED]
    return random.choice(first.select_related("discussion__article"))  # noqa: S311  # as above


def _kill(article: int, person: int, times: int) -> dict[str, Any]:
    """Kill a writer in the middle of its work, and send its last form again, as a reader would; so many times."""
    written: list[int] = []
    forms: list[UUID] = []
    for _ in range(times):
        receiver, sender = _forking.Pipe(duplex=False)
        process = _forking.Process(target=_post_until_killed, args=(article, person, sender))
        process.start()
        sender.close()
        told = [receiver.recv() for _ in range(2 * random.randrange(2, 30))]  # noqa: S311  # as above
        # Somewhere in its next comment or two.
        process.join(random.random() / 50)  # noqa: S311  # as above
        process.kill()
        told += _rest_of(receiver)
        process.join()
        tried = [form for form in told if isinstance(form, UUID)]
        written += [pk for pk in told if isinstance(pk, int)]
        written.append(_apart(_send_again, article, person, tried[-1]))
        forms += tried
    return {"killed": times, "forms": len(forms), **_apart(account, article, sorted(set(written)))}


def _post_until_killed(article_id: int, person_id: int, sender: Connection) -> None:
    """Tells each form before it is sent, and the key of the comment once that is acknowledged."""
    article, person = Article.objects.get(pk=article_id), User.objects.get(pk=person_id)
    while True:
        form_key = uuid4()
        sender.send(form_key)
        sender.send(_say(article, person, form_key))


def _send_again(article_id: int, person_id: int, form_key: UUID) -> int:
    return _say(Article.objects.get(pk=article_id), User.objects.get(pk=person_id), form_key)


def _rest_of(receiver: Connection) -> list[Any]:
    told = []
    with suppress(EOFError, OSError):
        while True:
            told.append(receiver.recv())
    return told


def account(article: int, written: list[int]) -> dict[str, Any]:
    """Which acknowledged comments are lost, which stand there twice, and which nobody was told of."""
    stored = dict(Comment.objects.filter(discussion=article).exclude(body="Begin.").values_list("pk", "body"))
    bodies = Counter(stored.values())
    return {
        "acknowledged": len(written),
        "stored": len(stored),
        "lost": sorted(set(written) - stored.keys()),
        "unknown": sorted(stored.keys() - set(written)),
        "doubled": [body for body, count in bodies.items() if count > 1],
        "acknowledged_twice": len(written) - len(set(written)),
    }


def _figures(done: list[Done], seconds: float) -> dict[str, Any]:
    times = [1000 * one for each in done for one in each.times]
    hundredths = quantiles(times, n=100)
    return {
        "deeds": len(times),
        "by_process": [len(each.times) for each in done],
        "a_second": round(len(times) / seconds, 1),
        "ms": {"p50": round(hundredths[49], 2), "p99": round(hundredths[98], 2), "max": round(max(times), 2)},
        "errors": [error for each in done for error in each.errors],
    }


def drift(article: int) -> str:
    """What check_discussions finds wrong, or nothing."""
    out = StringIO()
    try:
        call_command("check_discussions", article=article, stdout=out)
    except CommandError as error:
        return f"{out.getvalue()}{error}"
    return ""


def _apart(deed: Callable[..., T], *arguments: Any) -> T:
    """The deed's answer, from a process of its own."""
    receiver, sender = _forking.Pipe(duplex=False)
    process = _forking.Process(target=lambda: sender.send(deed(*arguments)))
    process.start()
    sender.close()
    answer: T = receiver.recv()
    process.join()
    return answer
