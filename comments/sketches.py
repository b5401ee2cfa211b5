"""Drawing an article's page for nobody in particular: what its templates meet while a frame is made.

The page's view and templates are the ordinary ones. Only its reader is a stand-in, whose name is a
mark, and the discussion's facts are marks; comments/frames.py cuts the page there. Whatever a template
asks that is not known here would be one reader's answer on every reader's page: it raises NotInFrame,
and such pages are drawn one by one.
"""

from copy import copy
from typing import NamedTuple, cast

from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, QueryDict
from django.utils.http import urlencode

from accounts.models import User
from accounts.permissions import Permission
from articles.models import Article
from articles.policy import discussion_policy
from comments.discussion import DiscussionPage
from comments.frames import Marks
from comments.orders import Order

# All that a sketch knows of the request it is for.
_OF_EVERYBODY = (
    "REQUEST_METHOD",
    "PATH_INFO",
    "SCRIPT_NAME",
    "SERVER_NAME",
    "SERVER_PORT",
    "HTTP_HOST",
    "wsgi.url_scheme",
)
# Where the request for a sketch carries it.
_SKETCH = "parley.sketch"


class NotInFrame(Exception):  # noqa: N818  # no error: such a page is drawn for its reader alone
    pass


class Outline(NamedTuple):
    """All that the shape of a page hangs on: readers for whom it is the same share a frame.

    `entries` is how many stand on the page: 0, 1, or 2 for more. `moderates` and `is_staff` are False for
    those who are not signed in.
    """

    order: str
    entries: int
    has_comments: bool
    has_linkbacks: bool
    has_earlier: bool
    has_later: bool
    accepts_comments: bool
    closes_soon: bool
    is_signed_in: bool = False
    moderates: bool = False
    is_staff: bool = False
    may_comment: bool = False
    has_visited: bool = False
    has_unread: bool = False
    is_newcomer: bool = False
    mutes_anybody: bool = False


class Sketch:
    """What the discussion's template tags show in place of facts while a frame is drawn."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.marks = Marks()

    def shown(self, slot: str, *, when: bool = True) -> str:
        """The slot's mark, or nothing where pages of this outline have no such thing."""
        return self.marks[slot] if when else ""

    def facts(self, article: Article, order: Order) -> dict[str, object]:
        """What the discussion's template is told otherwise by its tag."""
        outline = self.outline
        page = DiscussionPage(
            policy=discussion_policy(article),
            order=order,
            body=self.marks["list"].encode(),
            count=outline.entries,
            earlier=self.shown("earlier", when=outline.has_earlier),
            later=self.shown("later", when=outline.has_later),
        )
        return {
            "page": page,
            "version": self.marks["version"],
            "count": self.marks["count"],
            "linkbacks": self.shown("linkbacks", when=outline.has_linkbacks),
            "since": self.shown("since", when=outline.has_visited),
            "may_comment": Permission(self.shown("refusal", when=not outline.may_comment)),
        }


class StandIn:
    """A signed-in reader of whom only the outline is known; the slots' values are this reader's own."""

    is_authenticated = True
    is_anonymous = False
    guest = None
    is_active = True

    def __init__(self, sketch: Sketch) -> None:
        self.is_staff = sketch.outline.is_staff
        self.handle = sketch.marks["handle"]
        self.unread = sketch.shown("unread", when=sketch.outline.has_unread)
        self._name = sketch.marks["name"]
        # What is not published has no frame, whoever may read it.
        self._permissions = {
            "comments.moderate_comment": sketch.outline.moderates,
            "articles.view_article": False,
        }

    def __str__(self) -> str:
        return self._name

    def get_full_name(self) -> str:
        return self._name

    def has_perm(self, permission: str) -> bool:
        if permission not in self._permissions:
            raise NotInFrame(permission)
        return self._permissions[permission]

    def __getattr__(self, name: str) -> object:
        raise NotInFrame(name)


def begin_sketch(request: HttpRequest, outline: Outline) -> tuple[HttpRequest, Sketch]:
    """A request for the same page by nobody in particular: nothing of the reader's own is in it."""
    sketch, drawing = Sketch(outline), copy(request)
    drawing.META = {name: request.META[name] for name in _OF_EVERYBODY if name in request.META} | {_SKETCH: sketch}
    drawing.GET, drawing.COOKIES = QueryDict(urlencode({"sort": outline.order})), {}
    drawing.user = cast("User", StandIn(sketch)) if outline.is_signed_in else AnonymousUser()
    drawing.session = SessionBase()
    vars(drawing)["_messages"] = []
    return drawing, sketch


def sketch_of(request: HttpRequest) -> Sketch | None:
    """The sketch that this request draws; None for all but the site's own requests for frames."""
    sketch: Sketch | None = request.META.get(_SKETCH)
    return sketch


def sketched(request: HttpRequest) -> dict[str, object]:
    """For every template's context: a sketch has no token, but a mark for its reader's."""
    sketch = sketch_of(request)
    return {"csrf_token": sketch.marks["csrf_token"]} if sketch else {}
