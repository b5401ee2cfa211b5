"""A saved page, read and recovered, into the database: all of it or nothing."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, time
from html import escape
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import Truncator, slugify

from accounts.edition import raise_edition
from articles.body import drawn_body
from articles.models import Article, ArticleByline, Byline, Picture, Tag, Topic
from articles.tasks import render_picture
from comments.importers.entries import write_entries
from comments.importers.head import Head
from comments.importers.limits import refuse_too_long, room_for
from comments.importers.page import SavedPage
from comments.importers.recovery import Recovered

IMPORT_SOURCE = "saved page"
# A picture's file is named after its article, and a path has 100 characters.
_FILE_NAME = 60


@dataclass(frozen=True)
class Imported:
    """`is_new` says whether this import wrote the article, or found it written."""

    article: Article
    is_new: bool


def import_saved_page(
    *, page: SavedPage, recovered: tuple[Recovered, ...], day: date, picture: ContentFile[bytes] | None = None
) -> Imported:
    """The page's article with its discussion, published at noon of `day`.

    A page that was imported before changes nothing, whatever became of its article since.
    Raises PageRefusedError for what does not fit.
    """
    refuse_too_long(page)
    with transaction.atomic():
        if found := find_imported(page, day):
            return Imported(found, is_new=False)
        article = _write_article(page.head, day)
        _add_to_navigation(page.topics)
        write_entries(page, recovered, article)
        # Last, so that nothing that fails above leaves a file behind.
        _illustrate(article, page.head.caption, picture)
        raise_edition()
    return Imported(article, is_new=True)


def find_imported(page: SavedPage, day: date) -> Article | None:
    return Article.objects.filter(import_source=IMPORT_SOURCE, import_id=_import_id(page.head, day)).first()


def _import_id(head: Head, day: date) -> str:
    """Made of the day and the headline: a headline alone may come again, as a column's does."""
    return f"{day.isoformat()}/{slugify(head.headline)[:100]}/{_digest(head.headline)}"


def _write_article(head: Head, day: date) -> Article:
    body = "\n".join(f"<p>{'<br>'.join(escape(line, quote=False) for line in lines)}</p>" for lines in head.body)
    drawn = drawn_body(body)
    article = Article.objects.create(
        headline=head.headline,
        slug=_free_slug(Article, head.headline),
        dek=head.dek,
        body=body,
        body_html=drawn.html,
        status=Article.Status.PUBLISHED,
        published_at=timezone.make_aware(datetime.combine(day, time(12)), timezone.get_default_timezone()),
        import_source=IMPORT_SOURCE,
        import_id=_import_id(head, day),
    )
    article.body_pictures.set(drawn.pictures)
    article.revisions.create(number=1, headline=article.headline, dek=article.dek, body=body)
    article.tags.set(_tag(name) for name in head.tags)
    if head.byline:
        ArticleByline.objects.create(article=article, byline=_byline(head))
    return article


def _byline(head: Head) -> Byline:
    """The writer's entry; one of that address is taken as it stands."""
    slug = slugify(head.byline) or f"byline-{_digest(head.byline)}"
    return Byline.objects.get_or_create(slug=slug, defaults={"name": head.byline, "bio": head.bio})[0]


def _tag(name: str) -> Tag:
    found = Tag.objects.filter(name__iexact=name).first()
    return found or Tag.objects.create(name=name, slug=_free_slug(Tag, name))


def _add_to_navigation(names: tuple[str, ...]) -> None:
    """Topics that the site has not yet, after those that it has."""
    for name in names:
        if not Topic.objects.filter(name__iexact=name).exists():
            last = Topic.objects.aggregate(last=Max("position"))["last"]
            position = 0 if last is None else last + 1
            Topic.objects.create(name=name, slug=_free_slug(Topic, name), position=position)


def _illustrate(article: Article, caption: str, picture: ContentFile[bytes] | None) -> None:
    """The lead picture: where the page names one and no file is at hand, its caption alone."""
    if not caption and picture is None:
        return
    alt = Truncator(caption).chars(room_for(Picture, "alt"))
    article.lead_picture = Picture.objects.create(caption=caption, alt=alt)
    article.save(update_fields=["lead_picture"])
    if picture is not None:
        article.lead_picture.file.save(f"{article.slug[:_FILE_NAME]}{PurePath(picture.name or '').suffix}", picture)
        render_picture.enqueue(article.lead_picture.pk)


def _free_slug(model: type[Article] | type[Tag] | type[Topic], name: str) -> str:
    """The name as an address that no other row has; where no letter of it is Latin, a made one."""
    room = room_for(model, "slug")
    base = slugify(name)[: room - 6].strip("-_") or f"{model._meta.model_name}-{_digest(name)}"
    slug, number = base, 1
    while model._default_manager.filter(slug=slug).exists():
        number += 1
        slug = f"{base}-{number}"
    return slug


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
