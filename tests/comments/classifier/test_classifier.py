"""The classifier learns from this site's decisions, says what drove it, and never removes."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from comments.classifier import training
from comments.classifier.model import Measured, Model, UnreadableError, load_model, save_model
from comments.classifier.terms import terms_of
from comments.classifier.training import threshold_for
from comments.models import Comment, Decision, RuleHit
from tests.comments.steps import say, text_of
from tests.factories import ArticleFactory, CommentFactory, DecisionFactory, RuleFactory

pytestmark = pytest.mark.django_db

MODEL = Model(
    weights={"casino": 9.0, "free casino": 3.0, "harbour": -4.0},
    intercept=-3.0,
    threshold=0.8,
    trained_at="2026-01-01T00:00+00:00",
    learned_from=800,
    measured=Measured(decisions=200, removed=50, held=40, right=38),
)
SPAM = "Play at our free casino tonight, friends."


@pytest.fixture(autouse=True)
def file(settings: Settings, tmp_path: Path) -> Path:
    settings.CLASSIFIER_FILE = path = tmp_path / "classifier.json"
    return path


def test_without_a_rule_nobody_asks_it(signed_in: Client) -> None:
    save_model(MODEL)

    say(signed_in, ArticleFactory.create(), SPAM)

    assert Comment.objects.get().is_published


def test_a_rule_holds_what_it_takes_for_likely_and_the_card_tells_what_drove_it(
    client: Client, reader: User, moderator: User
) -> None:
    save_model(MODEL)
    RuleFactory.create(name="Learned", kind="classifier", parameters={})
    client.force_login(reader)
    say(client, ArticleFactory.create(), SPAM)
    say(client, ArticleFactory.create(), "The casino at the harbour is closed for good.")
    client.force_login(moderator)

    queue = text_of(client.get("/moderation/?queue=pending"))

    assert Comment.objects.get(body=SPAM).status == Comment.Status.PENDING
    assert Comment.objects.exclude(body=SPAM).get().is_published
    assert RuleHit.objects.get().figure == 99
    assert "likelihood, most of all for “casino”, “free casino”" in queue
    assert "<mark>free casino</mark>" in queue


def test_a_rule_finds_nothing_before_anything_was_learned(signed_in: Client) -> None:
    RuleFactory.create(kind="classifier", parameters={})

    say(signed_in, ArticleFactory.create(), SPAM)

    assert Comment.objects.get().is_published


def test_it_neither_refuses_nor_removes(client: Client, administrator: User) -> None:
    client.force_login(administrator)

    answer = client.post("/moderation/rules/new/?kind=classifier", {"name": "L", "action": "refuse", "reason": "spam"})

    assert "Select a valid choice" in text_of(answer)


def test_the_rules_page_tells_how_well_it_did(client: Client, administrator: User) -> None:
    save_model(MODEL)
    rule = RuleFactory.create(kind="classifier", parameters={})
    client.force_login(administrator)

    page = text_of(client.get(rule.get_absolute_url()))

    assert "learned from 800 decisions" in page
    assert "Precision 95 %, found 76 %." in page


@pytest.mark.parametrize(
    "damage",
    [
        "",
        "no JSON",
        "[]",
        json.dumps({"format": 2}),
        json.dumps({"format": 1, "weights": {"a": "much"}}),
        json.dumps({"format": 1, **asdict(MODEL), "weights": {"a": float("nan")}}),
        json.dumps({"format": 1, **asdict(MODEL), "threshold": 7}),
    ],
)
def test_a_file_that_is_none_of_ours_is_told_and_finds_nothing(signed_in: Client, file: Path, damage: str) -> None:
    file.write_text(damage)
    RuleFactory.create(kind="classifier", parameters={})

    say(signed_in, ArticleFactory.create(), SPAM)

    assert Comment.objects.get().is_published
    with pytest.raises(UnreadableError):
        load_model()


def test_what_is_saved_is_what_is_read() -> None:
    save_model(MODEL)

    assert load_model() == MODEL


def test_words_pairs_and_sites_are_its_terms() -> None:
    assert terms_of("Free FREE Cásino https://example.com/") >= {
        "free",
        "casino",
        "free casino",
        "link to example.com",
    }


@pytest.mark.parametrize(
    ("guesses", "removed", "threshold"),
    [
        ([0.9, 0.8, 0.7, 0.2], [True, True, False, False], 0.8),
        ([0.9, 0.8], [False, True], 1.0),
        ([0.9, 0.5], [True, True], 0.5),
    ],
)
def test_it_holds_from_where_it_was_right_often_enough(
    guesses: list[float], removed: list[bool], threshold: float
) -> None:
    assert threshold_for(guesses, removed) == threshold


def test_too_few_decisions_are_refused(moderator: User) -> None:
    for _ in range(3):
        DecisionFactory.create(comment=CommentFactory.create(status=Comment.Status.REMOVED))

    with pytest.raises(CommandError, match="There are 3 decisions, 3 of which removed"):
        call_command("train_classifier")


def test_it_learns_from_what_people_decided(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("sklearn", reason="training needs scikit-learn: requirements-classifier.lock")
    monkeypatch.setattr(training, "FEWEST_DECISIONS", 40)
    monkeypatch.setattr(training, "FEWEST_OF_EACH", 10)
    article = ArticleFactory.create()
    moderator = DecisionFactory.create().moderator
    for number in range(40):
        words, verdict = (SPAM, "remove") if number % 2 else ("The harbour was dredged again.", "approve")
        comment = CommentFactory.create(article=article, author=moderator, body=f"{words} {number}")
        DecisionFactory.create(comment=comment, verdict=verdict, moderator=moderator)

    call_command("train_classifier")

    model = load_model()
    assert model is not None
    assert (model.measured.precision, model.measured.recall) == (100, 100)
    assert model.judge("A casino for friends")[0] > model.judge("A harbour again")[0]
    assert "100 % of them were removed" in capsys.readouterr().out


def test_the_last_ruling_on_the_words_it_was_about_counts(author: User) -> None:
    comment = CommentFactory.create(author=author, body="Now this.")
    comment.revisions.create(number=1, body="Once that.", body_html="", written_at=comment.created_at)
    Comment.objects.filter(pk=comment.pk).update(revision_number=2)
    DecisionFactory.create(comment=comment, verdict="remove", revision_number=1)
    first = training.examples()
    DecisionFactory.create(comment=comment, verdict="restore", revision_number=2)

    assert (first, training.examples()) == ([("Once that.", True)], [("Now this.", False)])
    assert Decision.objects.count() == 2
