"""How a view of a deed answers: a page, a redirect, or the fragment that a script asked for."""

from typing import Any
from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import ngettext

from accounts.permissions import Permission
from articles.models import Article
from articles.policy import discussion_policy
from comments.discussion import entry_of
from comments.forms import BodyForm
from comments.guards.stops import seconds_until
from comments.models import Comment
from comments.paging import fits_one_page
from comments.writers import is_writer

# Browsers of a person never send it: a script of ours does, and takes the fragment for an answer.
FRAGMENT_HEADER = "X-Fragment"
# Goes with the fragment: the discussion's heading as it is now, quoted as in an address.
COUNT_HEADER = "X-Comment-Count"
# What a person without scripts reads on the next page, quoted likewise.
SENTENCE_HEADER = "X-Sentence"


def wants_fragment(request: HttpRequest) -> bool:
    return FRAGMENT_HEADER in request.headers


def form_page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """The deed's form on a page of its own, or, asked for a fragment, the form alone."""
    frame = "comments/_fragment.html" if wants_fragment(request) else "base.html"
    response = render(request, template, {**context, "frame": frame}, status=status)
    response.headers["Vary"] = f"{FRAGMENT_HEADER}, Cookie"
    return response


def form_or_refusal(
    request: HttpRequest,
    template: str,
    form: forms.Form | None,
    comment: Comment | None,
    may: Permission,
    article: Article | None = None,
    **more: object,
) -> HttpResponse:
    """The form, with what is wrong with it; or why there is none, with the words that were typed."""
    if not may and request.method == "GET" and not is_writer(request.user):
        return sign_in_first(request)
    article = article or (comment.discussion.article if comment else None)
    words = request.POST.get("body") or request.POST.get("note", "")
    if isinstance(form, BodyForm) and not words:
        words = form.unsent_words
    context = {"form": form, "comment": comment, "article": article, "may": may, "words": words, **more}
    status = 403 if not may else 422 if request.method == "POST" else 200
    if isinstance(form, BodyForm) and form.stop and form.stop.until:
        response = form_page(request, template, context, status=429)
        response.headers["Retry-After"] = str(seconds_until(form.stop.until))
        return response
    return form_page(request, template, context, status=status)


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """Off to the sign-in and back here; a script is told where that is."""
    there = redirect_to_login(request.get_full_path())
    if wants_fragment(request):
        return HttpResponse(status=401, headers={"Location": there["Location"]})
    return there


def done(
    request: HttpRequest,
    comment: Comment,
    sentence: str | Promise,
    *,
    status: int = 200,
    to: str = "",
    facts: dict[str, int] | None = None,
) -> HttpResponse:
    """The deed is done: back to where the comment stands; it and its discussion are as the deed left them.

    For a script the entry as it now is, or, where those are all that changed, the `facts`.
    """
    if wants_fragment(request):
        if facts is not None:
            return JsonResponse(facts)
        headers = {
            COUNT_HEADER: quote(count_words(comment)),
            SENTENCE_HEADER: quote(str(sentence)),
            "Location": place_of(comment),
        }
        return HttpResponse(entry_html(comment), status=status, headers=headers)
    messages.success(request, str(sentence))
    return redirect(to or place_of(comment))


def entry_html(comment: Comment) -> str:
    return entry_of(comment, discussion_policy(comment.discussion.article))


def count_words(comment: Comment) -> str:
    """How many comments the comment's discussion holds, as its heading says it."""
    count = comment.discussion.comment_count
    return ngettext("%(count)s comment", "%(count)s comments", count) % {"count": count}


def place_of(comment: Comment) -> str:
    """Where the comment can be read in its discussion: on the article's page if its first page shows it."""
    discussion = comment.discussion
    if comment.is_shown and fits_one_page(discussion):
        return f"{discussion.article.get_absolute_url()}#comment-{comment.pk}"
    if comment.status == Comment.Status.DELETED:
        return f"{discussion.article.get_absolute_url()}#discussion"
    return comment.get_absolute_url()


def safe_next(request: HttpRequest) -> str:
    """Where a form, or the way to it, asked to go on, if that is on this site; blank otherwise."""
    address = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if is_ours else ""
