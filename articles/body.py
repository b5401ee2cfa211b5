"""An article's body as readers get it: sanitised, with the library's pictures where it names them, and link cards.

A body names a picture by an address: that of its page, or of `picture_image`, which shows it in the
editor. What readers are told of it, and its renditions, are filled in when the body or the picture changes.
So is what stands behind links with a paragraph of their own, once it is known (articles/link_cards/).
"""

import re
from collections.abc import Iterable
from html import unescape
from typing import NamedTuple

from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles.link_cards.drawing import with_cards
from articles.models import Article, LinkCard, Picture
from articles.sanitizing import clean_article_html
from articles.showing import USES, picture_html

_NAMED = re.compile(r"/pictures/(\d{1,18})/(?:image/)?")
_IMG = r"""<img\s(?:[^"'<>]|"[^"]*"|'[^']*')*>"""
# As the sanitiser writes them: in a figure of its own, alone in a paragraph, or anywhere else.
_PLACE = re.compile(
    rf"<figure\b[^>]*>\s*(?P<framed>{_IMG})\s*(?:<figcaption\b[^>]*>(?P<said>(?:(?!</?fig).)*)</figcaption>)?\s*</figure>"
    rf"|<p>\s*(?P<alone>{_IMG})\s*</p>|(?P<bare>{_IMG})",
    re.DOTALL,
)
# As `_linked` writes the way to a picture's page, around whatever shows it.
_WAY = r"""<a href="/pictures/\d{1,18}/"""
_SHOWN = rf"<picture>(?:(?!</picture>).)*</picture>|{_IMG}"
_LINK = re.compile(rf"""{_WAY}" title=(?:"[^"]*"|'[^']*')>({_SHOWN})</a>""", re.DOTALL)
_WAY_ALONE = re.compile(rf'({_WAY})(?=")')
_ATTRIBUTE = re.compile(r"""\s(src|alt)=(?:"([^"]*)"|'([^']*)')""")


class DrawnBody(NamedTuple):
    """The body's HTML, the library's pictures in it, and the cards of its lone links, stored or not."""

    html: str
    pictures: list[Picture]
    cards: list[LinkCard]


def drawn_body(body: str) -> DrawnBody:
    cleaned = clean_article_html(body)
    pictured, pictures = _with_pictures(cleaned)
    drawn, cards = with_cards(pictured)
    # Ours, and through the door all the same: nothing else fills a field of HTML.
    return DrawnBody(cleaned if drawn == cleaned else clean_article_html(drawn), pictures, cards)


def redraw_bodies(keys: Iterable[int]) -> None:
    """Fill in anew what the bodies of these articles show, within the caller's transaction."""
    for article in Article.objects.filter(pk__in=list(keys)).only("body").order_by("pk").select_for_update():
        Article.objects.filter(pk=article.pk).update(body_html=drawn_body(article.body).html)


def as_seen_in(article: Article) -> SafeString:
    """The drawn body; from their pages its pictures lead back here, and not to the newest article that shows them.

    Said when it is shown: an article may be drawn before it has a key, and is drawn anew only when it changes.
    """
    if not article.pk:
        return mark_safe(article.body_html)  # noqa: S308  # has passed the door
    return mark_safe(_WAY_ALONE.sub(rf"\1?in={article.pk:d}", article.body_html))  # noqa: S308  # as above, and a number


def without_picture_pages(article: Article) -> SafeString:
    """The drawn body for those who may not open its pictures' pages: its pictures lead nowhere."""
    return mark_safe(_LINK.sub(r"\1", article.body_html))  # noqa: S308  # less of what has passed the door


def picture_named(address: str) -> int | None:
    """The key of the library's picture that a body means by this address, be it there or not."""
    found = _NAMED.fullmatch(address)
    return int(found[1]) if found else None


def without_pictures(body: str) -> str:
    """The body with no more than the captions of those library pictures that stand as the editor writes them."""

    def rest(match: re.Match[str]) -> str:
        is_known = match["framed"] and _named(_attributes(match["framed"])) is not None
        return match["said"] or "" if is_known else match[0]

    return _PLACE.sub(rest, body)


def _with_pictures(cleaned: str) -> tuple[str, list[Picture]]:
    """With the library's pictures, and which they are; those that are there no more leave no trace."""
    keys = {key for match in _PLACE.finditer(cleaned) if (key := _named(_attributes(_img_of(match)))) is not None}
    if not keys:
        return cleaned, []
    pictures = Picture.objects.exclude(file="").in_bulk(keys)
    return _PLACE.sub(lambda match: _shown(match, pictures), cleaned), list(pictures.values())


def _img_of(match: re.Match[str]) -> str:
    return match["framed"] or match["alone"] or match["bare"]


def _attributes(img: str) -> dict[str, str]:
    return {name: unescape(one or other) for name, one, other in _ATTRIBUTE.findall(img)}


def _named(attributes: dict[str, str]) -> int | None:
    return picture_named(attributes.get("src", ""))


def _shown(match: re.Match[str], pictures: dict[int, Picture]) -> str:
    attributes = _attributes(_img_of(match))
    key = _named(attributes)
    if key is None:
        return match[0]
    if key not in pictures:
        return ""
    picture = pictures[key]
    linked = _linked(picture, attributes.get("alt") or picture.alt)
    is_in_a_line = match["bare"] and _stands_in_a_paragraph(match)
    return linked if is_in_a_line else _figure(linked, picture, match["said"] or "")


def _stands_in_a_paragraph(match: re.Match[str]) -> bool:
    """Where a figure would break the paragraph in two."""
    before = match.string[: match.start()]
    return before.rfind("<p>") > before.rfind("</p>")


def _linked(picture: Picture, alt: str) -> SafeString:
    shown = picture_html(picture, USES["body"], alt=alt)
    return format_html('<a href="{}" title="{}">{}</a>', picture.get_absolute_url(), _("Open in full"), shown)


def _figure(linked: SafeString, picture: Picture, said: str) -> str:
    """With the text's own caption before the library's, and whose picture it is in any case."""
    caption = SafeString(said) if strip_tags(said).strip() else picture.caption
    credit = format_html(" <small>{}</small>", picture.credit) if picture.credit else ""
    told = format_html("<figcaption>{}{}</figcaption>", caption, credit) if caption or credit else ""
    return format_html("<figure>{}{}</figure>", linked, told)
