"""Let the classifier learn from what moderators decided."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from comments.classifier.model import save_model
from comments.classifier.training import FEWEST_DECISIONS, FEWEST_OF_EACH, TooLittleError, examples, train
from comments.rules.book import raise_rulebook


class Command(BaseCommand):
    help = "Let the classifier learn from this site's decisions; it acts where a rule of its kind is in force."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            model = train(examples())
        except TooLittleError as little:
            raise CommandError(
                f"There are {little.decisions} decisions, {little.removed} of which removed the comment. It takes at "
                f"least {FEWEST_DECISIONS}, with {FEWEST_OF_EACH} of each kind: fewer teach nothing that lasts."
            ) from None
        except ImportError:
            raise CommandError(
                "Training needs scikit-learn, which is installed besides: "
                "pip install --require-hashes -r requirements-classifier.lock"
            ) from None
        path = save_model(model)
        # Every process reads it anew.
        raise_rulebook()
        measured = model.measured
        self.stdout.write(f"Learned from {model.learned_from} decisions: {len(model.weights)} terms, in {path}.")
        self.stdout.write(
            f"On the latest {measured.decisions}, which it had not seen, it would hold {measured.held}: "
            f"{_percent(measured.precision)} of them were removed, and it would find {_percent(measured.recall)} "
            f"of the {measured.removed} that were."
        )


def _percent(share: int | None) -> str:
    return "none" if share is None else f"{share} %"
