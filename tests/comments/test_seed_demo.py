"""`manage.py seed_demo`: every state of every page can be seen, and a second start changes nothing."""

import io
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.roles import ADMINISTRATOR, EDITOR, MODERATOR, READER, role_of
from articles.models import Article, Picture, PlannedRevision, Topic
from articles.policy import discussion_policy
from comments.demo.newsroom import ARTICLES
from comments.demo.outline import read_outline
from comments.demo.people import CAST, DEMO_SIGN_INS
from comments.demo.pictures import draw_picture
from comments.models import Appeal, Comment, Decision, Discussion, Notice, Report, Thread


def seed() -> str:
    """The demonstration with thumbnails for pictures; what the command said comes back."""
    said = io.StringIO()
    call_command("seed_demo", picture_width=64, stdout=said)
    return said.getvalue()


def comments_on(slug: str) -> list[Comment]:
    return list(Comment.objects.filter(discussion__article__slug=slug).order_by("pk"))


@pytest.mark.django_db
def test_every_state_of_a_discussion_can_be_seen() -> None:
    seed()

    statuses = {slug: {comment.status for comment in comments_on(slug)} for slug in (one.slug for one in ARTICLES)}
    assert statuses["library-hours"] == set()
    assert statuses["allotment-hedge"] == {1, Comment.Status.REMOVED, Comment.Status.DELETED}
    assert statuses["school-kitchen"] == {1, Comment.Status.PENDING}
    assert Comment.objects.pending().count() == 2
    assert len(comments_on("mill-bridge")) >= 60
    assert max(comment.depth for comment in comments_on("mill-bridge")) >= 8
    assert {one.discussion_mode for one in Article.objects.all()} == {"", "premoderated", "closed", "off"}
    assert Discussion.objects.get(article__slug="night-train").comment_count > 3
    assert Comment.objects.reported().count() == 2
    assert Report.objects.filter(decision=None).count() == 3
    assert Comment.objects.exclude(edited_at=None).count() == 1
    assert Appeal.objects.waiting().count() == 2
    assert Notice.objects.waiting().count() == 1
    removals = Decision.objects.filter(verdict="remove")
    assert len(set(removals.values_list("role"))) == len(set(removals.values_list("reason"))) == 3
    tombstones = Comment.objects.filter(status__in=[Comment.Status.REMOVED, Comment.Status.DELETED])
    assert all(tombstone.reply_count for tombstone in tombstones)
    bodies = "".join(comment.body_html for comment in comments_on("mill-bridge"))
    assert all(f"<{tag}" in bodies for tag in ("blockquote", "ol", "code", "strong", "a href"))
    assert any("\u0627" in comment.body for comment in comments_on("mill-bridge"))


@pytest.mark.django_db
def test_the_saved_page_is_retold_in_the_same_shape() -> None:
    seed()

    article = Article.objects.get(import_source="saved page")
    comments = list(Comment.objects.filter(discussion_id=article.pk).order_by("pk"))
    assert f"{article.published_at:%Y-%m-%d}" == "2007-08-08"
    assert len({comment.imported_name for comment in comments if comment.kind == Comment.Kind.COMMENT}) == 11
    assert [comment.imported_name for comment in comments if comment.kind == Comment.Kind.LINKBACK] == ["David M"]
    assert [(reply.imported_name, reply.parent.imported_name) for reply in comments if reply.parent] == [
        ("MattR", "MattP"),
        ("SFC MAC", "MattR"),
    ]
    assert [comment.imported_name for comment in comments if "quotation-lost" in comment.body_html] == ["Don Cox"]
    assert [topic.name for topic in Topic.objects.in_navigation()][-3:] == [
        "Islamic state",
        "Al shabaab",
        "Boko Haram",
    ]
    assert article.lead_picture is not None
    assert article.lead_picture.credit


@pytest.mark.django_db
def test_numbers_rise_with_time_and_counts_are_true() -> None:
    seed()

    for rows, moment in ((Comment, "created_at"), (Decision, "decided_at"), (Report, "created_at")):
        times = list(rows._default_manager.order_by("pk").values_list(moment, flat=True))
        assert all(earlier < later for earlier, later in pairwise(times))
        assert times[-1] < timezone.now()
    for discussion in Discussion.objects.all():
        published = Comment.objects.published().filter(discussion=discussion)
        assert discussion.comment_count + discussion.linkback_count == published.count()
        assert discussion.last_comment_at == max(comment.created_at for comment in published)
    for thread in Thread.objects.all():
        times = [comment.created_at for comment in Comment.objects.published() if comment.thread_id == thread.pk]
        assert (thread.size, thread.last_reply_at) == (len(times), max(times, default=thread.root.created_at))


@pytest.mark.django_db
def test_discussions_are_held_whatever_the_site_allows_and_then_keep_to_it(settings: Any) -> None:
    settings.DISCUSSION_MODE = "closed"
    settings.DISCUSSION_CLOSES_AFTER_DAYS = 7
    settings.DISCUSSION_SLOW_MODE_SECONDS = 600
    settings.COMMENT_RATES = [(1, timedelta(minutes=1))]

    seed()

    article = Article.objects.get(slug="mill-bridge")
    policy = discussion_policy(article)
    assert len(comments_on("mill-bridge")) >= 60
    assert (policy.mode, policy.slow_mode_seconds) == ("closed", 600)
    assert article.published_at
    assert policy.closes_at == article.published_at + timedelta(days=7)


@pytest.mark.django_db
def test_seeding_twice_changes_nothing() -> None:
    first = seed()
    # The first sign-in may have been used since, and an article edited.
    Article.objects.filter(slug="night-train").update(headline="Other words")
    before = every_row()

    second = seed()

    assert every_row() == before
    assert second == first


def every_row() -> dict[str, list[dict[str, Any]]]:
    return {model._meta.label: list(model._default_manager.order_by("pk").values()) for model in apps.get_models()}


@pytest.mark.django_db
def test_those_named_can_sign_in_with_their_role(client: Client) -> None:
    said = seed()

    assert [role for role, _, _ in DEMO_SIGN_INS] == [READER, EDITOR, MODERATOR, ADMINISTRATOR]
    for role, email, password in DEMO_SIGN_INS:
        answer = client.post("/account/login/", {"login": email, "password": password})
        person = User.objects.get(email=email)
        assert client.session["_auth_user_id"] == str(person.pk), answer.content
        assert (role_of(person), person.is_staff) == (role, role in {EDITOR, ADMINISTRATOR})
        assert EmailAddress.objects.get(user=person).verified
        assert any(line.split() == [role, email, password] for line in said.splitlines())
        client.logout()
    assert len([user for user in User.objects.all() if user.has_usable_password()]) == len(DEMO_SIGN_INS)


@pytest.mark.django_db
def test_what_is_scheduled_is_seen_by_the_newsroom_alone(client: Client) -> None:
    seed()
    address = Article.objects.get(slug="lamp-posts").get_absolute_url()

    assert client.get(address).status_code == 404
    client.force_login(User.objects.get(email="editor@parley.example"))
    assert client.get(address).status_code == 200


@pytest.mark.django_db
def test_outside_the_demonstration_nobody_gets_a_known_password(settings: Any) -> None:
    settings.DEMO = False

    with pytest.raises(CommandError, match="no demonstration"):
        seed()

    assert not User.objects.exists()


@pytest.mark.parametrize("name", ["page", *(article.slug for article in ARTICLES if article.caption)])
def test_pictures_are_large_and_light(name: str) -> None:
    picture = Picture(file=draw_picture(name))

    assert (picture.file.width, picture.file.height) == (1600, 1000)
    assert picture.file.size < 120_000


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.slug)
def test_everybody_who_speaks_is_in_the_cast(article: Any) -> None:
    handles = {person.handle for person in CAST}

    for saying in read_outline(article.discussion):
        assert {saying.handle, *(deed.handle for deed in saying.deeds if deed.handle)} <= handles
        assert saying.body


def test_an_outline_tells_who_answers_whom() -> None:
    outline = (
        "- @ada | edited from: Was.\n  Is.\n\n  - a list\n"
        "  - @ben | removed spam by ada: Why.\n    No.\n"
        "- @cid\n  Yes."
    )

    sayings = read_outline(outline)

    assert [(saying.handle, saying.parent, saying.body) for saying in sayings] == [
        ("ada", None, "Is.\n\n- a list"),
        ("ben", 0, "No."),
        ("cid", None, "Yes."),
    ]
    assert [(deed.verb, deed.reason, deed.handle, deed.note) for saying in sayings for deed in saying.deeds] == [
        ("edited", "", "", "Was."),
        ("removed", "spam", "ada", "Why."),
    ]


@pytest.mark.parametrize(
    "outline", ["Nobody says this.", "- @ada\n  Yes.\n      - @ben\n        No.", "- @ada | ???\n  Yes."]
)
def test_an_outline_that_cannot_be_read_is_an_error(outline: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_outline(outline)


@pytest.mark.django_db
def test_a_correction_waits_for_its_moment() -> None:
    seed()

    planned = PlannedRevision.objects.get()
    assert planned.state == "waiting"
    assert planned.dek != planned.article.dek
    assert planned.body != planned.article.body


@pytest.mark.django_db
def test_an_article_has_several_pictures_in_its_text() -> None:
    seed()

    article = Article.objects.get(slug="evening-ferry")
    assert article.body_pictures.count() == 3
    assert article.body_html.count("<figure>") == 3
    assert all(picture.is_described and picture.caption for picture in article.body_pictures.all())
