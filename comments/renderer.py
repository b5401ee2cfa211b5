"""Lines in reading order as HTML: one flat pass, the same for every reader.

A template engine takes some eighty times longer for a long discussion, so the list is written
here with f-strings. Whatever comes from a person or a translation passes `esc`; only
`body_html`, which the sanitising door filled, goes in as it is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from html import escape as esc

from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.avatar import avatar_svg
from accounts.roles import ROLE_NAMES
from comments.models import Comment, Decision
from comments.tree import Line


@dataclass(frozen=True)
class Facts:
    """What is known of the discussion around the lines.

    `decisions` holds the removal that took each tombstone down; `accepts_comments` tells
    whether to offer a reply.
    """

    accepts_comments: bool = True
    decisions: Mapping[int, Decision] = field(default_factory=dict)


def render_list(lines: Iterable[Line], facts: Facts) -> SafeString:
    """Nested lists, opened and closed by the change of depth from one line to the next."""
    parts: list[str] = []
    depth = -1
    for line in lines:
        if line.depth <= depth:
            parts.append("</li>" + "</ol></details></li>" * (depth - line.depth))
        elif depth < 0:
            parts.append('<ol class="comments">')
        depth = line.depth
        parts.append(render_entry(line, facts) + _open_branch(line))
    if depth >= 0:
        parts.append("</li>" + "</ol></details></li>" * depth + "</ol>")
    return mark_safe("".join(parts))  # noqa: S308  # escaped field by field, as the module says


def render_entry(line: Line, facts: Facts) -> SafeString:
    """One comment as an open list item: the caller adds its branch and the closing tag."""
    comment = line.comment
    kind = " linkback" if comment.kind == Comment.Kind.LINKBACK else " tombstone" if comment.is_tombstone else ""
    inside = _tombstone(comment, facts) if comment.is_tombstone else _words(comment, line, facts)
    return mark_safe(  # noqa: S308  # as above
        f'<li class="comment{kind}" id="comment-{comment.pk}" data-id="{comment.pk}">'
        f'<article class="entry">{inside}</article>{_missing_replies(line)}'
    )


def _words(comment: Comment, line: Line, facts: Facts) -> str:
    return (
        f'<header class="facts">{_avatar(comment)}{_writer(comment)}{_marks(comment, line)}{_when(comment)}</header>'
        f'<div class="words" dir="auto">{comment.body_html}</div>'
        f"{_deeds(comment, facts)}"
    )


def _avatar(comment: Comment) -> str:
    if comment.kind == Comment.Kind.LINKBACK:
        return '<span class="avatar" aria-hidden="true">↗</span>'
    return avatar_svg(comment.writer_name)


def _writer(comment: Comment) -> str:
    name = f"<bdi>{esc(comment.writer_name)}</bdi>"
    if comment.author:
        return f'<a class="writer" href="{esc(comment.author.get_absolute_url())}">{name}</a> '
    return f'<b class="writer">{name}</b> '


def _marks(comment: Comment, line: Line) -> str:
    marks = ""
    is_recovered = comment.parent_source == Comment.ParentSource.RECOVERED
    if comment.parent and (is_recovered or line.is_flattened):
        marks += (
            f'<a class="answers" href="/comments/{comment.parent_id}/" data-jump="{comment.parent_id}">'
            f"{_whom_it_answers(comment.parent)}</a> "
        )
    if comment.status == Comment.Status.PENDING:
        why = esc(_("Only you and the moderators see this until one of them has looked."))
        marks += f'<span class="mark" title="{why}">{esc(_("waiting for review"))}</span> '
    if is_recovered:
        why = esc(_("The archive kept no threads: whom this answers was found in its text."))
        marks += f'<span class="mark" title="{why}">{esc(_("recovered"))}</span> '
    if comment.kind == Comment.Kind.LINKBACK:
        marks += f'<span class="mark">{esc(_("linkback"))}</span> '
    return marks


def _whom_it_answers(parent: Comment) -> str:
    if parent.is_tombstone:
        return esc(_("in reply to a comment no longer here"))
    return esc(_("in reply to %(name)s")) % {"name": f"<bdi>{esc(parent.writer_name)}</bdi>"}


def _when(comment: Comment) -> str:
    edited = f' <span class="mark">{esc(_("edited"))}</span>' if comment.edited_at else ""
    time = _time(comment.created_at, comment.time_is_known)
    return f'<a class="when" href="/comments/{comment.pk}/">{time}</a>{edited}'


def _time(moment: datetime, is_known: bool = True) -> str:
    local = timezone.localtime(moment)
    if not is_known:
        return f'<time datetime="{local:%Y-%m-%d}">{esc(format_date(local, _("j M Y")))}</time>'
    return (
        f'<time datetime="{local.isoformat(timespec="seconds")}" data-relative>'
        f"{esc(format_date(local, _('j M Y, H:i')))}</time>"
    )


def _deeds(comment: Comment, facts: Facts) -> str:
    if not comment.is_published:
        return '<footer class="deeds"></footer>'
    deeds = ""
    if facts.accepts_comments:
        deeds += _deed(comment, "reply", _("Reply"))
    if comment.kind == Comment.Kind.COMMENT:
        deeds += _deed(comment, "report", _("Report"))
    return f'<footer class="deeds">{deeds}</footer>'


def _deed(comment: Comment, deed: str, label: str) -> str:
    # A page of forms is no place for a search engine.
    about = esc(_("%(deed)s: comment by %(name)s") % {"deed": label, "name": comment.writer_name})
    return f'<a href="/comments/{comment.pk}/{deed}/" data-deed rel="nofollow" aria-label="{about}">{esc(label)}</a>'


def _tombstone(comment: Comment, facts: Facts) -> str:
    """Who took it down in what role, when and why; never the words or the name."""
    permalink = f'<a class="when" href="/comments/{comment.pk}/">#{comment.pk}</a>'
    return f'<p class="epitaph">{tombstone_sentence(comment, facts.decisions.get(comment.pk))} {permalink}</p>'


def tombstone_sentence(comment: Comment, decision: Decision | None) -> SafeString:
    """The sentence in a comment's place, as HTML."""
    if comment.status == Comment.Status.DELETED:
        sentence = esc(_("Deleted by its author."))
    elif decision is None:
        sentence = esc(_("Removed by a moderator."))
    else:
        sentence = esc(_("Removed by a %(role)s, %(time)s: %(reason)s.")) % {
            "role": esc(str(ROLE_NAMES.get(decision.role, decision.role))),
            "time": _time(decision.decided_at),
            "reason": f"<strong>{esc(decision.get_reason_display())}</strong>",
        }
    return mark_safe(sentence)  # noqa: S308  # as above


def _missing_replies(line: Line) -> str:
    if not line.missing_replies:
        return ""
    count = line.missing_replies
    label = ngettext("%(count)s more reply", "%(count)s more replies", count) % {"count": count}
    return f'<a class="more" href="/comments/{line.comment.pk}/#replies">{esc(label)}</a>'


def _open_branch(line: Line) -> str:
    if not line.branch_size:
        return ""
    count = line.branch_size
    label = ngettext("%(count)s reply", "%(count)s replies", count) % {"count": count}
    return f'<details class="branch" open><summary>{esc(label)}</summary><ol>'
