"""What the worker does for the newsroom."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from accounts.edition import raise_edition
from accounts.letters import queue_letter
from articles.body import redraw_bodies
from articles.cutting import delete_renditions, make_renditions, present_folder
from articles.feeds.entries import whole_address
from articles.link_cards.tasks import fetch_new_cards, redraw_cards_to
from articles.models import Article, Picture
from articles.pictures import digest_of
from articles.renditions import are_ready, origin_of
from articles.share_cards import share_card

logger = logging.getLogger(__name__)

# Pages that are open meanwhile still ask for what they were built with.
FORGET_AFTER = timedelta(hours=1)


@task()
def announce(key: int, moment: str) -> str:
    """Tell an article's writers that readers have it; "announced" or "not now" comes back.

    `moment` is when it was to appear: an article that was given another since, or was withdrawn, is
    announced by the task that was queued then, or not at all. Readers see it without this.
    """
    article = Article.objects.select_related("lead_picture").filter(pk=key).first()
    if article is None or not article.is_public or article.published_at != datetime.fromisoformat(moment):
        return "not now"
    fetch_new_cards(article)
    if article.cards_to_it.exists():
        redraw_cards_to.enqueue(article.pk)
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
    }
    queue_letter(
        address,
        subject=_("%(site)s: “%(headline)s” has appeared")
        % {"site": settings.SITE_NAME, "headline": " ".join(article.headline.split())},
        template="articles/announcement.txt",
        facts=facts,
    )


# Readers have the picture itself meanwhile: mail and announcements come first.
@task(priority=-10)
def render_picture(key: int) -> str:
    """Make a picture's renditions; "made", "there already", "overtaken" or "no picture" comes back.

    Killed in the middle, it begins anew. A picture that changes meanwhile has another task of its own.
    """
    picture = Picture.objects.filter(pk=key).first()
    if picture is None or not picture.file.name:
        return "no picture"
    try:
        folder = present_folder(picture)
        if are_ready(picture) and picture.renditions == folder:
            return "there already"
        make_renditions(picture, folder)
        # Of pictures that came before digests did.
        digest = picture.digest or _digest_of_file(picture)
    except OSError:
        logger.warning("The file of picture %s is gone or cannot be read.", key)
        return "no picture"
    if _take_up(picture, folder, digest):
        return "made"
    delete_renditions(picture.file.storage, folder)
    return "overtaken"


def _digest_of_file(picture: Picture) -> str:
    with picture.file.storage.open(str(picture.file.name)) as file:
        return digest_of(file)


@transaction.atomic
def _take_up(picture: Picture, folder: str, digest: str) -> bool:
    """Show the renditions in the folder from now on, unless the picture is another one by now."""
    present = Picture.objects.held().filter(pk=picture.pk).first()
    if present is None or origin_of(present) != origin_of(picture):
        return False
    Picture.objects.filter(pk=picture.pk).update(renditions=folder, digest=digest)
    redraw_bodies(present.in_bodies.values_list("pk", flat=True))
    if present.renditions and present.renditions != folder:
        forget_renditions.using(run_after=timezone.now() + FORGET_AFTER).enqueue(present.renditions)
    raise_edition()
    return True


def finish_pictures(article: Article) -> None:
    """Have the worker look again at what a new text shows without renditions, as part of the caller's transaction.

    Where writers do not wait for each other, these may be finished since the text was drawn, and whoever finished
    them does not find it yet among the texts that show the picture.
    """
    if "/pictures/" in article.body_html:
        for picture in article.body_pictures.order_by("pk"):
            if not are_ready(picture) or not _is_shown_by(picture, article.body_html):
                show_renditions.enqueue(picture.pk)


@task(priority=-10)
@transaction.atomic
def show_renditions(key: int) -> str:
    """Draw anew the texts that show the picture without its renditions; "drawn" or "nothing to do" comes back.

    Whoever is finishing them is waited for. Whoever has not begun to will find all texts that are stored by now.
    """
    picture = Picture.objects.held().filter(pk=key).first()
    if picture is None or not are_ready(picture):
        return "nothing to do"
    texts = picture.in_bodies.values_list("pk", "body_html")
    lacking = [article for article, html in texts if not _is_shown_by(picture, html)]
    if not lacking:
        return "nothing to do"
    redraw_bodies(lacking)
    raise_edition()
    return "drawn"


def _is_shown_by(picture: Picture, html: str) -> bool:
    return f"/{picture.renditions}/" in html


@task(priority=-10)
def forget_renditions(folder: str) -> str:
    """Delete renditions in whose place there are others, unless they are the ones that are shown after all."""
    if Picture.objects.filter(renditions=folder).exists():
        return "in use"
    delete_renditions(default_storage, folder)
    return "deleted"
