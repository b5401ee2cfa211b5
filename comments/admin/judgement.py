"""Reports, decisions, appeals and notices in the admin, to be read and found."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from comments.admin.reading import ReadOnlyAdmin
from comments.models import Appeal, Comment, Decision, Notice, NoticeLocation, Report
from comments.permissions import may_moderate


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ("decided_at", "excerpt", "on_the_site", "verdict", "reason", "moderator", "role")
    list_filter = ("verdict", "reason", "role")
    list_select_related = ("moderator", "comment__author", "comment__guest")
    search_fields = ("note", "moderator__handle", "moderator__display_name", "comment__body")
    search_help_text = _("Words of the note or of the comment, or the moderator's name.")
    fields = (
        "comment",
        "moderator",
        "role",
        "rule",
        "verdict",
        "reason",
        "note",
        "revision_number",
        "answers",
        "decided_at",
    )


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "excerpt", "on_the_site", "reason", "reporter", "is_answered")
    list_filter = ("reason", ("decision", admin.EmptyFieldListFilter))
    list_select_related = ("reporter", "comment__author", "comment__guest")
    ordering = ("-pk",)
    search_fields = ("note", "reporter__handle", "reporter__display_name", "comment__body")
    search_help_text = _("Words of the note or of the comment, or the reporter's name.")
    fields = ("comment", "reporter", "rule", "reason", "note", "created_at", "decision")

    @admin.display(description=_("answered"), boolean=True)
    def is_answered(self, report: Report) -> bool:
        return report.decision_id is not None


@admin.register(Appeal)
class AppealAdmin(ReadOnlyAdmin):
    list_display = ("appealed_at", "excerpt", "on_the_site", "outcome", "decided_by", "answered_by", "answered_at")
    list_filter = ("outcome",)
    list_select_related = (
        "decision__comment__author",
        "decision__comment__guest",
        "sanction__person",
        "sanction__guest",
        "decided_by",
        "answered_by",
    )
    ordering = ("-pk",)
    search_fields = ("body", "answer", "decision__comment__body", "answered_by__handle", "answered_by__display_name")
    search_help_text = _("Words of the appeal, the answer or the comment, or the name of whoever answered.")
    fields = (
        "decision",
        "sanction",
        "decided_by",
        "body",
        "appealed_at",
        "outcome",
        "answered_by",
        "answer",
        "answered_at",
    )

    def view_on_site(self, obj: Any) -> str:
        return super().view_on_site(obj) if obj.decision else reverse("appeal_answer", args=[obj.pk])

    @admin.display(description=_("on the site"))
    def on_the_site(self, obj: Any) -> SafeString:
        return format_html('<a href="{}">{}</a>', self.view_on_site(obj), _("read and moderate"))

    @admin.display(description=_("about"))
    def excerpt(self, obj: Any) -> str:
        return super().excerpt(obj) if obj.decision else str(obj.sanction)

    def comment_of(self, obj: Any) -> Comment:
        comment: Comment = obj.decision.comment
        return comment


class NoticeLocationInline(admin.TabularInline[NoticeLocation, Notice]):
    model = NoticeLocation
    fields = ("path", "outcome")
    extra = 0
    can_delete = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(may_moderate(request.user))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    list_display = ("received_at", "ground", "name", "decided_at", "decided_by")
    list_filter = ("ground", ("decided_at", admin.EmptyFieldListFilter))
    list_select_related = ("decided_by",)
    ordering = ("-pk",)
    search_fields = ("explanation", "name", "email", "locations__path")
    search_help_text = _("Words of the explanation, an address on the site, or who sent it.")
    fields = (
        "ground",
        "law",
        "explanation",
        "name",
        "email",
        "received_at",
        "decided_by",
        "role",
        "answer",
        "is_automated",
        "decided_at",
    )
    inlines = (NoticeLocationInline,)

    def view_on_site(self, obj: Any) -> str:
        return reverse("notice_decision", args=[obj.pk])
