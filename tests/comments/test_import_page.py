"""`manage.py import_page`: a saved page comes in whole, once, or not at all."""

import io
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image

from articles.models import Article, ArticleRevision, Byline, Picture, Tag, Topic
from comments.importers.dates import latest_date
from comments.importers.limits import refuse_too_long
from comments.importers.lines import PageRefusedError, number_lines
from comments.importers.loading import load_text
from comments.importers.page import SavedPage, read_page
from comments.importers.recovery import recover
from comments.importers.writing import import_saved_page
from comments.models import Comment, Discussion, Quotation, Thread
from tests.comments.saved_pages import HEADLINE, PAGE, with_entries
from tests.factories import ArticleFactory, BylineFactory, TopicFactory

Import = Callable[..., str]


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


def every_row() -> dict[str, list[dict[str, Any]]]:
    """All that the database holds, by table."""
    return {model._meta.label: list(model._default_manager.order_by("pk").values()) for model in apps.get_models()}


def comment_by(name: str) -> Comment:
    return Comment.objects.get(imported_name=name)


# --- What comes in -----------------------------------------------------------------------------


def test_the_article_comes_in_whole(import_page: Import) -> None:
    import_page()

    article = Article.objects.get()
    assert (article.headline, article.slug) == (HEADLINE, "ferry-to-stop-at-millbrook-again")
    assert article.dek == "Service returns after nine years, three mornings a week"
    assert article.body_html.count("<p>") == 2
    assert "“We counted bicycles,” said the harbour master" in article.body_html
    assert (article.status, article.published_at) == ("published", datetime(2007, 9, 5, 12, tzinfo=UTC))
    assert [tag.name for tag in article.tags.all()] == ["ferries", "harbour"]
    revision = ArticleRevision.objects.get()
    assert (revision.number, revision.headline, revision.body) == (1, article.headline, article.body)


def test_the_writer_gets_a_byline_with_the_bio(import_page: Import) -> None:
    import_page()

    byline = Article.objects.get().bylines.get()
    assert (byline.name, byline.slug) == ("Nora Quill", "nora-quill")
    assert byline.bio.startswith("Nora Quill writes about ships")


def test_a_writer_who_is_known_stays_as_they_are(import_page: Import) -> None:
    known = BylineFactory.create(name="Nora Quill", slug="nora-quill", bio="Our shipping correspondent.")

    import_page()

    assert Article.objects.get().bylines.get() == known
    assert Byline.objects.get().bio == "Our shipping correspondent."


def test_the_caption_makes_a_picture_that_is_missing(import_page: Import) -> None:
    import_page()

    picture = Picture.objects.get()
    assert Article.objects.get().lead_picture == picture
    assert (picture.caption, picture.alt, bool(picture.file)) == (
        "The ferry at the old pier",
        "The ferry at the old pier",
        False,
    )


def test_a_picture_may_be_given(import_page: Import, tmp_path: Path) -> None:
    Image.new("RGB", (32, 20), "teal").save(tmp_path / "drawn.bin", "PNG")

    import_page(picture=str(tmp_path / "drawn.bin"))

    picture = Picture.objects.get()
    assert (picture.width, picture.height) == (32, 20)
    assert str(picture.file).endswith(".png")


def test_topics_join_the_navigation_behind_those_that_are_there(import_page: Import) -> None:
    TopicFactory.create(name="Weather", position=4)
    TopicFactory.create(name="tides", position=2)

    import_page()

    names = Topic.objects.in_navigation().values_list("name", "position")
    assert list(names) == [("tides", 2), ("Weather", 4), ("Shipping", 5), ("Town hall", 6)]


def test_comments_come_in_order_and_claim_no_hour(import_page: Import) -> None:
    import_page()

    comments = list(Comment.objects.order_by("created_at"))
    assert [comment.imported_name for comment in comments] == [
        "Old Tom",
        "section12",
        "Bay Watcher",
        "Harriet",
        "Jo K.",
    ]
    assert [comment.pk for comment in comments] == sorted(comment.pk for comment in comments)
    assert {comment.created_at.date() for comment in comments} == {date(2007, 9, 5)}
    assert not any(comment.time_is_known for comment in comments)
    assert {comment.status for comment in comments} == {Comment.Status.PUBLISHED}
    assert comments[0].body_html.count("<br>") == 1


def test_another_site_s_mention_is_a_linkback(import_page: Import) -> None:
    import_page()

    assert [comment.imported_name for comment in Comment.objects.filter(kind=Comment.Kind.LINKBACK)] == ["Bay Watcher"]


def test_replies_are_recovered_with_their_confidence(import_page: Import) -> None:
    import_page()

    replies = Comment.objects.exclude(parent=None).order_by("pk")
    assert [(reply.imported_name, reply.parent.imported_name) for reply in replies if reply.parent] == [
        ("Harriet", "Old Tom"),
        ("Jo K.", "section12"),
    ]
    assert {reply.parent_source for reply in replies} == {Comment.ParentSource.RECOVERED}
    assert [reply.parent_confidence for reply in replies] == [85, 95]


def test_a_quotation_is_linked_to_the_comment_it_comes_from(import_page: Import) -> None:
    import_page()

    source, quoting = comment_by("section12"), comment_by("Jo K.")
    quotation = Quotation.objects.get()
    assert (quotation.comment, quotation.source_comment, quotation.position) == (quoting, source, 0)
    assert quoting.body.startswith("section12 wrote:\n\n> Nobody at the meeting")
    assert f'<cite><a href="/comments/{source.pk}/">section12</a></cite>' in quoting.body_html
    assert "wrote:" not in quoting.body_html


def test_a_quotation_of_the_article_names_its_revision(import_page: Import) -> None:
    import_page(
        with_entries(("Jo", "“The body of the article”\nSays little."), body="The body of the article, 8 May 2007.")
    )

    article, quoting = Article.objects.get(), comment_by("Jo")
    assert Quotation.objects.get().source_revision == ArticleRevision.objects.get()
    assert f'<a href="{article.get_absolute_url()}">A headline</a>' in quoting.body_html
    assert quoting.parent is None


def test_a_quotation_of_what_is_gone_says_so(import_page: Import) -> None:
    import_page(with_entries(("Jo", "“The stage was sold for firewood.”\nSays who?")))

    quotation = Quotation.objects.get()
    assert (quotation.source_comment, quotation.source_revision) == (None, None)
    assert "from a comment no longer here" in comment_by("Jo").body_html


def test_the_discussion_s_counts_are_true(import_page: Import) -> None:
    import_page()

    discussion = Discussion.objects.get()
    assert (discussion.comment_count, discussion.linkback_count, discussion.thread_count) == (4, 1, 3)
    assert sorted(Thread.objects.values_list("size", flat=True)) == [1, 2, 2]
    assert comment_by("Old Tom").reply_count == 1
    assert discussion.last_comment_at == comment_by("Jo K.").created_at


def test_a_reader_finds_the_discussion_on_the_article_s_page(import_page: Import, client: Client) -> None:
    import_page()

    page = client.get(Article.objects.get().get_absolute_url()).content.decode()

    assert "Nine years I have walked round the bay." in page
    assert "Page five is in the library." in page


def test_many_entries_stay_on_the_article_s_day(import_page: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("comments.importers.entries._APART", timedelta(hours=1))

    import_page(with_entries(*[(f"Reader {n}", "Yes.") for n in range(15)]))

    assert {at.date() for at in Comment.objects.values_list("created_at", flat=True)} == {date(2007, 8, 8)}


def test_an_address_that_is_taken_gets_a_number(import_page: Import) -> None:
    ArticleFactory.create(slug="ferry-to-stop-at-millbrook-again")

    import_page()

    assert Article.objects.filter(slug="ferry-to-stop-at-millbrook-again-2").exists()


def test_names_without_latin_letters_get_addresses(import_page: Import) -> None:
    import_page(
        "Паром вернётся\n\nВот что решили.\n\nTags: порт\n\n• Ольга says:\n\nДа.\n\n\nМоре\n", date="2007-08-08"
    )

    assert Article.objects.get().slug.startswith("article-")
    assert Topic.objects.get().slug.startswith("topic-")
    assert Tag.objects.get().slug.startswith("tag-")


# --- Twice, and without writing ----------------------------------------------------------------


def test_importing_twice_changes_nothing(import_page: Import) -> None:
    import_page()
    before = every_row()

    said = import_page()

    assert every_row() == before
    assert "nothing changed" in said


def test_importing_again_leaves_an_edited_article_alone(import_page: Import) -> None:
    import_page()
    Article.objects.update(
        headline="Ferry delayed", slug="ferry-delayed", dek="", published_at=datetime(2020, 1, 1, tzinfo=UTC)
    )
    Comment.objects.filter(imported_name="Harriet").update(body="Other words.")
    before = every_row()

    said = import_page()

    assert every_row() == before
    assert "/2020/01/ferry-delayed/" in said


def test_a_dry_run_says_the_same_and_writes_nothing(import_page: Import, tmp_path: Path) -> None:
    Image.new("RGB", (32, 20), "teal").save(tmp_path / "drawn.png")
    before = every_row()

    dry = import_page(dry_run=True, picture=str(tmp_path / "drawn.png"))

    assert every_row() == before
    assert "nothing was written" in dry
    assert dry.splitlines()[:-1] == import_page().splitlines()[:-1]


def test_the_summary_counts_and_gives_reasons(import_page: Import) -> None:
    said = import_page()

    assert "5 entries: 4 comments by 4 names, 1 linkback" in said
    assert "topics: Shipping, Town hall, Tides (3)" in said
    assert "Harriet answers Old Tom (line 15): it opens by the name, 85 %" in said
    assert "Jo K. answers section12 (line 20): it names and quotes that comment, 95 %" in said


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


# --- The article's day -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("On April 26, 2007 and later", date(2007, 4, 26)),
        ("on Apr. 26th, 2007", date(2007, 4, 26)),
        ("8 August 2007", date(2007, 8, 8)),
        ("the 8th of August 2007", date(2007, 8, 8)),
        ("2007-08-08", date(2007, 8, 8)),
        ("08/08/2007", date(2007, 8, 8)),
        ("26/04/2007", date(2007, 4, 26)),
        ("04/26/2007", date(2007, 4, 26)),
        ("26.04.2007", date(2007, 4, 26)),
        ("April 26, 2007, then 8 August 2007, then 2006-12-31", date(2007, 8, 8)),
        ("March 3, 2007, or 03/04/2007", date(2007, 3, 3)),
        ("03/04/2007", None),
        ("August 2007", None),
        ("August 8", None),
        ("30 February 2007", None),
        ("13/13/2007", None),
        ("100/04/2007 and 2007-08-081", None),
        ("1 January 2099", None),
        ("8 August 1897", None),
        ("", None),
    ],
)
def test_the_latest_full_date_counts(text: str, day: date | None) -> None:
    assert latest_date(text, until=date(2026, 1, 1)) == day


def test_a_page_without_a_date_asks_for_one(import_page: Import) -> None:
    page = with_entries(("Jo", "Yes."), body="It happened on 03/04/2007, or so.")

    with pytest.raises(CommandError, match="--date"):
        import_page(page)

    assert not Article.objects.exists()
    import_page(page, date="2007-04-03")
    assert Article.objects.get().published_at == datetime(2007, 4, 3, 12, tzinfo=UTC)


def test_a_given_date_counts_more_than_the_page_s(import_page: Import) -> None:
    import_page(date="2007-09-04")

    assert Article.objects.get().published_at == datetime(2007, 9, 4, 12, tzinfo=UTC)


def test_the_day_begins_where_the_site_is(import_page: Import, settings: Any) -> None:
    settings.TIME_ZONE = "Asia/Tokyo"

    import_page()

    assert Article.objects.get().published_at == datetime(2007, 9, 5, 3, tzinfo=UTC)


@pytest.mark.parametrize("day", ["tomorrow", "2007-02-30", "0001-01-01", "9999-12-31", "05/09/2007"])
def test_a_date_that_is_none_is_refused(import_page: Import, day: str) -> None:
    with pytest.raises(CommandError):
        import_page(date=day)

    assert not Article.objects.exists()


# --- What is refused ---------------------------------------------------------------------------


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


# --- The page that the project starts from -----------------------------------------------------

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
