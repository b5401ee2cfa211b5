"""How long lists of articles and of pictures are narrowed down."""

import re
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Count, Exists, Max, Min, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Picture, Tag

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

# A newspaper has thousands of tags: the sidebar offers the most used, each tag's own page leads to its articles.
TAGS_OFFERED = 30
# In one statement, each as a question within it.
_YEARS_AT_ONCE = 50
_MONTH = re.compile(r"([1-9]\d{3})(?:-([1-9]|1[0-2]))?", re.ASCII)


class StatusFilter(admin.SimpleListFilter):
    """By what readers see: what was scheduled and has appeared counts as published."""

    title = _("status")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Article]") -> list[tuple[str, Any]]:
        return list(Article.Status.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        has_come = Q(published_at__lte=timezone.now())
        match self.value():
            case None:
                return queryset
            case Article.Status.PUBLISHED:
                return queryset.filter(has_come, status__in=[Article.Status.PUBLISHED, Article.Status.SCHEDULED])
            case Article.Status.SCHEDULED:
                return queryset.filter(~has_come, status=Article.Status.SCHEDULED)
            case status:
                return queryset.filter(status=status)


class MonthFilter(admin.SimpleListFilter):
    """By year, and within the year that is chosen by month.

    Django's own hierarchy of dates reads every article to find out which years there are.
    """

    title = _("time of publication")
    parameter_name = "in"

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Article]") -> list[tuple[str, str]]:
        chosen = self._chosen()
        years = [(str(year), str(year)) for year in _years_with_articles()]
        if chosen is None:
            return years
        months = [(f"{chosen[0]}-{month}", f"{MONTHS[month]} {chosen[0]}") for month in range(1, 13)]
        place = next((place for place, (year, _name) in enumerate(years, 1) if year == str(chosen[0])), 0)
        return years[:place] + months + years[place:]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        chosen = self._chosen()
        if chosen is None:
            return queryset
        year, month = chosen
        of_year = queryset.filter(published_at__year=year)
        return of_year.filter(published_at__month=month) if month else of_year

    def _chosen(self) -> tuple[int, int] | None:
        """Year and month, which is 0 where it is left open; what means nothing chooses nothing."""
        said = _MONTH.fullmatch(self.value() or "")
        return (int(said[1]), int(said[2] or 0)) if said else None


def _years_with_articles() -> list[int]:
    """The newest first; each is asked for by the index, and what lies between two centuries is passed over."""
    dated = Article.objects.order_by().filter(published_at__isnull=False)
    ends = dated.aggregate(first=Min("published_at"), last=Max("published_at"))
    if ends["first"] is None:
        return []
    first, last = (timezone.localtime(ends[name]).year for name in ("first", "last"))
    found: list[int] = []
    while last >= first:
        years = range(last, max(last - _YEARS_AT_ONCE, first - 1), -1)
        are_any = dated.values_list(*(Exists(dated.filter(published_at__year=year)) for year in years))[:1].get()
        found += [year for year, is_any in zip(years, are_any, strict=True) if is_any]
        last = years[-1] - 1
        if last >= first:
            latest = dated.filter(published_at__year__lte=last).aggregate(last=Max("published_at"))["last"]
            last = timezone.localtime(latest).year
    return found


class PictureUseFilter(admin.SimpleListFilter):
    title = _("use")
    parameter_name = "use"

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Picture]") -> list[tuple[str, Any]]:
        return [("none", _("unused")), ("portrait", _("portraits"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Picture]) -> QuerySet[Picture]:
        match self.value():
            case "none":
                return queryset.filter(pk__in=Picture.objects.unused().values("pk"))
            case "portrait":
                return queryset.filter(pk__in=Picture.objects.portraits().values("pk"))
        return queryset


class PictureLackFilter(admin.SimpleListFilter):
    title = _("what is missing")
    parameter_name = "lacks"

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Picture]") -> list[tuple[str, Any]]:
        return [("alt", _("text for those who cannot see it")), ("credit", _("credit"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Picture]) -> QuerySet[Picture]:
        match self.value():
            case "alt":
                return queryset.filter(pk__in=Picture.objects.undescribed().values("pk"))
            case "credit":
                return queryset.filter(credit="")
        return queryset


class TagFilter(admin.SimpleListFilter):
    title = _("tag")
    parameter_name = "tag"

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Article]") -> list[tuple[str, str]]:
        most_used = Tag.objects.annotate(uses=Count("articles")).filter(uses__gt=0).order_by("-uses", "name")
        return [(tag.slug, tag.name) for tag in most_used[:TAGS_OFFERED]]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        return queryset.filter(tags__slug=self.value()) if self.value() else queryset
