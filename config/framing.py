"""Article pages put together from what is kept: a frame, the list in it, and a few words of the reader's own.

The innermost middleware: sessions, tokens, languages and headers are Django's as on every page. What
the frames have slots for is answered here; everything else goes on to the view. `_is_usual` decides.
Where the frame is there already, the fast lane fills it by itself, before any middleware: `filled_page`.
"""

from collections.abc import Callable, Mapping
from copy import copy
from http import HTTPStatus
from typing import NamedTuple
from uuid import uuid4

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.html import escape
from django.utils.translation import get_language

from accounts.models import User
from accounts.permissions import Permission
from articles.models import Article
from articles.policy import discussion_policy, remember_policy
from articles.views import article as draw_article
from comments.asking import Asked, asked_of, since_query
from comments.counts import comments_counted, linkbacks_counted
from comments.discussion import DiscussionPage, discussion_page, kept_page, list_key
from comments.frames import Frame, Piece
from comments.keeping import GOOD_UNTIL, Kept, Place, find, keep
from comments.models import Discussion
from comments.permissions import may_comment, may_moderate
from comments.sanctions.in_force import sanctions_in_force
from comments.sketches import NotInFrame, Outline, begin_sketch
from comments.state import ReaderState, State, reader_state, state_of
from comments.waiting import KEPT_WORDS
from comments.writers import guest_of
from config.plain_requests import ARTICLE_PATH, encoding_accepted

# What else an address may ask for has to be said in the frame.
_QUERY = frozenset({"sort", "after", "before"})
# Of pages that are packed for one reader.
_LEVEL = 5


class FilledPage(NamedTuple):
    """`is_packed` says that the body is gzip."""

    body: bytes
    is_packed: bool


class FrameMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = _framed(request) or self.get_response(request)
        if request.session.accessed:
            patch_cache_control(response, private=True)
        return response


def _framed(request: HttpRequest) -> HttpResponse | None:
    address = ARTICLE_PATH.fullmatch(request.path)
    state = state_of(address[1]) if address and _is_usual(request) else None
    if state is None:
        return None
    try:
        page = _page_for(request, state, _frame)
    except NotInFrame:
        return None
    response = HttpResponse(page.body)
    if page.is_packed:
        response["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def filled_page(request: HttpRequest, state: State) -> FilledPage:
    """The page for the request's user; raises NotInFrame unless its frame is there: drawing one is Django's."""
    if not _QUERY.issuperset(request.GET):
        raise NotInFrame
    return _page_for(request, state, _frame_there)


def _is_usual(request: HttpRequest) -> bool:
    """Whether the frames have a slot for all that this page tells its reader."""
    if request.method != "GET" or not _QUERY.issuperset(request.GET):
        return False
    if request.user.is_authenticated and KEPT_WORDS in request.session:
        return False
    if guest_of(request.user):
        return False
    return not len(get_messages(request))


def _page_for(
    request: HttpRequest, state: State, frame_of: Callable[[HttpRequest, State, Outline], Frame]
) -> FilledPage:
    article = _article(state)
    if not discussion_policy(article).has_discussion:
        raise NotInFrame
    asked, may = asked_of(request, article), may_comment(request.user, article)
    page = _page(article, asked, state)
    words, outline = _words_for_all(page, may, state), _outline_for_all(asked, page, may, state)
    if isinstance(request.user, User):
        if sanctions_in_force(request.user):
            # What they are told of it has no slot: there are few of them.
            raise NotInFrame
        mine = reader_state(state.article_id, request.user.pk)
        if mine.has_draft:
            # Whoever is about to write sees their own words in the form.
            raise NotInFrame
        words |= _words_for(request, request.user, mine)
        outline = _outline_for(request.user, words, outline, mine)
    request.META[GOOD_UNTIL] = page.good_until
    is_packed = bool(encoding_accepted(request.META.get("HTTP_ACCEPT_ENCODING", ""), ("gzip",)))
    values = {slot: Piece.loose(escape(word)) for slot, word in words.items()}
    values["list"] = _list_piece(article, asked, page, state, is_packed=is_packed)
    frame = frame_of(request, state, outline)
    return FilledPage(frame.packed(values) if is_packed else frame.filled(values), is_packed)


def _words_for_all(page: DiscussionPage, may: Permission, state: State) -> dict[str, str]:
    return {
        "version": state.version,
        "count": comments_counted(state.comment_count),
        "linkbacks": linkbacks_counted(state.linkback_count),
        "earlier": page.earlier,
        "later": page.later,
        "refusal": str(may.refusal),
    }


def _words_for(request: HttpRequest, reader: User, mine: ReaderState) -> dict[str, str]:
    words = {
        "handle": reader.handle,
        "name": reader.get_full_name(),
        "csrf_token": get_token(request),
        "form_key": str(uuid4()),
        "writer": str(reader.pk),
    }
    if mine.seen_until:
        words["since"] = since_query(mine.seen_until)
    if mine.unread:
        words["unread"] = str(mine.unread)
    return words


def _outline_for_all(asked: Asked, page: DiscussionPage, may: Permission, state: State) -> Outline:
    return Outline(
        order=asked.order.name,
        entries=min(page.count, 2),
        has_comments=state.comment_count > 0,
        has_linkbacks=state.linkback_count > 0,
        has_earlier=bool(page.earlier),
        has_later=bool(page.later),
        accepts_comments=page.policy.accepts_comments,
        closes_soon=page.policy.closes_soon,
        may_comment=bool(may),
    )


def _outline_for(reader: User, words: Mapping[str, str], outline: Outline, mine: ReaderState) -> Outline:
    return outline._replace(
        is_signed_in=True,
        moderates=bool(may_moderate(reader)),
        is_staff=reader.is_staff,
        has_visited="since" in words,
        has_unread="unread" in words,
        is_newcomer=not mine.has_commented,
        mutes_anybody=mine.mutes_anybody,
    )


def _article(state: State) -> Article:
    """The article with all that its discussion's policy hangs on, as it is in this edition."""

    def read() -> Kept[Article]:
        article = Article.objects.defer("body", "body_html").prefetch_related("topics").get(pk=state.article_id)
        remember_policy(article)
        return Kept(article, weight=4096)

    return keep(("article", state.article_id), state.stamp[:2], read).value


def _page(article: Article, asked: Asked, state: State) -> DiscussionPage:
    if asked.is_first_page:
        kept: Kept[DiscussionPage] | None = find(*list_key(article, asked.order, state.version, state.edition))
        if kept:
            return kept.value
    # The discussion's facts came with the state, and the article is kept for everybody.
    article = copy(article)
    article.discussion = Discussion(**state.counts)
    if asked.is_first_page:
        return kept_page(article, asked.order, state.version, state.edition)
    return discussion_page(article, order=asked.order, after=asked.after, before=asked.before)


def _list_piece(article: Article, asked: Asked, page: DiscussionPage, state: State, *, is_packed: bool) -> Piece:
    def pack() -> Kept[Piece]:
        piece = Piece.of(page.body, _LEVEL)
        return Kept(piece, page.good_until, weight=len(piece.plain) + len(piece.packed))

    if not is_packed:
        return Piece(page.body, b"")
    if not asked.is_first_page:
        return pack().value
    (_, *which), stamp = list_key(article, asked.order, state.version, state.edition)
    return keep(("piece", *which), stamp, pack).value


def _frame(request: HttpRequest, state: State, outline: Outline) -> Frame:
    if request.path != _article(state).get_absolute_url():
        raise NotInFrame
    return keep(_frame_place(request, outline), state.stamp[:2], lambda: _drawn(request, outline)).value


def _frame_there(request: HttpRequest, state: State, outline: Outline) -> Frame:
    kept: Kept[Frame] | None = find(_frame_place(request, outline), state.stamp[:2])
    if kept is None:
        raise NotInFrame
    return kept.value


def _frame_place(request: HttpRequest, outline: Outline) -> Place:
    return ("frame", request.get_host(), request.scheme or "", request.path, get_language() or "", *outline)


def _drawn(request: HttpRequest, outline: Outline) -> Kept[Frame]:
    """The frame as the article's own view and templates draw it, with a stand-in for its reader."""
    drawing, sketch = begin_sketch(request, outline)
    _, year, month, slug, _ = request.path.split("/")
    response = draw_article(drawing, int(year), int(month), slug)
    if response.status_code != HTTPStatus.OK or drawing.META.get("CSRF_COOKIE_NEEDS_UPDATE"):
        # No page after all, or one with somebody's token on it.
        raise NotInFrame(request.path)
    try:
        frame = Frame.cut_from(response.content.decode(), sketch.marks)
    except ValueError as maimed:
        raise NotInFrame(request.path) from maimed
    return Kept(frame, weight=frame.weight)
