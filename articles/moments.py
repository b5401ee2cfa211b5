"""Moments as people at the desk say them."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format


def moment_in_words(moment: datetime, *, to_the_second: bool = False) -> str:
    """The time alone for today's, as 14:05; with its day for any other."""
    local = timezone.localtime(moment)
    time = date_format(local, "H:i:s" if to_the_second else "H:i")
    return time if local.date() == timezone.localdate() else f"{date_format(local, 'DATE_FORMAT')}, {time}"
