"""What all of the comments' admin pages share: they show, and change nothing."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from comments.models import Comment
from comments.permissions import may_moderate

EXCERPT_LENGTH = 100


class ReadOnlyAdmin(admin.ModelAdmin[Any]):
    """A list and a page for each row, for those who moderate; nothing is added, changed or deleted here."""

    # Counting millions of rows for “7 of 2,000,000” costs more than the answer is worth.
    show_full_result_count = False
    list_per_page = 50

    class Media:
        css = {"all": ("css/admin.css",)}

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_staff and bool(may_moderate(request.user))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def view_on_site(self, obj: Any) -> str:
        return self.comment_of(obj).get_absolute_url()

    def comment_of(self, obj: Any) -> Comment:
        """The comment that a row is about."""
        comment: Comment = obj.comment
        return comment

    @admin.display(description=_("on the site"))
    def on_the_site(self, obj: Any) -> SafeString:
        return format_html('<a href="{}">{}</a>', self.comment_of(obj).get_absolute_url(), _("read and moderate"))

    @admin.display(description=_("comment"))
    def excerpt(self, obj: Any) -> str:
        comment = self.comment_of(obj)
        return f"{comment.writer_name}: {Truncator(comment.body).chars(EXCERPT_LENGTH)}"
