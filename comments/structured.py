"""Comments in schema.org's words, beside the list that shows them: the same for every reader, as the list is.

The renderer asks for each comment's facts as it draws it, and keeps them with its HTML. They stay open
at their end, where those of its replies follow: the tree is written in one flat pass, as the lists are.
"""

from functools import lru_cache

from django.conf import settings

from articles.feeds.entries import whole_address
from articles.models import Article
from articles.structured import BEGIN_DATA, END_DATA, article_node, in_json
from comments.models import Comment
from comments.quotations.shown import plain_text
from comments.tree import Line
from comments.wording import Wording

# The words stand on the page already: a long comment need not weigh twice as much.
TEXT_LETTERS = 500
_LINKBACK = int(Comment.Kind.LINKBACK)


def comment_facts(line: Line, wording: Wording, *, shows_score: bool) -> str:
    """A JSON object without its closing brace: what the page shows of the comment, and of a tombstone where it is."""
    comment = line.comment
    address = _address(comment.pk)
    if not comment.is_published:
        return f'{{"@type":"Comment","url":"{address}","creativeWorkStatus":"Deleted"'
    writer = _writer(comment.writer_name, comment.handle, comment.kind, settings.SITE_URL)
    text = plain_text(comment.body_html)
    short = text if len(text) <= TEXT_LETTERS else f"{text[:TEXT_LETTERS].rstrip()}…"
    written = wording.machine_time(comment.created_at, is_known=comment.time_is_known)
    changed = f',"dateModified":"{wording.machine_time(comment.edited_at)}"' if comment.edited_at else ""
    votes = f',"upvoteCount":{comment.upvotes}' if shows_score and comment.upvotes else ""
    return (
        f'{{"@type":"Comment","url":"{address}","author":{writer},"datePublished":"{written}"{changed}'
        f',"text":{in_json(short)}{votes}{_parent(line)}'
    )


def discussion_data(article: Article, count: int, comments: bytes) -> bytes:
    """The element that says of the article how many comments it has, and which are here; nothing where none is."""
    if not comments:
        return b""
    article_facts = in_json({
        **article_node(article),
        "commentCount": count,
        "interactionStatistic": {
            "@type": "InteractionCounter",
            "interactionType": "https://schema.org/CommentAction",
            "userInteractionCount": count,
        },
    })  # fmt: skip
    return f'{BEGIN_DATA}{article_facts[:-1]},"comment":['.encode() + comments + f"]}}{END_DATA}".encode()


@lru_cache(maxsize=2_000)
def _writer(name: str, handle: str, kind: int, site: str) -> str:
    """A person, or the site that a linkback came from."""
    what = "Organization" if kind == _LINKBACK else "Person"
    page = f',"url":{in_json(f"{site}/people/{handle}/")}' if handle else ""
    return f'{{"@type":"{what}","name":{in_json(name)}{page}}}'


def _parent(line: Line) -> str:
    """What it answers, where the place does not say so."""
    if not line.is_flattened or line.comment.parent_id is None:
        return ""
    return f',"parentItem":{{"@type":"Comment","url":"{_address(line.comment.parent_id)}"}}'


def _address(key: int) -> str:
    return whole_address(f"/comments/{key}/")
