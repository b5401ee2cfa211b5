"""Pictures in the admin: uploaded through the bounded door, described, and found again."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AdminFileWidget
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.actions.illustrating import delete_picture, save_picture
from articles.admin.focal import focal_html
from articles.admin.picture_form import OWN_POINTS, PictureFileField, PictureForm
from articles.models import Article, Picture
from articles.permissions import may_edit_articles
from articles.showing import USES, picture_html

# A picture that stands for a series may lead thousands of articles; the list of pictures counts them all.
USES_LISTED = 50
PICTURES_TO_CHOOSE_FROM = 24


@admin.register(Picture)
class PictureAdmin(admin.ModelAdmin[Picture]):
    form = PictureForm
    formfield_overrides = {
        models.ImageField: {
            "form_class": PictureFileField,
            "widget": AdminFileWidget({"accept": "image/jpeg,image/png,image/webp,image/gif"}),
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
        (_("Use"), {"fields": ("used_in", "within_a_text", "size", "uploaded_at", "uploaded_by")}),
    )
    readonly_fields = ("shown", "used_in", "within_a_text", "size", "uploaded_at", "uploaded_by")
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
        uses = Count("article", distinct=True) + Count("in_bodies", distinct=True) + Count("byline", distinct=True)
        return super().get_queryset(request).annotate(use_count=uses)

    def view_on_site(self, obj: Picture) -> str:
        return obj.get_absolute_url()

    def save_model(self, request: HttpRequest, obj: Picture, form: Any, change: bool) -> None:
        save_picture(picture=obj, editor=request.user)  # type: ignore[arg-type]  # nobody comes here without signing in

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

    @admin.display(description=_("picture"))
    def thumbnail(self, picture: Picture) -> str | SafeString:
        if not picture.file:
            return "–"
        return picture_html(picture, USES["thumbnail"], alt=picture.alt, css_class="thumbnail")

    @admin.display(description=_("focal point"))
    def shown(self, picture: Picture) -> SafeString:
        return focal_html(picture)

    @admin.display(description=_("size"), ordering="width")
    def size(self, picture: Picture) -> str:
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

    def get_urls(self) -> list[URLPattern]:
        choosing = path("choosing/", self.admin_site.admin_view(self.choose), name="articles_picture_choosing")
        return [choosing, *super().get_urls()]

    def choose(self, request: HttpRequest) -> HttpResponse:
        """The library as a window of the prose editor, which takes the picture that is pressed into its text."""
        may_edit_articles(request.user).enforce()
        words = request.GET.get("q", "").replace("\x00", "").strip()[:200]
        found, _many = self.get_search_results(request, Picture.objects.exclude(file=""), words)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Choose a picture"),
            "is_popup": True,
            "words": words,
            "call": request.GET.get("CKEditorFuncNum", ""),
            "page": Paginator(found, PICTURES_TO_CHOOSE_FROM).get_page(request.GET.get("page")),
        }
        return TemplateResponse(request, "admin/articles/picture/choosing.html", context)

    @admin.display(description=_("used in"))
    def used_in(self, picture: Picture) -> str | SafeString:
        """The bylines that it portrays, the articles that show it, newest first, as links to their forms."""
        if picture.pk is None:
            return "–"
        showing = Article.objects.filter(Q(lead_picture=picture) | Q(body_pictures=picture)).distinct()
        users = [*picture.byline_set.all()[:USES_LISTED], *showing.only("headline")[:USES_LISTED]]
        links = [
            (reverse(f"admin:articles_{user._meta.model_name}_change", args=[user.pk]), str(user)) for user in users
        ]
        return format_html_join(", ", '<a href="{}">{}</a>', links) or "–"
