"""Muting people, and whom one has muted."""

from hashlib import sha256

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.querysets import shown_people
from comments.models import Mute
from comments.muting.actions import TooManyError, mute, unmute
from comments.muting.permissions import may_mute
from comments.muting.reading import muted_by, stylesheet_for
from comments.views.answers import form_page, safe_next, sign_in_first


@require_http_methods(["GET", "POST"])
def mute_person(request: HttpRequest, handle: str) -> HttpResponse:
    """Mute somebody, or, where the form says so, hear them again."""
    if not isinstance(request.user, User):
        return sign_in_first(request)
    whom = get_object_or_404(shown_people().filter(erasure=None), handle=handle)
    may, refusal = may_mute(request.user, whom), ""
    if request.method == "POST" and may:
        try:
            _mute_or_not(request, request.user, whom)
        except TooManyError:
            refusal = _("You have muted as many people as one can. Hear somebody on your list again first.")
        else:
            return redirect(safe_next(request) or "mutes")
    context = {
        "person": whom,
        "may": may,
        "refusal": refusal,
        "is_muted": whom.pk in muted_by(request.user),
        "next": safe_next(request),
    }
    return form_page(request, "comments/muting/mute.html", context, status=403 if not may else 422 if refusal else 200)


@never_cache
@login_required
@require_safe
def mutes(request: HttpRequest) -> HttpResponse:
    """Everybody whom the reader has muted, the latest first."""
    mine = Mute.objects.filter(reader=request.user.pk).select_related("muted").order_by("-pk")
    return render(request, "comments/muting/mutes.html", {"mutes": mine})


@require_safe
@cache_control(private=True, no_cache=True)
def stylesheet(request: HttpRequest) -> HttpResponseBase:
    """What folds their words on the reader's pages; empty for whoever has muted nobody."""
    rules = stylesheet_for(request.user) if isinstance(request.user, User) else ""
    etag = quote_etag(sha256(rules.encode()).hexdigest()[:20])
    response = HttpResponse(rules, content_type="text/css; charset=utf-8", headers={"ETag": etag})
    return get_conditional_response(request, etag=etag, response=response) or response


def _mute_or_not(request: HttpRequest, reader: User, whom: User) -> None:
    if "unmute" in request.POST:
        unmute(reader=reader, whom=whom)
        messages.success(request, _("You hear %(name)s again.") % {"name": whom})
    else:
        mute(reader=reader, whom=whom)
        messages.success(request, _("%(name)s is muted for you. Nobody else is told.") % {"name": whom})
