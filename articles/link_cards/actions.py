"""What editors decide about link cards."""

from django.db import transaction

from accounts.models import User
from articles.link_cards.keeping import redraw_card
from articles.link_cards.tasks import fetch_card
from articles.models import LinkCard
from articles.permissions import may_edit_articles


@transaction.atomic
def save_card(*, card: LinkCard, editor: User) -> LinkCard:
    """Store whether the card is a plain link, and show it so in every text. Raises PermissionDenied."""
    may_edit_articles(editor).enforce()
    card.save(update_fields=["is_plain"])
    redraw_card(card)
    return card


@transaction.atomic
def ask_again(*, card: LinkCard, editor: User) -> bool:
    """Have the worker ask the other site anew; what is known stays until it answers.

    False where there is nobody to ask, since the card is of an article of this site. Raises PermissionDenied.
    """
    may_edit_articles(editor).enforce()
    if card.article_id is not None:
        return False
    LinkCard.objects.filter(pk=card.pk).update(tried_at=None, attempts=0, trouble="")
    fetch_card.enqueue(card.pk, 0)
    return True
