"""The discussion policy in words, and whose say each of them is."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models.policy import DiscussionMode, DiscussionPolicyFields
from articles.policy import POLICY_FIELDS, say_of, who_says

if TYPE_CHECKING:
    from articles.models import Article

# Where nothing can be added nothing else matters.
_SAYS_ALL = {DiscussionMode.CLOSED, DiscussionMode.OFF}


def policy_in_words(article: "Article") -> str:
    """What is in effect, as “open, guests may comment, closes after 14 days”."""
    sources = who_says(article)
    return _listed({name: say_of(sources[name], name) for name in _fields_that_matter(sources)})


def policy_by_source(article: "Article") -> list[str]:
    """The same in a sentence for each who says a part of it, as “Inherited from topic Harbour: open.”"""
    sources = who_says(article)
    levels: list[DiscussionPolicyFields | None] = [article, *article.topics_by_position, None]
    told = []
    for level in levels:
        said = {name: say_of(level, name) for name in _fields_that_matter(sources) if sources[name] is level}
        if said:
            told.append(f"{_source_in_words(level, article)}: {_listed(said)}.")
    return told


def _fields_that_matter(sources: dict[str, DiscussionPolicyFields | None]) -> tuple[str, ...]:
    mode = say_of(sources["discussion_mode"], "discussion_mode")
    return ("discussion_mode",) if mode in _SAYS_ALL else POLICY_FIELDS


def _source_in_words(level: DiscussionPolicyFields | None, article: "Article") -> str:
    if level is None:
        return _("Inherited from the site")
    if level is article:
        return _("Said by the article itself")
    return _("Inherited from topic %(name)s") % {"name": level}


def _listed(said: dict[str, Any]) -> str:
    return ", ".join(_in_words(name, value) for name, value in said.items())


def _in_words(name: str, value: Any) -> str:
    match name:
        case "discussion_mode":
            return _mode_in_words(DiscussionMode(value))
        case "allows_guests":
            return _("guests may comment") if value else _("no guests")
        case "closes_after_days" if not value:
            return _("never closes")
        case "closes_after_days":
            return ngettext("closes after %(days)d day", "closes after %(days)d days", value) % {"days": value}
        case _ if not value:
            return _("no slow mode")
    return ngettext(
        "%(seconds)d second between one person’s comments", "%(seconds)d seconds between one person’s comments", value
    ) % {"seconds": value}


def _mode_in_words(mode: DiscussionMode) -> str:
    return {
        DiscussionMode.OPEN: _("open"),
        DiscussionMode.PREMODERATED: _("premoderated"),
        DiscussionMode.CLOSED: _("closed"),
        DiscussionMode.OFF: _("no discussion"),
    }[mode]
