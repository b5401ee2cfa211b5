"""Which handles and display names a person may choose."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import validate_handle

# Words that would make a reader believe that the site itself speaks.
RESERVED = re.compile(
    "accounts?|admin|administrat(ion|or)|anonymous|api|bot|comments?|contact|deleted|desk|editors?|everyone|feedback"
    "|guest|help|info|legal|mail|(senior)?moderat(ion|ors?)|newsroom|nobody|noreply|null|official|owner|parley|people"
    "|postmaster|press|privacy|removed|root|security|service|site|staff|status|superuser|support|sysop|system|team"
    "|undefined|unknown|user|webmaster"
)

# Zero-width characters and those that turn the direction of a line: they would disturb a name's neighbours.
# The joiners U+200C and U+200D stay, because Persian words and some emoji are spelled with them.
INVISIBLE = re.compile("[\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\x00-\x08\x0e-\x1f\x7f-\x9f]")


def is_reserved(name: str) -> bool:
    return RESERVED.fullmatch(re.sub(r"[\W_]", "", name.casefold())) is not None


def refuse_reserved(name: str) -> None:
    if is_reserved(name):
        raise ValidationError(_("This name is kept for the site itself. Please choose another."), code="reserved")


# The setting ACCOUNT_USERNAME_VALIDATORS names this list.
HANDLE_VALIDATORS = [validate_handle, refuse_reserved]


def tidy_display_name(name: str) -> str:
    """`name` on one line, without invisible characters; may be empty."""
    return " ".join(INVISIBLE.sub("", name).split())
