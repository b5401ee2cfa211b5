"""How much each check of the checklist weighs on this site."""

from enum import IntEnum

from django.conf import settings

from articles.checklist.names import HINTS


class Level(IntEnum):
    """OFF: not looked for. HINT: shown beside the form. WARN: asked about once. BLOCK: must be mended first."""

    OFF = 0
    HINT = 1
    WARN = 2
    BLOCK = 3


def level_of(check: str) -> Level:
    """Skipped by the site, before all else; blocking where it says so; as it is otherwise."""
    if check in settings.CHECKLIST_SKIPS:
        return Level.OFF
    if check in settings.CHECKLIST_BLOCKS:
        return Level.BLOCK
    return Level.HINT if check in HINTS else Level.WARN
