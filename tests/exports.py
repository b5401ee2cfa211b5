"""Comments of real exports with what became of them, for measuring: read by patterns, since some are no good XML."""

import re
from html import unescape
from typing import NamedTuple

from tests.shared_data import shared_path

_WXR = re.compile(r"<wp:comment>(.*?)</wp:comment>", re.DOTALL)
_DISQUS = re.compile(r"<post [^>]*>(.*?)</post>", re.DOTALL)
_FIELD = r"<{0}>(?:<!\[CDATA\[(.*?)\]\]>|([^<]*))</{0}>"
# What stands in the place of words that never were public.
_WITHHELD = "[withheld"
_TAG = re.compile(r"<[^>]*>")


class Exported(NamedTuple):
    """`fate`: approved, removed (trash or spam) or waiting."""

    body: str
    fate: str


def exported() -> list[Exported]:
    """Skips the test where the exports are absent."""
    found: list[Exported] = []
    for file in sorted(shared_path("wxr").glob("*.xml")):
        found += map(_of_wordpress, _WXR.findall(_text_of(file.read_bytes())))
    for file in sorted(shared_path("disqus").glob("*.xml")):
        found += map(_of_disqus, _DISQUS.findall(_text_of(file.read_bytes())))
    return [one for one in found if one.body and not one.body.startswith(_WITHHELD)]


def _of_wordpress(entry: str) -> Exported:
    fate = {"1": "approved", "0": "waiting"}.get(_field(entry, "wp:comment_approved"), "removed")
    return Exported(_field(entry, "wp:comment_content"), fate)


def _of_disqus(entry: str) -> Exported:
    is_removed = "true" in {_field(entry, "isSpam"), _field(entry, "isDeleted")}
    return Exported(_TAG.sub(" ", _field(entry, "message")), "removed" if is_removed else "approved")


def _field(entry: str, name: str) -> str:
    found = re.search(_FIELD.format(name), entry, re.DOTALL)
    return unescape(found[1] or found[2] or "").strip() if found else ""


def _text_of(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")
