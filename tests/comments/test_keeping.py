"""What is kept stands until its stamp, the time or the room says otherwise, and is built by one at a time."""

from datetime import timedelta
from threading import Event, Thread

import pytest
import time_machine
from django.core.cache import caches
from django.utils import timezone
from pytest_django import Settings

from comments import keeping
from comments.keeping import Kept, Place, find, forget_all, keep

PLACE: Place = ("page", "harbour")


class Builder:
    """Builds the same word each time, and counts."""

    def __init__(self, word: str = "built", **facts: object) -> None:
        self.built = 0
        self.kept = Kept(word, **facts)  # type: ignore[arg-type]  # the facts are Kept's own

    def __call__(self) -> Kept[str]:
        self.built += 1
        return self.kept


def test_it_is_built_once_for_a_stamp() -> None:
    build = Builder()

    words = [keep(PLACE, stamp, build).value for stamp in (1, 1, 2, 2)]

    assert words == ["built"] * 4
    assert build.built == 2


def test_a_new_stamp_takes_the_old_ones_room() -> None:
    keep(PLACE, 1, Builder("old"))
    keep(PLACE, 2, Builder("new"))

    assert find(PLACE, 1) is None


def test_time_makes_it_stale() -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        keep(PLACE, 1, Builder(good_until=now + timedelta(minutes=1)))

    with time_machine.travel(now + timedelta(seconds=59), tick=False):
        before = find(PLACE, 1)
    with time_machine.travel(now + timedelta(seconds=60), tick=False):
        after = find(PLACE, 1)

    assert before is not None
    assert after is None


def test_what_was_not_asked_for_longest_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "KEEP_BYTES", 100)
    first, second, third = (("page", name) for name in ("first", "second", "third"))
    keep(first, 1, Builder(weight=40))
    keep(second, 1, Builder(weight=40))
    find(first, 1)
    keep(third, 1, Builder(weight=40))

    assert [find(place, 1) is not None for place in (first, second, third)] == [True, False, True]


def test_others_wait_for_who_builds_it() -> None:
    has_begun, may_end = Event(), Event()

    def build_slowly() -> Kept[str]:
        has_begun.set()
        may_end.wait(5)
        return Kept("built by the first")

    words: list[str] = []
    second = Builder("built by the second")
    readers = [
        Thread(target=lambda: words.append(keep(PLACE, 1, build_slowly).value)),
        Thread(target=lambda: words.append(keep(PLACE, 1, second).value)),
    ]
    readers[0].start()
    has_begun.wait(5)
    readers[1].start()
    may_end.set()
    for reader in readers:
        reader.join(5)

    assert words == ["built by the first"] * 2
    assert second.built == 0


def test_who_fails_to_build_it_leaves_it_to_the_next() -> None:
    def fail() -> Kept[str]:
        raise LookupError

    with pytest.raises(LookupError):
        keep(PLACE, 1, fail)

    assert keep(PLACE, 1, Builder()).value == "built"


@pytest.fixture
def shared(settings: Settings) -> None:
    """An empty place for what several processes keep."""
    shared = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "shared"}
    settings.CACHES = {**settings.CACHES, "pages": shared}
    caches["pages"].clear()


def test_processes_share_what_they_build(shared: None) -> None:
    build = Builder()
    keep(PLACE, 1, build)
    forget_all()  # as another process would not know of it

    keep(PLACE, 1, build)

    assert build.built == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BUILD", "of tomorrow"),
        ("SITE_NAME", "The Saltmere Lamp"),
        ("DISCUSSION_CLOSES_AFTER_DAYS", 7),
        ("TIME_ZONE", "Asia/Tokyo"),
    ],
)
def test_but_nothing_that_the_site_says_otherwise(shared: None, settings: Settings, name: str, value: object) -> None:
    build = Builder()
    keep(PLACE, 1, build)
    forget_all()

    setattr(settings, name, value)
    keep(PLACE, 1, build)

    assert build.built == 2
