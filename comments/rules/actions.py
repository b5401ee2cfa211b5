"""Making rules and changing them. Each deed keeps what the rule says from then on, and who said so."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.roles import role_of
from comments.models import Rule, RuleChange
from comments.permissions import may_make_rules
from comments.rules.book import raise_rulebook
from comments.rules.rehearsing import is_rehearsed

# What a form says of a rule; its state is another deed's.
SAID = (
    "name",
    "parameters",
    "action",
    "reason",
    "sentence",
    "tells_parts",
    "newcomers_below",
    "topic",
    "article",
)


class NotRehearsedError(Exception):
    """A rule goes live when it is known what it would have done."""


@transaction.atomic
def make_rule(*, kind: str, facts: Mapping[str, Any], maker: User) -> Rule:
    """As a draft. `facts` are those of SAID. Raises PermissionDenied unless `maker` may."""
    may_make_rules(maker).enforce()
    rule = Rule.objects.create(kind=kind, created_by=maker, **facts)
    _keep(rule, maker)
    return rule


@transaction.atomic
def change_rule(*, rule: Rule, facts: Mapping[str, Any], changer: User) -> Rule:
    """One in force looks for the new things at once. The same facts again change nothing."""
    may_make_rules(changer).enforce()
    rule = Rule.objects.select_for_update().get(pk=rule.pk)
    if all(getattr(rule, name) == value for name, value in facts.items()):
        return rule
    for name, value in facts.items():
        setattr(rule, name, value)
    return _save(rule, changer, was_in_force=rule.is_in_force)


@transaction.atomic
def set_rule_state(*, rule: Rule, state: str, changer: User) -> Rule:
    """Raises NotRehearsedError for a rule that is to go live and has not been rehearsed as it stands."""
    may_make_rules(changer).enforce()
    rule = Rule.objects.select_for_update().get(pk=rule.pk)
    if rule.state == state:
        return rule
    if state == Rule.State.LIVE and not is_rehearsed(rule):
        raise NotRehearsedError
    was_in_force, rule.state = rule.is_in_force, state
    return _save(rule, changer, was_in_force=was_in_force)


def facts_of(rule: Rule) -> dict[str, Any]:
    """The rule whole, as it is kept of each change: places by their names, which say more than keys."""
    return {
        "kind": rule.kind,
        "state": rule.state,
        **{name: getattr(rule, name) for name in SAID},
        "topic": rule.topic and rule.topic.name,
        "article": rule.article and rule.article.headline,
    }


def _save(rule: Rule, changer: User, *, was_in_force: bool) -> Rule:
    rule.version += 1
    rule.save()
    _keep(rule, changer)
    if was_in_force or rule.is_in_force:
        raise_rulebook()
    return rule


def _keep(rule: Rule, changer: User) -> None:
    RuleChange.objects.create(
        rule=rule, version=rule.version, facts=facts_of(rule), changed_by=changer, role=role_of(changer)
    )
