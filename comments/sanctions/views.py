"""What moderators do to people, and what these see of it: their standing."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.keys import key_of
from accounts.models import User
from comments.models import Guest, Sanction
from comments.moderation.people import desk_path_of
from comments.sanctions.actions import acknowledge_warnings, impose_sanction, lift_sanction
from comments.sanctions.forms import LiftingForm, SanctionForm
from comments.sanctions.in_force import Somebody
from comments.sanctions.permissions import may_lift, may_sanction, may_see_people
from comments.sanctions.standing import removals_of, sanctions_of
from comments.sanctions.sweeping import what_would_go
from comments.sanctions.wording import meaning_of
from comments.views.answers import form_page, safe_next, sign_in_first
from comments.writers import as_somebody, is_writer

# Enough to see that it is the right person.
SHOWN_BEFORE_THEY_GO = 20


@require_safe
@cache_control(private=True, no_store=True)
def standing(request: HttpRequest) -> HttpResponse:
    """Everything that was decided about the reader and their comments; for guests, too."""
    if not is_writer(request.user):
        return sign_in_first(request)
    somebody = as_somebody(request.user)
    sanctions = sanctions_of(somebody)
    context = {
        "in_force": [sanction for sanction in sanctions if sanction.is_in_force],
        "over": [sanction for sanction in sanctions if not sanction.is_in_force],
        "page": removals_of(somebody, before=key_of(request.GET.get("before", ""))),
    }
    return render(request, "comments/sanctions/standing.html", context)


@require_POST
def reading(request: HttpRequest, pk: int) -> HttpResponse:
    """The reader has read a warning."""
    if not is_writer(request.user):
        return sign_in_first(request)
    acknowledge_warnings(somebody=as_somebody(request.user), keys=[pk])
    messages.success(request, _("Thank you. You can write again."))
    return redirect(safe_next(request) or "standing")


@require_http_methods(["GET", "POST"])
def sanction_person(request: HttpRequest, handle: str) -> HttpResponse:
    if not isinstance(request.user, User):
        return sign_in_first(request)
    may_see_people(request.user).enforce()
    return _sanction(request, request.user, get_object_or_404(User, handle=handle, erasure=None))


@require_http_methods(["GET", "POST"])
def sanction_guest(request: HttpRequest, pk: int) -> HttpResponse:
    if not isinstance(request.user, User):
        return sign_in_first(request)
    may_see_people(request.user).enforce()
    return _sanction(request, request.user, get_object_or_404(Guest, pk=pk))


@require_http_methods(["GET", "POST"])
def lifting(request: HttpRequest, pk: int) -> HttpResponse:
    if not isinstance(request.user, User):
        return sign_in_first(request)
    may_see_people(request.user).enforce()
    sanction = get_object_or_404(Sanction.objects.for_display().select_related("person", "guest"), pk=pk)
    form, may = LiftingForm(_sent(request)), may_lift(request.user, sanction)
    if request.method == "POST" and may and form.is_valid():
        lift_sanction(sanction=sanction, moderator=request.user, sentence=form.cleaned_data["note"])
        messages.success(request, _("The sanction is lifted, and the person is told."))
        return redirect(safe_next(request) or desk_path_of(sanction.whom))
    context = {"form": form, "sanction": sanction, "whom": sanction.whom, "may": may, "next": safe_next(request)}
    return form_page(request, "comments/sanctions/lifting.html", context, status=_status(request, bool(may)))


def _sanction(request: HttpRequest, moderator: User, whom: Somebody) -> HttpResponse:
    may = may_sanction(moderator, whom)
    form = SanctionForm(_sent(request), moderator=moderator, whom=whom)
    if request.method == "POST" and may and form.is_valid():
        if form.sweeps_since and not form.cleaned_data["confirmed"]:
            return _preview(request, whom, form, form.sweeps_since)
        sanction = impose_sanction(whom=whom, moderator=moderator, **form.imposed)
        messages.success(request, _("Done, and the person is told: “%(what)s.”") % {"what": meaning_of(sanction)})
        return redirect(safe_next(request) or desk_path_of(whom))
    context = {"form": form, "whom": whom, "may": may, "next": safe_next(request)}
    return form_page(request, "comments/sanctions/sanction.html", context, status=_status(request, bool(may)))


def _preview(request: HttpRequest, whom: Somebody, form: SanctionForm, since: datetime) -> HttpResponse:
    """What would be removed, and the form as it was filled in, to be sent once more."""
    going = what_would_go(whom, since)
    context = {
        "form": form,
        "whom": whom,
        "next": safe_next(request),
        "count": going.count(),
        "some": going.select_related("discussion__article")[:SHOWN_BEFORE_THEY_GO],
    }
    return form_page(request, "comments/sanctions/sweep.html", context)


def _sent(request: HttpRequest) -> QueryDict | None:
    """What was sent, were it nothing at all."""
    return request.POST if request.method == "POST" else None


def _status(request: HttpRequest, may: bool) -> int:
    return 403 if not may else 422 if request.method == "POST" else 200
