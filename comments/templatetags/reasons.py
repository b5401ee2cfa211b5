"""Words for what moderation explains."""

from django import template
from django.utils.functional import Promise

from accounts.roles import ROLE_NAMES
from comments.reasons import sentence_for

register = template.Library()


@register.filter
def usual_sentence(reason: str) -> str:
    """What an author is told for the reason, if nobody says it otherwise."""
    return sentence_for(reason)


@register.filter
def role_name(role: str) -> str | Promise:
    """The role as a word in the reader's language."""
    return ROLE_NAMES.get(role, role)
