"""What an editor does at the desk, through its forms as a browser sends them."""

from typing import Any

from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.admin.checking import DESPITE
from articles.checklist.names import CHECK_NAMES
from articles.models import Article
from tests.articles.shown_form import as_it_came

ADD = "/admin/articles/article/add/"

# As after everything that the checklist can ask about.
ALL_THE_SAME = DESPITE + " ".join(CHECK_NAMES)


def change_url(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/change/"


def save_form(client: Client, url: str, **changes: Any) -> Any:
    """Open the form, change some fields, save and go on, whatever the checklist says; the answer, not followed."""
    return client.post(url, {**filled_in(client, url), **changes, "_continue": ALL_THE_SAME})


def send(client: Client, article: Article, form: dict[str, Any], **changes: Any) -> Any:
    """Save an article's form that was opened before, whatever the checklist says; the answer, not followed."""
    return client.post(change_url(article), {**form, **changes, "_continue": ALL_THE_SAME})


def told(answer: Any) -> str:
    """What the next page says at its head."""
    return " ".join(map(str, get_messages(answer.wsgi_request)))


def filled_in(client: Client, url: str) -> dict[str, Any]:
    """What a browser would send if the form were sent as it came."""
    return as_it_came(client.get(url))


def errors_of(answer: Any) -> dict[str, list[str]]:
    """The sentences of a refused form by field; those of no field under `__all__`."""
    return {name: [str(error) for error in errors] for name, errors in answer.context["adminform"].form.errors.items()}


def count_queries(client: Client, url: str) -> int:
    """How often opening the page asks the database, after a first time that fills what is kept."""
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    return len(queries)
