"""Moments in forms: left alone they stay as they are, and what no clock shows is refused beside the field."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from articles.models import Article, PreviewLink
from tests.articles.desk import change_url, errors_of, save_form
from tests.articles.planning import NEW, add_url, plan, planned_url, red_boat
from tests.factories import ArticleFactory, PlannedRevisionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nine_in_the_morning")]

# In Berlin it is half past two twice: in summer time, and an hour later.
FIRST, SECOND = datetime(2030, 10, 27, 0, 30, tzinfo=UTC), datetime(2030, 10, 27, 1, 30, tzinfo=UTC)
TWICE = [FIRST, SECOND, FIRST + timedelta(microseconds=51_326)]
HALF_PAST_TWO = "02:30:00"
LEFT_OUT = "Clocks are put forward on that day, and this time is left out. Please choose another."
WHICH_YEAR = "Is this the year that you mean? Please correct it."


@pytest.fixture
def berlin(settings: Settings) -> None:
    settings.TIME_ZONE = "Europe/Berlin"


def at(field: str, day: str, time: str) -> dict[str, str]:
    return {f"{field}_0": day, f"{field}_1": time}


def save_link(desk: Client, article: Article, day: str, time: str) -> Any:
    row = {"preview_links-0-label": "Dr Grey", **at("preview_links-0-expires_at", day, time)}
    return save_form(desk, change_url(article), **row)


def link_errors_of(answer: Any) -> list[dict[str, list[str]]]:
    found: list[dict[str, list[str]]] = answer.context["inline_admin_formsets"][1].formset.errors
    return found


@pytest.mark.usefixtures("berlin")
@pytest.mark.parametrize("moment", TWICE, ids=["first", "second", "within a second"])
def test_what_appeared_in_the_doubled_hour_is_saved_and_keeps_its_moment(desk: Client, moment: datetime) -> None:
    article = ArticleFactory.create(published_at=moment)

    answer = save_form(desk, change_url(article), dek="Put right")

    assert answer.status_code == 302
    article.refresh_from_db()
    assert (article.dek, article.published_at) == ("Put right", moment)


@pytest.mark.usefixtures("berlin")
@pytest.mark.parametrize("moment", TWICE, ids=["first", "second", "within a second"])
def test_a_preview_link_good_until_the_doubled_hour_keeps_its_moment(desk: Client, moment: datetime) -> None:
    article = ArticleFactory.create()
    PreviewLink.objects.create(article=article, label="Dr Grey", expires_at=moment)

    answer = save_form(desk, change_url(article), **{"preview_links-0-label": "Dr Grey, the expert"})

    assert answer.status_code == 302
    link = PreviewLink.objects.get()
    assert (link.label, link.expires_at) == ("Dr Grey, the expert", moment)


@pytest.mark.usefixtures("berlin")
@pytest.mark.parametrize("hour", [0, 1], ids=["first", "second"])
def test_a_text_planned_for_the_doubled_hour_keeps_its_moment(desk: Client, hour: int) -> None:
    moment = datetime(2031, 10, 26, hour, 30, tzinfo=UTC)
    planned = PlannedRevisionFactory.create(article=red_boat(), takes_effect_at=moment)

    answer = save_form(desk, planned_url(planned), headline="The blue boats")

    assert answer.status_code == 302
    planned.refresh_from_db()
    assert (planned.headline, planned.takes_effect_at) == ("The blue boats", moment)


@pytest.mark.usefixtures("berlin")
def test_a_time_of_the_doubled_hour_is_the_first_of_the_two(desk: Client) -> None:
    article = red_boat()

    planned = plan(desk, article, **at("takes_effect_at", "2031-10-26", HALF_PAST_TWO))
    save_link(desk, article, "2031-10-26", HALF_PAST_TWO)
    save_form(desk, change_url(article), **at("published_at", "2030-10-27", HALF_PAST_TWO))

    article.refresh_from_db()
    assert article.published_at == FIRST
    first = datetime(2031, 10, 26, 0, 30, tzinfo=UTC)
    assert (planned.takes_effect_at, PreviewLink.objects.get().expires_at) == (first, first)


@pytest.mark.usefixtures("berlin")
def test_a_time_that_clocks_leave_out_is_refused_beside_the_field(desk: Client) -> None:
    article = red_boat()

    appears = save_form(desk, change_url(article), **at("published_at", "2031-03-30", HALF_PAST_TWO))
    planned = save_form(desk, add_url(article), **NEW, **at("takes_effect_at", "2032-03-28", HALF_PAST_TWO))
    link = save_link(desk, article, "2032-03-28", HALF_PAST_TWO)

    assert errors_of(appears) == {"published_at": [LEFT_OUT]}
    assert errors_of(planned) == {"takes_effect_at": [LEFT_OUT]}
    assert link_errors_of(link) == [{"expires_at": [LEFT_OUT]}]


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Europe/Berlin"])
@pytest.mark.parametrize("moment", [("9999-12-31", "23:59:59"), ("0001-01-01", "00:00:00")], ids=["last", "first"])
def test_the_last_and_the_first_moment_that_there_are_were_mistyped(
    desk: Client, settings: Settings, zone: str, moment: tuple[str, str]
) -> None:
    settings.TIME_ZONE = zone
    article = red_boat()

    appears = save_form(desk, change_url(article), **at("published_at", *moment))
    planned = save_form(desk, add_url(article), **NEW, **at("takes_effect_at", *moment))
    link = save_link(desk, article, *moment)

    assert errors_of(appears) == {"published_at": [WHICH_YEAR]}
    assert errors_of(planned) == {"takes_effect_at": [WHICH_YEAR]}
    assert link_errors_of(link) == [{"expires_at": [WHICH_YEAR]}]


@pytest.mark.parametrize(("day", "time"), [("2031-05-03", ""), ("", "12:00:00")], ids=["no time", "no day"])
def test_half_a_moment_is_refused_beside_the_field(desk: Client, day: str, time: str) -> None:
    answer = save_link(desk, red_boat(), day, time)

    assert [*link_errors_of(answer)[0]] == ["expires_at"]
