"""The guards in the order in which a comment passes them; the first that has something to say decides."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import gettext as _

from comments.guards.attempts import Attempt
from comments.guards.gentle import find_nothing_added
from comments.guards.rates import free_at, last_times
from comments.guards.stops import Stop, Stopped, exact_span_in_words, when_to_try_again
from comments.guards.warned import stop_for_warning
from comments.models import Comment, Origin
from comments.rules.sentences import refusal_of

# The same words again within this time add nothing, and are most often sent by mistake.
REPEATS_WITHIN = timedelta(hours=24)
# "Thank you!" may be said to several people.
SHORTEST_REPEAT = 25


def pass_guards(attempt: Attempt) -> None:
    """Raises Stopped with the first guard's reason.

    Costs four queries at most for anybody but those who are under a sanction, and what rules ask.
    """
    for guard in GUARDS:
        if stop := guard(attempt):
            raise Stopped(stop)


def _warning(attempt: Attempt) -> Stop | None:
    return stop_for_warning(attempt.somebody)


def _slow_mode(attempt: Attempt) -> Stop | None:
    span = timedelta(seconds=attempt.slow_mode_seconds)
    if not span or attempt.is_moderator:
        return None
    last = attempt.last_said_here(attempt.now - span)
    if last is None:
        return None
    sentence = _("This discussion is in slow mode: each person writes once in %(span)s.")
    return Stop("slow", _joined(sentence % {"span": exact_span_in_words(span)}, last + span), last + span)


def _slow_branch(attempt: Attempt) -> Stop | None:
    branch = attempt.slow_branch
    if branch is None or attempt.is_moderator:
        return None
    span = timedelta(seconds=branch.slow_mode_seconds)
    last = attempt.last_said_below(branch.top_id, attempt.now - span)
    if last is None:
        return None
    sentence = _("A moderator has slowed this branch down: each person writes once in %(span)s.")
    return Stop("slow", _joined(sentence % {"span": exact_span_in_words(span)}, last + span), last + span)


def _rate_of_person(attempt: Attempt) -> Stop | None:
    if attempt.is_moderator:
        return None
    rates = settings.COMMENT_RATES
    until = free_at(last_times(Comment, *attempt.writer, "created_at", rates), rates, attempt.now)
    return Stop("rate", _joined(_("You wrote a lot in a short time."), until), until) if until else None


def _rate_of_network(attempt: Attempt) -> Stop | None:
    """For somebody with many accounts; so wide that a school or an office does not notice."""
    if not attempt.network or attempt.is_moderator:
        return None
    rates = settings.COMMENT_RATES_OF_NETWORK
    until = free_at(last_times(Origin, "network", attempt.network, "noted_at", rates), rates, attempt.now)
    sentence = _("Very many comments came from your network in a short time.")
    return Stop("network", _joined(sentence, until), until) if until else None


def _repeat(attempt: Attempt) -> Stop | None:
    """The same words of the same person, whatever their capitals, spaces and line ends."""
    words = _essence(attempt.body)
    if len(words) < SHORTEST_REPEAT:
        return None
    since = attempt.now - REPEATS_WITHIN
    for said in attempt.said_lately:
        if said.written_at > since and _essence(said.body) == words:
            return Stop("repeat", _said_before(said.pk))
    return None


def _said_before(pk: int) -> str:
    link = format_html('<a href="/comments/{}/">{}</a>', pk, _("your earlier comment"))
    return format_html(
        _("You said exactly this already: see {link}. If you have more to add, please add it."), link=link
    )


def _refused_by_rule(attempt: Attempt) -> Stop | None:
    hit = attempt.judgement.refusal
    return refusal_of(hit) if hit else None


def _adds_nothing(attempt: Attempt) -> Stop | None:
    finding = find_nothing_added(attempt.body, attempt.insisted)
    return Stop(finding.name, str(finding.sentence), may_insist=True) if finding else None


def _essence(body: str) -> str:
    return " ".join(body.casefold().split())


def _joined(sentence: str, until: datetime) -> str:
    return f"{sentence} {when_to_try_again(until)}"


GUARDS: tuple[Callable[[Attempt], Stop | None], ...] = (
    _warning,
    _slow_mode,
    _slow_branch,
    _rate_of_person,
    _rate_of_network,
    _repeat,
    _refused_by_rule,
    _adds_nothing,
)
