"""The desk: what waits for a human, and deciding."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import User
from comments.actions.moderating import approve_comment, remove_comment, restore_comment
from comments.forms import DecisionForm
from comments.models import Comment, Decision
from comments.moderation.queues import QUEUES, queue_counts, queue_page
from comments.permissions import may_moderate
from comments.views.answers import done, form_page, safe_next, sign_in_first

_DONE = {
    Decision.Verdict.APPROVE: _("The comment stays."),
    Decision.Verdict.REMOVE: _("The comment is removed."),
    Decision.Verdict.RESTORE: _("The comment is back."),
}


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return sign_in_first(request)
    may_moderate(request.user).enforce()
    name = request.GET.get("queue", "")
    name = name if name in QUEUES else next(iter(QUEUES))
    context = {"queue": name, "counts": queue_counts(), "page": queue_page(name, request.GET.get("after", ""))}
    return render(request, "comments/queue.html", {**context, "form": DecisionForm()})


@require_http_methods(["GET", "POST"])
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    if not request.user.is_authenticated:
        return sign_in_first(request)
    may_moderate(request.user).enforce()
    comment = get_object_or_404(Comment.objects.visible_to(request.user).for_display().with_article(), pk=pk)
    form = DecisionForm(request.POST or None, auto_id=f"decision-{pk}-%s")
    if request.method == "POST" and form.is_valid() and isinstance(request.user, User):
        ruling = _decide(comment, request.user, **form.cleaned_data)
        return done(request, comment, _DONE[Decision.Verdict(ruling.verdict)], to=safe_next(request))
    context = {"form": form, "comment": comment, "article": comment.discussion.article, "next": safe_next(request)}
    return form_page(request, "comments/decision.html", context, status=422 if request.method == "POST" else 200)


def _decide(comment: Comment, moderator: User, *, verdict: str, reason: str, note: str) -> Decision:
    match verdict:
        case Decision.Verdict.REMOVE:
            return remove_comment(comment=comment, moderator=moderator, reason=reason, note=note)
        case Decision.Verdict.RESTORE:
            return restore_comment(comment=comment, moderator=moderator, note=note)
        case _:
            return approve_comment(comment=comment, moderator=moderator, note=note)
