"""What the address of a discussion asks for: an order, a page, what is new."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode

from articles.models import Article
from comments.discussion import default_order
from comments.orders import ORDERS, Order

# Where a browser remembers the order that its reader chose; the address goes before it.
ORDER_COOKIE = "order"

_STRETCH = re.compile(r"(\d{1,3})([hd])", re.ASCII)
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1)}


@dataclass(frozen=True)
class Asked:
    """Nonsense in an address asks for nothing: the usual order, the first page."""

    order: Order
    is_usual: bool
    after: str = ""
    before: str = ""
    since: datetime | None = None

    @property
    def is_first_page(self) -> bool:
        return not (self.after or self.before or self.since)

    def address_of(self, order: Order) -> str:
        """The query for the first page in another order, with what is new still marked."""
        since = {"since": self.since.isoformat()} if self.since else {}
        return urlencode({"sort": order.name, **since})


def asked_of(request: HttpRequest, article: Article) -> Asked:
    usual = default_order(article)
    word = request.GET.get("sort") or request.COOKIES.get(ORDER_COOKIE, "")
    order = ORDERS.get(word, usual)
    return Asked(
        order=order,
        is_usual=order == usual,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
        since=_moment(request.GET.get("since", "")),
    )


def since_query(moment: datetime) -> str:
    """A time as an address carries it."""
    return quote(timezone.localtime(moment).isoformat())


def _moment(word: str) -> datetime | None:
    """A time in an address, as such or as a stretch back from now: "24h", "7d"."""
    if stretch := _STRETCH.fullmatch(word):
        return timezone.now() - _UNITS[stretch[2]] * int(stretch[1])
    try:
        # A space stands for the plus sign that addresses swallow.
        moment = parse_datetime(word.replace(" ", "+"))
    except (ValueError, OverflowError):
        return None
    return timezone.make_aware(moment) if moment and timezone.is_naive(moment) else moment
