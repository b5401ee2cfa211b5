"""Articles in the admin: written, illustrated, scheduled, published and corrected here."""

from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import ValidationError
from django.db.models import F, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.actions.publishing import (
    delete_article,
    save_article,
)
from articles.admin.article_form import ArticleForm
from articles.admin.byline_rows import BylineRow, BylineRows
from articles.admin.checklist import ShowsChecklist
from articles.admin.choosing import OffersChoices
from articles.admin.colleagues import TellsOfColleagues, colleagues_context
from articles.admin.deleting import ListsWhatGoes
from articles.admin.drafts import KeepsDrafts, draft_context, draft_taken, end_sent_draft, refusal_context
from articles.admin.filters import MonthFilter, StatusFilter, TagFilter
from articles.admin.holding import hold_article_of
from articles.admin.kept import TellsOfKept
from articles.admin.length import length_html
from articles.admin.planned import planned_texts, warn_of_planned
from articles.admin.policy import SaysPolicy, with_policy_in_words
from articles.admin.preview import ShowsPreview
from articles.admin.preview_links import PreviewLinkInline
from articles.admin.prose import EDITOR_HELP, HTML_HELP, body_widget, let_editor_in
from articles.admin.revisions import REVISIONS_LISTED, ShowsRevisions
from articles.colleagues import end_presence
from articles.models import Article, ArticleByline, LinkCard, PlannedRevision, PreviewLink, Remark
from articles.permissions import may_edit_articles, may_preview

REMARKS_LISTED = 20
# The cards are those that lead to it.
GO_WITH_THE_ARTICLE = (LinkCard, PlannedRevision, Remark)


class ArticleList(ChangeList):
    """A list of what its columns show, without the bodies."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Article]:
        bylines = Prefetch("article_bylines", queryset=ArticleByline.objects.select_related("byline"))
        found: QuerySet[Article] = super().get_queryset(request, exclude_parameters)
        return found.select_related("discussion").prefetch_related("topics", bylines).defer("body", "body_html")


class BylineInline(OffersChoices, admin.TabularInline[ArticleByline, Article]):
    model = ArticleByline
    form = BylineRow
    formset = BylineRows
    autocomplete_fields = ("byline",)
    extra = 1
    verbose_name = _("byline")
    verbose_name_plural = _("bylines, in the order in which they are named")


@admin.register(Article)
class ArticleAdmin(
    KeepsDrafts,
    TellsOfColleagues,
    TellsOfKept[Article],
    OffersChoices,
    ShowsChecklist,
    ShowsPreview,
    ShowsRevisions,
    SaysPolicy[Article],
    ListsWhatGoes[Article],
):
    form = ArticleForm
    inlines = (BylineInline, PreviewLinkInline)
    autocomplete_fields = ("topics", "tags", "lead_picture")
    prepopulated_fields = {"slug": ("headline",)}
    fieldsets = (
        (_("Text"), {"fields": ("headline", "dek", "body", "length", "note", "is_correction", "based_on")}),
        (_("Picture"), {"fields": ("lead_picture",)}),
        (_("Where it appears"), {"fields": ("slug", "topics", "tags")}),
        (
            _("Publication"),
            {
                "fields": ("status", "published_at", "withdrawal_note", "corrected_at"),
                "description": _(
                    "A draft, ready or not, is seen by the newsroom only. Published without a time, an article "
                    "appears at once; a scheduled one appears at its time by itself; the address of a withdrawn one "
                    "says that it was withdrawn."
                ),
            },
        ),
        (
            _("Discussion"),
            {
                "classes": ("collapse",),
                "fields": ("discussion_mode", "allows_guests", "closes_after_days", "slow_mode_seconds"),
                "description": _("What is left out here is decided by the article's topics, then by the site."),
            },
        ),
    )
    readonly_fields = ("corrected_at", "length")
    list_display = ("headline", "shown_status", "published_at", "byline_names", "topic_names", "comment_count")
    list_filter = (StatusFilter, "topics", TagFilter, MonthFilter)
    list_per_page = 50
    # What is being worked on comes first, the same on every database.
    ordering = (F("published_at").desc(nulls_first=True), "-pk")
    search_fields = ("headline", "dek", "slug", "bylines__name")
    search_help_text = _("Words of the headline or the dek, the address, or a writer's name.")
    save_on_top = True

    class Media:
        css = {"all": ("css/admin.css", "css/admin_revision.css", "css/admin_drafts.css")}

    def has_view_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return bool(may_preview(request.user))

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return bool(may_edit_articles(request.user))

    def hold(self, key: str) -> None:
        hold_article_of(key)

    def view_on_site(self, obj: Article) -> str:
        return obj.get_absolute_url()

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        return with_policy_in_words(super().get_fieldsets(request, obj), obj)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        said: dict[str, Any] = super().get_changeform_initial_data(request)
        if "published_at" in said:
            said["published_at"] = _moment_asked_for(said["published_at"])
        return said

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return ArticleList

    def get_form(self, request: HttpRequest, obj: Article | None = None, change: bool = False, **kwargs: Any) -> Any:
        taken = draft_taken(request, obj)
        widget = body_widget(taken.body if taken else obj.body if obj else "", as_html="html" in request.GET)
        help_text = HTML_HELP if type(widget).__module__.startswith("django.") else EDITOR_HELP
        form: Any = super().get_form(
            request, obj, change, widgets={"body": widget}, help_texts={"body": help_text}, **kwargs
        )
        form.taken, form.editor = taken, request.user
        return form

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["media"] = let_editor_in(context["media"], request)
        article = context.get("original")
        if may_edit_articles(request.user):
            context |= draft_context(request, article) | refusal_context(context["adminform"].form)
            for inline in context["inline_admin_formsets"]:
                self._tell_of_bylines(request, inline.formset)
        if article is not None and may_edit_articles(request.user):
            context |= colleagues_context(request, article)
        if article is not None:
            context["remarks"] = _open_remarks(article)
            context["planned"] = planned_texts(article, request.user)
            context["revisions"] = article.revisions.select_related("created_by").defer("body")[:REVISIONS_LISTED]
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Article, form: ArticleForm, change: bool) -> None:
        save_article(
            article=obj,
            editor=request.user,  # type: ignore[arg-type]  # nobody comes here without signing in
            note=form.cleaned_data["note"],
            is_correction=form.cleaned_data["is_correction"],
        )
        end_sent_draft(request, obj, is_new=not change)
        end_presence(article=obj, editor=request.user)  # type: ignore[arg-type]  # as above
        warn_of_planned(self, request, obj)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What nobody may delete by itself goes with its article all the same."""
        listed, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return listed, counts, lacking - {model._meta.verbose_name for model in GO_WITH_THE_ARTICLE}, protected

    def delete_model(self, request: HttpRequest, obj: Article) -> None:
        delete_article(article=obj, editor=request.user)  # type: ignore[arg-type]  # as above

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        for article in queryset:
            self.delete_model(request, article)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for link in formset.save(commit=False):
            if isinstance(link, PreviewLink) and link.pk is None:
                link.made_by = request.user
        super().save_formset(request, form, formset, change)
        self._tell_of_bylines(request, formset)

    def _tell_of_bylines(self, request: HttpRequest, rows: Any) -> None:
        if isinstance(rows, BylineRows) and rows.is_stale:
            told = gettext(
                "A colleague has changed the bylines since you opened the form: they stand as both of you left them."
            )
            self.message_user(request, told, messages.WARNING)

    @admin.display(description=_("Length"))
    def length(self, article: Article) -> SafeString:
        return length_html(article.body)

    @admin.display(description=_("status"), ordering="status")
    def shown_status(self, article: Article) -> "str | Promise":
        return Article.Status.PUBLISHED.label if article.is_public else article.get_status_display()

    @admin.display(description=_("bylines"))
    def byline_names(self, article: Article) -> str:
        return ", ".join(str(named.byline) for named in article.article_bylines.all())

    @admin.display(description=_("topics"))
    def topic_names(self, article: Article) -> str:
        return ", ".join(str(topic) for topic in article.topics.all())

    @admin.display(description=_("comments"), ordering="discussion__comment_count")
    def comment_count(self, article: Article) -> int:
        # The discussion begins with the first comment.
        return article.discussion.comment_count if hasattr(article, "discussion") else 0


def _open_remarks(article: Article) -> list[Remark]:
    """Beside the draft: what the desk has not answered yet, the oldest first."""
    still_open = article.remarks.filter(state=Remark.State.OPEN).select_related("reader")
    return list(still_open.order_by("pk")[:REMARKS_LISTED])


def _moment_asked_for(word: str) -> datetime | None:
    """None for what is no moment: Django's widget would fail at it."""
    try:
        moment: datetime | None = Article._meta.get_field("published_at").to_python(word)
        return timezone.localtime(moment) if moment and timezone.is_aware(moment) else moment
    except (ValidationError, OverflowError):
        return None
