"""The pages on which people appeal: by the comment, by a mailed link, or against a sanction."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from accounts.permissions import Viewer
from comments.appeals.actions import appeal_decision
from comments.appeals.forms import AppealForm
from comments.appeals.on_sanctions import appeal_sanction
from comments.discussion import decisions_on, removals
from comments.models import Appeal, Comment, Decision, Sanction
from comments.notifications.letters import read_link
from comments.permissions import APPEALED_WITHIN, may_appeal, may_appeal_sanction
from comments.rulings import in_force
from comments.sanctions.in_force import imposed_on
from comments.views.answers import done, form_page, sign_in_first
from comments.views.finding import comment_to
from comments.writers import GuestViewer, as_somebody, is_own, is_writer


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
    decisions = decisions_on({comment.pk}, with_moderators=True)
    decision = removals(decisions).get(comment.pk)
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
        "decision": decision or (made and made.ruling_appealed),
        "explanation": next((one for one in in_force(decisions) if decision and one.explains_id == decision.pk), None),
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
