"""The checklist in an article's form: beside it at all times, before it where it has something to ask."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.article_form import ArticleForm
from articles.admin.as_it_stands import form_as_sent
from articles.admin.checking import BUTTONS, DESPITE
from articles.checklist.checks import findings_in
from articles.models import Article
from articles.permissions import may_edit_articles
from articles.policy_wording import policy_by_source
from articles.unsaved import Unsaved, as_stored


class ShowsChecklist(admin.ModelAdmin[Article]):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.show_checklist)
        return [
            path("checklist/", view, name="articles_article_checklist_of_new"),
            path("<int:pk>/checklist/", view, name="articles_article_checklist"),
            *super().get_urls(),
        ]

    @method_decorator(require_POST)
    def show_checklist(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """What the checklist finds in what stands in the form; nothing is saved."""
        form = form_as_sent(self, request, pk)
        response = render(request, "admin/articles/article/_checklist.html", checklist_of(form.unsaved))
        response.changes_nothing = True  # type: ignore[attr-defined]  # read by config.middleware.EditionMiddleware
        return response

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        form: ArticleForm = context["adminform"].form
        if may_edit_articles(request.user):
            context |= checklist_of(form.unsaved if form.is_bound else as_stored(form.instance))
            context["checklist_address"] = _address(form.instance.pk)
        if form.asked:
            # It is a question and no error.
            context |= {"errors": None, **_question(form, request)}
        return super().render_change_form(request, context, *args, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if form.despite:
            self.log_change(request, form.instance, _told_by_history(form))


def checklist_of(unsaved: Unsaved) -> dict[str, Any]:
    """What the checklist's template shows."""
    return {"findings": findings_in(unsaved), "policy": policy_by_source(unsaved.article)}


def _address(pk: int | None) -> str:
    if pk is None:
        return reverse("admin:articles_article_checklist_of_new")
    return reverse("admin:articles_article_checklist", args=[pk])


def _question(form: ArticleForm, request: HttpRequest) -> dict[str, Any]:
    deeds = {
        Article.Status.READY: _("Make it ready all the same"),
        Article.Status.SCHEDULED: _("Schedule it all the same"),
        Article.Status.PUBLISHED: _("Publish all the same"),
    }
    return {
        "asked": form.asked,
        "deed": deeds[form.cleaned_data["status"]],
        "pressed": next((name for name in BUTTONS if name in request.POST), BUTTONS[-1]),
        "despite": DESPITE + " ".join(sorted({finding.check for finding in form.asked})),
    }


def _told_by_history(form: ArticleForm) -> str:
    told = {
        Article.Status.READY: _("Made ready although the checklist had said: %(findings)s"),
        Article.Status.SCHEDULED: _("Scheduled although the checklist had said: %(findings)s"),
        Article.Status.PUBLISHED: _("Published although the checklist had said: %(findings)s"),
    }
    return told[form.cleaned_data["status"]] % {"findings": " ".join(finding.sentence for finding in form.despite)}
