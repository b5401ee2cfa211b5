"""A feed as an answer: in the format its address names, and unchanged where the program has it already."""

from collections.abc import Callable
from hashlib import blake2b
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import http_date
from django.views.decorators.http import conditional_page, require_safe

from articles.feeds.atom import ATOM_TYPE, atom
from articles.feeds.entries import Feed
from articles.feeds.rss import RSS_TYPE, rss

FORMATS = {"atom": (atom, ATOM_TYPE), "rss": (rss, RSS_TYPE)}
# No older than an article's page may be: what a moderator takes down is gone from here as well.
CACHE_CONTROL = "public, max-age=0, s-maxage=2"
# As long as this process remembers since when a feed has been as it is.
DATED_FOR = 7 * 24 * 3600


def feed_view(make: Callable[..., Feed]) -> Callable[..., HttpResponse]:
    """A view that answers with what `make(request, …)` returns, and 304 to who has it, by its ETag or its date."""

    @require_safe
    @conditional_page
    def view(request: HttpRequest, *arguments: Any, format_name: str, **named: Any) -> HttpResponse:
        write, media_type = FORMATS[format_name]
        answer = HttpResponse(write(make(request, *arguments, **named)), content_type=f"{media_type}; charset=utf-8")
        answer.headers.setdefault("Cache-Control", CACHE_CONTROL)
        _date(request, answer)
        return answer

    return view


def _date(request: HttpRequest, answer: HttpResponse) -> None:
    """Say since when it is as it is, for programs that compare no ETag: since it was first seen so.

    Not the date of its newest entry: when that is taken down, it goes back. Processes may tell different dates, and
    a feed may become what it was before; so a program has it only if it names the very date that it would be told.
    Within the second of a change there is none, since what comes next would have the same.
    """
    place, digest, now = f"feed:{request.path}", blake2b(answer.content, digest_size=16).digest(), timezone.now()
    seen = cache.get(place)
    if seen is None or seen[0] != digest:
        seen = (digest, now.timestamp())
    cache.set(place, seen, DATED_FOR)
    if now.timestamp() - seen[1] >= 1:
        answer.headers["Last-Modified"] = http_date(seen[1])
    if request.headers.get("If-Modified-Since") != answer.headers.get("Last-Modified"):
        request.META.pop("HTTP_IF_MODIFIED_SINCE", None)
