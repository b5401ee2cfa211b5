"""Editors order the topics and keep tags and bylines."""

from django.test import Client

from accounts.models import User
from articles.models import Byline, Tag, Topic
from tests.articles.desk import save_form
from tests.factories import BylineFactory, PictureFactory, TopicFactory, UserFactory


def test_the_topics_order_is_edited_in_their_list(desk: Client) -> None:
    first, second = TopicFactory.create(position=1), TopicFactory.create(position=2)

    desk.post(
        "/admin/articles/topic/",
        {
            "form-TOTAL_FORMS": "2",
            "form-INITIAL_FORMS": "2",
            "form-0-id": first.pk,
            "form-0-position": "5",
            "form-1-id": second.pk,
            "form-1-position": "2",
            "_save": "Save",
        },
    )

    assert [*Topic.objects.in_navigation()] == [second, first]


def test_a_topic_sets_what_its_discussions_allow(desk: Client) -> None:
    save_form(desk, "/admin/articles/topic/add/", name="Harbour", slug="harbour", discussion_mode="premoderated")

    assert Topic.objects.get().discussion_mode == "premoderated"


def test_a_tag_is_made(desk: Client) -> None:
    save_form(desk, "/admin/articles/tag/add/", name="high water", slug="high-water")

    assert Tag.objects.get().get_absolute_url() == "/tags/high-water/"


def test_a_byline_has_a_bio_and_a_portrait(desk: Client) -> None:
    portrait = PictureFactory.create()

    save_form(desk, "/admin/articles/byline/add/", name="Tess", slug="tess", bio="At sea.", portrait=portrait.pk)

    byline = Byline.objects.get()
    assert (byline.bio, byline.portrait) == ("At sea.", portrait)


def test_an_editor_does_not_look_people_up(desk: Client) -> None:
    byline = BylineFactory.create(user=UserFactory.create(display_name="Tess Tidewater"))
    query = {"app_label": "articles", "model_name": "byline", "field_name": "user"}

    page = desk.get(f"/admin/articles/byline/{byline.pk}/change/").content.decode()

    assert "Tess Tidewater" in page
    assert 'name="user"' not in page
    assert desk.get("/admin/autocomplete/", query).status_code == 403


def test_an_administrator_says_whose_account_a_byline_is(client: Client, administrator: User) -> None:
    byline, person = BylineFactory.create(), UserFactory.create()
    client.force_login(administrator)

    save_form(client, f"/admin/articles/byline/{byline.pk}/change/", user=person.pk)

    byline.refresh_from_db()
    assert byline.user == person
