"""Topics, tags and bylines in the admin: how articles are found."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.choosing import OffersChoices
from articles.admin.deleting import ListsWhatGoes
from articles.admin.kept import TellsOfKept
from articles.admin.people import NamesPeople
from articles.admin.policy import SaysPolicy
from articles.models import Byline, Tag, Topic
from articles.querysets import memberships


class FoundByAdmin(TellsOfKept[Any], ListsWhatGoes[Any]):
    """What Topic, Tag and Byline share: a name, an address made from it, and articles."""

    prepopulated_fields = {"slug": ("name",)}
    search_fields = ("name", "slug")
    # Said here, too: a query that counts leaves a model's own order aside.
    ordering: ClassVar[tuple[str, ...]] = ("name",)
    # What the list of articles calls its filter, and which field of ours it takes.
    article_filter = ""
    filter_value = "pk"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        members, name = memberships(f"{self.opts.model_name}s")
        of_one = members.filter(**{name: OuterRef("pk")}).order_by().values(name).annotate(count=Count("pk"))
        count = Coalesce(Subquery(of_one.values("count")), 0)
        found: QuerySet[Any] = super().get_queryset(request).annotate(article_count=count)
        return found

    def view_on_site(self, obj: Any) -> str:
        return str(obj.get_absolute_url())

    @admin.display(description=_("articles"), ordering="article_count")
    def articles_link(self, found_by: Any) -> SafeString:
        query = {self.article_filter: getattr(found_by, self.filter_value)}
        url = reverse("admin:articles_article_changelist", query=query)
        return format_html('<a href="{}">{}</a>', url, found_by.article_count)


class PositionForm(forms.ModelForm[Topic]):
    """A row of the list: changed is what differs from the list as it was opened."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["position"].show_hidden_initial = True


@admin.register(Topic)
class TopicAdmin(SaysPolicy[Topic], FoundByAdmin):
    list_display = ("name", "slug", "position", "discussion_mode", "articles_link")
    list_editable = ("position",)
    ordering = ("position", "name")
    article_filter = "topics__id__exact"
    fieldsets = (
        (None, {"fields": ("name", "slug", "description", "position")}),
        (
            _("Discussion"),
            {
                "classes": ("collapse",),
                "fields": ("discussion_mode", "allows_guests", "closes_after_days", "slow_mode_seconds"),
                "description": _("Holds for all articles of this topic that do not say otherwise themselves."),
            },
        ),
    )

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> Any:
        return super().get_changelist_form(request, form=PositionForm, **kwargs)


@admin.register(Tag)
class TagAdmin(FoundByAdmin):
    fields = ("name", "slug")
    list_display = ("name", "slug", "articles_link")
    article_filter = "tag"
    filter_value = "slug"


@admin.register(Byline)
class BylineAdmin(OffersChoices, NamesPeople[Byline], FoundByAdmin):
    list_display = ("name", "slug", "user", "articles_link")
    list_select_related = ("user",)
    autocomplete_fields = ("portrait", "user")
    fields = ("name", "slug", "bio", "portrait", "user")
    # Whose account a byline belongs to is said by those who may look people up.
    people = ("user",)
    article_filter = "bylines__id__exact"
