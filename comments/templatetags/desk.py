"""What the desk's cards show."""

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString

from comments.moderation.marking import marked

register = template.Library()


@register.filter
def with_marks(body_html: str, phrases: Iterable[str]) -> SafeString:
    """A comment's sanitised words, those that were looked for marked."""
    return SafeString(marked(body_html, phrases))
