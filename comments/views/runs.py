"""Deciding on many comments together: what would happen, doing it, what came of it, and taking it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from comments.actions.runs import COMMENTS_IN_A_RUN, decide_together, undo_run
from comments.discussion import mark_undone
from comments.forms import RunForm
from comments.models import Comment, Decision, DecisionRun
from comments.permissions import may_moderate
from comments.rulings import Seen
from comments.views.answers import sign_in_first


@require_http_methods(["GET", "POST"])
def run(request: HttpRequest) -> HttpResponse:
    """With GET what would happen to each, and the form for it; with POST it is done."""
    if not isinstance(request.user, User):
        return sign_in_first(request)
    may_moderate(request.user).enforce()
    asked = request.POST if request.method == "POST" else request.GET
    chosen = _chosen(request.user, asked.getlist("card"))
    form = RunForm(asked) if request.method == "POST" else RunForm(initial={"verdict": asked.get("verdict", "")})
    if request.method == "POST" and chosen and form.is_valid():
        result = decide_together(
            chosen=chosen,
            moderator=request.user,
            verdict=Decision.Verdict(form.cleaned_data["verdict"]),
            reason=form.cleaned_data["reason"],
            note=form.cleaned_data["note"],
        )
        _tell_of_left(request, len(result.left))
        return redirect("run_done", result.run.pk)
    context = {
        "form": form,
        "chosen": [(comment, seen, _has_changed(comment, seen)) for comment, seen in chosen],
        "verdict": asked.get("verdict", ""),
    }
    return render(request, "comments/run.html", context, status=422 if request.method == "POST" else 200)


@require_safe
def run_done(request: HttpRequest, pk: int) -> HttpResponse:
    """What a run decided, comment by comment, and the way to take it back."""
    if not isinstance(request.user, User):
        return sign_in_first(request)
    may_moderate(request.user).enforce()
    found = get_object_or_404(DecisionRun.objects.select_related("moderator"), pk=pk)
    decisions = list(
        Decision.objects.filter(comment__decisions__run=found)
        .distinct()
        .select_related("comment__author", "comment__guest", "moderator")
        .order_by("pk")
    )
    mark_undone(decisions)
    made = [decision for decision in decisions if decision.run_id == found.pk]
    context = {"run": found, "decisions": made, "can_undo": any(not decision.is_undone for decision in made)}
    return render(request, "comments/run_done.html", context)


@require_POST
def run_undo(request: HttpRequest, pk: int) -> HttpResponse:
    if not isinstance(request.user, User):
        return sign_in_first(request)
    may_moderate(request.user).enforce()
    undo_run(run=get_object_or_404(DecisionRun, pk=pk), moderator=request.user)
    messages.success(request, _("Taken back, as far as that can be: below stands what became of each."))
    return redirect("run_done", pk)


def _chosen(moderator: User, cards: list[str]) -> list[tuple[Comment, Seen]]:
    """The comments that were ticked, as they were seen: each card says key, revision and last decision."""
    seen: dict[int, Seen] = {}
    for card in cards[:COMMENTS_IN_A_RUN]:
        numbers = card.split("-")
        if len(numbers) == 3 and all(each.isascii() and each.isdecimal() and len(each) < 19 for each in numbers):
            pk, revision, decision = map(int, numbers)
            seen[pk] = Seen(revision, decision)
    found = Comment.objects.visible_to(moderator).filter(pk__in=seen).for_display().with_article()
    return [(comment, seen[comment.pk]) for comment in found.prefetch_related("decisions").order_by("pk")]


def _has_changed(comment: Comment, seen: Seen) -> bool:
    is_same = comment.revision_number == seen.revision and comment.status != Comment.Status.DELETED
    return not is_same or any(decision.pk > seen.decision for decision in comment.decisions.all())


def _tell_of_left(request: HttpRequest, count: int) -> None:
    if count:
        sentence = ngettext(
            "%(count)s comment was left as it is: something happened to it meanwhile.",
            "%(count)s comments were left as they are: something happened to them meanwhile.",
            count,
        )
        messages.warning(request, sentence % {"count": count})
