"""The rows of an article's form that say who wrote it."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet
from django.http import QueryDict

from articles.models import Article, ArticleByline


class BylineRow(forms.ModelForm[ArticleByline]):
    """Changed is what differs from the row as it was opened: a colleague's change of it is none of this editor's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("byline", "position"):
            if name in self.fields:
                self.fields[name].show_hidden_initial = self.instance.pk is not None


class BylineRows(BaseInlineFormSet[ArticleByline, Article, forms.ModelForm[ArticleByline]]):
    """Nobody is named twice: neither by two colleagues at once, nor on the way from one order to another."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and self.management_form.is_valid():
            self._strike_what_is_settled()

    def clean(self) -> None:
        super().clean()
        if sentence := getattr(self.instance, "lacks_byline", ""):
            raise ValidationError(sentence)

    def save_existing_objects(self, commit: bool = True) -> list[ArticleByline]:
        """What goes or becomes another's goes first: two rows may have changed places."""
        if commit:
            moving = [
                form for form in self.initial_forms if form in self.deleted_forms or "byline" in form.changed_data
            ]
            ArticleByline.objects.filter(pk__in=[form.instance.pk for form in moving]).delete()
        return super().save_existing_objects(commit)

    def _strike_what_is_settled(self) -> None:
        """Rows that a colleague took away since the form was opened, and those for whom a colleague has named."""
        data = cast("QueryDict", self.data).copy()
        rows = [self.add_prefix(number) for number in range(self.total_form_count())]
        stored = {named.pk: named.byline_id for named in self.get_queryset()}
        sent = {data.get(f"{row}-id", "") for row in rows}
        named_since = {str(byline) for pk, byline in stored.items() if str(pk) not in sent}
        for row in rows:
            is_gone = data.get(f"{row}-id", "") not in {"", *map(str, stored)}
            if is_gone or data.get(f"{row}-byline") in named_since:
                data[f"{row}-DELETE"] = "on"
        self.data = data
