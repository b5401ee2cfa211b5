"""Keeping a queue's filters by name."""

from django.utils import timezone

from accounts.models import User
from comments.models import SavedFilter
from comments.permissions import may_moderate

# More than anybody finds again in a list.
FILTERS_AT_MOST = 50


class TooManyFiltersError(Exception):
    """There are as many as may be kept."""


def save_filter(*, moderator: User, name: str, query: str) -> SavedFilter:
    """Under a name that is in use it takes the other's place. Raises TooManyFiltersError, and PermissionDenied."""
    may_moderate(moderator).enforce()
    others = SavedFilter.objects.filter(moderator=moderator).exclude(name=name)
    if others.count() >= FILTERS_AT_MOST:
        raise TooManyFiltersError
    facts = {"query": query, "saved_at": timezone.now()}
    saved, _is_new = SavedFilter.objects.update_or_create(moderator=moderator, name=name, defaults=facts)
    return saved


def drop_filter(*, moderator: User, pk: int) -> None:
    """One's own; of another's, or none, there is nothing to drop."""
    may_moderate(moderator).enforce()
    SavedFilter.objects.filter(moderator=moderator, pk=pk).delete()
