"""A page saved as text: what is read in it, whatever its form, and what fits nothing."""

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from articles.models import Topic
from comments.importers.limits import refuse_too_long
from comments.importers.lines import PageRefusedError, number_lines
from comments.importers.loading import load_text
from comments.importers.page import SavedPage, read_page
from comments.importers.recovery import recover
from comments.importers.writing import import_saved_page
from comments.models import Comment
from tests.comments.saved_pages import PAGE, Import, with_entries

# --- What fits nothing -------------------------------------------------------------------------


def test_a_line_that_fits_nothing_is_reported_with_its_number(import_page: Import) -> None:
    page = PAGE.replace("Tags: harbour, ferries\n", "Tags: harbour, ferries\n5 responses\n").replace(
        "Town hall\n", "Copyright 2007, all rights reserved.\n\nTown hall\n"
    )

    said = import_page(page)

    assert "2 lines fit nothing" in said
    assert "line 14: 5 responses" in said
    assert f"line {page.split('Copyright')[0].count(chr(10)) + 1}: Copyright 2007, all rights reserved." in said
    assert Topic.objects.count() == 3


def test_a_stray_line_between_comments_is_nobody_s(import_page: Import) -> None:
    said = import_page(PAGE.replace("  • Harriet says:", "Advertisement\n\n  • Harriet says:"))

    assert "Advertisement" in said
    assert not Comment.objects.filter(body__contains="Advertisement").exists()


@pytest.mark.parametrize("header", ["  • says:", "  • \u200b says:"])
def test_an_entry_without_a_name_is_reported(import_page: Import, header: str) -> None:
    said = import_page(PAGE.replace("  • Harriet says:", header))

    assert "Old Tom, the stage was rebuilt in spring." in said
    assert Comment.objects.count() == 4


def test_an_entry_without_words_is_reported(import_page: Import) -> None:
    said = import_page(PAGE.replace("    Old Tom, the stage was rebuilt in spring.\n", ""))

    assert "• Harriet says:" in said
    assert Comment.objects.count() == 4


# --- Pages of a slightly different form --------------------------------------------------------


def unindented(page: str) -> str:
    return "\n".join(line.lstrip() for line in page.split("\n"))


@pytest.mark.parametrize(
    "change",
    [
        lambda page: page.replace("\n", "\r\n"),
        lambda page: page.replace("\n", "\r"),
        lambda page: "\ufeff" + page,
        lambda page: "\n\n" + page + "\n\n\n",
        lambda page: page.replace("•", "*"),
        lambda page: page.replace("•", "-"),
        lambda page: page.replace("  • Harriet", "  * Harriet"),
        lambda page: page.replace("    ", "\t\t").replace("  •", "\t•"),
        unindented,
        lambda page: unindented(page).replace("•", "-"),
        lambda page: page.rstrip(),
    ],
    ids=["windows", "old-mac", "bom", "blanks", "stars", "dashes", "mixed", "tabs", "flush", "flush-dashes", "no-end"],
)
def test_bullets_line_ends_and_indents_may_differ(change: Callable[[str], str]) -> None:
    page, usual = read_page(change(PAGE).removeprefix("\ufeff")), read_page(PAGE)

    assert page.head == usual.head
    assert [(entry.name, entry.paragraphs) for entry in page.entries] == [
        (entry.name, entry.paragraphs) for entry in usual.entries
    ]
    assert (page.topics, page.unplaced) == (usual.topics, ())


def without(line: str) -> SavedPage:
    return read_page(PAGE.replace(line + "\n", "", 1))


def test_caption_dek_bio_and_tags_may_be_missing() -> None:
    assert without("The ferry at the old pier, click to view.").head.caption == ""
    assert without("Service returns after nine years, three mornings a week").head.dek == ""
    assert without("Tags: harbour, ferries").head.tags == ()
    bare = without("Nora Quill writes about ships and those who miss them. She lives above the chandler's.").head
    assert (bare.byline, bare.bio, len(bare.body)) == ("", "", 2)


@pytest.mark.parametrize(
    ("line", "tags"),
    [
        ("Tags: ,", ()),
        ("Tags:", ()),
        ("Tags: Iraq, Iran", ("Iraq", "Iran")),
        ("tags: a  b,, a b ,c", ("a b", "c")),
    ],
)
def test_tags_stand_between_commas(line: str, tags: tuple[str, ...]) -> None:
    assert read_page(PAGE.replace("Tags: harbour, ferries", line)).head.tags == tags


@pytest.mark.parametrize(
    ("line", "caption"),
    [
        ("The pier, click to view.", "The pier"),
        ("The pier (click to view)", "The pier"),
        ("The pier. Click here to view the full picture.", "The pier"),
        ("Click to view: The pier", "The pier"),
        ("Click to view.", ""),
    ],
)
def test_the_invitation_to_click_is_no_part_of_the_caption(line: str, caption: str) -> None:
    page = read_page(PAGE.replace("The ferry at the old pier, click to view.", line))

    assert page.head.caption == caption
    assert page.head.dek.startswith("Service returns")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Nora Quill is our shipping correspondent.", "Nora Quill"),
        ("Nora Quill was the paper's first editor.", "Nora Quill"),
        ("Nora van der Quill-Smith writes about ships.", "Nora van der Quill-Smith"),
        ("N. Quill reports from the pier.", "N. Quill"),
        ("Nora Quill was taken to hospital.", ""),
        ("Nora Quill is expected to recover.", ""),
        ("The Harbour Office is a busy place.", ""),
        ("Ferries are late.", ""),
        ("The ferry is a relic.", ""),
    ],
)
def test_a_bio_names_its_writer_and_everything_else_is_body(line: str, name: str) -> None:
    bio = "Nora Quill writes about ships and those who miss them. She lives above the chandler's."

    head = read_page(PAGE.replace(bio, line)).head

    assert (head.byline, len(head.body)) == (name, 2 if name else 3)


def test_somebody_in_the_news_is_not_its_writer() -> None:
    page = PAGE.replace("said the harbour master", "said Nora Quill")

    assert read_page(page).head.byline == ""


@pytest.mark.parametrize(
    ("text", "is_linkback"),
    [
        ("Trackbacked by The Bay", True),
        ("Trackback: The Bay", True),
        ("Pingback", True),
        ("Pingback by The Bay", True),
        ("Trackback spam is a plague here.", False),
        ("I found the pingback by chance.", False),
    ],
)
def test_a_linkback_says_so_in_its_first_words(text: str, is_linkback: bool) -> None:
    entry = read_page(with_entries(("The Bay", text))).entries[0]

    assert entry.is_linkback is is_linkback


def test_a_list_in_the_body_opens_no_discussion() -> None:
    page = read_page(PAGE.replace("The decision was", "- The master says:\n- Nothing.\n\nThe decision was"))

    assert len(page.head.body) == 3
    assert len(page.entries) == 5


# --- Any text at all ---------------------------------------------------------------------------

fragments = st.sampled_from(
    [
        *PAGE.split("\n"),
        "  • Tom says:",
        "• x says:",
        "* x says:",
        "    Tom, no.",
        "Tom said:",
        "“a b c d e f”",
        "Tags:",
    ]
)
pages = st.one_of(
    st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0"), max_size=400),
    st.lists(fragments | st.text(max_size=20), max_size=30).map(
        lambda lines: "\n".join(lines).replace("\0", "").encode("utf-8", "ignore").decode()
    ),
)


@given(pages)
@example("A\n\nB C is.\n\nTags:\n")
def test_any_text_is_refused_or_read_without_dropping_a_line(text: str) -> None:
    try:
        page = read_page(text)
        refuse_too_long(page)
    except PageRefusedError:
        return
    recover(page)

    kept = set(kept_lines(page))
    lost = [line.text for line in number_lines(text) if line.text not in kept]
    assert all(re.search(r"says:|tags:|click(?: here)? to", line, re.IGNORECASE) for line in lost)


def kept_lines(page: SavedPage) -> Iterator[str]:
    """All lines of the page but captions, tags and the lines that name who says what."""
    yield from (page.head.headline, page.head.dek, page.head.bio, *page.topics)
    yield from (line.text for line in page.unplaced)
    for paragraph in [*page.head.body, *(lines for entry in page.entries for lines in entry.paragraphs)]:
        yield from paragraph


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.txt"
    path.write_bytes(content)
    try:
        text = load_text(path)
    except PageRefusedError:
        return

    assert text.strip()


@pytest.mark.django_db
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pages)
def test_any_text_is_imported_or_refused(text: str) -> None:
    with transaction.atomic():
        try:
            page = read_page(text)
            import_saved_page(page=page, recovered=recover(page), day=date(2007, 8, 8))
        except PageRefusedError:
            return
        assert Comment.objects.count() == len(page.entries)
        transaction.set_rollback(True)
