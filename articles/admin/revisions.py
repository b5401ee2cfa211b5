"""The texts of an article, each on a page of its own: compared with another, and brought back."""

from django.contrib import admin
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext

from accounts.keys import key_of
from articles.actions.publishing import has_new_text, hold_article, latest_revision, restore_revision, text_of
from articles.admin.planned import warn_of_planned
from articles.corrections import text_before, what_changed
from articles.models import Article, ArticleRevision
from articles.permissions import may_edit_articles, may_preview

# The newest of an article's texts that its form lists, and that another can be held against.
REVISIONS_LISTED = 100


class ShowsRevisions(admin.ModelAdmin[Article]):
    def get_urls(self) -> list[URLPattern]:
        revision = path(
            "<int:pk>/revisions/<int:number>/",
            self.admin_site.admin_view(self.show_revision),
            name="articles_article_revision",
        )
        return [revision, *super().get_urls()]

    def show_revision(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """One of the article's texts in full, what it changed, and the way to bring it back."""
        may_preview(request.user).enforce()
        article = self.get_object(request, str(pk))
        revision = article.revisions.select_related("created_by").filter(number=number).first() if article else None
        if article is None or revision is None:
            raise Http404
        if request.method == "POST" and (answer := self._restore(request, article, revision)):
            return answer
        latest = latest_revision(article)
        newer = latest if request.method == "POST" else None
        before = newer or _text_asked_for(article, request.GET.get("against", "")) or text_before(revision)
        if before is None and revision != latest:
            before = latest
        context = {
            **self.admin_site.each_context(request),
            "title": str(article),
            "opts": self.opts,
            "article": article,
            "revision": revision,
            "latest": latest,
            "newer": newer,
            "undone": _correction_since(article, revision),
            "before": before,
            "changed": what_changed(revision, before) if before else None,
            "others": article.revisions.exclude(pk=revision.pk).only("number", "created_at")[:REVISIONS_LISTED],
            "may_restore": may_edit_articles(request.user) and revision != latest,
        }
        return TemplateResponse(request, "admin/articles/article/revision.html", context)

    @transaction.atomic
    def _restore(self, request: HttpRequest, article: Article, revision: ArticleRevision) -> HttpResponse | None:
        """None where that would replace a text that the editor has not been told of."""
        may_edit_articles(request.user).enforce()
        hold_article(article)
        latest = latest_revision(article)
        seen = key_of(request.POST.get("latest", ""))
        if latest and latest.number != seen and has_new_text(text_of(revision), latest):
            return None
        restore_revision(revision=revision, editor=request.user)  # type: ignore[arg-type]  # nobody comes here without signing in
        self.message_user(
            request, gettext("Text %(number)d is the article's text again.") % {"number": revision.number}
        )
        warn_of_planned(self, request, article)
        return redirect("admin:articles_article_change", article.pk)


def _correction_since(article: Article, revision: ArticleRevision) -> ArticleRevision | None:
    """The newest correction of which readers were told, and which this text does not have."""
    later = article.revisions.filter(is_correction=True, number__gt=revision.number)
    return later.first() if article.is_public else None


def _text_asked_for(article: Article, number: str) -> ArticleRevision | None:
    key = key_of(number)
    return None if key is None else article.revisions.filter(number=key).first()
