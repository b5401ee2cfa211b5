"""The queue of appeals, and what its cards show."""

from dataclasses import dataclass

from django.contrib.auth.models import Permission
from django.db.models import Q

from accounts.models import User
from accounts.permissions import Viewer
from comments.models import Appeal, Comment
from comments.models.appeal import AppealQuerySet
from comments.moderation.cards import cards_of
from comments.visible import on_visible_comment

APPEALS_ON_A_PAGE = 50
STATES = ("waiting", "answered")
# What a card shows of an appeal beside the comment.
WITH = (
    "decision__moderator",
    "answered_by",
    "sanction__moderator",
    "sanction__person",
    "sanction__guest",
    "sanction__lifting__moderator",
    "sanction__acknowledgement",
)


@dataclass(frozen=True)
class AppealsPage:
    """`later` is the place to go on at, or blank."""

    appeals: list[Appeal]
    later: str = ""


def visible_appeals(moderator: Viewer) -> AppealQuerySet:
    """Those on comments that the moderator may open, none on withdrawn articles; and those against sanctions."""
    return Appeal.objects.filter(Q(sanction__isnull=False) | on_visible_comment(moderator, "decision__comment"))


def waiting_appeals(moderator: Viewer) -> AppealQuerySet:
    return visible_appeals(moderator).waiting()


def appeals_page(moderator: Viewer, state: str, after: int | None = None) -> AppealsPage:
    """Those that wait, the oldest first; or those that are settled, the newest first. Costs four queries."""
    if state == "answered":
        found = visible_appeals(moderator).exclude(outcome="").order_by("-pk")
        found = found.filter(pk__lt=after) if after is not None else found
    else:
        found = waiting_appeals(moderator).order_by("pk")
        found = found.filter(pk__gt=after) if after is not None else found
    appeals = list(found.select_related(*WITH)[: APPEALS_ON_A_PAGE + 1])
    shown = appeals[:APPEALS_ON_A_PAGE]
    bring_cards(shown)
    return AppealsPage(shown, str(shown[-1].pk) if len(appeals) > len(shown) else "")


def bring_cards(appeals: list[Appeal]) -> None:
    """Give each appeal against a decision its comment as the desk's cards show it."""
    decisions = [appeal.decision for appeal in appeals if appeal.decision is not None]
    cards = {card.pk: card for card in cards_of(Comment.objects.filter(pk__in=[one.comment_id for one in decisions]))}
    for decision in decisions:
        decision.comment = cards[decision.comment_id]


def somebody_else_answers(user: User) -> bool:
    """Whether anybody but the user could answer appeals here."""
    allowed = Permission.objects.filter(codename="moderate_comment", content_type__app_label="comments")
    by_role = Q(groups__permissions__in=allowed) | Q(user_permissions__in=allowed)
    moderators = User.objects.filter(by_role | Q(is_superuser=True), is_active=True)
    return moderators.exclude(pk=user.pk).exists()
