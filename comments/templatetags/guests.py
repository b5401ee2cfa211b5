"""What pages of accounts ask about guests."""

from typing import Any

from django import template
from django.template.context import RequestContext

from accounts.models import User
from comments.guests.claiming import claimable_by

register = template.Library()


@register.inclusion_tag("comments/guests/_claim_offer.html", takes_context=True)
def claim_offer(context: RequestContext) -> dict[str, Any]:
    """Nothing, where there is nothing to claim."""
    person = context["request"].user
    return {"count": claimable_by(person).count() if isinstance(person, User) else 0}
