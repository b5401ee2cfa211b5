"""A made-up discussion into the database, in batches, with every count right at the end."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from accounts.roles import MODERATOR
from articles.models import Article
from comments.actions.bookkeeping import lock_discussion
from comments.generating.articles import invented_article
from comments.generating.inserting import insert_rows
from comments.generating.people import MOST_PEOPLE, invented_people
from comments.generating.shape import Planned, plan_discussion
from comments.generating.words import SITES, invented_bodies
from comments.models import Comment, Decision, Discussion, Thread
from comments.models.judgement import Reason
from comments.ranking import rank
from comments.text import to_html

# A few hundred different texts are enough to read; to render each comment's own would take most of the time.
BODIES = 300
# What one transaction writes: little enough that somebody posting can wait for it.
BATCH = 5_000
LASTS = timedelta(days=150)
# Tells those who check that there are no rows behind the votes.
SOURCE = "generated"
COMMENT_COLUMNS = (
    "id", "discussion_id", "parent_id", "root_id", "depth", "author_id", "imported_name", "kind", "status",
    "body", "body_html", "seq", "created_at", "upvotes", "downvotes", "score", "reply_count", "import_source",
)  # fmt: skip
THREAD_COLUMNS = ("root_id", "discussion_id", "best", "size", "last_reply_at")


def generate_discussion(
    *, count: int, seed: int, article: Article | None = None, tell: Callable[[int], object] = lambda written: None
) -> Article:
    """Add `count` made-up comments to the article, or to a made-up one; the same ones for the same seed.

    Calls `tell` with the number written so far. Stopped half-way it leaves comments without
    threads, which check_discussions finds and mends.
    """
    chance = Random(seed)  # noqa: S311  # made-up words, not secrets
    people = invented_people(min(MOST_PEOPLE, count))
    bodies = [(body, to_html(body)) for body in invented_bodies(BODIES, chance)]
    plan = plan_discussion(count, chance, authors=len(people), bodies=BODIES)
    article = article or invented_article(count, seed)
    begin = _beginning(article)
    lasts = min(LASTS, timezone.now() - begin) - count * timedelta.resolution
    writing = _Writing(article, plan, chance, people, bodies, begin, lasts, settings.DOWNVOTES)
    for start in range(0, count, BATCH):
        writing.write_comments(range(start, min(start + BATCH, count)))
        tell(len(writing.keys))
    writing.write_counts()
    return article


def _beginning(article: Article) -> datetime:
    """After what is there already, and before now."""
    last = Discussion.objects.filter(pk=article.pk).values_list("last_comment_at", flat=True).first()
    return min(last or article.published_at or article.created_at, timezone.now() - timedelta(minutes=1))


@dataclass
class _Writing:
    """One run; `keys` are those of the comments written so far, by their place in the plan."""

    article: Article
    plan: list[Planned]
    chance: Random
    people: list[int]
    bodies: list[tuple[str, str]]
    begin: datetime
    lasts: timedelta
    takes_downvotes: bool
    keys: list[int] = field(default_factory=list)

    @transaction.atomic
    def write_comments(self, places: range) -> None:
        discussion = lock_discussion(self.article.pk)
        self.keys += _reserve_keys(len(places))
        versions = range(discussion.version + 1, discussion.version + 1 + len(places))
        insert_rows(Comment, COMMENT_COLUMNS, map(self._comment, places, versions))
        removed = [place for place in places if self.plan[place].status == Comment.Status.REMOVED]
        Decision.objects.bulk_create(map(self._decision, removed))
        Discussion.objects.filter(pk=discussion.pk).update(version=versions[-1])

    @transaction.atomic
    def write_counts(self) -> None:
        discussion = lock_discussion(self.article.pk)
        threads = list(self._threads())
        insert_rows(Thread, THREAD_COLUMNS, threads)
        published = [planned for planned in self.plan if planned.status == Comment.Status.PUBLISHED]
        linkbacks = sum(planned.kind == Comment.Kind.LINKBACK for planned in published)
        times = [last_reply_at for *_facts, last_reply_at in threads]
        Discussion.objects.filter(pk=discussion.pk).update(
            comment_count=F("comment_count") + len(published) - linkbacks,
            linkback_count=F("linkback_count") + linkbacks,
            thread_count=F("thread_count") + len(threads),
            version=F("version") + 1,
            last_comment_at=max([discussion.last_comment_at, *times] if discussion.last_comment_at else times),
        )

    def _comment(self, place: int, seq: int) -> tuple[Any, ...]:
        """A row of COMMENT_COLUMNS."""
        planned = self.plan[place]
        downvotes = planned.downvotes if self.takes_downvotes else 0
        is_linkback = planned.kind == Comment.Kind.LINKBACK
        return (
            self.keys[place],
            self.article.pk,
            None if planned.parent is None else self.keys[planned.parent],
            None if planned.root is None else self.keys[planned.root],
            planned.depth,
            None if is_linkback else self.people[planned.author],
            SITES[planned.author % len(SITES)] if is_linkback else "",
            planned.kind,
            planned.status,
            *self.bodies[planned.body],
            seq,
            self._time(place),
            planned.upvotes,
            downvotes,
            planned.upvotes - downvotes,
            planned.reply_count,
            SOURCE,
        )

    def _time(self, place: int) -> datetime:
        """Later than the one before it, if only by a microsecond."""
        return self.begin + self.plan[place].moment * self.lasts + (place + 1) * timedelta.resolution

    def _decision(self, place: int) -> Decision:
        return Decision(
            comment_id=self.keys[place],
            moderator_id=self.people[-1],
            role=MODERATOR,
            verdict=Decision.Verdict.REMOVE,
            reason=self.chance.choice(Reason.values),
            revision_number=1,
            decided_at=min(self._time(place) + timedelta(hours=self.chance.randrange(1, 48)), timezone.now()),
        )

    def _threads(self) -> Iterator[tuple[Any, ...]]:
        """Rows of THREAD_COLUMNS, one for each shown root."""
        published: dict[int, list[int]] = {}
        for place, planned in enumerate(self.plan):
            if planned.status == Comment.Status.PUBLISHED:
                published.setdefault(place if planned.root is None else planned.root, []).append(place)
        for place, planned in enumerate(self.plan):
            if planned.parent is None and planned.is_shown:
                yield self._thread(place, published[place])

    def _thread(self, root: int, published: list[int]) -> tuple[Any, ...]:
        planned = self.plan[root]
        best = rank(planned.upvotes, planned.downvotes if self.takes_downvotes else 0)
        return self.keys[root], self.article.pk, best, len(published), self._time(published[-1])


def _reserve_keys(count: int) -> list[int]:
    """Keys that no other comment gets, though it were posted at the same moment."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence('comments_comment', 'id')) FROM generate_series(1, %s)", [count]
            )
            return sorted(key for (key,) in cursor.fetchall())
        # The caller's transaction keeps every other writer out until these are written.
        cursor.execute("SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = 'comments_comment'")
        (last,) = cursor.fetchone()
        return list(range(last + 1, last + 1 + count))
