"""The form of a topic, tag, byline or link card that was open while a colleague worked undoes nothing of theirs."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.db.models import Model
from django.test import Client

from accounts.models import User
from tests.articles.desk import errors_of, filled_in, save_form, told
from tests.articles.shown_form import as_it_came
from tests.factories import (
    ArticleFactory,
    BylineFactory,
    LinkCardFactory,
    PictureFactory,
    TagFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def form_of(entry: Model) -> str:
    return f"/admin/articles/{entry._meta.model_name}/{entry.pk}/change/"


def send(desk: Client, entry: Model, form: dict[str, Any], **changes: Any) -> Any:
    answer = desk.post(form_of(entry), {**form, **changes, "_continue": "yes"})
    entry.refresh_from_db()
    return answer


def test_discussions_that_a_colleague_ended_do_not_begin_again(desk: Client) -> None:
    topic = TopicFactory.create(name="War")
    form = filled_in(desk, form_of(topic))
    save_form(desk, form_of(topic), discussion_mode="off", allows_guests="false", position="7")

    answer = send(desk, topic, form, description="News of the war")

    assert answer.status_code == 302
    assert (topic.description, topic.discussion_mode, topic.allows_guests, topic.position) == (
        "News of the war",
        "off",
        False,
        7,
    )
    assert "it stays as they left it: Discussion, Guests may comment, Position in the navigation." in told(answer)


def test_a_position_that_a_colleague_gave_stays_when_another_is_changed(desk: Client) -> None:
    war, sport = TopicFactory.create(position=1), TopicFactory.create(position=2)
    topics = "/admin/articles/topic/"
    theirs, ours = filled_in(desk, topics), filled_in(desk, topics)
    desk.post(topics, {**theirs, "form-0-position": "8", "_save": "Save"})

    desk.post(topics, {**ours, "form-1-position": "5", "_save": "Save"})

    war.refresh_from_db()
    sport.refresh_from_db()
    assert (war.position, sport.position) == (8, 5)


def test_what_both_have_said_of_a_topic_is_asked_about_once(desk: Client) -> None:
    topic = TopicFactory.create()
    form = filled_in(desk, form_of(topic))
    save_form(desk, form_of(topic), discussion_mode="off", description="News of the war")

    refused = send(desk, topic, form, discussion_mode="closed")

    assert "Theirs: off: there is no discussion." in errors_of(refused)["discussion_mode"][0]
    assert "it stays as they left it: Description." in told(refused)
    assert topic.discussion_mode == "off"
    assert send(desk, topic, as_it_came(refused)).status_code == 302
    assert (topic.discussion_mode, topic.description) == ("closed", "News of the war")


@pytest.mark.parametrize("lines", ["\n", "\r\n"])
def test_a_bio_of_several_lines_that_a_colleague_rewrote_stays(desk: Client, lines: str) -> None:
    byline, portrait = BylineFactory.create(bio=f"At sea.{lines}On land. "), PictureFactory.create()
    form = filled_in(desk, form_of(byline))
    save_form(desk, form_of(byline), bio="Ashore.", portrait=portrait.pk)

    answer = send(desk, byline, form, name="Anna")

    assert answer.status_code == 302
    assert (byline.name, byline.bio, byline.portrait) == ("Anna", "Ashore.", portrait)


def test_an_account_that_was_given_to_a_byline_stays(client: Client, administrator: User) -> None:
    byline, person = BylineFactory.create(), UserFactory.create()
    client.force_login(administrator)
    form = filled_in(client, form_of(byline))
    save_form(client, form_of(byline), user=person.pk)

    send(client, byline, form, bio="Ashore.")

    assert (byline.bio, byline.user) == ("Ashore.", person)


def test_a_portrait_that_was_deleted_is_asked_about_by_nobody(desk: Client) -> None:
    portrait = PictureFactory.create()
    byline = BylineFactory.create(portrait=portrait)
    form = filled_in(desk, form_of(byline))
    portrait.delete()

    answer = send(desk, byline, form, bio="Ashore.")

    assert answer.status_code == 302
    assert (byline.bio, byline.portrait) == ("Ashore.", None)


def test_a_tags_address_stays_as_a_colleague_left_it(desk: Client) -> None:
    tag = TagFactory.create(name="tide")
    form = filled_in(desk, form_of(tag))
    save_form(desk, form_of(tag), slug="tides")

    send(desk, tag, form, name="tides")

    assert (tag.name, tag.slug) == ("tides", "tides")


def test_a_card_that_a_colleague_made_plain_stays_plain_when_it_is_asked_for_again(desk: Client) -> None:
    card = LinkCardFactory.create()
    form = filled_in(desk, form_of(card))
    save_form(desk, form_of(card), is_plain="on")

    answer = desk.post(form_of(card), {**form, "_ask": "yes"})

    card.refresh_from_db()
    assert card.is_plain
    assert "it stays as they left it: Show as a plain link." in told(answer)


def test_what_a_form_was_opened_with_is_no_change_of_it(desk: Client) -> None:
    topic = TopicFactory.create()
    form = filled_in(desk, form_of(topic))
    save_form(desk, form_of(topic), discussion_mode="off")

    send(desk, topic, form, description="News of the war")

    assert LogEntry.objects.latest("pk").get_change_message() == "Changed Description."


@pytest.mark.parametrize("make", [ArticleFactory, BylineFactory, LinkCardFactory, TagFactory, TopicFactory])
def test_what_a_form_was_opened_with_goes_along_unseen(desk: Client, make: Any) -> None:
    page = desk.get(form_of(make.create())).content.decode()

    assert page.count('<div class="form-row hidden field-opened">') == 1
    assert page.count('<input type="hidden" name="opened"') == 1


@pytest.mark.parametrize("make", [ArticleFactory, LinkCardFactory])
def test_who_may_only_look_sees_nothing_of_it(client: Client, make: Any) -> None:
    person = UserFactory.create(is_staff=True)
    person.user_permissions.add(Permission.objects.get(codename="view_article"))
    client.force_login(person)

    answer = client.get(form_of(make.create()))

    assert answer.status_code == 200
    assert "field-opened" not in answer.content.decode()
