"""The card of a link to an article of this site says what that says now, to those who may read it."""

from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from articles.actions.publishing import save_article
from articles.models import Article
from articles.sanitizing import clean_article_html
from articles.tasks import announce
from tests.articles.desk import change_url, save_form
from tests.articles.linking import NOON, publish
from tests.articles.outside import Outside
from tests.factories import ArticleFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cards_shown")]


def test_a_link_to_an_article_of_ours_is_a_card_at_once_and_nobody_is_asked(
    editor: User, outside: Outside, settings: Any
) -> None:
    settings.SITE_NAME = "The Example"
    target = ArticleFactory.create(headline="Old & new quays", dek="A walk")
    path = target.get_absolute_url()

    article = publish(
        editor,
        f'<p><a href="{path}#discussion">http://localhost:8000{path}</a></p>'
        f'<p><a href="http://localhost:8000{path}">More on quays</a></p>',
    )

    assert article.body_html == (
        f'<blockquote class="link-card"><p><a href="{path}#discussion">Old &amp; new quays</a></p>'
        "<p>A walk</p><p><small>The Example</small></p></blockquote>"
        f'<blockquote class="link-card"><p><a href="http://localhost:8000{path}">More on quays</a></p>'
        "<p>Old &amp; new quays</p><p>A walk</p><p><small>The Example</small></p></blockquote>"
    )
    assert outside.asked == []


def test_a_card_of_ours_says_what_the_article_says_now(desk: Client, editor: User) -> None:
    target = ArticleFactory.create(headline="Old quays")
    path = target.get_absolute_url()
    article = publish(editor, f'<p><a href="{path}">{path}</a></p>')

    save_form(desk, change_url(target), headline="New quays")

    article.refresh_from_db()
    assert "New quays" in article.body_html


@pytest.mark.parametrize(
    "unseen", [{"draft": True}, {"status": "withdrawn"}, {"status": "scheduled", "published_at": NOON}]
)
def test_what_readers_may_not_read_yet_is_not_told_in_a_card(editor: User, unseen: dict[str, Any]) -> None:
    target = ArticleFactory.create(headline="The secret quay", **unseen)
    path = target.get_absolute_url()
    link = f'<p><a href="{path}">{path}</a></p>'

    assert publish(editor, link).body_html == link


def test_a_card_comes_when_the_article_behind_it_appears_and_goes_when_it_is_withdrawn(editor: User) -> None:
    target = ArticleFactory.create(headline="The quay", status="scheduled", published_at=NOON)
    path = target.get_absolute_url()
    article = publish(editor, f'<p><a href="{path}">{path}</a></p>')

    with time_machine.travel(NOON, tick=False):
        announce.enqueue(target.pk, NOON.isoformat())
        article.refresh_from_db()
        shown = article.body_html
        target.status = Article.Status.WITHDRAWN
        save_article(article=target, editor=editor)

    article.refresh_from_db()
    assert "The quay" in shown
    assert "The quay" not in article.body_html


def test_a_link_to_where_an_article_of_ours_was_has_its_card_too(desk: Client, editor: User) -> None:
    target = ArticleFactory.create(headline="Old quays")
    former = target.get_absolute_url()
    save_form(desk, change_url(target), slug="quays-of-old")

    html = publish(editor, f'<p><a href="{former}">{former}</a></p>').body_html

    assert f'<a href="{former}">Old quays</a>' in html


@pytest.mark.parametrize("path", ["/2007/08/nothing-there/", "/2007/08/", "/2007/08/a b/"])
def test_a_link_to_nothing_of_ours_stays_plain(editor: User, path: str) -> None:
    body = f'<p><a href="{path}">{path}</a></p>'

    assert publish(editor, body).body_html == clean_article_html(body)


def test_a_card_of_an_article_that_is_deleted_becomes_a_plain_link(desk: Client, editor: User) -> None:
    target = ArticleFactory.create(headline="Old quays")
    path = target.get_absolute_url()
    article = publish(editor, f'<p><a href="{path}">{path}</a></p>')

    desk.post(f"/admin/articles/article/{target.pk}/delete/", {"post": "yes"})

    article.refresh_from_db()
    assert "Old quays" not in article.body_html
    assert not Article.objects.filter(pk=target.pk).exists()
