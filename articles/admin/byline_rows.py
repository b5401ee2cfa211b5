"""The rows of an article's form that say who wrote it."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet
from django.http import QueryDict

from articles.models import Article, ArticleByline

# What a row says; each cell is an editor's own only where they have changed it.
CELLS = ("byline", "position")


class BylineRow(forms.ModelForm[ArticleByline]):
    """Changed is what differs from the row as it was opened: a colleague's change of it is none of this editor's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in CELLS:
            if name in self.fields:
                self.fields[name].show_hidden_initial = self.instance.pk is not None


class BylineRows(BaseInlineFormSet[ArticleByline, Article, forms.ModelForm[ArticleByline]]):
    """Nobody is named twice: neither by two colleagues at once, nor on the way from one order to another."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and self.management_form.is_valid():
            self._merge()

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

    def _merge(self) -> None:
        """Bring what was sent up to what colleagues have stored since the form was opened."""
        data = cast("QueryDict", self.data).copy()
        rows = [self.add_prefix(number) for number in range(self.total_form_count())]
        stored = {str(named.pk): named for named in self.get_queryset()}
        opened = {data.get(f"initial-{row}-byline") for row in rows}
        named_since = {str(named.byline_id) for named in stored.values()} - opened
        for row in rows:
            named = stored.get(data.get(f"{row}-id", ""))
            if named:
                _take_up(data, row, named)
            is_gone = named is None and data.get(f"{row}-id")
            others = named_since - ({str(named.byline_id)} if named else set())
            if is_gone or data.get(f"{row}-byline") in others:
                data[f"{row}-DELETE"] = "on"
        self.data = data


def _take_up(data: QueryDict, row: str, named: ArticleByline) -> None:
    """Give the row's cells that were left alone what is stored by now; whoever else stands there is not taken out."""
    now = {"byline": str(named.byline_id), "position": str(named.position)}
    if data.get(f"initial-{row}-byline", now["byline"]) != now["byline"]:
        data.pop(f"{row}-DELETE", None)
    for name in CELLS:
        if data.get(f"{row}-{name}") == data.get(f"initial-{row}-{name}"):
            data[f"{row}-{name}"] = now[name]
        data[f"initial-{row}-{name}"] = now[name]
