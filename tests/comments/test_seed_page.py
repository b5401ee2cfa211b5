"""The page that the project starts from, imported."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from articles.models import Article, Byline, Picture, Tag, Topic
from comments.models import Comment, Quotation
from tests.comments.saved_pages import Import, comment_by, every_row

SEED = next((Path(__file__).parents[2].parent / "shared" / "seeds").glob("*.txt"), None)


@pytest.fixture
def seed() -> Path:
    if SEED is None:
        pytest.skip("the seed page is not beside this checkout (../shared/seeds/*.txt)")
    return SEED


def test_the_seed_page_comes_in_whole(import_page: Import, seed: Path) -> None:
    said = import_page(seed)

    assert Article.objects.get().published_at == datetime(2007, 8, 8, 12, tzinfo=UTC)
    assert [byline.name for byline in Byline.objects.all()] == ["Bill Roggio"]
    assert Comment.objects.filter(kind=Comment.Kind.COMMENT).count() == 12
    assert Comment.objects.filter(kind=Comment.Kind.COMMENT).values("imported_name").distinct().count() == 11
    assert [linkback.imported_name for linkback in Comment.objects.filter(kind=Comment.Kind.LINKBACK)] == ["David M"]
    assert [topic.name for topic in Topic.objects.in_navigation()] == ["Islamic state", "Al shabaab", "Boko Haram"]
    assert not Tag.objects.exists()
    assert Picture.objects.get().caption == "Qods Force logo"
    assert len(Article.objects.get().body_html.split("<p>")) == 10
    assert "fit" not in said.splitlines()[-2]


def test_the_seed_page_s_replies_are_two(import_page: Import, seed: Path) -> None:
    import_page(seed)

    replies = Comment.objects.exclude(parent=None).order_by("pk")
    assert [(reply.imported_name, reply.parent.imported_name) for reply in replies if reply.parent] == [
        ("MattR", "MattP"),
        ("SFC MAC", "MattR"),
    ]
    assert replies[0].body.startswith("MattP, ")
    assert replies[1].parent == replies[0]


def test_the_seed_page_s_quotations_are_one_found_and_one_lost(import_page: Import, seed: Path) -> None:
    import_page(seed)

    lost, found = Quotation.objects.order_by("comment_id")
    assert (lost.comment, lost.source_comment) == (comment_by("Don Cox"), None)
    assert found.comment == comment_by("SFC MAC")
    assert found.source_comment == found.comment.parent
    assert "quotation-lost" in lost.comment.body_html
    assert "<blockquote" not in comment_by("Cecil Turner").body_html


def test_the_seed_page_twice_is_the_seed_page_once(import_page: Import, seed: Path) -> None:
    import_page(seed)
    before = every_row()

    import_page(seed)

    assert every_row() == before


def test_the_seed_page_in_a_dry_run_leaves_nothing(import_page: Import, seed: Path) -> None:
    before = every_row()

    said = import_page(seed, dry_run=True)

    assert every_row() == before
    assert "13 entries: 12 comments by 11 names, 1 linkback" in said
