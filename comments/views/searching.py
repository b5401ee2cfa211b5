"""Searching comments: all of them, for moderators; what everybody may read, for readers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.keys import key_of
from articles.search.query import read_question
from comments.forms import DecisionForm
from comments.moderation.search import LAST_KEY, search_comments
from comments.moderation.search_query import read_query
from comments.permissions import may_moderate
from comments.public_search import find_comments
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
    question = read_question(request.GET.get("q", ""))
    below = key_of(request.GET.get("below", ""))
    found = find_comments(question.words, below=below or LAST_KEY) if question.words.held else None
    context = {"question": question, "found": found, "below": below}
    return render(request, "comments/search_for_readers.html", context)
