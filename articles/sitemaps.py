"""Where everything is, for search engines: an index, its parts, and what is new enough to be news."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as django_views
from django.contrib.sitemaps.views import SitemapIndexItem
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import conditional_page, require_safe

from articles.feeds.entries import whole_address
from articles.feeds.markup import sayable
from articles.models import Article, ArticleRevision, Byline, Tag, Topic

ADDRESSES_ON_A_PAGE = 5_000
# What Google's news sitemap may hold: two days, a thousand articles.
NEWS_AT_MOST = 1_000
NEWS_IS_NEW_FOR = timedelta(days=2)
# A page with nothing of its own, at an address that does not change.
_FRONT = ["home", "topics", "bylines", "archive", "corrections"]


class _OwnSitemap(Sitemap[Any]):
    """Addresses are the site's own, under whatever name it was asked."""

    limit = ADDRESSES_ON_A_PAGE

    def get_protocol(self, protocol: str | None = None) -> str:
        return settings.SITE_URL.partition("://")[0]

    def get_domain(self, site: Any = None) -> str:
        return settings.SITE_URL.partition("://")[2]


class FrontSitemap(_OwnSitemap):
    def items(self) -> list[str]:
        return _FRONT

    def location(self, item: str) -> str:
        return reverse(item)

    def get_latest_lastmod(self) -> None:
        return None


class ArticleSitemap(_OwnSitemap):
    def items(self) -> Any:
        return Article.objects.public().only("slug", "published_at", "created_at", "corrected_at").order_by("pk")

    def lastmod(self, item: Article) -> datetime | None:
        return item.corrected_at or item.published_at

    def get_latest_lastmod(self) -> datetime | None:
        """By two indexes: Django's own way reads every article."""
        public = Article.objects.public()
        newest = public.latest_first().values_list("published_at", flat=True)
        of_public = ArticleRevision.objects.filter(Exists(public.filter(pk=OuterRef("article"))), is_correction=True)
        corrected = of_public.order_by("-created_at", "-pk").values_list("article__corrected_at", flat=True)
        return max((moment for moment in (*newest[:1], *corrected[:1]) if moment), default=None)


class _ListSitemap(_OwnSitemap):
    """Pages that list articles: only those on which there is one."""

    model: type[Topic] | type[Tag] | type[Byline]

    def items(self) -> Any:
        """Asked of each, as they are few and articles many."""
        of_each = {f"{self.model._meta.model_name}s": OuterRef("pk")}
        return self.model.objects.filter(Exists(Article.objects.public().filter(**of_each))).order_by("pk")

    def get_latest_lastmod(self) -> None:
        return None


class TopicSitemap(_ListSitemap):
    model = Topic


class TagSitemap(_ListSitemap):
    model = Tag


class BylineSitemap(_ListSitemap):
    model = Byline


SITEMAPS: dict[str, type[Sitemap[Any]] | Sitemap[Any]] = {
    "front": FrontSitemap,
    "articles": ArticleSitemap,
    "topics": TopicSitemap,
    "tags": TagSitemap,
    "bylines": BylineSitemap,
}


@require_safe
@conditional_page
def index(request: HttpRequest) -> HttpResponse:
    parts = [SitemapIndexItem(whole_address(reverse("news_sitemap")), None)]
    for name, sitemap in SITEMAPS.items():
        parts += _pages_of(name, sitemap() if isinstance(sitemap, type) else sitemap)
    return render(request, "sitemap_index.xml", {"sitemaps": parts}, content_type="application/xml")


def _pages_of(name: str, sitemap: Sitemap[Any]) -> list[SitemapIndexItem]:
    address, latest = whole_address(reverse("sitemap", args=[name])), sitemap.get_latest_lastmod()
    further = [f"{address}?p={number}" for number in range(2, sitemap.paginator.num_pages + 1)]
    return [SitemapIndexItem(page, latest) for page in (address, *further)]  # type: ignore[arg-type]  # the stubs err


@require_safe
@conditional_page
def part(request: HttpRequest, section: str) -> HttpResponse:
    """As Django draws it, known by its ETag alone.

    By what Django dates it an article that is withdrawn, or given another address, would have changed nothing.
    """
    drawn = django_views.sitemap(request, SITEMAPS, section).render()
    headers = {name: drawn.headers[name] for name in ("Content-Type", "X-Robots-Tag")}
    return HttpResponse(drawn.content, headers=headers)


@require_safe
@conditional_page
def news(request: HttpRequest) -> HttpResponse:
    """What appeared within two days, newest first."""
    since = timezone.now() - NEWS_IS_NEW_FOR
    articles = Article.objects.public().filter(published_at__gte=since).latest_first()
    fresh = articles.only("slug", "headline", "published_at", "created_at")[:NEWS_AT_MOST]
    context = {"articles": fresh, "site_url": settings.SITE_URL, "site_name": settings.SITE_NAME}
    written = render_to_string("articles/news_sitemap.xml", context, request)
    return HttpResponse(sayable(written), content_type="application/xml")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What is worth nobody's search: accounts, the desk, forms. What is secret has other guards."""
    context = {"sitemap": whole_address(reverse("sitemap_index"))}
    return render(request, "articles/robots.txt", context, content_type="text/plain; charset=utf-8")
