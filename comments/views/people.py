"""What moderators see of people, on a page of its own and in a drawer beside the queue, and their notes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.keys import key_of
from accounts.models import User
from comments.models import Guest
from comments.moderation.people import desk_path_of, person_page
from comments.sanctions.actions import add_note
from comments.sanctions.forms import NoteForm, SanctionForm
from comments.sanctions.in_force import Somebody
from comments.sanctions.permissions import may_sanction, may_see_people
from comments.views.answers import form_page, safe_next, sign_in_first


@require_safe
def person(request: HttpRequest, handle: str) -> HttpResponse:
    if not isinstance(request.user, User):
        return sign_in_first(request)
    may_see_people(request.user).enforce()
    return _shown(request, request.user, _person(handle), NoteForm(auto_id="note-%s"))


@require_safe
def guest(request: HttpRequest, pk: int) -> HttpResponse:
    if not isinstance(request.user, User):
        return sign_in_first(request)
    may_see_people(request.user).enforce()
    return _shown(request, request.user, get_object_or_404(Guest, pk=pk), NoteForm(auto_id="note-%s"))


@require_http_methods(["GET", "POST"])
def note_on_person(request: HttpRequest, handle: str) -> HttpResponse:
    if not isinstance(request.user, User):
        return sign_in_first(request)
    may_see_people(request.user).enforce()
    return _note(request, request.user, _person(handle))


@require_http_methods(["GET", "POST"])
def note_on_guest(request: HttpRequest, pk: int) -> HttpResponse:
    if not isinstance(request.user, User):
        return sign_in_first(request)
    may_see_people(request.user).enforce()
    return _note(request, request.user, get_object_or_404(Guest, pk=pk))


def _person(handle: str) -> User:
    """Not who has gone: of them nothing is left to be known."""
    return get_object_or_404(User, handle=handle, erasure=None)


def _note(request: HttpRequest, moderator: User, somebody: Somebody) -> HttpResponse:
    if request.method == "GET":
        return redirect(desk_path_of(somebody))
    form = NoteForm(request.POST, auto_id="note-%s")
    if not form.is_valid():
        return _shown(request, moderator, somebody, form, status=422)
    add_note(about=somebody, moderator=moderator, words=form.cleaned_data["words"])
    messages.success(request, _("Your note is kept."))
    return redirect(safe_next(request) or desk_path_of(somebody))


def _shown(
    request: HttpRequest, moderator: User, somebody: Somebody, notes: NoteForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "page": person_page(somebody, moderator, key_of(request.GET.get("before", ""))),
        "whom": somebody,
        "notes_form": notes,
        "form": SanctionForm(auto_id="sanction-%s", moderator=moderator, whom=somebody),
        "may": may_sanction(moderator, somebody),
    }
    return form_page(request, "comments/people/person.html", context, status=status)
