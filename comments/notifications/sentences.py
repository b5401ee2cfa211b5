"""What each kind of notification says, as a sentence; a new kind gets its own here."""

from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.policy import discussion_policy
from comments.models import Comment, Decision, Notification
from comments.rulings import TAKES_DOWN
from comments.sanctions.wording import lifted_in_words, meaning_of, upheld_in_words

Kind, Verdict = Notification.Kind, Decision.Verdict

# %(name)s is who wrote the comment, %(headline)s its article.
_SENTENCES = {
    Kind.REPLY: gettext_lazy("%(name)s replied to you on “%(headline)s”"),
    Kind.MENTION: gettext_lazy("%(name)s mentioned you on “%(headline)s”"),
    Kind.QUOTATION: gettext_lazy("%(name)s quoted you on “%(headline)s”"),
    Kind.EDITED_AFTER_REPLY: gettext_lazy("%(name)s changed a comment that you replied to on “%(headline)s”"),
    Kind.DECISION: gettext_lazy("The moderators decided on your comment on “%(headline)s”"),
    Kind.SCRUB: gettext_lazy("A moderator took words out of your comment on “%(headline)s”"),
}


# What became of one's comment; %(reason)s is why.
_DECIDED = {
    Verdict.APPROVE: gettext_lazy("A moderator has looked at your comment on “%(headline)s”: it is published"),
    Verdict.REMOVE: gettext_lazy("Your comment on “%(headline)s” was removed: %(reason)s"),
    Verdict.SPAM: gettext_lazy("Your comment on “%(headline)s” was removed: %(reason)s"),
    Verdict.HOLD: gettext_lazy("Your comment on “%(headline)s” waits for a moderator, because of a rule"),
    Verdict.RESTORE: gettext_lazy("Your comment on “%(headline)s” is shown again"),
    Verdict.EXPLAIN: gettext_lazy("Why your comment on “%(headline)s” was removed: %(reason)s"),
    Verdict.UNDO: gettext_lazy("A decision on your comment on “%(headline)s” was taken back"),
    Verdict.FEATURE: gettext_lazy("The moderators featured your comment on “%(headline)s”"),
    Verdict.UPHOLD: gettext_lazy("Your appeal was answered: your comment on “%(headline)s” stays removed"),
}
_GRANTED = gettext_lazy("Your appeal was granted: your comment on “%(headline)s” is shown again")


def sentence_of(notification: Notification) -> SafeString:
    """As HTML; of a comment that is not shown any more it tells neither writer nor words."""
    comment = notification.comment
    if comment is None:
        return SafeString(conditional_escape(_of_sanction(notification)))
    if not comment.discussion.article.is_public:
        return SafeString(conditional_escape(_("Something under an article that is not public any more.")))
    decision = notification.decision
    sentence = _of_decision(decision) if decision else str(_SENTENCES[Kind(notification.kind)])
    if not tells_words(notification):
        sentence = _("A comment on “%(headline)s” of which you were told is not shown any more")
    facts = {
        "name": format_html("<bdi>{}</bdi>", comment.writer_name),
        "headline": format_html("<bdi>{}</bdi>", comment.discussion.article.headline),
        "reason": conditional_escape(decision.get_reason_display()) if decision else "",
    }
    return mark_safe(conditional_escape(sentence) % facts)  # noqa: S308  # the sentence and all facts are escaped


def _of_sanction(notification: Notification) -> str:
    assert notification.sanction is not None  # noqa: S101  # found with the page
    if notification.kind == Kind.SANCTION_UPHELD:
        return upheld_in_words()
    is_over = notification.kind == Kind.LIFTING
    return lifted_in_words(notification.sanction) if is_over else meaning_of(notification.sanction)


def _of_decision(decision: Decision) -> str:
    is_granted = decision.verdict == Verdict.RESTORE and decision.answers_id is not None
    return str(_GRANTED if is_granted else _DECIDED[Verdict(decision.verdict)])


def tells_words(notification: Notification) -> bool:
    """Whether its reader may be shown the comment: a decision tells of one's own."""
    comment = notification.comment
    if comment is None:
        return False
    is_own = comment.author_id == notification.recipient_id
    return comment.discussion.article.is_public and (is_own or (comment.is_published and _is_in_discussion(comment)))


def leads_to(notification: Notification) -> str:
    """Where the thing can be read; blank where that is nowhere."""
    comment = notification.comment
    if comment is None:
        return reverse("standing")
    keeps_place = comment.status in {Comment.Status.REMOVED, Comment.Status.DELETED}
    is_kept = comment.discussion.article.is_public and keeps_place and _is_in_discussion(comment)
    return comment.get_absolute_url() if tells_words(notification) or is_kept else ""


def _is_in_discussion(comment: Comment) -> bool:
    """Whether readers of the article come upon its discussion."""
    return discussion_policy(comment.discussion.article).has_discussion


def may_be_appealed(notification: Notification) -> bool:
    """Whether it tells that one's own comment was taken down, which it still is; the appeal's page says the rest."""
    decision, comment = notification.decision, notification.comment
    if decision is None or comment is None or decision.verdict not in TAKES_DOWN:
        return False
    return comment.status in {Comment.Status.REMOVED, Comment.Status.SPAM} and tells_words(notification)
