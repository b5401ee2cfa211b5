"""The number of the site's present edition: raised by whatever changes what stands around discussions.

A kept page names the edition it was built in, so that a renamed person, an edited article or a
new topic shows at the next request. Discussions have versions of their own.
"""

from django.db.models import F

from accounts.models import Edition


def raise_edition() -> None:
    """Make every kept page stale, as part of the caller's transaction."""
    if not Edition.objects.update(number=F("number") + 1):
        Edition.objects.get_or_create(pk=1, defaults={"number": 1})


def edition_number() -> int:
    return Edition.objects.values_list("number", flat=True).first() or 0
