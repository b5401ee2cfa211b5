"""`@name` in a comment: who is meant, and the link that it becomes.

Somebody is meant by a handle, or by the name beside their comments where only one person in
reach bears it. In reach are those with a published comment among the NEAREST of the discussion
that changed last or above the comment, and, by handle, whoever wrote in the discussion with one
of their OWN newest comments. At most MENTIONS names count; e-mail addresses, code, links and
quotations hold none.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import connection
from markdown_it.token import Token

from comments.models import Comment

MENTIONS = 10
NEAREST = 300
ANCESTORS = 50
OWN = 200

# A name has up to five words.
_CALL = re.compile(r"(?<![\w@./+:-])@(?=(?P<name>\w[\w'’.-]*(?: [\w'’.-]+){0,4}))")
_HANDLE = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,28}[a-z0-9])?", re.ASCII | re.IGNORECASE)
# A mention on another site, or the rest of an address.
_ELSEWHERE = re.compile(r"[\w-]*(?:@|\.\w)")
_LINKED = re.compile(r'<a href="(/people/[a-z0-9_-]+/|/comments/\d+/)">@([^<]+)</a>')
_LINKED_HANDLE = re.compile(r'<a href="/people/([a-z0-9_-]+)/">@')

_NEAR = """
    WITH RECURSIVE up(id, parent_id, steps) AS (
        SELECT a.id, a.parent_id, 1 FROM comments_comment a WHERE a.id = %s
        UNION ALL
        SELECT b.id, b.parent_id, up.steps + 1 FROM up JOIN comments_comment b ON b.id = up.parent_id
        WHERE up.steps < {above})
    SELECT COALESCE(NULLIF(u.display_name, ''), u.handle, g.name, c.imported_name) AS name, COALESCE(u.handle, ''),
        c.guest_id, MAX(c.id)
    FROM comments_comment c
    LEFT JOIN accounts_user u ON u.id = c.author_id LEFT JOIN comments_guest g ON g.id = c.guest_id
    WHERE (c.id IN (SELECT id FROM up)
        OR c.id IN (SELECT id FROM comments_comment WHERE discussion_id = %s ORDER BY seq DESC LIMIT {near}))
    AND c.status = 1 AND (u.handle IN ({marks}) OR u.display_name IN ({marks}) OR g.name IN ({marks})
        OR c.imported_name IN ({marks}) OR LOWER(u.display_name) IN ({marks}) OR LOWER(g.name) IN ({marks})
        OR LOWER(c.imported_name) IN ({marks}))
    GROUP BY 1, 2, 3
"""
_FURTHER = """
    SELECT u.handle FROM accounts_user u WHERE u.handle IN ({marks}) AND EXISTS (
        SELECT 1 FROM (SELECT c.discussion_id, c.status FROM comments_comment c WHERE c.author_id = u.id
            ORDER BY c.id DESC LIMIT {own}) mine
        WHERE mine.discussion_id = %s AND mine.status = 1)
"""


def find_people(comment: Comment, tokens: Sequence[Token]) -> dict[str, str]:
    """Where each name that follows an `@` leads, by the name in small letters."""
    called = list(dict.fromkeys(name for text in _texts(tokens) for name in _called(text.content)))[:MENTIONS]
    if not called:
        return {}
    candidates = list(dict.fromkeys(form for name in called for form in (*_forms(name), *_forms(name.lower()))))
    people = _near(comment, candidates)
    handles = {found[0].lower() for name in called if (found := _HANDLE.match(name))}
    if missing := sorted(handles - people.keys()):
        people |= _further(comment, missing)
    return people


def link_people(tokens: Sequence[Token], people: Mapping[str, str]) -> None:
    """Make links of the names that are known, in place; the first MENTIONS of them."""
    if not people:
        return
    left = MENTIONS
    for block in _blocks(tokens):
        children: list[Token] = []
        for child, is_plain in _plain(block.children or []):
            parts = _linked(child, people) if is_plain and left > 0 else [child]
            left -= sum(part.type == "link_open" for part in parts)
            children += parts
        block.children = children


def people_in(html: str) -> dict[str, str]:
    """Where each name that is a link in stored HTML leads: what `find_people` found when it was written."""
    return {name.lower(): path for path, name in _LINKED.findall(html)}


def handles_in(html: str) -> list[str]:
    """The handles of those whom stored HTML mentions."""
    return list(dict.fromkeys(_LINKED_HANDLE.findall(html)))


def _blocks(tokens: Sequence[Token]) -> Iterator[Token]:
    """The blocks of running text outside quotations."""
    depth = 0
    for token in tokens:
        depth += (token.type == "blockquote_open") - (token.type == "blockquote_close")
        if token.type == "inline" and not depth:
            yield token


def _plain(children: Sequence[Token]) -> Iterator[tuple[Token, bool]]:
    """Each with whether it is text outside links."""
    links = 0
    for child in children:
        links += (child.type == "link_open") - (child.type == "link_close")
        yield child, child.type == "text" and not links


def _texts(tokens: Sequence[Token]) -> Iterator[Token]:
    for block in _blocks(tokens):
        yield from (child for child, is_plain in _plain(block.children or []) if is_plain)


def _called(text: str) -> Iterator[str]:
    """What follows each `@`: a name, and perhaps words after it."""
    for call in _CALL.finditer(text):
        if not _ELSEWHERE.match(text, call.end()):
            yield call["name"]


def _forms(text: str) -> list[str]:
    """The names that the words may begin by, the longest first."""
    words = text.split(" ")
    forms = [" ".join(words[:count]).rstrip(".'’-") for count in range(len(words), 0, -1)]
    handle = _HANDLE.match(words[0])
    return list(dict.fromkeys([*forms, *([handle[0]] if handle else [])]))


def _linked(text: Token, people: Mapping[str, str]) -> list[Token]:
    """The text in pieces, each name that is known a link."""
    pieces, position = [], 0
    for call in _CALL.finditer(text.content):
        if _ELSEWHERE.match(text.content, call.end()):
            continue
        name = next((form for form in _forms(call["name"]) if people.get(form.lower())), None)
        if name is not None:
            end = call.end() + len(name)
            pieces += [_text(text.content[position : call.start()]), *_link(name, people[name.lower()])]
            position = end
    return [*pieces, _text(text.content[position:])] if pieces else [text]


def _link(name: str, path: str) -> list[Token]:
    opening = Token("link_open", "a", 1, attrs={"href": path})
    return [opening, _text(f"@{name}"), Token("link_close", "a", -1)]


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _near(comment: Comment, candidates: list[str]) -> dict[str, str]:
    marks = ", ".join(["%s"] * len(candidates))
    statement = _NEAR.format(above=ANCESTORS, near=NEAREST, marks=marks)
    people: dict[str, set[str]] = {}
    by_handle: dict[str, str] = {}
    for name, handle, _guest, latest in _rows(statement, [comment.parent_id, comment.discussion_id, *candidates * 7]):
        path = f"/people/{handle}/" if handle else f"/comments/{latest}/"
        people.setdefault(name.lower(), set()).add(path)
        if handle:
            by_handle[handle] = path
    # A name that several bear means nobody: it stays text.
    return {name: paths.pop() for name, paths in people.items() if len(paths) == 1} | by_handle


def _further(comment: Comment, handles: list[str]) -> dict[str, str]:
    statement = _FURTHER.format(marks=", ".join(["%s"] * len(handles)), own=OWN)
    return {handle: f"/people/{handle}/" for (handle,) in _rows(statement, [*handles, comment.discussion_id])}


def _rows(statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
