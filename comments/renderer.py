"""Lines in reading order as HTML: one flat pass, the same for every reader.

A template engine takes some eighty times longer for a long discussion, so the list is written
here with f-strings. Whatever comes from a person passes `esc`, and whatever comes from a
translation did so in `wording.py`; only `body_html`, which the sanitising door filled, goes in as it is.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from html import escape as esc
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from accounts.avatar import avatar_svg
from accounts.roles import ROLE_NAMES
from articles.corrections import Correction
from comments.branch_notes import folded, marks_of, notes_on
from comments.models import Branch, Comment, Decision
from comments.rows import Row
from comments.structured import comment_facts
from comments.tree import Line
from comments.wording import Wording, current_wording

# As plain numbers: a member of an enumeration takes ten times as long to look up, for each comment.
_PENDING, _PUBLISHED, _DELETED, _UNCONFIRMED = map(
    int,
    (Comment.Status.PENDING, Comment.Status.PUBLISHED, Comment.Status.DELETED, Comment.Status.UNCONFIRMED),
)
LIST_BEGINS, LIST_ENDS = b'<ol class="comments">', b"</ol>"
# Of some forty long pages; each takes some 4 kB.
ENTRIES_KEPT = 5_000
_NEVER = datetime.min.replace(tzinfo=UTC)
_LINKBACK, _RECOVERED = int(Comment.Kind.LINKBACK), int(Comment.ParentSource.RECOVERED)


@dataclass(frozen=True)
class Facts:
    """What is known of the discussion around the lines.

    `decisions` holds the removal that took each tombstone down, `names` who wrote what is
    answered; `accepts_comments` tells whether to offer a reply. Comments written after
    `scores_until` are too fresh to show their score; those after `since` are new to the reader.
    `branches` holds what moderators set for a branch, by its top; `locked` what takes no replies. One
    comment may be shown `unfolded` though its branch is collapsed: where it is what was asked for.
    `corrections` are the article's, the first one first. `held` is what the writers of those that rules
    hold are told.
    """

    accepts_comments: bool = True
    decisions: Mapping[int, Decision] = field(default_factory=dict)
    names: Mapping[int, str] = field(default_factory=dict)
    scores_until: datetime | None = None
    since: datetime | None = None
    branches: Mapping[int, Branch] = field(default_factory=dict)
    locked: Collection[int] = frozenset()
    unfolded: int | None = None
    corrections: Sequence[Correction] = ()
    held: Mapping[int, str] = field(default_factory=dict)


def render_list(lines: Iterable[Line], facts: Facts) -> SafeString:
    """Nested lists, opened and closed by the change of depth from one line to the next."""
    return mark_safe(list_in_bytes(lines, facts).decode())  # noqa: S308  # escaped field by field, as the module says


def list_in_bytes(lines: Iterable[Line], facts: Facts) -> bytes:
    """The same as it is sent: a list of letters beyond Latin takes half of its own time to be encoded."""
    return list_and_data(lines, facts)[0]


def list_and_data(lines: Iterable[Line], facts: Facts) -> tuple[bytes, bytes]:
    """The list as it is sent, and the facts that it holds, nested alike: the members of a JSON array."""
    pen = _Pen(facts)
    parts: list[bytes] = []
    data: list[bytes] = []
    depth = -1
    for line in lines:
        if line.depth <= depth:
            parts.append(b"</li>" + b"</ol></details></li>" * (depth - line.depth))
            data.append(b"}" + b"]}" * (depth - line.depth) + b",")
        elif depth < 0:
            parts.append(LIST_BEGINS)
        else:
            data.append(b',"comment":[')
        depth = line.depth
        html, said = pen.entry_in_bytes(line)
        parts.append(html)
        data.append(said)
        if line.branch_size:
            parts.append(pen.open_branch(line).encode())
    if depth >= 0:
        parts.append(b"</li>" + b"</ol></details></li>" * depth + LIST_ENDS)
        data.append(b"}" + b"]}" * depth)
    return b"".join(parts), b"".join(data)


def in_one_list(lists: Iterable[tuple[bytes, bytes]]) -> tuple[bytes, bytes]:
    """What `list_and_data` made of some lines and then of others, as it would have made it of all."""
    drawn = [(html[len(LIST_BEGINS) : -len(LIST_ENDS)], said) for html, said in lists if html]
    if not drawn:
        return b"", b""
    html, data = zip(*drawn, strict=True)
    return LIST_BEGINS + b"".join(html) + LIST_ENDS, b",".join(data)


def render_entry(line: Line, facts: Facts) -> SafeString:
    """One comment as an open list item: the caller adds its branch and the closing tag."""
    return mark_safe(_Pen(facts).entry(line))  # noqa: S308  # as above


class _Around(NamedTuple):
    """What an entry tells of the lines around it; `answered` is the name of whom it answers, where that is known."""

    is_flattened: bool
    missing_replies: int
    answered: str | None


@lru_cache(maxsize=ENTRIES_KEPT)
def _usual_entry(
    comment: Row,
    wording: Wording,
    accepts_comments: bool,
    shows_score: bool,
    outdated_by: Correction | None,
    around: _Around | None,
) -> tuple[bytes, bytes]:
    """One for which nothing else matters, and its facts; after a change nearly all of a list is as it was."""
    is_flattened, missing_replies, answered = around or (False, 0, None)
    facts = Facts(
        accepts_comments=accepts_comments,
        scores_until=None if shows_score else _NEVER,
        corrections=(outdated_by,) if outdated_by else (),
        names={comment.parent_id: answered} if comment.parent_id and answered else {},
    )
    line = Line(comment, depth=0, is_flattened=is_flattened, missing_replies=missing_replies)
    return _Pen(facts, wording).drawn(line)


@dataclass(frozen=True, slots=True)
class _Writer:
    """What every comment of one person has in common, as HTML."""

    avatar: str
    name: str
    reply_label: str
    report_label: str


@lru_cache(maxsize=2_000)
def _writer(name: str, handle: str, is_guest: bool, wording: Wording) -> _Writer:
    safe = esc(name)
    mark = f'<span class="mark" title="{wording.why_guest}">{wording.guest}</span> ' if is_guest else ""
    link = f'<a class="writer" href="/people/{esc(handle)}/"><bdi>{safe}</bdi></a> '
    return _Writer(
        avatar=avatar_svg(name),
        name=link if handle else f'<b class="writer"><bdi>{safe}</bdi></b> {mark}',
        reply_label=wording.about % {"deed": wording.reply, "name": safe},
        report_label=wording.about % {"deed": wording.report, "name": safe},
    )


@lru_cache(maxsize=500)
def _role_and_reason(role: str, reason: str, wording: Wording) -> tuple[str, str]:
    """As HTML; `wording` because they are of its language."""
    return esc(str(ROLE_NAMES.get(role, role))), esc(str(Decision(reason=reason).get_reason_display()))


class _Pen:
    """Draws comments by the facts."""

    def __init__(self, facts: Facts, wording: Wording | None = None) -> None:
        self.facts = facts
        self.wording = wording or current_wording()

    def entry_in_bytes(self, line: Line) -> tuple[bytes, bytes]:
        """The entry, still open for its branch, and its facts, still open for those of its replies.

        Kept where all that they show is in its row, or said to `_usual_entry` beside it.

        What `_usual_entry` is not told of cannot show on such an entry: whatever else may, is asked for here.
        """
        comment, facts = line.comment, self.facts
        if comment.status != _PUBLISHED or facts.since is not None or comment.pk in facts.branches:
            return self.drawn(line)
        takes_replies = facts.accepts_comments and comment.pk not in facts.locked
        outdated_by = self._outdated_by(comment) if facts.corrections else None
        around = None
        if line.is_flattened or line.missing_replies or comment.parent_source == _RECOVERED:
            around = _Around(line.is_flattened, line.missing_replies, facts.names.get(comment.parent_id or 0))
        return _usual_entry(comment, self.wording, takes_replies, self._shows_score(comment), outdated_by, around)

    def drawn(self, line: Line) -> tuple[bytes, bytes]:
        facts = comment_facts(line, self.wording, shows_score=self._shows_score(line.comment))
        return self.entry(line).encode(), facts.encode()

    def entry(self, line: Line) -> str:
        comment = line.comment
        if comment.is_tombstone:
            kind, inside = " tombstone", self._tombstone(comment)
        else:
            kind, inside = " linkback" if comment.kind == _LINKBACK else "", self._words(line)
        if branch := self.facts.branches.get(comment.pk):
            inside += notes_on(branch, self.wording)
        more = self._missing_replies(line) if line.missing_replies else ""
        return (
            f'<li class="comment{kind}" id="comment-{comment.pk}" data-id="{comment.pk}" data-seq="{comment.seq}">'
            f'<article class="entry">{inside}</article>{more}'
        )

    def open_branch(self, line: Line) -> str:
        branch = self.facts.branches.get(line.comment.pk)
        is_open = "" if branch and branch.collapse else " open"
        return f'<details class="branch"{is_open}><summary>{self.wording.replies(line.branch_size)}</summary><ol>'

    def _missing_replies(self, line: Line) -> str:
        label = self.wording.more_replies(line.missing_replies)
        return f'<a class="more" href="/comments/{line.comment.pk}/#replies">{label}</a>'

    def _words(self, line: Line) -> str:
        comment = line.comment
        writer = _writer(comment.writer_name, comment.handle, comment.is_guest, self.wording)
        is_linkback = comment.kind == _LINKBACK
        avatar = '<span class="avatar" aria-hidden="true">↗</span>' if is_linkback else writer.avatar
        edited = self._edited(comment) if comment.edited_at else ""
        outdated = self._outdated(comment) if self.facts.corrections else ""
        words = f'<div class="words" dir="auto">{comment.body_html}</div>'
        if branch := self.facts.branches.get(comment.pk):
            words = folded(branch, words, self.wording, is_open=comment.pk == self.facts.unfolded)
        return (
            f'<header class="facts">{avatar}{writer.name}{self._marks(line)}'
            f'<a class="when" href="/comments/{comment.pk}/">'
            f"{self.wording.time(comment.created_at, is_known=comment.time_is_known)}</a>{edited}{outdated}</header>"
            f"{words}"
            f'{self._waiting(comment)}<footer class="deeds">{self._deeds(comment, writer)}</footer>'
        )

    def _edited(self, comment: Row) -> str:
        """The mark of a change that left a trace, which leads to what changed."""
        about = self.wording.about % {"deed": self.wording.edited, "name": esc(comment.writer_name)}
        return (
            f' <a class="mark" href="/comments/{comment.pk}/revisions/" rel="nofollow" aria-label="{about}">'
            f"{self.wording.edited}</a>"
        )

    def _outdated_by(self, comment: Row) -> Correction | None:
        """The first correction of the article since, which its writer cannot have read."""
        made = self.facts.corrections
        return next((correction for correction in made if comment.created_at < correction.made_at), None)

    def _outdated(self, comment: Row) -> str:
        correction = self._outdated_by(comment)
        if correction is None:
            return ""
        sentence = self.wording.outdated % {"time": self.wording.time(correction.made_at)}
        return f' <a class="mark" href="{esc(correction.path)}" rel="nofollow">{sentence}</a>'

    def _marks(self, line: Line) -> str:
        comment, words = line.comment, self.wording
        is_recovered = comment.parent_source == _RECOVERED
        marks = self._answers(comment) if is_recovered or line.is_flattened else ""
        if comment.status == _PENDING:
            marks += f'<span class="mark" title="{words.why_pending}">{words.pending}</span> '
        if comment.status == _UNCONFIRMED:
            marks += f'<span class="mark">{words.unconfirmed}</span> '
        if is_recovered:
            marks += f'<span class="mark" title="{words.why_recovered}">{words.recovered}</span> '
        if comment.kind == _LINKBACK:
            marks += f'<span class="mark">{words.linkback}</span> '
        if branch := self.facts.branches.get(comment.pk):
            marks += marks_of(branch, words)
        if self.facts.since and comment.created_at > self.facts.since:
            marks += f'<span class="mark new">{words.new}</span> '
        return marks

    def _waiting(self, comment: Row) -> str:
        """What its writer has to do or is told, which is nobody else's to read."""
        if note := self.facts.held.get(comment.pk):
            return f'<p class="note">{esc(note)}</p>'
        if comment.status != _UNCONFIRMED:
            return ""
        again = f'<a href="/comments/{comment.pk}/letter/" data-deed rel="nofollow">{self.wording.send_again}</a>'
        return f'<p class="note">{self.wording.why_unconfirmed} {again}</p>'

    def _answers(self, comment: Row) -> str:
        if comment.parent_id is None:
            return ""
        number, name = comment.parent_id, self.facts.names.get(comment.parent_id)
        sentence = self.wording.answers % {"name": f"<bdi>{esc(name)}</bdi>"} if name else self.wording.answers_nobody
        return f'<a class="answers" href="/comments/{number}/" data-jump="{number}">{sentence}</a> '

    def _deeds(self, comment: Row, writer: _Writer) -> str:
        if comment.status != _PUBLISHED:
            return ""
        # A page of forms is no place for a search engine.
        place, words = f'<a href="/comments/{comment.pk}/', self.wording
        deeds = ""
        if self.facts.accepts_comments and comment.pk not in self.facts.locked:
            deeds = f'{place}reply/" data-deed rel="nofollow" aria-label="{writer.reply_label}">{words.reply}</a>'
        if comment.quoted_count:
            deeds += f'{place}quotations/" rel="nofollow">{words.quoted(comment.quoted_count)}</a>'
        if comment.kind == _LINKBACK:
            return deeds
        report = f'{place}report/" data-deed rel="nofollow" aria-label="{writer.report_label}">{words.report}</a>'
        return f"{self._vote(comment)}{deeds}{report}"

    def _vote(self, comment: Row) -> str:
        """The way to recommend it, with how many did, once it is old enough to say so."""
        has_score = comment.upvotes and self._shows_score(comment)
        count = f' <span class="score">{comment.upvotes}</span>' if has_score else ""
        return (
            f'<a class="vote" href="/comments/{comment.pk}/vote/" data-vote rel="nofollow">'
            f"{self.wording.recommend}{count}</a>"
        )

    def _shows_score(self, comment: Row) -> bool:
        return self.facts.scores_until is None or comment.created_at <= self.facts.scores_until

    def _tombstone(self, comment: Row) -> str:
        """Who took it down in what role, when and why; never the words or the name."""
        sentence = self._epitaph(comment, self.facts.decisions.get(comment.pk))
        return f'<p class="epitaph">{sentence} <a class="when" href="/comments/{comment.pk}/">#{comment.pk}</a></p>'

    def _epitaph(self, comment: Row, decision: Decision | None) -> str:
        if comment.status == _DELETED:
            return self.wording.deleted
        if decision is None:
            return self.wording.removed
        role, reason = _role_and_reason(decision.role, decision.reason, self.wording)
        when = self.wording.time(decision.decided_at)
        return self.wording.removed_by % {"role": role, "time": when, "reason": f"<strong>{reason}</strong>"}
