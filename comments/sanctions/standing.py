"""What somebody sees of the decisions about them; all of it read from decisions and sanctions."""

from dataclasses import dataclass

from accounts.models import User
from accounts.permissions import Viewer
from comments.discussion import decisions_on, removals
from comments.models import Appeal, Comment, Decision, Sanction
from comments.permissions import may_appeal
from comments.sanctions.in_force import Somebody, imposed_on
from comments.writers import GuestViewer

REMOVALS_ON_A_PAGE = 20
# More than anybody collects who is not banned.
MOST_SANCTIONS = 200


@dataclass(frozen=True)
class Removal:
    """A comment of one's own that was taken down, and the decision that did it; None where the site itself did."""

    comment: Comment
    decision: Decision | None
    # What they said against it, if they did; else whether they may.
    appeal: Appeal | None = None
    may_appeal: bool = False


@dataclass(frozen=True)
class RemovalsPage:
    """Newest first; `earlier` is the cursor of the next page, or blank."""

    removals: list[Removal]
    earlier: str = ""


def sanctions_of(somebody: Somebody) -> list[Sanction]:
    """All there ever were, newest first."""
    return list(Sanction.objects.for_display().filter(imposed_on(somebody))[:MOST_SANCTIONS])


def removals_of(somebody: Somebody, before: int | None = None) -> RemovalsPage:
    """Of what they wrote, as long as it is down and its article public: three queries."""
    mine = Comment.objects.filter(author=somebody) if isinstance(somebody, User) else somebody.comments.all()
    down = mine.on_public_articles().filter(status__in=[Comment.Status.REMOVED, Comment.Status.SPAM]).order_by("-pk")
    if before is not None:
        down = down.filter(pk__lt=before)
    found = list(down.select_related("discussion__article")[: REMOVALS_ON_A_PAGE + 1])
    shown = found[:REMOVALS_ON_A_PAGE]
    took_down = removals(decisions_on([comment.pk for comment in shown]))
    viewer = somebody if isinstance(somebody, User) else GuestViewer(somebody)
    appeals = {appeal.decision_id: appeal for appeal in Appeal.objects.filter(decision__in=took_down.values())}
    page = [_removal(comment, took_down.get(comment.pk), appeals, viewer) for comment in shown]
    return RemovalsPage(page, str(shown[-1].pk) if len(found) > len(shown) else "")


def _removal(
    comment: Comment, decision: Decision | None, appeals: dict[int | None, Appeal], viewer: Viewer
) -> Removal:
    appeal = appeals.get(decision.pk) if decision else None
    return Removal(comment, decision, appeal, appeal is None and bool(may_appeal(viewer, comment, decision)))
