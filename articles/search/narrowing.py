"""What a search is narrowed to: a topic, a writer, a tag, a year; and what it could be narrowed to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import urlencode

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.keys import key_of
from articles.models import Byline, Tag, Topic
from articles.search.query import Question, read_question

NEWEST = "newest"
# Of each kind: more would be a directory.
MOST_CHOICES = 8

Group: TypeAlias = Topic | Byline | Tag


@dataclass(frozen=True)
class Kind:
    """`name` is its word in the address, `relation` the articles' field; the others are said to readers."""

    name: str
    model: type[Topic] | type[Byline] | type[Tag]
    relation: str
    label: str | Promise
    widen: str | Promise


KINDS = (
    Kind("topic", Topic, "topics", _("Topic"), _("In all topics")),
    Kind("byline", Byline, "bylines", _("Writer"), _("By everybody")),
    Kind("tag", Tag, "tags", _("Tag"), _("With any tag")),
)


@dataclass(frozen=True)
class Asked:
    """A question with what it is narrowed to: `groups` by their kind's name; `year` is None where it is not."""

    question: Question
    order: str
    groups: Mapping[str, Group]
    year: int | None

    @property
    def narrowing(self) -> dict[str, object]:
        """Its order and what it is narrowed to, as an address says it."""
        slugs = {kind.name: self.groups[kind.name].slug for kind in KINDS if kind.name in self.groups}
        return {name: value for name, value in ({"order": self.order} | slugs | {"year": self.year}).items() if value}

    @property
    def relations(self) -> dict[str, Group]:
        """What articles must be related to."""
        return {kind.relation: self.groups[kind.name] for kind in KINDS if kind.name in self.groups}

    def address(self, **changes: object) -> str:
        """The query of the same search with something else; None leaves it out."""
        return search_query(self.question, self.narrowing | changes)


def search_query(question: Question, narrowing: Mapping[str, object]) -> str:
    """As an address asks for it; what is None is left out."""
    facts = {"q": question.text, **narrowing}
    return urlencode({name: value for name, value in facts.items() if value is not None})


def read_year(word: str) -> int | None:
    """None for what is no year."""
    year = key_of(word)
    return year if year and year < 10_000 else None


@dataclass(frozen=True)
class Choice:
    """`count` is None where nobody counted."""

    name: str
    address: str
    count: int | None = None


@dataclass(frozen=True)
class Choices:
    """One kind: the group that is chosen, with the address without it; or those that could be, the largest first."""

    kind: Kind
    chosen: Group | None
    wider: str
    narrower: list[Choice]


def read_asked(said: Mapping[str, str]) -> Asked:
    """What means nothing narrows nothing."""
    slugs = {kind.name: said.get(kind.name, "").replace("\x00", "") for kind in KINDS}
    found = {kind.name: kind.model.objects.filter(slug=slug).first() for kind in KINDS if (slug := slugs[kind.name])}
    return Asked(
        read_question(said.get("q", "")),
        order=NEWEST if said.get("order") == NEWEST else "",
        groups={name: group for name, group in found.items() if group},
        year=read_year(said.get("year", "")),
    )


def choices_of(asked: Asked, keys: Sequence[int]) -> list[Choices]:
    """Each kind with what is chosen of it or would tell these articles apart; a query for each that is not chosen."""
    of_each = [
        Choices(
            kind, asked.groups.get(kind.name), asked.address(**{kind.name: None}), list(_narrower(kind, asked, keys))
        )
        for kind in KINDS
    ]
    return [choices for choices in of_each if choices.chosen or choices.narrower]


def _narrower(kind: Kind, asked: Asked, keys: Sequence[int]) -> Iterator[Choice]:
    if kind.name in asked.groups or len(keys) < 2:
        return
    related = kind.model.objects.filter(articles__in=keys).annotate(count=Count("pk"))
    for name, slug, count in related.order_by("-count", "name").values_list("name", "slug", "count")[:MOST_CHOICES]:
        if count < len(keys):
            yield Choice(name, asked.address(**{kind.name: slug}), count)
