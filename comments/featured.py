"""What moderators chose of a discussion, told of above it: the same for every reader, as the list is."""

from html import escape as esc

from comments.models import Comment, Discussion
from comments.quotations.shown import plain_text
from comments.wording import current_wording

# More would be a discussion of its own.
FEATURED_SHOWN = 5
_WORDS = 160


def featured_in_bytes(discussion: Discussion) -> bytes:
    """The first words of each, the latest choice first; nothing, and no query, where moderators set nothing."""
    if not discussion.branch_count:
        return b""
    chosen = Comment.objects.published().filter(discussion=discussion.pk, featured_at__isnull=False)
    found = chosen.select_related("author", "guest").order_by("-featured_at", "-pk")[:FEATURED_SHOWN]
    items = "".join(map(_item, found))
    title = current_wording().featured_here
    return (
        f'<aside class="featured-list" aria-label="{title}"><b>{title}</b><ul>{items}</ul></aside>'.encode()
        if items
        else b""
    )


def _item(comment: Comment) -> str:
    words = plain_text(comment.body_html)
    short = words if len(words) <= _WORDS else f"{words[:_WORDS].rstrip()}…"
    return (
        f'<li><a href="/comments/{comment.pk}/" data-jump="{comment.pk}" dir="auto">{esc(short)}</a> '
        f"<bdi>{esc(comment.writer_name)}</bdi></li>"
    )
