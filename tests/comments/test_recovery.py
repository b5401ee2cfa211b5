"""Who answers whom and what is quoted, told from the words alone."""

import html
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from comments.importers.literal import as_markdown, as_typed
from comments.importers.page import read_page
from comments.importers.quoting import Piece
from comments.importers.recovery import Ground, Recovered, recover
from comments.quotations.passages import Passage, inside_marks, normalise
from comments.text import clean_body, to_html
from tests.comments.saved_pages import PAGE, with_entries

STAGE = "The landing stage was rotten long before the storm, and nobody mended it."


def recovered(*entries: tuple[str, str], body: str = "The body of the article, dated 8 August 2007.") -> Recovered:
    """What is made of the last of these entries."""
    return recover(read_page(with_entries(*entries, body=body)))[-1]


def parent(*entries: tuple[str, str], body: str = "The body of the article, dated 8 August 2007.") -> int | None:
    answer = recovered(*entries, body=body).answer
    return answer.parent if answer else None


def shown_text(body: str) -> str:
    """What a reader of the comment's HTML reads, with its lines as lines."""
    lines = re.sub(r"<br>\n?|</p>\n<p>", "\n", to_html(body))
    return html.unescape(re.sub(r"<[^>]+>", "", lines)).strip()


# --- Opening by a name -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "opening",
    [
        "Harriet, no.",
        "Harriet: no.",
        "Harriet – no.",
        "Harriet — no.",
        "Harriet - no.",
        "Harriet -- no.",
        "harriet, no.",
        "@Harriet no.",
        "@harriet: no.",
    ],
)
def test_opening_by_an_earlier_name_is_a_reply(opening: str) -> None:
    assert parent(("Harriet", "Yes."), ("Tom", "Perhaps."), ("Jo", opening)) == 0


@pytest.mark.parametrize(
    "opening",
    [
        "Harriet is wrong, I think.",
        "Harriet's pier is older.",
        "Harriets, all of them.",
        "Harriet-like, this pier.",
        "I agree with Harriet, mostly.",
        "“Harriet, no.”",
        "mail me@Harriet, please",
        "Harriet and Tom, you are both right.",
    ],
)
def test_a_name_in_a_sentence_is_no_reply(opening: str) -> None:
    assert parent(("Harriet", "Yes."), ("Tom", "Perhaps."), ("Jo", opening)) is None


def test_a_name_means_the_latest_comment_of_that_name() -> None:
    entries = [("Harriet", "Yes."), ("Tom", "No."), ("Harriet", "Still yes."), ("Jo", "Harriet, why?")]

    answer = recovered(*entries).answer

    assert answer is not None
    assert (answer.parent, answer.ground) == (2, Ground.NAMES_LATEST)


def test_the_longest_name_is_meant() -> None:
    assert parent(("Don", "Yes."), ("Don Cox", "No."), ("Jo", "@Don Cox why?")) == 1


def test_a_name_that_comes_later_is_no_reply() -> None:
    page = read_page(with_entries(("Jo", "Harriet, no."), ("Harriet", "Yes.")))

    assert [found.answer for found in recover(page)] == [None, None]


def test_nobody_answers_themselves_by_name() -> None:
    assert parent(("Jo", "Yes."), ("jo", "Jo, signing again.")) is None
    assert parent(("Ann", "No."), ("Jo", "Yes."), ("Jo", "Jo, Ann: enough of us.")) is None


def test_two_names_are_no_one_parent() -> None:
    assert parent(("Harriet", "Yes."), ("Tom", "No."), ("Jo", "Harriet, Tom: enough.")) is None
    assert parent(("Harriet", "Yes."), ("Tom", "No."), ("Jo", "@Harriet and @Tom enough.")) is None


@pytest.mark.parametrize("name", ["Well", "thanks", "I", "No", "Sir", "2007"])
def test_a_common_word_is_a_name_only_after_an_at_sign(name: str) -> None:
    assert parent((name, "Yes."), ("Jo", f"{name}, it is only a pier.")) is None
    assert parent((name, "Yes."), ("Jo", f"@{name} it is only a pier.")) == 0


def test_a_name_that_the_article_uses_is_no_address() -> None:
    entries = [("Millbrook", "Yes."), ("Jo", "Millbrook: a place of mud.")]

    assert parent(*entries) == 0
    assert parent(*entries, body="The ferry to Millbrook, dated 8 August 2007.") is None


@pytest.mark.parametrize("name", ["a.b", "C++", "(x)", "[y]*", "Jo K.", "\\d+", "^Tom$", "a|b"])
def test_a_name_may_hold_any_sign(name: str) -> None:
    assert parent((name, "Yes."), ("Jo", f"{name}, why?")) == 0
    assert parent((name, "Yes."), ("Jo", "aab, why?")) is None


# --- Quoting below "Name said:" ----------------------------------------------------------------


@pytest.mark.parametrize("verb", ["said", "says", "wrote", "writes", "SAID"])
def test_words_below_name_said_are_a_quotation_and_a_reply(verb: str) -> None:
    found = recovered(("Tom", STAGE), ("Tom", "And so on."), ("Jo", f"Tom {verb}:\nnobody mended it\nNot true."))

    assert found.answer is not None
    assert (found.answer.parent, found.answer.ground) == (0, Ground.QUOTES_NAMED)
    assert [quoted.passage for quoted in found.quotations] == ["nobody mended it"]
    assert as_markdown(found.pieces) == f"Tom {verb}:\n\n> nobody mended it\n\nNot true."


def test_the_words_may_stand_in_the_next_paragraph_or_on_the_same_line() -> None:
    assert parent(("Tom", STAGE), ("Ann", "So."), ("Jo", "Tom said:\n\nnobody mended it\n\nNot true.")) == 0
    assert parent(("Tom", STAGE), ("Ann", "So."), ("Jo", "Tom said: “nobody mended it”\nNot true.")) == 0


def test_several_lines_are_quoted_as_far_as_they_are_found() -> None:
    found = recovered(
        ("Tom", f"{STAGE}\n\nIt was the council that let it rot."),
        ("Jo", f"Tom said:\n\n{STAGE}\n\nIt was the council that let it rot.\n\nIt was the storm that did it."),
    )

    assert as_markdown(found.pieces).endswith(
        f"> {STAGE}\n>\n> It was the council that let it rot.\n\nIt was the storm that did it."
    )


@pytest.mark.parametrize("ellipsis", ["…", "...", "….", " … ", " . . . ", "...."])
def test_an_ellipsis_joins_two_passages_that_are_found_in_order(ellipsis: str) -> None:
    forth = f"Tom said:\nThe landing stage{ellipsis}nobody mended it"
    back = f"Tom said:\nnobody mended it{ellipsis}The landing stage"

    assert parent(("Tom", STAGE), ("Jo", forth)) == 0
    assert parent(("Tom", STAGE), ("Jo", back)) is None
    assert parent(("Tom", STAGE), ("Jo", f"{forth}, they say")) is None


@pytest.mark.parametrize(
    "text",
    [
        "Tom said:\nnobody repaired it",  # other words
        "Tom said:\nbody mended it",  # half a word
        "Tom said:\nit",  # too few
        "Tom said\nnobody mended it",  # no colon
        "Ann said:\nnobody mended it",  # not Ann's words
        "Somebody said:\nnobody mended it",  # nobody of that name
        "Tom said:",
    ],
)
def test_words_that_are_not_found_are_left_alone(text: str) -> None:
    found = recovered(("Tom", STAGE), ("Ann", "I see."), ("Jo", text))

    assert (found.answer, found.quotations) == (None, ())
    assert as_markdown(found.pieces) == text


def test_spaces_case_and_marks_do_not_matter() -> None:
    said = "They called it “the  stage’s\nend” in March."

    assert parent(("Tom", said), ("Jo", 'Tom said:\nthey Called it "the stage\'s end"')) == 0


def test_a_quotation_says_which_comment_a_name_means() -> None:
    entries = [("Tom", STAGE), ("Tom", "And so on."), ("Jo", "Tom, a word.\n\n“nobody mended it, as all know”")]

    assert parent(*entries) == 1
    assert parent(*entries[:2], ("Jo", "Tom, a word.\n\n“and nobody mended it”")) == 0


def test_the_name_at_the_opening_counts_more_than_words_of_another() -> None:
    found = recovered(("Tom", STAGE), ("Ann", "I see."), ("Jo", "Ann, hear him.\nTom said:\nnobody mended it"))

    assert found.answer is not None
    assert (found.answer.parent, found.answer.ground) == (1, Ground.NAMES)
    assert [quoted.entry for quoted in found.quotations] == [0]


# --- A paragraph in quotation marks ------------------------------------------------------------


@pytest.mark.parametrize("marks", ["“”", '""', "«»", "„“", "‘’"])
def test_a_paragraph_in_marks_is_a_quotation_of_the_comment_that_has_its_words(marks: str) -> None:
    found = recovered(("Tom", STAGE), ("Ann", "So."), ("Jo", f"{marks[0]}rotten long before the storm{marks[1]}\nNo."))

    assert found.answer is not None
    assert (found.answer.parent, found.answer.ground) == (0, Ground.QUOTES)


def test_words_of_the_article_are_quoted_without_a_reply() -> None:
    found = recovered(("Tom", STAGE), ("Jo", f"“{STAGE}”"), body=f"It is dated 8 August 2007. {STAGE} The end.")

    assert found.answer is None
    assert found.quotations[0].is_article


def test_words_that_stand_nowhere_are_a_lost_quotation() -> None:
    found = recovered(("Tom", STAGE), ("Jo", "“The stage was sold for firewood.”\n\nSays who?"))

    assert found.answer is None
    assert [(quoted.entry, quoted.is_article) for quoted in found.quotations] == [(None, False)]
    assert as_markdown(found.pieces) == "> “The stage was sold for firewood.”\n\nSays who?"


def test_a_paragraph_of_several_lines_may_be_one_quotation() -> None:
    found = recovered(("Jo", "“The stage was sold\nfor firewood, they say.”\n\nSays who?"))

    assert as_markdown(found.pieces) == "> “The stage was sold\n> for firewood, they say.”\n\nSays who?"


@pytest.mark.parametrize(
    "text",
    [
        "They call it “the landing stage of all stages” here.",
        "“A stage” and “another stage of some kind”",
        '"A stage" and "another stage of some kind"',
        "“No, never.”",
        "“The stage was sold for firewood.” Says who?",
        "‘Tis the season’ of the year’",
    ],
)
def test_a_few_words_in_marks_are_left_alone(text: str) -> None:
    found = recovered(("Tom", STAGE), ("Jo", text))

    assert (found.answer, found.quotations) == (None, ())


def test_words_that_two_have_said_are_left_alone() -> None:
    found = recovered(("Tom", STAGE), ("Ann", STAGE), ("Jo", f"“{STAGE}”"))

    assert (found.answer, found.quotations) == (None, ())


def test_who_quotes_is_not_who_is_quoted() -> None:
    assert parent(("Tom", STAGE), ("Ann", f"Tom said:\n{STAGE}"), ("Jo", f"“{STAGE}”")) == 0


def test_words_of_a_later_comment_are_not_lost() -> None:
    page = read_page(with_entries(("Jo", f"“{STAGE}”"), ("Tom", STAGE)))

    assert [found.quotations for found in recover(page)] == [(), ()]


def test_words_that_two_quote_from_a_lost_comment_are_lost_to_both() -> None:
    page = read_page(with_entries(("Jo", f"“{STAGE}”"), ("Tom", f"“{STAGE}”")))

    assert [[quoted.entry for quoted in found.quotations] for found in recover(page)] == [[None], [None]]


def test_another_site_s_mention_answers_nobody() -> None:
    entries = [("Tom", STAGE), ("Blog", f"Trackbacked by Blog – Links\nTom said:\n{STAGE}")]

    assert recovered(*entries).quotations == ()


def test_the_example_page_is_recovered() -> None:
    answers = [found.answer for found in recover(read_page(PAGE))]

    assert [(answer.parent, answer.ground) if answer else None for answer in answers] == [
        None,
        None,
        None,
        (0, Ground.NAMES),
        (1, Ground.QUOTES_NAMED),
    ]


# --- Laws --------------------------------------------------------------------------------------

words = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0"), max_size=200)
lively = st.text(alphabet="ab *_`[]()<>&\\#-+.:1~|=!@“”\"…'", max_size=60)


@given(lively | words)
@example("__0__")
def test_markdown_shows_a_line_as_it_was_typed(text: str) -> None:
    line = " ".join(clean_body(text).split())

    assert " ".join(shown_text(as_typed(line)).split()) == line


@given(st.lists(st.tuples(st.sampled_from(["Tom", "Ann", "a.b*"]), lively | words), max_size=5))
def test_no_line_of_an_entry_is_lost(entries: list[tuple[str, str]]) -> None:
    page = read_page(with_entries(*entries))

    for entry, found in zip(page.entries, recover(page), strict=True):
        typed = " ".join(line for paragraph in entry.paragraphs for line in paragraph)
        kept = " ".join(line for piece in found.pieces for line in piece.lines if line)
        assert kept.split() == typed.split()


@given(st.lists(st.tuples(st.sampled_from(["Tom", "Ann", "a.b*"]), lively | words), max_size=6))
def test_a_parent_is_always_an_earlier_entry(entries: list[tuple[str, str]]) -> None:
    for position, found in enumerate(recover(read_page(with_entries(*entries)))):
        assert found.answer is None or 0 <= found.answer.parent < position


@given(words, words, words)
def test_a_text_s_own_words_are_found_in_it(before: str, passage: str, after: str) -> None:
    text = normalise(f"{before} {passage} {after}")

    assert Passage.read(passage).stands_in(text) or not re.search(r"\w", normalise(passage))


@given(words)
def test_only_a_text_in_marks_has_something_inside(text: str) -> None:
    inner = inside_marks(text)

    assert inner is None or len(inner) < len(text.strip())


@pytest.mark.parametrize(
    "line", ["> quoted", "```", "~~~", "- item", "1. item", "[a]: http://b.example", "[a](b)", "&amp;"]
)
def test_signs_that_markdown_reads_are_shown(line: str) -> None:
    assert shown_text(as_markdown([Piece((line,))])) == line


def test_an_address_stays_a_link() -> None:
    shown = to_html(as_typed("See https://example.org/a_b_c_(d)*e and _this_."))

    assert 'href="https://example.org/a_b_c_(d)*e"' in shown
    assert "_this_" in shown
