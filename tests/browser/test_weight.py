"""How much the seed's page weighs on its way: compressed by gzip at level 6, as the site compresses its pages.

Scripts and stylesheets are weighed as the site serves them, without what only readers of the code need.
"""

import gzip
from dataclasses import dataclass, field
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.core.management import call_command
from playwright.sync_api import Response

from articles.models import Article
from comments.models import Comment
from config.static import bare, bare_style
from tests.browser.conftest import OpenPage
from tests.browser.steps import wait_for_scripts
from tests.shared_data import shared_path

PAGE_BUDGET = 20_000
SCRIPT_BUDGET = 8_000
# With all that loads on first use, at the compression in which browsers get it.
WHOLE_SCRIPT_BUDGET = 16_000
# The page of notifications, that where words are taken out, the desk, and the search.
ON_OTHER_PAGES = ("inbox.js", "picking.js", "desk*.js", "search.js")
ENTRIES = 13
AS_SERVED = {"script": bare, "stylesheet": bare_style}


@dataclass
class Weights:
    """Compressed bytes of what a page was made of, by kind, pictures left out."""

    by_kind: dict[str, int] = field(default_factory=dict)

    def add(self, response: Response) -> None:
        kind = response.request.resource_type
        if kind != "image":
            body = AS_SERVED[kind](response.text()).encode() if kind in AS_SERVED else response.body()
            self.by_kind[kind] = self.by_kind.get(kind, 0) + len(gzip.compress(body, 6))

    @property
    def whole(self) -> int:
        return sum(self.by_kind.values())


@pytest.fixture
def seed_page(db: None) -> Article:
    """The page that this project began with, as its import makes it."""
    [saved] = shared_path("../seeds").glob("*.txt")
    call_command("import_page", str(saved), date="2007-08-08", verbosity=0)
    assert Comment.objects.count() == ENTRIES
    return Article.objects.get()


def test_the_seeds_page_is_light(open_page: OpenPage, seed_page: Article) -> None:
    weights = Weights()
    page = open_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))

    page.goto(seed_page.get_absolute_url())
    wait_for_scripts(page)
    page.wait_for_load_state("networkidle")
    for answer in answers:
        weights.add(answer)

    # That nothing came from another host is the Watch's to say.
    assert set(weights.by_kind) >= {"document", "stylesheet", "script"}
    assert weights.by_kind["script"] <= SCRIPT_BUDGET
    assert weights.whole <= PAGE_BUDGET


def test_all_the_scripts_of_a_discussion_are_light_too() -> None:
    """Writing, replying, quoting and staying up to date load theirs on first use."""
    scripts = Path(settings.BASE_DIR) / "static" / "js"
    names = {scripts / "main.js", scripts / "times.js", *(scripts / "comments").glob("*.js")}

    on_articles = {name for name in names if not any(name.match(other) for other in ON_OTHER_PAGES)}
    weight = sum(len(brotli.compress(bare(name.read_text()).encode())) for name in on_articles)

    assert weight <= WHOLE_SCRIPT_BUDGET
