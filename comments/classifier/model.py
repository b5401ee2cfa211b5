"""What the classifier learned, as a file of words and numbers: nothing in it can run."""

import json
import os
from dataclasses import asdict, dataclass
from math import exp, isfinite, sqrt
from pathlib import Path
from typing import Any

from django.conf import settings

from comments.classifier.terms import terms_of

FORMAT = 1
# A file of ours has some megabytes.
LARGEST_FILE = 50_000_000
TERMS_NAMED = 5


class UnreadableError(Exception):
    """The file is none of ours, or was damaged."""


@dataclass(frozen=True)
class Measured:
    """On decisions that it did not learn from: how many there were, and what holding from the threshold on comes to.

    `held`: of these it would hold so many, `right` of them removed by people, who removed `removed` in all.
    """

    decisions: int
    removed: int
    held: int
    right: int

    @property
    def precision(self) -> int | None:
        """right ÷ held in per cent; None where it would hold nothing."""
        return round(100 * self.right / self.held) if self.held else None

    @property
    def recall(self) -> int | None:
        """right ÷ removed in per cent."""
        return round(100 * self.right / self.removed) if self.removed else None


@dataclass(frozen=True)
class Model:
    """The weight of each term, and what is added to them; from `threshold` on, in [0, 1], it would hold."""

    weights: dict[str, float]
    intercept: float
    threshold: float
    trained_at: str
    learned_from: int
    measured: Measured

    def judge(self, text: str) -> tuple[float, list[str]]:
        """How likely people would remove it, in [0, 1], and the terms that speak most for that."""
        known = [term for term in terms_of(text) if term in self.weights]
        length = sqrt(len(known)) or 1.0
        total = self.intercept + sum(self.weights[term] for term in known) / length
        driving = sorted((term for term in known if self.weights[term] > 0), key=lambda term: -self.weights[term])
        return 1 / (1 + exp(-max(min(total, 50), -50))), driving[:TERMS_NAMED]


def save_model(model: Model) -> Path:
    """In place of the one before it, all at once."""
    path: Path = settings.CLASSIFIER_FILE
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps({"format": FORMAT, **asdict(model)}, ensure_ascii=False), encoding="utf-8")
    os.replace(fresh, path)  # noqa: PTH105  # Path.replace says the same in more letters
    return path


def load_model() -> Model | None:
    """None where nothing was learned yet. Raises UnreadableError for a file that is none of ours."""
    path: Path = settings.CLASSIFIER_FILE
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UnreadableError
        kept = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise UnreadableError from error
    return _read(kept)


def _read(kept: Any) -> Model:
    try:
        if kept["format"] != FORMAT:
            raise UnreadableError
        model = Model(
            weights={str(term): float(weight) for term, weight in kept["weights"].items()},
            intercept=float(kept["intercept"]),
            threshold=float(kept["threshold"]),
            trained_at=str(kept["trained_at"]),
            learned_from=int(kept["learned_from"]),
            measured=Measured(**{name: int(count) for name, count in kept["measured"].items()}),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableError from error
    if not all(map(isfinite, (*model.weights.values(), model.intercept))) or not 0 <= model.threshold <= 1:
        raise UnreadableError
    return model


def readable_model() -> Model | None:
    """None, too, for a file that cannot be read."""
    try:
        return load_model()
    except UnreadableError:
        return None
