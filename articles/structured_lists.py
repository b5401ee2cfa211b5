"""Pages that lead to articles, in schema.org's words."""

from typing import Any

from django.core.paginator import Page
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.feeds.entries import whole_address
from articles.models import Article, Byline, Tag, Topic
from articles.showing import one_address
from articles.structured import CONTEXT, item, publisher, trail


def collection_page(of: Topic | Tag, page: Page[Article], description: str = "") -> dict[str, Any]:
    """The articles of a topic or a tag that stand on this page of its list."""
    address = whole_address(of.get_absolute_url())
    first = page.start_index()
    facts = {
        "@context": CONTEXT,
        "@type": "CollectionPage",
        "@id": address,
        "url": address,
        "name": of.name,
        "description": description,
        "inLanguage": get_language(),
        "publisher": publisher(),
        "breadcrumb": trail([(_("Topics"), reverse("topics")), (of.name, of.get_absolute_url())]),
        "mainEntity": {
            "@type": "ItemList",
            "numberOfItems": page.paginator.count,
            "itemListElement": [
                item(position, article.headline, article.get_absolute_url())
                for position, article in enumerate(page, first)
            ],
        },
    }
    return {name: fact for name, fact in facts.items() if fact}


def writer_page(byline: Byline) -> dict[str, Any]:
    address = whole_address(byline.get_absolute_url())
    portrait = byline.portrait
    person = {
        "@type": "Person",
        "@id": address,
        "name": byline.name,
        "url": address,
        "description": byline.bio,
        "image": _whole(one_address(portrait)) if portrait and portrait.file else "",
        "worksFor": publisher(),
    }
    return {
        "@context": CONTEXT,
        "@type": "ProfilePage",
        "url": address,
        "breadcrumb": trail([(_("Writers"), reverse("bylines")), (byline.name, byline.get_absolute_url())]),
        "mainEntity": {name: fact for name, fact in person.items() if fact},
    }


def _whole(address: str) -> str:
    """Of a file, which another host may hold."""
    return whole_address(address) if address.startswith("/") else address
