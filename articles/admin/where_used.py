"""Where pictures of the library are shown, or will be: links to what shows them."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Case, Count, Value, When
from django.db.models.expressions import CombinedExpression
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from articles.models import Article, Byline, Picture
from articles.waiting_texts import pictures_in_drafts, planned_by_picture, waiting_uses

# A picture that stands for a series may lead thousands of articles; the list of pictures counts them all.
USES_LISTED = 50


def use_count() -> CombinedExpression:
    """To be annotated to pictures; asks the texts that are still to come first."""
    shown = Count("article", distinct=True) + Count("in_bodies", distinct=True) + Count("byline", distinct=True)
    keys_by_number = defaultdict(list)
    for key, number in waiting_uses().items():
        keys_by_number[number].append(key)
    waiting = [When(pk__in=keys, then=Value(number)) for number, keys in keys_by_number.items()]
    return shown + Case(*waiting, default=Value(0))


def where_used(picture: Picture) -> SafeString:
    """The bylines that it portrays, the articles that show it, the newest first, and texts still to come, if any."""
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
    planned, drafts = planned_by_picture(), pictures_in_drafts()
    for picture, links in users.items():
        for text in planned.get(picture, []):
            said = gettext("a text planned for “%(headline)s”") % {"headline": text.article.headline}
            links[reverse("admin:articles_plannedrevision_change", args=[text.pk])] = said
    return {key: _told(links, is_in_draft=key in drafts) for key, links in users.items()}


def _told(links: dict[str, str], *, is_in_draft: bool) -> SafeString:
    uses = [format_html('<a href="{}">{}</a>', address, name) for address, name in links.items()]
    if is_in_draft:
        uses.append(format_html("{}", gettext("a text that is not saved yet")))
    return format_html_join(", ", "{}", ((use,) for use in uses))
