from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("newsroom")

    def ready(self) -> None:
        from articles.actions.publishing import WHEN_TEXT_CHANGES
        from articles.planned.telling import tell_of_newer_text

        WHEN_TEXT_CHANGES.append(tell_of_newer_text)
