"""What is served of scripts and stylesheets: the code, and no more."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as site
from django.core.management import call_command
from pytest_django import Settings

from config.static import HashedStaticFilesStorage, bare, bare_style

STATIC = Path(site.BASE_DIR) / "static"
SCRIPTS = sorted((STATIC / "js").rglob("*.js"))
SHEETS = sorted((STATIC / "css").glob("*.css"))


# From the name of a file of ours to what is served of it.
Gathered = Callable[[str], str]


@pytest.fixture
def gathered(tmp_path: Path, settings: Settings) -> Gathered:
    """All of our files, gathered as for serving them."""
    settings.STATIC_ROOT = tmp_path
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "config.static.HashedStaticFilesStorage"}}
    call_command("collectstatic", "--noinput", verbosity=0)
    names = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    return lambda name: (tmp_path / names[name]).read_text()


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


def test_a_stylesheet_keeps_what_is_quoted_and_the_blanks_that_mean_something() -> None:
    sheet = """/* "None" { of this } */
a :hover,
b > c { content: "a ,  /* b */ ;" ; inline-size: calc(1px + 2px) }
@media (width >= 60rem) { /* here; */ d { margin: 0 1px; } }
"""

    assert bare_style(sheet) == (
        'a :hover,b > c{content: "a ,  /* b */ ;";inline-size: calc(1px + 2px)}'
        "@media (width >= 60rem){d{margin: 0 1px;}}"
    )


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_stylesheet_is_bare_and_still_says_the_same(sheet: Path) -> None:
    written = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)

    served = bare_style(sheet.read_text())

    assert "".join(served.split()) == "".join(written.split())
    assert "/*" not in served
    assert len(served) < 0.95 * len(sheet.read_text())


def test_gathered_scripts_are_bare_and_compressed(tmp_path: Path) -> None:
    gathered = HashedStaticFilesStorage(location=tmp_path, base_url="/static/")
    source = SCRIPTS[0].relative_to(STATIC)

    with SCRIPTS[0].open("rb") as script:
        gathered.save(str(source), script)

    assert (tmp_path / source).read_text() == bare(SCRIPTS[0].read_text())


def test_gathered_stylesheets_are_bare_and_those_of_others_as_they_came(tmp_path: Path) -> None:
    gathered = HashedStaticFilesStorage(location=tmp_path, base_url="/static/")

    for name in (f"css/{SHEETS[0].name}", "elsewhere/other.css"):
        with SHEETS[0].open("rb") as sheet:
            gathered.save(name, sheet)

    assert (tmp_path / "css" / SHEETS[0].name).read_text() == bare_style(SHEETS[0].read_text())
    assert (tmp_path / "elsewhere" / "other.css").read_text() == SHEETS[0].read_text()


def test_every_script_that_is_gathered_holds_what_was_written(gathered: Gathered) -> None:
    served = {script: gathered(str(script.relative_to(STATIC))) for script in SCRIPTS}

    assert {script.name for script in SCRIPTS if _unhashed(served[script]) != bare(script.read_text())} == set()


def test_a_sheet_that_is_gathered_holds_those_that_it_imports_in_their_order(gathered: Gathered) -> None:
    written = (STATIC / "css" / "article_page.css").read_text()
    imported = [STATIC / "css" / name for name in re.findall(r'@import "(.+)";', written)]

    assert STATIC / "css" / "base.css" in imported
    assert gathered("css/article_page.css") == "".join(bare_style(sheet.read_text()) for sheet in imported)
    # They would be looked for in another folder, and not by their hashed names.
    assert not [sheet.name for sheet in imported if "url(" in sheet.read_text()]


def _unhashed(script: str) -> str:
    """With the names of the modules it imports as they were written."""
    return re.sub(r"(?<=/)(\w+)\.[0-9a-f]{12}(?=\.js\")", r"\1", script)
