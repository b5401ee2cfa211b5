"""Telling the desk about a text, and reading a draft by a preview link."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from articles.models import Article, PreviewLink
from articles.remarks.actions import write_remark
from articles.remarks.forms import PreviewRemarkForm, ReaderRemarkForm, words_typed
from articles.remarks.limits import is_one_too_many, takes_no_more

# The code of what is only refused for now.
_LATER = "later"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def remark(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell the desk, and nobody else, what is wrong in a published article; of one withdrawn meanwhile it is taken."""
    known = Article.objects.public_or_withdrawn() if request.method == "POST" else Article.objects.public()
    article = known.filter(pk=pk).first()
    if article is None:
        return _nothing_here(request)
    reader = request.user if isinstance(request.user, User) else None
    passage = request.GET.get("passage", "").replace("\x00", "")
    form = ReaderRemarkForm(_said(request), is_signed_in=reader is not None, initial={"passage": passage})
    if _take(request, form, article, reader=reader):
        return redirect(article)
    return render(request, "articles/remark.html", {"article": article, "form": form}, status=_status(form))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """An article before readers have it, for whoever knows the address, with a form for remarks."""
    link = PreviewLink.objects.select_related("made_by").filter(token=token).first()
    article = Article.objects.for_display().filter(pk=link.article_id).first() if link else None
    if link is None or article is None or not link.takes_remarks:
        return _over(request)
    form = PreviewRemarkForm(_said(request))
    # On its way, a remark still arrives: whatever has become of the article, and a while after the link ran out.
    if _take(request, form, article, link=link):
        return _private(redirect(link))
    is_withdrawn = article.status == Article.Status.WITHDRAWN
    if not link.is_good or article.is_given_up or (is_withdrawn and words_typed(request.POST)):
        return _over(request, form)
    if is_withdrawn or (article.is_public and request.method != "POST"):
        # Its own address says by now what there is to read, or why there is not.
        return _private(redirect(article))
    return _shown(request, link, article, form)


def _shown(request: HttpRequest, link: PreviewLink, article: Article, form: PreviewRemarkForm) -> HttpResponse:
    context = {
        "article": article,
        "bylines": [entry.byline for entry in article.article_bylines.all()],
        "link": link,
        "form": form,
        "remarks": link.remarks.all(),
    }
    return _private(render(request, "articles/preview.html", context, status=_status(form)))


def _nothing_here(request: HttpRequest) -> HttpResponse:
    """To somebody who wrote about an article that went meanwhile, their words; of it, not even that it ever was."""
    if not (words := words_typed(request.POST)):
        raise Http404
    return render(request, "articles/remark_over.html", {"words": words}, status=HTTPStatus.NOT_FOUND)


def _over(request: HttpRequest, form: PreviewRemarkForm | None = None) -> HttpResponse:
    """Nothing of the article; what somebody wrote in `form`, where it is still taken, or else to be copied."""
    words = words_typed(request.POST)
    context = {"form": form if words else None, "words": words}
    return _private(render(request, "articles/preview_over.html", context, status=HTTPStatus.GONE))


def _said(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _take(
    request: HttpRequest,
    form: ReaderRemarkForm | PreviewRemarkForm,
    article: Article,
    *,
    reader: User | None = None,
    link: PreviewLink | None = None,
) -> bool:
    """Keep what a form says that is in order; whether that is done."""
    if not form.is_valid():
        return False
    if refusal := _refusal(request, article):
        form.add_error(None, ValidationError(refusal, code=_LATER))
        return False
    if not form.is_from_a_program:
        write_remark(remark=form.save(commit=False), article=article, reader=reader, link=link)
    messages.success(request, _("Thank you. The desk will read it."))
    return True


def _status(form: ReaderRemarkForm | PreviewRemarkForm) -> HTTPStatus:
    return HTTPStatus.TOO_MANY_REQUESTS if form.has_error(NON_FIELD_ERRORS, _LATER) else HTTPStatus.OK


def _refusal(request: HttpRequest, article: Article) -> str:
    if is_one_too_many(request):
        return _("That is a lot at once. Please wait ten minutes and send it again: it is still here.")
    if takes_no_more(article):
        return _("The desk has more to read about this article than it can. Please come back later.")
    return ""


def _private(answer: HttpResponse) -> HttpResponse:
    """Neither found by a search nor told to another site by a link that is followed."""
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    # With none at all a browser would not say either where a remark is sent from, and it would be refused.
    answer.headers["Referrer-Policy"] = "same-origin"
    return answer
