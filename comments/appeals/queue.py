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


@dataclass(frozen=True)
class AppealsPage:
    """`later` is the place to go on at, or blank."""

    appeals: list[Appeal]
    later: str = ""


def waiting_appeals(moderator: Viewer) -> AppealQuerySet:
    """Those on comments that the moderator may open: none on withdrawn articles."""
    return Appeal.objects.waiting().filter(on_visible_comment(moderator, "decision__comment"))


def appeals_page(moderator: Viewer, state: str, after: int | None = None) -> AppealsPage:
    """Those that wait, the oldest first; or those that are settled, the newest first. Costs four queries."""
    if state == "answered":
        found = (
            Appeal.objects.exclude(outcome="")
            .filter(on_visible_comment(moderator, "decision__comment"))
            .order_by("-pk")
        )
        found = found.filter(pk__lt=after) if after is not None else found
    else:
        found = waiting_appeals(moderator).order_by("pk")
        found = found.filter(pk__gt=after) if after is not None else found
    appeals = list(found.select_related("decision__moderator", "answered_by")[: APPEALS_ON_A_PAGE + 1])
    shown = appeals[:APPEALS_ON_A_PAGE]
    bring_cards(shown)
    return AppealsPage(shown, str(shown[-1].pk) if len(appeals) > len(shown) else "")


def bring_cards(appeals: list[Appeal]) -> None:
    """Give each appeal its comment as the desk's cards show it."""
    cards = {
        card.pk: card for card in cards_of(Comment.objects.filter(pk__in=[a.decision.comment_id for a in appeals]))
    }
    for appeal in appeals:
        appeal.decision.comment = cards[appeal.decision.comment_id]


def somebody_else_answers(user: User) -> bool:
    """Whether anybody but the user could answer appeals here."""
    allowed = Permission.objects.filter(codename="moderate_comment", content_type__app_label="comments")
    by_role = Q(groups__permissions__in=allowed) | Q(user_permissions__in=allowed)
    moderators = User.objects.filter(by_role | Q(is_superuser=True), is_active=True)
    return moderators.exclude(pk=user.pk).exists()
