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
from comments.rows import Row
from comments.tree import Line


@dataclass(frozen=True)
class Facts:
    """What is known of the discussion around the lines.

    `decisions` holds the removal that took each tombstone down, `names` who wrote what is
    answered; `accepts_comments` tells whether to offer a reply. Comments written after
    `scores_until` are too fresh to show their score; those after `since` are new to the reader.
    """

    accepts_comments: bool = True
    decisions: Mapping[int, Decision] = field(default_factory=dict)
    names: Mapping[int, str] = field(default_factory=dict)
    scores_until: datetime | None = None
    since: datetime | None = None


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
    inside = _tombstone(comment, facts) if comment.is_tombstone else _words(line, facts)
    return mark_safe(  # noqa: S308  # as above
        f'<li class="comment{kind}" id="comment-{comment.pk}" data-id="{comment.pk}" data-seq="{comment.seq}">'
        f'<article class="entry">{inside}</article>{_missing_replies(line)}'
    )


def _words(line: Line, facts: Facts) -> str:
    comment = line.comment
    return (
        f'<header class="facts">{_avatar(comment)}{_writer(comment)}{_marks(line, facts)}{_when(comment)}</header>'
        f'<div class="words" dir="auto">{comment.body_html}</div>'
        f"{_deeds(comment, facts)}"
    )


def _avatar(comment: Row) -> str:
    if comment.kind == Comment.Kind.LINKBACK:
        return '<span class="avatar" aria-hidden="true">↗</span>'
    return avatar_svg(comment.writer_name)


def _writer(comment: Row) -> str:
    name = f"<bdi>{esc(comment.writer_name)}</bdi>"
    if comment.handle:
        return f'<a class="writer" href="/people/{esc(comment.handle)}/">{name}</a> '
    return f'<b class="writer">{name}</b> '


def _marks(line: Line, facts: Facts) -> str:
    comment = line.comment
    is_recovered = comment.parent_source == Comment.ParentSource.RECOVERED
    marks = _answers(comment, facts) if is_recovered or line.is_flattened else ""
    if comment.status == Comment.Status.PENDING:
        why = _("Only you and the moderators see this until one of them has looked.")
        marks += _mark(_("waiting for review"), why)
    if is_recovered:
        marks += _mark(_("recovered"), _("The archive kept no threads: whom this answers was found in its text."))
    if comment.kind == Comment.Kind.LINKBACK:
        marks += _mark(_("linkback"))
    if facts.since and comment.created_at > facts.since:
        marks += f'<span class="mark new">{esc(_("new"))}</span> '
    return marks


def _mark(word: str, why: str = "") -> str:
    title = f' title="{esc(why)}"' if why else ""
    return f'<span class="mark"{title}>{esc(word)}</span> '


def _answers(comment: Row, facts: Facts) -> str:
    if comment.parent_id is None:
        return ""
    number, name = comment.parent_id, facts.names.get(comment.parent_id)
    if name:
        sentence = esc(_("in reply to %(name)s")) % {"name": f"<bdi>{esc(name)}</bdi>"}
    else:
        sentence = esc(_("in reply to a comment no longer here"))
    return f'<a class="answers" href="/comments/{number}/" data-jump="{number}">{sentence}</a> '


def _when(comment: Row) -> str:
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


def _deeds(comment: Row, facts: Facts) -> str:
    if not comment.is_published:
        return '<footer class="deeds"></footer>'
    deeds = ""
    if facts.accepts_comments:
        deeds += _deed(comment, "reply", _("Reply"))
    if comment.kind == Comment.Kind.COMMENT:
        deeds += _deed(comment, "report", _("Report"))
    return f'<footer class="deeds">{_vote(comment, facts)}{deeds}</footer>'


def _vote(comment: Row, facts: Facts) -> str:
    """The way to recommend it, with how many did, once it is old enough to say so."""
    if comment.kind == Comment.Kind.LINKBACK:
        return ""
    is_old_enough = facts.scores_until is None or comment.created_at <= facts.scores_until
    count = f' <span class="score">{comment.upvotes}</span>' if is_old_enough and comment.upvotes else ""
    return (
        f'<a class="vote" href="/comments/{comment.pk}/vote/" data-vote rel="nofollow">'
        f"{esc(_('Recommend'))}{count}</a>"
    )


def _deed(comment: Row, deed: str, label: str) -> str:
    # A page of forms is no place for a search engine.
    about = esc(_("%(deed)s: comment by %(name)s") % {"deed": label, "name": comment.writer_name})
    return f'<a href="/comments/{comment.pk}/{deed}/" data-deed rel="nofollow" aria-label="{about}">{esc(label)}</a>'


def _tombstone(comment: Row, facts: Facts) -> str:
    """Who took it down in what role, when and why; never the words or the name."""
    permalink = f'<a class="when" href="/comments/{comment.pk}/">#{comment.pk}</a>'
    return f'<p class="epitaph">{tombstone_sentence(comment, facts.decisions.get(comment.pk))} {permalink}</p>'


def tombstone_sentence(comment: Row, decision: Decision | None) -> SafeString:
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
