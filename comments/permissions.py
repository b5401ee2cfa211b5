"""What people may do with comments; view, template and overlay ask here alike."""

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.permissions import GRANTED, Permission, Viewer
from articles.models import Article
from articles.policy import discussion_policy
from comments.sanctions.in_force import is_premoderated
from comments.sanctions.permissions import may_confirm_address, may_lift, may_take_part
from comments.writers import as_somebody, guest_of, is_own

if TYPE_CHECKING:
    from comments.models import Appeal, Comment, Decision, Sanction

# Long enough to mend what was said, short enough that an answered comment stays what was answered.
EDIT_WINDOW = timedelta(hours=24)
# What the page promises, and what a slow network may take on top.
UNDO_WINDOW = timedelta(seconds=10)
UNDO_GRACE = timedelta(seconds=5)
# The Digital Services Act asks for at least six months.
APPEALED_WITHIN = timedelta(days=184)


def may_moderate(user: Viewer) -> Permission:
    if user.has_perm("comments.moderate_comment"):
        return GRANTED
    return Permission(_("Only moderators decide on comments."))


def may_make_rules(user: Viewer) -> Permission:
    if user.has_perm("comments.change_rule"):
        return GRANTED
    return Permission(_("Only senior moderators and administrators make rules."))


def may_undo_decision(user: Viewer, decision: "Decision") -> Permission:
    """Any, for ever; but what others answered is not sent back to wait, since their place would go with it."""
    from comments.rulings import status_without

    if not may_moderate(user):
        return Permission(_("Only moderators undo decisions."))
    if _answers_appeal_against(user, decision):
        return Permission(
            _("This answers an appeal against a decision of yours: somebody else would have to undo it.")
        )
    waits = status_without(decision) in {decision.comment.Status.PENDING, decision.comment.Status.UNCONFIRMED}
    if waits and decision.comment.replies.exists():
        return Permission(_("This comment has been answered, so it cannot wait for review again. You can remove it."))
    return GRANTED


def may_take_measures(user: Viewer, comment: "Comment", verdict: str = "") -> Permission:
    """For a branch, or a comment, that readers see: what is not shown holds nothing below it."""
    if not may_moderate(user):
        return Permission(_("Only moderators act on branches."))
    if not comment.is_shown:
        return Permission(_("Readers do not see this comment, so there is no branch to act on."))
    if verdict == "pin" and not comment.is_root:
        return Permission(_("Only a whole thread is pinned: go to the comment that opened it."))
    if verdict == "feature" and not (comment.is_published and comment.kind == comment.Kind.COMMENT):
        return Permission(_("Only a reader's comment that stands there is featured."))
    return GRANTED


def _answers_appeal_against(user: Viewer, decision: "Decision") -> bool:
    """Whether it, or what it undoes or puts in force again, is the answer to an appeal against the user's own."""
    while decision.undoes is not None:
        decision = decision.undoes
    return decision.answers is not None and decision.answers.decided_by_id == user.pk


def may_appeal(user: Viewer, comment: "Comment", decision: "Decision | None") -> Permission:
    """Against the decision that holds the comment down, where there is one; whether anybody did is not asked here."""
    if not is_own(user, comment):
        return Permission(_("Only its author appeals against a decision on a comment."))
    if decision is None or comment.status not in {comment.Status.REMOVED, comment.Status.SPAM}:
        return Permission(_("No moderator has taken this comment down, so there is nothing to appeal against."))
    if timezone.now() >= decision.decided_at + APPEALED_WITHIN:
        return Permission(_("A decision can be appealed against for six months. That time is over."))
    return GRANTED


def may_appeal_sanction(sanction: "Sanction") -> Permission:
    """Of whom it is imposed on; nobody else is let so far."""
    if sanction.lifted:
        return Permission(_("This was lifted, so there is nothing to appeal against."))
    if timezone.now() >= sanction.imposed_at + APPEALED_WITHIN:
        return Permission(_("A decision can be appealed against for six months. That time is over."))
    return GRANTED


def may_answer_appeal(user: Viewer, appeal: "Appeal") -> Permission:
    """Any moderator but the one who decided and the one who wrote the comment, whatever their role.

    Against a sanction: whoever may lift it.
    """
    if not may_moderate(user):
        return Permission(_("Only moderators answer appeals."))
    if appeal.decided_by_id == user.pk:
        return Permission(_("You made this decision, so somebody else answers the appeal against it."))
    if appeal.sanction is not None:
        return may_lift(user, appeal.sanction)
    if is_own(user, appeal.ruling_appealed.comment):
        return Permission(_("You wrote this comment, so somebody else answers the appeal."))
    return GRANTED


def may_decide_notice(user: Viewer, comments: Iterable["Comment | None"]) -> Permission:
    """On a notice that names these comments: any moderator who wrote none of them."""
    if not may_moderate(user):
        return Permission(_("Only moderators decide on notices."))
    if any(comment is not None and is_own(user, comment) for comment in comments):
        return Permission(_("This notice is about a comment of yours, so somebody else decides on it."))
    return GRANTED


def may_read_discussion(user: Viewer, article: Article) -> Permission:
    """Of an article that the user may read. Where it has none, moderators go on judging what was said."""
    if discussion_policy(article).has_discussion or may_moderate(user):
        return GRANTED
    return Permission(_("This article has no discussion."))


def may_comment(user: Viewer, article: Article) -> Permission:
    policy = discussion_policy(article)
    if not article.is_public:
        return Permission(_("Comments open when the article is published."))
    if not policy.has_discussion:
        return Permission(_("This article has no discussion."))
    if not policy.accepts_comments:
        return Permission(_("This discussion is closed. What was said stays here to be read."))
    if user.is_authenticated or policy.allows_guests:
        return may_take_part(user)
    if guest_of(user):
        return Permission(_("This discussion takes comments from people with an account only, as of late."))
    return Permission(_("Sign in to take part in the discussion."))


def may_reply(user: Viewer, comment: "Comment") -> Permission:
    from comments.branches import is_locked
    from comments.models.comment import DEEPEST

    if not comment.is_published:
        return Permission(_("This comment is not there to be answered any more."))
    if comment.depth >= DEEPEST:
        return Permission(_("This thread is as deep as threads go. Please answer a comment further up."))
    if is_locked(comment):
        return Permission(_("A moderator has locked this branch: it takes no more replies. What was said stays."))
    return may_comment(user, comment.discussion.article)


def may_edit(user: Viewer, comment: "Comment") -> Permission:
    if not is_own(user, comment):
        return Permission(_("Only its author edits a comment."))
    if comment.status not in _standing(comment):
        return Permission(_("This comment was taken down and cannot be edited."))
    if timezone.now() >= comment.created_at + EDIT_WINDOW:
        return Permission(_("A comment can be edited for 24 hours. That time is over."))
    policy = discussion_policy(comment.discussion.article)
    if not policy.accepts_comments:
        return Permission(_("This discussion is closed. What was said stays here to be read."))
    # Other words would have to wait for a moderator, and the answers with them.
    waits = comment.is_published and (policy.is_premoderated or is_premoderated(as_somebody(user)))
    if waits and comment.replies.exists():
        return Permission(_("Somebody has answered these words, which a moderator approved: they stay as they are."))
    return may_take_part(user)


def may_read_words(user: Viewer, comment: "Comment") -> Permission:
    """Words that are published, everybody's; others their author and the moderators."""
    if comment.is_published or is_own(user, comment) or may_moderate(user):
        return GRANTED
    return Permission(_("These words are not shown."))


def may_delete(user: Viewer, comment: "Comment") -> Permission:
    if not is_own(user, comment):
        return Permission(_("Only its author deletes a comment."))
    if comment.status not in {*_standing(comment), comment.Status.DELETED}:
        return Permission(_("A moderator has taken this comment down already."))
    return GRANTED


def may_undo_deletion(user: Viewer, comment: "Comment") -> Permission:
    """Of a comment that is not deleted there is nothing to undo, which does no harm."""
    if not is_own(user, comment):
        return Permission(_("Only its author undoes a deletion."))
    if comment.status in {comment.Status.REMOVED, comment.Status.SPAM}:
        return Permission(_("A moderator has taken this comment down already."))
    if comment.status != comment.Status.DELETED:
        return GRANTED
    if not comment.body:
        return Permission(_("These words were erased for good."))
    if comment.deleted_at is None or timezone.now() >= comment.deleted_at + UNDO_WINDOW + UNDO_GRACE:
        return Permission(_("A deletion can be undone for 10 seconds. That time is over."))
    from comments.rulings import standing_of

    if standing_of(comment) in {comment.Status.REMOVED, comment.Status.SPAM}:
        return Permission(_("A moderator has taken this comment down meanwhile."))
    return GRANTED


def may_scrub(user: Viewer, comment: "Comment") -> Permission:
    """At any time, and of what was taken down, too: earlier words are still kept."""
    is_own = comment.author_id is not None and comment.author_id == user.pk
    if is_own or may_moderate(user):
        return GRANTED
    return Permission(_("Only its author and the moderators take words out of a comment."))


def may_report(user: Viewer, comment: "Comment") -> Permission:
    if is_own(user, comment):
        return Permission(_("This comment is your own: you can edit or delete it."))
    if guest_of(user):
        return Permission(
            _("Reporting takes an account, so that a report weighs something. Opening one takes a minute.")
        )
    if not user.is_authenticated:
        return Permission(_("Sign in to report a comment."))
    if not comment.is_published:
        return Permission(_("This comment is not shown any more."))
    return may_take_part(user)


def may_vote(user: Viewer, comment: "Comment", value: int = 1) -> Permission:
    if is_own(user, comment):
        return Permission(_("Your own comment is for others to recommend."))
    if guest_of(user):
        return Permission(
            _("Recommending takes an account, so that everybody counts once. Opening one takes a minute.")
        )
    if not user.is_authenticated:
        return Permission(_("Sign in to recommend a comment."))
    if not comment.is_published or comment.kind != comment.Kind.COMMENT:
        return Permission(_("This comment cannot be voted on."))
    if value < 0 and not settings.DOWNVOTES:
        return Permission(_("This site counts recommendations only."))
    return may_take_part(user)


def may_confirm(comment: "Comment") -> Permission:
    """Whoever has the mailed link asks; it is too late where the discussion takes no guests any more."""
    from comments.branches import is_locked

    policy = discussion_policy(comment.discussion.article)
    if not policy.accepts_comments:
        return Permission(_("This discussion was closed before the comment was confirmed, so it cannot be published."))
    if not policy.allows_guests:
        return Permission(_("This discussion takes comments from people with an account only, as of late."))
    if is_locked(comment):
        return Permission(_("A moderator has locked this branch meanwhile: it takes no more replies."))
    return may_confirm_address(comment.guest) if comment.guest else GRANTED


def _standing(comment: "Comment") -> set[int]:
    """The states of words that nobody has taken down."""
    return {comment.Status.PUBLISHED, comment.Status.PENDING, comment.Status.UNCONFIRMED}
