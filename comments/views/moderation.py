"""The desk: what waits for a human, deciding, and taking decisions back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from articles.shown_differences import difference_html
from comments.actions.moderating import (
    HappenedMeanwhileError,
    approve_comment,
    mark_spam,
    remove_comment,
    restore_comment,
    undo_decision,
)
from comments.discussion import mark_undone
from comments.forms import DecisionForm
from comments.models import Comment, Decision
from comments.models.judgement import TO_FOLLOW
from comments.moderation.arrivals import mark_of, takes_arrivals
from comments.moderation.cards import history
from comments.moderation.filters import FilterChoices, read_view
from comments.moderation.owed import owed_in_words
from comments.moderation.presence import end_presence, note_presence, others_present
from comments.moderation.queues import ORDER_NAMES, latest_decision, queue_counts, queue_page, tabs
from comments.permissions import UNDO_WINDOW, may_make_rules, may_moderate, may_undo_decision
from comments.rulings import Seen
from comments.views.answers import done, form_page, safe_next, sign_in_first, wants_fragment
from comments.visible import on_visible_comment

# What each verdict makes of a comment, and how the moderator is told.
_DONE = {
    Decision.Verdict.APPROVE: (Comment.Status.PUBLISHED, _("The comment stays.")),
    Decision.Verdict.REMOVE: (Comment.Status.REMOVED, _("The comment is removed.")),
    Decision.Verdict.SPAM: (Comment.Status.SPAM, _("The comment is removed as spam.")),
    Decision.Verdict.RESTORE: (Comment.Status.PUBLISHED, _("The comment is back.")),
}


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    if not isinstance(request.user, User):
        return sign_in_first(request)
    may_moderate(request.user).enforce()
    asked = read_view(request.GET)
    latest = latest_decision(request.user)
    counts = queue_counts(request.user)
    page = queue_page(asked.view, request.user)
    _show_presences(page.cards, request.user)
    context = {
        "asked": asked,
        "tabs": tabs(counts),
        "may_make_rules": may_make_rules(request.user),
        "orders": [(order, ORDER_NAMES[order]) for order in asked.view.queue.orders],
        "page": page,
        "last_decision": counts["last_decision"],
        "mark": mark_of(asked.view, counts) if takes_arrivals(asked.view, page) else None,
        "filters": FilterChoices,
        "latest": latest,
        "latest_sentence": _of_latest(latest) if latest else "",
        "seconds": _seconds(),
        "owed": owed_in_words(counts["owed"]),
        "form": DecisionForm(),
    }
    return render(request, "comments/queue.html", context)


@require_http_methods(["GET", "POST"])
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    if not isinstance(request.user, User):
        return sign_in_first(request)
    may_moderate(request.user).enforce()
    comment = get_object_or_404(Comment.objects.visible_to(request.user).for_display().with_article(), pk=pk)
    form = DecisionForm(request.POST or None, auto_id=f"decision-{pk}-%s")
    if request.method != "POST" or not form.is_valid():
        return _ask(request, request.user, comment, form, status=422 if request.method == "POST" else 200)
    try:
        ruling = _decide(comment, request.user, form)
    except HappenedMeanwhileError:
        comment = Comment.objects.for_display().with_article().get(pk=pk)
        return _ask(request, request.user, comment, form, status=409, seen=form.seen)
    end_presence(pk, request.user)
    answer = done(request, comment, _what_came_of(ruling), to=safe_next(request) or comment.get_absolute_url())
    if wants_fragment(request):
        answer.write(_offer_undo(request, ruling))
    return answer


@require_http_methods(["GET", "POST"])
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a decision back, for ever after it was made; undoing an undo puts in force what that undid."""
    if not isinstance(request.user, User):
        return sign_in_first(request)
    may_moderate(request.user).enforce()
    decisions = Decision.objects.filter(on_visible_comment(request.user)).select_related(
        "comment__discussion__article", "comment__author", "comment__guest", "moderator"
    )
    ruling = get_object_or_404(decisions, pk=pk)
    comment, may = ruling.comment, may_undo_decision(request.user, ruling)
    if request.method == "POST" and may:
        undo_decision(decision=ruling, moderator=request.user)
        sentence = _("Undone. The comment is as it was before that decision, as far as no other one stands.")
        return done(request, comment, sentence, to=safe_next(request) or comment.get_absolute_url())
    context = {"decision": ruling, "comment": comment, "article": comment.discussion.article, "may": may}
    return form_page(request, "comments/decision_undo.html", context, status=200 if may else 403)


def _show_presences(cards: list[Comment], moderator: User) -> None:
    others = others_present(moderator)
    for card in cards:
        card.presence = others.get(card.pk)  # type: ignore[attr-defined]  # what the card shows beside its fields


def _ask(
    request: HttpRequest,
    moderator: User,
    comment: Comment,
    form: DecisionForm,
    *,
    status: int,
    seen: Seen | None = None,
) -> HttpResponse:
    """The form; where something happened since it was `seen`, what that was, and the form for things as they are.

    The other moderators are shown that somebody has it open.
    """
    note_presence(comment.pk, moderator)
    decisions = list(history().filter(comment=comment))
    mark_undone(decisions)
    context = {
        "form": form,
        "comment": comment,
        "article": comment.discussion.article,
        "next": safe_next(request),
        "decisions": decisions,
        "last_decision": decisions[-1].pk if decisions else 0,
        "has_happened": seen is not None,
        "presence": others_present(moderator).get(comment.pk),
        "since": [decision for decision in decisions if seen and decision.pk > seen.decision],
        "difference": _difference(comment, seen) if seen else "",
    }
    return form_page(request, "comments/decision.html", context, status=status)


def _difference(comment: Comment, seen: Seen) -> SafeString | str:
    """Between the words that were judged and those that stand there now; blank where they are the same."""
    judged = comment.revisions.filter(number=seen.revision).first()
    return difference_html(judged.body, comment.body) if judged else ""


def _offer_undo(request: HttpRequest, ruling: Decision) -> str:
    context = {"decision": ruling, "sentence": _what_came_of(ruling), "seconds": _seconds(), "next": ""}
    return render_to_string("comments/_undo_decision.html", context, request)


def _of_latest(ruling: Decision) -> str:
    return _("Just now, the comment by %(name)s: %(verdict)s.") % {
        "name": ruling.comment.writer_name,
        "verdict": ruling.get_verdict_display(),
    }


def _seconds() -> int:
    return int(UNDO_WINDOW.total_seconds())


def _what_came_of(ruling: Decision) -> Promise:
    """Somebody may have been first: then the ruling is recorded and the comment stays as it was."""
    wanted, sentence = _DONE[Decision.Verdict(ruling.verdict)]
    if ruling.comment.status == wanted:
        return _("The comment is removed; its reason is to follow.") if ruling.reason == TO_FOLLOW else sentence
    state = ruling.comment.get_status_display()
    return format_lazy(_("Recorded, but this comment was dealt with before: it is {state}."), state=state)


def _decide(comment: Comment, moderator: User, form: DecisionForm) -> Decision:
    facts = {"comment": comment, "moderator": moderator, "note": form.cleaned_data["note"], "seen": form.seen}
    match form.cleaned_data["verdict"]:
        case Decision.Verdict.REMOVE:
            return remove_comment(**facts, reason=form.cleaned_data["reason"])
        case Decision.Verdict.SPAM:
            return mark_spam(**facts)
        case Decision.Verdict.RESTORE:
            return restore_comment(**facts)
        case _:
            return approve_comment(**facts)
