"""What the desk's cards show."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString

from comments.models import Comment
from comments.moderation.marking import marked
from comments.moderation.stencils import Stencil

register = template.Library()


@register.filter
def with_marks(body_html: str, phrases: Iterable[str]) -> SafeString:
    """A comment's sanitised words, those that were looked for marked."""
    return SafeString(marked(body_html, phrases))


@register.tag
def stencil(parser: Parser, token: Token) -> "_StencilNode":
    """What stands between it and `endstencil`, drawn once for all cards of a list whose comments have one status.

    It may show the key and the revision of `comment` and the key of its `last` decision, and hang on the
    status; asking more of either raises NotAlikeError. Everything else must be the same for the whole list.
    """
    nodes = parser.parse(("endstencil",))
    parser.delete_first_token()
    return _StencilNode(nodes)


class _StencilNode(template.Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        comment, last = context["comment"], context["last"]
        stencils: dict[object, Stencil] = comment.stencils
        which = (id(self), comment.status)
        if which not in stencils:
            stencils[which] = self._drawn(comment, context)
        return stencils[which].filled(comment, last.pk if last else 0)

    def _drawn(self, comment: Comment, context: Context) -> Stencil:
        def draw(facts: dict[str, Any]) -> str:
            with context.push(**facts):
                return self.nodelist.render(context)

        return Stencil(comment, draw)
