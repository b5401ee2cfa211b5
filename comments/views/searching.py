"""Searching comments: all of them, for moderators; what everybody may read, for readers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.keys import key_of
from comments.forms import DecisionForm
from comments.moderation.search import LAST_KEY, search_comments
from comments.moderation.search_query import read_query
from comments.narrowing import read_asked_of_comments
from comments.permissions import may_moderate
from comments.public_search import find_comments, mended
from comments.views.answers import sign_in_first


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return sign_in_first(request)
    may_moderate(request.user).enforce()
    query = read_query(request.GET.get("q", ""))
    below = key_of(request.GET.get("below", ""))
    found = search_comments(query, request.user, below=below or LAST_KEY)
    context = {"query": query, "below": below, "found": found, "form": DecisionForm()}
    return render(request, "comments/search.html", context)


@require_safe
def search_for_readers(request: HttpRequest) -> HttpResponse:
    """Beside the articles that hold the words, the comments that do; the last to arrive first."""
    asked = read_asked_of_comments(request.GET)
    below = key_of(request.GET.get("below", ""))
    found = find_comments(asked, below=below or LAST_KEY) if asked.question.words.held else None
    is_nothing = found and not (found.results or found.earlier or below or asked.narrowing)
    context = {"asked": asked, "found": found, "below": below, "meant": mended(asked.question) if is_nothing else ""}
    return render(request, "comments/search_for_readers.html", context)
