from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    name = "comments"
    verbose_name = _("discussions")

    def ready(self) -> None:
        from articles.actions.publishing import WHEN_TEXT_CHANGES
        from comments.actions.correcting import retell_article

        WHEN_TEXT_CHANGES.append(retell_article)
