"""Which handles and names a person may choose: one door for accounts and guests."""

import re
import unicodedata
from functools import cache

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User, validate_handle
from accounts.querysets import shown_people
from accounts.skeletons import skeleton, skeletons

# Words that would make a reader believe that the site itself speaks.
RESERVED = (
    "account accounts admin administration administrator anonymous api bot comment comments contact deleted desk"
    " editor editors everyone feedback guest help info legal mail moderation moderator moderators newsroom nobody"
    " noreply null official owner parley people postmaster press privacy removed root security senior"
    " seniormoderation seniormoderator seniormoderators service site staff status superuser support sysop system team"
    " undefined unknown user webmaster"
)
# Words that do so whatever stands beside them.
ROLES = "admin administration administrator moderation moderator moderators newsroom sysop webmaster"
# Words that make no name of what is none: "The chief editor" is kept like "Editor".
FILLERS = "a an and at by chief deputy for from head in lead my of on our real the this your"

# Zero-width characters, fillers that look like nothing, and those that turn the direction of a line: they would
# disturb a name's neighbours. The joiners U+200C and U+200D stay, because Persian words and some emoji are
# spelled with them.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164"
    "\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"
)
# Alphabets with letters that pass for one another's. A word in two of them is no word of any language.
_ALIKE = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "COPTIC", "CHEROKEE", "LISU")
# More marks than that on a letter paint over the lines above and below.
_MARKS_ON_A_LETTER = 3


def tidy_display_name(name: str) -> str:
    """`name` on one line, without invisible characters; may be empty."""
    return " ".join(INVISIBLE.sub("", name).split())


def refuse_disguise(name: str) -> None:
    """Against names in no language: alphabets mixed in a word, marks heaped on a letter, nothing to be seen."""
    if any(_is_mixed(word) for word in re.split(r"[\W\d_]+", unicodedata.normalize("NFKC", name))):
        raise ValidationError(_("Please write each word of the name in the letters of one alphabet."), code="mixed")
    if _longest_heap(name) > _MARKS_ON_A_LETTER:
        raise ValidationError(_("This name has more accents than a line has room for."), code="heaped")
    if not any(unicodedata.category(letter)[0] in "LNPS" for letter in name):
        raise ValidationError(_("Nothing of this name can be seen. Please write another."), code="blank")


def refuse_reserved(name: str) -> None:
    if is_reserved(name):
        raise ValidationError(_("This name is kept for the site itself. Please choose another."), code="reserved")


def refuse_lookalike(name: str, *, but: User | None = None) -> None:
    """Against names that readers would take for the name or handle of somebody with an account, `but` aside.

    Two who choose alike names at the same moment may both get them; only handles are unique for certain.
    """
    looks = skeletons(name)
    alike = shown_people().filter(Q(handle_skeleton__in=looks) | Q(name_skeleton__in=looks))
    if (alike.exclude(pk=but.pk) if but else alike).exists():
        raise ValidationError(
            _("This looks like the name of somebody here. Please choose another, so that nobody mistakes you."),
            code="lookalike",
        )


def refuse_handle_like_another(handle: str) -> None:
    """The very same handle is told otherwise: it is taken."""
    if not User.objects.filter(handle__iexact=handle).exists():
        refuse_lookalike(handle)


# What a name is held to before it is looked for among the others.
NAME_VALIDATORS = [refuse_disguise, refuse_reserved]
# The setting ACCOUNT_USERNAME_VALIDATORS names this list.
HANDLE_VALIDATORS = [validate_handle, refuse_reserved, refuse_handle_like_another]


def is_reserved(name: str) -> bool:
    """Whether the name as a whole, each of its words, or one that names a role speaks for the site."""
    reserved = _looks_of(RESERVED) | {skeleton(settings.SITE_NAME)}
    words = [skeletons(word) for word in re.split(r"[^\w@$|]+|_", name) if word]
    if skeletons(name) & reserved or any(looks & _looks_of(ROLES) for looks in words):
        return True
    telling = [looks for looks in words if not looks & _looks_of(FILLERS)]
    return bool(telling) and all(looks & reserved for looks in telling)


@cache
def _looks_of(words: str) -> frozenset[str]:
    return frozenset(map(skeleton, words.split()))


def _is_mixed(word: str) -> bool:
    alphabets = {unicodedata.name(letter, "").split(" ")[0] for letter in word if letter.isalpha()}
    return len(alphabets.intersection(_ALIKE)) > 1


def _longest_heap(name: str) -> int:
    longest = heap = 0
    for letter in unicodedata.normalize("NFD", name):
        heap = heap + 1 if unicodedata.category(letter) in {"Mn", "Me"} else 0
        longest = max(longest, heap)
    return longest
