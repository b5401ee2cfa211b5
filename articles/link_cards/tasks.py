"""What the worker does for link cards."""

import logging
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from articles.fetching.trouble import NotFetched
from articles.link_cards.facts import fetch_facts
from articles.link_cards.keeping import keep_facts, keep_trouble, redraw_card
from articles.models import Article, LinkCard

logger = logging.getLogger(__name__)

# A site that is down is up again within the hour, or within a day; later somebody has to ask.
RETRY_AFTER = (timedelta(minutes=10), timedelta(hours=2), timedelta(days=1))


def fetch_new_cards(article: Article) -> None:
    """Have the worker ask for what the text's cards lack, once readers see the text.

    Not before: whoever is linked to would see in their logs what a newsroom is working on.
    """
    if settings.LINK_CARDS and article.is_public:
        for card in article.link_cards.filter(article=None, tried_at=None).order_by("pk"):
            fetch_card.enqueue(card.pk, 0)


def follow_article(article: Article, former: Article | None) -> None:
    """Have the worker draw anew the cards of the article in other texts, where they say something else now."""
    if former is not None and _told_of(article) != _told_of(former) and article.cards_to_it.exists():
        redraw_cards_to.enqueue(article.pk)


def _told_of(article: Article) -> tuple[bool, str, str]:
    return article.is_public, article.headline, article.dek


# What people wait for comes first; a slow site takes some seconds.
@task(priority=-20)
def fetch_card(key: int, attempts: int) -> str:
    """Ask the other site; "fetched", "nothing", "put off" or "not now" comes back.

    `attempts` is how many failed before: a task that another has overtaken by now has nothing to do.
    """
    card = LinkCard.objects.filter(pk=key, article=None).first()
    if card is None or not settings.LINK_CARDS:
        return "not now"
    if card.attempts != attempts or (card.tried_at and not attempts):
        # A text that was being saved when the facts came may not show them yet.
        _redraw([card])
        return "not now"
    try:
        facts = fetch_facts(card.address)
    except NotFetched as problem:
        logger.info("No card for %s: %s", card.address, problem)
        keep_trouble(card, problem)
        if not problem.may_pass or attempts >= len(RETRY_AFTER):
            return "nothing"
        fetch_card.using(run_after=timezone.now() + RETRY_AFTER[attempts]).enqueue(key, attempts + 1)
        return "put off"
    keep_facts(card, facts)
    return "fetched"


@task(priority=-20)
def redraw_cards_to(key: int) -> str:
    """Draw anew the texts that lead to an article of ours, of which readers are told something else now."""
    cards = list(LinkCard.objects.filter(article=key))
    _redraw(cards)
    return "redrawn" if cards else "no card"


@transaction.atomic
def _redraw(cards: Iterable[LinkCard]) -> None:
    for card in cards:
        redraw_card(card)
