"""The pages of notices: the form and the case's page for anybody, the queue and the decision for the desk."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from accounts.keys import key_of
from accounts.models import User
from accounts.permissions import Permission
from comments.actions.moderating import HappenedMeanwhileError
from comments.guards.origins import network_of
from comments.guards.stops import Stopped, seconds_until
from comments.models import Notice
from comments.moderation.queues import queue_counts, tabs
from comments.notices.actions import decide_notice, send_notice
from comments.notices.forms import NoticeForm, VerdictForm
from comments.notices.letters import case_path, notice_of
from comments.notices.queue import STATES, bring_locations, notices_page
from comments.permissions import may_decide_notice, may_moderate
from comments.views.answers import sign_in_first

FACTS = ("ground", "law", "explanation", "name", "email", "form_key")


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
def new(request: HttpRequest) -> HttpResponse:
    """The form, for anybody."""
    if request.method != "POST":
        return render(request, "comments/notices/new.html", {"form": NoticeForm.begin(request)})
    form = NoticeForm.sent(request)
    if not form.is_valid():
        return render(request, "comments/notices/new.html", {"form": form}, status=422)
    if form.is_hasty:
        form.ask_again()
        return render(request, "comments/notices/new.html", {"form": form}, status=422)
    facts = {name: form.cleaned_data[name] for name in FACTS}
    notifier = request.user if isinstance(request.user, User) else None
    try:
        notice = send_notice(
            places=form.cleaned_data["locations"], notifier=notifier, network=network_of(request), **facts
        )
    except Stopped as stopped:
        form.add_error(None, stopped.stop.sentence)
        answer = render(request, "comments/notices/new.html", {"form": form}, status=429)
        if stopped.stop.until:
            answer.headers["Retry-After"] = str(seconds_until(stopped.stop.until))
        return answer
    messages.success(
        request, _("We have received your notice. Keep the address of this page: it tells what comes of it.")
    )
    return redirect(case_path(notice))


@require_safe
@cache_control(private=True, no_store=True)
def case(request: HttpRequest, token: str) -> HttpResponse:
    """What has become of a notice, for whoever has its address; it names nobody."""
    notice = notice_of(token)
    context = {"notice": notice, "redress": settings.NOTICE_REDRESS}
    answer = render(request, "comments/notices/case.html", context, status=200 if notice else 404)
    # The address itself is what opens it.
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@require_safe
@cache_control(private=True, no_store=True)
def notices(request: HttpRequest) -> HttpResponse:
    """The desk's queue: what waits, or `?state=decided`."""
    if not isinstance(request.user, User):
        return sign_in_first(request)
    may_moderate(request.user).enforce()
    state = request.GET.get("state", "")
    state = state if state in STATES else STATES[0]
    context = {
        "tabs": tabs(queue_counts(request.user)),
        "state": state,
        "page": notices_page(state, key_of(request.GET.get("after", ""))),
    }
    return render(request, "comments/notices/queue.html", context)


@require_http_methods(["GET", "POST"])
@cache_control(private=True, no_store=True)
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """One notice, with who sent it, and the form that decides on it."""
    if not isinstance(request.user, User):
        return sign_in_first(request)
    may_moderate(request.user).enforce()
    notice = get_object_or_404(Notice.objects.select_related("decided_by", "notifier"), pk=pk)
    bring_locations([notice])
    places = notice.places  # type: ignore[attr-defined]  # brought above
    may = may_decide_notice(request.user, [place.comment for place in places])
    form = VerdictForm(places, request.POST or None, auto_id="notice-%s")
    if request.method != "POST" or not may or not form.is_valid():
        status = 403 if not may else 422 if request.method == "POST" and notice.is_waiting else 200
        return _one(request, notice, form, may, status)
    facts = {name: form.cleaned_data[name] for name in ("answer", "note", "is_automated")}
    try:
        decide_notice(notice=notice, moderator=request.user, outcomes=form.outcomes, **facts)
    except HappenedMeanwhileError:
        notice.refresh_from_db()
        bring_locations([notice])
        return _one(request, notice, form, may, 409)
    messages.success(request, _("Decided. The notifier is told."))
    return redirect("notices")


def _one(request: HttpRequest, notice: Notice, form: VerdictForm, may: Permission, status: int) -> HttpResponse:
    context = {"notice": notice, "form": form, "may": may, "has_happened": status == 409}
    return render(request, "comments/notices/decision.html", context, status=status)
