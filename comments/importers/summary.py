"""What an import found on a page, in sentences for the person who runs it."""

from collections.abc import Iterator
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.importers.page import SavedPage
from comments.importers.recovery import Answer, Ground, Recovered

_START = 60


def summarise(page: SavedPage, recovered: tuple[Recovered, ...], day: date) -> Iterator[str]:
    """Line by line: the article, the counts, who answers or quotes whom and why, and what is left over."""
    head = page.head
    yield _("“%(headline)s”, %(day)s") % {"headline": head.headline, "day": date_format(day, "j F Y")}
    yield from _parts(page)
    yield _entries(page)
    for position, found in enumerate(recovered):
        if found.answer:
            yield _answer(page, position, found.answer)
        yield from _quotations(page, position, found)
    yield from _unplaced(page)


def _parts(page: SavedPage) -> Iterator[str]:
    head = page.head
    paragraphs = len(head.body)
    yield ngettext("1 article: %(count)d paragraph", "1 article: %(count)d paragraphs", paragraphs) % {
        "count": paragraphs
    }
    yield _named(_("caption"), [head.caption] if head.caption else [])
    yield _named(_("dek"), [head.dek] if head.dek else [])
    yield _named(_("byline"), [head.byline] if head.byline else [])
    yield _named(_("tags"), list(head.tags))
    yield _named(_("topics"), list(page.topics))


def _named(what: str, names: list[str]) -> str:
    return f"{what}: {', '.join(names) if names else _('none')}" + (f" ({len(names)})" if len(names) > 1 else "")


def _entries(page: SavedPage) -> str:
    comments, linkbacks = len(page.comments), len(page.linkbacks)
    counts = [
        ngettext("%(count)d entry", "%(count)d entries", len(page.entries)) % {"count": len(page.entries)},
        ngettext("%(count)d comment", "%(count)d comments", comments) % {"count": comments},
        ngettext("by %(count)d name", "by %(count)d names", names) % {"count": names}
        if (names := len({entry.name for entry in page.comments}))
        else "",
        ngettext("%(count)d linkback", "%(count)d linkbacks", linkbacks) % {"count": linkbacks},
    ]
    return "{}: {} {}, {}".format(*counts)


def _answer(page: SavedPage, position: int, answer: Answer) -> str:
    entry, parent = page.entries[position], page.entries[answer.parent]
    reasons = {
        Ground.QUOTES_NAMED: _("it names and quotes that comment"),
        Ground.QUOTES: _("it quotes that comment"),
        Ground.NAMES: _("it opens by the name"),
        Ground.NAMES_LATEST: _("it opens by the name, and this is the latest comment of that name"),
    }
    return _("line %(line)d: %(name)s answers %(parent)s (line %(above)d): %(reason)s, %(confidence)d %%") % {
        "line": entry.line,
        "name": entry.name,
        "parent": parent.name,
        "above": parent.line,
        "reason": reasons[answer.ground],
        "confidence": answer.ground,
    }


def _quotations(page: SavedPage, position: int, found: Recovered) -> Iterator[str]:
    """Quotations that make no reply: of the article, and of what is no longer there."""
    for quoted in found.quotations:
        if quoted.entry is None:
            sentence = (
                _("line %(line)d: %(name)s quotes the article: “%(start)s”")
                if quoted.is_article
                else _("line %(line)d: %(name)s quotes words that stand nowhere on the page: “%(start)s”")
            )
            entry = page.entries[position]
            yield sentence % {"line": entry.line, "name": entry.name, "start": _start(quoted.passage)}


def _unplaced(page: SavedPage) -> Iterator[str]:
    count = len(page.unplaced)
    if count:
        yield ngettext("%(count)d line fits nothing:", "%(count)d lines fit nothing:", count) % {"count": count}
    for line in page.unplaced:
        yield _("line %(line)d: %(text)s") % {"line": line.number, "text": line.text}


def _start(text: str) -> str:
    return text if len(text) <= _START else f"{text[:_START]}…"
