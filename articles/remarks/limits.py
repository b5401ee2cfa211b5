"""How much one person can tell the desk at once."""

from datetime import timedelta
from hashlib import blake2b

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

from accounts.models import User
from articles.models import Article, Remark

REMARKS_AT_ONCE = 5
WITHIN = timedelta(minutes=10)
# More than a desk can read of one text; the first hundred have said it.
OPEN_OF_AN_ARTICLE = 100


def is_one_too_many(request: HttpRequest) -> bool:
    """Count this one, and say whether its writer, or their address, has sent too many."""
    place = f"articles.remarks:{_sender(request)}"
    cache.add(place, 0, WITHIN.total_seconds())
    try:
        return cache.incr(place) > REMARKS_AT_ONCE
    except ValueError:
        # Its time ran out between the two.
        return False


def takes_no_more(article: Article) -> bool:
    still_open = Remark.objects.filter(article=article, state=Remark.State.OPEN).values("pk")
    return len(still_open[:OPEN_OF_AN_ARTICLE]) == OPEN_OF_AN_ARTICLE


def _sender(request: HttpRequest) -> str:
    if isinstance(request.user, User):
        return f"person:{request.user.pk}"
    address = str(get_adapter().get_client_ip(request))
    return blake2b(address.encode(), digest_size=12).hexdigest()
