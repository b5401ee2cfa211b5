"""Removals that were decided on first, and whose reason is still to follow."""

from django.db.models import Case, QuerySet, Value, When
from django.utils.translation import ngettext

from accounts.models import User
from accounts.permissions import Viewer
from comments.models import Decision, OwedReason
from comments.visible import on_visible_comment

# As many as somebody can say one reason for without having forgotten them.
OWED_ON_A_PAGE = 100


def owed_decisions(moderator: User) -> list[Decision]:
    """Those on what the moderator may open: their own first, which they have in mind, then by age; one query."""
    is_own = Case(When(moderator=moderator, then=Value(0)), default=Value(1))
    return list(
        Decision.objects.filter(on_visible_comment(moderator), owed__isnull=False)
        .select_related("moderator", "comment__author", "comment__guest", "comment__discussion__article")
        .order_by(is_own, "pk")[:OWED_ON_A_PAGE]
    )


def owed_reasons(moderator: Viewer) -> QuerySet[OwedReason]:
    return OwedReason.objects.filter(on_visible_comment(moderator, "decision__comment"))


def owed_in_words(count: int) -> str:
    """How many there are, as the desk says it; blank for none. Like everything there it is not counted to the end."""
    if not count:
        return ""
    sentence = ngettext(
        "%(count)s removal waits for its reason: say why",
        "%(count)s removals wait for their reason: say why",
        count,
    )
    return sentence % {"count": count}
