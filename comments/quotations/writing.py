"""A quotation as text: what quoting by a click puts into a form, to be read, cut down and sent like any typed one."""

import re

from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.keys import key_of
from comments.models import Comment
from comments.places import Place
from comments.quotations.shown import as_lines, without_quotations
from comments.text import clean_body

# Longer passages are cut where they are selected; this only bounds what an address asks for.
LONGEST = 3_000
WHOLE = "1"

# What Markdown would take for its own. An underscore within a word is none of these.
_SIGNS = re.compile(r"[\\`*\[\]<]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_STARTS = re.compile(r"^(?:(?P<sign>[#>+=-])|(?P<number>\d+)(?=[.)]))")


def quotation_asked_for(request: HttpRequest, place: Place) -> str:
    """What `?quote=` asks to begin with, as Markdown; blank for nothing.

    Its value is the words, or WHOLE for all that the answered comment says; `of` names another comment of the
    discussion, or the article, where the words are theirs.
    """
    words = clean_body(request.GET.get("quote", ""))[:LONGEST]
    if not words.strip():
        return ""
    source = _source(request.GET.get("of", ""), place)
    if source is None:
        return "" if words == WHOLE else quotation(words, place.article.headline, place.article.get_absolute_url())
    if words == WHOLE:
        words = as_lines(without_quotations(source.body_html))
    return quotation(words, source.writer_name, source.get_absolute_url(), _("wrote"))


def quotation(words: str, name: str, path: str, verb: str = "") -> str:
    """The words below a line that links to where they stand; blank without any."""
    lines = [escape(line.strip()) for line in words.split("\n") if line.strip()]
    said = f" {verb}" if verb else ""
    body = "\n>\n".join(f"> {line}" for line in lines)
    return f"[{escape(' '.join(name.split()))}]({path}){said}:\n\n{body}\n\n" if lines else ""


def escape(line: str) -> str:
    """The line so that Markdown shows it as it is."""
    line = _SIGNS.sub(r"\\\g<0>", line)
    return _STARTS.sub(lambda start: f"\\{start[0]}" if start["sign"] else f"{start[0]}\\", line)


def _source(of: str, place: Place) -> Comment | None:
    """The comment whose words they are; None for the article."""
    if (key := key_of(of)) is not None:
        others = Comment.objects.published().filter(discussion=place.article.pk, pk=key)
        return others.select_related("author", "guest").first() or place.comment
    return None if of == "article" else place.comment
