"""How the tests of the import run it."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tests.comments.saved_pages import PAGE, Import


@pytest.fixture
def import_page(db: None, tmp_path: Path) -> Import:
    """Imports a text, bytes or path and answers with what the command said."""

    def run(page: str | bytes | Path = PAGE, **options: Any) -> str:
        path = page if isinstance(page, Path) else tmp_path / "page.txt"
        if not isinstance(page, Path):
            path.write_bytes(page if isinstance(page, bytes) else page.encode())
        said = io.StringIO()
        call_command("import_page", str(path), stdout=said, no_color=True, **options)
        return said.getvalue()

    return run
