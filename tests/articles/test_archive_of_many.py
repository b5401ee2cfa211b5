"""A made-up archive, for trying out what very many articles do to lists and searches."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from articles.models import Article, ArticleRevision
from comments.generating.archive import YEARS
from tests.articles.shelf import headlines
from tests.comments.steps import text_of

pytestmark = pytest.mark.django_db


def generate(*options: str) -> str:
    said = StringIO()
    call_command("generate_archive", *options, stderr=said)
    return said.getvalue()


def test_articles_of_twenty_years_are_made_with_all_that_lists_show(client: Client) -> None:
    said = generate("--articles=30")

    first, last = Article.objects.order_by("published_at").first(), Article.objects.latest_first().first()
    assert first
    assert last
    assert first.published_at
    assert last.published_at
    assert (last.published_at - first.published_at).days > 365 * (YEARS - 1)
    assert "30 of 30 articles" in said
    assert Article.objects.public().count() == ArticleRevision.objects.count() == 30
    assert headlines(text_of(client.get("/")))[0] == last.headline
    assert all(article.topics.get() and article.bylines.get() for article in Article.objects.all())
    assert client.get(last.get_absolute_url()).status_code == 200


def test_what_was_made_is_found_and_more_can_be_added(client: Client) -> None:
    generate("--articles=5", "-v0")
    said = generate("--articles=5", "-v0")

    assert said == ""
    assert Article.objects.count() == 10
    assert client.get("/search/", {"q": "the"}).context["found"].page.paginator.count == 10


def test_the_same_seed_says_the_same() -> None:
    generate("--articles=4", "--seed=7")
    generate("--articles=4", "--seed=7")
    said = [(article.headline, article.dek, article.body) for article in Article.objects.order_by("pk")]

    assert said[:4] == said[4:]


def test_an_archive_of_nothing_is_refused() -> None:
    with pytest.raises(CommandError, match="at least one article"):
        generate("--articles=0")
