"""A form that was open while colleagues worked undoes nothing that they have done."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from articles.models import Article
from tests.articles.desk import ADD, change_url, errors_of, filled_in, save_form, send, told
from tests.articles.shown_form import as_it_came
from tests.factories import ArticleFactory, PictureFactory, TagFactory, TopicFactory

pytestmark = pytest.mark.django_db

Form = dict[str, Any]


@pytest.fixture
def article(db: None) -> Article:
    return ArticleFactory.create(headline="The tide", dek="turns", body="<p>At once.</p>")


def stored(article: Article) -> dict[str, Any]:
    return dict(Article.objects.values().get(pk=article.pk))


def test_what_was_withdrawn_meanwhile_stays_withdrawn(desk: Client, article: Article) -> None:
    form = filled_in(desk, change_url(article))
    save_form(desk, change_url(article), status="withdrawn", withdrawal_note="It was not so.")

    answer = send(desk, article, form, dek="turns again")

    assert "it stands at “withdrawn” now" in errors_of(answer)["status"][0]
    article.refresh_from_db()
    assert (article.status, article.withdrawal_note) == ("withdrawn", "It was not so.")


def test_what_was_published_meanwhile_stays_published(desk: Client) -> None:
    article = ArticleFactory.create(draft=True)
    form = filled_in(desk, change_url(article))
    save_form(desk, change_url(article), status="published")

    answer = send(desk, article, form, dek="turns again")

    assert "it stands at “published” now" in errors_of(answer)["status"][0]
    article.refresh_from_db()
    assert article.is_public


def test_sent_once_more_it_counts(desk: Client, article: Article) -> None:
    form = filled_in(desk, change_url(article))
    save_form(desk, change_url(article), status="withdrawn", withdrawal_note="It was not so.")

    refused = as_it_came(send(desk, article, form))
    assert refused["withdrawal_note"] == "It was not so."
    send(desk, article, refused, withdrawal_note="")

    article.refresh_from_db()
    assert article.is_public


def test_what_this_editor_left_alone_stays_as_a_colleague_left_it(desk: Client, article: Article) -> None:
    sea, harbour = TopicFactory.create(name="Sea"), TagFactory.create(name="Harbour")
    form = filled_in(desk, change_url(article))
    theirs = {"topics": [sea.pk], "tags": [harbour.pk], "lead_picture": PictureFactory.create().pk}
    save_form(
        desk,
        change_url(article),
        **theirs,
        slug="high-water",
        published_at_0="2026-01-02",
        published_at_1="08:30:00",
        discussion_mode="closed",
        allows_guests="false",
        closes_after_days="3",
        slow_mode_seconds="60",
    )
    after = stored(article)

    answer = send(desk, article, form, dek="turns again")

    assert answer.status_code == 302
    now = stored(article)
    changed = {name for name in now if now[name] != after[name]}
    assert changed == {"dek", "updated_at"}
    assert [*article.topics.all(), *article.tags.all()] == [sea, harbour]
    assert "it stays as they left it: Published, Address, Lead picture, Topics, Tags, Discussion" in told(answer)


def test_what_both_have_changed_is_asked_about_once(desk: Client, article: Article) -> None:
    sea, town = TopicFactory.create(name="Sea"), TopicFactory.create(name="Town")
    form = filled_in(desk, change_url(article))
    save_form(desk, change_url(article), topics=[sea.pk], slug="high-water")

    refused = send(desk, article, form, topics=[town.pk], slug="low-water")

    assert "Theirs: Sea." in errors_of(refused)["topics"][0]
    assert "Theirs: high-water." in errors_of(refused)["slug"][0]
    assert [*article.topics.all()] == [sea]
    assert send(desk, article, as_it_came(refused)).status_code == 302
    article.refresh_from_db()
    assert ([*article.topics.all()], article.slug) == ([town], "low-water")


def test_what_was_emptied_meanwhile_is_said_to_be_blank(desk: Client) -> None:
    article = ArticleFactory.create(closes_after_days=3, allows_guests=True)
    form = filled_in(desk, change_url(article))
    save_form(desk, change_url(article), closes_after_days="", allows_guests="false")

    refused = send(desk, article, form, closes_after_days="5", allows_guests="unknown")

    assert "Theirs: blank." in errors_of(refused)["closes_after_days"][0]
    assert "Theirs: No." in errors_of(refused)["allows_guests"][0]


def test_the_same_choice_of_both_is_no_question(desk: Client, article: Article) -> None:
    form = filled_in(desk, change_url(article))
    save_form(desk, change_url(article), discussion_mode="closed")

    assert send(desk, article, form, discussion_mode="closed").status_code == 302


def test_a_form_refused_for_something_else_comes_back_with_what_colleagues_chose(
    desk: Client, article: Article
) -> None:
    sea = TopicFactory.create(name="Sea")
    form = filled_in(desk, change_url(article))
    save_form(desk, change_url(article), topics=[sea.pk], published_at_0="2026-01-02", published_at_1="08:30:00")

    refused = send(desk, article, form, headline="")

    assert set(errors_of(refused)) == {"headline"}
    assert "it stays as they left it: Published, Topics" in told(refused)
    again = as_it_came(refused)
    assert (again["topics"], again["published_at_0"], again["published_at_1"]) == (
        [str(sea.pk)],
        "2026-01-02",
        "08:30:00",
    )
    send(desk, article, again, headline="The tides")
    assert [*article.topics.all()] == [sea]


def test_an_article_that_appeared_meanwhile_is_saved_without_a_question(desk: Client) -> None:
    soon = timezone.now() + timedelta(hours=1)
    article = ArticleFactory.create(status="scheduled", published_at=soon)
    form = filled_in(desk, change_url(article))
    with time_machine.travel(soon + timedelta(minutes=1)):
        save_form(desk, change_url(article), tags=[TagFactory.create().pk])
        article.refresh_from_db()
        assert article.status == "published"

        answer = send(desk, article, form, dek="turns again")

        assert answer.status_code == 302
        article.refresh_from_db()
        assert (article.dek, article.is_public) == ("turns again", True)


def test_what_was_never_opened_so_is_taken_as_it_is_sent(desk: Client, article: Article) -> None:
    form = filled_in(desk, change_url(article))

    for opened in ("", "{", "[]", "[" * 9_999, '{"slug": ["x"], "none": 1}'):
        assert send(desk, article, form, opened=opened, slug="high-water").status_code in {200, 302}

    article.refresh_from_db()
    assert article.slug == "high-water"


def test_what_a_colleague_deleted_is_gone_and_asked_about_by_nobody(desk: Client, article: Article) -> None:
    sea, tag, picture = TopicFactory.create(name="Sea"), TagFactory.create(), PictureFactory.create()
    article.topics.add(sea)
    article.tags.add(tag)
    Article.objects.update(lead_picture=picture)
    form = filled_in(desk, change_url(article))
    tag.delete()
    picture.delete()

    answer = send(desk, article, form, dek="turns again")

    assert answer.status_code == 302
    article.refresh_from_db()
    assert (article.dek, article.lead_picture, [*article.topics.all()], article.tags.count()) == (
        "turns again",
        None,
        [sea],
        0,
    )


def test_what_cannot_be_read_is_refused_with_one_sentence(desk: Client, article: Article) -> None:
    form = filled_in(desk, change_url(article))
    save_form(desk, change_url(article), closes_after_days="3")

    refused = send(desk, article, form, closes_after_days="many")

    assert errors_of(refused) == {"closes_after_days": ["Enter a whole number."]}
    again = send(desk, article, as_it_came(refused), closes_after_days="5")
    assert "Theirs: 3." in errors_of(again)["closes_after_days"][0]


@pytest.mark.parametrize("day", ["2041-13-01", "2041-01-32", "9999-01-01", ""])
def test_a_mistyped_moment_schedules_nothing_at_a_colleagues(desk: Client, day: str) -> None:
    article = ArticleFactory.create(draft=True)
    form = filled_in(desk, change_url(article))
    save_form(desk, change_url(article), published_at_0="2040-12-01", published_at_1="08:00:00")

    refused = send(desk, article, form, status="scheduled", published_at_0=day, published_at_1="08:00:00")

    assert [*errors_of(refused)] == ["published_at"]
    assert "it stays as they left it" not in told(refused)
    article.refresh_from_db()
    assert article.status == "draft"
    again = send(desk, article, as_it_came(refused), published_at_0="2041-01-01")
    assert "Theirs: Dec. 1, 2040, 8 a.m." in errors_of(again)["published_at"][0]


@pytest.mark.parametrize("relation", ["topics", "tags"])
def test_a_new_article_may_be_begun_with_a_topic_or_tag(desk: Client, relation: str) -> None:
    chosen = TopicFactory.create() if relation == "topics" else TagFactory.create()

    answer = desk.get(f"{ADD}?{relation}={chosen.pk}")

    assert answer.status_code == 200
    assert f'<option value="{chosen.pk}" selected' in answer.content.decode()
