"""manage.py make_renditions: have the worker make what pictures of before renditions, or of an older recipe, lack."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts.edition import raise_edition
from articles.body import redraw_bodies
from articles.models import Article, Picture
from articles.renditions import RECIPE
from articles.tasks import render_picture


class Command(BaseCommand):
    help = "Queue the renditions of every picture that has none, or none of the present recipe."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="also of pictures whose renditions were lost")

    def handle(self, *args: Any, **options: Any) -> None:
        lacking = Picture.objects.exclude(file="")
        if options["all"]:
            # As if there were none: readers get the pictures themselves until they are made.
            lacking.update(renditions="")
            redraw_bodies(Article.objects.filter(body_pictures__isnull=False).values_list("pk", flat=True).distinct())
            raise_edition()
        keys = list(lacking.exclude(renditions__startswith=f"{RECIPE}-").order_by("-pk").values_list("pk", flat=True))
        for key in keys:
            render_picture.enqueue(key)
        self.stdout.write(f"{len(keys)} pictures wait for the worker.")
