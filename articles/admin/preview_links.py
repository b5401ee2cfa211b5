"""The preview links of an article's form; colleagues may have ended or deleted some since it was opened."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.keys import key_of
from articles.admin.moment_field import MomentField
from articles.admin.sent_again import put_back
from articles.feeds.entries import whole_address
from articles.models import Article, PreviewLink
from articles.models.remark import a_week_from_now
from articles.permissions import may_edit_articles, may_preview


class PreviewLinkForm(forms.ModelForm[PreviewLink]):
    """A row that comes blank, so that saving what nobody filled in makes no link."""

    class Meta:
        field_classes = {"expires_at": MomentField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "expires_at" in self.fields:
            until = self.fields["expires_at"]
            until.required, until.initial = False, None
        for field in self.fields.values():
            field.show_hidden_initial = self.instance.pk is not None

    def clean(self) -> dict[str, Any]:
        """What was left as it was opened takes what is stored by now: a link that a colleague ended stays so."""
        said = super().clean() or self.cleaned_data
        for name in ("label", "expires_at"):
            if self.instance.pk and name in said and name not in self.changed_data:
                said[name] = getattr(self.instance, name)
                put_back(self, name, said[name])
        return said

    def clean_expires_at(self) -> datetime:
        """A moment in the past takes a link back, and of one that is new was mistyped."""
        until: datetime = self.cleaned_data["expires_at"] or a_week_from_now()
        if self.instance.pk is None and until <= timezone.now():
            raise ValidationError(
                _("This moment is past: nobody could open the link. Choose a later one, or none for a week.")
            )
        return until


class PreviewLinkRows(BaseInlineFormSet[PreviewLink, Article, forms.ModelForm[PreviewLink]]):
    """Leaves out what is gone; Django would refuse the form for it, and show no row that says why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and self.management_form.is_valid():
            self.data = self._without_gone({row.pk for row in super().get_queryset()})
            # It has counted the rows that were sent.
            del self.management_form

    def get_queryset(self) -> QuerySet[PreviewLink]:
        """As sent: the admin shows each row beside what is stored, by their order alone."""
        stored = super().get_queryset()
        if not self.is_bound:
            return stored
        by_key = {str(row.pk): row for row in stored}
        keys = [self.data.get(f"{self.add_prefix(number)}-id") for number in range(self.initial_form_count())]
        return [by_key[key] for key in keys if key in by_key]  # type: ignore[return-value]  # all that is asked of it

    def _without_gone(self, stored: Collection[int]) -> QueryDict:
        """What was sent, without the rows whose keys are no longer stored; new ones stay."""
        data, prefix, initial = cast("QueryDict", self.data), str(self.prefix), self.initial_form_count()
        rows = range(self.total_form_count())
        numbers = [row for row in rows if row >= initial or key_of(data.get(f"{prefix}-{row}-id", "")) in stored]
        left = data.copy()
        for name in data:
            if _number(name, prefix) is not None:
                del left[name]
        for name, values in data.lists():
            number = _number(name, prefix)
            if number in numbers:
                old, new = (f"{prefix}-{one}-" for one in (number, numbers.index(number)))
                left.setlist(name.replace(old, new, 1), values)
        left[f"{prefix}-TOTAL_FORMS"] = str(len(numbers))
        left[f"{prefix}-INITIAL_FORMS"] = str(sum(number < initial for number in numbers))
        return left


class PreviewLinkInline(admin.TabularInline[PreviewLink, Article]):
    model = PreviewLink
    form = PreviewLinkForm
    formset = PreviewLinkRows
    # Without script there is no other way to a new one.
    extra = 1
    fields = ("label", "expires_at", "address")
    readonly_fields = ("address",)

    def has_add_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return bool(may_edit_articles(request.user))

    def has_view_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return bool(may_preview(request.user))

    has_change_permission = has_delete_permission = has_add_permission

    @admin.display(description=_("address"))
    def address(self, link: PreviewLink) -> SafeString | str:
        if not link.pk:
            return gettext(
                "Say for whom, and save: the address will stand here. Without a time it is good for a week."
            )
        return format_html('<a href="{0}">{0}</a>', whole_address(link.get_absolute_url()))


def _number(name: str, prefix: str) -> int | None:
    """Of the row that the field belongs to."""
    start, _sign, rest = name.removeprefix("initial-").partition(f"{prefix}-")
    return key_of(rest.partition("-")[0]) if not start else None
