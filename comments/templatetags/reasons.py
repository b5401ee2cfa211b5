"""Words for what moderation explains."""

from django import template
from django.utils.functional import Promise

from accounts.roles import ROLE_NAMES

register = template.Library()


@register.filter
def role_name(role: str) -> str | Promise:
    """The role as a word in the reader's language."""
    return ROLE_NAMES.get(role, role)
