"""Learning from this site's decisions: logistic regression over the terms of what people judged."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from comments.classifier.model import Measured, Model
from comments.classifier.terms import terms_of
from comments.models import CommentRevision, Decision
from comments.rules.cases import BY_MODERATORS

# Fewer teach nothing that another hundred would not overthrow.
FEWEST_DECISIONS = 500
FEWEST_OF_EACH = 100
MOST_DECISIONS = 50_000
# The latest share is kept for measuring: as in life, it judges what comes after what it learned from.
HELD_OUT = 0.2
# It holds from where it was right so often on what it had not seen while it learned.
WANTED_PRECISION = 0.9
# Below that it would hold what it takes for more likely to stay.
LEAST_THRESHOLD = 0.5
MOST_TERMS = 50_000
FOLDS = 5

Example = tuple[str, bool]


class TooLittleError(Exception):
    """Carries how many decisions there are, and how many of them removed the comment."""

    def __init__(self, decisions: int, removed: int) -> None:
        super().__init__()
        self.decisions, self.removed = decisions, removed


def examples() -> list[Example]:
    """What people judged, with whether they took it down: of each comment the last ruling, the oldest first."""
    rulings = Decision.objects.filter(verdict__in=BY_MODERATORS, undone_by=None).exclude(comment__body="")
    found = rulings.order_by("-pk").values_list(
        "comment_id", "verdict", "revision_number", "comment__revision_number", "comment__body"
    )[:MOST_DECISIONS]
    latest = {row[0]: row for row in reversed(found)}
    changed = [pk for pk, row in latest.items() if row[2] != row[3]]
    earlier = CommentRevision.objects.filter(comment__in=changed).values_list("comment_id", "number", "body")
    bodies = {(comment, number): body for comment, number, body in earlier}
    taken_down = {Decision.Verdict.REMOVE, Decision.Verdict.SPAM}
    return [
        (bodies.get((pk, judged), body), verdict in taken_down)
        for pk, verdict, judged, _now, body in sorted(latest.values())
    ]


def train(judged: Sequence[Example]) -> Model:
    """Raises TooLittleError below FEWEST_DECISIONS, or FEWEST_OF_EACH, and ImportError without scikit-learn."""
    removed = sum(is_removed for _body, is_removed in judged)
    if len(judged) < FEWEST_DECISIONS or min(removed, len(judged) - removed) < FEWEST_OF_EACH:
        raise TooLittleError(len(judged), removed)
    return fit(judged)


def fit(judged: Sequence[Example]) -> Model:
    """Learns from the older ones, finds the threshold within them, and is measured on the latest."""
    from sklearn.model_selection import cross_val_predict

    cut = round(len(judged) * (1 - HELD_OUT))
    learned, held_out = judged[:cut], judged[cut:]
    bodies, is_removed = [body for body, _removed in learned], [removed for _body, removed in learned]
    guesses = cross_val_predict(_pipeline(), bodies, is_removed, cv=FOLDS, method="predict_proba")[:, 1]
    threshold = threshold_for(list(map(float, guesses)), is_removed)
    fitted = _pipeline().fit(bodies, is_removed)
    counted = fitted.named_steps["terms"].vocabulary_
    regression = fitted.named_steps["regression"]
    weights = {str(term): round(float(regression.coef_[0][place]), 5) for term, place in counted.items()}
    unmeasured = Model(
        weights=weights,
        intercept=float(regression.intercept_[0]),
        threshold=threshold,
        trained_at=timezone.now().isoformat(timespec="minutes"),
        learned_from=len(learned),
        measured=Measured(0, 0, 0, 0),
    )
    return _with_measure(unmeasured, held_out)


def threshold_for(guesses: Sequence[float], is_removed: Sequence[bool]) -> float:
    """The lowest from which on WANTED_PRECISION of what is held was removed; 1 where there is none."""
    best, held, right = 1.0, 0, 0
    for guess, removed in sorted(zip(guesses, is_removed, strict=True), reverse=True):
        held, right = held + 1, right + removed
        if right / held >= WANTED_PRECISION:
            best = guess
    return max(best, LEAST_THRESHOLD)


def _pipeline() -> Any:
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import Pipeline
    from sklearn.preprocessing import Normalizer

    return Pipeline(
        [
            ("terms", CountVectorizer(analyzer=terms_of, min_df=2, max_features=MOST_TERMS, binary=True)),
            ("length", Normalizer()),
            ("regression", LogisticRegression(C=10, class_weight="balanced", max_iter=1_000)),
        ]
    )


def _with_measure(model: Model, held_out: Sequence[Example]) -> Model:
    judged = [(model.judge(body)[0] >= model.threshold, removed) for body, removed in held_out]
    measured = Measured(
        decisions=len(judged),
        removed=sum(removed for _held, removed in judged),
        held=sum(held for held, _removed in judged),
        right=sum(held and removed for held, removed in judged),
    )
    return Model(**{**vars(model), "measured": measured})
