"""What readers see of the newsroom's work."""

from datetime import date
from http import HTTPStatus

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.keys import key_of
from articles.archive import month_path, published_in, years
from articles.corrections import corrections_of, what_changed
from articles.counting import ArticlePages
from articles.directory import tags_to_show, topics_to_show, writers_to_show
from articles.feeds.entries import whole_address
from articles.further import further_reading
from articles.models import Article, ArticleRevision, Byline, Picture, Tag, Topic
from articles.picture_page import surroundings_of
from articles.policy import discussion_policy
from articles.querysets import ArticleQuerySet
from articles.search.finding import find
from articles.search.narrowing import read_asked
from articles.share_cards import card_digest, share_card_path
from articles.share_cards import share_card as draw
from articles.showing import one_address
from articles.structured import json_ld, news_article
from articles.structured_lists import collection_page, writer_page

MOST_DISCUSSED = 5
CORRECTIONS_ON_A_PAGE = 30
# For what has another address whenever it changes.
FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    page = _page_of(request, Article.objects.public(), "all")
    lead, latest = next(iter(page), None), list(page)[1:]
    context = {"page": page, "lead": lead, "latest": latest, "most_discussed": _most_discussed()}
    return render(request, "articles/home.html", context)


@require_safe
def article(request: HttpRequest, year: int, month: int, slug: str) -> HttpResponse:
    article = Article.objects.visible_to(request.user).for_display().filter(slug=slug).first()
    if article is None:
        return _no_longer_here(request, slug)
    if request.path != article.get_absolute_url():
        return _moved(article) if article.is_public else redirect(article)
    card, corrections = whole_address(share_card_path(article)), corrections_of(article)
    context = {
        "article": article,
        "card": card,
        "structured": json_ld(news_article(article, corrections, card)),
        "corrections": corrections,
        "bylines": [entry.byline for entry in article.article_bylines.all()],
        "has_discussion": discussion_policy(article).has_discussion,
        "further": further_reading(article),
    }
    return render(request, "articles/article.html", context)


def _no_longer_here(request: HttpRequest, slug: str) -> HttpResponse:
    """Where an article has gone that readers knew under this address: to another one, or from the site."""
    known = Article.objects.filter(Q(slug=slug) | Q(former_addresses__slug=slug)).first()
    if known is None:
        raise Http404
    if known.is_public and known.slug != slug:
        return _moved(known)
    if known.status != Article.Status.WITHDRAWN or known.is_given_up:
        raise Http404
    return render(request, "articles/withdrawn.html", {"article": known}, status=HTTPStatus.GONE)


def _moved(article: Article) -> HttpResponse:
    """To where the article is: for good, so that search engines follow, and asked for anew each time.

    An article may be given an address back that it left. A browser that had kept the way from there for ever would
    then go in a circle.
    """
    answer = redirect(article, permanent=True)
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@require_safe
def archive(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """All months in which something was published, or those of one year."""
    found = [(number, months) for number, months in years() if year in {None, number}]
    if year is not None and not found:
        raise Http404
    return render(request, "articles/archive.html", {"years": found, "year": year})


@require_safe
def archive_month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    try:
        articles = published_in(year, month)
    except (ValueError, OverflowError):
        raise Http404 from None
    if request.path != month_path(year, month):
        return redirect(month_path(year, month), permanent=True)
    page = _page_of(request, articles, f"month:{year}-{month}")
    if not page.object_list:
        raise Http404
    return render(request, "articles/archive_month.html", {"page": page, "day": date(year, month, 1)})


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    topic = get_object_or_404(Topic, slug=slug)
    page = _page_of(request, Article.objects.public().in_group("topics", topic), f"topic:{topic.pk}")
    structured = json_ld(collection_page(topic, page, topic.description))
    return render(request, "articles/topic.html", {"topic": topic, "page": page, "structured": structured})


@require_safe
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    tag = get_object_or_404(Tag, slug=slug)
    page = _page_of(request, Article.objects.public().in_group("tags", tag), f"tag:{tag.pk}")
    structured = json_ld(collection_page(tag, page))
    return render(request, "articles/tag.html", {"tag": tag, "page": page, "structured": structured})


@require_safe
def byline(request: HttpRequest, slug: str) -> HttpResponse:
    byline = get_object_or_404(Byline.objects.select_related("portrait"), slug=slug)
    page = _page_of(request, Article.objects.public().in_group("bylines", byline), f"byline:{byline.pk}")
    structured = json_ld(writer_page(byline))
    return render(request, "articles/byline.html", {"byline": byline, "page": page, "structured": structured})


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """All topics, and the tags that are used most."""
    return render(request, "articles/topics.html", {"topics": topics_to_show(), "tags": tags_to_show()})


@require_safe
def bylines(request: HttpRequest) -> HttpResponse:
    """Who writes here."""
    return render(request, "articles/bylines.html", {"bylines": writers_to_show()})


@require_safe
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """The picture in full, with what is said of it; of unpublished articles, for the newsroom alone."""
    picture = get_object_or_404(Picture.objects.visible_to(request.user).exclude(file=""), pk=pk)
    around = surroundings_of(picture, request.user, key_of(request.GET.get("in", "")))
    return render(request, "articles/picture.html", {"picture": picture, "around": around})


@require_safe
def picture_image(request: HttpRequest, pk: int) -> HttpResponse:
    """The way to a file of it, under an address that outlives files: what the editor shows within a text."""
    return redirect(one_address(get_object_or_404(Picture.objects.visible_to(request.user).exclude(file=""), pk=pk)))


@require_safe
def share_card(request: HttpRequest, pk: int, digest: str) -> HttpResponse:
    """The picture beside links to the article; under an address that is out of date, the way to the present one."""
    article = get_object_or_404(Article.objects.public().select_related("lead_picture"), pk=pk)
    if digest != card_digest(article):
        return redirect(share_card_path(article))
    return HttpResponse(draw(article), content_type="image/jpeg", headers={"Cache-Control": FOR_EVER})


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """All corrections of what readers can read, the newest first."""
    made = ArticleRevision.objects.filter(Exists(Article.objects.public().filter(pk=OuterRef("article"))))
    newest = made.filter(is_correction=True).defer("body").select_related("article").order_by("-created_at", "-pk")
    page = Paginator(newest, CORRECTIONS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "articles/corrections.html", {"page": page})


@require_safe
def correction(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """What one correction changed, word by word."""
    article = get_object_or_404(Article.objects.visible_to(request.user), pk=pk)
    revision = get_object_or_404(article.revisions.filter(is_correction=True), number=number)
    context = {"article": article, "correction": revision, "changed": what_changed(revision)}
    return render(request, "articles/correction.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Articles that hold every word asked for, the best or the newest first."""
    asked = read_asked(request.GET)
    found = find(asked, request.GET.get("page")) if asked.question.words.held else None
    return render(request, "articles/search.html", {"asked": asked, "found": found, "query": f"{asked.address()}&"})


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """The search as browsers take it among theirs: OpenSearch 1.1."""
    context = {"address": whole_address(reverse("search")), "icon": whole_address(static("icons/parley.svg"))}
    described = "application/opensearchdescription+xml; charset=utf-8"
    return render(request, "articles/opensearch.xml", context, content_type=described)


def _page_of(request: HttpRequest, articles: ArticleQuerySet, name: str) -> Page[Article]:
    """The page of cards that the address asks for; the nearest one where it asks for none that exists."""
    return ArticlePages(articles, name).get_page(request.GET.get("page"))


def _most_discussed() -> list[Article]:
    return list(Article.objects.public().most_discussed().select_related("discussion")[:MOST_DISCUSSED])
