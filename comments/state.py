"""Which versions make up an article's page now: what every kept page is held against, for one query.

It is asked for at every request, so it goes by primary keys alone.
What an address stands for is remembered meanwhile: whatever changes an article raises the edition,
and the edition is in the answer.
"""

from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils import timezone

from accounts.commits import commit_mark
from accounts.edition import edition_number
from accounts.statements import first_row
from articles.models import Article
from articles.planned.due import settle_what_is_due
from comments.actions.voting import SCORES_SHOWN_EVERY
from comments.live import version_word
from comments.notifications.inbox import UNREAD_AT_MOST

_STATE = """
    SELECT e.number, d.version, CASE WHEN d.has_new_votes THEN d.scored_at END,
        d.comment_count, d.linkback_count, d.branch_count
    FROM (SELECT 1 AS one) here
    LEFT JOIN accounts_edition e ON e.id = 1
    LEFT JOIN comments_discussion d ON d.article_id = %s
"""
_MINE = """
    SELECT
        (SELECT seen_until FROM comments_visit WHERE discussion_id = %s AND reader_id = %s),
        EXISTS (SELECT 1 FROM comments_draft WHERE article_id = %s AND reader_id = %s AND comment_id IS NULL),
        EXISTS (SELECT 1 FROM comments_comment WHERE author_id = %s),
        (SELECT count(*) FROM
            (SELECT 1 FROM comments_notification WHERE recipient_id = %s AND read_at IS NULL LIMIT %s) waiting),
        EXISTS (SELECT 1 FROM comments_mute WHERE reader_id = %s)
"""
# Bounds what is remembered of an archive's addresses.
ARTICLES_REMEMBERED = 10_000


class State(NamedTuple):
    """`stamp` differs whenever anything on the page does; `version` is the discussion's, as readers see it."""

    article_id: int
    stamp: tuple[int, str, str]
    version: str
    comment_count: int
    linkback_count: int
    branch_count: int

    @property
    def counts(self) -> dict[str, int]:
        """What of the discussion's own row drawing its pages asks for."""
        return {name: getattr(self, name) for name in ("comment_count", "linkback_count", "branch_count")}

    @property
    def edition(self) -> int:
        return self.stamp[0]


class ReaderState(NamedTuple):
    """`seen_until` is up to when they have read the discussion; `has_draft` is of the form below the article.

    `unread` is `unread_count`'s.
    """

    seen_until: datetime | None
    has_draft: bool
    has_commented: bool
    unread: int
    mutes_anybody: bool


class _Read(NamedTuple):
    """A state that holds while the mark does (`accounts/commits.py`), and until a moment, if it names one."""

    state: State
    mark: bytes
    until: datetime | None


class _Known(NamedTuple):
    """A public article in an edition: `latest` is when the last article appeared, `good_until` when the next will."""

    article_id: int
    edition: int
    latest: str
    good_until: datetime | None


_known: dict[str | int, _Known] = {}
_read: dict[str | int, _Read] = {}


def state_of(article: str | int) -> State | None:
    """The state of the page of the public article with this slug or key; None where there is none now.

    Costs one query, and four more for an article that was not asked for in this edition yet; none
    where a mark says that nothing was committed since.
    """
    settle_what_is_due()
    mark = commit_mark()
    read = _read.get(article)
    if read and read.mark == mark and (read.until is None or read.until > timezone.now()):
        return read.state
    return _read_state(article, mark)


def _read_state(article: str | int, mark: bytes | None) -> State | None:
    now = timezone.now()
    known = _known.get(article) or _look_up(article)
    if known is None:
        return None
    edition, version, waiting_since, *counts = first_row(_STATE, known.article_id)
    if known.edition != (edition or 0) or (known.good_until and known.good_until <= now):
        known = _look_up(article)
        if known is None:
            return None
    scored_at = None if waiting_since is None else _moment(waiting_since)
    word = version_word(version or 0, scored_at is not None, scored_at)
    state = State(known.article_id, (known.edition, known.latest, word), word, *(count or 0 for count in counts))
    if mark:
        due_at = scored_at + SCORES_SHOWN_EVERY if scored_at else None
        upcoming = (moment for moment in (known.good_until, due_at) if moment and moment > now)
        _make_room(_read)
        _read[article] = _Read(state, mark, min(upcoming, default=None))
    return state


def reader_state(article_id: int, reader_id: int) -> ReaderState:
    """What of the article's page is this reader's own, for one query."""
    values = (article_id, reader_id, article_id, reader_id, reader_id, reader_id, UNREAD_AT_MOST, reader_id)
    seen, has_draft, has_commented, unread, mutes_anybody = first_row(_MINE, *values)
    seen_until = _moment(seen) if seen else None
    return ReaderState(seen_until, bool(has_draft), bool(has_commented), unread, bool(mutes_anybody))


def forget_articles() -> None:
    _known.clear()
    _read.clear()


def _look_up(article: str | int) -> _Known | None:
    # The edition before all else: what is read after it can only be newer than it says.
    edition = edition_number()
    key = Article.objects.public().filter(Q(slug=article) if isinstance(article, str) else Q(pk=article))
    article_id = key.values_list("pk", flat=True).first()
    if article_id is None:
        _known.pop(article, None)
        return None
    times = Article.objects.filter(status__in=["scheduled", "published"]).values_list("published_at", flat=True)
    now = timezone.now()
    latest = times.filter(published_at__lte=now).order_by("-published_at").first()
    upcoming = times.filter(published_at__gt=now).order_by("published_at").first()
    _make_room(_known)
    _known[article] = known = _Known(article_id, edition, str(latest), upcoming)
    return known


def _make_room(remembered: dict[str | int, Any]) -> None:
    if len(remembered) >= ARTICLES_REMEMBERED:
        remembered.clear()


def _moment(stored: Any) -> datetime:
    """A time as the database gives it; SQLite's is a text in UTC that does not say so."""
    moment = datetime.fromisoformat(stored) if isinstance(stored, str) else stored
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
