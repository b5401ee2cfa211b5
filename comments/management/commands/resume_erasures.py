"""manage.py resume_erasures: queue again the erasures that a killed worker left half done."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.models import Erasure
from comments.tasks import go_on_erasing


class Command(BaseCommand):
    help = "Queue again every erasure that is not finished; one that is under way already takes no harm."

    def handle(self, *args: Any, **options: Any) -> None:
        unfinished = list(Erasure.objects.filter(finished_at=None).values_list("pk", flat=True))
        for erasure in unfinished:
            go_on_erasing.enqueue(erasure)
        self.stdout.write(f"{len(unfinished)} erasures go on.")
