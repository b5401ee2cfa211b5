"""Lists and searches over very many articles, as nobody in particular asks for them."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.core.management import call_command
from django.db import connection

from articles.models import Article, Topic
from config.bench.shots import Shot, page_shot

RARE_WORD, RARELY = "quaysidewhale", 10
# In every article that is made up.
COMMON_WORD = "the"
# How words of many of them begin.
BEGINNING = "foot*"
MISSPELT = "footbrigde"


def make_archive(count: int) -> None:
    call_command("generate_archive", "--articles", str(count), verbosity=0)
    keys = Article.objects.order_by("pk").values_list("pk", flat=True)
    for article in Article.objects.filter(pk__in=list(keys[:: max(1, count // RARELY)])):
        Article.objects.filter(pk=article.pk).update(body=f"{article.body}<p>{RARE_WORD}</p>")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "PRAGMA wal_checkpoint(TRUNCATE)")


def archive_shots() -> Iterator[Shot]:
    """Pages of lists, then searches; of a list the first page, and one far behind it."""
    topic = Topic.objects.in_navigation().filter(articles__isnull=False)[0]
    yield page_shot("front page", "/")
    yield page_shot("topic", topic.get_absolute_url())
    yield page_shot("topic, 500th page", f"{topic.get_absolute_url()}?page=500")
    yield page_shot("topics and tags", "/topics/")
    yield page_shot("writers", "/bylines/")
    yield page_shot("sitemap", "/sitemap.xml")
    yield page_shot("archive", "/archive/")
    yield page_shot("archive, a month", "/2020/05/")
    searches = {
        "a rare word": {"q": RARE_WORD},
        "a common word": {"q": COMMON_WORD},
        "a common word, newest first": {"q": COMMON_WORD, "order": "newest"},
        "a beginning": {"q": BEGINNING},
        "a phrase": {"q": '"night bus"'},
        "a slip": {"q": MISSPELT},
    }
    for name, asked in searches.items():
        yield page_shot(f"search, {name}", f"/search/?{urlencode(asked)}")
