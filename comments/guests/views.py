"""The pages of those who write without an account."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.permissions import GRANTED
from comments.guards.origins import network_of
from comments.guards.stops import Stopped
from comments.guests.actions import (
    confirm_guest,
    disown_guest,
    forget_everywhere,
    keep_trapped,
    send_letter_again,
    write_as_new_guest,
)
from comments.guests.claiming import claim_comments, claimable_by
from comments.guests.forms import GuestForm
from comments.guests.letters import DISOWNED_WITHIN, read_link
from comments.guests.remembering import forget_guest, remember_guest
from comments.models import Comment, Guest
from comments.permissions import may_confirm
from comments.places import Place
from comments.rules.sentences import waiting_sentence
from comments.views.answers import done, form_or_refusal, form_page, place_of, wants_fragment
from comments.writers import guest_of, is_own

COMMENTS_ON_THE_GUEST_PAGE = 50
CLAIMS_AT_ONCE = 100


def say_as_stranger(request: HttpRequest, place: Place) -> HttpResponse:
    """The form of somebody whom the browser does not know, and what comes of it; guests may comment here."""
    if request.method != "POST":
        return _form(request, GuestForm.begin(request, place))
    form = GuestForm.sent(request, place)
    if not form.is_valid():
        return _form(request, form)
    if form.is_too_fast and not form.is_trapped:
        form.ask_again()
        return _form(request, form)
    facts = {name: form.cleaned_data[name] for name in ("name", "email", "body", "form_key")}
    write = keep_trapped if form.is_trapped else write_as_new_guest
    try:
        comment = write(
            article=place.article, parent=place.parent, network=network_of(request), insisted=form.insisted, **facts
        )
    except Stopped as stopped:
        form.refuse(stopped.stop)
        return _form(request, form)
    return _written(request, comment)


def _written(request: HttpRequest, comment: Comment) -> HttpResponse:
    """The browser that wrote is the guest's; not a program's, nor one that only sent again what is confirmed."""
    if comment.status != Comment.Status.UNCONFIRMED or comment.guest is None:
        return _thanked(request, comment)
    response = done(request, comment, _("One step is left: open the link that we have mailed to you."), status=201)
    remember_guest(response, comment.guest)
    return response


def _thanked(request: HttpRequest, comment: Comment) -> HttpResponse:
    sentence = _("Thank you. A moderator looks at your comment first.")
    if wants_fragment(request):
        return HttpResponse(format_html('<p class="note" role="status">{}</p>', sentence), status=201)
    messages.success(request, sentence)
    return redirect(f"{comment.discussion.article.get_absolute_url()}#discussion")


def _form(request: HttpRequest, form: GuestForm) -> HttpResponse:
    place = form.place
    return form_or_refusal(request, place.template, form, place.parent, GRANTED, place.article)


@require_http_methods(["GET", "POST"])
@cache_control(private=True, no_store=True)
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Mail the link once more, for the one who wrote the comment."""
    comment = get_object_or_404(Comment.objects.visible_to(request.user).for_display().with_article(), pk=pk)
    if not is_own(request.user, comment) or comment.status != Comment.Status.UNCONFIRMED:
        return redirect(comment)
    context = {"comment": comment, "article": comment.discussion.article, "stop": ""}
    if request.method == "POST":
        try:
            send_letter_again(comment=comment)
        except Stopped as stopped:
            context["stop"] = stopped.stop.sentence
        else:
            return done(request, comment, _("A new link is on its way to you."))
    return form_page(request, "comments/guests/letter.html", context, status=429 if context["stop"] else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
def confirmation(request: HttpRequest, token: str) -> HttpResponse:
    """The mailed link. Opening it shows the comment, however often: programs open links too. The button confirms."""
    comment, problem = _asked_for(token)
    if comment is None or comment.guest is None or problem:
        return _told(request, problem, comment, token)
    may = may_confirm(comment)
    if not may:
        return _told(request, "refused", comment, token, sentence=may.refusal)
    if request.method != "POST":
        waiting = comment.guest.comments.unconfirmed().with_article().order_by("pk")
        return render(request, "comments/guests/confirmation.html", {"waiting": waiting, "token": token})
    confirm_guest(guest=comment.guest)
    comment.refresh_from_db()
    is_waiting = comment.status == Comment.Status.PENDING
    messages.success(
        request,
        waiting_sentence(comment) if is_waiting else _("Your comment is published."),
    )
    response = redirect(place_of(comment))
    remember_guest(response, comment.guest)
    return response


@require_POST
@cache_control(private=True, no_store=True)
def new_link(request: HttpRequest, token: str) -> HttpResponse:
    """A new link for one that came too late; it goes to the same address."""
    comment, problem = _asked_for(token)
    if comment is None or problem not in {"", "expired"}:
        return _told(request, problem, comment, token)
    try:
        send_letter_again(comment=comment)
    except Stopped as stopped:
        return _told(request, "expired", comment, token, sentence=stopped.stop.sentence, status=429)
    return _told(request, "sent", comment, token, status=200)


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
def disavowal(request: HttpRequest, token: str) -> HttpResponse:
    """“I did not write this”, from the owner of the address."""
    link = read_link(token, DISOWNED_WITHIN)
    guest = _guest_of(link.comment) if link else None
    if link is None or guest is None or link.is_expired:
        return _told(request, "broken", None, token)
    if request.method == "POST" and guest.version == link.version:
        disown_guest(guest=guest)
        guest.refresh_from_db()
    is_done = guest.disowned_at is not None
    return render(request, "comments/guests/disavowal.html", {"is_done": is_done, "token": token})


def _guest_of(number: int) -> Guest | None:
    return Guest.objects.filter(comments=number).first()


def _asked_for(token: str) -> tuple[Comment | None, str]:
    """The comment of a link, and what stands against confirming it: a word for the page that tells."""
    link = read_link(token)
    if link is None:
        return None, "broken"
    comment = Comment.objects.select_related("guest").with_article().filter(pk=link.comment).first()
    if comment is None or comment.guest is None or comment.is_tombstone or comment.guest.version != link.version:
        return None, "gone"
    if not comment.discussion.article.is_public:
        return None, "gone"
    if comment.status != Comment.Status.UNCONFIRMED:
        return comment, "used"
    return comment, "expired" if link.is_expired else ""


def _told(
    request: HttpRequest,
    problem: str,
    comment: Comment | None,
    token: str,
    *,
    sentence: object = "",
    status: int = 410,
) -> HttpResponse:
    context = {"problem": problem, "comment": comment, "token": token, "sentence": sentence}
    code = {"broken": 404, "refused": 403, "used": 200}.get(problem, status)
    return render(request, "comments/guests/link.html", context, status=code)


@require_safe
@cache_control(private=True, no_store=True)
def guest(request: HttpRequest) -> HttpResponse:
    """Whom this browser is remembered as, and what they wrote."""
    somebody = guest_of(request.user)
    if somebody is None:
        return redirect("profile" if request.user.is_authenticated else "home")
    mine = somebody.comments.exclude(status=Comment.Status.DELETED).select_related("discussion__article")
    context = {"guest": somebody, "comments": mine.order_by("-pk")[:COMMENTS_ON_THE_GUEST_PAGE]}
    return render(request, "comments/guests/guest.html", context)


@require_POST
def forgetting(request: HttpRequest) -> HttpResponse:
    """Forget the guest on this device or, asked so, on all of them."""
    somebody = guest_of(request.user)
    if somebody and "everywhere" in request.POST:
        forget_everywhere(guest=somebody)
    messages.success(request, _("This browser no longer knows you. What you wrote stays where it is."))
    response = redirect("home")
    forget_guest(response)
    return response


@login_required
@cache_control(private=True, no_store=True)
@require_http_methods(["GET", "POST"])
def claims(request: HttpRequest) -> HttpResponse:
    """What the reader wrote as a guest with an address that their account has confirmed, to be taken over."""
    assert isinstance(request.user, User)  # noqa: S101  # login_required said so
    if request.method == "POST":
        numbers = [int(word) for word in request.POST.getlist("comment") if word.isascii() and word.isdecimal()]
        count = claim_comments(person=request.user, numbers=[number for number in numbers if number < 2**63])
        sentence = ngettext("%(count)s comment is yours now.", "%(count)s comments are yours now.", count)
        messages.success(request, sentence % {"count": count})
        return redirect("claims")
    found = claimable_by(request.user).select_related("guest", "discussion__article").order_by("-pk")
    context = {"comments": found[:CLAIMS_AT_ONCE], "more": max(0, found.count() - CLAIMS_AT_ONCE)}
    return render(request, "comments/guests/claims.html", context)
