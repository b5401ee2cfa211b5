"""How static files are named and kept."""

import re
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Comments that have their lines for themselves, as all of ours do, and the blanks that lines begin with.
_LINE = re.compile(r"^\s*//.*\n", re.MULTILINE)
_BLOCK = re.compile(r"^\s*/\*\*.*?\*/\s*\n", re.MULTILINE | re.DOTALL)
_INDENT = re.compile(r"^\s+", re.MULTILINE)


def bare(script: str) -> str:
    """One of our scripts without what only its readers need: a sixth of what would go over the wire."""
    return _INDENT.sub("", _BLOCK.sub("", _LINE.sub("", script)))


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # it ships no types
    """Hashed names, in the imports between our ES modules too, so that nothing served goes stale."""

    support_js_module_import_aggregation = True

    def _save(self, name: str, content: Any) -> str:
        if name.startswith("js/") and name.endswith(".js"):
            # By its chunks, which begin at its beginning: for its hash it was read to the end.
            content = ContentFile(bare(b"".join(content.chunks()).decode()).encode())
        saved: str = super()._save(name, content)
        return saved
