"""What somebody sees of the decisions about them; all of it read from decisions and sanctions."""

from dataclasses import dataclass

from accounts.models import User
from comments.discussion import decisions_on, removals
from comments.models import Comment, Decision, Sanction
from comments.sanctions.in_force import Somebody, imposed_on

REMOVALS_ON_A_PAGE = 20
# More than anybody collects who is not banned.
MOST_SANCTIONS = 200


@dataclass(frozen=True)
class Removal:
    """A comment of one's own that was taken down, and the decision that did it; None where the site itself did."""

    comment: Comment
    decision: Decision | None


@dataclass(frozen=True)
class RemovalsPage:
    """Newest first; `earlier` is the cursor of the next page, or blank."""

    removals: list[Removal]
    earlier: str = ""


def sanctions_of(somebody: Somebody) -> list[Sanction]:
    """All there ever were, newest first."""
    return list(Sanction.objects.for_display().filter(imposed_on(somebody))[:MOST_SANCTIONS])


def removals_of(somebody: Somebody, before: int | None = None) -> RemovalsPage:
    """Of what they wrote, as long as it is down and its article public: two queries."""
    mine = Comment.objects.filter(author=somebody) if isinstance(somebody, User) else somebody.comments.all()
    down = mine.on_public_articles().filter(status__in=[Comment.Status.REMOVED, Comment.Status.SPAM]).order_by("-pk")
    if before is not None:
        down = down.filter(pk__lt=before)
    found = list(down.select_related("discussion__article")[: REMOVALS_ON_A_PAGE + 1])
    shown = found[:REMOVALS_ON_A_PAGE]
    took_down = removals(decisions_on([comment.pk for comment in shown]))
    page = [Removal(comment, took_down.get(comment.pk)) for comment in shown]
    return RemovalsPage(page, str(shown[-1].pk) if len(found) > len(shown) else "")
