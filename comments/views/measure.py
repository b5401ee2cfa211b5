"""Pinning a thread and featuring a comment: each a page of its own, where it is lifted, too."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from comments.actions.measuring import lift_measure, take_measure
from comments.discussion import mark_undone
from comments.measures import measures_in_force
from comments.models import Comment, Decision
from comments.moderation.cards import history
from comments.permissions import may_moderate, may_take_measures
from comments.views.answers import done, form_page, safe_next, sign_in_first

Verdict = Decision.Verdict

_DONE = {
    (Verdict.PIN, True): _("The thread is pinned: it stands first where the best come first."),
    (Verdict.PIN, False): _("The thread stands where its votes put it."),
    (Verdict.FEATURE, True): _("The comment is featured, and its author is told."),
    (Verdict.FEATURE, False): _("The comment is not featured any more."),
}


@require_http_methods(["GET", "POST"])
def measure(request: HttpRequest, pk: int, verdict: str) -> HttpResponse:
    """With POST it is set, or, asked to `lift` it, taken back."""
    if not isinstance(request.user, User):
        return sign_in_first(request)
    may_moderate(request.user).enforce()
    comment = _comment(request.user, pk)
    may, lifts = may_take_measures(request.user, comment, verdict), "lift" in request.POST
    if request.method == "POST" and (may or lifts):
        act = lift_measure if lifts else take_measure
        act(comment=comment, moderator=request.user, verdict=verdict)
        to = safe_next(request) or comment.get_absolute_url()
        return done(request, _comment(request.user, pk), _DONE[Verdict(verdict), not lifts], to=to)
    decisions = list(history().filter(comment=comment))
    mark_undone(decisions)
    context = {
        "comment": comment,
        "article": comment.discussion.article,
        "may": may,
        "verdict": verdict,
        "standing": measures_in_force(decisions).get(verdict),
        "next": safe_next(request),
    }
    return form_page(request, "comments/measure.html", context, status=200 if may or context["standing"] else 403)


def _comment(viewer: User, pk: int) -> Comment:
    return get_object_or_404(Comment.objects.visible_to(viewer).for_display().with_article(), pk=pk)
