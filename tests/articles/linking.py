"""Texts with lone links, and the page behind one."""

from datetime import UTC, datetime
from typing import Any

from accounts.models import User
from articles.actions.publishing import save_article
from articles.link_cards.tasks import fetch_card
from articles.models import Article

LINK = '<p><a href="https://example.org/tide">https://example.org/tide</a></p>'
TIDE = """<!doctype html><head><title>Tide tables | Example Review</title>
<meta property="og:title" content="When the water comes"><meta property="og:site_name" content="Example Review">
<meta name="description" content="High &amp; low water at the harbour."></head><body><p>Much more</p></body>"""
NOON = datetime(2031, 5, 2, 12, tzinfo=UTC)


def publish(editor: User, body: str, **facts: Any) -> Article:
    """Save a new article as the form does."""
    named = {"headline": "The tide turns", "slug": f"tide-{Article.objects.count()}", "status": "published"}
    article = save_article(article=Article(body=body, **{**named, **facts}), editor=editor)
    article.refresh_from_db()
    return article


def fetched(key: int, attempts: int = 0) -> str:
    """What comes back from the worker's task."""
    return str(fetch_card.enqueue(key, attempts).return_value)
