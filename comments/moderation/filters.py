"""What a queue is narrowed to: read from the address, shown as chips that take themselves away again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.keys import key_of
from articles.models import Topic
from comments.models.judgement import Reason, Report
from comments.moderation.naming import UnclearError, by_author, hit_by_rule, on_article
from comments.moderation.queues import QUEUES, View

LABELS: dict[str, str | Promise] = {
    "topic": gettext_lazy("Topic"),
    "article": gettext_lazy("Article"),
    "reason": gettext_lazy("Reported as"),
    "person": gettext_lazy("Written by"),
    "rule": gettext_lazy("Found by rule"),
    "since": gettext_lazy("Written since"),
}
STRETCHES: dict[str, tuple[timedelta, str | Promise]] = {
    "1h": (timedelta(hours=1), gettext_lazy("an hour ago")),
    "1d": (timedelta(days=1), gettext_lazy("a day ago")),
    "7d": (timedelta(days=7), gettext_lazy("a week ago")),
    "30d": (timedelta(days=30), gettext_lazy("a month ago")),
}
LONGEST_VALUE = 200


class FilterChoices:
    """What the form offers beside the topics, which every page has for its navigation."""

    labels = LABELS
    reasons = Reason.choices
    stretches = [(name, words) for name, (_ago, words) in STRETCHES.items()]


@dataclass(frozen=True)
class Chip:
    """One filter in force; `without` is the address's query when it is taken away."""

    name: str
    label: str | Promise
    words: str
    without: str


@dataclass(frozen=True)
class Asked:
    """A queue with its filters as the address has them; `problem` is a sentence about one that means nothing.

    `query` leads to the front of the same view.
    """

    view: View
    values: dict[str, str]
    chips: list[Chip]
    query: str
    problem: str = ""


def read_view(data: QueryDict) -> Asked:
    """Nonsense in queue, order or place is the first of each; a filter that means nothing finds nothing."""
    queue = QUEUES.get(data.get("queue", ""), QUEUES["pending"])
    order = data.get("order", "")
    order = order if order in queue.orders else queue.orders[0]
    values = {name: value for name in LABELS if (value := _clean(data.get(name, "")))}
    condition, problem = Q(), ""
    words = dict(values)
    for name, value in values.items():
        try:
            meant, words[name] = _MEANING[name](value)
            condition &= meant
        except UnclearError as unclear:
            condition, problem = Q(pk=None), problem or str(unclear)
    is_wide = bool(values) and not {"person", "article"} & set(values)
    after, points = _place(data.get("after", ""), order)
    before, points_before = _place(data.get("before", ""), order)
    view = View(queue, order, condition, is_wide, after, before, points if after is not None else points_before)
    asked = {"queue": queue.name} | ({"order": order} if order != queue.orders[0] else {}) | values
    chips = [Chip(name, LABELS[name], words[name], _query(asked, but=name)) for name in values]
    return Asked(view, values, chips, _query(asked), problem)


def _clean(value: str) -> str:
    return "".join(letter for letter in value if letter.isprintable()).strip()[:LONGEST_VALUE]


def _place(token: str, order: str) -> tuple[int | None, int | None]:
    """A key, in order of priority with its points; of another order nothing."""
    key, dot, points = token.partition(".")
    place = key_of(key), key_of(points)
    return place if bool(dot) == (order == "priority") and (place[1] is None) != bool(dot) else (None, None)


def _query(asked: dict[str, str], but: str = "") -> str:
    data = QueryDict(mutable=True)
    data.update({name: value for name, value in asked.items() if name != but})
    return data.urlencode()


def _on_topic(slug: str) -> tuple[Q, str]:
    topic = Topic.objects.filter(slug=slug).first()
    if topic is None:
        raise UnclearError(_("There is no topic “%(name)s”.") % {"name": slug})
    return Q(discussion__article__topics=topic), topic.name


def _reported_as(reason: str) -> tuple[Q, str]:
    """In one condition, so that both hold of the same report."""
    if reason not in Reason.values:
        raise UnclearError(_("“%(name)s” is no reason for a report.") % {"name": reason})
    reported = Report.objects.filter(comment=OuterRef("pk"), reason=reason, decision=None)
    return Q(Exists(reported)), str(Reason(reason).label)


def _since(stretch: str) -> tuple[Q, str]:
    if stretch not in STRETCHES:
        raise UnclearError(_("“%(name)s” is no length of time that can be chosen.") % {"name": stretch})
    ago, words = STRETCHES[stretch]
    return Q(created_at__gte=timezone.now() - ago), str(words)


_MEANING: dict[str, Callable[[str], tuple[Q, str]]] = {
    "topic": _on_topic,
    "article": lambda place: (on_article(place), place),
    "reason": _reported_as,
    "person": lambda name: (by_author(name), name),
    "rule": lambda name: (hit_by_rule(name), name),
    "since": _since,
}
