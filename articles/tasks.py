"""What the worker does for the newsroom."""

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django_tasks import task

from accounts.tasks import deliver_mail
from articles.feeds.entries import whole_address
from articles.models import Article
from articles.share_cards import share_card


@task()
def announce(key: int, moment: str) -> str:
    """Tell an article's writers that readers have it; "announced" or "not now" comes back.

    `moment` is when it was to appear: an article that was given another since, or was withdrawn, is
    announced by the task that was queued then, or not at all. Readers see it without this.
    """
    article = Article.objects.select_related("lead_picture").filter(pk=key).first()
    if article is None or not article.is_public or article.published_at != datetime.fromisoformat(moment):
        return "not now"
    # Whoever shares it first does not wait for the card.
    share_card(article)
    for byline in article.bylines.filter(user__is_active=True).select_related("user").order_by("pk"):
        if byline.user and byline.user.email:
            _tell(article, byline.user.email)
    return "announced"


def _tell(article: Article, address: str) -> None:
    facts = {
        "headline": article.headline,
        "link": whole_address(article.get_absolute_url()),
        "site_name": settings.SITE_NAME,
    }
    deliver_mail.enqueue(
        subject=_("%(site)s: “%(headline)s” has appeared")
        % {"site": settings.SITE_NAME, "headline": " ".join(article.headline.split())},
        text=render_to_string("articles/announcement.txt", facts),
        sender=settings.DEFAULT_FROM_EMAIL,
        recipients=[address],
    )
