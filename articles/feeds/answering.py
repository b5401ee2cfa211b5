"""A feed as an answer: in the format its address names, and unchanged where the program has it already."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import conditional_page, require_safe

from articles.feeds.atom import ATOM_TYPE, atom
from articles.feeds.entries import Feed
from articles.feeds.rss import RSS_TYPE, rss

FORMATS = {"atom": (atom, ATOM_TYPE), "rss": (rss, RSS_TYPE)}
# No older than an article's page may be: what a moderator takes down is gone from here as well.
CACHE_CONTROL = "public, max-age=0, s-maxage=2"


def feed_view(make: Callable[..., Feed]) -> Callable[..., HttpResponse]:
    """A view that answers with what `make(request, …)` returns. By ETag alone: a feed's newest date can go back."""

    @require_safe
    @conditional_page
    def view(request: HttpRequest, *arguments: Any, format_name: str, **named: Any) -> HttpResponse:
        write, media_type = FORMATS[format_name]
        answer = HttpResponse(write(make(request, *arguments, **named)), content_type=f"{media_type}; charset=utf-8")
        answer.headers.setdefault("Cache-Control", CACHE_CONTROL)
        return answer

    return view
