"""What the desk's cards show. Their sentences are filled here: fifty times `blocktranslate` is most of a page."""

from collections.abc import Iterable
from html import escape as esc
from typing import Any

from django import template
from django.conf import settings
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.models import User
from articles.models import Article
from comments.models import Comment, Report, RuleHit, Sanction
from comments.models.judgement import Reason
from comments.moderation.blurring import blurred, has_blur
from comments.moderation.marking import marked
from comments.moderation.people import desk_path_of
from comments.moderation.priority import Priority
from comments.moderation.records import WriterRecord
from comments.moderation.stencils import Stencil, alike
from comments.rules.marking import with_hits
from comments.rules.sentences import sentence_of
from comments.sanctions.wording import moment_in_words
from comments.wording import current_wording

register = template.Library()


@register.filter
def with_marks(body_html: str, phrases: Iterable[str]) -> SafeString:
    """A comment's sanitised words, those that were looked for marked."""
    return SafeString(marked(body_html, phrases))


@register.filter
def written_at(comment: Comment) -> SafeString:
    """Its time, as a link to it, as it stands in discussions."""
    time = current_wording().time(comment.created_at)
    return SafeString(f'<a class="when" href="/comments/{comment.pk}/">{time}</a>')


@register.filter
def writer_for_moderators(comment: Comment) -> SafeString:
    """The name, as a link to what moderators know of them; of who has gone, and of archives, the name alone."""
    name = f"<bdi>{esc(comment.writer_name)}</bdi>"
    somebody = comment.guest or comment.author
    if somebody is None or (isinstance(somebody, User) and not somebody.is_active):
        return SafeString(name)
    return SafeString(f'<a href="{esc(desk_path_of(somebody))}" data-person>{name}</a>')


@register.filter
def as_answered(parent: Comment) -> SafeString:
    sentence = current_wording().answers % {"name": f"<bdi>{esc(parent.writer_name)}</bdi>"}
    return SafeString(f'<a class="answers" href="/comments/{parent.pk}/">{sentence}</a>')


@register.filter
def as_link(article: Article) -> SafeString:
    return SafeString(f'<a href="{esc(article.get_absolute_url())}">{esc(article.headline)}</a>')


@register.filter
def record_in_words(record: WriterRecord) -> SafeString:
    wording = current_wording()
    sentence = _(
        "Joined %(joined)s. Of the latest comments %(published)s published, %(removed)s removed:"
        " %(percent)s %% = removed ÷ (published + removed)"
    )
    return SafeString(
        esc(sentence)
        % {
            "joined": wording.day(record.joined_at.astimezone(wording.zone).date()),
            "published": record.published,
            "removed": record.removed,
            "percent": record.removed_percent,
        }
    )


@register.filter
def sanctions_in_words(sanctions: Iterable[Sanction]) -> str:
    """Which are in force, and until when."""
    each = [
        f"{one.get_kind_display()} ({moment_in_words(one.until)})" if one.until else str(one.get_kind_display())
        for one in sanctions
    ]
    return _("Under a sanction: %(which)s") % {"which": ", ".join(each)}


@register.filter
def priority_in_words(weight: Priority) -> SafeString:
    sentence = esc(_("%(priority)s = reports %(reports)s + attention %(attention)s + waiting %(waiting)s"))
    priority = esc(_("Priority %(total)s") % {"total": weight.total})
    parts = {"reports": weight.reports, "attention": weight.attention, "waiting": weight.waiting}
    return SafeString(sentence % {"priority": f"<b>{priority}</b>", **parts})


@register.filter
def report_in_words(report: Report) -> SafeString:
    name, reason = esc(str(report.reporter)), esc(str(Reason(report.reason).label))
    return SafeString(esc(_("Reported by %(name)s as %(reason)s")) % {"name": f"<bdi>{name}</bdi>", "reason": reason})


@register.filter
def with_rule_marks(body_html: str, comment: Any) -> SafeString:
    """A card's sanitised words, those that rules found in them as they stand marked."""
    return SafeString(with_hits(body_html, comment.hits, comment.revision_number))


@register.filter
def with_blur(html: str) -> SafeString:
    """What the site's settings name blurred, with a box to show it: a style does that, and no script is needed."""
    inside = blurred(html, settings.BLURRED_WORDS, with_media=settings.BLUR_MEDIA_LINKS)
    if not has_blur(inside):
        return SafeString(inside)
    box = f'<label class="desk-unblur"><input type="checkbox"> {esc(_("show what is blurred"))}</label>'
    return SafeString(inside + box)


@register.filter
def why_hit(hit: RuleHit) -> str:
    """Which rule found what, and what it did."""
    return sentence_of(hit)


@register.tag
def stencil(parser: Parser, token: Token) -> "_StencilNode":
    """What stands between it and `endstencil`, drawn once for all cards of a list whose comments are `alike`.

    It may show the key and the revision of `comment` and the key of its `last` decision, and hang on what
    makes them alike; asking more of either raises NotAlikeError. Everything else must be the same for the whole list.
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
        which = (id(self), *alike(comment))
        if which not in stencils:
            stencils[which] = self._drawn(comment, context)
        return stencils[which].filled(comment, last.pk if last else 0)

    def _drawn(self, comment: Comment, context: Context) -> Stencil:
        def draw(facts: dict[str, Any]) -> str:
            with context.push(**facts):
                return self.nodelist.render(context)

        return Stencil(comment, draw)
