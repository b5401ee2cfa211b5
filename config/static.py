"""How static files are named and kept."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # it ships no types
    """Hashed names, in the imports between our ES modules too, so that nothing served goes stale."""

    support_js_module_import_aggregation = True
