"""What an article's discussion will be, told in its form before anything is chosen there."""

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.models import Article
from articles.policy_wording import policy_by_source


def with_policy_in_words(fieldsets: Any, article: Article | None) -> list[tuple[Any, dict[str, Any]]]:
    """The form's fieldsets; that of the discussion says what is inherited and what is in effect."""
    return [
        (name, options | {"description": _description(options["description"], article or _nothing_said_yet())})
        if "discussion_mode" in options["fields"]
        else (name, options)
        for name, options in fieldsets
    ]


def policy_lines(article: Article) -> SafeString:
    return format_html_join("", "<li>{}</li>", [(line,) for line in policy_by_source(article)])


def _description(said: Any, article: Article) -> SafeString:
    return format_html(
        '{}<p class="policy-label">{}</p><ul class="policy" data-policy>{}</ul>',
        said,
        _("In effect now:"),
        policy_lines(article),
    )


def _nothing_said_yet() -> Article:
    article = Article()
    # Without topics, too: there is nothing stored to ask for them.
    article.topics_by_position = []
    return article
