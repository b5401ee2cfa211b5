"""A worker that is always there, and waits for nothing: what is to be done later is kept to be looked at."""

from typing import Any

from django.utils import timezone
from django_tasks.backends.dummy import DummyBackend
from django_tasks.backends.immediate import ImmediateBackend

_later: list[DummyBackend] = []


def later_tasks() -> list[Any]:
    """What waits for its time since this was asked last."""
    waiting = [result for backend in _later for result in backend.results]
    for backend in _later:
        backend.results.clear()
    return waiting


class PromptBackend(ImmediateBackend):
    supports_defer = True

    def __init__(self, alias: str, params: dict[str, Any]) -> None:
        super().__init__(alias, params)
        _later.append(DummyBackend(alias, params))

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        is_due = task.run_after is None or task.run_after <= timezone.now()
        return super().enqueue(task, args, kwargs) if is_due else _later[-1].enqueue(task, args, kwargs)
