"""What readers do in a discussion: each deed a form of its own, and its answer."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.permissions import Permission
from articles.models import Article
from comments.actions.editing import ChangedMeanwhileError, delete_comment, edit_comment
from comments.actions.posting import post_comment
from comments.actions.reporting import report_comment
from comments.actions.voting import vote_on
from comments.edit_window import leaves_trace, quiet_until
from comments.forms import BodyForm, CommentForm, EditForm, ReportForm, VoteForm, drop_words, keep_words, kept_words
from comments.models import Comment
from comments.permissions import may_comment, may_delete, may_edit, may_reply, may_report, may_vote
from comments.revisions import difference_html
from comments.views.answers import done, form_page, sign_in_first

_VOTED = {
    1: gettext_lazy("You recommend this comment."),
    0: gettext_lazy("Your vote is taken back."),
    -1: gettext_lazy("You voted against this comment."),
}


@require_http_methods(["GET", "POST"])
def comment_on_article(request: HttpRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(Article.objects.visible_to(request.user).prefetch_related("topics"), pk=pk)
    return _say(request, article, None, may_comment(request.user, article))


@require_http_methods(["GET", "POST"])
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    parent = _comment(request, pk)
    return _say(request, parent.discussion.article, parent, may_reply(request.user, parent))


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    comment = _comment(request, pk)
    may, place = may_edit(request.user, comment), f"edit-{pk}"
    form = EditForm(request.POST, auto_id=f"{place}-%s") if request.method == "POST" else _edit_form(request, comment)
    if not request.user.is_authenticated:
        keep_words(request, place)
    meanwhile = ""
    if request.method == "POST" and may and form.is_valid():
        assert isinstance(request.user, User)  # noqa: S101  # may_edit said so
        try:
            edited = edit_comment(comment=comment, editor=request.user, **form.cleaned_data)
        except ChangedMeanwhileError as error:
            words = form.cleaned_data["body"]
            form = EditForm.begin(place, words, now_there=error.words)
            meanwhile = difference_html(error.words, words)
        else:
            drop_words(request, place)
            return done(request, edited, _("Your comment is changed."))
    trace = _trace_of(comment) if may else None
    return _form_or_refusal(request, "comments/edit.html", form, comment, may, meanwhile=meanwhile, trace=trace)


@require_http_methods(["GET", "POST"])
def deletion(request: HttpRequest, pk: int) -> HttpResponse:
    comment = _comment(request, pk)
    may = may_delete(request.user, comment)
    if request.method == "POST" and may:
        assert isinstance(request.user, User)  # noqa: S101  # may_delete said so
        return done(request, delete_comment(comment=comment, author=request.user), _("Your comment is deleted."))
    return _form_or_refusal(request, "comments/deletion.html", None, comment, may)


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    comment = _comment(request, pk)
    may = may_report(request.user, comment)
    form = ReportForm(request.POST or None, auto_id=f"report-{pk}-%s")
    if request.method == "POST" and may and form.is_valid():
        assert isinstance(request.user, User)  # noqa: S101  # may_report said so
        report_comment(comment=comment, reporter=request.user, **form.cleaned_data)
        return done(request, comment, _("Thank you. A moderator will look at this comment."))
    return _form_or_refusal(request, "comments/report.html", form, comment, may)


@require_http_methods(["GET", "POST"])
def vote(request: HttpRequest, pk: int) -> HttpResponse:
    """Recommend a comment or take that back; a script is told the reader's vote and the sums."""
    comment = _comment(request, pk)
    form = VoteForm(request.POST or None)
    value = form.cleaned_data["value"] if form.is_bound and form.is_valid() else 1
    may = may_vote(request.user, comment, value)
    if request.method == "POST" and may and form.is_valid():
        assert isinstance(request.user, User)  # noqa: S101  # may_vote said so
        comment = vote_on(comment=comment, voter=request.user, value=value)
        return done(request, comment, _VOTED[value], facts={"vote": value, "upvotes": comment.upvotes})
    mine = comment.votes.filter(voter=request.user.pk).values_list("value", flat=True).first() or 0
    return _form_or_refusal(request, "comments/vote.html", form, comment, may, mine=mine, downvotes=settings.DOWNVOTES)


def _trace_of(comment: Comment) -> dict[str, object]:
    """What the form says beforehand: whether a change is marked, and if not, how long it goes without."""
    is_waiting = comment.status == Comment.Status.PENDING
    return {"is_left": leaves_trace(comment), "none_until": None if is_waiting else quiet_until(comment)}


def _edit_form(request: HttpRequest, comment: Comment) -> EditForm:
    """The words as they stand, or those that waited for their writer's sign-in."""
    place = f"edit-{comment.pk}"
    return EditForm.begin(place, kept_words(request, place) or comment.body, now_there=comment.body)


def _comment(request: HttpRequest, pk: int) -> Comment:
    return get_object_or_404(Comment.objects.visible_to(request.user).for_display().with_article(), pk=pk)


def _say(request: HttpRequest, article: Article, parent: Comment | None, may: Permission) -> HttpResponse:
    """A new comment or reply, whose words outlive every refusal."""
    place = f"comment-{parent.pk}" if parent else f"article-{article.pk}"
    if request.method != "POST":
        return _form_or_refusal(
            request, "comments/write.html", CommentForm.begin(request, place), parent, may, article
        )
    form = CommentForm(request.POST, auto_id=f"{place}-%s")
    if not request.user.is_authenticated:
        keep_words(request, place)
    if not form.is_valid() or not may or not isinstance(request.user, User):
        return _form_or_refusal(request, "comments/write.html", form, parent, may, article)
    comment = post_comment(article=article, author=request.user, parent=parent, **form.cleaned_data)
    drop_words(request, place)
    is_waiting = comment.status == Comment.Status.PENDING
    sentence = _("Thank you. A moderator looks at comments here first.") if is_waiting else _("Your comment is here.")
    return done(request, comment, sentence, status=201)


def _form_or_refusal(
    request: HttpRequest,
    template: str,
    form: BodyForm | ReportForm | VoteForm | None,
    comment: Comment | None,
    may: Permission,
    article: Article | None = None,
    **more: object,
) -> HttpResponse:
    """The form, with what is wrong with it; or why there is none, with the words that were typed."""
    if not may and request.method == "GET" and not request.user.is_authenticated:
        return sign_in_first(request)
    article = article or (comment.discussion.article if comment else None)
    words = request.POST.get("body") or request.POST.get("note", "")
    context = {"form": form, "comment": comment, "article": article, "may": may, "words": words, **more}
    status = 403 if not may else 422 if request.method == "POST" else 200
    return form_page(request, template, context, status=status)
