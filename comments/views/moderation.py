"""The desk: what waits for a human, and deciding."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from comments.actions.moderating import approve_comment, remove_comment, restore_comment
from comments.forms import DecisionForm
from comments.lookup import comment_or_404
from comments.models import Comment, Decision
from comments.moderation.queues import QUEUES, queue_counts, queue_page
from comments.permissions import may_moderate
from comments.views.answers import done, form_page, safe_next, sign_in_first

# What each verdict makes of a comment, and how the moderator is told.
_DONE = {
    Decision.Verdict.APPROVE: (Comment.Status.PUBLISHED, _("The comment stays.")),
    Decision.Verdict.REMOVE: (Comment.Status.REMOVED, _("The comment is removed.")),
    Decision.Verdict.RESTORE: (Comment.Status.PUBLISHED, _("The comment is back.")),
}


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return sign_in_first(request)
    may_moderate(request.user).enforce()
    name = request.GET.get("queue", "")
    name = name if name in QUEUES else next(iter(QUEUES))
    page = queue_page(name, request.user, request.GET.get("after", ""))
    context = {"queue": name, "counts": queue_counts(request.user), "page": page, "form": DecisionForm()}
    return render(request, "comments/queue.html", context)


@require_http_methods(["GET", "POST"])
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    if not request.user.is_authenticated:
        return sign_in_first(request)
    may_moderate(request.user).enforce()
    comment = comment_or_404(request.user, pk)
    form = DecisionForm(request.POST or None, auto_id=f"decision-{pk}-%s")
    if request.method == "POST" and form.is_valid() and isinstance(request.user, User):
        ruling = _decide(comment, request.user, **form.cleaned_data)
        return done(request, ruling.comment, _what_came_of(ruling), to=safe_next(request))
    context = {"form": form, "comment": comment, "article": comment.discussion.article, "next": safe_next(request)}
    return form_page(request, "comments/decision.html", context, status=422 if request.method == "POST" else 200)


def _what_came_of(ruling: Decision) -> Promise:
    """Somebody may have been first: then the ruling is recorded and the comment stays as it was."""
    wanted, sentence = _DONE[Decision.Verdict(ruling.verdict)]
    if ruling.comment.status == wanted:
        return sentence
    state = ruling.comment.get_status_display()
    return format_lazy(_("Recorded, but this comment was dealt with before: it is {state}."), state=state)


def _decide(comment: Comment, moderator: User, *, verdict: str, reason: str, note: str) -> Decision:
    match verdict:
        case Decision.Verdict.REMOVE:
            return remove_comment(comment=comment, moderator=moderator, reason=reason, note=note)
        case Decision.Verdict.RESTORE:
            return restore_comment(comment=comment, moderator=moderator, note=note)
        case _:
            return approve_comment(comment=comment, moderator=moderator, note=note)
