"""What is not kept of guests."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from articles.models import Article
from comments.checking.laws import find_drift
from comments.checking.reading import read_facts
from comments.models import Comment, Guest, Letter
from tests.comments.guests.steps import mailed_link, write
from tests.factories import CommentFactory, GuestFactory

pytestmark = pytest.mark.django_db


def forget(days: int) -> str:
    told = StringIO()
    with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
        call_command("forget_guests", stdout=told)
    return told.getvalue()


def test_what_was_never_confirmed_is_deleted_with_its_guest(client: Client, article: Article) -> None:
    write(client, article)
    client.post(f"/comments/{Comment.objects.get().pk}/edit/", {"body": "Better words."})

    told = forget(days=15)

    assert "1 guests deleted" in told
    assert not Comment.objects.exists()
    assert not Guest.objects.exists()
    assert list(find_drift(read_facts(article.pk))) == []


def test_within_a_fortnight_it_waits(client: Client, article: Article) -> None:
    write(client, article)

    forget(days=13)

    assert Comment.objects.exists()


def test_the_link_to_what_was_deleted_says_so(client: Client, article: Article) -> None:
    write(client, article)
    link = mailed_link()

    forget(days=15)

    assert client.get(link).status_code == 410


def test_what_was_confirmed_stays_for_good(client: Client, article: Article) -> None:
    write(client, article)
    Client().post(mailed_link())

    forget(days=400)

    assert Comment.objects.published().get().guest == Guest.objects.get()


def test_where_a_form_came_from_is_kept_for_90_days(client: Client, article: Article) -> None:
    guest = GuestFactory.create(network="0123")
    CommentFactory.create(article=article, guest=guest)
    write(client, article)

    networks = []
    for days in (89, 91):
        forget(days)
        guest.refresh_from_db()
        networks.append(guest.network)

    assert networks == ["0123", ""]
    assert not Letter.objects.exists()


def test_somebody_who_said_it_was_another_stays_on_record(client: Client, article: Article) -> None:
    write(client, article)
    Client().post(mailed_link("disavowal"))

    forget(days=400)

    assert Guest.objects.get().disowned_at
