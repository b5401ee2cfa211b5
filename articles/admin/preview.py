"""The article as readers would get it, drawn from what stands in its form and stored nowhere."""

from copy import copy
from typing import Any

from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods

from articles.admin.as_it_stands import form_as_sent
from articles.corrections import corrections_of
from articles.models import Article
from articles.permissions import may_edit_articles
from articles.policy_wording import policy_in_words
from articles.unsaved import Unsaved, as_stored

# The form may hold pages of this site in a frame, the preview alone may be held; nothing runs or is sent there.
FRAMING = {"frame-src": [SELF]}
FRAMED = {"frame-ancestors": [SELF], "script-src": [NONE], "form-action": [NONE]}


class ShowsPreview(admin.ModelAdmin[Article]):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.show_preview)
        return [
            path("preview/", view, name="articles_article_preview_of_new"),
            path("<int:pk>/preview/", view, name="articles_article_preview"),
            *super().get_urls(),
        ]

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    @method_decorator(csp_replace(FRAMED))
    @method_decorator(xframe_options_sameorigin)
    def show_preview(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """What was sent of the form, or the article as it is stored; nothing is saved."""
        may_edit_articles(request.user).enforce()
        if request.method == "POST":
            unsaved = form_as_sent(self, request, pk).unsaved
        else:
            unsaved = as_stored(self._stored_or_new(request, pk))
        response = render(request, "admin/articles/article/preview.html", _shown(unsaved))
        response.changes_nothing = True  # type: ignore[attr-defined]  # read by config.middleware.EditionMiddleware
        return response

    @method_decorator(csp_replace(FRAMING))
    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return super().changeform_view(request, *args, **kwargs)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if may_edit_articles(request.user):
            context["preview_address"] = _address(context["adminform"].form.instance.pk)
        return super().render_change_form(request, context, *args, **kwargs)

    def _stored_or_new(self, request: HttpRequest, pk: int | None) -> Article:
        article = Article() if pk is None else self.get_object(request, str(pk))
        if article is None:
            raise Http404
        return article


def _address(pk: int | None) -> str:
    if pk is None:
        return reverse("admin:articles_article_preview_of_new")
    return reverse("admin:articles_article_preview", args=[pk])


def _shown(unsaved: Unsaved) -> dict[str, Any]:
    """What the article's own templates ask for."""
    article = copy(unsaved.article)
    article.published_at = article.published_at or timezone.now()
    # Nothing is stored under this key, and what hangs on an article can be asked for all the same.
    article.pk = article.pk or 0
    vars(article)["_prefetched_objects_cache"] = {"tags": list(unsaved.tags), "topics": list(unsaved.topics)}
    return {
        "article": article,
        "bylines": unsaved.bylines,
        "corrections": corrections_of(article),
        "policy": policy_in_words(unsaved.article),
    }
