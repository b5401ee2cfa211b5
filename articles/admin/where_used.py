"""Where pictures of the library are shown: links to what shows them."""

from collections.abc import Iterable

from django.db.models import Count
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from articles.models import Article, Byline, Picture

# A picture that stands for a series may lead thousands of articles; the list of pictures counts them all.
USES_LISTED = 50

USE_COUNT = Count("article", distinct=True) + Count("in_bodies", distinct=True) + Count("byline", distinct=True)


def where_used(picture: Picture) -> SafeString:
    """The bylines that it portrays and the articles that show it, the newest first; blank for none."""
    return links_by_picture([picture.pk])[picture.pk]


def links_by_picture(keys: Iterable[int]) -> dict[int, SafeString]:
    """What shows each of these pictures, as far as USES_LISTED reaches for all of them together."""
    users: dict[int, dict[str, str]] = {key: {} for key in keys}
    newest = Article.objects.latest_first()
    found = (
        ("byline", Byline.objects.filter(portrait__in=users).values_list("portrait", "pk", "name")),
        ("article", newest.filter(lead_picture__in=users).values_list("lead_picture", "pk", "headline")),
        ("article", newest.filter(body_pictures__in=users).values_list("body_pictures", "pk", "headline")),
    )
    for model, rows in found:
        for picture, key, name in rows[:USES_LISTED]:
            users[picture][reverse(f"admin:articles_{model}_change", args=[key])] = name
    return {key: format_html_join(", ", '<a href="{}">{}</a>', links.items()) for key, links in users.items()}
