"""Whether readers find what addresses of this site name: by the database, nothing is fetched."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage

from articles.archive import years
from articles.checklist.addresses import Destination, Own
from articles.models import Article, ArticleRevision, Byline, FormerAddress, Picture, Tag, Topic
from articles.querysets import ArticleQuerySet
from articles.unsaved import Unsaved

# For all addresses of one kind, at the moment when the article that names them appears: a query or two.
Judge = Callable[[list[Own], Unsaved], dict[str, Destination]]
# Long, and of no use here.
_TEXTS = ("body", "body_html")


def _judge_articles(owns: list[Own], of: Unsaved) -> dict[str, Destination]:
    slugs = {own.says["slug"] for own in owns}
    by_slug = {former.slug: former.article for former in _former(slugs)}
    by_slug |= {article.slug: article for article in _plain(Article.objects.filter(slug__in=slugs))}
    return {own.address: _judge_article(by_slug.get(own.says["slug"]), own.path, of) for own in owns}


def _judge_article(article: Article | None, path: str, of: Unsaved) -> Destination:
    if article is None:
        return Destination.NOTHING
    if article.pk != of.article.pk and not _will_be_public(article, of):
        return Destination.NOT_PUBLIC
    return Destination.FINE if path == article.get_absolute_url() else Destination.MOVED


def _will_be_public(article: Article, of: Unsaved) -> bool:
    """An article that appears together with this one, or before it, may be linked to."""
    is_shown = article.status in {Article.Status.SCHEDULED, Article.Status.PUBLISHED}
    return is_shown and article.published_at is not None and article.published_at <= of.appears_at


def _former(slugs: set[str]) -> list[FormerAddress]:
    return list(
        FormerAddress.objects.filter(slug__in=slugs)
        .select_related("article")
        .defer(*(f"article__{name}" for name in _TEXTS))
    )


def _plain(articles: ArticleQuerySet) -> ArticleQuerySet:
    return articles.defer(*_TEXTS)


def _judge_by_article(owns: list[Own], of: Unsaved) -> dict[str, Destination]:
    """What hangs on an article's key: readers have it as soon as the article."""
    keys = {own.says["pk"] for own in owns}
    articles = {article.pk: article for article in _plain(Article.objects.filter(pk__in=keys))}
    judged = {}
    for own in owns:
        article = articles.get(own.says["pk"])
        if article is None:
            judged[own.address] = Destination.NOTHING
        else:
            judged[own.address] = Destination.FINE if _will_be_public(article, of) else Destination.NOT_PUBLIC
    return judged


def _judge_pictures(owns: list[Own], of: Unsaved) -> dict[str, Destination]:
    keys = {own.says["pk"] for own in owns}
    there = set(Picture.objects.exclude(file="").filter(pk__in=keys).values_list("pk", flat=True))
    shown = {picture.pk for picture in [*of.pictures, of.article.lead_picture] if picture}
    if there - shown:
        shown |= set(Picture.objects.visible_to(AnonymousUser()).filter(pk__in=there).values_list("pk", flat=True))
    return {own.address: _of_two(own.says["pk"] in there, own.says["pk"] in shown) for own in owns}


def _judge_corrections(owns: list[Own], of: Unsaved) -> dict[str, Destination]:
    made = ArticleRevision.objects.filter(is_correction=True, article__in={own.says["pk"] for own in owns})
    there = set(made.values_list("article", "number"))
    shown = set(made.filter(article__in=Article.objects.public()).values_list("article", "number"))
    keys = {own.address: (own.says["pk"], own.says["number"]) for own in owns}
    return {address: _of_two(key in there, key in shown) for address, key in keys.items()}


def _of_two(is_there: bool, is_shown: bool) -> Destination:
    if not is_there:
        return Destination.NOTHING
    return Destination.FINE if is_shown else Destination.NOT_PUBLIC


def _judge_archive(owns: list[Own], of: Unsaved) -> dict[str, Destination]:
    """A month or year is there as soon as an article of it is."""
    months = {(year, month.first_day.month) for year, listed in years() for month in listed}
    there: set[tuple[int, int | None]] = {*months, *((year, None) for year, _month in months)}
    keys = {own.address: (own.says["year"], own.says.get("month")) for own in owns}
    return {address: Destination.FINE if key in there else Destination.NOTHING for address, key in keys.items()}


def _judge_by_slug(model: type[Topic | Tag | Byline]) -> Judge:
    def judge(owns: list[Own], of: Unsaved) -> dict[str, Destination]:
        wanted = {own.says["slug"] for own in owns}
        there = set(model._default_manager.filter(slug__in=wanted).values_list("slug", flat=True))
        found = {True: Destination.FINE, False: Destination.NOTHING}
        return {own.address: found[own.says["slug"] in there] for own in owns}

    return judge


def _judge_files(owns: list[Own], of: Unsaved) -> dict[str, Destination]:
    return {own.address: Destination.FINE if _is_stored(own.says["path"]) else Destination.NOTHING for own in owns}


def _is_stored(path: str) -> bool:
    try:
        return default_storage.exists(path)
    except (SuspiciousOperation, ValueError):
        return False


def _refuse(owns: list[Own], of: Unsaved) -> dict[str, Destination]:
    return {own.address: Destination.NOT_PUBLIC for own in owns}


def believe(owns: list[Own], of: Unsaved) -> dict[str, Destination]:
    """Pages that are always there, and those of other apps, which may say more of theirs in JUDGES."""
    return {own.address: Destination.FINE for own in owns}


# By the names of addresses. Articles knows no other app: each adds its own when the site starts.
JUDGES: dict[str, Judge] = {
    "article": _judge_articles,
    "remark": _judge_by_article,
    "share_card": _judge_by_article,
    "topic": _judge_by_slug(Topic),
    "topic_feed": _judge_by_slug(Topic),
    "tag": _judge_by_slug(Tag),
    "tag_feed": _judge_by_slug(Tag),
    "byline": _judge_by_slug(Byline),
    "byline_feed": _judge_by_slug(Byline),
    "picture": _judge_pictures,
    "picture_image": _judge_pictures,
    "correction": _judge_corrections,
    "archive_year": _judge_archive,
    "archive_month": _judge_archive,
    "media": _judge_files,
    # Readers cannot enter the newsroom; a preview link is a secret.
    "newsroom": _refuse,
    "preview": _refuse,
}
