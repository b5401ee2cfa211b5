"""Marking what rules found in a comment's HTML."""

import re
from collections.abc import Iterable
from html import escape

from comments.models import RuleHit
from comments.moderation.marking import marked

_TAG = re.compile(r"""(<(?:[^"'>]|"[^"]*"|'[^']*')*>)""")


def with_hits(html: str, hits: Iterable[RuleHit], revision: int) -> str:
    """The same HTML with what the hits found in that revision between `<mark>` and `</mark>`.

    What does not stand in one piece, because part of it is emphasised or linked, is marked word by word.
    """
    passages = {words for hit in hits if hit.revision_number == revision for _start, _end, words in hit.parts}
    if not passages:
        return html
    in_one_piece = {passage for passage in passages if escape(passage, quote=False) in _TAG.sub("\0", html)}
    html = marked(html, passages - in_one_piece)
    if not in_one_piece:
        return html
    # The longest first: one passage may begin like another.
    alternatives = sorted((escape(passage, quote=False) for passage in in_one_piece), key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, alternatives)))
    pieces = _TAG.split(html)
    return "".join(
        piece if piece.startswith("<") else pattern.sub(lambda found: f"<mark>{found[0]}</mark>", piece)
        for piece in pieces
    )
