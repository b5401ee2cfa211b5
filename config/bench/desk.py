"""The moderators' desk over very many comments: one generated discussion, copied by the database itself."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models import Max

from accounts.models import User
from comments.generating.articles import invented_article
from comments.models import Comment, Discussion, Report
from comments.models.judgement import Reason
from comments.moderation.search_schema import TABLE, drop_index, lay_index
from config.bench.shots import Shot, page_shot
from config.bench.subjects import Person, Subject

# In so many comments one waits, and one is reported.
WAITING_OF, REPORTED_OF = 100, 2_000
RARE_WORD, RARELY = "quaysidewhale", 10
# In nearly every comment that is made up.
COMMON_WORD = "the"
REPORTERS = 50


def make_desk(count: int, source: Subject) -> None:
    """About `count` comments more, by copies of the subject's; nothing can be posted afterwards."""
    copies = max(1, count // source.size)
    articles = [invented_article(source.size, number) for number in range(copies)]
    first = 1 + (Comment.objects.aggregate(last=Max("pk"))["last"] or 0)
    for article in articles:
        Discussion.objects.create(article=article)
    with _unguarded():
        for number, article in enumerate(articles, 1):
            _copy(source.pk, article.pk, number * first)
    _report()
    keys = (
        Comment.objects.filter(pk__gt=first, status=Comment.Status.PUBLISHED)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    for key in keys[:: max(1, count // RARELY)]:
        # As by an edit: the index follows by itself.
        comment = Comment.objects.get(pk=key)
        Comment.objects.filter(pk=key).update(body=f"{comment.body} {RARE_WORD}")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "postgresql" else "PRAGMA wal_checkpoint(TRUNCATE)")


def desk_shots(moderator: Person) -> Iterator[Shot]:
    for queue, name in (("pending", "waiting"), ("reported", "reported")):
        yield page_shot(f"queue, {name}", f"/moderation/?queue={queue}", moderator)
    for word, name in ((RARE_WORD, "a rare word"), (COMMON_WORD, "a common word")):
        yield page_shot(f"search, {name}", f"/moderation/search/?q={word}", moderator)


@contextmanager
def _unguarded() -> Iterator[None]:
    """Without asking whether each key is there, and with the index of words made in one go: rows are copies."""
    is_postgresql = connection.vendor == "postgresql"
    cursor = connection.cursor()
    if is_postgresql:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(f"DROP INDEX {TABLE}_by_word")
        yield
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("SET maintenance_work_mem = '512MB'")
        cursor.execute(f"CREATE INDEX {TABLE}_by_word ON {TABLE} USING gin (words)")
        return
    cursor.execute("PRAGMA foreign_keys = OFF")
    cursor.execute("PRAGMA synchronous = OFF")
    drop_index()
    yield
    lay_index()
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")


@transaction.atomic
def _copy(source: int, target: int, further: int) -> None:
    """The comments of one discussion into another, with keys that are so much greater."""
    changed = {
        "id": f"id + {further}",
        "parent_id": f"parent_id + {further}",
        "root_id": f"root_id + {further}",
        "discussion_id": str(target),
        "form_key": "NULL",
        "status": f"CASE WHEN status = 1 AND id %% {WAITING_OF} = 7 THEN 0 ELSE status END",
        "report_count": f"CASE WHEN status = 1 AND id %% {REPORTED_OF} = 11 THEN 1 ELSE 0 END",
    }
    columns = [str(field.column) for field in Comment._meta.concrete_fields]
    values = ", ".join(changed.get(column, column) for column in columns)
    comments = f"""
        INSERT INTO comments_comment ({", ".join(columns)})
        SELECT {values} FROM comments_comment WHERE discussion_id = %s
    """  # noqa: S608  # columns and numbers
    # On SQLite the index is made afterwards.
    words = f"""
        INSERT INTO {TABLE} (comment_id, words) SELECT s.comment_id + {further}, s.words
        FROM {TABLE} s JOIN comments_comment c ON c.id = s.comment_id WHERE c.discussion_id = %s
    """  # noqa: S608  # the same
    with connection.cursor() as cursor:
        cursor.execute(comments, [source])
        if connection.vendor == "postgresql":
            cursor.execute(words, [source])


def _report() -> None:
    """The reports that the comments count."""
    reporters = list(User.objects.order_by("pk").values_list("pk", flat=True)[:REPORTERS])
    reported = Comment.objects.filter(status=Comment.Status.PUBLISHED, report_count__gt=0)
    Report.objects.bulk_create(
        Report(comment_id=key, reporter_id=reporters[key % len(reporters)], reason=Reason.ABUSE, note="Look at this.")
        for key in reported.values_list("pk", flat=True)
    )
