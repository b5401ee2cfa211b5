"""Editors write articles and let readers have them, now or later."""

import re
from datetime import timedelta
from unittest.mock import ANY

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from articles.models import Article
from tests.articles.desk import ADD, ALL_THE_SAME, change_url, errors_of, filled_in, save_form
from tests.comments.steps import text_of
from tests.factories import ArticleFactory, BylineFactory, PictureFactory, TagFactory, TopicFactory

NOON = {"published_at_0": "2031-05-02", "published_at_1": "12:00:00"}
YESTERDAY = {"published_at_0": "2020-05-02", "published_at_1": "12:00:00"}


def test_an_editor_writes_a_draft(desk: Client, editor: User) -> None:
    save_form(desk, ADD, headline="The tide turns", slug="the-tide-turns", body="<p>At noon.</p>")

    article = Article.objects.get()
    assert (article.headline, article.status, article.published_at) == ("The tide turns", "draft", None)
    assert (article.body_html, article.created_by) == ("<p>At noon.</p>", editor)


def test_all_that_belongs_to_an_article_is_saved_with_it(desk: Client) -> None:
    topic, tags = TopicFactory.create(), TagFactory.create_batch(2)
    picture = PictureFactory.create()

    save_form(
        desk,
        ADD,
        headline="The tide turns",
        dek="And the boats with it",
        topics=[topic.pk],
        tags=[tag.pk for tag in tags],
        lead_picture=picture.pk,
        discussion_mode="premoderated",
    )

    article = Article.objects.get()
    assert (article.dek, article.lead_picture, article.discussion_mode) == (
        "And the boats with it",
        picture,
        "premoderated",
    )
    assert ([*article.topics.all()], {*article.tags.all()}) == ([topic], {*tags})


def test_bylines_are_named_in_their_order(desk: Client) -> None:
    first, second = BylineFactory.create(), BylineFactory.create()

    save_form(
        desk,
        ADD,
        headline="Two wrote this",
        **{
            "article_bylines-TOTAL_FORMS": "2",
            "article_bylines-0-byline": second.pk,
            "article_bylines-0-position": "2",
            "article_bylines-1-byline": first.pk,
            "article_bylines-1-position": "1",
        },
    )

    assert [named.byline for named in Article.objects.get().article_bylines.all()] == [first, second]


def test_an_address_left_out_is_made_from_the_headline(desk: Client) -> None:
    save_form(desk, ADD, headline="Wind & weather: a report", slug="")

    assert Article.objects.get().slug == "wind-weather-a-report"


def test_a_headline_that_makes_no_address_asks_for_one(desk: Client) -> None:
    answer = save_form(desk, ADD, headline="潮汐", slug="")

    assert errors_of(answer) == {"slug": ["No address can be made from this headline: please type one."]}


def test_where_there_is_no_headline_nothing_is_said_of_the_address(desk: Client) -> None:
    answer = save_form(desk, ADD, headline="", slug="")

    assert errors_of(answer) == {"headline": ["This field is required."]}


def test_an_address_that_is_taken_is_refused_beside_the_field(desk: Client) -> None:
    ArticleFactory.create(slug="taken")

    answer = save_form(desk, ADD, headline="Another", slug="taken")

    assert "slug" in errors_of(answer)


@pytest.mark.parametrize(
    "asked",
    [
        *["topics=abc", "topics=1,x", "topics=99999999999999999999", "topics=%00", "tags=x", "lead_picture=abc"],
        *["published_at=abc", "published_at=", "published_at=9999-12-31T23:59:59-23:59"],
    ],
)
def test_what_means_nothing_in_the_address_of_a_new_article_is_ignored(desk: Client, asked: str) -> None:
    assert filled_in(desk, f"{ADD}?{asked}") == filled_in(desk, ADD) | {"csrfmiddlewaretoken": ANY, "form_key": ANY}


def test_the_address_of_a_new_article_can_ask_for_what_it_begins_with(desk: Client) -> None:
    topics, picture = TopicFactory.create_batch(2), PictureFactory.create()
    asked = f"topics={topics[0].pk},x,{topics[1].pk}&lead_picture={picture.pk}&published_at=2031-05-02T12:00:00Z"

    said = filled_in(desk, f"{ADD}?{asked}")

    assert said["topics"] == [str(topic.pk) for topic in topics]
    assert said["lead_picture"] == str(picture.pk)
    assert NOON.items() <= said.items()


@pytest.mark.parametrize("field", ["topics", "tags", "lead_picture"])
def test_what_cannot_be_chosen_is_refused_beside_its_field(desk: Client, field: str) -> None:
    article = ArticleFactory.create(topics=[TopicFactory.create()], tags=[TagFactory.create()])

    for url in (ADD, change_url(article)):
        answer = save_form(desk, url, headline="Typed for an hour", **{field: "abc"})

        assert [*errors_of(answer)] == [field]
        assert "Typed for an hour" in answer.content.decode()


def test_a_byline_that_cannot_be_chosen_is_refused_beside_its_row(desk: Client) -> None:
    answer = save_form(desk, ADD, headline="Typed for an hour", **{"article_bylines-0-byline": "abc"})

    assert [*answer.context["inline_admin_formsets"][0].formset.errors[0]] == ["byline"]
    assert "Typed for an hour" in answer.content.decode()


def test_publishing_without_a_time_publishes_now(desk: Client) -> None:
    article = ArticleFactory.create(draft=True)
    before = timezone.now().replace(microsecond=0)

    save_form(desk, change_url(article), status="published")

    article.refresh_from_db()
    assert article.is_public
    assert article.published_at is not None
    assert article.published_at >= before


def test_what_is_published_keeps_its_time(desk: Client) -> None:
    article = ArticleFactory.create(published_at=timezone.now().replace(microsecond=0) - timedelta(days=3))
    published_at = article.published_at

    save_form(desk, change_url(article), dek="Another line")

    article.refresh_from_db()
    assert article.published_at == published_at


def test_publishing_in_the_future_is_called_scheduling(desk: Client) -> None:
    answer = save_form(desk, ADD, headline="Too soon", status="published", **NOON)

    assert "published_at" in errors_of(answer)
    assert not Article.objects.exists()


def test_a_clock_that_is_a_little_fast_still_means_now(desk: Client) -> None:
    soon = timezone.now() + timedelta(minutes=1)

    save_form(
        desk,
        ADD,
        headline="Now",
        status="published",
        published_at_0=f"{soon:%Y-%m-%d}",
        published_at_1=f"{soon:%H:%M:%S}",
    )

    assert Article.objects.get().is_public


def test_a_scheduled_article_waits_for_its_moment(desk: Client) -> None:
    save_form(desk, ADD, headline="Tomorrow's news", status="scheduled", **NOON)

    article = Article.objects.get()
    assert article.status == Article.Status.SCHEDULED
    assert not article.is_public


@pytest.mark.parametrize("moment", [{}, YESTERDAY], ids=["none", "past"])
def test_scheduling_needs_a_moment_to_come(desk: Client, moment: dict[str, str]) -> None:
    answer = save_form(desk, ADD, headline="When?", status="scheduled", **moment)

    assert [*errors_of(answer)] == ["published_at"]
    assert not Article.objects.exists()


def test_a_scheduled_article_that_has_appeared_is_saved_as_published(desk: Client) -> None:
    article = ArticleFactory.create(status="scheduled")

    answer = save_form(desk, change_url(article), dek="Seen by all")

    article.refresh_from_db()
    assert answer.status_code == 302
    assert (article.status, article.dek) == (Article.Status.PUBLISHED, "Seen by all")


def test_a_withdrawn_article_is_gone_from_the_site(desk: Client) -> None:
    article = ArticleFactory.create()

    save_form(desk, change_url(article), status="withdrawn")

    assert not Article.objects.public().exists()


def test_a_time_that_is_none_is_refused_beside_the_field(desk: Client) -> None:
    answer = save_form(desk, ADD, headline="When?", status="published", published_at_0="tomorrow", published_at_1="x")

    assert [*errors_of(answer)] == ["published_at"]


def test_the_form_leads_to_the_article_as_readers_see_it(desk: Client) -> None:
    article = ArticleFactory.create(draft=True)

    page = desk.get(change_url(article)).content.decode()

    assert f'href="{article.get_absolute_url()}" class="viewsitelink"' in page


def test_choices_are_there_without_script(desk: Client) -> None:
    topic, tag = TopicFactory.create(), TagFactory.create()
    byline, picture = BylineFactory.create(), PictureFactory.create()

    page = desk.get(ADD).content.decode()

    for choice in (topic, tag, byline, picture):
        assert f'<option value="{choice.pk}">{choice}</option>' in page


def test_no_byline_is_chosen_by_itself(desk: Client) -> None:
    BylineFactory.create()

    data = filled_in(desk, ADD)

    assert data.get("article_bylines-0-byline", "") == ""


TABLE = '<table><tbody><tr><th><p>At</p></th></tr><tr><td colspan="2"><p>Noon</p></td></tr></tbody></table>'


@pytest.mark.parametrize("body", ["<p>Only <em>prose</em>.</p>", TABLE])
def test_what_the_editor_shows_without_loss_is_written_in_it(desk: Client, body: str) -> None:
    article = ArticleFactory.create(body=body)

    assert "data-django-prose-editor" in desk.get(change_url(article)).content.decode()
    assert "data-django-prose-editor" not in desk.get(change_url(article), {"html": "1"}).content.decode()


@pytest.mark.parametrize(
    "body",
    [
        "<table><thead><tr><th>At</th></tr></thead></table>",
        "<table><caption>Tides</caption><tbody><tr><td>Noon</td></tr></tbody></table>",
        "<table><tbody><tr><th  SCOPE='row'>At</th></tr></tbody></table>",
        "<dl><dt>Ebb</dt></dl>",
    ],
)
def test_a_text_with_what_the_editor_cannot_show_is_written_as_html(desk: Client, body: str) -> None:
    article = ArticleFactory.create(body=body)

    assert "data-django-prose-editor" not in desk.get(change_url(article)).content.decode()


def test_the_editors_import_map_carries_the_nonce_of_the_policy(desk: Client) -> None:
    answer = desk.get(ADD)

    policy = answer.headers["Content-Security-Policy"]
    nonce = policy.split("'nonce-")[1].split("'")[0]
    assert f'<script type="importmap" nonce="{nonce}">' in answer.content.decode()
    assert "unsafe" not in policy


def test_somebody_who_may_only_look_sees_the_form_and_changes_nothing(client: Client, editor: User) -> None:
    article = ArticleFactory.create()
    editor.groups.get().permissions.set(
        editor.groups.get().permissions.filter(codename__startswith="view_"),
    )
    client.force_login(editor)

    assert client.get(change_url(article)).status_code == 200
    assert client.post(change_url(article), {"headline": "Mine"}).status_code == 403


def test_a_form_from_before_another_sign_in_comes_back_whole_and_is_sent_again(desk: Client, editor: User) -> None:
    typed = {
        **filled_in(desk, ADD),
        "headline": "The tide",
        "body": "<p>At <b>noon</b>.</p>",
        "_continue": ALL_THE_SAME,
    }
    window = Client(enforce_csrf_checks=True)
    window.force_login(editor)

    stale = window.post(ADD, {**typed, "csrfmiddlewaretoken": "of the sign-in before"})
    [token] = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', text_of(stale).split("gone stale")[-1])
    kept = dict(stale.context["typed"])
    again = window.post(ADD, {**kept, "csrfmiddlewaretoken": token})

    assert stale.status_code == 403
    assert "&lt;p&gt;At &lt;b&gt;noon&lt;/b&gt;.&lt;/p&gt;</textarea>" in text_of(stale)
    assert kept.keys() == typed.keys() - {"csrfmiddlewaretoken"}
    assert again.status_code == 302
    assert Article.objects.get().headline == "The tide"


@pytest.mark.parametrize("year", ["0206", "9999"])
def test_a_mistyped_year_is_refused_beside_the_field(desk: Client, year: str) -> None:
    answer = save_form(desk, ADD, headline="When?", status="published", **NOON | {"published_at_0": f"{year}-11-27"})

    assert errors_of(answer)["published_at"] == ["Is this the year that you mean? Please correct it."]
