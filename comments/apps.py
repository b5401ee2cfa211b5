from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    name = "comments"
    verbose_name = _("discussions")

    def ready(self) -> None:
        from articles.actions.publishing import WHEN_TEXT_CHANGES
        from comments.actions.correcting import retell_article

        WHEN_TEXT_CHANGES.append(retell_article)
        # Any later migration may make the table of comments anew, and does not know what hung on it.
        post_migrate.connect(_mend_search, sender=self)


def _mend_search(**how: Any) -> None:
    from comments.moderation.search_schema import mend_index

    mend_index()
