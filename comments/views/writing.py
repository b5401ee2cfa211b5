"""Around the writing of a comment: how it will look, and keeping it for later."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.keys import key_of
from accounts.models import User
from accounts.permissions import Permission
from comments.actions.drafting import FORGOTTEN_AFTER, Kept, discard_draft, drafts_of, keep_draft
from comments.actions.quoting import read_references
from comments.forms import BodyForm, form_for
from comments.guests.forms import GuestForm
from comments.models import Draft
from comments.places import Place
from comments.text import clean_body, is_blank
from comments.views.answers import form_or_refusal, form_page, sign_in_first, wants_fragment
from comments.waiting import KEPT_LENGTH, keep_words
from comments.writers import is_writer

Find = Callable[[HttpRequest, int], Place]


@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, pk: int, find: Find) -> HttpResponse:
    """The words as they will stand in the discussion: above their form, or, for a script, alone."""
    place = find(request, pk)
    if request.method == "GET":
        return redirect(place.address)
    may, form = place.may_write(request.user), form_for(place).sent(request, place)
    is_stranger = may and not is_writer(request.user)
    if is_stranger and not form.is_valid():
        form = GuestForm.sent(request, place)
    if not may or not form.is_valid():
        return _refusal(request, place, form, may)
    # As publishing does, so that quotations and names lead where they will.
    looked_at = place.comment_of(form.cleaned_data["body"])
    read_references(looked_at, place.article)
    if wants_fragment(request):
        return render(request, "comments/_preview.html", {"words": looked_at.body_html})
    form = GuestForm.looked_over(request, place) if is_stranger else form
    return _page(request, place, form, preview=looked_at.body_html)


@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, pk: int, find: Find) -> HttpResponse:
    """Keep what is written so far, or, asked to `discard` it, forget it; a script is told when it was kept."""
    place = find(request, pk)
    if request.method == "GET":
        return redirect(place.address)
    may, form = place.may_write(request.user), form_for(place).sent(request, place)
    if not may or not isinstance(request.user, User):
        return _refusal(request, place, form, may)
    kept = _kept(request, request.user, place, form)
    if wants_fragment(request):
        return JsonResponse(_facts(kept, place), status=409 if kept.is_other else 200)
    if kept.is_other:
        return _offer_both(request, place, kept)
    messages.success(request, _("Your draft is kept.") if kept.draft else _("Your draft is discarded."))
    return redirect(place.address)


@never_cache
@require_http_methods(["GET", "POST"])
def drafts(request: HttpRequest) -> HttpResponse:
    """All that somebody has begun and not sent, newest first; with a button to discard each."""
    if not isinstance(request.user, User):
        return sign_in_first(request)
    if request.method == "POST":
        key = key_of(request.POST.get("draft", ""))
        if key is not None:
            Draft.objects.filter(reader=request.user, pk=key).delete()
            messages.success(request, _("Your draft is discarded."))
        return redirect("drafts")
    found = [(one, place, place.may_write(request.user)) for one, place in drafts_of(request.user)]
    return render(request, "comments/drafts.html", {"drafts": found, "days": FORGOTTEN_AFTER.days})


def _kept(request: HttpRequest, reader: User, place: Place, form: BodyForm) -> Kept:
    body = clean_body(request.POST.get("body", ""))[:KEPT_LENGTH]
    if "discard" in request.POST or is_blank(body) or body == place.words:
        discard_draft(reader=reader, place=place)
        return Kept(None)
    form.is_valid()
    key: UUID = form.cleaned_data["form_key"]
    return keep_draft(reader=reader, place=place, body=body, form_key=key, known_at=request.POST.get("draft_at", ""))


def _facts(kept: Kept, place: Place) -> dict[str, str]:
    """For a script: when the draft was kept, and words only where they are not its own."""
    if kept.draft is None:
        return {"at": "", "words": place.words}
    at = kept.draft.updated_at.isoformat()
    return {"at": at, "body": kept.draft.body, "form_key": str(kept.draft.form_key)} if kept.is_other else {"at": at}


def _offer_both(request: HttpRequest, place: Place, kept: Kept) -> HttpResponse:
    """The words just sent, to be kept after all, and those that were kept elsewhere meanwhile."""
    at = kept.draft.updated_at.isoformat() if kept.draft else ""
    form = form_for(place).sent(request, place, draft_at=at)
    form.other_draft = kept.draft
    return _page(request, place, form, status=409)


def _refusal(request: HttpRequest, place: Place, form: BodyForm, may: Permission) -> HttpResponse:
    if not request.user.is_authenticated:
        keep_words(request, place.name)
    return form_or_refusal(request, place.template, form, place.shown, may, place.article)


def _page(request: HttpRequest, place: Place, form: BodyForm, *, status: int = 200, preview: str = "") -> HttpResponse:
    context = {
        "form": form,
        "comment": place.shown,
        "article": place.article,
        "may": place.may_write(request.user),
        "preview": preview,
    }
    return form_page(request, place.template, context, status=status)
