"""Planning a text for a moment to come; putting it in force at once after all; dropping it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from articles.actions.publishing import hold_article
from articles.models import Article, PlannedRevision
from articles.permissions import may_edit_articles
from articles.planned.due import LEAD, ask_again
from articles.planned.settling import hold_planned, is_overtaken, put_in_force, settle_planned

State = PlannedRevision.State


@transaction.atomic
def plan_text(*, planned: PlannedRevision, editor: User) -> PlannedRevision:
    """Keep the text for its moment; of one that is open already, what was changed of it.

    Raises ValidationError where its moment is new and nearer than LEAD, or where another text is planned
    for the article or this one is settled by now; PermissionDenied unless `editor` may edit articles.
    """
    may_edit_articles(editor).enforce()
    before = _held(planned) if planned.pk else None
    if before is None:
        hold_article(planned.article)
        planned.planned_by = editor
        if planned.article.planned_revisions.open().exists():
            raise ValidationError(_("Another text is planned for this article already: change that one, or drop it."))
    is_new_moment = before is None or before.takes_effect_at != planned.takes_effect_at
    if is_new_moment or planned.state != State.WAITING:
        check_moment(planned)
    planned.state, planned.settled_at, planned.changed_at = State.WAITING, None, timezone.now()
    planned.save()
    settle_planned.using(run_after=planned.takes_effect_at).enqueue(planned.pk)
    ask_again()
    return planned


@transaction.atomic
def put_planned_in_force(*, planned: PlannedRevision, editor: User) -> Article:
    """Make it, as it is given, the article's text now; ValidationError where that would replace a text unseen."""
    may_edit_articles(editor).enforce()
    _held(planned)
    article = Article.objects.get(pk=planned.article_id)
    if is_overtaken(planned, article):
        raise ValidationError(_("The article has another text by now, or readers do not have it: compare them first."))
    planned.takes_effect_at = planned.changed_at = timezone.now()
    planned.save()
    put_in_force(planned, article, moment=planned.takes_effect_at, settled_by=editor)
    ask_again()
    return article


@transaction.atomic
def drop_planned(*, planned: PlannedRevision, editor: User) -> None:
    """Let it not appear; what was written is kept to be read."""
    may_edit_articles(editor).enforce()
    held = _held(planned)
    held.state, held.settled_at, held.settled_by = State.DROPPED, timezone.now(), editor
    held.save(update_fields=["state", "settled_at", "settled_by"])
    ask_again()


def check_moment(planned: PlannedRevision) -> None:
    """Raises ValidationError where the moment is past, or too near for every process to know of it in time."""
    if planned.takes_effect_at < timezone.now() + LEAD:
        raise ValidationError(_("Choose a moment that is at least a minute away, or put the text in force at once."))


def _held(planned: PlannedRevision) -> PlannedRevision:
    held = hold_planned(planned)
    if held is None or not held.is_open:
        raise ValidationError(_("This text was put in force or dropped in the meantime."))
    return held
