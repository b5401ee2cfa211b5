"""Remembering how far somebody has read."""

from datetime import datetime

from accounts.models import User
from articles.models import Article
from comments.models import Discussion, Visit


def note_visit(*, article: Article, reader: User, seen_until: datetime) -> None:
    """Comments up to `seen_until` are no longer new to `reader`; a time further back changes nothing."""
    if not Discussion.objects.filter(pk=article.pk).exists():
        return
    visit, is_new = Visit.objects.get_or_create(
        discussion_id=article.pk, reader=reader, defaults={"seen_until": seen_until}
    )
    if not is_new:
        Visit.objects.filter(pk=visit.pk, seen_until__lt=seen_until).update(seen_until=seen_until)
