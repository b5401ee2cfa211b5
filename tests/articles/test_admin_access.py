"""Who enters the newsroom's desk, and how far."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from articles.models import Article
from tests.articles.desk import ADD
from tests.factories import (
    ArticleFactory,
    BylineFactory,
    CommentFactory,
    DecisionFactory,
    LinkCardFactory,
    PictureFactory,
    PlannedRevisionFactory,
    RemarkFactory,
    ReportFactory,
    TagFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

TO_COME = datetime(2131, 5, 2, 12, tzinfo=UTC)
NEWSROOM = ["article", "byline", "linkcard", "picture", "plannedrevision", "remark", "tag", "topic"]
MAKE: dict[str, Callable[[], Any]] = {
    "articles_article": ArticleFactory.create,
    "articles_byline": BylineFactory.create,
    "articles_linkcard": LinkCardFactory.create,
    "articles_picture": PictureFactory.create,
    "articles_plannedrevision": PlannedRevisionFactory.create,
    "articles_remark": RemarkFactory.create,
    "articles_tag": TagFactory.create,
    "articles_topic": TopicFactory.create,
    "comments_comment": CommentFactory.create,
    "comments_decision": DecisionFactory.create,
    "comments_report": ReportFactory.create,
    "accounts_user": UserFactory.create,
    "auth_group": lambda: Group.objects.create(name="interns"),
}
ANY = [(model, deed) for model in MAKE for deed in ("changelist", "add", "change", "delete", "history")]
# Remarks come from readers, link cards from texts, and both stay. A text is planned from its article's form.
NOT_FOR_EDITORS = {
    (f"articles_{model}", deed) for model in ("linkcard", "plannedrevision", "remark") for deed in ("add", "delete")
}
NOT_FOR_ADMINISTRATORS = {
    *((f"comments_{model}", deed) for model in ("comment", "decision", "report") for deed in ("add", "delete")),
    *NOT_FOR_EDITORS,
    ("accounts_user", "delete"),
    ("auth_group", "add"),
    ("auth_group", "delete"),
}


def url_of(model: str, deed: str) -> str:
    row = MAKE[model]()
    return reverse(f"admin:{model}_{deed}", args=[row.pk] if deed in {"change", "delete", "history"} else [])


@pytest.mark.parametrize(("model", "deed"), ANY)
def test_nobody_enters_without_signing_in(client: Client, model: str, deed: str) -> None:
    url = url_of(model, deed)

    answer = client.get(url, follow=True)

    assert answer.redirect_chain[-1][0].startswith("/account/login/?next=")


@pytest.mark.parametrize("who", ["reader", "moderator"])
@pytest.mark.parametrize(("model", "deed"), ANY)
def test_readers_and_moderators_stay_outside(
    client: Client, request: pytest.FixtureRequest, who: str, model: str, deed: str
) -> None:
    client.force_login(request.getfixturevalue(who))

    answer = client.get(url_of(model, deed), follow=True)

    assert answer.status_code == 403


@pytest.mark.parametrize(("model", "deed"), ANY)
def test_an_editor_has_the_newsroom_and_nothing_else(desk: Client, model: str, deed: str) -> None:
    answer = desk.get(url_of(model, deed))

    is_theirs = model.startswith("articles_") and (model, deed) not in NOT_FOR_EDITORS
    assert answer.status_code == (200 if is_theirs else 403)


def named_in_forms() -> dict[str, str]:
    """Forms of what a person did, by whom they name."""
    person = UserFactory.create(display_name="Tess Tidewater")
    settled = PlannedRevisionFactory.create(planned_by=person, state="dropped", settled_at=timezone.now())
    rows = {
        "byline": BylineFactory.create(user=person),
        "picture": PictureFactory.create(uploaded_by=person),
        "plannedrevision": settled,
    }
    return {name: reverse(f"admin:articles_{name}_change", args=[row.pk]) for name, row in rows.items()}


@pytest.mark.parametrize("model", ["byline", "picture", "plannedrevision"])
def test_a_person_is_a_link_for_those_only_who_may_look_people_up(
    client: Client, editor: User, administrator: User, model: str
) -> None:
    address, people = named_in_forms()[model], 'href="/admin/accounts/user/'

    client.force_login(editor)
    page = client.get(address).content.decode()
    assert "Tess Tidewater" in page
    assert people not in page

    client.force_login(administrator)
    assert "Tess Tidewater" in client.get(address).content.decode()


def test_an_administrator_goes_from_a_picture_to_who_uploaded_it(client: Client, administrator: User) -> None:
    client.force_login(administrator)

    assert 'href="/admin/accounts/user/' in client.get(named_in_forms()["picture"]).content.decode()


@pytest.mark.parametrize(("model", "deed"), ANY)
def test_an_administrator_has_people_and_roles_too(client: Client, administrator: User, model: str, deed: str) -> None:
    client.force_login(administrator)

    answer = client.get(url_of(model, deed))

    assert answer.status_code == (403 if (model, deed) in NOT_FOR_ADMINISTRATORS else 200)


def test_the_front_of_the_desk_lists_the_newsroom(desk: Client) -> None:
    apps = desk.get("/admin/").context["app_list"]

    assert [app["app_label"] for app in apps] == ["articles"]
    assert sorted(model["object_name"].lower() for model in apps[0]["models"]) == NEWSROOM


def test_an_administrators_front_lists_people_and_comments_too(client: Client, administrator: User) -> None:
    client.force_login(administrator)

    apps = client.get("/admin/").context["app_list"]

    assert {app["app_label"] for app in apps} == {"accounts", "articles", "auth", "comments"}


def test_the_desk_leads_back_to_the_site(desk: Client) -> None:
    assert '<a href="/">' in desk.get("/admin/").content.decode()


@pytest.mark.parametrize("who", ["reader", "moderator", None])
def test_only_the_newsroom_reads_an_earlier_text(
    client: Client, request: pytest.FixtureRequest, who: str | None
) -> None:
    if who:
        client.force_login(request.getfixturevalue(who))

    answer = client.get(f"/admin/articles/article/{ArticleFactory.create().pk}/revisions/1/")

    assert answer.status_code == 302


@pytest.mark.parametrize("who", ["reader", "moderator", None])
def test_only_the_newsroom_writes(client: Client, request: pytest.FixtureRequest, who: str | None) -> None:
    if who:
        client.force_login(request.getfixturevalue(who))

    client.post(ADD, {"headline": "Mine", "slug": "mine", "status": "published"})

    assert not Article.objects.exists()


def test_an_editor_who_is_not_let_into_the_admin_stays_outside(client: Client, editor: User) -> None:
    editor.is_staff = False
    editor.save()
    client.force_login(editor)

    assert client.get(ADD, follow=True).status_code == 403


@pytest.mark.parametrize(
    ("who", "status"), [("editor", 200), ("administrator", 200), ("reader", 404), ("moderator", 404), (None, 404)]
)
@pytest.mark.parametrize(
    "unseen",
    [{"draft": True}, {"status": "withdrawn"}, {"status": "scheduled", "published_at": TO_COME}],
    ids=["draft", "withdrawn", "scheduled"],
)
def test_only_the_newsroom_reads_what_is_not_published(
    client: Client, request: pytest.FixtureRequest, who: str | None, status: int, unseen: dict[str, Any]
) -> None:
    article = ArticleFactory.create(**unseen)
    if who:
        client.force_login(request.getfixturevalue(who))

    answer = client.get(article.get_absolute_url())

    assert answer.status_code == status
