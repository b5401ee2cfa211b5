"""The laws of the list's HTML, for any lines: balanced, and nothing from people but as words."""

from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from typing import Any
from unittest.mock import patch

from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from comments.models import Comment, Decision
from comments.renderer import Facts, render_entry, render_list
from comments.tree import Line, reading_order
from comments.wording import Wording
from tests.comments.rows import WHEN, a_row
from tests.comments.test_tree import Forest, forests, grown, quick

HOUR = timedelta(hours=1)
VOID = {"circle"}
TAGS = {
    *("ol", "li", "article", "header", "footer", "details", "summary", "div", "p", "span", "b", "bdi", "a", "time"),
    *("strong", "svg", "text", "circle"),
}  # fmt: skip
ATTRIBUTES = {
    *("class", "id", "href", "dir", "title", "rel", "open", "datetime", "viewbox", "cx", "cy", "r", "x", "y"),
    *("aria-hidden", "aria-label", "data-id", "data-jump", "data-deed", "data-relative", "data-seq", "data-vote"),
}  # fmt: skip
# What would end a text, a tag or an attribute, name a character, or turn the direction of a line.
NASTY = st.text(alphabet="<>&\"'=/;#x-a\u202e\u2066\u200fé م\U0001f6a2", min_size=1, max_size=12)


class Balance(HTMLParser):
    """Follows the tags in and out; `items` are the list items with their depth, `isolated` the words in <bdi>."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.way: list[str] = []
        self.items: list[tuple[str, int]] = []
        self.isolated: list[str] = []
        self.attributes: dict[str, set[str]] = {}
        self.words = ""
        self.feed(markup)
        self.close()
        assert self.way == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS
        assert (tag == "li") == (self.way[-1:] == ["ol"])
        if tag == "ol":
            assert self.way[-1:] in ([], ["details"])
        if tag == "bdi":
            self.isolated.append("")
        for name, value in attrs:
            assert name in ATTRIBUTES
            self.attributes.setdefault(name, set()).add(value or "")
        self._enter(tag, dict(attrs))

    def _enter(self, tag: str, attrs: dict[str, str | None]) -> None:
        if tag == "li":
            self.items.append((attrs["id"] or "", self.way.count("ol") - 1))
        if tag not in VOID:
            self.way.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.way.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data
        if "bdi" in self.way:
            self.isolated[-1] += data


def writers(name: str) -> st.SearchStrategy[dict[str, Any]]:
    """With an account and without."""
    return st.sampled_from([{"writer_name": name, "handle": ""}, {"writer_name": name, "handle": "dora"}])


@quick
@given(forests())
def test_the_list_is_balanced_and_each_line_stands_at_its_depth(forest: Forest) -> None:
    lines = reading_order(grown(forest), [None])

    balance = Balance(render_list(lines, Facts()))

    assert balance.items == [(f"comment-{line.comment.pk}", line.depth) for line in lines]


@quick
@given(st.lists(st.integers(0, 2), min_size=1, max_size=12))
def test_lists_of_any_shape_are_balanced(steps: list[int]) -> None:
    forest: Forest = []
    for place, step in enumerate(steps):
        forest.append(None if step == 0 or not place else place - 1 if step == 1 else forest[place - 1])

    lines = reading_order(grown(forest), [None])

    assert len(Balance(render_list(lines, Facts())).items) == len(steps)


@quick
@given(NASTY, st.data())
def test_a_name_is_only_ever_words_and_kept_apart_from_its_neighbours(name: str, data: st.DataObject) -> None:
    comment = a_row(1, **data.draw(writers(name)))

    balance = Balance(render_list([Line(comment, depth=0)], Facts()))

    assert balance.isolated == [name]
    assert f"Reply: comment by {name}" in balance.attributes["aria-label"]


@quick
@given(NASTY, st.data())
def test_the_name_of_whom_it_answers_is_only_ever_words(name: str, data: st.DataObject) -> None:
    parent = a_row(1, **data.draw(writers(name)))
    reply = a_row(2, parent, parent_source=Comment.ParentSource.RECOVERED)

    balance = Balance(render_list([Line(reply, depth=0)], Facts(names={1: parent.writer_name})))

    assert balance.isolated == ["Dora", name]
    assert "in reply to" in balance.words


@quick
@given(NASTY, NASTY)
def test_a_decision_is_only_ever_words(role: str, reason: str) -> None:
    removed = a_row(1, status=Comment.Status.REMOVED)
    decision = Decision(role=role, reason=reason, decided_at=WHEN)

    balance = Balance(render_list([Line(removed, depth=0)], Facts(decisions={1: decision})))

    assert f"Removed by a {role}, 6 Aug 2007, 12:00: {reason}." in balance.words


@quick
@given(
    NASTY,
    st.sampled_from(Comment.Status.values),
    st.sampled_from(Comment.Kind.values),
    st.sampled_from(Comment.ParentSource.values),
    *[st.booleans()] * 4,
    st.integers(0, 3),
)
def test_in_every_state_the_line_is_balanced_and_a_tombstone_tells_neither_name_nor_words(
    name: str,
    status: int,
    kind: int,
    parent_source: int,
    is_edited: bool,
    time_is_known: bool,
    is_flattened: bool,
    accepts_comments: bool,
    missing: int,
) -> None:
    comment = a_row(
        2,
        a_row(1),
        status=status,
        kind=kind,
        parent_source=parent_source,
        writer_name=f"Eve {name}",
        edited_at=WHEN if is_edited else None,
        time_is_known=time_is_known,
        body_html="<p>Unspeakable.</p>",
    )
    line = Line(comment, depth=0, is_flattened=is_flattened, missing_replies=missing)

    balance = Balance(render_list([line], Facts(accepts_comments=accepts_comments)))

    assert balance.items == [("comment-2", 0)]
    assert ("Unspeakable." in balance.words) is not comment.is_tombstone
    assert (f"Eve {name}" in balance.isolated) is not comment.is_tombstone
    assert ("/comments/2/reply/" in balance.attributes["href"]) is (comment.is_published and accepts_comments)


@quick
@given(
    st.sampled_from(Comment.Status.values),
    st.sampled_from(Comment.ParentSource.values),
    st.sampled_from([None, WHEN]),
    st.sampled_from([None, WHEN - HOUR, WHEN, WHEN + HOUR]),
    st.sampled_from([None, WHEN - HOUR, WHEN]),
    st.sampled_from([{}, {1: "Eve"}, {1: "<b>Eva"}]),
    *[st.integers(0, 1)] * 5,
)
def test_what_is_kept_of_an_entry_is_what_would_be_drawn(
    status: int,
    parent_source: int,
    edited_at: datetime | None,
    scores_until: datetime | None,
    since: datetime | None,
    names: dict[int, str],
    upvotes: int,
    quoted_count: int,
    is_flattened: int,
    accepts_comments: int,
    missing: int,
) -> None:
    row = a_row(
        2,
        a_row(1),
        status=status,
        parent_source=parent_source,
        edited_at=edited_at,
        upvotes=upvotes,
        quoted_count=quoted_count,
    )
    facts = Facts(bool(accepts_comments), names=names, scores_until=scores_until, since=since)
    line = Line(row, depth=0, is_flattened=bool(is_flattened), missing_replies=missing)
    afresh = render_entry(line, facts)

    for _ in range(2):
        assert render_list([line], facts) == f'<ol class="comments">{afresh}</li></ol>'


def test_no_lines_are_no_list() -> None:
    assert render_list([], Facts()) == ""


def translated(text: str, *_: Any) -> str:
    """As by a translator who does not know that sentences stand in HTML; places to fill are kept."""
    if text in {"j M Y", "H:i"}:
        return rf"\<{text}"
    return f"<script x='\"'>&{text}"


def test_a_translation_is_only_ever_words() -> None:
    root, gone, lost = a_row(1, handle="dora"), a_row(2, status=Comment.Status.DELETED), a_row(3)
    removed = [a_row(key, status=Comment.Status.REMOVED) for key in (4, 5)]
    pending = a_row(6, root, status=Comment.Status.PENDING, parent_source=Comment.ParentSource.RECOVERED)
    linkback = a_row(7, kind=Comment.Kind.LINKBACK, edited_at=WHEN)
    answers = [a_row(8, root), a_row(9, lost)]
    rows = [root, gone, lost, *removed, pending, linkback, *answers]
    lines = [Line(row, depth=0, is_flattened=True, missing_replies=2) for row in rows]
    lines += [Line(root, depth=0, branch_size=1), Line(answers[0], depth=1)]
    decisions = {4: Decision(role="moderator", reason="spam", decided_at=WHEN)}

    with patch("comments.wording._", translated), patch("comments.wording.ngettext", translated):
        wording = Wording(UTC)
        with patch("comments.renderer.current_wording", lambda: wording):
            html = render_list(lines, Facts(decisions=decisions, names={1: "Dora"}, since=WHEN.replace(year=2000)))

    assert "<script" not in html
    assert "&lt;6 Aug 2007" in html
    assert Balance(html).words.count("<script x='\"'>&Removed") == 2


def test_times_are_told_in_the_zone_of_the_site() -> None:
    late = a_row(1, created_at=datetime(2007, 8, 6, 23, 30, tzinfo=UTC))
    of_a_day = a_row(2, created_at=datetime(2007, 8, 6, 23, 30, tzinfo=UTC), time_is_known=False)
    lines = [Line(late, depth=0), Line(of_a_day, depth=0)]

    here = render_list(lines, Facts())
    with timezone.override("Asia/Tokyo"):
        there = render_list(lines, Facts())

    assert '<time datetime="2007-08-06T23:30:00+00:00" data-relative>6 Aug 2007, 23:30</time>' in here
    assert '<time datetime="2007-08-06">6 Aug 2007</time>' in here
    assert '<time datetime="2007-08-07T08:30:00+09:00" data-relative>7 Aug 2007, 08:30</time>' in there
    assert '<time datetime="2007-08-07">7 Aug 2007</time>' in there


def test_of_two_people_with_one_name_each_is_drawn_as_they_are() -> None:
    members, strangers = a_row(1, handle="dora"), a_row(2)

    html = render_list([Line(members, depth=0), Line(strangers, depth=0)], Facts())

    assert html.count('<a class="writer" href="/people/dora/"><bdi>Dora</bdi></a>') == 1
    assert html.count('<b class="writer"><bdi>Dora</bdi></b>') == 1
