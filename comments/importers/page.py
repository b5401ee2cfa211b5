"""A page saved as text, read into its parts.

The form, from top to bottom: headline, caption ("… click to view"), dek, body, the writer's
bio, "Tags:", the discussion (each entry under a bulleted "name says:") and the site's topics.
Any part but the headline may be missing. What fits nowhere is kept, line by line, in `unplaced`.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from comments.importers.discussion import Entry, find_headers, read_discussion
from comments.importers.head import Head, read_head
from comments.importers.lines import Line, PageRefusedError, number_lines


@dataclass(frozen=True)
class SavedPage:
    """What stands on the page; `text` is all of it, `unplaced` what belongs to none of its parts."""

    head: Head
    entries: tuple[Entry, ...]
    topics: tuple[str, ...]
    unplaced: tuple[Line, ...]
    text: str

    @property
    def comments(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if not entry.is_linkback)

    @property
    def linkbacks(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.is_linkback)


def read_page(text: str) -> SavedPage:
    """Raises PageRefusedError unless the text has a headline, and a body or an entry."""
    lines = number_lines(text)
    headers = find_headers(lines)
    head, below_head = read_head(lines[: headers[0]] if headers else lines, has_discussion=bool(headers))
    part = read_discussion(lines, headers, below_head)
    if not head.body and not part.entries:
        raise PageRefusedError(_("There is neither a body nor a comment under the headline: this is no saved page."))
    unplaced = sorted([*head.unplaced, *part.unplaced], key=lambda line: line.number)
    return SavedPage(head=head, entries=part.entries, topics=part.topics, unplaced=tuple(unplaced), text=text)
