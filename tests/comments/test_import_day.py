"""The day of an imported article: the page's latest, or the one that is given."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.management import CommandError

from articles.models import Article
from comments.importers.dates import latest_date
from tests.comments.saved_pages import Import, with_entries


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("On April 26, 2007 and later", date(2007, 4, 26)),
        ("on Apr. 26th, 2007", date(2007, 4, 26)),
        ("8 August 2007", date(2007, 8, 8)),
        ("the 8th of August 2007", date(2007, 8, 8)),
        ("2007-08-08", date(2007, 8, 8)),
        ("08/08/2007", date(2007, 8, 8)),
        ("26/04/2007", date(2007, 4, 26)),
        ("04/26/2007", date(2007, 4, 26)),
        ("26.04.2007", date(2007, 4, 26)),
        ("April 26, 2007, then 8 August 2007, then 2006-12-31", date(2007, 8, 8)),
        ("March 3, 2007, or 03/04/2007", date(2007, 3, 3)),
        ("03/04/2007", None),
        ("August 2007", None),
        ("August 8", None),
        ("30 February 2007", None),
        ("13/13/2007", None),
        ("100/04/2007 and 2007-08-081", None),
        ("1 January 2099", None),
        ("8 August 1897", None),
        ("", None),
    ],
)
def test_the_latest_full_date_counts(text: str, day: date | None) -> None:
    assert latest_date(text, until=date(2026, 1, 1)) == day


def test_a_page_without_a_date_asks_for_one(import_page: Import) -> None:
    page = with_entries(("Jo", "Yes."), body="It happened on 03/04/2007, or so.")

    with pytest.raises(CommandError, match="--date"):
        import_page(page)

    assert not Article.objects.exists()
    import_page(page, date="2007-04-03")
    assert Article.objects.get().published_at == datetime(2007, 4, 3, 12, tzinfo=UTC)


def test_a_given_date_counts_more_than_the_page_s(import_page: Import) -> None:
    import_page(date="2007-09-04")

    assert Article.objects.get().published_at == datetime(2007, 9, 4, 12, tzinfo=UTC)


def test_the_day_begins_where_the_site_is(import_page: Import, settings: Any) -> None:
    settings.TIME_ZONE = "Asia/Tokyo"

    import_page()

    assert Article.objects.get().published_at == datetime(2007, 9, 5, 3, tzinfo=UTC)


@pytest.mark.parametrize("day", ["tomorrow", "2007-02-30", "0001-01-01", "9999-12-31", "05/09/2007"])
def test_a_date_that_is_none_is_refused(import_page: Import, day: str) -> None:
    with pytest.raises(CommandError):
        import_page(date=day)

    assert not Article.objects.exists()
