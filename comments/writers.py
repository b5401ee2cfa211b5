"""Who writes comments: somebody with an account, or a guest."""

from typing import TYPE_CHECKING, Any, TypeAlias, TypeGuard, cast

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from accounts.models import User
from accounts.permissions import Viewer

if TYPE_CHECKING:
    from comments.models import Comment, Guest


class GuestViewer(AnonymousUser):
    """Somebody without an account, in a browser that is remembered as this guest's (comments/guests/remembering.py).

    To all who only ask for accounts they are as anonymous as anybody.
    """

    def __init__(self, guest: "Guest") -> None:
        super().__init__()
        self.guest = guest


Writer: TypeAlias = User | GuestViewer


def is_writer(viewer: Viewer) -> TypeGuard[Writer]:
    return viewer.is_authenticated or guest_of(viewer) is not None


def is_guest(viewer: Viewer) -> TypeGuard[GuestViewer]:
    return guest_of(viewer) is not None


def guest_of(viewer: Viewer) -> "Guest | None":
    # Not by the class: a request's viewer may be a lazy one.
    return getattr(viewer, "guest", None)


def as_somebody(viewer: Viewer) -> "User | Guest":
    """The row that stands for a viewer who is a writer."""
    return guest_of(viewer) or cast("User", viewer)


def is_own(viewer: Viewer, comment: "Comment") -> bool:
    """Whether `viewer` wrote it."""
    if viewer.is_authenticated:
        return comment.author_id == viewer.pk
    guest = guest_of(viewer)
    return guest is not None and comment.guest_id == guest.pk


def written_by(viewer: Viewer) -> Q:
    """The condition of `is_own`, for a query of comments."""
    if viewer.is_authenticated:
        return Q(author=viewer.pk)
    guest = guest_of(viewer)
    return Q(guest=guest.pk) if guest else Q(pk=None)


def as_writer_of(writer: Writer) -> dict[str, Any]:
    """The columns of a comment that say who wrote it."""
    guest = guest_of(writer)
    return {"guest": guest} if guest else {"author": writer}
