"""A picture that was in the library already: its editor chooses which of the two to keep."""

import json
from typing import Any

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext

from accounts.keys import key_of
from articles.actions.illustrating import delete_picture
from articles.admin.where_used import links_by_picture, where_used
from articles.models import Picture
from articles.permissions import may_edit_articles

# The prose editor's number for what it asked of the library.
CALL = "CKEditorFuncNum"
TWINS_OFFERED = 5


def twins_path(picture: Picture, request: HttpRequest) -> str:
    """The page on which to choose, which knows what the picture was uploaded for."""
    asked = request.POST if request.method == "POST" else request.GET
    came_from = {name: asked[name] for name in (IS_POPUP_VAR, CALL) if name in asked}
    return reverse("admin:articles_picture_twins", args=[picture.pk], query=came_from)


def choose_twin(request: HttpRequest, pk: int, context: dict[str, Any]) -> HttpResponse:
    """Both beside each other; taking the other one deletes this one, unless something shows it already."""
    may_edit_articles(request.user).enforce()
    picture = Picture.objects.filter(pk=pk).first()
    if picture is None:
        raise Http404
    twins = Picture.objects.twins_of(picture)
    if request.method == "POST":
        key = key_of(request.POST.get("take", ""))
        taken = twins.filter(pk=key).first() if key is not None else None
        return _go_on_with(request, _keep(request, picture, taken))
    offered = list(twins[:TWINS_OFFERED])
    links = links_by_picture([picture.pk, *(twin.pk for twin in offered)])
    context |= {
        "title": gettext("The library has this picture already"),
        "is_popup": bool({IS_POPUP_VAR, CALL} & set(request.GET)),
        "picture": picture,
        "twins": [(twin, links[twin.pk]) for twin in offered],
        "is_used": bool(links[picture.pk]),
    }
    return TemplateResponse(request, "admin/articles/picture/twins.html", context)


def _keep(request: HttpRequest, picture: Picture, taken: Picture | None) -> Picture:
    if taken is None or where_used(picture):
        return taken or picture
    delete_picture(picture=picture, editor=request.user)  # type: ignore[arg-type]  # signed in
    messages.success(request, gettext("The picture that was there is used; the new one is gone."))
    return taken


def _go_on_with(request: HttpRequest, picture: Picture) -> HttpResponse:
    """Back to what the picture was uploaded for."""
    if IS_POPUP_VAR in request.GET:
        answer = json.dumps({"value": str(picture.pk), "obj": str(picture)})
        return TemplateResponse(request, "admin/popup_response.html", {"popup_response_data": answer})
    if CALL in request.GET:
        return redirect(taken_path(picture, request.GET[CALL]))
    return redirect("admin:articles_picture_change", picture.pk)


def taken_path(picture: Picture, call: str) -> str:
    """The window of the prose editor, which hands this picture over."""
    return reverse("admin:articles_picture_choosing", query={"taken": picture.pk, CALL: call})
