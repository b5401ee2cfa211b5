"""What may hurt whoever reads hundreds of comments a day: blurred on the desk until they ask for it."""

import re
from collections.abc import Iterable

from comments.moderation.marking import wrapped

# What leads to a picture or a film, by the end of its path.
_MEDIA_LINK = re.compile(
    r"""<a (?:[^"'>]|"[^"]*")*?href="[^"?#]*\.(?:jpe?g|png|gif|webp|avif|svg|mp4|webm|mov|m4v)"""
    r"""(?:[?#][^"]*)?"[^>]*>.*?</a>""",
    re.IGNORECASE | re.DOTALL,
)
_BLUR = '<span class="blur">{}</span>'


def blurred(html: str, words: Iterable[str], *, with_media: bool) -> str:
    """The same HTML, the words and, asked for, links to media in a span that is blurred; it comes from our door."""
    if with_media and "<a " in html:
        html = _MEDIA_LINK.sub(lambda link: _BLUR.format(link[0]), html)
    return wrapped(html, words, _BLUR)


def has_blur(html: str) -> bool:
    return '<span class="blur">' in html
