"""A form as it stands on a page, sent back as a browser sends it."""

from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement, document_fromstring

# Sent only where they are pressed; a file cannot be given back.
_NOT_SENT = {"submit", "button", "image", "reset", "file"}


def as_it_came(answer: Any) -> dict[str, Any]:
    """The values of the page's largest form, new or refused, by name: lists where there may be many."""
    page: Any = document_fromstring(answer.content.decode())
    form = max(page.forms, key=lambda form: len(list(_controls(page, form))))
    sent: dict[str, Any] = {}
    for control in _controls(page, form):
        values = _values(control)
        if values:
            sent[control.get("name")] = values if control.get("multiple") is not None else values[0]
    return sent


def _controls(page: HtmlElement, form: HtmlElement) -> Iterator[HtmlElement]:
    inside = set(form.iter("input", "select", "textarea"))
    for control in page.iter("input", "select", "textarea"):
        is_ours = control.get("form") == form.get("id") if control.get("form") else control in inside
        if is_ours and control.get("name") and control.get("disabled") is None:
            yield control


def _values(control: HtmlElement) -> list[str]:
    kind = (control.get("type") or "text").lower()
    if control.tag == "textarea":
        # A line's end right behind the tag is not part of the text.
        text = control.text_content().replace("\r\n", "\n").removeprefix("\n")
        return [text.replace("\n", "\r\n")]
    if control.tag == "select":
        return _chosen(control)
    if kind in _NOT_SENT:
        return []
    if kind in {"checkbox", "radio"}:
        return [control.get("value") or "on"] if control.get("checked") is not None else []
    return [control.get("value") or ""]


def _chosen(select: HtmlElement) -> list[str]:
    options = [(option.get("value", option.text_content()), option) for option in select.iter("option")]
    chosen = [value for value, option in options if option.get("selected") is not None]
    if select.get("multiple") is not None:
        return chosen
    return chosen[-1:] or [value for value, _ in options[:1]]
