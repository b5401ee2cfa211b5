"""Having one's own data, and having it gone. Both ask for the password first, unless it was just given."""

from allauth.account.decorators import reauthentication_required
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.permissions import may_erase_account
from comments.actions.erasing import erase_person
from comments.privacy.archive import archive_of
from comments.privacy.forms import ErasureForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth ships no types
def export(request: HttpRequest) -> HttpResponseBase:
    assert isinstance(request.user, User)  # noqa: S101  # login_required said so
    if request.method != "POST":
        return render(request, "account/export.html")
    name = f"{request.user.handle}-{timezone.localdate()}.zip"
    return FileResponse(archive_of(request.user), as_attachment=True, filename=name)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reauthentication_required  # type: ignore[untyped-decorator]  # as above
def erasure(request: HttpRequest) -> HttpResponseBase:
    assert isinstance(request.user, User)  # noqa: S101  # login_required said so
    may, form = may_erase_account(request.user), _form(request, request.user)
    if request.method == "POST":
        may.enforce()
        if form.is_valid():
            erase_person(person=request.user)
            logout(request)
            return redirect("erased")
    return render(request, "account/erasure.html", {"form": form, "may": may})


@never_cache
@require_safe
def erased(request: HttpRequest) -> HttpResponseBase:
    """A farewell; it tells nothing of anybody."""
    return render(request, "account/erased.html")


def _form(request: HttpRequest, person: User) -> ErasureForm:
    """Sent empty it is wrong, too."""
    return ErasureForm(request.POST if request.method == "POST" else None, person=person)
