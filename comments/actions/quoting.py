"""Quotations and mentions: found when a comment is written, and kept true when their sources change."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from django.db.models import F
from markdown_it.token import Token

from articles.models import Article
from comments.mentions import find_people, people_in
from comments.models import Comment, Discussion, Quotation
from comments.quotations.attributions import Attribution, Standing
from comments.quotations.shown import article_text, holds, stands
from comments.quotations.sources import Found, Reach
from comments.quotations.typed import Typed, typed_quotations
from comments.text import parse, to_html, tokens_to_html

# More quoting comments than this in one transaction, and others would wait: the rest is a task's.
RETOLD_AT_ONCE = 200
# So many words at each end tell a browser which passage to show.
_WORDS_OF_FRAGMENT = 4


@dataclass
class References:
    """What a comment's text refers to, not yet kept."""

    quotations: list[Quotation] = field(default_factory=list)


def may_refer(body: str) -> bool:
    """Whether a text could quote or mention anybody: told by its signs, so that most cost nothing."""
    return ">" in body or "@" in body


def read_references(comment: Comment, article: Article) -> References:
    """What `comment`, not yet saved with its new body, quotes and whom it mentions; sets its `body_html`.

    Parsing costs what it always does; each quotation and all mentions together cost at most
    the queries that comments/quotations/sources.py and comments/mentions.py tell of.
    """
    tokens = parse(comment.body)
    people = find_people(comment, tokens) if "@" in comment.body else {}
    found = list(_found(comment, article, tokens)) if ">" in comment.body else []
    quotations = [_quotation(typed, source, comment) for typed, source in found]
    attributions = {typed.position: _fresh(typed, source, article) for typed, source in found}
    comment.body_html = tokens_to_html(tokens, attributions, people)
    return References(quotations)


def keep_references(comment: Comment, references: References, discussion: Discussion, *, is_new: bool = False) -> None:
    """Put the references of a saved comment in place of those that it had."""
    if is_new and not references.quotations:
        return
    before = set() if is_new else _sources_of(comment)
    if not is_new:
        comment.quotations.all().delete()
    for quotation in references.quotations:
        quotation.comment = comment
    Quotation.objects.bulk_create(references.quotations)
    after = {quotation.source_comment_id for quotation in references.quotations if quotation.source_comment_id}
    if comment.is_published:
        _count(after - before, 1, discussion)
        _count(before - after, -1, discussion)


def count_quotations(comment: Comment, change: int, discussion: Discussion) -> None:
    """Count a comment that appeared (1) or went (-1) with all whom it quotes; at the discussion's version."""
    if quotes_anything(comment):
        _count(_sources_of(comment), change, discussion)


def quotes_anything(comment: Comment) -> bool:
    """Whether it may have quotations: told by its HTML, so that most comments cost no query."""
    return '<blockquote class="quotation' in comment.body_html


def retell_quotations(source: Comment, discussion: Discussion, *, after: int = 0) -> None:
    """Let those who quote `source` say what has become of it, in the caller's transaction.

    Call it when its words or its status have changed; the discussion is held. Where more than
    RETOLD_AT_ONCE quote it, a task goes on with those after that key.
    """
    quoting = Comment.objects.filter(quotations__source_comment=source, pk__gt=after).order_by("pk").distinct()
    found = list(quoting[: RETOLD_AT_ONCE + 1])
    retell(found[:RETOLD_AT_ONCE], discussion)
    if len(found) > RETOLD_AT_ONCE:
        from comments.tasks import go_on_retelling

        go_on_retelling.enqueue(source.pk, found[RETOLD_AT_ONCE - 1].pk)


def retell(quoting: Iterable[Comment], discussion: Discussion) -> None:
    """Write anew what stands below the quotations of these comments; readers see it if anything differs."""
    version = discussion.version + 1
    changed = False
    for comment in quoting:
        html = remade(comment)
        if html != comment.body_html:
            comment.body_html, comment.seq, changed = html, version, True
            comment.save(update_fields=["body_html", "seq"])
    if changed:
        discussion.version = version
        discussion.save(update_fields=["version"])


def remade(comment: Comment) -> str:
    """Its body as HTML once more, with whom its quotations quote as that is now."""
    quotations = comment.quotations.select_related(
        "source_comment__author", "source_comment__guest", "source_revision__article"
    )
    attributions = {quotation.position: _attribution(quotation) for quotation in quotations}
    return to_html(comment.body, attributions, people_in(comment.body_html))


def _sources_of(comment: Comment) -> set[int]:
    keys = comment.quotations.filter(source_comment__isnull=False).values_list("source_comment_id", flat=True)
    return {key for key in keys if key is not None}


def _count(keys: Iterable[int], change: int, discussion: Discussion) -> None:
    for key in sorted(keys):
        Comment.objects.filter(pk=key).update(quoted_count=F("quoted_count") + change, seq=discussion.version)


def _found(comment: Comment, article: Article, tokens: Sequence[Token]) -> Iterator[tuple[Typed, Found | None]]:
    """The quotations with their sources, None where the comment that is named is not here."""
    reach = Reach(comment, article)
    for typed in typed_quotations(tokens):
        source = reach.find(typed)
        if source or typed.number is not None:
            yield typed, source


def _quotation(typed: Typed, source: Found | None, comment: Comment) -> Quotation:
    said = source and source.said
    return Quotation(
        position=typed.position,
        passage=typed.passage,
        source_comment_id=said.number if said else None,
        source_number=said.revision_number if said else None,
        source_revision_id=comment.article_revision_id if source and not said else None,
        is_verbatim=source is not None and source.is_verbatim,
    )


def _fresh(typed: Typed, source: Found | None, article: Article) -> Attribution:
    if source is None:
        return Attribution(standing=Standing.LOST)
    standing = Standing.STANDS if source.is_verbatim else Standing.ALTERED
    if source.said:
        address = f"/comments/{source.said.number}/#comment-{source.said.number}"
        return Attribution(source.said.name, _pointing(address, typed.passage, standing), standing)
    return Attribution(
        article.headline, _pointing(f"{article.get_absolute_url()}#", typed.passage, standing), standing
    )


def _attribution(quotation: Quotation) -> Attribution:
    """As it is now. Reads the quoted comment, or the article of the quoted revision."""
    if source := quotation.source_comment:
        standing = _standing_of(source) or _standing(quotation, is_there=_is_in_comment(quotation, source))
        address = f"{source.get_absolute_url()}#comment-{source.pk}"
        return Attribution(source.writer_name, _pointing(address, quotation.passage, standing), standing)
    if quotation.source_revision:
        article = quotation.source_revision.article
        is_there = stands(quotation.passage, article_text(article))
        standing = _standing(quotation, is_there=is_there, otherwise=Standing.CORRECTED)
        address = _pointing(f"{article.get_absolute_url()}#", quotation.passage, standing)
        return Attribution(article.headline, address, standing)
    return Attribution(standing=Standing.LOST)


def _standing_of(source: Comment) -> Standing | None:
    """What has become of the quoted comment, unless it is there."""
    if source.is_published:
        return None
    gone = {Comment.Status.REMOVED: Standing.REMOVED, Comment.Status.DELETED: Standing.DELETED}
    return gone.get(Comment.Status(source.status), Standing.LOST)


def _standing(quotation: Quotation, *, is_there: bool, otherwise: Standing = Standing.CHANGED) -> Standing:
    if not quotation.is_verbatim:
        return Standing.ALTERED
    return Standing.STANDS if is_there else otherwise


def _is_in_comment(quotation: Quotation, source: Comment) -> bool:
    """What was there in the revision that stands is there: an archive's words may be marked up otherwise."""
    if source.revision_number == (quotation.source_number or 1):
        return True
    return any(holds(source.body_html, quotation.passage, is_nested=is_nested) for is_nested in (False, True))


def _pointing(address: str, passage: str, standing: Standing) -> str:
    """The address of a page, with the words that a browser is to show there if they are there."""
    if standing != Standing.STANDS:
        return address.removesuffix("#")
    first, *_rest = lines = passage.splitlines() or [""]
    opening, closing = first.split(), lines[-1].split()
    if len(lines) == 1 and len(opening) <= 2 * _WORDS_OF_FRAGMENT:
        words = [opening]
    else:
        words = [opening[:_WORDS_OF_FRAGMENT], closing[-_WORDS_OF_FRAGMENT:]]
    text = ",".join(quote(" ".join(some), safe="").replace("-", "%2D") for some in words)
    return f"{address}:~:text={text}"
