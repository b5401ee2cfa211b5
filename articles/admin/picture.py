"""Pictures in the admin: uploaded through the bounded door, described, and found again."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminFileWidget
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.actions.illustrating import delete_picture, save_picture
from articles.models import Picture
from articles.pictures import reencode_picture
from articles.showing import USES, picture_html

# A picture that stands for a series may lead thousands of articles; the list of pictures counts them all.
USES_LISTED = 50


class PictureFileField(forms.FileField):
    """A file that passes the bounded door; nothing else looks into it before.

    Its name counts for nothing, so its length does not either.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs | {"max_length": None})

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        return reencode_picture(file) if isinstance(file, UploadedFile) else file


@admin.register(Picture)
class PictureAdmin(admin.ModelAdmin[Picture]):
    formfield_overrides = {
        models.ImageField: {
            "form_class": PictureFileField,
            "widget": AdminFileWidget({"accept": "image/jpeg,image/png,image/webp,image/gif"}),
            "help_text": _(
                "JPEG, PNG, WebP or GIF, up to 15 MB and 40 million pixels. The picture is turned upright and "
                "freed of what the camera wrote into it, such as the place."
            ),
        }
    }
    fieldsets = (
        (None, {"fields": ("file", "thumbnail")}),
        (_("What readers are told"), {"fields": ("alt", "caption", "credit")}),
        (
            _("Focal point"),
            {
                "fields": (("focal_x", "focal_y"),),
                "description": _("What stays in view when the picture is cut to fit: 0.5 and 0.5 are the middle."),
            },
        ),
        (_("Use"), {"fields": ("used_in", "size", "uploaded_at", "uploaded_by")}),
    )
    readonly_fields = ("thumbnail", "used_in", "size", "uploaded_at", "uploaded_by")
    list_display = ("thumbnail", "__str__", "credit", "size", "uses", "uploaded_at")
    list_display_links = ("thumbnail", "__str__")
    list_filter = ("uploaded_at",)
    list_per_page = 30
    # Said here, too: a query that counts leaves a model's own order aside.
    ordering = ("-uploaded_at", "-pk")
    search_fields = ("alt", "caption", "credit")
    search_help_text = _("Words of the caption, of the text for those who cannot see it, or of the credit.")

    class Media:
        css = {"all": ("css/admin.css",)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Picture]:
        uses = Count("article", distinct=True) + Count("byline", distinct=True)
        return super().get_queryset(request).annotate(use_count=uses)

    def view_on_site(self, obj: Picture) -> str:
        return obj.get_absolute_url()

    def save_model(self, request: HttpRequest, obj: Picture, form: Any, change: bool) -> None:
        save_picture(picture=obj, editor=request.user)  # type: ignore[arg-type]  # nobody comes here without signing in

    def delete_model(self, request: HttpRequest, obj: Picture) -> None:
        delete_picture(picture=obj, editor=request.user)  # type: ignore[arg-type]  # as above

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Picture]) -> None:
        for picture in queryset:
            self.delete_model(request, picture)

    @admin.display(description=_("picture"))
    def thumbnail(self, picture: Picture) -> str | SafeString:
        if not picture.file:
            return "–"
        return picture_html(picture, USES["thumbnail"], alt=picture.alt, css_class="thumbnail")

    @admin.display(description=_("size"), ordering="width")
    def size(self, picture: Picture) -> str:
        return f"{picture.width} × {picture.height}" if picture.width else "–"

    @admin.display(description=_("uses"), ordering="use_count")
    def uses(self, picture: Any) -> int:
        return int(picture.use_count)

    @admin.display(description=_("used in"))
    def used_in(self, picture: Picture) -> str | SafeString:
        """The bylines that it portrays and the articles that it leads, newest first, as links to their forms."""
        if picture.pk is None:
            return "–"
        users = [*picture.byline_set.all()[:USES_LISTED], *picture.article_set.only("headline")[:USES_LISTED]]
        links = [
            (reverse(f"admin:articles_{user._meta.model_name}_change", args=[user.pk]), str(user)) for user in users
        ]
        return format_html_join(", ", '<a href="{}">{}</a>', links) or "–"
