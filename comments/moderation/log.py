"""The moderation log: every decision on what the public may read about, the newest first.

It tells who decided in what role, when, what and why; never a comment's words or writer, nor what its writer was told.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.keys import key_of
from accounts.roles import ADMINISTRATOR, MODERATOR, SENIOR_MODERATOR
from articles.models import Article
from comments.discussion import decisions_on, mark_undone
from comments.models import Comment, Decision, NoticeLocation
from comments.models.judgement import Reason

ENTRIES_ON_A_PAGE = 50
PERIODS: dict[str, tuple[str | Promise, timedelta]] = {
    "day": (gettext_lazy("the last 24 hours"), timedelta(days=1)),
    "week": (gettext_lazy("the last 7 days"), timedelta(days=7)),
    "month": (gettext_lazy("the last 30 days"), timedelta(days=30)),
    "year": (gettext_lazy("the last 365 days"), timedelta(days=365)),
}
Verdict = Decision.Verdict

# %(who)s is the role, or the name, of whoever decided; %(headline)s the article's; %(reason)s is why.
_SENTENCES = {
    Verdict.APPROVE: gettext_lazy("%(who)s looked at a comment on “%(headline)s” and let it stand"),
    Verdict.REMOVE: gettext_lazy("%(who)s removed a comment on “%(headline)s”: %(reason)s"),
    Verdict.SPAM: gettext_lazy("%(who)s removed a comment on “%(headline)s”: %(reason)s"),
    Verdict.HOLD: gettext_lazy("%(who)s held a comment on “%(headline)s” for a moderator: %(reason)s"),
    Verdict.RESTORE: gettext_lazy("%(who)s put a comment on “%(headline)s” back"),
    Verdict.EXPLAIN: gettext_lazy("%(who)s said why a comment on “%(headline)s” was removed: %(reason)s"),
    Verdict.UNDO: gettext_lazy("%(who)s took a decision on a comment on “%(headline)s” back"),
    Verdict.LOCK: gettext_lazy("%(who)s locked a branch on “%(headline)s”: %(reason)s"),
    Verdict.COLLAPSE: gettext_lazy("%(who)s folded a branch on “%(headline)s”: %(reason)s"),
    Verdict.SLOW: gettext_lazy("%(who)s slowed a branch on “%(headline)s” down: %(reason)s"),
    Verdict.PIN: gettext_lazy("%(who)s pinned a thread on “%(headline)s”"),
    Verdict.FEATURE: gettext_lazy("%(who)s featured a comment on “%(headline)s”"),
    Verdict.UPHOLD: gettext_lazy(
        "%(who)s looked at a removed comment on “%(headline)s” again, after an appeal, and the removal stands"
    ),
}
_GRANTED = gettext_lazy("%(who)s put a comment on “%(headline)s” back, after an appeal")
_LET_IN = gettext_lazy("%(who)s published a comment on “%(headline)s” that had waited for review")
_ROLES = {
    MODERATOR: gettext_lazy("A moderator"),
    SENIOR_MODERATOR: gettext_lazy("A senior moderator"),
    ADMINISTRATOR: gettext_lazy("An administrator"),
}


@dataclass(frozen=True)
class Filters:
    """What of the log is asked for; what an address says that is nothing of it counts as blank."""

    verdict: str = ""
    reason: str = ""
    period: str = ""

    @classmethod
    def asked(cls, query: Mapping[str, Any]) -> "Filters":
        known = {"verdict": Verdict.values, "reason": Reason.values, "period": PERIODS}
        return cls(**{name: query[name] for name, values in known.items() if query.get(name) in values})


@dataclass(frozen=True)
class Entry:
    """A decision as the log tells it; `address` is where its comment can be read, or blank."""

    decision: Decision
    sentence: SafeString
    address: str


@dataclass(frozen=True)
class LogPage:
    """`earlier` is the cursor of the next page, or blank."""

    entries: list[Entry]
    earlier: str = ""


def log_page(filters: Filters, before: str = "", *, with_names: bool | None = None) -> LogPage:
    """Up to ENTRIES_ON_A_PAGE decisions older than the key `before`; nonsense starts at the newest. Costs 3 queries.

    `with_names` as the site's setting says, unless the caller does.
    """
    decisions = _decisions(filters)
    if (key := key_of(before)) is not None:
        decisions = decisions.filter(pk__lt=key)
    found = list(decisions[: ENTRIES_ON_A_PAGE + 1])
    shown = found[:ENTRIES_ON_A_PAGE]
    with_names = settings.MODERATION_LOG_NAMES if with_names is None else with_names
    entries = _entries(shown, with_names=with_names)
    return LogPage(entries, str(shown[-1].pk) if len(found) > len(shown) else "")


def _decisions(filters: Filters) -> Any:
    # A discussion has its article's key. Asked of each decision: else SQLite begins with all articles.
    on_public = Article.objects.public().filter(pk=OuterRef("comment__discussion"))
    decisions = Decision.objects.filter(Exists(on_public)).order_by("-pk")
    if filters.verdict:
        decisions = decisions.filter(verdict=filters.verdict)
    if filters.reason:
        decisions = decisions.filter(reason=filters.reason)
    if filters.period:
        decisions = decisions.filter(decided_at__gte=timezone.now() - PERIODS[filters.period][1])
    decisions = decisions.annotate(follows_notice=Exists(NoticeLocation.objects.filter(ruling=OuterRef("pk"))))
    return decisions.select_related("comment__discussion__article", "moderator", "rule").defer("rule__parameters")


def _entries(decisions: list[Decision], *, with_names: bool) -> list[Entry]:
    comments = {decision.comment_id for decision in decisions}
    readable = set(Comment.objects.visible_to(AnonymousUser()).filter(pk__in=comments).values_list("pk", flat=True))
    everything = {one.pk: one for one in _with_undos(comments)}
    entries = []
    for decision in decisions:
        decision.is_undone = everything[decision.pk].is_undone
        address = decision.comment.get_absolute_url() if decision.comment_id in readable else ""
        entries.append(Entry(decision, sentence_of(decision, with_name=with_names), address))
    return entries


def _with_undos(comments: set[int]) -> list[Decision]:
    decisions = decisions_on(comments)
    mark_undone(decisions)
    return decisions


def sentence_of(decision: Decision, *, with_name: bool) -> SafeString:
    """As HTML: who did what, on which article, and why."""
    facts = {
        "who": _who(decision, with_name=with_name),
        "headline": format_html("<bdi>{}</bdi>", decision.comment.discussion.article.headline),
        "reason": conditional_escape(decision.get_reason_display()),
    }
    return mark_safe(conditional_escape(str(_pattern_of(decision))) % facts)  # noqa: S308  # the sentence and all facts are escaped


def _pattern_of(decision: Decision) -> str | Promise:
    verdict = Verdict(decision.verdict)
    if verdict == Verdict.APPROVE and decision.status_before == Comment.Status.PENDING:
        return _LET_IN
    if verdict == Verdict.RESTORE and decision.answers_id is not None:
        return _GRANTED
    return _SENTENCES[verdict]


def _who(decision: Decision, *, with_name: bool) -> SafeString:
    if decision.rule:
        return format_html(_("The rule “{rule}”"), rule=decision.rule)
    if with_name and decision.moderator:
        return format_html("<bdi>{}</bdi>", decision.moderator)
    return SafeString(conditional_escape(_ROLES.get(decision.role, _("A moderator"))))
