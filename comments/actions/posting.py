"""Saying something: a new comment or a reply."""

from uuid import UUID, uuid5

from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.statements import insert_row, read_row
from articles.lookup import latest_revision
from articles.models import Article
from articles.policy import discussion_policy
from comments.actions.bookkeeping import add_comment, lock_discussion
from comments.actions.quoting import References, keep_references, may_refer, read_references
from comments.branches import slow_branch_over
from comments.guards.attempts import Attempt
from comments.guards.passing import pass_guards
from comments.guards.stops import Stopped
from comments.models import Comment, Origin
from comments.notifications.telling import tell_of_comment
from comments.permissions import may_comment, may_reply
from comments.rules.judging import Judgement
from comments.rules.recording import carry_out, keep_hits, note_refusal
from comments.sanctions.in_force import is_premoderated
from comments.text import clean_body, to_html
from comments.writers import Writer, as_writer_of, guest_of


def post_comment(
    *,
    article: Article,
    author: Writer,
    body: str,
    form_key: UUID,
    parent: Comment | None = None,
    network: str = "",
    insisted: frozenset[str] = frozenset(),
) -> Comment:
    """Publish a comment, or hold it as pending where policy, a sanction or a rule says so, or for its guest.

    `form_key` names the form it was typed in: sending the same form again answers with the
    comment that it made. `network` is where it comes from, as guards.origins has it; `insisted`
    names the gentle stops that the author overrode. Raises PermissionDenied unless `author` may
    comment here, and Stopped where a guard has something to say.
    """
    body = clean_body(body)
    key = _key_of(form_key, _name_of(author), article.pk, parent and parent.pk, body)
    slow_mode = discussion_policy(article).slow_mode_seconds
    slow_branch = slow_branch_over(parent) if parent else None
    person, guest = (author, None) if isinstance(author, User) else (None, guest_of(author))
    topics = frozenset(topic.pk for topic in article.topics_by_position)
    attempt = Attempt(article.pk, body, person, guest, network, slow_mode, slow_branch, insisted, topics=topics)
    try:
        pass_guards(attempt)
        # What takes time is done before the discussion is held: nobody waits for it.
        revision, body_html = latest_revision(article), "" if may_refer(body) else to_html(body)
        comment = Comment(
            **as_writer_of(author), body=body, body_html=body_html, article_revision=revision, form_key=key
        )
        with transaction.atomic():
            return _posted(key) or _post(comment, author, article, parent, attempt)
    except (IntegrityError, Stopped):
        # The same form arrived before, or twice at once and the other one was first.
        if posted := _posted(key):
            return posted
        note_refusal(attempt.judgement)
        raise


def find_posted(form_key: UUID, author: Writer, article: Article, parent: Comment | None, body: str) -> Comment | None:
    """The comment that these words, sent from this form, have made already."""
    return _posted(_key_of(form_key, _name_of(author), article.pk, parent and parent.pk, clean_body(body)))


def _key_of(form_key: UUID, *said: object) -> UUID:
    """The form's key bound to who says what and where.

    So nobody uses up another's key, and other words sent after going back to a form are not lost.
    """
    return uuid5(form_key, "\n".join(map(str, said)))


def _name_of(writer: Writer) -> object:
    """A word that no other writer has; for a guest who is not known yet, what they say of themselves."""
    guest = guest_of(writer)
    return (guest.pk and f"guest {guest.pk}") or f"{guest.email} {guest.name}" if guest else writer.pk


def _posted(key: UUID) -> Comment | None:
    return read_row(Comment, "form_key = %s", [key])


def _post(comment: Comment, author: Writer, article: Article, parent: Comment | None, attempt: Attempt) -> Comment:
    discussion = lock_discussion(article.pk)
    discussion.article = article
    comment.discussion = discussion
    if parent is None:
        may_comment(author, article).enforce()
    else:
        may_reply(author, _place_below(parent.pk, comment)).enforce()
    if comment.guest and comment.guest.pk is None:
        comment.guest.save()
        comment.guest_id = comment.guest.pk
    # Under the lock, so that no source changes unseen meanwhile; most comments refer to nothing.
    references = read_references(comment, article) if may_refer(comment.body) else References()
    add_comment(comment, discussion, _first_status(comment, article, attempt.judgement))
    keep_references(comment, references, discussion, is_new=True)
    if attempt.network:
        insert_row(Origin(comment=comment, network=attempt.network))
    keep_hits(comment, attempt.judgement)
    if comment.status != Comment.Status.UNCONFIRMED:
        carry_out(comment, attempt.judgement, waits_anyhow=_waits_anyhow(comment, article))
    if comment.is_published:
        tell_of_comment(comment)
    return comment


def _first_status(comment: Comment, article: Article, judgement: Judgement) -> Comment.Status:
    if comment.guest and not comment.guest.is_confirmed:
        return Comment.Status.UNCONFIRMED
    waits = _waits_anyhow(comment, article) or judgement.hold
    return Comment.Status.PENDING if waits else Comment.Status.PUBLISHED


def _waits_anyhow(comment: Comment, article: Article) -> bool:
    return discussion_policy(article).is_premoderated or is_premoderated(comment.writer)


def _place_below(key: int, comment: Comment) -> Comment:
    """Make it a reply to the comment with this key in its discussion; which comes back as it stands now."""
    parent = read_row(Comment, "id = %s AND discussion_id = %s", [key, comment.discussion_id])
    if parent is None:
        raise Comment.DoesNotExist
    parent.discussion = comment.discussion
    comment.parent, comment.root_id, comment.depth = parent, parent.thread_id, parent.depth + 1
    return parent
