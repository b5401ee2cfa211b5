"""What each kind of rule looks for.

A kind makes the parameters that its form has accepted ready once; what comes of that is asked about each comment.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from comments.classifier.model import UnreadableError, load_model
from comments.models import Rule
from comments.rules.cases import Case
from comments.rules.links import is_of
from comments.rules.wordlists import MOST_PARTS, Part, compile_list

logger = logging.getLogger(__name__)

Kind = Rule.Kind


@dataclass(frozen=True)
class Finding:
    """What was found: the `parts` of the words, and the `figure` that decided where it is none of them.

    `good_from` is when the same words will do; None where time does not help, or nobody can tell.
    """

    parts: tuple[Part, ...] = ()
    figure: int | None = None
    good_from: datetime | None = None


Condition: TypeAlias = Callable[[Case], Finding | None]
# As a form wrote them and JSON kept them.
Parameters: TypeAlias = Mapping[str, Any]

# Those look at words alone, so that they look at an edit, too.
OF_WORDS = frozenset({Kind.WORDS, Kind.LINKS, Kind.CLASSIFIER})


def condition_of(kind: str, parameters: Parameters) -> Condition:
    return _KINDS[kind](parameters)


def _words(parameters: Parameters) -> Condition:
    listed = compile_list(parameters["entries"])

    def find(case: Case) -> Finding | None:
        parts = listed.find(case.words, case.body)
        return Finding(tuple(parts)) if parts else None

    return find


def _links(parameters: Parameters) -> Condition:
    most, listed = parameters.get("most"), frozenset(parameters.get("domains", ()))

    def find(case: Case) -> Finding | None:
        count = len(case.links)
        found = list(case.links) if most is not None and count > most else []
        if listed:
            found += [one for one in case.domains if is_of(one.domain, listed) and one not in found]
        if not found:
            return None
        parts = [Part(one.start, one.end, case.body[one.start : one.end]) for one in sorted(found)[:MOST_PARTS]]
        return Finding(tuple(parts), count if most is not None and count > most else None)

    return find


def _first(parameters: Parameters) -> Condition:
    fewest = parameters["comments"]

    def find(case: Case) -> Finding | None:
        published = case.history.published
        return Finding(figure=published) if published < fewest else None

    return find


def _young(parameters: Parameters) -> Condition:
    least = timedelta(hours=parameters["hours"])

    def find(case: Case) -> Finding | None:
        if case.began_at is None or case.age >= least:
            return None
        return Finding(figure=case.age // timedelta(hours=1), good_from=case.began_at + least)

    return find


def _removals(parameters: Parameters) -> Condition:
    percent, fewest = parameters["percent"], parameters["removed"]

    def find(case: Case) -> Finding | None:
        history = case.history
        if history.removed < fewest or history.removed_percent < percent:
            return None
        return Finding(figure=history.removed_percent)

    return find


def _repeats(parameters: Parameters) -> Condition:
    most, span = parameters["times"], timedelta(hours=parameters["hours"])

    def find(case: Case) -> Finding | None:
        times = case.said_since(span)
        return Finding(figure=times) if times >= most else None

    return find


def _floods(parameters: Parameters) -> Condition:
    most, span = parameters["comments"], timedelta(minutes=parameters["minutes"])

    def find(case: Case) -> Finding | None:
        count = case.in_discussion_since(span)
        return Finding(figure=count, good_from=case.said_at + span) if count >= most else None

    return find


def _reports(parameters: Parameters) -> Condition:
    fewest = parameters["reports"]

    def find(case: Case) -> Finding | None:
        return Finding(figure=case.reports) if case.reports >= fewest else None

    return find


def _classifier(parameters: Parameters) -> Condition:
    """Finds nothing until it was trained; a file that is none of ours is told in the log, once for each reading."""
    try:
        model = load_model()
    except UnreadableError:
        logger.warning("The classifier's file cannot be read: train it anew.")
        model = None

    def find(case: Case) -> Finding | None:
        if model is None:
            return None
        likely, driving = model.judge(case.body)
        if likely < model.threshold:
            return None
        return Finding(_where(driving, case), figure=int(100 * likely))

    return find


def _where(terms: list[str], case: Case) -> tuple[Part, ...]:
    """Where the terms that drove it stand: each once, a pair by its first word."""
    words = case.words.plain
    found: dict[str, Part] = {}
    for number, word in enumerate(words):
        pair = " ".join(each.folded for each in words[number : number + 2])
        for term, last in ((word.folded, word), (pair, words[min(number + 1, len(words) - 1)])):
            if term in terms and term not in found:
                found[term] = Part(word.start, last.end, case.body[word.start : last.end])
    return tuple(found[term] for term in terms if term in found)


_KINDS: Mapping[str, Callable[[Parameters], Condition]] = {
    Kind.WORDS: _words,
    Kind.LINKS: _links,
    Kind.FIRST: _first,
    Kind.YOUNG: _young,
    Kind.REMOVALS: _removals,
    Kind.REPEATS: _repeats,
    Kind.FLOODS: _floods,
    Kind.REPORTS: _reports,
    Kind.CLASSIFIER: _classifier,
}
