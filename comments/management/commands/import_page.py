"""`manage.py import_page FILE`: a page saved as text becomes an article with its discussion."""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from comments.importers.dates import latest_date
from comments.importers.limits import refuse_too_long
from comments.importers.lines import PageRefusedError
from comments.importers.loading import load_picture, load_text
from comments.importers.page import SavedPage, read_page
from comments.importers.recovery import recover
from comments.importers.summary import summarise
from comments.importers.writing import find_imported, import_saved_page

# Before that there were no pages to save.
EARLIEST = date(1990, 1, 1)


class Command(BaseCommand):
    help = "Import a page saved as text: its article, comments, linkbacks and topics. Twice changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the saved page, as text in UTF-8")
        parser.add_argument("--dry-run", action="store_true", help="say what would be imported, and write nothing")
        parser.add_argument(
            "--date", help="the day of the article, as YYYY-MM-DD; else the latest that the page names"
        )
        parser.add_argument("--picture", help="a file for the picture whose caption the page holds")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._import(**options)
        except PageRefusedError as refusal:
            raise CommandError(str(refusal)) from None

    def _import(
        self, *, file: str, dry_run: bool = False, date: str | None = None, picture: str | None = None, **_options: Any
    ) -> None:
        page = read_page(load_text(Path(file)))
        day = _given_day(date) if date else _named_day(page)
        drawn = load_picture(Path(picture)) if picture else None
        recovered = recover(page)
        refuse_too_long(page)
        for sentence in summarise(page, recovered, day):
            self.stdout.write(sentence)
        if dry_run:
            self._report_dry_run(page, day)
            return
        imported = import_saved_page(page=page, recovered=recovered, day=day, picture=drawn)
        sentence = _("Imported: %(url)s") if imported.is_new else _("Imported before, nothing changed: %(url)s")
        self.stdout.write(self.style.SUCCESS(sentence % {"url": imported.article.get_absolute_url()}))

    def _report_dry_run(self, page: SavedPage, day: date) -> None:
        found = find_imported(page, day)
        sentence = _("A dry run: nothing was written.")
        if found:
            sentence = _("A dry run: nothing was written. The page was imported before: %(url)s") % {
                "url": found.get_absolute_url()
            }
        self.stdout.write(self.style.NOTICE(sentence))


def _given_day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise PageRefusedError(_("“%(text)s” is no date; give it as --date 2007-08-31.") % {"text": text}) from None
    if not EARLIEST <= day <= timezone.localdate():
        raise PageRefusedError(
            _("An article of %(day)s cannot be imported: give a day from %(first)s to today.")
            % {"day": day, "first": EARLIEST}
        )
    return day


def _named_day(page: SavedPage) -> date:
    day = latest_date(page.text, until=timezone.localdate())
    if day is None:
        raise PageRefusedError(_("The page names no full date; say the article's day with --date YYYY-MM-DD."))
    return day
