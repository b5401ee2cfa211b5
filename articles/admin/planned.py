"""Planned texts at the desk: written, moved, compared, put in force and dropped, each by a form."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.keys import key_of
from accounts.permissions import Viewer
from articles.actions.publishing import TEXT_FIELDS, latest_revision
from articles.admin.drafts import (
    as_revision,
    draft_context,
    draft_taken,
    drafts_of,
    end_sent_draft,
    is_sent_too_late,
    keep_for_new_article,
)
from articles.admin.holding import hold_article_of, is_about_to_save
from articles.admin.people import NamesPeople
from articles.admin.planned_form import NOT_SHOWN, NOW, PlannedForm
from articles.admin.prose import body_widget, let_editor_in
from articles.corrections import what_changed
from articles.models import Article, ArticleDraft, PlannedRevision
from articles.permissions import may_edit_articles, may_preview
from articles.planned.actions import drop_planned, plan_text, put_planned_in_force
from articles.planned.settling import is_behind, is_shown

# The newest of an article's that its form lists.
LISTED = 10


@dataclass(frozen=True)
class PlannedTexts:
    """What an article's form tells of those planned for it.

    `open` is the one that may still appear; `unsaved` is what the viewer wrote where no form for it is offered.
    """

    all: list[PlannedRevision]
    open: PlannedRevision | None
    latest: int
    may_plan: bool
    unsaved: list[ArticleDraft]


def planned_texts(article: Article, viewer: Viewer) -> PlannedTexts:
    found = list(article.planned_revisions.select_related("planned_by").defer("body")[:LISTED])
    still_open = next((planned for planned in found if planned.is_open), None)
    may_write = bool(may_edit_articles(viewer)) and still_open is None
    may_plan = may_write and is_shown(article)
    unsaved = list(drafts_of(viewer, article, is_planned=True).defer("body")) if may_write and not may_plan else []
    latest = latest_revision(article) if still_open else None
    return PlannedTexts(found, still_open, latest.number if latest else 1, may_plan, unsaved)


def warn_of_planned(desk: admin.ModelAdmin[Any], request: HttpRequest, article: Article) -> None:
    """Tell whoever saved an article that the text planned for it was written for another one."""
    planned = article.planned_revisions.open().first()
    latest = latest_revision(article)
    if planned is None or not is_behind(planned, latest):
        return
    told = format_html(
        "{} <a href='{}'>{}</a>",
        gettext("A text is planned for this article that was written for an earlier one. It will not appear."),
        reverse("admin:articles_plannedrevision_change", args=[planned.pk]),
        gettext("Compare them, and say whether it stands"),
    )
    desk.message_user(request, told, messages.WARNING)


@admin.register(PlannedRevision)
class PlannedRevisionAdmin(NamesPeople[PlannedRevision]):
    form = PlannedForm
    people = ("planned_by", "settled_by")
    list_display = ("headline", "article", "takes_effect_at", "state", "is_correction", "planned_by")
    list_filter = ("state", "is_correction", "takes_effect_at")
    list_select_related = ("article", "planned_by")
    list_per_page = 50
    search_fields = ("headline", "note", "article__headline")

    class Media:
        css = {"all": ("css/admin.css", "css/admin_revision.css", "css/admin_drafts.css")}

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(may_preview(request.user))

    def has_view_permission(self, request: HttpRequest, obj: PlannedRevision | None = None) -> bool:
        return bool(may_preview(request.user))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(may_edit_articles(request.user)) and "article" in request.GET

    def has_change_permission(self, request: HttpRequest, obj: PlannedRevision | None = None) -> bool:
        # What is settled is only read; but what somebody sends meanwhile is given back to them by the form.
        is_changed = obj is None or obj.is_open or request.method == "POST"
        return is_changed and bool(may_edit_articles(request.user))

    def has_delete_permission(self, request: HttpRequest, obj: PlannedRevision | None = None) -> bool:
        return False

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> PlannedRevision | None:
        if is_about_to_save(request):
            hold_article_of(object_id, "planned_revisions")
        return super().get_object(request, object_id, from_field)

    def get_fieldsets(self, request: HttpRequest, obj: PlannedRevision | None = None) -> Any:
        if obj and not self.has_change_permission(request, obj):
            how_it_went = ("state", "takes_effect_at", "planned_by", "settled_at", "settled_by", "revision")
            return (
                (None, {"fields": self.named(request, how_it_went)}),
                (_("Text"), {"fields": (*TEXT_FIELDS, "note", "is_correction")}),
            )
        stands = ("stands",) if obj and is_behind(obj, latest_revision(obj.article)) else ()
        return (
            (_("Text"), {"fields": (*TEXT_FIELDS, "note", "is_correction", "compared_with", "seen")}),
            (_("Moment"), {"fields": ("takes_effect_at", *stands)}),
        )

    def get_form(
        self, request: HttpRequest, obj: PlannedRevision | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        article = obj.article if obj else self._article_asked_for(request)
        taken = draft_taken(request, article, is_planned=True)
        text = taken or obj or article
        widget = body_widget(text.body, as_html="html" in request.GET)
        form: Any = super().get_form(request, obj, change, widgets={"body": widget}, **kwargs)
        form.article, form.taken = article, taken
        return form

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        article = self._article_asked_for(request)
        return {name: getattr(article, name) for name in TEXT_FIELDS}

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except ValidationError as error:
            # A colleague, or the moment itself, was faster: between the form's look and the action's.
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return redirect(request.get_full_path())

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_sent_too_late(request, PlannedRevision, object_id):
            return keep_for_new_article(self, request)
        return super().change_view(request, object_id, *args, **kwargs)

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_sent_too_late(request, Article, request.GET.get("article", "")):
            return keep_for_new_article(self, request)
        if self.has_add_permission(request) and request.method == "GET":
            article = self._article_asked_for(request)
            planned = article.planned_revisions.open().first()
            if planned:
                self.message_user(request, gettext("One text is planned for this article already: this one."))
                return redirect("admin:articles_plannedrevision_change", planned.pk)
            if not is_shown(article):
                self.message_user(request, NOT_SHOWN, messages.WARNING)
        return super().add_view(request, *args, **kwargs)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["media"] = let_editor_in(context["media"], request)
        planned: PlannedRevision | None = context.get("original")
        article = planned.article if planned else self._article_asked_for(request)
        context |= {"article": article, "title": gettext("A text planned for “%(article)s”") % {"article": article}}
        if planned and planned.is_open:
            context |= _compared(planned)
        if self.has_change_permission(request, planned):
            context |= draft_context(request, article, is_planned=True)
            context["own_query"] = "" if planned else f"article={article.pk}&"
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: PlannedRevision, form: PlannedForm, change: bool) -> None:
        if not change or form.cleaned_data.get("stands"):
            obj.based_on = form.number
        editor: Any = request.user
        if NOW in request.POST and change:
            put_planned_in_force(planned=obj, editor=editor)
        else:
            plan_text(planned=obj, editor=editor)
        end_sent_draft(request, obj.article, is_new=False)
        if obj.is_open and obj.based_on != form.number:
            said = gettext("Kept. It does not appear: the article has a newer text than the one it was written for.")
            self.message_user(request, said, messages.WARNING)

    def response_post_save_add(self, request: HttpRequest, obj: PlannedRevision) -> HttpResponseRedirect:
        return redirect("admin:articles_article_change", obj.article_id)

    response_post_save_change = response_post_save_add

    def get_urls(self) -> list[URLPattern]:
        dropping = path(
            "<int:pk>/dropping/", self.admin_site.admin_view(self.drop), name="articles_plannedrevision_dropping"
        )
        return [dropping, *super().get_urls()]

    def drop(self, request: HttpRequest, pk: int) -> HttpResponse:
        planned = self.get_object(request, str(pk))
        if planned is None:
            raise Http404
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        editor: Any = request.user
        try:
            drop_planned(planned=planned, editor=editor)
            self.message_user(request, gettext("Dropped: this text does not appear. It can still be read here."))
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
        return redirect("admin:articles_plannedrevision_change", planned.pk)

    def _article_asked_for(self, request: HttpRequest) -> Article:
        """One that readers have or are to have; any, for what was written while they still were to."""
        asked = request.GET.get("article", "")
        if is_about_to_save(request):
            hold_article_of(asked)
        key = key_of(asked)
        article = Article.objects.filter(pk=key).first() if key else None
        if article is None or not (is_shown(article) or _was_begun(request, article)):
            raise Http404
        return article


def _was_begun(request: HttpRequest, article: Article) -> bool:
    """Whether a text planned for it is sent, or kept unsaved: the form says that it cannot be planned now."""
    return request.method == "POST" or drafts_of(request.user, article, is_planned=True).exists()


def _compared(planned: PlannedRevision) -> dict[str, Any]:
    """What it changes of the article's present text, and what has changed there since it was written."""
    latest = latest_revision(planned.article)
    then = planned.article.revisions.filter(number=planned.based_on).first()
    return {
        "latest": latest,
        "then": then,
        "changed": what_changed(as_revision(planned), latest) if latest else None,
        "since": what_changed(latest, then) if latest and then and is_behind(planned, latest) else None,
    }
