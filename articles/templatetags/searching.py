"""Addresses of a search with something else."""

from typing import Protocol

from django import template


class Addressable(Protocol):
    def address(self, **changes: object) -> str: ...


register = template.Library()


@register.simple_tag
def search_address(asked: Addressable, **changes: object) -> str:
    """The query of the same search with these facts in place of its own; None leaves one out."""
    return asked.address(**changes)
