"""What is kept beside the comments and is not what the facts say, in sentences."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_SENTENCES: dict[tuple[str, str], str | Promise] = {
    ("comment", "discussion_id"): _("Comment %(number)s lies in discussion %(found)s, what it answers in %(right)s."),
    ("comment", "parent_id"): _("Comment %(number)s answers %(found)s, which answers it in turn."),
    ("comment", "root_id"): _("Comment %(number)s names %(found)s as its root; it lies in the thread of %(right)s."),
    ("comment", "depth"): _("Comment %(number)s says its depth is %(found)s; it lies %(right)s deep."),
    ("comment", "reply_count"): _("Comment %(number)s counts %(found)s shown replies; there are %(right)s."),
    ("comment", "report_count"): _("Comment %(number)s counts %(found)s open reports; there are %(right)s."),
    ("comment", "quoted_count"): _("Comment %(number)s counts %(found)s that quote it; there are %(right)s."),
    ("comment", "upvotes"): _("Comment %(number)s counts %(found)s upvotes; there are %(right)s."),
    ("comment", "downvotes"): _("Comment %(number)s counts %(found)s downvotes; there are %(right)s."),
    ("comment", "score"): _("Comment %(number)s has the score %(found)s; its votes make %(right)s."),
    ("comment", "astray_votes"): _("Comment %(number)s has votes that name another discussion: %(found)s."),
    ("thread", "missing"): _("Comment %(number)s opens a shown thread, which has no row."),
    ("thread", "extra"): _("Comment %(number)s opens no shown thread, yet one has its row."),
    ("thread", "discussion_id"): _(
        "The thread of comment %(number)s names discussion %(found)s; it lies in %(right)s."
    ),
    ("thread", "size"): _(
        "The thread of comment %(number)s counts %(found)s published comments; there are %(right)s."
    ),
    ("thread", "best"): _("The thread of comment %(number)s has the rank %(found)s; its votes make %(right)s."),
    ("thread", "last_reply_at"): _(
        "The thread of comment %(number)s dates its last comment %(found)s; that was written %(right)s."
    ),
    ("discussion", "comment_count"): _(
        "Discussion %(number)s counts %(found)s published comments; there are %(right)s."
    ),
    ("discussion", "linkback_count"): _(
        "Discussion %(number)s counts %(found)s published linkbacks; there are %(right)s."
    ),
    ("discussion", "thread_count"): _("Discussion %(number)s counts %(found)s shown threads; there are %(right)s."),
    ("discussion", "branch_count"): _(
        "Discussion %(number)s counts %(found)s branches with measures; there are %(right)s."
    ),
    ("discussion", "last_comment_at"): _(
        "Discussion %(number)s dates its last comment %(found)s; that was written %(right)s."
    ),
    ("discussion", "version"): _("Discussion %(number)s has the version %(found)s; a comment changed at %(right)s."),
}


@dataclass(frozen=True, slots=True)
class Drift:
    """One kept value that is `found` where `right` follows from the facts.

    `number` is the key of the comment, of the thread's root or of the discussion's article. A
    thread's row that is `missing` has its facts in `right`; one that is `extra` in `found`.
    """

    subject: str
    number: int
    field: str
    found: Any
    right: Any

    def __str__(self) -> str:
        sentence = str(_SENTENCES[self.subject, self.field])
        return sentence % {"number": self.number, "found": _word(self.found), "right": _word(self.right)}


def _word(value: Any) -> str:
    return str(_("none")) if value is None else str(value)


def differences(subject: str, number: int, kept: Mapping[str, Any], right: Mapping[str, Any]) -> list[Drift]:
    """A drift for each field of `right` that is kept otherwise."""
    if kept == right:
        return []
    return [
        Drift(subject, number, field, kept[field], value) for field, value in right.items() if kept[field] != value
    ]
