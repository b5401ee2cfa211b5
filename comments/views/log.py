"""The public moderation log, as a page and as a feed."""

from html import unescape
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import strip_tags
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.feeds.markup import sayable
from comments.models import Decision
from comments.models.judgement import Reason
from comments.moderation.log import PERIODS, Entry, Filters, log_page
from comments.permissions import may_moderate


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """Everybody's; moderators see who decided and what the author was told, and can undo."""
    filters = Filters.asked(request.GET)
    moderates = bool(may_moderate(request.user))
    page = log_page(filters, request.GET.get("before", ""), with_names=moderates or settings.MODERATION_LOG_NAMES)
    query = urlencode({name: value for name, value in vars(filters).items() if value})
    context = {
        "page": page,
        "filters": filters,
        "query": query,
        "may_moderate": moderates,
        "verdicts": Decision.Verdict.choices,
        "reasons": Reason.choices,
        "periods": [(name, label) for name, (label, _length) in PERIODS.items()],
    }
    return render(request, "comments/log.html", context)


class LogFeed(Feed[Entry, Filters]):
    """The newest decisions, as the public log tells them."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Filters:
        return Filters.asked(request.GET)

    def title(self, filters: Filters) -> str:
        return _("Moderation log of %(site)s") % {"site": settings.SITE_NAME}

    def subtitle(self, filters: Filters) -> str:
        return _("What moderators decided, and why.")

    def link(self, filters: Filters) -> str:
        return reverse("log")

    def items(self, filters: Filters) -> list[Entry]:
        return log_page(filters).entries

    def item_title(self, entry: Entry) -> str:
        # The feed escapes it: what are entities in the sentence's HTML must be characters here.
        return sayable(unescape(strip_tags(entry.sentence)))

    def item_description(self, entry: Entry) -> str:
        return sayable(entry.sentence)

    def item_link(self, entry: Entry) -> str:
        """Where the log begins with it."""
        return f"{reverse('log')}?before={entry.decision.pk + 1}"

    def item_pubdate(self, entry: Entry) -> Any:
        return entry.decision.decided_at

    def item_updateddate(self, entry: Entry) -> Any:
        return entry.decision.decided_at
