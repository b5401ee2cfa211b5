"""What is said of what a rule found: to the writer, and to the moderators."""

from collections.abc import Callable, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from comments.guards.stops import Stop, when_to_try_again
from comments.models import Comment, Decision, Rule, RuleHit
from comments.rules.judging import Hit

Kind, Action = Rule.Kind, Rule.Action

# More than that is a list, and no sentence.
WORDS_NAMED = 5
# What people send as one word may be the whole comment.
LONGEST_NAMED = 60

_CARD: dict[tuple[str, bool], str | Promise] = {
    (Action.HOLD, False): gettext_lazy("Held by the rule “%(rule)s”: %(why)s."),
    (Action.REPORT, False): gettext_lazy("Reported by the rule “%(rule)s”: %(why)s."),
    (Action.REFUSE, False): gettext_lazy("Refused by the rule “%(rule)s”: %(why)s."),
    (Action.HOLD, True): gettext_lazy("In shadow, the rule “%(rule)s” would have held it: %(why)s."),
    (Action.REPORT, True): gettext_lazy("In shadow, the rule “%(rule)s” would have reported it: %(why)s."),
    (Action.REFUSE, True): gettext_lazy("In shadow, the rule “%(rule)s” would have refused it: %(why)s."),
}

_PUT_ANOTHER_WAY = gettext_lazy("Please put it another way and send it again.")
# Of what the writer cannot change by other words.
_LATER = gettext_lazy("What you wrote stays in the form: keep it, and send it another day.")
_NEXT_STEPS: dict[str, str | Promise] = dict.fromkeys((Kind.FIRST, Kind.REMOVALS, Kind.FLOODS, Kind.YOUNG), _LATER)


def sentence_of(hit: RuleHit) -> str:
    """For moderators: which rule did what, and why."""
    why = why_found(hit.rule.kind, [words for _start, _end, words in hit.parts], hit.figure)
    return str(_CARD[hit.action, hit.is_shadow]) % {"rule": hit.rule.name, "why": why}


def why_found(kind: str, words: Sequence[str], figure: int | None) -> str:
    """Half a sentence about a comment: “it uses “tulips””."""
    if kind == Kind.CLASSIFIER:
        return _by_classifier(words, figure or 0)
    if words and (kind == Kind.WORDS or figure is None):
        return _in_words(kind, words)
    return _FIGURES[kind](figure or 0)


def refusal_of(hit: Hit) -> Stop:
    """Which rule, why, and what the writer can do now; what they typed stays in the form."""
    good_from = hit.finding.good_from
    told = _("This was not sent, because of the rule “%(rule)s”: %(why)s.") % {
        "rule": hit.rule.name,
        "why": why_to_writer(hit),
    }
    next_step = when_to_try_again(good_from) if good_from else _NEXT_STEPS.get(hit.rule.kind, _PUT_ANOTHER_WAY)
    return Stop("rule", " ".join(filter(None, [told, hit.rule.sentence, str(next_step)])), good_from)


def held_edit(hit: Hit) -> Stop:
    """Words that would have to wait, where others have answered: the answers would go with them."""
    told = _(
        "Because of the rule “%(rule)s”, a moderator would have to look at these words first: %(why)s. "
        "Somebody has answered your comment, so it cannot be taken off the page meanwhile. Please put it another way."
    )
    return Stop("rule", told % {"rule": hit.rule.name, "why": why_to_writer(hit)})


def note_of(hit: Hit) -> str:
    """What the writer of a held comment is told with it."""
    if hit.rule.sentence:
        return hit.rule.sentence
    told = _("Because of the rule “%(rule)s” a moderator looks at it first: %(why)s.")
    return (told % {"rule": hit.rule.name, "why": why_to_writer(hit)})[:500]


def why_to_writer(hit: Hit) -> str:
    words = [part.words for part in hit.finding.parts]
    if words and not hit.rule.tells_parts:
        return _("it uses words that are on this site’s list")
    return why_found(hit.rule.kind, words, hit.finding.figure)


def waiting_sentence(comment: Comment) -> str:
    """What the writer of a pending comment is told: why it is held, or that all are looked at; one query."""
    why = why_waiting(comment) or _("A moderator looks at comments here first.")
    return _("Thank you. %(why)s") % {"why": why}


def why_waiting(comment: Comment) -> str:
    """What the rule that holds it said to its writer; blank where none does."""
    held = comment.decisions.filter(verdict=Decision.Verdict.HOLD).order_by("-pk").first()
    return held.note if held else ""


def _by_classifier(words: Sequence[str], percent: int) -> str:
    likely = _("by earlier decisions it would be removed with %(percent)s %% likelihood") % {"percent": percent}
    named = _named(words)
    return _("%(likely)s, most of all for %(words)s") % {"likely": likely, "words": named} if named else likely


def _named(words: Sequence[str]) -> str:
    short = (each if len(each) <= LONGEST_NAMED else f"{each[:LONGEST_NAMED]}…" for each in words[:WORDS_NAMED])
    return ", ".join(f"“{each}”" for each in short)


def _in_words(kind: str, words: Sequence[str]) -> str:
    named = _named(list(dict.fromkeys(words)))
    return (_("it names %(words)s") if kind == Kind.LINKS else _("it uses %(words)s")) % {"words": named}


_FIGURES: dict[str, Callable[[int], str]] = {
    Kind.WORDS: lambda count: _("it uses words of its list"),
    Kind.LINKS: lambda count: ngettext("it has %(count)s link", "it has %(count)s links", count) % {"count": count},
    Kind.FIRST: lambda count: (
        ngettext(
            "its writer has %(count)s published comment so far",
            "its writer has %(count)s published comments so far",
            count,
        )
        % {"count": count}
    ),
    Kind.YOUNG: lambda hours: (
        ngettext("its writer has been here for %(count)s hour", "its writer has been here for %(count)s hours", hours)
        % {"count": hours}
    ),
    Kind.REMOVALS: lambda percent: (
        _("%(percent)s %% of its writer’s latest comments were removed") % {"percent": percent}
    ),
    Kind.REPEATS: lambda count: (
        ngettext(
            "the same words were sent %(count)s time before", "the same words were sent %(count)s times before", count
        )
        % {"count": count}
    ),
    Kind.FLOODS: lambda count: (
        ngettext(
            "%(count)s comment came in this discussion shortly before",
            "%(count)s comments came in this discussion shortly before",
            count,
        )
        % {"count": count}
    ),
    Kind.REPORTS: lambda count: (
        ngettext("%(count)s reader reported it", "%(count)s readers reported it", count) % {"count": count}
    ),
}
