"""A rule is tried out on what people decided before it goes live."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from comments.models import Comment, Decision, Rehearsal, Rule, RuleHit
from comments.rules import rehearsing
from tests.comments.steps import text_of
from tests.factories import CommentFactory, DecisionFactory, RuleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def maker(client: Client, administrator: User) -> Client:
    client.force_login(administrator)
    return client


@pytest.fixture
def draft() -> Rule:
    return RuleFactory.create(state="draft")


def decided(body: str, verdict: str, **facts: object) -> Comment:
    status = Comment.Status.REMOVED if verdict == "remove" else Comment.Status.PUBLISHED
    comment = CommentFactory.create(body=body, status=status)
    DecisionFactory.create(comment=comment, verdict=verdict, **facts)
    return comment


def rehearse(maker: Client, rule: Rule, days: int = 30) -> str:
    return text_of(maker.post(f"/moderation/rules/{rule.pk}/rehearsal/", {"days": days}, follow=True))


def test_it_tells_how_far_the_rule_agrees_with_people_and_lists_where_not(maker: Client, draft: Rule) -> None:
    for number in range(3):
        decided(f"Cheap tulips {number}", "remove")
    decided("Somebody rude", "remove")
    decided("My tulips are in bloom", "approve")
    CommentFactory.create(body="More tulips that nobody looked at")

    page = rehearse(maker, draft)

    assert Rehearsal.objects.get().found == {
        "looked_at": 5,
        "removed": 4,
        "hits": 4,
        "removed_hits": 3,
        "undecided": 1,
        "undecided_hits": 1,
        "wrong": [{"comment": Comment.objects.get(body__startswith="My").pk, "words": ["tulips"]}],
    }
    assert "<dd>75 %</dd>" in page
    assert "My tulips are in bloom" in page
    assert "Cheap tulips" not in page


def test_it_changes_nothing(maker: Client, draft: Rule) -> None:
    comment = decided("Cheap tulips", "approve")

    rehearse(maker, draft)

    comment.refresh_from_db()
    assert comment.is_published
    assert Decision.objects.count() == 1
    assert not RuleHit.objects.exists()


def test_only_what_people_decided_in_the_days_that_were_asked_for_counts(maker: Client, draft: Rule) -> None:
    decided("Old tulips", "remove", decided_at=timezone.now() - timedelta(days=40))
    held = CommentFactory.create(body="Held tulips", status=Comment.Status.PENDING)
    Decision.objects.create(comment=held, verdict="hold", rule=draft, role="", revision_number=1)

    rehearse(maker, draft, 30)

    assert "looked_at" not in Rehearsal.objects.get().found


def test_it_looks_at_the_words_that_were_judged(maker: Client, draft: Rule, author: User) -> None:
    comment = decided("Nothing of note", "remove")
    comment.revisions.create(number=1, body="Cheap tulips", body_html="", written_at=timezone.now())
    comment.revision_number = 2
    comment.save()

    rehearse(maker, draft)

    assert Rehearsal.objects.get().found["hits"] == 1


def test_a_rule_goes_live_once_it_is_rehearsed_as_it_stands(maker: Client, draft: Rule) -> None:
    path = f"/moderation/rules/{draft.pk}/"
    early = maker.post(f"{path}state/", {"state": "live"})
    rehearse(maker, draft)
    maker.post(f"{path}edit/", {"name": "Roses", "action": "hold", "reason": "spam", "entries": "roses"})
    changed = maker.post(f"{path}state/", {"state": "live"})
    rehearse(maker, draft)

    maker.post(f"{path}state/", {"state": "live"})

    draft.refresh_from_db()
    assert (early.status_code, changed.status_code) == (409, 409)
    assert "rehearse the rule first" in text_of(early)
    assert draft.state == "live"


def test_much_is_looked_through_by_the_worker(
    maker: Client, draft: Rule, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setattr(rehearsing, "AT_ONCE", 1)
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    for number in range(2):
        decided(f"Cheap tulips {number}", "remove")

    page = rehearse(maker, draft)

    assert "The worker is at it" in page
    rehearsing.carry_out_rehearsal(Rehearsal.objects.get())
    assert "<dd>100 %</dd>" in text_of(maker.get(f"/moderation/rules/{draft.pk}/"))


@pytest.mark.parametrize("kind", ["links", "first", "young", "removals", "repeats", "floods", "reports"])
def test_rules_of_every_kind_are_rehearsed_as_things_were_then(maker: Client, kind: str) -> None:
    parameters = {
        "links": {"most": 0, "domains": []},
        "first": {"comments": 1},
        "young": {"hours": 1},
        "removals": {"percent": 50, "removed": 1},
        "repeats": {"times": 1, "hours": 1},
        "floods": {"comments": 1, "minutes": 5},
        "reports": {"reports": 1},
    }
    rule = RuleFactory.create(state="draft", kind=kind, parameters=parameters[kind])
    decided("See https://example.com/", "remove")
    decided("See https://example.com/", "remove")

    rehearse(maker, rule)

    expected = {"links": 2, "first": 2, "young": 2, "repeats": 1}
    assert Rehearsal.objects.get().found.get("hits", 0) == expected.get(kind, 0)


def test_nonsense_for_days_is_told(maker: Client, draft: Rule) -> None:
    answer = maker.post(f"/moderation/rules/{draft.pk}/rehearsal/", {"days": "many"})

    assert answer.status_code == 422
    assert "Select a valid choice" in text_of(answer)
