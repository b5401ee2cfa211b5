"""Drafts in an article's form: kept while they are typed, offered when the form is opened, taken up or dropped."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.db.models.functions import Left
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import get_object_or_404, redirect, resolve_url
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext

from accounts.keys import key_of
from accounts.permissions import Viewer
from articles.actions.drafting import end_draft, keep_draft, stored_text
from articles.corrections import what_changed, words_of
from articles.models import Article, ArticleDraft, ArticleRevision, PlannedRevision
from articles.permissions import may_edit_articles

_ADD = "admin:articles_article_add"
# Letters of a body that are read for its first words, with the markup between them.
_BEGINNING = 1_000


class KeepsDrafts(admin.ModelAdmin[Article]):
    def get_urls(self) -> list[URLPattern]:
        protected = self.admin_site.admin_view
        return [
            path("drafts/", protected(self.keep_draft), name="articles_article_drafts"),
            path("drafts/<int:pk>/", protected(self.show_draft), name="articles_article_draft"),
            *super().get_urls(),
        ]

    def keep_draft(self, request: HttpRequest) -> HttpResponse:
        """Called by static/js/admin/drafts.js while somebody types."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        may_edit_articles(request.user).enforce()
        if form_key_of(request) is None:
            return JsonResponse({"said": gettext("Not kept: open the form anew.")}, status=400)
        key = request.POST.get("article", "")
        article = _article_of(key)
        try:
            _keep_sent(request, article)
        except ValidationError as error:
            return JsonResponse({"said": " ".join(error.messages)}, status=400)
        told = gettext("Kept at %(time)s") % {"time": time_format(timezone.localtime(), "H:i:s")}
        return JsonResponse({"said": f"{told}. {_told_of_deleted()}" if key and article is None else told})

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_sent_too_late(request, Article, object_id):
            return keep_for_new_article(self, request)
        return super().change_view(request, object_id, *args, **kwargs)

    def show_draft(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What a draft would change; POST drops it."""
        may_edit_articles(request.user).enforce()
        mine = ArticleDraft.objects.filter(editor=request.user.pk).select_related("article")
        draft = get_object_or_404(mine, pk=pk)
        stored = stored_text(draft.article, is_planned=draft.is_planned)
        form = _form_of(draft, stored)
        if request.method == "POST":
            draft.delete()
            told = (
                gettext("The unsaved changes are gone.") if draft.article else gettext("The unsaved article is gone.")
            )
            self.message_user(request, told)
            return redirect(form)
        context = {
            **self.admin_site.each_context(request),
            "title": draft.headline or gettext("Without a headline"),
            "opts": self.opts,
            "draft": draft,
            "form_path": form,
            "taking_path": f"{form}{'&' if '?' in form else '?'}draft={draft.pk}",
            "changed": what_changed(as_revision(draft), as_revision(stored)) if stored else None,
            "is_behind": is_behind(draft, stored),
        }
        return TemplateResponse(request, "admin/articles/article/draft.html", context)


def is_sent_too_late(request: HttpRequest, model: type[Article | PlannedRevision], key: str) -> bool:
    """Whether an editor sends the form of what has been deleted since it was opened."""
    number = key_of(key)
    may_keep = request.method == "POST" and number is not None and bool(may_edit_articles(request.user))
    return may_keep and not model._default_manager.filter(pk=number).exists()


def keep_for_new_article(desk: admin.ModelAdmin[Any], request: HttpRequest) -> HttpResponse:
    """Keep the words of a form whose article is gone, and go where they are offered."""
    try:
        _keep_sent(request, None)
        desk.message_user(request, _told_of_deleted(), messages.WARNING)
    except ValidationError as error:
        desk.message_user(request, " ".join(error.messages), messages.ERROR)
    return redirect(_ADD)


def form_key_of(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("form_key", ""))
    except ValueError:
        return None


def drafts_of(editor: Viewer, article: Article | None, *, is_planned: bool) -> QuerySet[ArticleDraft]:
    """Their own, newest first: of the article's text or of one planned for it."""
    return ArticleDraft.objects.filter(editor=editor.pk, article=article, is_planned=is_planned)


def draft_taken(request: HttpRequest, article: Article | None, *, is_planned: bool = False) -> ArticleDraft | None:
    """The draft that the form is opened with; what is sent counts as it is sent."""
    key = key_of(request.GET.get("draft", ""))
    if key is None or request.method == "POST":
        return None
    return drafts_of(request.user, article, is_planned=is_planned).filter(pk=key).first()


def draft_context(request: HttpRequest, article: Article | None, *, is_planned: bool = False) -> dict[str, Any]:
    """What the form's templates show: the editor's drafts on opening, and the facts that the script sends along."""
    taken = draft_taken(request, article, is_planned=is_planned)
    offered: list[ArticleDraft] = []
    if request.method == "GET":
        mine = drafts_of(request.user, article, is_planned=is_planned).defer("body", "note")
        offered = list(_with_first_words(mine.exclude(pk=taken.pk) if taken else mine))
    return {
        "drafts_offered": offered,
        "draft_taken": taken,
        "draft_is_behind": taken is not None and is_behind(taken, stored_text(article, is_planned=is_planned)),
        "form_key": form_key_of(request) or uuid4(),
        "takes": taken.kept_at.isoformat() if taken else request.POST.get("takes", ""),
    }


def refusal_context(form: Any) -> dict[str, Any]:
    """Of a form that was refused because a colleague was faster: both texts, held against each other."""
    newer = getattr(form, "newer", None)
    return {"newer": newer, "held": what_changed(form.text_sent(), newer)} if newer else {}


def end_sent_draft(request: HttpRequest, article: Article, *, is_new: bool) -> None:
    """What was saved for good is no draft any more."""
    editor: Any = request.user
    sought = None if is_new else article
    end_draft(editor=editor, form_key=form_key_of(request), article=sought, takes=request.POST.get("takes", ""))


def as_revision(words: Any) -> ArticleRevision:
    """To be held against another; it is stored nowhere."""
    return ArticleRevision(headline=words.headline, dek=words.dek, body=words.body)


def is_behind(draft: ArticleDraft, stored: ArticleRevision | PlannedRevision | None) -> bool:
    """Whether what the draft would change was changed since."""
    if isinstance(stored, PlannedRevision):
        return draft.seen_at != stored.changed_at
    return stored is not None and draft.based_on is not None and draft.based_on < stored.number


def _with_first_words(drafts: QuerySet[ArticleDraft]) -> Iterator[ArticleDraft]:
    for draft in drafts.annotate(beginning=Left("body", _BEGINNING)):
        draft.first_words = draft.headline or draft.dek or words_of(draft.beginning)  # type: ignore[attr-defined]  # for the template
        yield draft


def _form_of(draft: ArticleDraft, stored: ArticleRevision | PlannedRevision | None) -> str:
    """The address of the form in which it is gone on with."""
    if isinstance(stored, PlannedRevision):
        return resolve_url("admin:articles_plannedrevision_change", stored.pk)
    if draft.is_planned:
        return f"{reverse('admin:articles_plannedrevision_add')}?article={draft.article_id}"
    return resolve_url("admin:articles_article_change", draft.article_id) if draft.article_id else reverse(_ADD)


def _article_of(key: str) -> Article | None:
    """None for a new one, which has no key yet, and for one that has been deleted; Http404 for what is no key."""
    if not key:
        return None
    if (number := key_of(key)) is None:
        raise Http404
    return Article.objects.filter(pk=number).first()


def _told_of_deleted() -> str:
    return gettext(
        "This article has been deleted in the meantime. What you wrote is kept, and offered where a new one is begun."
    )


def _keep_sent(request: HttpRequest, article: Article | None) -> None:
    """Keep the words of the form that was sent; ValidationError where they are too long."""
    editor: Any = request.user
    said = request.POST
    is_of_article = article is not None
    keep_draft(
        editor=editor,
        article=article,
        form_key=form_key_of(request) or uuid4(),
        words=said.dict(),
        based_on=key_of(said.get("based_on", "")) if is_of_article else None,
        takes=said.get("takes", ""),
        is_planned=is_of_article and "is_planned" in said,
        seen=said.get("seen", "") if is_of_article else "",
    )
