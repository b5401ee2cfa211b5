"""Pages saved as text, in our own words, for the tests of the import; and what came of them."""

from collections.abc import Callable
from typing import Any

from django.apps import apps

from comments.models import Comment

# Imports a text, bytes or path and answers with what the command said.
Import = Callable[..., str]

HEADLINE = "Ferry to stop at Millbrook again"

PAGE = f"""\
{HEADLINE}

The ferry at the old pier, click to view.

Service returns after nine years, three mornings a week

The harbour office has put Millbrook back on the timetable. The fare stays what it was.

The decision was taken on 3 September 2007. “We counted bicycles,” said the harbour master, “and stopped arguing.”

Nora Quill writes about ships and those who miss them. She lives above the chandler's.

Tags: harbour, ferries

  • Old Tom says:

    Nine years I have walked round the bay. The pier was never the trouble, the landing stage was rotten.
    I shall believe it when I stand on deck.

  • section12 says:

    Who pays for the new landing stage? Nobody at the meeting would say, and the report stops at page four.

  • Bay Watcher says:

    Trackbacked by Tides and Timetables – Links for 5 September 2007

  • Harriet says:

    Old Tom, the stage was rebuilt in spring.

  • Jo K. says:

    section12 wrote:
    Nobody at the meeting would say ... the report stops at page four.

    Page five is in the library.


Shipping


Town hall

Tides
"""


def with_entries(*entries: tuple[str, str], body: str = "The body of the article, dated 8 August 2007.") -> str:
    """A page with these (name, text) entries."""
    said = "\n".join(
        f"  • {name} says:\n\n" + "\n".join(f"    {line}" if line else "" for line in text.split("\n")) + "\n"
        for name, text in entries
    )
    return f"A headline\n\n{body}\n\nTags: ,\n\n{said}"


def every_row() -> dict[str, list[dict[str, Any]]]:
    """All that the database holds, by table."""
    return {model._meta.label: list(model._default_manager.order_by("pk").values()) for model in apps.get_models()}


def comment_by(name: str) -> Comment:
    return Comment.objects.get(imported_name=name)
