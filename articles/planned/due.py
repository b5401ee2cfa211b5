"""Planned texts in force to the second: whoever asks for a page after the moment puts them there, and then reads.

No request asks the database for this. Each process remembers when the next plan is due and asks anew
every ASK_EVERY seconds; a moment lies at least LEAD ahead when it is planned, so that by then every process
knows. The worker comes too, for its letters' sake, and nothing waits for it.
"""

import logging
from datetime import datetime, timedelta
from threading import Lock
from time import monotonic

from django.db import Error
from django.utils import timezone

from articles.models import PlannedRevision
from articles.planned.settling import settle

logger = logging.getLogger(__name__)

ASK_EVERY = 20.0
# Longer than that by far: the clocks of several machines differ, and saving takes its time.
LEAD = timedelta(minutes=1)
# A database that could not be written to is left in peace for so long, and readers have what there is.
TRY_AGAIN_AFTER = timedelta(seconds=5)

_settling = Lock()


class _Next:
    """When the next plan is due, as this process knows; `ask_at` is when it asks again, on the monotonic clock."""

    def __init__(self) -> None:
        self.due_at: datetime | None = None
        self.ask_at = 0.0

    @property
    def is_due(self) -> bool:
        return self.due_at is not None and self.due_at <= timezone.now()

    def ask(self) -> None:
        moments = PlannedRevision.objects.waiting().order_by("takes_effect_at")
        self.due_at = moments.values_list("takes_effect_at", flat=True).first()
        self.ask_at = monotonic() + ASK_EVERY


known = _Next()


def settle_what_is_due() -> None:
    """Put in force whatever is due by now; called before anything is read, outside of transactions."""
    try:
        if monotonic() >= known.ask_at:
            known.ask()
        if known.is_due:
            with _settling:
                _settle_all()
    except Error:
        logger.exception("The database did not say which planned texts are due.")
        _leave_in_peace()


def ask_again() -> None:
    """Let this process ask at its next request: something was planned, or is planned no more."""
    known.ask_at = 0.0


def _settle_all() -> None:
    if not known.is_due:
        # Another thread was faster, and this one has waited for it.
        return
    is_done = True
    for key in PlannedRevision.objects.due(timezone.now()).values_list("pk", flat=True):
        try:
            settle(key)
        except Exception:  # whatever it is, readers are to have their page, and the other plans their moment
            logger.exception("Planned text %s could not be put in force; readers have the text before it.", key)
            is_done = False
    known.ask()
    if not is_done:
        _leave_in_peace()


def _leave_in_peace() -> None:
    known.due_at = timezone.now() + TRY_AGAIN_AFTER
    known.ask_at = monotonic() + TRY_AGAIN_AFTER.total_seconds()
