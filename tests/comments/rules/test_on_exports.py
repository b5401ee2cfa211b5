"""What rules would have done to real comments: the figures of docs/moderation.md."""

from collections import Counter
from typing import Any

import pytest
from django.utils import timezone

from comments.classifier.training import TooLittleError, train
from comments.rules import wordlists
from comments.rules.cases import Case
from comments.rules.kinds import condition_of
from tests.exports import Exported, exported

LIST = """
casino*
poker
viagra
cialis
levitra
replica watch*
payday loan*
cheap jordan*
louis vuitton
weight loss
forex
escort*
"""
RULES: dict[str, tuple[str, dict[str, Any]]] = {
    "any link": ("links", {"most": 0, "domains": []}),
    "more than two links": ("links", {"most": 2, "domains": []}),
    "more than five links": ("links", {"most": 5, "domains": []}),
    "words of advertising": ("words", {"entries": LIST}),
}
# How many of the approved a rule finds: so many it would have held wrongly.
FIGURES = {"any link": 471, "more than two links": 24, "more than five links": 2, "words of advertising": 2}
APPROVED = 6_016


@pytest.fixture(scope="module")
def comments() -> list[Exported]:
    return exported()


@pytest.mark.parametrize("name", RULES)
def test_a_rule_finds_in_real_comments_what_the_documentation_says(
    comments: list[Exported], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # However busy the machine is: how long a look may take is another test's subject.
    monkeypatch.setattr(wordlists, "TIME_BOUND", 60)
    find = condition_of(*RULES[name])
    found: Counter[str] = Counter()

    for one in comments:
        if find(Case(one.body, 0, {"author_id": None}, timezone.now())):
            found[one.fate] += 1

    assert found == Counter(approved=FIGURES[name])


def test_the_words_of_what_was_taken_down_are_in_no_export(comments: list[Exported]) -> None:
    assert Counter(one.fate for one in comments) == Counter(approved=APPROVED)


def test_the_classifier_refuses_to_learn_from_so_few_removals(comments: list[Exported]) -> None:
    with pytest.raises(TooLittleError):
        train([(one.body, one.fate == "removed") for one in comments if one.fate != "waiting"])
