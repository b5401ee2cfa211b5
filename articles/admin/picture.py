"""Pictures in the admin: uploaded through the bounded door, described, and found again."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.contrib.admin.actions import delete_selected
from django.contrib.admin.widgets import AdminFileWidget
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.actions.illustrating import delete_picture, save_picture
from articles.admin.deleting import ListsWhatGoes
from articles.admin.filters import PictureLackFilter, PictureUseFilter
from articles.admin.focal import focal_html
from articles.admin.kept import TellsOfKept
from articles.admin.library import choose_from, words_asked_for
from articles.admin.people import NamesPeople
from articles.admin.picture_form import ACCEPTED, OWN_POINTS, PictureFileField, PictureForm
from articles.admin.several import DESCRIBED_AT_ONCE, add_several, describe_several, describing_path
from articles.admin.twins import choose_twin, twins_path
from articles.admin.where_used import USES_LISTED, links_by_picture, use_count, where_used
from articles.models import Picture
from articles.showing import USES, picture_html


@admin.register(Picture)
class PictureAdmin(NamesPeople[Picture], TellsOfKept[Picture], ListsWhatGoes[Picture]):
    form = PictureForm
    people = ("uploaded_by",)
    formfield_overrides = {
        models.ImageField: {
            "form_class": PictureFileField,
            "widget": AdminFileWidget(ACCEPTED),
            "help_text": _(
                "JPEG, PNG, WebP or GIF, up to 15 MB and 40 million pixels, fewer in kinds that take more memory. The "
                "picture is turned upright and freed of what the camera wrote into it, such as the place."
            ),
        }
    }
    fieldsets = (
        (None, {"fields": ("file", "shown")}),
        (_("What readers are told"), {"fields": ("alt", "is_decorative", "caption", "credit")}),
        (
            _("Focal points in figures"),
            {
                "classes": ("collapse",),
                "fields": ("focal_x", "focal_y", *OWN_POINTS),
                "description": _(
                    "What stays in view when the picture is cut to fit: 0.5 and 0.5 are the middle. A cut whose own "
                    "point is left blank is made around the picture’s."
                ),
            },
        ),
        (_("Use"), {"fields": ("used_in", "twins", "within_a_text", "size", "uploaded_at", "uploaded_by")}),
    )
    readonly_fields = ("shown", "used_in", "twins", "within_a_text", "size", "uploaded_at", "uploaded_by")
    list_display = ("thumbnail", "__str__", "credit", "size", "uses", "uploaded_at")
    list_display_links = ("thumbnail", "__str__")
    list_filter = (PictureUseFilter, PictureLackFilter, "uploaded_at")
    actions = ("describe_chosen", "delete_selected")
    list_per_page = 30
    # Said here, too: a query that counts leaves a model's own order aside.
    ordering = ("-uploaded_at", "-pk")
    search_fields = ("alt", "caption", "credit")
    search_help_text = _("Words of the caption, of the text for those who cannot see it, or of the credit.")

    class Media:
        css = {"all": ("css/admin.css",)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Picture]:
        return super().get_queryset(request).annotate(use_count=use_count())

    def get_fieldsets(self, request: HttpRequest, obj: Picture | None = None) -> Any:
        """Of a picture that is not there yet nothing is known."""
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if obj else fieldsets[:-1]

    def view_on_site(self, obj: Picture) -> str:
        return obj.get_absolute_url()

    def save_model(self, request: HttpRequest, obj: Picture, form: Any, change: bool) -> None:
        save_picture(picture=obj, editor=request.user)  # type: ignore[arg-type]  # nobody comes here without signing in

    def response_add(self, request: HttpRequest, obj: Picture, post_url_continue: str | None = None) -> HttpResponse:
        if Picture.objects.twins_of(obj).exists():
            return redirect(twins_path(obj, request))
        return super().response_add(request, obj, post_url_continue)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        picture = self.get_object(request, object_id)
        used_in = self.used_in(picture) if picture else "–"
        return super().delete_view(request, object_id, {**(extra_context or {}), "used_in": used_in})

    def delete_model(self, request: HttpRequest, obj: Picture) -> None:
        delete_picture(picture=obj, editor=request.user)  # type: ignore[arg-type]  # as above

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Picture]) -> None:
        for picture in queryset:
            self.delete_model(request, picture)

    @admin.display(description=_("thumbnail"))
    def thumbnail(self, picture: Picture) -> str | SafeString:
        if not picture.file:
            return "–"
        return picture_html(picture, USES["thumbnail"], alt=picture.alt, css_class="thumbnail")

    @admin.display(description=_("focal point"))
    def shown(self, picture: Picture) -> SafeString:
        return focal_html(_as_stored(picture))

    @admin.display(description=_("size"), ordering="width")
    def size(self, picture: Picture) -> str:
        picture = _as_stored(picture)
        return f"{picture.width} × {picture.height}" if picture.width else "–"

    @admin.display(description=_("uses"), ordering="use_count")
    def uses(self, picture: Any) -> int:
        return int(picture.use_count)

    @admin.display(description=_("within a text"))
    def within_a_text(self, picture: Picture) -> str | SafeString:
        """What names it in a body that is written as HTML."""
        if not picture.file or picture.pk is None:
            return "–"
        image = reverse("picture_image", args=[picture.pk])
        return format_html("<code>{}</code>", f'<figure><img src="{image}"></figure>')

    @admin.display(description=_("used in"))
    def used_in(self, picture: Picture) -> str | SafeString:
        return (picture.pk is not None and where_used(picture)) or "–"

    @admin.display(description=_("the same picture"))
    def twins(self, picture: Picture) -> str | SafeString:
        found = Picture.objects.twins_of(picture)[:USES_LISTED] if picture.pk is not None else ()
        links = [(reverse("admin:articles_picture_change", args=[twin.pk]), str(twin)) for twin in found]
        return format_html_join(", ", '<a href="{}">{}</a>', links) or "–"

    @admin.action(permissions=["change"], description=_("Describe the chosen pictures"))
    def describe_chosen(self, request: HttpRequest, queryset: QuerySet[Picture]) -> HttpResponse:
        return redirect(describing_path(queryset[:DESCRIBED_AT_ONCE]))

    @admin.action(permissions=["delete"], description=_("Delete the chosen pictures"))
    def delete_selected(self, request: HttpRequest, queryset: QuerySet[Picture]) -> HttpResponse | None:
        """As everywhere, and warned of what would lose its picture."""
        answer = delete_selected(self, request, queryset)
        if isinstance(answer, TemplateResponse) and answer.context_data is not None:
            in_use = queryset.exclude(pk__in=Picture.objects.unused().values("pk"))[:USES_LISTED]
            links = links_by_picture([picture.pk for picture in in_use])
            answer.context_data["in_use"] = [(picture, links[picture.pk]) for picture in in_use]
        return answer

    def get_urls(self) -> list[URLPattern]:
        def page(route: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
            return path(route, self.admin_site.admin_view(view), name=f"articles_picture_{name}")

        return [
            page("choosing/", self.choose, "choosing"),
            page("several/", self.add_several, "several"),
            page("describing/", self.describe_several, "describing"),
            page("<int:pk>/twins/", self.choose_twin, "twins"),
            *super().get_urls(),
        ]

    def choose(self, request: HttpRequest) -> HttpResponse:
        found, _many = self.get_search_results(request, Picture.objects.exclude(file=""), words_asked_for(request))
        return choose_from(found, request, self._frame(request))

    def add_several(self, request: HttpRequest) -> HttpResponse:
        return add_several(request, self._frame(request))

    def describe_several(self, request: HttpRequest) -> HttpResponse:
        return describe_several(request, self._frame(request))

    def choose_twin(self, request: HttpRequest, pk: int) -> HttpResponse:
        return choose_twin(request, pk, self._frame(request))

    def _frame(self, request: HttpRequest) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "opts": self.opts}


def _as_stored(picture: Picture) -> Picture:
    """Without the file of a form that was refused, which is kept nowhere."""
    if not picture.file or picture.file._committed:  # type: ignore[attr-defined]  # Django's mark of what is stored
        return picture
    return Picture.objects.filter(pk=picture.pk).first() or Picture()
