"""Saying something: a new comment or a reply."""

from uuid import UUID, uuid5

from django.db import IntegrityError, transaction

from accounts.models import User
from articles.models import Article
from articles.policy import discussion_policy
from comments.actions.bookkeeping import lock_discussion, set_status
from comments.guards.attempts import Attempt
from comments.guards.passing import pass_guards
from comments.guards.stops import Stopped
from comments.models import Comment, Origin
from comments.notifications.telling import tell_of_comment
from comments.permissions import may_comment, may_reply
from comments.text import clean_body, to_html


def post_comment(
    *,
    article: Article,
    author: User,
    body: str,
    form_key: UUID,
    parent: Comment | None = None,
    network: str = "",
    insisted: frozenset[str] = frozenset(),
) -> Comment:
    """Publish a comment, or hold it as pending where the discussion is premoderated.

    `form_key` names the form it was typed in: sending the same form again answers with the
    comment that it made. `network` is where it comes from, as guards.origins has it; `insisted`
    names the gentle stops that the author overrode. Raises PermissionDenied unless `author` may
    comment here, and Stopped where a guard has something to say.
    """
    key = _key_of(form_key, author.pk, article.pk, parent and parent.pk, clean_body(body))
    slow_mode = discussion_policy(article).slow_mode_seconds
    try:
        pass_guards(Attempt(article.pk, clean_body(body), author, None, network, slow_mode, insisted))
        with transaction.atomic():
            return _posted(key) or _post(article, author, body, key, parent, network)
    except (IntegrityError, Stopped):
        # The same form arrived before, or twice at once and the other one was first.
        if comment := _posted(key):
            return comment
        raise


def find_posted(form_key: UUID, author: User, article: Article, parent: Comment | None, body: str) -> Comment | None:
    """The comment that these words, sent from this form, have made already."""
    return _posted(_key_of(form_key, author.pk, article.pk, parent and parent.pk, clean_body(body)))


def _key_of(form_key: UUID, *said: object) -> UUID:
    """The form's key bound to who says what and where.

    So nobody uses up another's key, and other words sent after going back to a form are not lost.
    """
    return uuid5(form_key, "\n".join(map(str, said)))


def _posted(key: UUID) -> Comment | None:
    return Comment.objects.filter(form_key=key).first()


def _post(article: Article, author: User, body: str, key: UUID, parent: Comment | None, network: str) -> Comment:
    discussion = lock_discussion(article.pk)
    if parent is not None:
        parent = Comment.objects.select_related("discussion__article").get(pk=parent.pk, discussion=discussion)
        may_reply(author, parent).enforce()
    may_comment(author, article).enforce()
    comment = Comment.objects.create(
        discussion=discussion,
        parent=parent,
        root_id=parent.thread_id if parent else None,
        depth=parent.depth + 1 if parent else 0,
        author=author,
        body=clean_body(body),
        body_html=to_html(body),
        status=Comment.Status.PENDING,
        article_revision=article.revisions.first(),
        form_key=key,
    )
    if network:
        Origin.objects.create(comment=comment, network=network)
    if not discussion_policy(article).is_premoderated:
        set_status(comment, Comment.Status.PUBLISHED, discussion)
        tell_of_comment(comment)
    return comment
