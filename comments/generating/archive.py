"""A made-up archive: articles of many years, by several writers on several topics, each with its first revision."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from random import Random

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify

from accounts.edition import raise_edition
from articles.body import drawn_body
from articles.models import Article, ArticleByline, ArticleRevision, Byline, Topic
from comments.generating.articles import PUBLISHED_AT
from comments.generating.words import invented_headline, invented_name, invented_report

TOPICS = ("Harbour", "Town hall", "Schools", "Roads", "Weather", "Markets")
WRITERS = 24
# Back from the day of the made-up discussions.
YEARS = 20
# The rest say again what one of these says.
BODIES = 500
_AT_ONCE = 1_000


def generate_archive(*, count: int, seed: int, tell: Callable[[int], None] = lambda written: None) -> None:
    """`count` public articles, the same for the same seed but for their addresses; `tell` hears how many there are."""
    chance = Random(seed)  # noqa: S311  # made-up words, not secrets
    topics = [_topic(name) for name in TOPICS]
    bylines = [_byline(number) for number in range(WRITERS)]
    articles = _articles(count, chance, first=1 + Article.objects.count())
    written = 0
    while some := list(islice(articles, _AT_ONCE)):
        _write(some, topics, bylines, chance)
        written += len(some)
        tell(written)
    raise_edition()


def _topic(name: str) -> Topic:
    found = Topic.objects.filter(Q(name=name) | Q(slug=slugify(name))).first()
    return found or Topic.objects.create(name=name, slug=slugify(name))


def _byline(number: int) -> Byline:
    name = invented_name(number)
    return Byline.objects.get_or_create(slug=slugify(name), defaults={"name": name})[0]


def _articles(count: int, chance: Random, first: int) -> Iterator[Article]:
    """The oldest first, evenly over the years."""
    apart = timedelta(days=365 * YEARS) / count
    # To sanitise each body would take longer than all the rest.
    reports = [(body, drawn_body(body).html) for body in (invented_report(chance) for _ in range(BODIES))]
    for number in range(count):
        headline, dek = invented_headline(chance), invented_headline(chance)
        body, html = chance.choice(reports)
        yield Article(
            headline=headline,
            slug=f"{slugify(headline)[:80]}-{first + number}",
            dek=f"{dek}.",
            body=body,
            body_html=html,
            status=Article.Status.PUBLISHED,
            published_at=_whole_second(PUBLISHED_AT - apart * (count - number)),
        )


def _whole_second(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)


@transaction.atomic
def _write(articles: list[Article], topics: list[Topic], bylines: list[Byline], chance: Random) -> None:
    made = Article.objects.bulk_create(articles)
    on_topics = Article.topics.through
    on_topics._default_manager.bulk_create(on_topics(article=one, topic=chance.choice(topics)) for one in made)
    ArticleByline.objects.bulk_create(ArticleByline(article=one, byline=chance.choice(bylines)) for one in made)
    ArticleRevision.objects.bulk_create(
        ArticleRevision(article=one, number=1, headline=one.headline, dek=one.dek, body=one.body) for one in made
    )
