"""The rows of an article's form that say who wrote it."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet
from django.http import QueryDict

from articles.admin.merging import both_changed
from articles.models import Article, ArticleByline

# What a row says; each cell is an editor's own only where they have changed it.
CELLS = ("byline", "position")


class BylineRow(forms.ModelForm[ArticleByline]):
    """Changed is what differs from the row as it was opened: a colleague's change of it is none of this editor's.

    `theirs`: whom a colleague has put here, where this editor puts somebody else; asked about once.
    """

    theirs = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in CELLS:
            if name in self.fields:
                self.fields[name].show_hidden_initial = self.instance.pk is not None

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.theirs:
            self.add_error("byline", both_changed(self.theirs))
        return cleaned


class BylineRows(BaseInlineFormSet[ArticleByline, Article, forms.ModelForm[ArticleByline]]):
    """Nobody is named twice: neither by two colleagues at once, nor on the way from one order to another."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The number of a row → whom a colleague has put there, and this editor somebody else.
        self._theirs: dict[int, str] = {}
        if self.is_bound and self.management_form.is_valid():
            self._merge()

    def _construct_form(self, i: int, **kwargs: Any) -> forms.ModelForm[ArticleByline]:
        row = cast("BylineRow", super()._construct_form(i, **kwargs))
        row.theirs = self._theirs.get(i, "")
        return row

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
        for number, row in enumerate(rows):
            named = stored.get(data.get(f"{row}-id", ""))
            if named and _is_of_both(data, row, named):
                self._theirs[number] = str(named.byline)
            if named:
                _take_up(data, row, named)
            is_gone = named is None and data.get(f"{row}-id")
            others = named_since - ({str(named.byline_id)} if named else set())
            is_told = number in self._theirs
            if is_gone or (data.get(f"{row}-byline") in others and not is_told):
                data[f"{row}-DELETE"] = "on"
        self.data = data


def _is_of_both(data: QueryDict, row: str, named: ArticleByline) -> bool:
    """Whether two editors have put two others in the place of whom the form was opened with."""
    now, sent = str(named.byline_id), data.get(f"{row}-byline")
    opened = data.get(f"initial-{row}-byline", now)
    return opened != now and sent not in (opened, now)


def _take_up(data: QueryDict, row: str, named: ArticleByline) -> None:
    """Give the row's cells that were left alone what is stored by now; whoever else stands there is not taken out."""
    now = {"byline": str(named.byline_id), "position": str(named.position)}
    if data.get(f"initial-{row}-byline", now["byline"]) != now["byline"]:
        data.pop(f"{row}-DELETE", None)
    for name in CELLS:
        if data.get(f"{row}-{name}") == data.get(f"initial-{row}-{name}"):
            data[f"{row}-{name}"] = now[name]
        data[f"initial-{row}-{name}"] = now[name]
