"""What an article's discussion will be, told in its form before anything is chosen there."""

from typing import Any, TypeVar

from django import forms
from django.contrib import admin
from django.db.models import Field, Model
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article
from articles.policy_wording import policy_by_source

M = TypeVar("M", bound=Model)
FROM_ABOVE, FROM_SITE = gettext_lazy("As the topic or the site says"), gettext_lazy("As the site says")


class GuestsChoice(forms.NullBooleanSelect):
    """Says what “unknown” means: that somebody else decides."""

    def __init__(self, inherited: Any) -> None:
        super().__init__()
        self.choices = [(value, inherited if value == "unknown" else label) for value, label in self.choices]


class SaysPolicy(admin.ModelAdmin[M]):
    """For what has the fields of a discussion's policy."""

    def formfield_for_dbfield(self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "allows_guests":
            kwargs |= {"widget": GuestsChoice(FROM_ABOVE if self.model is Article else FROM_SITE), "help_text": ""}
        return super().formfield_for_dbfield(db_field, request, **kwargs)


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
