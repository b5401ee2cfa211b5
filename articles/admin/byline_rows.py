"""The rows of an article's form that say who wrote it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet
from django.http import QueryDict

from accounts.keys import key_of
from articles.models import Article, ArticleByline

PREFIX = "article_bylines"
# No form of ours has more.
MOST_ROWS = 1_000


class Row(NamedTuple):
    """As a browser sends it; `key` is blank where nothing is stored.

    `opened` is what it said as the form was opened: writer and position.
    """

    key: str
    writer: str
    position: str
    is_deleted: bool = False
    opened: tuple[str, str] | None = None


class BylineRow(forms.ModelForm[ArticleByline]):
    """Brings what it said as it was opened, so that a colleague's change of it is none of this editor's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("byline", "position"):
            if name in self.fields:
                self.fields[name].show_hidden_initial = self.instance.pk is not None


class BylineRows(BaseInlineFormSet[ArticleByline, Article, forms.ModelForm[ArticleByline]]):
    """`is_stale`: whether colleagues have named others, or in another order, since the form was opened."""

    is_stale = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and self.management_form.is_valid():
            stored = list(self.get_queryset())
            opened = _opened(_rows(self.data, stored))
            self.is_stale = opened != {str(named.byline_id): str(named.position) for named in stored}
            self.data = merged_rows(cast("QueryDict", self.data), stored)
            # It has counted the rows that were sent.
            del self.management_form

    def clean(self) -> None:
        super().clean()
        if sentence := getattr(self.instance, "lacks_byline", ""):
            raise ValidationError(sentence)


def merged_rows(data: QueryDict, stored: Sequence[ArticleByline]) -> QueryDict:
    """What was sent, its rows brought up to what colleagues have stored since the form was opened.

    Writer by writer: whom this editor took out goes, whom they put in comes, and to whom they gave another position
    has it; all others stay as they are stored. A stored row names the same writer ever after, and comes first.
    """
    rows = list(_rows(data, stored))
    opened, (sent, others) = _opened(rows), _sent(rows)
    kept = {str(named.byline_id): named for named in stored}
    merged = [_kept(named, opened, sent) for named in kept.values()]
    merged += [Row("", writer, sent[writer]) for writer in sent if writer not in kept and writer not in opened]
    return _with_rows(data, [*merged, *others], len(kept))


def named_in_order(data: QueryDict, stored: Sequence[ArticleByline]) -> list[int]:
    """Keys of the writers whom the article would name if this were saved, in their order."""
    rows = [row for row in _rows(merged_rows(data, stored), stored) if not row.is_deleted]
    in_order = sorted(rows, key=lambda row: key_of(row.position) or 0)
    return [key for row in in_order if (key := key_of(row.writer)) is not None]


def _rows(data: Mapping[str, Any], stored: Sequence[ArticleByline]) -> Iterator[Row]:
    now = {str(named.pk): (str(named.byline_id), str(named.position)) for named in stored}
    count = min(key_of(data.get(f"{PREFIX}-TOTAL_FORMS", "")) or 0, MOST_ROWS)
    for number in range(count):
        row = f"{PREFIX}-{number}"
        key, writer, position = (data.get(f"{row}-{name}", "") for name in ("id", "byline", "position"))
        before = now.get(key, (writer, position))
        opened = (data.get(f"initial-{row}-byline", before[0]), data.get(f"initial-{row}-position", before[1]))
        yield Row(key, writer, position, f"{row}-DELETE" in data, opened if key else None)


def _opened(rows: Iterable[Row]) -> dict[str, str]:
    """Writer → position, as the form was opened."""
    return dict(row.opened for row in rows if row.opened)


def _sent(rows: Iterable[Row]) -> tuple[dict[str, str], list[Row]]:
    """Writer → position, as the editor wants them; and the rows that name nobody, or somebody a second time."""
    sent: dict[str, str] = {}
    others: list[Row] = []
    for row in rows:
        if row.is_deleted or (row.key and not row.writer):
            continue
        if row.writer and row.writer not in sent:
            sent[row.writer] = row.position
        else:
            others.append(Row("", row.writer, row.position))
    return sent, others


def _kept(named: ArticleByline, opened: Mapping[str, str], sent: Mapping[str, str]) -> Row:
    writer, position = str(named.byline_id), str(named.position)
    is_moved = writer in opened and writer in sent and sent[writer] != opened[writer]
    is_taken_out = writer in opened and writer not in sent
    return Row(str(named.pk), writer, sent[writer] if is_moved else position, is_taken_out, (writer, position))


def _with_rows(data: QueryDict, rows: Sequence[Row], stored: int) -> QueryDict:
    written = data.copy()
    for name in data:
        if name.startswith((f"{PREFIX}-", f"initial-{PREFIX}-")) and not name.endswith("_NUM_FORMS"):
            del written[name]
    written[f"{PREFIX}-TOTAL_FORMS"], written[f"{PREFIX}-INITIAL_FORMS"] = str(len(rows)), str(stored)
    for number, row in enumerate(rows):
        name = f"{PREFIX}-{number}"
        written[f"{name}-id"], written[f"{name}-byline"], written[f"{name}-position"] = row[:3]
        if row.is_deleted:
            written[f"{name}-DELETE"] = "on"
        if row.opened:
            written[f"initial-{name}-byline"], written[f"initial-{name}-position"] = row.opened
    return written
