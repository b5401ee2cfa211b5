"""The desk's dashboard."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User
from comments.moderation.dashboard import PERIODS, dashboard
from comments.moderation.workload import MOST_WAITING
from comments.permissions import may_moderate
from comments.views.answers import sign_in_first


@require_safe
def show_dashboard(request: HttpRequest) -> HttpResponse:
    """For the time that `period` names; for today where it names none."""
    if not isinstance(request.user, User):
        return sign_in_first(request)
    may_moderate(request.user).enforce()
    asked = request.GET.get("period", "")
    period = asked if asked in PERIODS else "today"
    context = {
        "dashboard": dashboard(period, request.user),
        "period": period,
        "periods": [(name, label) for name, (label, _days) in PERIODS.items()],
        "most": MOST_WAITING,
    }
    return render(request, "comments/dashboard.html", context)
