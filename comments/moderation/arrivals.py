"""What has come into a queue since somebody opened it, which waits until they ask for it."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.permissions import Viewer
from comments.models import Decision, Report
from comments.moderation.queues import COUNTED_TO, QueuePage, View, members_of

# Of more than that an open desk is old, and says so of the latest alone.
MOST_DECIDED = 200


def arrivals(view: View, mark: int, moderator: Viewer) -> int:
    """How many, up to one more than COUNTED_TO. `mark` is the last key there was then, of what brings them in:

    of reports where they are reported, of decisions where they are spam, else of comments.
    """
    members = members_of(view.queue.name, moderator).filter(view.condition)
    match view.queue.name:
        case "reported":
            members = members.filter(Exists(Report.objects.filter(comment=OuterRef("pk"), decision=None, pk__gt=mark)))
        case "spam":
            members = members.filter(Exists(Decision.objects.filter(comment=OuterRef("pk"), pk__gt=mark)))
        case _:
            members = members.filter(pk__gt=mark)
    return members.values("pk")[: COUNTED_TO + 1].count()


def mark_of(view: View, counts: dict[str, int]) -> int:
    """The mark to ask with later, from what was counted beside the queue."""
    return counts[{"reported": "last_report", "spam": "last_decision"}.get(view.queue.name, "last_comment")]


def takes_arrivals(view: View, page: QueuePage) -> bool:
    """Whether they would stand on this page: at its end in order of time, else at its front."""
    return not (page.later if view.order == "oldest" else page.earlier)


def decided_since(mark: int, moderator: User) -> dict[int, str]:
    """What colleagues decided after the decision with that key: the last on each comment, in words, by its key."""
    decisions = Decision.objects.filter(pk__gt=mark).exclude(moderator=None).exclude(moderator=moderator)
    latest = decisions.select_related("moderator").order_by("-pk")[:MOST_DECIDED]
    sentence = _("%(name)s decided on this meanwhile: %(verdict)s.")
    return {
        one.comment_id: sentence % {"name": one.moderator, "verdict": one.get_verdict_display()}
        for one in reversed(latest)
    }


def arrivals_in_words(count: int) -> str:
    """On the button that brings them; blank for none."""
    if not count:
        return ""
    if count > COUNTED_TO:
        return ngettext("More than %(count)s new", "More than %(count)s new", COUNTED_TO) % {"count": COUNTED_TO}
    return ngettext("%(count)s new", "%(count)s new", count) % {"count": count}
