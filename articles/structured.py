"""An article as schema.org's NewsArticle, in JSON-LD, and what a link to it shows elsewhere."""

import json
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.feeds.entries import whole_address
from articles.length import count_words
from articles.models import Article, ArticleRevision, Byline
from articles.policy import discussion_policy

CONTEXT = "https://schema.org"
# Longer ones are cut off in a list of results.
HEADLINE_LETTERS = 110
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
BEGIN_DATA, END_DATA = '<script type="application/ld+json">', "</script>"
# Characters that could end the element or a line of script: written as JSON's own escapes.
_ESCAPES = [(character, f"\\u{ord(character):04x}") for character in "<>&\u2028\u2029"]


def json_ld(facts: dict[str, Any]) -> SafeString:
    """An element of data, which no browser runs and the content security policy lets be."""
    return mark_safe(f"{BEGIN_DATA}{in_json(facts)}{END_DATA}")  # noqa: S308  # nothing in it ends it


def in_json(facts: object) -> str:
    """As JSON that may stand in such an element, whatever people wrote into it."""
    written = _ENCODER.encode(facts)
    for character, escape in _ESCAPES:
        written = written.replace(character, escape)
    return written


def article_node(article: Article) -> dict[str, Any]:
    """What names an article: who says more of it under the same `@id` speaks of the same thing."""
    address = whole_address(article.get_absolute_url())
    return {"@context": CONTEXT, "@type": "NewsArticle", "@id": address}


def news_article(article: Article, corrections: list[ArticleRevision], picture: str) -> dict[str, Any]:
    """All that schema.org and search engines ask of an article; `picture` is an address, or blank."""
    node = article_node(article)
    address, published = node["@id"], article.published_at or article.created_at
    facts: dict[str, Any] = {
        **node,
        "url": address,
        "mainEntityOfPage": {"@type": "WebPage", "@id": address, "breadcrumb": _trail_of(article)},
        "headline": article.headline[:HEADLINE_LETTERS],
        "description": article.dek,
        "image": [picture] if picture else [],
        "datePublished": published.isoformat(),
        "dateModified": (article.corrected_at or published).isoformat(),
        "inLanguage": get_language(),
        "isAccessibleForFree": True,
        "author": [_person(named.byline) for named in article.article_bylines.all()] or [publisher()],
        "publisher": publisher(),
        "articleSection": [topic.name for topic in article.topics.all()],
        "keywords": [tag.name for tag in article.tags.all()],
        "wordCount": count_words(article.body),
        "correction": [_correction(revision) for revision in corrections],
        "discussionUrl": f"{address}#discussion" if discussion_policy(article).has_discussion else "",
    }
    return {name: fact for name, fact in facts.items() if fact not in ("", [])}


def trail(steps: list[tuple[str, str]]) -> dict[str, Any]:
    """The way from the front page by names and paths."""
    steps = [(_("Front page"), reverse("home")), *steps]
    items = [item(position, name, path) for position, (name, path) in enumerate(steps, 1)]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def item(position: int, name: str, path: str) -> dict[str, Any]:
    return {"@type": "ListItem", "position": position, "name": name, "item": whole_address(path)}


def _trail_of(article: Article) -> dict[str, Any]:
    """By its first topic."""
    topic = next(iter(article.topics.all()), None)
    steps = [(topic.name, topic.get_absolute_url())] if topic else []
    return trail([*steps, (article.headline, article.get_absolute_url())])


def _person(byline: Byline) -> dict[str, str]:
    return {"@type": "Person", "name": byline.name, "url": whole_address(byline.get_absolute_url())}


def publisher() -> dict[str, str]:
    return {"@type": "NewsMediaOrganization", "name": settings.SITE_NAME, "url": whole_address(reverse("home"))}


def _correction(revision: ArticleRevision) -> dict[str, str]:
    return {
        "@type": "CorrectionComment",
        "text": revision.note,
        "datePublished": revision.created_at.isoformat(),
    }
