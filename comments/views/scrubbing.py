"""Taking a personal detail out of a comment: first where it stands, then for good."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.permissions import Viewer
from comments.actions.scrubbing import Text, find_texts, scrub_passage
from comments.forms import ScrubForm
from comments.models import Comment, CommentRevision, Draft
from comments.permissions import may_read_words, may_scrub
from comments.scrubbing import pattern_of
from comments.views.answers import form_or_refusal, place_of
from comments.views.finding import comment_to

# So much of the text is shown on each side of the words.
AROUND = 60
EXCERPTS_OF_A_TEXT = 20


@dataclass(frozen=True)
class Spot:
    """A text in which the passage stands, by a name for it; without excerpts where its reader may not see it."""

    name: str
    count: int
    excerpts: list[SafeString]


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("passage")
@cache_control(private=True, no_store=True)
def scrub(request: HttpRequest, pk: int) -> HttpResponse:
    comment = comment_to(request, pk)
    may = may_scrub(request.user, comment)
    form = ScrubForm(request.POST or None, auto_id=f"scrub-{pk}-%s")
    spots: list[Spot] = []
    if request.method == "POST" and may and form.is_valid():
        assert isinstance(request.user, User)  # noqa: S101  # may_scrub said so
        passage = form.cleaned_data["passage"]
        if form.cleaned_data["confirmed"]:
            return _scrubbed(request, comment, scrub_passage(comment=comment, scrubber=request.user, passage=passage))
        spots = spots_of(find_texts(comment, pattern_of(passage)), request.user)
        if not spots:
            form.add_error("passage", _("These words stand neither in the comment nor in anything it said before."))
    places = sum(spot.count for spot in spots)
    answer = form_or_refusal(request, "comments/scrub.html", form, comment, may, spots=spots, places=places)
    if spots:
        answer.status_code = 200
    return answer


def spots_of(texts: Iterable[Text], viewer: Viewer) -> list[Spot]:
    return [Spot(_name_of(text), len(text.places), _excerpts(text, viewer)) for text in texts]


def _scrubbed(request: HttpRequest, comment: Comment, places: int) -> HttpResponse:
    sentence = ngettext("Taken out in %(count)s place.", "Taken out in %(count)s places.", places) % {"count": places}
    messages.success(request, sentence if places else _("These words are nowhere to be found any more."))
    return redirect(place_of(comment))


def _name_of(text: Text) -> str:
    match text.holder:
        case CommentRevision() if text.is_quoted:
            return _("An earlier text of a comment that quotes it")
        case CommentRevision():
            time = date_format(localtime(text.holder.written_at), _("j F Y, H:i"))
            return _("What it said before, as written %(time)s") % {"time": time}
        case Draft():
            return _("A draft that has not been sent")
    if text.is_quoted:
        return _("A comment that quotes it")
    return _("The comment as it stands")


def _excerpts(text: Text, viewer: Viewer) -> list[SafeString]:
    """The words with what stands around them."""
    is_private = isinstance(text.holder, Draft) and text.holder.reader_id != viewer.pk
    is_former_of_another = isinstance(text.holder, CommentRevision) and text.is_quoted
    if is_private or is_former_of_another or not may_read_words(viewer, text.comment):
        return []
    body = text.holder.body
    return [
        format_html("{}<mark>{}</mark>{}", _before(body, start), body[start:end], _after(body, end))
        for start, end in text.places[:EXCERPTS_OF_A_TEXT]
    ]


def _before(body: str, start: int) -> str:
    return ("…" if start > AROUND else "") + body[max(0, start - AROUND) : start]


def _after(body: str, end: int) -> str:
    return body[end : end + AROUND] + ("…" if end + AROUND < len(body) else "")
