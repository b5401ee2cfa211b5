"""How fast a form came back: no person reads a page and writes within a few seconds, and programs do.

The form carries the time at which it was opened, signed. Whoever was too fast is asked once to look
it over and send it again, and then believed: nobody solves puzzles here.
"""

import time

from django.core import signing

# Time to write a name, an address and a word, pasted.
LEAST_SECONDS = 3
# A form may lie open while somebody thinks; one that was harvested is not for ever.
GOOD_FOR_SECONDS = 48 * 3600
_SALT = "comments.guards.pace"


def opened_now(*, was_asked: bool = False) -> str:
    """What the form carries; `was_asked` tells that its sender was asked to send it once more."""
    return signing.dumps([time.time(), was_asked], salt=_SALT)


def is_too_fast(opened: str) -> bool:
    """Whether to ask for it once more; what we did not sign, or long ago, counts as fast."""
    try:
        opened_at, was_asked = signing.loads(opened, salt=_SALT, max_age=GOOD_FOR_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return True
    return not was_asked and time.time() - opened_at < LEAST_SECONDS
