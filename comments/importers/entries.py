"""The entries of a saved page as comments, with their parents and quotations."""

from collections.abc import Iterable
from datetime import timedelta

from articles.models import Article, ArticleRevision
from comments.actions.bookkeeping import lock_discussion, set_status
from comments.importers.discussion import Entry
from comments.importers.literal import as_markdown
from comments.importers.page import SavedPage
from comments.importers.quoting import Quoted
from comments.importers.recovery import Recovered
from comments.models import Comment, Quotation
from comments.models.comment import DEEPEST
from comments.quotations.attributions import Attribution
from comments.text import to_html

# The archive gives no hour: the entries are a minute apart only to keep their order, and stay on the day.
_APART = timedelta(minutes=1)
_LAST = timedelta(hours=11)


def write_entries(page: SavedPage, recovered: tuple[Recovered, ...], article: Article) -> None:
    """Writes within the caller's transaction, in the page's order, so that a parent is there before its replies."""
    discussion = lock_discussion(article.pk)
    revision = article.revisions.get(number=1)
    apart = min(_APART, _LAST / max(len(page.entries), 1))
    written: list[Comment] = []
    for number, (entry, found) in enumerate(zip(page.entries, recovered, strict=True), start=1):
        comment = _comment(entry, found, written, revision)
        comment.discussion = discussion
        comment.created_at = (article.published_at or article.created_at) + number * apart
        comment.import_source = article.import_source
        comment.import_id = f"{article.import_id}/{number}"
        comment.save(force_insert=True)
        Quotation.objects.bulk_create(_quotations(comment, found.quotations, written, revision))
        set_status(comment, Comment.Status.PUBLISHED, discussion)
        written.append(comment)


def _comment(entry: Entry, found: Recovered, written: list[Comment], revision: ArticleRevision) -> Comment:
    body = as_markdown(found.pieces)
    comment = Comment(
        imported_name=entry.name,
        kind=Comment.Kind.LINKBACK if entry.is_linkback else Comment.Kind.COMMENT,
        status=Comment.Status.PENDING,
        body=body,
        body_html=to_html(body, _attributions(found.quotations, written, revision)),
        article_revision=revision,
        time_is_known=False,
    )
    if found.answer:
        _make_reply(comment, written[found.answer.parent], int(found.answer.ground))
    return comment


def _make_reply(comment: Comment, parent: Comment, confidence: int) -> None:
    """At the end of a thread as deep as threads go, the comment stays a root."""
    if parent.depth >= DEEPEST:
        return
    comment.parent, comment.root_id, comment.depth = parent, parent.thread_id, parent.depth + 1
    comment.parent_source = Comment.ParentSource.RECOVERED
    comment.parent_confidence = confidence


def _attributions(
    quotations: Iterable[Quoted], written: list[Comment], revision: ArticleRevision
) -> dict[int, Attribution]:
    return {position: _attribution(quoted, written, revision) for position, quoted in enumerate(quotations)}


def _attribution(quoted: Quoted, written: list[Comment], revision: ArticleRevision) -> Attribution:
    if quoted.entry is not None:
        source = written[quoted.entry]
        return Attribution(name=source.imported_name, url=source.get_absolute_url())
    if quoted.is_article:
        return Attribution(name=revision.headline, url=revision.article.get_absolute_url())
    return Attribution()


def _quotations(
    comment: Comment, quotations: Iterable[Quoted], written: list[Comment], revision: ArticleRevision
) -> list[Quotation]:
    return [
        Quotation(
            comment=comment,
            position=position,
            passage=quoted.passage,
            source_comment=written[quoted.entry] if quoted.entry is not None else None,
            source_revision=revision if quoted.is_article else None,
        )
        for position, quoted in enumerate(quotations)
    ]
