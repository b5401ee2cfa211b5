"""What readers do in a discussion: each deed a form of its own, and its answer."""

from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.models import User
from articles.shown_differences import difference_html
from comments.actions.drafting import discard_draft
from comments.actions.editing import ChangedMeanwhileError, delete_comment, edit_comment, undo_deletion
from comments.actions.posting import post_comment
from comments.actions.reporting import report_comment
from comments.actions.voting import vote_on
from comments.forms import BodyForm, EditForm, ReportForm, VoteForm
from comments.guards.origins import network_of
from comments.guards.stops import Stopped
from comments.guards.warned import warnings_in
from comments.guests.views import say_as_stranger
from comments.models import Comment
from comments.permissions import UNDO_WINDOW, may_delete, may_report, may_undo_deletion, may_vote
from comments.places import Place
from comments.quotations.writing import quotation_asked_for
from comments.rules.sentences import waiting_sentence, why_waiting
from comments.sanctions.actions import acknowledge_warnings
from comments.text import key_of_words
from comments.views.answers import (
    COUNT_HEADER,
    SENTENCE_HEADER,
    count_words,
    done,
    form_or_refusal,
    wants_fragment,
)
from comments.views.finding import comment_to, place_below, place_of_edit, place_of_reply
from comments.waiting import drop_words, keep_words
from comments.writers import as_somebody, is_writer

_VOTED = {
    1: gettext_lazy("You recommend this comment."),
    0: gettext_lazy("Your vote is taken back."),
    -1: gettext_lazy("You voted against this comment."),
}


@require_http_methods(["GET", "POST"])
def comment_on_article(request: HttpRequest, pk: int) -> HttpResponse:
    return _say(request, place_below(request, pk))


@require_http_methods(["GET", "POST"])
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    return _say(request, place_of_reply(request, pk))


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    place = place_of_edit(request, pk)
    may = place.may_write(request.user)
    form = EditForm.sent(request, place) if request.method == "POST" else EditForm.begin(request, place)
    if not is_writer(request.user):
        keep_words(request, place.name)
    meanwhile = ""
    if request.method == "POST" and may and form.is_valid():
        assert is_writer(request.user)  # noqa: S101  # may_edit said so
        assert place.comment is not None  # noqa: S101  # there is one to edit
        words = {name: form.cleaned_data[name] for name in ("body", "begun_from")}
        _note_read_warnings(request)
        try:
            edited = edit_comment(comment=place.comment, editor=request.user, **words)
        except ChangedMeanwhileError as error:
            form = EditForm.sent(request, place, begun_from=key_of_words(error.words))
            meanwhile = difference_html(error.words, words["body"])
        except Stopped as stopped:
            form.refuse(stopped.stop)
        else:
            _forget_what_was_typed(request, place, form)
            return done(request, edited, _changed_sentence(edited))
    return form_or_refusal(request, place.template, form, place.comment, may, meanwhile=meanwhile)


@require_http_methods(["GET", "POST"])
def deletion(request: HttpRequest, pk: int) -> HttpResponse:
    comment = comment_to(request, pk)
    may = may_delete(request.user, comment)
    if request.method == "POST" and may:
        assert is_writer(request.user)  # noqa: S101  # may_delete said so
        return _offer_undo(request, delete_comment(comment=comment, author=request.user))
    return form_or_refusal(request, "comments/deletion.html", None, comment, may)


@require_http_methods(["GET", "POST"])
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a deletion back, which can be done for some seconds."""
    comment = comment_to(request, pk)
    may = may_undo_deletion(request.user, comment)
    if request.method == "POST" and may:
        assert is_writer(request.user)  # noqa: S101  # may_undo_deletion said so
        return done(request, undo_deletion(comment=comment, author=request.user), _("Your comment is back."))
    seconds = int(UNDO_WINDOW.total_seconds())
    return form_or_refusal(request, "comments/undo.html", None, comment, may, seconds=seconds)


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    comment = comment_to(request, pk)
    may = may_report(request.user, comment)
    form = ReportForm(request.POST or None, auto_id=f"report-{pk}-%s")
    if request.method == "POST" and may and form.is_valid():
        assert isinstance(request.user, User)  # noqa: S101  # may_report said so
        reported = report_comment(comment=comment, reporter=request.user, **form.cleaned_data).comment
        if not reported.is_published:
            return _taken_off(request, reported)
        return done(request, comment, _("Thank you. A moderator will look at this comment."))
    return form_or_refusal(request, "comments/report.html", form, comment, may)


@require_http_methods(["GET", "POST"])
def vote(request: HttpRequest, pk: int) -> HttpResponse:
    """Recommend a comment or take that back; a script is told the reader's vote and the sums."""
    comment = comment_to(request, pk)
    form = VoteForm(request.POST or None)
    value = form.cleaned_data["value"] if form.is_bound and form.is_valid() else 1
    may = may_vote(request.user, comment, value)
    if request.method == "POST" and may and form.is_valid():
        assert isinstance(request.user, User)  # noqa: S101  # may_vote said so
        comment = vote_on(comment=comment, voter=request.user, value=value)
        return done(request, comment, _VOTED[value], facts={"vote": value, "upvotes": comment.upvotes})
    mine = comment.votes.filter(voter=request.user.pk).values_list("value", flat=True).first() or 0
    return form_or_refusal(request, "comments/vote.html", form, comment, may, mine=mine, downvotes=settings.DOWNVOTES)


def _say(request: HttpRequest, place: Place) -> HttpResponse:
    """A new comment or reply, whose words outlive every refusal."""
    may = place.may_write(request.user)
    if may and not is_writer(request.user):
        return say_as_stranger(request, place)
    if request.method != "POST":
        form = BodyForm.begin(request, place)
        if may and (quotation := quotation_asked_for(request, place)):
            form.quotation = quotation
            form.initial["body"] = "\n\n".join(filter(None, [form.initial["body"].rstrip(), quotation]))
        return form_or_refusal(request, place.template, form, place.shown, may, place.article)
    form = BodyForm.sent(request, place)
    if not is_writer(request.user):
        keep_words(request, place.name)
    if not form.is_valid() or not may or not is_writer(request.user):
        return form_or_refusal(request, place.template, form, place.shown, may, place.article)
    words = {name: form.cleaned_data[name] for name in ("body", "form_key")}
    _note_read_warnings(request)
    try:
        comment = post_comment(
            article=place.article,
            author=request.user,
            parent=place.parent,
            **words,
            network=network_of(request),
            insisted=form.insisted,
        )
    except Stopped as stopped:
        form.refuse(stopped.stop)
        return form_or_refusal(request, place.template, form, place.shown, may, place.article)
    _forget_what_was_typed(request, place, form)
    return done(request, comment, _said_sentence(comment), status=201)


def _taken_off(request: HttpRequest, comment: Comment) -> HttpResponse:
    """Enough readers have reported it: whoever did last is shown no more of it than the others."""
    sentence = _("Thank you. This comment is taken off the page until a moderator has looked at it.")
    there = f"{comment.discussion.article.get_absolute_url()}#discussion"
    if not wants_fragment(request):
        messages.success(request, sentence)
        return redirect(there)
    headers = {COUNT_HEADER: quote(count_words(comment)), SENTENCE_HEADER: quote(sentence), "Location": there}
    return HttpResponse("", headers=headers)


def _said_sentence(comment: Comment) -> str:
    match comment.status:
        case Comment.Status.PENDING:
            return waiting_sentence(comment)
        case Comment.Status.UNCONFIRMED:
            return _("One step is left: open the link that we have mailed to you.")
    return _("Your comment is here.")


def _changed_sentence(comment: Comment) -> str:
    if comment.status == Comment.Status.PENDING:
        why = why_waiting(comment) or _("A moderator looks at it before others see it.")
        return _("Your comment is changed. %(why)s") % {"why": why}
    return _("Your comment is changed.")


def _offer_undo(request: HttpRequest, comment: Comment) -> HttpResponse:
    """What is left of the comment and the form to bring it back; without a script on a page of its own."""
    if not wants_fragment(request):
        return redirect("undo", comment.pk)
    answer = done(request, comment, "")
    context = {"comment": comment, "seconds": int(UNDO_WINDOW.total_seconds())}
    answer.write(render_to_string("comments/_undo.html", context, request))
    return answer


def _note_read_warnings(request: HttpRequest) -> None:
    """Of a writer who pressed the button that says so."""
    if keys := warnings_in(request.POST.getlist("insist")):
        acknowledge_warnings(somebody=as_somebody(request.user), keys=keys)


def _forget_what_was_typed(request: HttpRequest, place: Place, form: BodyForm) -> None:
    drop_words(request, place.name)
    if isinstance(request.user, User):
        discard_draft(reader=request.user, place=place, form_key=form.cleaned_data["form_key"])
