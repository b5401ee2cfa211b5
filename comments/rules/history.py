"""What was changed about a rule, when and by whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.models import Rule, RuleChange
from comments.models.judgement import Reason

# Each holds the rule whole, with a list that may be long.
CHANGES_SHOWN = 20
LINES_NAMED = 10

_LABELS: dict[str, str | Promise] = {
    "name": gettext_lazy("name"),
    "state": gettext_lazy("state"),
    "action": gettext_lazy("action"),
    "reason": gettext_lazy("reason"),
    "sentence": gettext_lazy("what the writer is told"),
    "tells_parts": gettext_lazy("tells the writer which words"),
    "newcomers_below": gettext_lazy("only of writers with fewer comments than"),
    "topic": gettext_lazy("topic"),
    "article": gettext_lazy("article"),
    "entries": gettext_lazy("list"),
    "domains": gettext_lazy("sites"),
    "most": gettext_lazy("more links than"),
    "comments": gettext_lazy("comments"),
    "hours": gettext_lazy("hours"),
    "minutes": gettext_lazy("minutes"),
    "percent": gettext_lazy("per cent"),
    "removed": gettext_lazy("removed"),
    "times": gettext_lazy("times"),
    "reports": gettext_lazy("reports"),
}
_NAMES: dict[str, dict[str, Any]] = {
    "state": dict(Rule.State.choices),
    "action": dict(Rule.Action.choices),
    "reason": dict(Reason.choices),
}


@dataclass(frozen=True)
class Shown:
    """A change with its `lines`, each a sentence; none of the first, which made the rule."""

    change: RuleChange
    lines: list[str]
    is_first: bool


def changes_of(rule: Rule) -> list[Shown]:
    """The last CHANGES_SHOWN, newest first."""
    found = list(rule.changes.select_related("changed_by").order_by("-pk")[: CHANGES_SHOWN + 1])
    befores = [*found[1:], None][: len(found)]
    pairs = zip(found, befores, strict=True)
    shown = [Shown(one, list(_lines(before, one)) if before else [], before is None) for one, before in pairs]
    return shown[:CHANGES_SHOWN]


def _lines(before: RuleChange, after: RuleChange) -> Iterator[str]:
    was, now = _flat(before.facts), _flat(after.facts)
    for name, label in _LABELS.items():
        if was.get(name) == now.get(name):
            continue
        if name in {"entries", "domains"}:
            yield from _list_changes(str(label), _entries(was.get(name)), _entries(now.get(name)))
            continue
        facts = {"label": label, "was": _word(name, was.get(name)), "now": _word(name, now.get(name))}
        yield _("%(label)s: %(was)s → %(now)s") % facts


def _flat(facts: dict[str, Any]) -> dict[str, Any]:
    return {**facts, **facts["parameters"]}


def _entries(listed: Any) -> list[str]:
    return [line.strip() for line in (listed or "").splitlines()] if isinstance(listed, str) else list(listed or ())


def _list_changes(label: str, was: list[str], now: list[str]) -> Iterator[str]:
    added = _("%(label)s: added %(entries)s"), [one for one in now if one not in set(was)]
    gone = _("%(label)s: taken out %(entries)s"), [one for one in was if one not in set(now)]
    for sentence, entries in (added, gone):
        if named := [entry for entry in entries if entry]:
            more = "" if len(named) <= LINES_NAMED else " …"
            yield sentence % {"label": label, "entries": ", ".join(f"“{one}”" for one in named[:LINES_NAMED]) + more}


def _word(name: str, value: Any) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(_NAMES.get(name, {}).get(value, value))
