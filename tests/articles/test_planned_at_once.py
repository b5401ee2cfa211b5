"""Of several readers who come first after the moment of a planned text, one puts it in force and the others wait."""

from datetime import timedelta
from threading import Barrier, Event, Thread
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from articles.planned import due


def test_readers_who_come_at_once_put_it_in_force_once(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, may_end, all_here = Event(), Event(), Barrier(3)
    settled: list[int] = []
    went_on: list[bool] = []

    def settle(key: int) -> None:
        begun.set()
        may_end.wait(10)
        settled.append(key)

    def read() -> None:
        all_here.wait(10)
        due.settle_what_is_due()
        went_on.append(bool(settled))

    plans: Any = SimpleNamespace(due=lambda moment: SimpleNamespace(values_list=lambda *names, flat: [7]))
    monkeypatch.setattr(due, "PlannedRevision", SimpleNamespace(objects=plans))
    monkeypatch.setattr(due, "settle", settle)
    monkeypatch.setattr(due.known, "due_at", timezone.now() - timedelta(seconds=1))
    monkeypatch.setattr(due.known, "ask_at", float("inf"))
    monkeypatch.setattr(due.known, "ask", lambda: monkeypatch.setattr(due.known, "due_at", None))
    readers = [Thread(target=read) for _ in range(3)]

    for reader in readers:
        reader.start()
    begun.wait(10)
    may_end.set()
    for reader in readers:
        reader.join(10)

    assert settled == [7]
    assert went_on == [True] * 3
