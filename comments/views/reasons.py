"""Saying afterwards why comments were removed."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.models import User
from comments.actions.moderating import HappenedMeanwhileError, give_reason
from comments.forms import ReasonForm
from comments.models import Decision
from comments.moderation.owed import owed_decisions
from comments.permissions import may_moderate
from comments.views.answers import sign_in_first


@require_http_methods(["GET", "POST"])
def reasons(request: HttpRequest) -> HttpResponse:
    """All removals whose reason is to follow; those that are ticked get the one that is chosen."""
    if not isinstance(request.user, User):
        return sign_in_first(request)
    may_moderate(request.user).enforce()
    owed, form = owed_decisions(request.user), ReasonForm(request.POST or None)
    ticked = _ticked(request, owed)
    if request.method == "POST" and not ticked:
        form.add_error(None, _("Tick the removals that this is the reason for; it may have been given meanwhile."))
    if request.method == "POST" and form.is_valid():
        _give(request, request.user, ticked, form)
        return redirect("reasons" if len(ticked) < len(owed) else "queue")
    context = {"owed": owed, "ticked": ticked, "form": form}
    return render(request, "comments/reasons.html", context, status=422 if request.method == "POST" else 200)


def _ticked(request: HttpRequest, owed: Sequence[Decision]) -> list[Decision]:
    """At first one's own, which one has in mind."""
    if request.method == "POST":
        asked = set(request.POST.getlist("removal"))
        return [decision for decision in owed if str(decision.pk) in asked]
    return [decision for decision in owed if decision.moderator_id == request.user.pk]


def _give(request: HttpRequest, moderator: User, removals: Sequence[Decision], form: ReasonForm) -> None:
    """Each in a transaction of its own; what was explained or undone meanwhile stays as it is."""
    given = 0
    for removal in removals:
        try:
            give_reason(decision=removal, moderator=moderator, **form.cleaned_data)
        except HappenedMeanwhileError:
            continue
        given += 1
    sentence = ngettext(
        "The reason is given for %(count)s removal.", "The reason is given for %(count)s removals.", given
    )
    messages.success(request, sentence % {"count": given})
