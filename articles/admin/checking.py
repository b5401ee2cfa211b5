"""Before an article goes on towards its readers: what must be mended is refused, what is missing asked about once."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles.checklist.checks import findings_in
from articles.checklist.findings import Finding
from articles.checklist.publication import BYLINES
from articles.models import Article

if TYPE_CHECKING:
    from articles.admin.article_form import ArticleForm

Status = Article.Status
# How far towards its readers an article is; a draft and a withdrawn one are nowhere yet.
STEPS: dict[str, int] = {Status.READY: 1, Status.SCHEDULED: 2, Status.PUBLISHED: 3}
# The buttons that send the form. One that says “all the same” carries what the editor was shown as its value.
BUTTONS = ("_addanother", "_continue", "_save")
DESPITE = "despite:"


def check_before_publishing(form: "ArticleForm") -> None:
    """Look for what the checklist finds, once all else is in order.

    What readers have already is never held up: a correction must not wait for a caption.
    """
    status = form.cleaned_data.get("status", "")
    if form.errors or form.was_public or status not in STEPS:
        return
    findings = findings_in(form.unsaved)
    blocking = [finding for finding in findings if finding.is_blocking]
    for finding in blocking:
        _refuse(form, finding)
    if not blocking and STEPS[status] > STEPS.get(form.stood_at, 0):
        _ask_once(form, [finding for finding in findings if finding.is_asked_about])


def _refuse(form: "ArticleForm", finding: Finding) -> None:
    if finding.field == BYLINES:
        # Their rows are a form of their own, which is checked after this one.
        form.instance.lacks_byline = finding.sentence  # type: ignore[attr-defined]  # read by BylineRows
    else:
        form.add_error(finding.field, finding.sentence)


def _ask_once(form: "ArticleForm", findings: list[Finding]) -> None:
    form.despite = findings
    if not {finding.check for finding in findings} <= findings_shown(form.data):
        form.asked = findings
        form.add_error(None, ValidationError(_("Nothing is saved yet: please look at what is missing."), code="asked"))


def findings_shown(data: Mapping[str, Any]) -> set[str]:
    """The checks whose findings the editor had before their eyes when they pressed “all the same”."""
    values = [str(data.get(name, "")) for name in BUTTONS]
    return {name for value in values if value.startswith(DESPITE) for name in value.removeprefix(DESPITE).split()}
