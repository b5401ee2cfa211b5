"""What moderators do on the desk beside deciding."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.models import User
from comments.actions.looking import note_look
from comments.asking import key_of
from comments.permissions import may_moderate
from comments.views.answers import sign_in_first


@require_http_methods(["GET", "POST"])
def look(request: HttpRequest) -> HttpResponse:
    """Somebody has looked at what is new; the form stands on the queue's own page."""
    if not isinstance(request.user, User):
        return sign_in_first(request)
    may_moderate(request.user).enforce()
    up_to = key_of(request.POST.get("up_to", ""))
    if request.method == "POST" and up_to is not None:
        note_look(moderator=request.user, up_to=up_to)
    return redirect(f"{reverse('queue')}?queue=new")
