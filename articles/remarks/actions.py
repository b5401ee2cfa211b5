"""Writing a remark, and answering it: applied as a revision, settled by hand, or left as it was."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.letters import queue_letter
from accounts.models import User
from articles.actions.publishing import hold_article, latest_revision, save_article
from articles.feeds.entries import whole_address
from articles.models import Article, PreviewLink, Remark
from articles.permissions import may_edit_articles
from articles.remarks.replacing import replaced


def write_remark(
    *, remark: Remark, article: Article, reader: User | None = None, link: PreviewLink | None = None
) -> Remark:
    """Keep it for the desk, with the text that it is about."""
    latest = latest_revision(article)
    remark.article, remark.reader, remark.link = article, reader, link
    remark.revision_number = latest.number if latest else 1
    remark.save()
    return remark


@transaction.atomic
def apply_remark(
    *, remark: Remark, editor: User, replacement: str, note: str, is_correction: bool, answer: str = ""
) -> Remark:
    """Put `replacement` in the passage's place: the article's next revision, told with `note`.

    Raises ValidationError where the passage does not stand in the text exactly once, and
    PermissionDenied unless `editor` may edit articles.
    """
    may_edit_articles(editor).enforce()
    remark = _hold(remark)
    hold_article(remark.article)
    article = Article.objects.get(pk=remark.article_id)
    article.body = replaced(article.body, remark.passage, replacement)
    save_article(article=article, editor=editor, note=_with_thanks(note, remark), is_correction=is_correction)
    remark.revision = latest_revision(article)
    return _answer(remark, editor, Remark.State.APPLIED, answer)


@transaction.atomic
def settle_remark(*, remark: Remark, editor: User, state: str, answer: str = "") -> Remark:
    """Say what became of it, without a change of the text: applied by hand, or left as it was."""
    may_edit_articles(editor).enforce()
    return _answer(_hold(remark), editor, state, answer)


def _hold(remark: Remark) -> Remark:
    """Two editors at one remark: the second is told."""
    held = Remark.objects.select_for_update().get(pk=remark.pk)
    if not held.is_open:
        raise ValidationError(_("Somebody has answered this remark in the meantime."))
    return held


def _with_thanks(note: str, remark: Remark) -> str:
    if not (remark.wants_credit and remark.writer_name):
        return note
    return f"{note} {_('Thanks to %(name)s.') % {'name': remark.writer_name}}".strip()[:300]


def _answer(remark: Remark, editor: User, state: str, answer: str) -> Remark:
    remark.state, remark.answer = state, answer
    remark.answered_at, remark.answered_by = timezone.now(), editor
    # Given to be told this once, and for nothing else.
    address = remark.email or (remark.reader.email if remark.reader else "")
    remark.email = ""
    remark.save()
    if address:
        _tell(remark, address)
    return remark


def _tell(remark: Remark, address: str) -> None:
    article = remark.article
    facts = {
        "headline": article.headline,
        "is_applied": remark.state == Remark.State.APPLIED,
        "answer": remark.answer,
        "link": whole_address(article.get_absolute_url()) if article.is_public else "",
    }
    queue_letter(
        address,
        subject=_("%(site)s: Your remark on an article") % {"site": settings.SITE_NAME},
        template="articles/remark_answer.txt",
        facts=facts,
    )
