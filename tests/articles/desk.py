"""What an editor does at the desk, through its forms as a browser sends them."""

from typing import Any

from django.db import connection
from django.forms import BaseForm
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.admin.checking import DESPITE
from articles.checklist.names import CHECK_NAMES
from articles.models import Article

ADD = "/admin/articles/article/add/"

# As after everything that the checklist can ask about.
ALL_THE_SAME = DESPITE + " ".join(CHECK_NAMES)


def change_url(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/change/"


def save_form(client: Client, url: str, **changes: Any) -> Any:
    """Open the form, change some fields, save and go on, whatever the checklist says; the answer, not followed."""
    return client.post(url, {**filled_in(client, url), **changes, "_continue": ALL_THE_SAME})


def filled_in(client: Client, url: str) -> dict[str, Any]:
    """What a browser would send if the form were sent as it came."""
    return as_it_came(client.get(url))


def as_it_came(answer: Any) -> dict[str, Any]:
    """The same of a form that is there, be it one that was refused."""
    context = answer.context
    data = _values(context["adminform"].form)
    for inline in context["inline_admin_formsets"]:
        data |= _values(inline.formset.management_form)
        for form in inline.formset.forms:
            data |= _values(form)
    return data


def errors_of(answer: Any) -> dict[str, list[str]]:
    """The sentences of a refused form by field; those of no field under `__all__`."""
    return {name: [str(error) for error in errors] for name, errors in answer.context["adminform"].form.errors.items()}


def count_queries(client: Client, url: str) -> int:
    """How often opening the page asks the database, after a first time that fills what is kept."""
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    return len(queries)


def _values(form: BaseForm) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for field in form:
        value = field.value()
        subwidgets = getattr(field.field.widget, "widgets_names", None)
        if subwidgets:
            parts = field.field.widget.decompress(field.initial)
            data |= {
                field.html_name + suffix: "" if part is None else str(part)
                for suffix, part in zip(subwidgets, parts, strict=True)
            }
        elif isinstance(value, (list, tuple)):
            data[field.html_name] = [str(getattr(item, "pk", item)) for item in value]
        elif value is not None and value is not False:
            data[field.html_name] = str(value)
        if field.field.show_hidden_initial:
            data[field.html_initial_name] = form.data.get(field.html_initial_name, "" if value is None else str(value))
    return data
