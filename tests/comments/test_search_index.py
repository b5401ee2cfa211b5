"""The index of the search follows what comments say, and is mended where it does not."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from accounts.models import User
from comments.models import Comment
from comments.moderation.search_schema import TRIGGERS, drop_index, index_is_true, lay_index, mend_index
from tests.comments.searching import found, said
from tests.comments.steps import path_of, text_of
from tests.factories import CommentFactory

pytestmark = pytest.mark.django_db


def test_the_index_follows_every_change(moderator: User, author: User, client: Client) -> None:
    [comment, other] = said("Tide one", "Tide two", author=author)
    client.force_login(author)

    client.post(path_of("edit", comment), {"body": "Ferry one"})
    Comment.objects.filter(pk=other.pk).update(body="Tram two")
    CommentFactory.create(body="Tide gone", status=Comment.Status.PENDING).delete()

    assert found("tide", moderator) == set()
    assert found("ferry", moderator) == {"Ferry one"}
    assert found("tram", moderator) == {"Tram two"}
    assert index_is_true()


def test_what_votes_and_decisions_do_leaves_the_index_alone(client: Client, moderator: User) -> None:
    [comment] = said("Tide one")
    client.force_login(moderator)

    client.post(path_of("decision", comment), {"verdict": "remove", "reason": "abuse"})

    assert index_is_true()
    assert "<mark>Tide</mark> one" in text_of(client.get("/moderation/search/", {"q": "tide"}))


def test_the_command_mends_an_index_that_is_not_true(moderator: User) -> None:
    [comment] = said("Tide one")
    with connection.cursor() as cursor:
        for name in TRIGGERS[connection.vendor]:
            cursor.execute(
                f"DROP TRIGGER {name}" + (" ON comments_comment" if connection.vendor == "postgresql" else "")
            )
    Comment.objects.filter(pk=comment.pk).update(body="Ferry one")
    said("Tram two")

    with pytest.raises(CommandError, match="not what the comments say"):
        call_command("rebuild_search", check=True)
    call_command("rebuild_search")

    assert found("ferry", moderator) == {"Ferry one"}
    assert found("tram", moderator) == {"Tram two"}
    assert found("tide", moderator) == set()
    said("Tide three")
    assert index_is_true()


def test_a_migration_that_lost_the_triggers_is_followed_by_mending(moderator: User) -> None:
    with connection.cursor() as cursor:
        name = TRIGGERS[connection.vendor][0]
        cursor.execute(f"DROP TRIGGER {name}" + (" ON comments_comment" if connection.vendor == "postgresql" else ""))
    said("Tide one")

    assert mend_index()
    assert not mend_index()
    assert found("tide", moderator) == {"Tide one"}


def test_without_an_index_there_is_nothing_to_mend() -> None:
    drop_index()

    assert not mend_index()
    lay_index()
    assert index_is_true()
