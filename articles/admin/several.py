"""Several pictures at once: uploaded together, each with a verdict of its own, and described together."""

from collections.abc import Iterable
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Count
from django.forms import BaseModelFormSet, modelformset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext

from accounts.keys import key_of
from accounts.models import User
from articles.actions.illustrating import save_picture
from articles.admin.kept import tell_of_kept
from articles.admin.picture_form import ACCEPTED, DescribingForm
from articles.models import Picture
from articles.permissions import may_edit_articles
from articles.pictures import reencode_picture

# Twenty large ones take half a minute.
AT_ONCE = 20
DESCRIBED_AT_ONCE = 50
# As much of a file's or a picture's name as a sentence repeats.
_NAME_LETTERS = 80

Refusal = tuple[str, str]


class DescribedPictures(BaseModelFormSet[Picture, DescribingForm]):
    """Without those that a colleague has deleted since the page was opened: the others are described all the same."""

    @cached_property
    def forms(self) -> list[DescribingForm]:
        return [form for form in super().forms if form.instance.pk is not None]

    def count_gone(self) -> int:
        """Once told, they are counted no more: the page comes back without them."""
        keys = [self.data.get(f"{self.add_prefix(number)}-id") for number in range(self.total_form_count())]
        return len([key for key in keys if key]) - len(self.forms) if self.is_bound else 0


def describing_path(pictures: Iterable[Picture]) -> str:
    return reverse("admin:articles_picture_describing", query={"picture": [picture.pk for picture in pictures]})


def add_several(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """The page with a field for several files; what passes the door is kept, whatever becomes of the others."""
    may_edit_articles(request.user).enforce()
    error = ""
    if request.method == "POST":
        files = request.FILES.getlist("files")
        error = _why_not_these(files)
        kept, refused = ([], []) if error else _take_in(files, request.user)  # type: ignore[arg-type]  # signed in
        for name, sentence in refused:
            messages.error(request, gettext("“%(name)s”: %(reason)s") % {"name": name, "reason": sentence})
        if kept:
            said = ngettext("%(count)d picture was added.", "%(count)d pictures were added.", len(kept))
            messages.success(request, said % {"count": len(kept)})
            return redirect(describing_path(kept))
    context |= {"title": gettext("Add several pictures"), "error": error, "most": AT_ONCE, **ACCEPTED}
    return TemplateResponse(request, "admin/articles/picture/several.html", context)


def describe_several(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """The pictures that the address names, each with its fields; those left as they are stay so."""
    may_edit_articles(request.user).enforce()
    keys = [key for word in request.GET.getlist("picture")[:DESCRIBED_AT_ONCE] if (key := key_of(word)) is not None]
    pictures = Picture.objects.filter(pk__in=keys).exclude(file="").order_by("pk")
    formset_class = modelformset_factory(
        Picture, DescribingForm, formset=DescribedPictures, extra=0, max_num=DESCRIBED_AT_ONCE
    )
    formset = cast("DescribedPictures", formset_class(request.POST or None, queryset=pictures))
    if request.method == "POST":
        is_valid = formset.is_valid()
        _tell_of_colleagues(request, formset)
        if is_valid:
            _save_described(request, [form.save(commit=False) for form in formset if form.has_changed()])
            return redirect("admin:articles_picture_changelist")
    digests = Picture.objects.exclude(digest="").filter(digest__in=pictures.order_by().values("digest"))
    twice = digests.order_by().values("digest").annotate(count=Count("pk")).filter(count__gt=1)
    context |= {
        "title": gettext("Describe pictures"),
        "formset": formset,
        "twice": set(twice.values_list("digest", flat=True)),
    }
    return TemplateResponse(request, "admin/articles/picture/describing.html", context)


def _save_described(request: HttpRequest, pictures: list[Picture]) -> None:
    for picture in pictures:
        save_picture(picture=picture, editor=request.user)  # type: ignore[arg-type]  # signed in
    said = ngettext("%(count)d picture was described.", "%(count)d pictures were described.", len(pictures))
    messages.success(request, said % {"count": len(pictures)})


def _tell_of_colleagues(request: HttpRequest, formset: DescribedPictures) -> None:
    """Which pictures are gone, and of which others something stays as a colleague left it."""
    if gone := formset.count_gone():
        said = ngettext(
            "%(count)d picture was deleted since you opened this page, and is left out.",
            "%(count)d pictures were deleted since you opened this page, and are left out.",
            gone,
        )
        messages.warning(request, said % {"count": gone})
    kept = [(str(form.instance)[:_NAME_LETTERS], ", ".join(form.kept)) for form in formset if form.kept]
    tell_of_kept(request, [gettext("“%(name)s” (%(what)s)") % {"name": name, "what": what} for name, what in kept])


def _why_not_these(files: list[UploadedFile[bytes]]) -> str:
    if not files:
        return gettext("Please choose one picture or several.")
    if len(files) > AT_ONCE:
        said = gettext("These are %(count)d files. Please upload at most %(most)d at once.")
        return said % {"count": len(files), "most": AT_ONCE}
    return ""


def _take_in(files: list[UploadedFile[bytes]], editor: User) -> tuple[list[Picture], list[Refusal]]:
    """One after the other, so that no two are in memory at once."""
    kept: list[Picture] = []
    refused: list[Refusal] = []
    for upload in files:
        try:
            kept.append(save_picture(picture=Picture(file=reencode_picture(upload)), editor=editor))
        except ValidationError as problem:
            refused.append(((upload.name or "")[:_NAME_LETTERS], " ".join(problem.messages)))
    return kept, refused
