"""A picture as HTML: its renditions for a browser to choose from, or its file until there are any."""

import re
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from articles.models import Picture
from articles.renditions import CARD, FACE, FORMATS, WHOLE, Cut, are_ready, file_name

_LATER = mark_safe(' loading="lazy"')
_FIRST = mark_safe(' fetchpriority="high"')
_NEITHER = mark_safe("")
_CHOICE = re.compile(r"<picture>.*?(<img\s[^>]*>)</picture>")
_IMG = re.compile(r"<img\s[^>]*>")
_CHOOSING = re.compile(r"""\s(?:srcset|sizes|loading)=(?:"[^"]*"|'[^']*')""")
# Where a program takes one address alone: feeds, and browsers that know no `srcset`.
ONE_WIDTH = 960


@dataclass(frozen=True)
class Use:
    """How a place shows pictures: its cut, the width it gives them, whether they are fetched first or last."""

    cut: Cut
    sizes: str
    loading: SafeString = _LATER


# The widths are those of css/article.css and css/cards.css, with the page's edges taken off.
# Half a rem more is taken off: on phones of 360 pixels the widths that we make are then enough, and nobody sees it.
USES = {
    "lead": Use(WHOLE, "(min-width: 57rem) 54rem, calc(100vw - 2.5rem)", _FIRST),
    "full": Use(WHOLE, "(min-width: 75rem) 72rem, calc(100vw - 2.5rem)", _FIRST),
    "body": Use(WHOLE, "(min-width: 40rem) 37rem, calc(100vw - 2.5rem)"),
    "card": Use(CARD, "(min-width: 75rem) 23rem, (min-width: 44rem) 50vw, calc(100vw - 2.5rem)"),
    "lead-card": Use(CARD, "(min-width: 75rem) 51rem, (min-width: 60rem) 70vw, calc(100vw - 2.5rem)", _FIRST),
    "portrait": Use(FACE, "40px"),
    "large-portrait": Use(FACE, "72px"),
    "thumbnail": Use(CARD, "96px"),
    "library": Use(CARD, "200px"),
    "form": Use(WHOLE, "320px"),
}


def picture_html(picture: Picture, use: Use, *, alt: str, css_class: str = "") -> SafeString:
    """The element for a picture that has a file, its size always known, so that nothing moves when it comes."""
    marked = format_html('{} class="{}"', use.loading, css_class) if css_class else use.loading
    if not are_ready(picture):
        return _img(picture.file.url, alt, picture.width, picture.height, marked)
    *sources, (_kind, last) = [(kind, _srcset(picture, use.cut, extension)) for extension, kind in FORMATS.items()]
    listed = format_html_join(
        "", '<source type="{}" srcset="{}" sizes="{}">', [(kind, srcset, use.sizes) for kind, srcset in sources]
    )
    several = format_html(' srcset="{}" sizes="{}"{}', last, use.sizes, marked)
    shown = _img(one_address(picture, use.cut), alt, *_sizes(picture, use.cut)[-1], several)
    return format_html("<picture>{}{}</picture>", listed, shown)


def one_address(picture: Picture, cut: Cut = WHOLE) -> str:
    """Of a JPEG of middling width; of the picture's file until there is one."""
    if not are_ready(picture):
        return picture.file.url
    return _address(picture, cut, _middling(_sizes(picture, cut))[0], "jpg")


def one_img(picture: Picture, *, alt: str) -> SafeString:
    """The element for those who are given no choice."""
    size = _middling(_sizes(picture, WHOLE)) if are_ready(picture) else (picture.width, picture.height)
    return _img(one_address(picture), alt, *size)


def with_single_images(html: str) -> str:
    """Sanitised HTML with one address for each picture, for those who are given no choice."""
    alone = _CHOICE.sub(r"\1", html)
    return _IMG.sub(lambda tag: _CHOOSING.sub("", tag[0]), alone)


def _img(address: str, alt: str, width: int | None, height: int | None, more: SafeString = _NEITHER) -> SafeString:
    return format_html('<img src="{}" alt="{}" width="{}" height="{}"{}>', address, alt, width, height, more)


def _srcset(picture: Picture, cut: Cut, extension: str) -> str:
    return ", ".join(f"{_address(picture, cut, width, extension)} {width}w" for width, _height in _sizes(picture, cut))


def _middling(sizes: list[tuple[int, int]]) -> tuple[int, int]:
    return max([sizes[0], *(size for size in sizes if size[0] <= ONE_WIDTH)])


def _sizes(picture: Picture, cut: Cut) -> list[tuple[int, int]]:
    return cut.sizes(picture.width or 1, picture.height or 1)


def _address(picture: Picture, cut: Cut, width: int, extension: str) -> str:
    return picture.file.storage.url(file_name(picture.renditions, cut, width, extension))
