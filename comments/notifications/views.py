"""The inbox: what one is told, and noting that one has read it."""

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from comments.notifications.inbox import inbox_page, mark_read, unread_count


@never_cache
@login_required
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)  # noqa: S101  # login_required said so
    page = inbox_page(request.user, request.GET.get("before", ""))
    return render(request, "comments/inbox.html", {"page": page, "unread": unread_count(request.user)})


@require_POST
def reading(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Mark one notification as read, or all; then back to the inbox."""
    if not isinstance(request.user, User):
        return redirect_to_login(reverse("inbox"))
    mark_read(request.user, pk)
    return redirect("inbox")
