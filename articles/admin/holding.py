"""Forms that are checked against what stays as it is until they are saved."""

from django.db import connection
from django.db.models import Model
from django.http import HttpRequest

from accounts.keys import key_of
from articles.models import Article


def is_about_to_save(request: HttpRequest) -> bool:
    """Whether the admin checks a form within the transaction that saves it; previews do so outside of any."""
    return request.method == "POST" and connection.in_atomic_block


def hold_article_of(key: str, relation: str = "pk") -> None:
    """Let nobody else change the article until this transaction ends, so that what is read of it now stays true.

    `key` is the address's, of the article or of what has one in `relation`; of none, nothing is held.
    """
    if (number := key_of(key)) is not None:
        Article.objects.select_for_update(of=("self",)).filter(**{relation: number}).only("pk").first()


def hold_row(model: type[Model], key: str) -> None:
    """The same for a row of another kind, which may still be named by whoever saves something else."""
    if (number := key_of(key)) is not None:
        model._default_manager.select_for_update(no_key=True).filter(pk=number).only("pk").first()
