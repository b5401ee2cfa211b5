from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("newsroom")

    def ready(self) -> None:
        from articles.actions.publishing import WHEN_TEXT_CHANGES
        from articles.planned.telling import tell_of_newer_text
        from articles.search.schema import lend_plain
        from articles.tasks import finish_pictures

        connection_created.connect(lend_plain)
        # Any later migration may make the table of articles anew, and does not know what hung on it.
        post_migrate.connect(_mend_search, sender=self)
        WHEN_TEXT_CHANGES.extend([tell_of_newer_text, finish_pictures])


def _mend_search(**how: Any) -> None:
    from articles.search.schema import mend_index

    mend_index()
