"""What pages do about people whom their reader has muted."""

from typing import Any

from django import template
from django.http import HttpRequest
from django.template.context import RequestContext

from accounts.models import User
from comments.muting.permissions import may_mute
from comments.muting.reading import muted_by
from comments.sketches import sketch_of

register = template.Library()


@register.simple_tag(takes_context=True)
def mutes_anybody(context: RequestContext) -> bool:
    """Whether the page loads the stylesheet that folds what its reader does not want to read."""
    request: HttpRequest = context["request"]
    if sketch := sketch_of(request):
        return sketch.outline.mutes_anybody
    return isinstance(request.user, User) and bool(muted_by(request.user))


@register.inclusion_tag("comments/muting/_way.html", takes_context=True)
def mute_way(context: RequestContext, person: User | None) -> dict[str, Any]:
    """The way to mute the person, or to hear them again, for a reader who may."""
    reader = context["request"].user
    may = person is not None and isinstance(reader, User) and bool(may_mute(reader, person))
    is_muted = may and person is not None and person.pk in muted_by(reader)
    return {"person": person, "may": may, "is_muted": is_muted}
