"""What whoever planned a text is told of it, wherever they are by then."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django_tasks import task

from accounts.letters import queue_letter
from articles.feeds.entries import whole_address
from articles.models import Article, ArticleRevision, PlannedRevision


@task()
def tell_planner(key: int) -> str:
    """Write to whoever planned the text what has become of it; "told" or "nobody to tell" comes back."""
    planned = PlannedRevision.objects.select_related("article", "planned_by").filter(pk=key).first()
    if planned is None or planned.planned_by is None or not planned.planned_by.email:
        return "nobody to tell"
    facts = {
        "headline": planned.headline,
        "state": planned.state,
        "is_public": planned.article.is_public,
        "article": whole_address(planned.article.get_absolute_url()),
        "desk": whole_address(reverse("admin:articles_plannedrevision_change", args=[planned.pk])),
    }
    queue_letter(
        planned.planned_by.email,
        subject=_("%(site)s: Your planned text of “%(headline)s”")
        % {"site": settings.SITE_NAME, "headline": " ".join(planned.article.headline.split())},
        template="articles/planned.txt",
        facts=facts,
    )
    return "told"


def tell_of_newer_text(article: Article) -> None:
    """Where a colleague's new text stands in the way of a planned one, its planner is told at once, and once."""
    planned = PlannedRevision.objects.waiting().filter(article=article).first()
    latest: ArticleRevision | None = article.revisions.defer("body").first()
    if planned is None or latest is None or planned.based_on != latest.number - 1:
        return
    if planned.planned_by_id != latest.created_by_id:
        tell_planner.enqueue(planned.pk)
