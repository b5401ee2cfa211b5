"""Files to test with that lie beside the project, not in it."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings


def shared_path(name: str) -> Path:
    """The file or folder `../shared/data/<name>`; skips the test where it is absent."""
    path: Path = settings.BASE_DIR.parent / "shared" / "data" / name
    if not path.exists():
        pytest.skip(f"there is no {name} in ../shared/data here", allow_module_level=True)
    return path


def read_shared_json(name: str) -> Any:
    return json.loads(shared_path(name).read_text(encoding="utf-8"))
