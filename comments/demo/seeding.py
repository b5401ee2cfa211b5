"""The demonstration in the database: people, articles, pictures and discussions, once."""

from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import User
from articles.actions.illustrating import save_picture
from articles.actions.publishing import save_article
from articles.models import Article, ArticleByline, Byline, LinkCard, Picture, PlannedRevision, Tag, Topic
from articles.models.policy import DiscussionMode
from articles.planned.actions import plan_text
from comments.demo.newsroom import (
    ARTICLES,
    LINKED_PAGES,
    TOPICS,
    WRITERS,
    Correction,
    DemoArticle,
    DemoPicture,
    Writer,
)
from comments.demo.outline import read_outline
from comments.demo.people import seed_people
from comments.demo.pictures import draw_picture
from comments.demo.schedule import Talk
from comments.demo.talking import hold_discussions
from comments.importers.dates import latest_date
from comments.importers.loading import load_text
from comments.importers.page import read_page
from comments.importers.recovery import recover
from comments.importers.writing import import_saved_page

IMPORT_SOURCE = "demonstration"
CREDIT = "Illustration: Parley"
SAVED_PAGE_ALT = (
    "A city’s blocks and streets as flat shapes, parted by a winding river with four bridges; one block is red."
)
_HERE = Path(__file__).parent
_FIRST_AFTER = timedelta(minutes=6)
_LASTS = timedelta(days=6)
# The last word in each discussion is older than the moment of seeding.
_QUIET = timedelta(minutes=12)


@transaction.atomic
def seed_demo(*, now: datetime, picture_width: int) -> None:
    """Does nothing where the demonstration is there already, whatever became of it since."""
    if Article.objects.filter(import_source=IMPORT_SOURCE).exists():
        return
    people, topics = seed_people(now), _seed_topics()
    # As if it had been asked: the demonstration needs no other site.
    LinkCard.objects.bulk_create(LinkCard(**page, fetched_at=now, tried_at=now) for page in LINKED_PAGES)
    bylines = _seed_bylines(people, picture_width)
    _seed_saved_page(picture_width)
    articles: dict[str, Article] = {}
    # The oldest first, so that numbers rise with time.
    for planned in sorted(ARTICLES, key=lambda planned: planned.age, reverse=True):
        article = articles[planned.slug] = _publish(planned, people["inga"], now, picture_width)
        article.topics.set(topics[name] for name in planned.topics)
        article.tags.set(_tag(name) for name in planned.tags)
        for position, name in enumerate(planned.writers):
            ArticleByline.objects.create(article=article, byline=bylines[name], position=position)
    _plan_correction(articles["library-hours"], people["inga"], now)
    hold_discussions([talk for planned in ARTICLES for talk in _talks(planned, articles[planned.slug], now)], people)
    for planned in ARTICLES:
        _leave_policy(articles[planned.slug], planned.mode, people["inga"])


def _seed_topics() -> dict[str, Topic]:
    return {
        name: Topic.objects.create(name=name, slug=slugify(name), description=description, position=position)
        for position, (name, description) in enumerate(TOPICS.items())
    }


def _seed_bylines(people: dict[str, User], picture_width: int) -> dict[str, Byline]:
    return {
        writer.name: Byline.objects.create(
            name=writer.name,
            slug=slugify(writer.name),
            bio=writer.bio,
            user=people.get(writer.handle),
            portrait=_draw_portrait(writer, people["inga"], picture_width) if writer.portrait else None,
        )
        for writer in WRITERS
    }


def _draw_portrait(writer: Writer, editor: User, width: int) -> Picture:
    picture = Picture(file=draw_picture(slugify(writer.name), width), alt=writer.portrait, credit=CREDIT)
    return save_picture(picture=picture, editor=editor)


def _seed_saved_page(picture_width: int) -> None:
    """An archive's page comes in by the importer, as any other would."""
    page = read_page(load_text(_HERE / "page.txt"))
    day = latest_date(page.text, until=timezone.localdate())
    assert day is not None  # noqa: S101  # the page is ours and names its day
    picture = draw_picture("page", picture_width)
    article = import_saved_page(page=page, recovered=recover(page), day=day, picture=picture).article
    Picture.objects.filter(article=article).update(alt=SAVED_PAGE_ALT, credit=CREDIT)


def _publish(planned: DemoArticle, editor: User, now: datetime, picture_width: int) -> Article:
    published_at = now - planned.age
    slip = planned.correction
    article = Article(
        headline=planned.headline,
        slug=planned.slug,
        dek=planned.dek,
        body=_illustrated(planned, editor, published_at, picture_width),
        lead_picture=_draw(planned, editor, published_at, picture_width) if planned.caption else None,
        status=Article.Status.PUBLISHED if published_at <= now else Article.Status.SCHEDULED,
        published_at=published_at,
        # A discussion must be open while it is held, whatever the site's settings say.
        discussion_mode=DiscussionMode.OPEN if planned.mode in {None, DiscussionMode.CLOSED} else planned.mode,
        closes_after_days=0,
        slow_mode_seconds=0,
        import_source=IMPORT_SOURCE,
        import_id=planned.slug,
    )
    save_article(article=article, editor=editor)
    begun_at = min(published_at, now) - timedelta(hours=20)
    Article.objects.filter(pk=article.pk).update(created_at=begun_at)
    article.revisions.update(created_at=begun_at)
    if slip:
        _correct(article, planned, slip, editor)
    return article


def _illustrated(planned: DemoArticle, editor: User, published_at: datetime, width: int) -> str:
    """The first text, with its slip, and with the pictures that it names."""
    slip = planned.correction
    body = planned.body.replace(slip.mended, slip.slip) if slip else planned.body
    for within in planned.within:
        picture = _draw(within, editor, published_at, width)
        body = body.replace(f"/pictures/{within.name}/", picture.get_absolute_url())
    return body


def _draw(planned: DemoArticle | DemoPicture, editor: User, published_at: datetime, width: int) -> Picture:
    drawn = draw_picture(planned.name, width)
    picture = Picture(file=drawn, alt=planned.alt, caption=planned.caption, credit=CREDIT, uploaded_at=published_at)
    return save_picture(picture=picture, editor=editor)


def _correct(article: Article, planned: DemoArticle, slip: Correction, editor: User) -> None:
    article.body = planned.body
    save_article(article=article, editor=editor, note=slip.note, is_correction=True)
    corrected_at = (article.published_at or article.created_at) + timedelta(hours=5)
    Article.objects.filter(pk=article.pk).update(corrected_at=corrected_at)
    article.revisions.filter(is_correction=True).update(created_at=corrected_at)


def _plan_correction(article: Article, editor: User, now: datetime) -> None:
    """For the morning after tomorrow: what an editor finds waiting."""
    six = timezone.localtime(now).replace(hour=6, minute=0, second=0, microsecond=0)
    planned = PlannedRevision(
        article=article,
        headline=article.headline,
        dek=article.dek.replace("a pot plant", "two pot plants"),
        body=article.body.replace("a pot plant, a clock", "two pot plants, a clock"),
        note="An earlier version spoke of one pot plant. The neighbouring town lost two.",
        is_correction=True,
        based_on=1,
        takes_effect_at=six + timedelta(days=2),
    )
    plan_text(planned=planned, editor=editor)


def _tag(name: str) -> Tag:
    return Tag.objects.get_or_create(name=name, defaults={"slug": slugify(name)})[0]


def _talks(planned: DemoArticle, article: Article, now: datetime) -> list[Talk]:
    sayings = read_outline(planned.discussion)
    start = now - planned.age + _FIRST_AFTER
    return [Talk(article, sayings, start, min(start + _LASTS, now - _QUIET))] if sayings else []


def _leave_policy(article: Article, mode: DiscussionMode | None, editor: User) -> None:
    """From now on the site's settings hold, but for the mode that the article has of its own."""
    article.refresh_from_db()
    article.discussion_mode = mode or ""
    article.closes_after_days = article.slow_mode_seconds = None
    save_article(article=article, editor=editor)
