"""What a check finds: a sentence, and where it points to."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from articles.checklist.levels import Level
from articles.checklist.subject import Subject
from articles.models import Picture


@dataclass(frozen=True)
class Finding:
    """`field` is the form's, `picture` the one of the library that lacks something; `check` and `level` come last."""

    sentence: str
    field: str
    picture: Picture | None = None
    check: str = ""
    level: Level = Level.WARN

    @property
    def is_blocking(self) -> bool:
        return self.level == Level.BLOCK

    @property
    def is_asked_about(self) -> bool:
        return self.level == Level.WARN


Check = Callable[[Subject], Iterable[Finding]]
