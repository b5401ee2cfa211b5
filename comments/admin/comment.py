"""Comments in the admin, to be read and found."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from comments.admin.reading import ReadOnlyAdmin
from comments.models import Comment


@admin.register(Comment)
class CommentAdmin(ReadOnlyAdmin):
    list_display = ("excerpt", "on_the_site", "discussion", "status", "report_count", "created_at")
    list_filter = ("status", "kind")
    list_select_related = ("author", "guest", "discussion__article")
    ordering = ("-pk",)
    search_fields = (
        "body",
        "author__handle",
        "author__display_name",
        "imported_name",
        "discussion__article__headline",
    )
    search_help_text = _("Words of the comment, its writer's name, or the article's headline.")
    fields = (
        "discussion", "parent", "author", "guest", "imported_name", "kind", "status", "body", "article_revision",
        "created_at", "edited_at", "reply_count", "report_count",
    )  # fmt: skip

    def comment_of(self, obj: Any) -> Comment:
        comment: Comment = obj
        return comment
