"""The one door to a plot's markup: every word and number passes `element`, which escapes it."""

from collections.abc import Mapping
from html import escape

from django.utils.safestring import SafeString

Attributes = Mapping[str, str | float]


def element(name: str, attributes: Attributes | None = None, *children: str) -> SafeString:
    """An element as SVG; children that are not markup of ours already are words, and are escaped.

    Never a `style`: the site's policy refuses it, so that colours are the stylesheet's.
    """
    said = "".join(f' {key}="{escape(_written(value))}"' for key, value in (attributes or {}).items())
    inner = "".join(child if isinstance(child, SafeString) else escape(child) for child in children)
    return SafeString(f"<{name}{said}>{inner}</{name}>")


def group(*children: str) -> SafeString:
    """Markup beside markup, without an element around it; words among it are escaped."""
    return SafeString("".join(child if isinstance(child, SafeString) else escape(child) for child in children))


def _written(value: str | float) -> str:
    """Numbers to a tenth of a unit, which is finer than anybody sees, and never in the reader's own notation."""
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)
