"""Which cards a text has, and what is known of them."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from accounts.edition import raise_edition
from articles.body import drawn_body, redraw_bodies
from articles.fetching.trouble import NotFetched
from articles.link_cards.facts import Facts
from articles.models import Article, LinkCard

_NOTHING = Facts(title="", description="", site_name="", canonical="")


def keep_cards(article: Article, cards: Iterable[LinkCard]) -> None:
    """Remember which cards the article's text has, as part of the caller's transaction."""
    new = [card for card in cards if card.pk is None]
    if new:
        # Somebody else may store the same at this moment.
        LinkCard.objects.bulk_create(new, ignore_conflicts=True)
    article.link_cards.set(LinkCard.objects.filter(address__in=[card.address for card in cards]))


@transaction.atomic
def draw_anew(key: int) -> Article | None:
    """The article, with its lone links drawn as the settings say; None where nothing is drawn or changed."""
    article = Article.objects.select_for_update().get(pk=key)
    drawn = drawn_body(article.body)
    keep_cards(article, drawn.cards)
    if not drawn.cards and drawn.html == article.body_html:
        return None
    Article.objects.filter(pk=key).update(body_html=drawn.html)
    return article


@transaction.atomic
def keep_facts(card: LinkCard, facts: Facts) -> None:
    """Show what the page says from now on, in every text."""
    now = timezone.now()
    _change(card, **vars(facts), fetched_at=now, tried_at=now, attempts=0, trouble="")


@transaction.atomic
def keep_trouble(card: LinkCard, problem: NotFetched) -> None:
    """Note why nothing came; a page that is not there any more takes what it said with it."""
    gone = {} if problem.may_pass else {**vars(_NOTHING), "fetched_at": None}
    _change(card, **gone, tried_at=timezone.now(), attempts=card.attempts + 1, trouble=problem.trouble)


def redraw_card(card: LinkCard) -> None:
    """Draw anew every text that has the card, as part of the caller's transaction."""
    redraw_bodies(card.in_bodies.values_list("pk", flat=True))
    raise_edition()


def _change(card: LinkCard, **facts: object) -> None:
    # No lock of the row: whoever saves an article meanwhile refers to it, and holds what is redrawn here.
    LinkCard.objects.filter(pk=card.pk).update(**facts)
    redraw_card(card)
