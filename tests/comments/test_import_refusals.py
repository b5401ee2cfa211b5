"""What `manage.py import_page` refuses, with a sentence and without a trace."""

from pathlib import Path

import pytest
from django.core.management import CommandError

from articles.models import Article
from tests.comments.saved_pages import HEADLINE, PAGE, Import, every_row


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \n\t\r\n",
        b"\xef\xbb\xbf",
        "\u200b\n\u200b".encode(),
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"A headline\0\n\nA body. And more of it.\n",
        "Caf\xe9 reopens\n\nOn 8 May 2007 it did. Yes.\n".encode("latin-1"),
        PAGE.encode("utf-16"),
        b"A headline alone, of 8 May 2007\n",
        b"  \xe2\x80\xa2 Tom says:\n\n    No headline above, 8 May 2007.\n",
    ],
    ids=["empty", "blank", "bom", "invisible", "png", "nul", "latin-1", "utf-16", "headline", "no-headline"],
)
def test_a_file_that_is_no_such_page_is_refused_without_a_trace(import_page: Import, content: bytes) -> None:
    before = every_row()

    with pytest.raises(CommandError) as refusal:
        import_page(content)

    assert refusal.value.returncode == 1
    assert "\n" not in str(refusal.value)
    assert every_row() == before


def test_a_missing_file_or_a_directory_is_refused(import_page: Import, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no file"):
        import_page(tmp_path / "absent.txt")
    with pytest.raises(CommandError, match="directory"):
        import_page(tmp_path)
    with pytest.raises(CommandError, match="no file"):
        import_page(Path("\0"))


@pytest.mark.parametrize("content", [b"", b"no picture", b"<svg/>", b"\x89PNG\r\n\x1a\n"])
def test_a_picture_that_is_none_is_refused(import_page: Import, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "drawn.png").write_bytes(content)

    with pytest.raises(CommandError, match="cannot be read as a picture"):
        import_page(picture=str(tmp_path / "drawn.png"))

    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (HEADLINE, "Ferry " * 40, "headline"),
        ("The ferry at the old pier", "The ferry " * 60, "caption"),
        ("Harriet says", "Harriet " * 20 + "says", "commenter's name"),
        ("Tags: harbour", "Tags: " + "harbour" * 10, "tag"),
        ("Nora Quill writes", "Nora " + "Quill" * 30 + " writes", "writer's name"),
    ],
)
def test_what_is_too_long_is_refused_with_a_sentence(import_page: Import, old: str, new: str, what: str) -> None:
    before = every_row()

    with pytest.raises(CommandError, match=f"The {what} .* there is room for"):
        import_page(PAGE.replace(old, new))

    assert every_row() == before


def test_a_failure_in_the_middle_leaves_nothing(import_page: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    before = every_row()
    monkeypatch.setattr("comments.importers.writing._illustrate", lambda *_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        import_page()

    assert every_row() == before
