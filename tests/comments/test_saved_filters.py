"""A moderator keeps a queue's filters by name, opens and drops them."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from comments.actions import saving_filters
from comments.models import SavedFilter
from tests.comments.steps import sign_in, text_of
from tests.factories import CommentFactory, ReportFactory, TopicFactory, UserFactory

pytestmark = pytest.mark.django_db

FILTERS = "/moderation/filters/"
QUERY = "queue=reported&reason=hate&since=7d"


@pytest.fixture
def desk(client: Client, moderator: User) -> Client:
    client.force_login(moderator)
    return client


@pytest.fixture
def saved(moderator: User) -> SavedFilter:
    return SavedFilter.objects.create(moderator=moderator, name="Hate of late", query=QUERY)


def test_a_narrowed_queue_offers_to_save_its_filters_and_another_does_not(desk: Client) -> None:
    narrowed = unescape(text_of(desk.get(f"/moderation/?{QUERY}")))
    whole = text_of(desk.get("/moderation/"))
    unclear = text_of(desk.get("/moderation/?person=nobody-of-that-name"))

    assert f'name="query" value="{QUERY}"' in narrowed
    assert 'name="query"' not in whole + unclear
    assert f'href="{FILTERS}"' in whole


def test_saved_it_stands_in_the_list_and_opens_the_same_queue(desk: Client, moderator: User) -> None:
    kept = ReportFactory.create(reason="hate").comment
    other = ReportFactory.create(reason="spam").comment

    answer = desk.post(FILTERS, {"name": " Hate of late ", "query": QUERY})

    queue = text_of(desk.get(answer.headers["Location"]))
    page = unescape(text_of(desk.get(FILTERS)))
    assert answer.headers["Location"] == f"/moderation/?{QUERY}"
    assert SavedFilter.objects.get().moderator == moderator
    assert f'<a href="/moderation/?{QUERY}"><bdi>Hate of late</bdi></a>' in page
    assert "Reported as: <bdi>hate</bdi>" in page
    assert "Saved: you find it among your saved filters." in queue
    assert f'id="card-{kept.pk}"' in queue
    assert f'id="card-{other.pk}"' not in queue


def test_only_what_the_address_means_is_kept(desk: Client) -> None:
    topic = TopicFactory.create()
    query = f"queue=new&topic={topic.slug}&after=7&evil=<script>&order=sideways"

    desk.post(FILTERS, {"name": "Mine", "query": query})

    assert SavedFilter.objects.get().query == f"queue=new&topic={topic.slug}"


def test_under_the_same_name_it_takes_the_others_place(desk: Client, saved: SavedFilter) -> None:
    desk.post(FILTERS, {"name": saved.name, "query": "queue=spam&since=1d"})

    assert SavedFilter.objects.get().query == "queue=spam&since=1d"


def test_each_sees_opens_and_drops_only_the_own(client: Client, saved: SavedFilter) -> None:
    client.force_login(UserFactory.create(moderator=True))

    page = text_of(client.get(FILTERS))
    answer = client.post(f"{FILTERS}{saved.pk}/deletion/")

    assert saved.name not in page
    assert answer.status_code == 302
    assert SavedFilter.objects.get() == saved


def test_dropped_it_is_gone_and_twice_does_no_harm(desk: Client, saved: SavedFilter) -> None:
    answers = [desk.post(f"{FILTERS}{saved.pk}/deletion/") for _ in range(2)]

    assert [answer.headers["Location"] for answer in answers] == [FILTERS, FILTERS]
    assert not SavedFilter.objects.exists()


def test_asking_for_the_list_or_for_a_deletion_changes_nothing(desk: Client, saved: SavedFilter) -> None:
    codes = [desk.get(FILTERS).status_code, desk.get(f"{FILTERS}{saved.pk}/deletion/").status_code]

    assert codes == [200, 405]
    assert SavedFilter.objects.get() == saved


@pytest.mark.parametrize("role", ["anonymous", "guest", "reader", "editor", "moderator", "administrator"])
@pytest.mark.parametrize(
    "ask",
    [
        pytest.param(lambda client, pk: client.get(FILTERS), id="list"),
        pytest.param(lambda client, pk: client.post(FILTERS, {"name": "New", "query": QUERY}), id="save"),
        pytest.param(lambda client, pk: client.post(f"{FILTERS}{pk}/deletion/"), id="drop"),
    ],
)
def test_they_are_for_moderators(client: Client, saved: SavedFilter, role: str, ask: Callable[..., Any]) -> None:
    sign_in(client, role)

    code = ask(client, saved.pk).status_code

    expected = {"anonymous": {302}, "guest": {302}, "reader": {403}, "editor": {403}}
    assert code in expected.get(role, {200, 302})
    assert SavedFilter.objects.filter(moderator=saved.moderator).count() == 1
    assert SavedFilter.objects.count() <= (2 if role in {"moderator", "administrator"} else 1)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "Please give it a name to find it by."),
        ("   ", "Please give it a name to find it by."),
        ("x" * 61, "A name has at most 60 characters; this one has 61."),
        ("a\x00b", "Null characters are not allowed."),
    ],
)
def test_a_name_that_cannot_be_taken_comes_back_with_the_reason(desk: Client, name: str, sentence: str) -> None:
    answer = desk.post(FILTERS, {"name": name, "query": QUERY})

    page = unescape(text_of(answer))
    assert answer.status_code == 422
    assert sentence in page
    assert QUERY in page
    assert not SavedFilter.objects.exists()


def test_there_is_an_end_to_how_many_are_kept(
    desk: Client, saved: SavedFilter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving_filters, "FILTERS_AT_MOST", 1)

    refused = desk.post(FILTERS, {"name": "One more", "query": QUERY})
    replaced = desk.post(FILTERS, {"name": saved.name, "query": "queue=spam"})

    assert refused.status_code == 422
    assert "please drop one first" in text_of(refused)
    assert replaced.status_code == 302
    assert SavedFilter.objects.get().query == "queue=spam"


def test_one_whose_topic_is_gone_can_still_be_seen_and_dropped(desk: Client, moderator: User) -> None:
    SavedFilter.objects.create(moderator=moderator, name="Old <b>", query="queue=all&topic=gone&person=nobody")
    CommentFactory.create()

    page = text_of(desk.get(FILTERS))
    queue = text_of(desk.get("/moderation/?queue=all&topic=gone&person=nobody"))

    assert "<bdi>Old &lt;b&gt;</bdi>" in page
    assert "There is no topic “gone”." in queue
