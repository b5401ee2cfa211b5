"""What every page's frame needs."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from articles.models import Topic


def site(request: HttpRequest) -> dict[str, object]:
    """The masthead's name and topics; the topics are asked for only where a page shows them."""
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "demo": settings.DEMO,
        "navigation": SimpleLazyObject(lambda: list(Topic.objects.in_navigation())),
    }
