"""The rows of an article's form that are its preview links: a colleague may have deleted some since it was opened."""

from collections.abc import Collection
from typing import Any, cast

from django.db.models import QuerySet
from django.forms import BaseInlineFormSet, ModelForm
from django.http import QueryDict

from accounts.keys import key_of
from articles.models import Article, PreviewLink


class PreviewLinkRows(BaseInlineFormSet[PreviewLink, Article, ModelForm[PreviewLink]]):
    """Leaves out what is gone; Django would refuse the form for it, and show no row that says why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and self.management_form.is_valid():
            data = cast("QueryDict", self.data)
            self.data = without_gone(data, str(self.prefix), {row.pk for row in super().get_queryset()})
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


def without_gone(data: QueryDict, prefix: str, stored: Collection[int]) -> QueryDict:
    """What was sent of the formset, without the rows whose keys are no longer stored; new ones stay."""
    count, initial = (key_of(data.get(f"{prefix}-{name}_FORMS", "")) or 0 for name in ("TOTAL", "INITIAL"))
    numbers = [
        number
        for number in range(count)
        if number >= initial or key_of(data.get(f"{prefix}-{number}-id", "")) in stored
    ]
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


def _number(name: str, prefix: str) -> int | None:
    """Of the row that the field belongs to."""
    start, _sign, rest = name.removeprefix("initial-").partition(f"{prefix}-")
    return key_of(rest.partition("-")[0]) if not start else None
