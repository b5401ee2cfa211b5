"""When everything in the demonstration's discussions happens."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from articles.models import Article
from comments.demo.outline import Deed, Saying

# How long people take to answer, in turn; scaled to the time that there is.
_PAUSES = (4, 11, 7, 38, 19, 92, 26, 55, 13, 170, 31)
_SOON = timedelta(minutes=9)
# A deed that comes before the replies, as those who reply saw what it did.
_BEFORE_REPLIES = {"approved", "edited"}
# A deed that comes after them: nobody answers what is taken down.
_AFTER_REPLIES = {"deleted", "removed", "appealed"}


@dataclass(frozen=True)
class Talk:
    """What is said on an article, between `start` and `end`."""

    article: Article
    sayings: list[Saying]
    start: datetime
    end: datetime


@dataclass(frozen=True)
class Event:
    """A comment being written, or, with a deed, something that happens to it."""

    at: datetime
    talk: Talk
    position: int
    deed: Deed | None = None

    @property
    def saying(self) -> Saying:
        return self.talk.sayings[self.position]


def events_of(talks: list[Talk]) -> list[Event]:
    """Everything that happens in these talks, in order of time."""
    return sorted((event for talk in talks for event in _events(talk)), key=lambda event: event.at)


def _events(talk: Talk) -> Iterator[Event]:
    ats = _moments(talk)
    for position, saying in enumerate(talk.sayings):
        yield Event(ats[position], talk, position)
        answers = [at for at, other in zip(ats, talk.sayings, strict=True) if other.parent == position]
        for number, deed in enumerate(saying.deeds, start=1):
            yield Event(_moment_of(deed, ats[position], answers, talk.end, number), talk, position, deed)


def _moments(talk: Talk) -> list[datetime]:
    """For each saying, its moment: after what it answers and after the answer above it, no two at once."""
    minutes: list[float] = []
    latest: dict[int | None, float] = {}
    for position, saying in enumerate(talk.sayings):
        pause = _PAUSES[position * 7 % len(_PAUSES)]
        asked = minutes[saying.parent] if saying.parent is not None else 0.0
        minutes.append(max(asked, latest.get(saying.parent, 0.0)) + pause + position / len(talk.sayings))
        latest[saying.parent] = minutes[-1]
    share = (talk.end - talk.start) / max(minutes)
    return [talk.start + share * minute for minute in minutes]


def _moment_of(deed: Deed, at: datetime, answers: list[datetime], end: datetime, number: int) -> datetime:
    """`number` tells the deeds on one comment apart."""
    if deed.verb in _BEFORE_REPLIES and answers:
        return at + min((min(answers) - at) / 2, _SOON)
    since = max(answers, default=at) if deed.verb in _AFTER_REPLIES else at
    return since + min(_SOON, (end - since) / 2) * number if end > since else end + timedelta(seconds=number)
