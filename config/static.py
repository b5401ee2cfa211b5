"""How static files are named and kept."""

import re
from pathlib import Path
from typing import Any

import rjsmin  # type: ignore[import-untyped]  # it ships no types
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

# What is quoted stays as it is; then comments, blanks around signs that need none, and other blanks.
_IN_STYLE = re.compile(r"""("[^"]*"|'[^']*')|/\*.*?\*/|\s*([{};,])\s*|\s+""", re.DOTALL)
# As it is written, and as Django has rewritten it where a sheet is saved under its hashed name.
_IMPORT = re.compile(r'@import (?:"|url\(")([\w-]+)(?:\.[0-9a-f]{12})?\.css(?:"|"\));')


def bare(script: str) -> str:
    """One of our scripts without comments and needless blanks: a fifth of what would go over the wire."""
    served: str = rjsmin.jsmin(script)
    return served


def bare_style(sheet: str) -> str:
    """One of our stylesheets without comments and needless blanks, which are a seventh of its weight."""
    without_comments = _IN_STYLE.sub(lambda found: "" if found[0].startswith("/*") else found[0], sheet)
    return _IN_STYLE.sub(lambda found: found[1] or found[2] or " ", without_comments).strip()


def joined_style(sheet: str) -> str:
    """One of our stylesheets, bare, with those that it imports in their place.

    Each would be a request that begins after this one's answer, and holds up all that is to be seen.
    """
    return bare_style(_IMPORT.sub(lambda found: _imported(found[1]), sheet))


def _imported(name: str) -> str:
    return Path(str(finders.find(f"css/{name}.css"))).read_text()


# By the folder of our own files; those of others are served as they came.
_STRIPPED = {"js": bare, "css": joined_style}


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # it ships no types
    """Hashed names, in the imports between our ES modules too, so that nothing served goes stale."""

    support_js_module_import_aggregation = True

    def _save(self, name: str, content: Any) -> str:
        strip = _STRIPPED.get(name.partition("/")[0])
        if strip and name.endswith((".js", ".css")):
            # By its chunks, which begin at its beginning: for its hash it was read to the end.
            content = ContentFile(strip(b"".join(content.chunks()).decode()).encode())
        saved: str = super()._save(name, content)
        return saved
