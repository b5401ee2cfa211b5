"""What stands around a comment on the desk: its thread, its article as it was, and what was decided on the like."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Max

from accounts.permissions import Viewer
from articles.corrections import Correction, made_in
from articles.models import ArticleRevision
from comments.models import Comment
from comments.moderation.similar import similar_to
from comments.querysets import CommentQuerySet
from comments.rows import parents_above

# Enough to follow what is said; the rest is a link away.
ANCESTORS_SHOWN = 3
NEIGHBOURS_SHOWN = 2
ANSWERS_SHOWN = 3


@dataclass(frozen=True)
class Background:
    """`above` leads down to the comment; `before` and `after` answer the same as it does, `below` answer it.

    `revision` is the article's that it answered, or None where that is not known, `latest` the number of the
    present one; `corrections` were made since.
    """

    above: list[Comment]
    before: list[Comment]
    after: list[Comment]
    below: list[Comment]
    similar: list[Comment]
    revision: ArticleRevision | None
    latest: int
    corrections: list[Correction]


def background_of(comment: Comment, viewer: Viewer) -> Background:
    """About a dozen queries, in any thread and on any site."""
    article = comment.discussion.article
    siblings = _siblings(comment).exclude(pk=comment.pk).confirmed()
    before = siblings.filter(pk__lt=comment.pk).order_by("-pk").values_list("pk", flat=True)[:NEIGHBOURS_SHOWN]
    after = siblings.filter(pk__gt=comment.pk).order_by("pk").values_list("pk", flat=True)[:NEIGHBOURS_SHOWN]
    answers = Comment.objects.filter(parent=comment).confirmed().order_by("pk")
    groups = [
        _nearest_above(comment),
        list(before),
        list(after),
        list(answers.values_list("pk", flat=True)[:ANSWERS_SHOWN]),
    ]
    shown = _loaded(pk for group in groups for pk in group)
    nearest, before_it, after_it, answering = ([shown[pk] for pk in sorted(group)] for group in groups)
    return Background(
        above=nearest,
        before=before_it,
        after=after_it,
        below=answering,
        similar=similar_to(comment, viewer),
        revision=comment.article_revision,
        latest=article.revisions.aggregate(last=Max("number"))["last"] or 0,
        corrections=[made for made in made_in(article) if made.made_at > comment.created_at],
    )


def _nearest_above(comment: Comment) -> list[int]:
    parents = parents_above([comment.parent_id] if comment.parent_id else [])
    way: list[int] = []
    step = comment.parent_id
    while step is not None and len(way) < ANCESTORS_SHOWN:
        way.append(step)
        step = parents[step]
    return way


def _siblings(comment: Comment) -> CommentQuerySet:
    if comment.parent_id is None:
        return Comment.objects.filter(discussion=comment.discussion_id, parent=None)
    return Comment.objects.filter(parent=comment.parent_id)


def _loaded(keys: Iterable[int]) -> dict[int, Comment]:
    return Comment.objects.for_display().in_bulk(set(keys))
