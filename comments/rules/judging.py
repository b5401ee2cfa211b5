"""Holding a comment against the rules in force."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from comments.models import Rule
from comments.rules.book import ReadyRule, rules_in_force
from comments.rules.cases import Case
from comments.rules.kinds import Finding


@dataclass(frozen=True)
class Hit:
    """That a rule found something; in shadow it does nothing about it."""

    rule: Rule
    finding: Finding

    @property
    def is_shadow(self) -> bool:
        return self.rule.state == Rule.State.SHADOW

    def does(self, action: str) -> bool:
        return self.rule.action == action and not self.is_shadow


@dataclass(frozen=True)
class Judgement:
    """All that the rules found. What is refused is not held, and what is held need not be reported."""

    hits: tuple[Hit, ...] = ()

    @property
    def refusal(self) -> Hit | None:
        return self._first(Rule.Action.REFUSE)

    @property
    def hold(self) -> Hit | None:
        return self._first(Rule.Action.HOLD)

    @property
    def reports(self) -> list[Hit]:
        return [hit for hit in self.hits if hit.does(Rule.Action.REPORT)]

    def _first(self, action: str) -> Hit | None:
        return next((hit for hit in self.hits if hit.does(action)), None)


NOTHING_FOUND = Judgement()


def judge_new(case: Case) -> Judgement:
    return _judge(case, (one for one in rules_in_force() if one.rule.kind != Rule.Kind.REPORTS))


def judge_edit(make_case: Callable[[], Case]) -> Judgement:
    """By the words alone: when, and by whom, they were first said has been judged. Makes no case without need."""
    return _judge_if_any(make_case, [one for one in rules_in_force() if one.looks_at_words])


def judge_reported(make_case: Callable[[], Case]) -> Judgement:
    """By the rules about reports; makes no case without need."""
    return _judge_if_any(make_case, [one for one in rules_in_force() if one.rule.kind == Rule.Kind.REPORTS])


def _judge_if_any(make_case: Callable[[], Case], rules: list[ReadyRule]) -> Judgement:
    return _judge(make_case(), rules) if rules else NOTHING_FOUND


def _judge(case: Case, rules: Iterable[ReadyRule]) -> Judgement:
    found = ((one.rule, one.find(case)) for one in rules)
    return Judgement(tuple(Hit(rule, finding) for rule, finding in found if finding))
