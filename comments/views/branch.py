"""Acting on a whole branch: what moderators set for a comment and everything below it."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from comments.actions.branching import remove_branch
from comments.actions.measuring import lift_measure, take_measure
from comments.discussion import mark_undone
from comments.forms import DecisionForm
from comments.measures import OF_A_BRANCH, measures_in_force
from comments.models import Comment, Decision
from comments.moderation.cards import history
from comments.moderation.forms import BranchForm
from comments.permissions import may_moderate, may_take_measures
from comments.rows import size_of_branch
from comments.views.answers import done, form_page, safe_next, sign_in_first

Verdict = Decision.Verdict

_DONE = {
    Verdict.LOCK: _("The branch is locked: it takes no more replies."),
    Verdict.COLLAPSE: _("The branch is collapsed: readers see the reason, and open it if they like."),
    Verdict.SLOW: _("The branch is slowed down."),
}
_LIFTED = {
    Verdict.LOCK: _("The branch takes replies again."),
    Verdict.COLLAPSE: _("The branch is shown as any other."),
    Verdict.SLOW: _("The branch goes on at its own pace."),
}


@require_http_methods(["GET", "POST"])
def branch(request: HttpRequest, pk: int) -> HttpResponse:
    """With POST a verdict is set, or, asked to `lift` one, taken back, or all of it is removed.

    With GET what holds for it, and the forms.
    """
    if not isinstance(request.user, User):
        return sign_in_first(request)
    may_moderate(request.user).enforce()
    top = get_object_or_404(Comment.objects.visible_to(request.user).for_display().with_article(), pk=pk)
    may = may_take_measures(request.user, top)
    to = safe_next(request) or top.get_absolute_url()
    form = BranchForm(request.POST or None, auto_id=f"branch-{pk}-%s")
    if request.method == "POST" and may and request.POST.get("lift") in OF_A_BRANCH:
        verdict = Verdict(request.POST["lift"])
        lift_measure(comment=top, moderator=request.user, verdict=verdict)
        return done(request, _afresh(top), _LIFTED[verdict], to=to)
    if request.method == "POST" and may and request.POST.get("verdict") == Verdict.REMOVE:
        return _remove(request, request.user, top)
    if request.method == "POST" and may and form.is_valid():
        decision = take_measure(comment=top, moderator=request.user, **form.cleaned_data)
        return done(request, _afresh(top), _DONE[Verdict(decision.verdict)], to=to)
    return _page(request, top, form, status=403 if not may else 422 if request.method == "POST" else 200)


def _remove(request: HttpRequest, moderator: User, top: Comment) -> HttpResponse:
    """On to what came of it, where one press takes all of it back."""
    removal = DecisionForm(request.POST, auto_id=f"removal-{top.pk}-%s")
    if not removal.is_valid():
        return _page(request, top, BranchForm(auto_id=f"branch-{top.pk}-%s"), removal, status=422)
    facts = {name: removal.cleaned_data[name] for name in ("reason", "note")}
    run = remove_branch(top=top, moderator=moderator, **facts)
    if size_of_branch(top.pk)[0]:
        messages.info(request, _("The branch is long: what is left of it goes within the next minutes."))
    return redirect("run_done", run.pk)


def _page(
    request: HttpRequest, top: Comment, form: BranchForm, removal: DecisionForm | None = None, *, status: int
) -> HttpResponse:
    decisions: Sequence[Decision] = list(history().filter(comment=top))
    mark_undone(decisions)
    in_force = measures_in_force(decisions)
    comments, people = size_of_branch(top.pk)
    context = {
        "comment": top,
        "article": top.discussion.article,
        "may": may_take_measures(request.user, top),
        "form": form,
        "removal": removal or DecisionForm(auto_id=f"removal-{top.pk}-%s"),
        "next": safe_next(request),
        "comments": comments,
        "people": people,
        "standing": [in_force[verdict] for verdict in OF_A_BRANCH if verdict in in_force],
    }
    return form_page(request, "comments/branch.html", context, status=status)


def _afresh(top: Comment) -> Comment:
    return Comment.objects.for_display().with_article().get(pk=top.pk)
