"""What is said to somebody who has not commented yet."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext

from comments.models import Comment
from comments.sketches import sketch_of
from comments.writers import is_writer, written_by


def house_rules_for(request: HttpRequest) -> str:
    """The rules in the site's words, or ours; blank from the second comment on."""
    return (settings.HOUSE_RULES or _ours()) if _is_newcomer(request) else ""


def _is_newcomer(request: HttpRequest) -> bool:
    if sketch := sketch_of(request):
        return sketch.outline.is_newcomer
    return not (is_writer(request.user) and Comment.objects.filter(written_by(request.user)).exists())


def _ours() -> str:
    return gettext(
        "Your first comment here: welcome. Answer what somebody said, not who they are; say what you know and how "
        "you know it; leave other people's private affairs out. If a moderator takes something down, "
        "the reason stands in its place."
    )
