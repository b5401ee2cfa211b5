"""How long the text is, said in its form as of the last save and kept up to date by static/js/admin/length_line.js."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from articles.length import WORDS_A_MINUTE, length_in_words


def length_html(body: str) -> SafeString:
    """The line with the sentences that the script fills in; `%d` is a number, `%w` and `%m` are words and minutes."""
    return format_html(
        '<span data-words-a-minute="{}" data-word="{}" data-words="{}" data-minute="{}" data-minutes="{}"'
        ' data-both="{}">{}</span>',
        WORDS_A_MINUTE,
        *(ngettext("%(count)d word", "%(count)d words", count).replace("%(count)d", "%d") for count in (1, 2)),
        *(ngettext("%(count)d minute", "%(count)d minutes", count).replace("%(count)d", "%d") for count in (1, 2)),
        gettext("%(words)s, %(minutes)s to read") % {"words": "%w", "minutes": "%m"},
        length_in_words(body),
    )
