"""The rules in force, made ready once in each process and held against one number in the database.

So a rule that goes live holds at the next comment, in every process, and rules that find nothing cost a
comment that one small question, however many and however long they are.
"""

import logging
from dataclasses import dataclass
from threading import Lock

from django.db.models import F

from accounts.statements import first_row
from comments.models import Rule, Rulebook
from comments.rules.cases import Case
from comments.rules.kinds import OF_WORDS, Condition, Finding, condition_of
from comments.rules.wordlists import OverrunError

logger = logging.getLogger(__name__)

_NUMBER = "SELECT number FROM comments_rulebook WHERE id = 1"


@dataclass(frozen=True)
class ReadyRule:
    rule: Rule
    condition: Condition

    @classmethod
    def of(cls, rule: Rule) -> "ReadyRule":
        return cls(rule, condition_of(rule.kind, rule.parameters))

    @property
    def looks_at_words(self) -> bool:
        return self.rule.kind in OF_WORDS

    def find(self, case: Case) -> Finding | None:
        """None, too, of what lies elsewhere, of writers whom it leaves alone, and where it takes too long."""
        if not self._lies_here(case):
            return None
        try:
            finding = self.condition(case)
        except OverrunError:
            logger.warning("The rule “%s” took too long over a text and was passed over.", self.rule)
            return None
        below = self.rule.newcomers_below
        # Asked last: it takes a query.
        return finding if finding is None or below is None or case.history.published < below else None

    def _lies_here(self, case: Case) -> bool:
        if self.rule.article_id is not None:
            return self.rule.article_id == case.discussion
        return self.rule.topic_id is None or self.rule.topic_id in case.topics


@dataclass(frozen=True)
class _Book:
    number: int
    rules: tuple[ReadyRule, ...]


_lock = Lock()
_kept: _Book | None = None


def rules_in_force() -> tuple[ReadyRule, ...]:
    """Live ones and those in shadow; costs one query by the key, and one more after a change."""
    global _kept  # what the process keeps
    found = first_row(_NUMBER)
    number = found[0] if found else 0
    book = _kept
    if book is None or book.number != number:
        with _lock:
            book = _kept
            if book is None or book.number != number:
                book = _kept = _Book(number, _read())
    return book.rules


def raise_rulebook() -> None:
    """Let every process read the rules anew, as part of the caller's transaction."""
    if not Rulebook.objects.filter(pk=1).update(number=F("number") + 1):
        Rulebook.objects.get_or_create(pk=1, defaults={"number": 1})


def forget_rules() -> None:
    global _kept
    _kept = None


def _read() -> tuple[ReadyRule, ...]:
    in_force = Rule.objects.filter(state__in=[Rule.State.SHADOW, Rule.State.LIVE]).order_by("pk")
    return tuple(ReadyRule.of(rule) for rule in in_force)
