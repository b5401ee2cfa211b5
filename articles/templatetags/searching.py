"""Addresses of a search with something else."""

from django import template

from articles.search.narrowing import Asked

register = template.Library()


@register.simple_tag
def search_address(asked: Asked, **changes: object) -> str:
    """The query of the same search with these facts in place of its own; None leaves one out."""
    return asked.address(**changes)
