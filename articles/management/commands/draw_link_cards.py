"""manage.py draw_link_cards: treat links in the texts that are there as those of new ones are treated."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.edition import raise_edition
from articles.link_cards.keeping import draw_anew
from articles.link_cards.tasks import fetch_new_cards
from articles.models import Article


class Command(BaseCommand):
    help = "Draw the cards of every text anew, and queue what other sites have not been asked yet."

    def handle(self, *args: Any, **options: Any) -> None:
        keys = list(Article.objects.filter(body__contains="<a ").order_by("-pk").values_list("pk", flat=True))
        drawn = [article for key in keys if (article := draw_anew(key))]
        raise_edition()
        for article in drawn:
            fetch_new_cards(article)
        self.stdout.write(f"{len(drawn)} texts are drawn anew.")
