"""The library as a window of the prose editor: a picture is chosen from it, or uploaded on the way."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext

from accounts.keys import key_of
from articles.actions.illustrating import save_picture
from articles.admin.picture_form import UploadForm
from articles.admin.twins import CALL, taken_path, twins_path
from articles.models import Picture
from articles.permissions import may_edit_articles

PICTURES_TO_CHOOSE_FROM = 24


def words_asked_for(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\x00", "").strip()[:200]


def choose_from(found: QuerySet[Picture], request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """The page of pictures, with a form for another one; that one is handed over as soon as it is there."""
    may_edit_articles(request.user).enforce()
    asked = request.POST if request.method == "POST" else request.GET
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        picture = save_picture(picture=form.save(commit=False), editor=request.user)  # type: ignore[arg-type]  # signed in
        is_twin = Picture.objects.twins_of(picture).exists()
        return redirect(twins_path(picture, request) if is_twin else taken_path(picture, asked.get(CALL, "")))
    key = key_of(request.GET.get("taken", ""))
    context |= {
        "title": gettext("Choose a picture"),
        "is_popup": True,
        "form": form,
        "taken": Picture.objects.exclude(file="").filter(pk=key).first() if key is not None else None,
        "words": words_asked_for(request),
        "call": asked.get(CALL, ""),
        "page": Paginator(found, PICTURES_TO_CHOOSE_FROM).get_page(request.GET.get("page")),
    }
    return TemplateResponse(request, "admin/articles/picture/choosing.html", context)
