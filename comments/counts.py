"""How many comments and linkbacks a discussion holds, as the pages say it."""

from django.utils.translation import ngettext


def comments_counted(count: int) -> str:
    return ngettext("%(count)s comment", "%(count)s comments", count) % {"count": count}


def linkbacks_counted(count: int) -> str:
    return ngettext("and %(count)s linkback", "and %(count)s linkbacks", count) % {"count": count}
