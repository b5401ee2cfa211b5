"""Colleagues at one article: the form tells of them when it is opened, and a script asks again while it is open."""

from hashlib import sha256
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils.safestring import SafeString

from accounts.keys import key_of
from articles.colleagues import end_presence, newer_text, note_presence, others_at
from articles.models import Article
from articles.permissions import may_edit_articles


class TellsOfColleagues(admin.ModelAdmin[Article]):
    def get_urls(self) -> list[URLPattern]:
        colleagues = path(
            "<int:pk>/colleagues/", self.admin_site.admin_view(self.colleagues), name="articles_article_colleagues"
        )
        return [colleagues, *super().get_urls()]

    def colleagues(self, request: HttpRequest, pk: int) -> HttpResponse:
        """GET tells who else is there, or 304; POST says that the editor is, or with `leaves` no more."""
        may_edit_articles(request.user).enforce()
        article = get_object_or_404(Article.objects.only("pk"), pk=pk)
        editor: Any = request.user
        if request.method == "POST":
            (end_presence if "leaves" in request.POST else note_presence)(article=article, editor=editor)
            return HttpResponse(status=204)
        html = colleagues_html(article, editor, key_of(request.GET.get("based_on", "")))
        tag = f'"{sha256(html.encode()).hexdigest()[:32]}"'
        if request.headers.get("If-None-Match") == tag:
            return HttpResponseNotModified(headers={"ETag": tag})
        return HttpResponse(html, headers={"ETag": tag})


def colleagues_context(request: HttpRequest, article: Article) -> dict[str, Any]:
    """What the form shows as it is opened or refused; by that the editor is there."""
    editor: Any = request.user
    note_presence(article=article, editor=editor)
    return {"colleagues": colleagues_html(article, editor, None)}


def colleagues_html(article: Article, editor: Any, based_on: int | None) -> SafeString:
    """Blank where nobody else is there and nothing newer was saved."""
    newer = newer_text(article, based_on) if based_on else None
    facts = {
        "article": article,
        "others": others_at(article, editor),
        "newer": newer,
        "is_own": newer is not None and newer.created_by == editor,
        "based_on": based_on,
    }
    return render_to_string("admin/articles/article/_colleagues.html", facts)
