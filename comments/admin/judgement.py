"""Reports and decisions in the admin, to be read and found."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from comments.admin.reading import ReadOnlyAdmin
from comments.models import Decision, Report


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ("decided_at", "excerpt", "on_the_site", "verdict", "reason", "moderator", "role")
    list_filter = ("verdict", "reason", "role")
    list_select_related = ("moderator", "comment__author", "comment__guest")
    search_fields = ("note", "moderator__handle", "moderator__display_name", "comment__body")
    search_help_text = _("Words of the note or of the comment, or the moderator's name.")
    fields = ("comment", "moderator", "role", "verdict", "reason", "note", "revision_number", "decided_at")


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "excerpt", "on_the_site", "reason", "reporter", "is_answered")
    list_filter = ("reason", ("decision", admin.EmptyFieldListFilter))
    list_select_related = ("reporter", "comment__author", "comment__guest")
    ordering = ("-pk",)
    search_fields = ("note", "reporter__handle", "reporter__display_name", "comment__body")
    search_help_text = _("Words of the note or of the comment, or the reporter's name.")
    fields = ("comment", "reporter", "reason", "note", "created_at", "decision")

    @admin.display(description=_("answered"), boolean=True)
    def is_answered(self, report: Report) -> bool:
        return report.decision_id is not None
