"""What is served of the scripts: the code, and no more."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings as site
from django.core.management import call_command
from pytest_django import Settings

from config.static import HashedStaticFilesStorage, bare

STATIC = Path(site.BASE_DIR) / "static"
SCRIPTS = sorted((STATIC / "js").rglob("*.js"))


def test_comments_and_blanks_stay_at_home_and_what_looks_like_them_goes() -> None:
    script = 'const a = "// none"; // kept\n/** Two\n    lines. */\nfunction b(c) {\n  return /[/*] "/.test(c);\n}\n'

    assert bare(script) == 'const a="// none";function b(c){return/[/*] "/.test(c);}'


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_every_script_is_bare_and_still_says_the_same(script: Path) -> None:
    lines = script.read_text().splitlines()
    code = "".join(line for line in lines if not line.strip().startswith(("//", "/**", "*")))

    served = bare(script.read_text())

    assert "".join(served.split()) == "".join(code.split())
    assert len(served) < len(code)


def test_gathered_scripts_are_bare_and_compressed(tmp_path: Path) -> None:
    gathered = HashedStaticFilesStorage(location=tmp_path, base_url="/static/")
    source = SCRIPTS[0].relative_to(STATIC)

    with SCRIPTS[0].open("rb") as script:
        gathered.save(str(source), script)

    assert (tmp_path / source).read_text() == bare(SCRIPTS[0].read_text())


def test_every_script_that_is_gathered_holds_what_was_written(tmp_path: Path, settings: Settings) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "config.static.HashedStaticFilesStorage"}}

    call_command("collectstatic", "--noinput", verbosity=0)

    names = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    gathered = {script: (tmp_path / names[str(script.relative_to(STATIC))]).read_text() for script in SCRIPTS}
    assert {script.name for script in SCRIPTS if _unhashed(gathered[script]) != bare(script.read_text())} == set()


def _unhashed(script: str) -> str:
    """With the names of the modules it imports as they were written."""
    return re.sub(r"(?<=/)(\w+)\.[0-9a-f]{12}(?=\.js\")", r"\1", script)
