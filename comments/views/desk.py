"""What moderators do on the desk beside deciding, and what an open desk asks."""

import json
from hashlib import blake2b

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.keys import key_of
from accounts.models import User
from comments.actions.looking import note_look
from comments.models import Comment
from comments.moderation.arrivals import arrivals, arrivals_in_words, decided_since
from comments.moderation.filters import read_view
from comments.moderation.owed import owed_in_words
from comments.moderation.presence import note_presence, others_present
from comments.moderation.queues import queue_counts, tabs
from comments.permissions import may_moderate
from comments.views.answers import sign_in_first


@require_http_methods(["GET", "POST"])
def look(request: HttpRequest) -> HttpResponse:
    """Somebody has looked at what is new; the form stands on the queue's own page."""
    if not isinstance(request.user, User):
        return sign_in_first(request)
    may_moderate(request.user).enforce()
    up_to = key_of(request.POST.get("up_to", ""))
    if request.method == "POST" and up_to is not None:
        note_look(moderator=request.user, up_to=up_to)
    return redirect(f"{reverse('queue')}?queue=new")


@require_POST
def presence(request: HttpRequest) -> HttpResponse:
    """The moderator rests on a card of the desk; without a script the page of a decision says so."""
    if not isinstance(request.user, User):
        return sign_in_first(request)
    may_moderate(request.user).enforce()
    comment = get_object_or_404(
        Comment.objects.visible_to(request.user).only("pk"), pk=key_of(request.POST.get("comment", "")) or 0
    )
    note_presence(comment.pk, request.user)
    return HttpResponse(status=204)


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """What may have changed on an open desk, in words: for three statements, and unsent where nothing did."""
    if not isinstance(request.user, User):
        return sign_in_first(request)
    may_moderate(request.user).enforce()
    asked, mark = read_view(request.GET), key_of(request.GET.get("mark", ""))
    last_decision = key_of(request.GET.get("decided", ""))
    counts = queue_counts(request.user)
    found = {
        "counts": {queue.name: figures for queue, figures in tabs(counts)},
        "owed": owed_in_words(counts["owed"]),
        "arrivals": arrivals_in_words(0 if mark is None else arrivals(asked.view, mark, request.user)),
        "decided": {} if last_decision is None else decided_since(last_decision, request.user),
        "presences": {pk: presence.in_words for pk, presence in others_present(request.user).items()},
    }
    body = json.dumps(found, sort_keys=True).encode()
    etag = f'"{blake2b(body, digest_size=12).hexdigest()}"'
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
    answer = HttpResponse(body, content_type="application/json", headers=headers)
    return get_conditional_response(request, etag=etag, response=answer) or answer
