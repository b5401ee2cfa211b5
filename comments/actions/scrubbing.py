"""Taking a personal detail out of a comment, of all that it said before, and of what quotes it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from accounts.roles import role_of
from comments.actions.bookkeeping import lock_discussion, mark_changed
from comments.actions.quoting import remade
from comments.models import Comment, CommentRevision, Draft, Notification, Scrub
from comments.notifications.telling import notify
from comments.permissions import may_scrub
from comments.scrubbing import mark_of, pattern_of, places_in, scrubbed
from comments.text import to_html

Holder = Comment | CommentRevision | Draft


@dataclass(frozen=True)
class Text:
    """A stored text in which the passage stands: a comment's own, an earlier one of it, or a draft about it.

    `is_quoted` where it is somebody else's, whose quotations alone are touched.
    """

    holder: Holder
    comment: Comment
    is_quoted: bool
    places: list[tuple[int, int]]


@transaction.atomic
def scrub_passage(*, comment: Comment, scrubber: User, passage: str) -> int:
    """Put a mark in place of the passage wherever it stands, for good; says in how many places.

    Nothing keeps the words: that they went is recorded, with who did it. Raises PermissionDenied unless
    `scrubber` may scrub. Where nothing is found, nothing is changed.
    """
    pattern = pattern_of(passage)
    held = {pk: lock_discussion(pk) for pk in sorted(_discussions_of(comment, pattern))}
    comment = Comment.objects.with_article().get(pk=comment.pk)
    may_scrub(scrubber, comment).enforce()
    texts = find_texts(comment, pattern)
    is_author = comment.author_id == scrubber.pk
    _replace(texts, pattern, mark_of(is_author=is_author))
    for changed in {text.comment.pk: text.comment for text in texts}.values():
        changed.body_html = remade(changed)
        changed.save(update_fields=["body", "body_html"])
        # What a rule found there may be what goes, and its places are others now.
        changed.rule_hits.update(parts=[])
        discussion = held.get(changed.discussion_id) or lock_discussion(changed.discussion_id)
        held[discussion.pk] = discussion
        mark_changed(changed, discussion)
    places = sum(len(text.places) for text in texts)
    if places:
        _record(comment, scrubber, places, role="" if is_author else role_of(scrubber))
    return places


def find_texts(comment: Comment, pattern: re.Pattern[str]) -> list[Text]:
    """All stored texts with the passage: the comment's whole, then the quotations of it and theirs in turn."""
    texts = list(_texts_of([comment], pattern, is_quoted=False))
    seen, frontier = {comment.pk}, {comment.pk}
    while frontier:
        near = _quoting(frontier, seen)
        seen |= {other.pk for other in near}
        found = list(_texts_of(near, pattern, is_quoted=True))
        texts += found
        frontier = {text.comment.pk for text in found}
    return texts


def _quoting(keys: set[int], seen: set[int]) -> list[Comment]:
    """Those that quote these comments, or answer them: not every quotation says whom it quotes."""
    near = Comment.objects.exclude(pk__in=seen).for_display()
    found = [*near.filter(quotations__source_comment__in=keys), *near.filter(parent__in=keys)]
    return list({other.pk: other for other in found}.values())


def _texts_of(comments: Iterable[Comment], pattern: re.Pattern[str], *, is_quoted: bool) -> Iterator[Text]:
    by_key = {comment.pk: comment for comment in comments}
    revisions = CommentRevision.objects.filter(comment__in=by_key)
    drafts = Draft.objects.filter(comment__in=by_key)
    holders: tuple[Holder, ...] = (*by_key.values(), *revisions, *drafts)
    for holder in holders:
        owner = holder if isinstance(holder, Comment) else by_key[holder.comment_id or 0]
        # A draft that answers the comment is somebody else's.
        is_others = is_quoted or (isinstance(holder, Draft) and not holder.is_edit)
        if places := places_in(holder.body, pattern, is_quoted=is_others):
            yield Text(holder, owner, is_others, places)


def _discussions_of(comment: Comment, pattern: re.Pattern[str]) -> set[int]:
    return {comment.discussion_id, *(text.comment.discussion_id for text in find_texts(comment, pattern))}


def _replace(texts: Iterable[Text], pattern: re.Pattern[str], mark: str) -> None:
    for text in texts:
        holder = text.holder
        holder.body = scrubbed(holder.body, pattern, mark, is_quoted=text.is_quoted)
        if isinstance(holder, CommentRevision):
            holder.body_html = to_html(holder.body)
            holder.save(update_fields=["body", "body_html"])
        elif isinstance(holder, Draft):
            holder.save(update_fields=["body"])
        for quotation in text.comment.quotations.all():
            quotation.passage = scrubbed(quotation.passage, pattern, mark)
            quotation.save(update_fields=["passage"])


def _record(comment: Comment, scrubber: User, places: int, *, role: str) -> None:
    scrub = Scrub.objects.create(comment=comment, scrubber=scrubber, role=role, places=places)
    told = [comment.author_id] if role else []
    notify(to=told, kind=Notification.Kind.SCRUB, comment=comment, actor=scrubber, occasion=scrub.pk)
