"""How static files are named and kept."""

from typing import Any

import rjsmin  # type: ignore[import-untyped]  # it ships no types
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage


def bare(script: str) -> str:
    """One of our scripts without comments and needless blanks: a fifth of what would go over the wire."""
    served: str = rjsmin.jsmin(script)
    return served


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # it ships no types
    """Hashed names, in the imports between our ES modules too, so that nothing served goes stale."""

    support_js_module_import_aggregation = True

    def _save(self, name: str, content: Any) -> str:
        if name.startswith("js/") and name.endswith(".js"):
            # By its chunks, which begin at its beginning: for its hash it was read to the end.
            content = ContentFile(bare(b"".join(content.chunks()).decode()).encode())
        saved: str = super()._save(name, content)
        return saved
