"""Which sanctions somebody is under, and what these keep them from.

Asked at every deed: of somebody with an account who has none this costs nothing, of others one query a request.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias, cast

from django.db.models import Q

from accounts.models import User

if TYPE_CHECKING:
    from comments.models import Comment, Decision, Guest, Sanction

# Whom a sanction is imposed on.
Somebody: TypeAlias = "User | Guest"

# Where an instance keeps what was found, for as long as the request lasts.
_FOUND = "_sanctions_in_force"
_GRAVEST_FIRST = ("ban", "suspension", "premoderation", "warning")


def sanctions_in_force(somebody: Somebody) -> "list[Sanction]":
    """The gravest first, and of two alike the one that lasts longer."""
    if isinstance(somebody, User) and not somebody.is_sanctioned:
        return []
    if somebody.pk is None:
        # A guest whose first comment this is: they are asked for when the address is confirmed.
        return []
    if _FOUND not in vars(somebody):
        vars(somebody)[_FOUND] = _find(somebody)
    return cast("list[Sanction]", vars(somebody)[_FOUND])


def forget_found(somebody: Somebody) -> None:
    """Ask anew next time: a sanction was imposed, lifted or read."""
    vars(somebody).pop(_FOUND, None)


def bar_on(somebody: Somebody) -> "Sanction | None":
    """The ban or suspension that keeps them from writing, recommending and reporting."""
    return _first(somebody, "ban", "suspension")


def unread_warning(somebody: Somebody) -> "Sanction | None":
    """What they are to read before they write again."""
    return _first(somebody, "warning")


def is_premoderated(somebody: "Somebody | None") -> bool:
    """Whether a moderator looks at what they write first; False of an archive's names."""
    return somebody is not None and _first(somebody, "premoderation") is not None


def is_any_premoderation(sanctions: "Iterable[Sanction] | None") -> bool:
    return any(sanction.kind == "premoderation" for sanction in sanctions or ())


def sanctions_of_writers(comments: "Iterable[Comment]") -> "dict[int, list[Sanction]]":
    """By the keys of comments read with their writers; of guests, their own. One query, and none where none can be."""
    from comments.models import Sanction

    comments = list(comments)
    people = {comment.author_id for comment in comments if comment.author and comment.author.is_sanctioned}
    guests = {comment.guest_id for comment in comments if comment.guest_id}
    if not people and not guests:
        return {}
    found: dict[tuple[int | None, int | None], list[Sanction]] = {}
    for sanction in Sanction.objects.in_force().filter(Q(person__in=people) | Q(guest__in=guests)).order_by("pk"):
        found.setdefault((sanction.person_id, sanction.guest_id), []).append(sanction)
    of_each = {comment.pk: found.get((comment.author_id, comment.guest_id)) for comment in comments}
    return {key: sanctions for key, sanctions in of_each.items() if sanctions}


def imposed_on(somebody: Somebody) -> Q:
    """For a query of sanctions: theirs. A guest's are those of everybody who has confirmed the same address, too."""
    if isinstance(somebody, User):
        return Q(person=somebody)
    return Q(guest=somebody) | _at_address(somebody.email) if somebody.is_confirmed else Q(guest=somebody)


def is_told_with_sanction(decision: "Decision") -> bool:
    """Whether it removes with others all that somebody wrote: of that they are told once."""
    from comments.models import Sanction

    return decision.run_id is not None and Sanction.objects.filter(run=decision.run_id).exists()


def naming(somebody: Somebody) -> dict[str, Somebody]:
    """The column that says of whom a row is."""
    return {"person": somebody} if isinstance(somebody, User) else {"guest": somebody}


def bar_at_address(guest: "Guest") -> "Sanction | None":
    """As `bar_on`, for a guest who opens the mailed link, and so has the address, be it confirmed yet or not."""
    from comments.models import Sanction

    theirs = Q(guest=guest) | _at_address(guest.email)
    return (
        Sanction.objects.in_force().filter(theirs, kind__in=["ban", "suspension"]).order_by("kind", "-until").first()
    )


def _at_address(email: str) -> Q:
    return Q(guest__email=email, guest__confirmed_at__isnull=False)


def _find(somebody: Somebody) -> "list[Sanction]":
    from comments.models import Sanction

    return sorted(Sanction.objects.in_force().filter(imposed_on(somebody)), key=_gravity)


def _gravity(sanction: "Sanction") -> tuple[int, bool, float]:
    until = sanction.until
    return _GRAVEST_FIRST.index(sanction.kind), until is not None, -until.timestamp() if until else 0


def _first(somebody: Somebody, *kinds: str) -> "Sanction | None":
    return next((sanction for sanction in sanctions_in_force(somebody) if sanction.kind in kinds), None)
