"""What is served of the scripts: the code, and no more."""

from pathlib import Path

import pytest
from django.conf import settings

from config.static import HashedStaticFilesStorage, bare

SCRIPTS = sorted((Path(settings.BASE_DIR) / "static" / "js").rglob("*.js"))


def test_comments_and_indents_stay_at_home() -> None:
    script = '// What it adds.\nconst a = "// none"; // kept\n\n/** Two\n    lines. */\nfunction b() {\n  a();\n}\n'

    assert bare(script) == 'const a = "// none"; // kept\nfunction b() {\na();\n}\n'


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_no_line_of_code_is_lost(script: Path) -> None:
    lines = script.read_text().splitlines()
    code = [line.strip() for line in lines if line.strip() and not line.strip().startswith(("//", "/**"))]

    served = bare(script.read_text()).splitlines()

    assert [line for line in code if not line.startswith("*") and line in served] == served


def test_gathered_scripts_are_bare_and_compressed(tmp_path: Path) -> None:
    storage = HashedStaticFilesStorage(location=tmp_path, base_url="/static/")
    source = SCRIPTS[0].relative_to(Path(settings.BASE_DIR) / "static")

    with SCRIPTS[0].open("rb") as script:
        storage.save(str(source), script)

    assert (tmp_path / source).read_text() == bare(SCRIPTS[0].read_text())
