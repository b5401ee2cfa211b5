"""What a search of the comments is narrowed to: a topic, who wrote, a year; and what it could be narrowed to."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.models import User
from articles.models import Article, Topic
from articles.search.narrowing import Choice, read_year, search_query
from articles.search.query import Question, read_question
from comments.models import Comment
from comments.querysets import CommentQuerySet

# Of each kind: more would be a directory.
MOST_CHOICES = 8
T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True)
class AskedOfComments:
    """A question with what it is narrowed to; `topic`, `writer` and `year` are None where it is not."""

    question: Question
    topic: Topic | None = None
    writer: User | None = None
    year: int | None = None

    @property
    def narrowing(self) -> dict[str, object]:
        """What it is narrowed to, as an address says it."""
        said = {"topic": self.topic and self.topic.slug, "by": self.writer and self.writer.handle, "year": self.year}
        return {name: value for name, value in said.items() if value}

    def address(self, **changes: object) -> str:
        """The query of the same search with something else; None leaves it out."""
        return search_query(self.question, self.narrowing | changes)

    def narrowed(self, comments: CommentQuerySet) -> CommentQuerySet:
        if self.topic:
            # A discussion has its article's key.
            articles = Article.objects.filter(topics=self.topic, pk=OuterRef("discussion"))
            comments = comments.filter(Exists(articles))
        if self.writer:
            comments = comments.filter(author=self.writer)
        return comments.filter(created_at__year=self.year) if self.year else comments


@dataclass(frozen=True)
class CommentChoices:
    """What would tell the comments of a page apart; the most frequent first, years from the last."""

    topics: list[Choice]
    writers: list[Choice]
    years: list[Choice]

    def __bool__(self) -> bool:
        return bool(self.topics or self.writers or self.years)


def read_asked_of_comments(said: Mapping[str, str]) -> AskedOfComments:
    """What means nothing narrows nothing."""
    slug, handle = (said.get(name, "").replace("\x00", "") for name in ("topic", "by"))
    return AskedOfComments(
        read_question(said.get("q", "")),
        topic=Topic.objects.filter(slug=slug).first() if slug else None,
        writer=User.objects.filter(handle=handle, erasure=None).first() if handle else None,
        year=read_year(said.get("year", "")),
    )


def choices_among(asked: AskedOfComments, comments: Sequence[Comment]) -> CommentChoices:
    """Asks nothing where the comments came with their articles' topics. No count: it would tell of these few alone."""
    topics = [topic for comment in comments for topic in comment.discussion.article.topics.all()]
    writers = [comment.author for comment in comments if comment.author]
    years = [timezone.localtime(comment.created_at).year for comment in comments]
    of_topic = [] if asked.topic else _apart(topics, len(comments))
    of_writer = [] if asked.writer else _apart(writers, len(comments))
    of_year = [] if asked.year else sorted(_apart(years, len(comments)), reverse=True)
    return CommentChoices(
        topics=[Choice(topic.name, asked.address(topic=topic.slug)) for topic in of_topic],
        writers=[Choice(str(writer), asked.address(by=writer.handle)) for writer in of_writer],
        years=[Choice(str(year), asked.address(year=year)) for year in of_year],
    )


def _apart(told: Iterable[T], comments: int) -> list[T]:
    """Those that are told of some of so many comments and not of all, the most frequent first."""
    return [one for one, count in Counter(told).most_common(MOST_CHOICES) if count < comments]
