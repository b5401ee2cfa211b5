"""The desk's queue of appeals, and answering one."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from accounts.keys import key_of
from accounts.models import User
from accounts.permissions import Permission
from comments.actions.moderating import HappenedMeanwhileError
from comments.appeals.actions import answer_appeal
from comments.appeals.forms import AnswerForm
from comments.appeals.on_sanctions import answer_on_sanction
from comments.appeals.queue import (
    STATES,
    WITH,
    appeals_page,
    bring_cards,
    somebody_else_answers,
    visible_appeals,
)
from comments.models import Appeal
from comments.moderation.people import desk_path_of
from comments.moderation.queues import queue_counts, tabs
from comments.permissions import may_answer_appeal, may_moderate
from comments.views.answers import sign_in_first

_ANSWERED = {
    True: gettext_lazy("Answered: the decision is taken back."),
    False: gettext_lazy("Answered: the decision stands."),
}


@dataclass(frozen=True)
class Card:
    """An appeal on the desk, whether its moderator may answer it, and where they read of whom a sanction is on."""

    appeal: Appeal
    may: Permission
    whom_path: str = ""


@require_safe
@cache_control(private=True, no_store=True)
def appeals(request: HttpRequest) -> HttpResponse:
    """The desk's queue: what waits, or `?state=answered`."""
    if not isinstance(request.user, User):
        return sign_in_first(request)
    may_moderate(request.user).enforce()
    state = request.GET.get("state", "")
    state = state if state in STATES else STATES[0]
    page = appeals_page(request.user, state, key_of(request.GET.get("after", "")))
    cards = [_card(appeal, request.user) for appeal in page.appeals]
    is_stuck = any(card.appeal.is_waiting and not card.may for card in cards)
    context = {
        "tabs": tabs(queue_counts(request.user)),
        "state": state,
        "cards": cards,
        "later": page.later,
        "form": AnswerForm(),
        "is_alone": is_stuck and not somebody_else_answers(request.user),
    }
    return render(request, "comments/appeals/queue.html", context)


@require_http_methods(["GET", "POST"])
@cache_control(private=True, no_store=True)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """One appeal with the form that answers it."""
    if not isinstance(request.user, User):
        return sign_in_first(request)
    may_moderate(request.user).enforce()
    asked = get_object_or_404(visible_appeals(request.user).select_related(*WITH), pk=pk)
    bring_cards([asked])
    card = _card(asked, request.user)
    may = card.may
    form = AnswerForm(request.POST or None, auto_id=f"appeal-{pk}-%s")
    if request.method == "POST" and may and form.is_valid():
        try:
            _answer(asked, request.user, grants=form.grants, note=form.cleaned_data["note"])
        except HappenedMeanwhileError:
            return _one(request, card, form, status=409)
        messages.success(request, _ANSWERED[form.grants])
        return redirect("appeals")
    return _one(request, card, form, status=403 if not may else 422 if request.method == "POST" else 200)


def _card(appeal: Appeal, moderator: User) -> Card:
    path = desk_path_of(appeal.sanction.whom) if appeal.sanction else ""
    return Card(appeal, may_answer_appeal(moderator, appeal), path)


def _answer(appeal: Appeal, moderator: User, *, grants: bool, note: str) -> None:
    if appeal.sanction:
        answer_on_sanction(appeal=appeal, moderator=moderator, grants=grants, note=note)
    else:
        answer_appeal(appeal=appeal, moderator=moderator, grants=grants, note=note)


def _one(request: HttpRequest, card: Card, form: AnswerForm, *, status: int) -> HttpResponse:
    assert isinstance(request.user, User)  # noqa: S101  # the view sent others away
    context = {
        "card": card,
        "form": form,
        "has_happened": status == 409,
        "is_alone": not card.may and not somebody_else_answers(request.user),
    }
    return render(request, "comments/appeals/answer.html", context, status=status)
