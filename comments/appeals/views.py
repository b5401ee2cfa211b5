"""The pages of appeals: the author's, by the comment or by a mailed link, and the desk's."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.permissions import Permission, Viewer
from comments.actions.moderating import HappenedMeanwhileError
from comments.appeals.actions import answer_appeal, appeal_decision
from comments.appeals.forms import AnswerForm, AppealForm
from comments.appeals.on_sanctions import answer_on_sanction, appeal_sanction
from comments.appeals.queue import (
    STATES,
    WITH,
    appeals_page,
    bring_cards,
    somebody_else_answers,
    visible_appeals,
)
from comments.asking import key_of
from comments.discussion import decisions_on, removals
from comments.models import Appeal, Comment, Decision, Sanction
from comments.moderation.people import desk_path_of
from comments.moderation.queues import queue_counts, tabs
from comments.notifications.letters import read_link
from comments.permissions import APPEALED_WITHIN, may_answer_appeal, may_appeal, may_appeal_sanction, may_moderate
from comments.sanctions.in_force import imposed_on
from comments.views.answers import done, form_page, sign_in_first
from comments.views.finding import comment_to
from comments.writers import GuestViewer, as_somebody, is_own, is_writer

_ANSWERED = {
    True: gettext_lazy("Answered: the decision is taken back."),
    False: gettext_lazy("Answered: the decision stands."),
}


@dataclass(frozen=True)
class Card:
    """An appeal on the desk, and whether its moderator may answer it."""

    appeal: Appeal
    may: Permission
    whom_path: str = ""


def _card(appeal: Appeal, moderator: User) -> Card:
    """`whom_path`: where moderators read of whom a sanction is imposed on."""
    path = desk_path_of(appeal.sanction.whom) if appeal.sanction else ""
    return Card(appeal, may_answer_appeal(moderator, appeal), path)


def _answer(appeal: Appeal, moderator: User, *, grants: bool, note: str) -> None:
    if appeal.sanction:
        answer_on_sanction(appeal=appeal, moderator=moderator, grants=grants, note=note)
    else:
        answer_appeal(appeal=appeal, moderator=moderator, grants=grants, note=note)


@require_http_methods(["GET", "POST"])
@cache_control(private=True, no_store=True)
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    return _appeal(request, comment_to(request, pk), request.user)


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
def appeal_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """For a guest, in any browser. Opening the link changes nothing: programs open links, too."""
    link = read_link(token)
    found = Comment.objects.select_related("guest").with_article().filter(pk=link.comment if link else 0)
    comment = found.exclude(guest=None).first()
    if link is None or comment is None or comment.guest is None:
        return render(request, "comments/appeals/link.html", {"is_whole": link is not None}, status=404)
    if comment.guest.version != link.version or not comment.discussion.article.is_public:
        return render(request, "comments/appeals/link.html", {"is_whole": True}, status=410)
    return _appeal(request, comment, GuestViewer(comment.guest))


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


@require_http_methods(["GET", "POST"])
@cache_control(private=True, no_store=True)
def appeal_against_sanction(request: HttpRequest, pk: int) -> HttpResponse:
    """For whom it is imposed on, guests in their own browser too: the form once, then what has become of it."""
    if not is_writer(request.user):
        return sign_in_first(request)
    mine = Sanction.objects.for_display().filter(imposed_on(as_somebody(request.user)))
    sanction = get_object_or_404(mine, pk=pk)
    made = Appeal.objects.filter(sanction=sanction).first()
    may = may_appeal_sanction(sanction)
    form = AppealForm(request.POST or None, auto_id=f"appeal-{pk}-%s")
    if request.method == "POST" and may and not made and form.is_valid():
        appeal_sanction(sanction=sanction, body=form.cleaned_data["body"])
        messages.success(request, _("Your appeal is sent. Somebody else looks at it."))
        return redirect("sanction_appeal", pk)
    context = {
        "sanction": sanction,
        "appeal": made,
        "form": form,
        "may": may,
        "words": request.POST.get("body", ""),
        "until": sanction.imposed_at + APPEALED_WITHIN,
    }
    is_refused = 0 if made else 403 if not may else 422 if request.method == "POST" else 0
    return render(request, "comments/appeals/sanction.html", context, status=is_refused or 200)


def _appeal(request: HttpRequest, comment: Comment, writer: Viewer) -> HttpResponse:
    """The form once, and from then on what has become of it."""
    decision = removals(decisions_on({comment.pk}, with_moderators=True)).get(comment.pk)
    made = _made_by(writer, comment, decision)
    may = may_appeal(writer, comment, decision)
    if not may and not made and request.method == "GET" and not is_writer(writer):
        return sign_in_first(request)
    form = AppealForm(request.POST or None, auto_id=f"appeal-{comment.pk}-%s")
    if request.method == "POST" and may and not made and form.is_valid():
        assert decision is not None  # noqa: S101  # may_appeal said so
        assert is_writer(writer)  # noqa: S101  # the same
        appeal_decision(decision=decision, writer=writer, body=form.cleaned_data["body"])
        return done(request, comment, _("Your appeal is sent. Somebody else looks at it."), to=request.path)
    context = {
        "comment": comment,
        "article": comment.discussion.article,
        "decision": made.ruling_appealed if made else decision,
        "appeal": made,
        "form": form,
        "may": may,
        "words": request.POST.get("body", ""),
        "by_link": writer is not request.user,
        "until": decision.decided_at + APPEALED_WITHIN if decision else None,
    }
    is_refused = 0 if made else 403 if not may else 422 if request.method == "POST" else 0
    return form_page(request, "comments/appeals/appeal.html", context, status=is_refused or 200)


def _made_by(writer: Viewer, comment: Comment, decision: Decision | None) -> Appeal | None:
    """The author's appeal against the decision that holds the comment down; where none does, their latest."""
    if not is_own(writer, comment):
        return None
    made = Appeal.objects.filter(decision__comment=comment).select_related("decision__moderator", "answered_by")
    return (made.filter(decision=decision) if decision else made).last()


def _one(request: HttpRequest, card: Card, form: AnswerForm, *, status: int) -> HttpResponse:
    assert isinstance(request.user, User)  # noqa: S101  # the view sent others away
    context = {
        "card": card,
        "form": form,
        "has_happened": status == 409,
        "is_alone": not card.may and not somebody_else_answers(request.user),
    }
    return render(request, "comments/appeals/answer.html", context, status=status)
