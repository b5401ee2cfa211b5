"""What stands around a picture on its own page: the articles that show it, and its neighbours in one of them."""

import re
from dataclasses import dataclass

from django.db.models import Q

from accounts.permissions import Viewer
from articles.models import Article, Picture

# A picture that stands for a series may lead thousands.
ARTICLES_LISTED = 10

# As articles/body.py links each picture of a text.
_LINKED = re.compile(r'<a href="/pictures/(\d{1,18})/"')


@dataclass(frozen=True)
class Surroundings:
    """`article` is the one in which the picture is looked at; `before` and `after` are keys of its pictures there."""

    article: Article | None = None
    others: tuple[Article, ...] = ()
    number: int = 0
    count: int = 0
    before: int | None = None
    after: int | None = None


def surroundings_of(picture: Picture, viewer: Viewer, wanted: int | None) -> Surroundings:
    """Seen in the article of the key `wanted`, if that shows it and may be seen, else in the newest that does."""
    showing = Article.objects.visible_to(viewer).filter(Q(lead_picture=picture) | Q(body_pictures=picture)).distinct()
    found = list(showing.latest_first().only("headline", "slug", "published_at", "created_at")[:ARTICLES_LISTED])
    article = showing.filter(pk=wanted).first() if wanted is not None else None
    article = article or (found[0] if found else None)
    if article is None:
        return Surroundings()
    keys = _keys_in_order(article)
    # A text that waits to be drawn anew may not link it yet.
    place = (keys if picture.pk in keys else [*keys, picture.pk]).index(picture.pk)
    return Surroundings(
        article=article,
        others=tuple(other for other in found if other != article),
        number=place + 1,
        count=max(len(keys), place + 1),
        before=keys[place - 1] if place else None,
        after=keys[place + 1] if place + 1 < len(keys) else None,
    )


def _keys_in_order(article: Article) -> list[int]:
    """The lead picture's and those of the text as they come, each once; a picture without a file has no page."""
    named = [article.lead_picture_id, *map(int, _LINKED.findall(article.body_html))]
    shown = Picture.objects.filter(Q(article=article) | Q(in_bodies=article)).exclude(file="")
    keys = set(shown.values_list("pk", flat=True))
    return list(dict.fromkeys(key for key in named if key in keys))
