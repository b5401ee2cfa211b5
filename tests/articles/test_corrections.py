"""Corrections in public: on the article, on a page of their own, and beside what was said before them."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from articles.actions.publishing import save_article
from articles.models import Article
from tests.factories import ArticleFactory, CommentFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 2, 12, tzinfo=UTC)
BEFORE = "written before the correction of"


@pytest.fixture
def article() -> Article:
    return ArticleFactory.create(
        headline="Ferry sinks", body="<p>It sank at <b>nine</b>.</p><p>Nobody drowned.</p>", published_at=NOON
    )


def correct(article: Article, editor: User, body: str, note: str, at: datetime | None = None) -> int:
    """Correct the text; the number of the correction."""
    article.body = body
    with time_machine.travel(at or timezone.now(), tick=False):
        save_article(article=article, editor=editor, note=note, is_correction=True)
    return article.revisions.latest("number").number


def page_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_article_says_when_what_was_corrected(client: Client, article: Article, editor: User) -> None:
    number = correct(article, editor, "<p>It sank at ten.</p>", "The hour was <wrong>.", NOON + timedelta(hours=2))

    page = page_of(client, article.get_absolute_url())

    assert "The hour was &lt;wrong&gt;." in page
    assert f'href="/corrections/{article.pk}/{number}/"' in page


def test_its_paragraphs_stay_apart(client: Client, article: Article, editor: User) -> None:
    number = correct(article, editor, "<p>It sank at <b>nine</b>.</p>\n<p>Nobody swam.</p>", "Who.")

    page = page_of(client, f"/corrections/{article.pk}/{number}/")

    assert "It sank at nine.\n\nNobody" in page


def test_a_page_shows_word_by_word_what_changed_and_nothing_else(
    client: Client, article: Article, editor: User
) -> None:
    number = correct(article, editor, "<p>It sank at <b>ten</b>.</p><p>Nobody drowned.</p>", "The hour.")

    page = page_of(client, f"/corrections/{article.pk}/{number}/")

    assert "nine</del>" in page.replace('<span class="unseen">]</span>', "")
    assert "ten</ins>" in page.replace('<span class="unseen">]</span>', "")
    assert "Nobody drowned." in page
    assert ">Headline<" not in page


def test_a_correction_is_held_against_the_text_right_before_it(client: Client, article: Article, editor: User) -> None:
    article.body = "<p>It sank at half past nine.</p>"
    save_article(article=article, editor=editor)
    number = correct(article, editor, "<p>It sank at ten.</p>", "The hour.")

    page = page_of(client, f"/corrections/{article.pk}/{number}/")

    assert "half past nine" in page
    assert "drowned" not in page


def test_a_change_of_markup_alone_is_said_to_be_that(client: Client, article: Article, editor: User) -> None:
    number = correct(article, editor, "<p>It sank at nine.</p><p>Nobody drowned.</p>", "A link.")

    assert "Only markup, such as a link, was changed." in page_of(client, f"/corrections/{article.pk}/{number}/")


def test_all_corrections_stand_on_one_page_newest_first(client: Client, article: Article, editor: User) -> None:
    correct(article, editor, "<p>Ten.</p>", "First note.", NOON + timedelta(hours=1))
    correct(article, editor, "<p>Eleven.</p>", "Second note.", NOON + timedelta(hours=2))

    page = page_of(client, "/corrections/")

    assert page.index("Second note.") < page.index("First note.")
    assert 'href="/corrections/"' in page_of(client, "/")


def test_what_is_withdrawn_or_was_no_correction_is_not_told(client: Client, article: Article, editor: User) -> None:
    number = correct(article, editor, "<p>Ten.</p>", "The hour.")
    Article.objects.filter(pk=article.pk).update(status=Article.Status.WITHDRAWN)

    assert "The hour." not in page_of(client, "/corrections/")
    assert client.get(f"/corrections/{article.pk}/{number}/").status_code == 404
    Article.objects.filter(pk=article.pk).update(status=Article.Status.PUBLISHED)
    assert client.get(f"/corrections/{article.pk}/1/").status_code == 404


def test_a_comment_says_that_it_was_written_before_a_correction(
    client: Client, article: Article, editor: User
) -> None:
    times = [NOON + timedelta(minutes=minutes) for minutes in (5, 65, 125)]
    early, between, late = (CommentFactory.create(article=article, created_at=time) for time in times)
    first = correct(article, editor, "<p>Ten.</p>", "First.", NOON + timedelta(hours=1))
    second = correct(article, editor, "<p>Eleven.</p>", "Second.", NOON + timedelta(hours=2))

    def said_of(key: int) -> str:
        page = page_of(client, article.get_absolute_url())
        return page.split(f'id="comment-{key}"')[1].split("</header>")[0]

    assert f'href="/corrections/{article.pk}/{first}/" rel="nofollow">{BEFORE}' in said_of(early.pk)
    assert f'href="/corrections/{article.pk}/{second}/" rel="nofollow">{BEFORE}' in said_of(between.pk)
    assert BEFORE not in said_of(late.pk)
    assert BEFORE in page_of(client, early.get_absolute_url())


def test_kept_pages_learn_of_a_correction_at_once(client: Client, article: Article, editor: User) -> None:
    CommentFactory.create(article=article, created_at=NOON + timedelta(minutes=5))
    assert BEFORE not in page_of(client, article.get_absolute_url())

    correct(article, editor, "<p>Ten.</p>", "The hour.")

    assert BEFORE in page_of(client, article.get_absolute_url())


def test_the_list_costs_the_same_however_long(
    client: Client, editor: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for size in (2, 5):
        for article in ArticleFactory.create_batch(size):
            correct(article, editor, "<p>Ten.</p>", "The hour.")
        with django_assert_num_queries(3):
            client.get("/corrections/")
