"""Moderators search all comments."""

from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from articles.models import Article
from comments.models import Comment
from comments.moderation import search, search_index
from comments.moderation.marking import marked
from comments.moderation.search import search_comments
from comments.moderation.search_query import read_query
from tests.comments.searching import found, said
from tests.comments.steps import everything, path_of, sign_in, text_of
from tests.factories import ArticleFactory, CommentFactory, ReportFactory, UserFactory

pytestmark = pytest.mark.django_db

PATH = "/moderation/search/"
Status = Comment.Status


@pytest.fixture
def desk(client: Client, moderator: User) -> Client:
    """A browser in which the moderator is signed in."""
    client.force_login(moderator)
    return client


@pytest.mark.parametrize(
    ("role", "status"),
    [("anonymous", 302), ("reader", 403), ("editor", 403), ("moderator", 200), ("administrator", 200)],
)
def test_the_search_is_the_moderators(client: Client, role: str, status: int) -> None:
    said("A secret word.", status=Status.REMOVED)
    sign_in(client, role)

    answer = client.get(PATH, {"q": "secret"})

    assert answer.status_code == status
    assert ("A <mark>secret</mark> word." in text_of(answer)) is (status == 200)


def test_the_sign_in_leads_back_to_the_same_question(client: Client) -> None:
    location = client.get(PATH, {"q": "ferry author:x"}).headers["Location"]

    assert parse_qs(urlsplit(location).query)["next"] == [f"{PATH}?q=ferry+author%3Ax"]


def test_there_is_nothing_to_post_and_looking_changes_nothing(desk: Client) -> None:
    said("The ferry.")
    before = everything()

    desk.get(PATH, {"q": "ferry", "verdict": "remove"})

    assert everything() == before
    assert desk.post(PATH, {"q": "ferry"}).status_code == 405


@pytest.mark.parametrize(
    ("line", "finds"),
    [
        ("ferry", {"The ferry is late", "Ferry, tide; tram"}),
        ("FERRY", {"The ferry is late", "Ferry, tide; tram"}),
        ("late ferry", {"The ferry is late"}),
        ('"ferry is"', {"The ferry is late"}),
        ('"is ferry"', set()),
        ("ferry -tram", {"The ferry is late"}),
        ('ferry -"ferry is"', {"Ferry, tide; tram"}),
        ("cafe", {"Un café à Kiel"}),
        ("CAFÉ", {"Un café à Kiel"}),
        ("трамвай", {"Скорый трамвай"}),
        ("ТРАМВАЙ", {"Скорый трамвай"}),
        ("example", {"See https://www.example.org/path?x=1"}),
        ("www.example.org", {"See https://www.example.org/path?x=1"}),
        ("fer", set()),
        ("it's", {"It's 10:30"}),
        ("10:30", {"It's 10:30"}),
        ("-ferry -example -трамвай -café", {"It's 10:30"}),
        ("ferry AND NOT OR NEAR", set()),
        ("ferr*", {"The ferry is late", "Ferry, tide; tram"}),
        ("fe*", set()),
        ("night-bus", {"The night-bus"}),
        ("bus", {"The night-bus"}),
        ("night bus", {"The night-bus"}),
    ],
)
def test_words_phrases_and_what_must_not_be_there(moderator: User, line: str, finds: set[str]) -> None:
    said(
        "The ferry is late",
        "Ferry, tide; tram",
        "Un café à Kiel",
        "Скорый трамвай",
        "See https://www.example.org/path?x=1",
        "It's 10:30",
        "The night-bus",
    )

    assert found(line, moderator) - ({"The night-bus"} if line.startswith("-") else set()) == finds


def test_operators_narrow_in_any_order(moderator: User) -> None:
    rita = UserFactory.create(handle="rita", display_name="Rita Reader")
    ferry = ArticleFactory.create(headline="The ferry to Laboe", slug="laboe")
    [by_rita] = said("Tide one", author=rita, article=ferry)
    said("Tide two", article=ferry)
    said("Tide three", author=rita, status=Status.REMOVED)
    said("Tide four", status=Status.PENDING)

    assert found("tide author:rita", moderator) == {"Tide one", "Tide three"}
    assert found("author:rita tide", moderator) == {"Tide one", "Tide three"}
    assert found('author:"Rita Reader"', moderator) == {"Tide one", "Tide three"}
    assert found("author:RITA -three", moderator) == {"Tide one"}
    assert found("article:laboe", moderator) == {"Tide one", "Tide two"}
    assert found('article:"the ferry" -author:rita', moderator) == {"Tide two"}
    assert found(f"article:{by_rita.discussion.article.get_absolute_url()} one", moderator) == {"Tide one"}
    assert found(f"article:{ferry.pk}", moderator) == {"Tide one", "Tide two"}
    assert found("status:removed status:pending", moderator) == {"Tide three", "Tide four"}
    assert found("-status:published tide", moderator) == {"Tide three", "Tide four"}
    assert found("status:published author:rita article:laboe tide", moderator) == {"Tide one"}


def test_names_of_an_archive_are_authors_too(moderator: User) -> None:
    CommentFactory.create(author=None, imported_name="Old Salt", body="From the archive")

    assert found('author:"Old Salt"', moderator) == {"From the archive"}
    assert found('archive -author:"Old Salt"', moderator) == set()


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("!!! ***", "There is no word in this that could be looked for."),
        ('"', "There is no word in this that could be looked for."),
        ("author:", "After author: comes a handle or a name"),
        ("tide status:", "After status: comes one of"),
        ("article: ferry", "After article: comes"),
        ("author:nobody-at-all", "Nobody here is called “nobody-at-all”."),
        ("author:<b>", "Nobody here is called “<b>”."),
        ("article:no-such-thing", "No article has “no-such-thing” in its headline or address."),
        ("status:gone", "There is no status “gone”. There are: pending, published, removed, deleted, spam."),
        ("x" * 501, "This is 501 characters long; a search has at most 500."),
        ("a " * 31, "These are too many words at once."),
    ],
)
def test_what_cannot_be_answered_gets_a_sentence_and_stays_typed(desk: Client, line: str, sentence: str) -> None:
    answer = desk.get(PATH, {"q": line})

    page = unescape(text_of(answer))
    assert answer.status_code == 200
    assert sentence in page
    assert f'value="{line.strip()}"' in page
    assert "<b>”" not in text_of(answer)


def test_first_comes_how_to_ask(desk: Client) -> None:
    page = text_of(desk.get(PATH))

    assert "How to ask" in page
    assert 'role="alert"' not in page


def test_where_nothing_is_found_the_page_says_so(desk: Client) -> None:
    assert "No comment says that." in text_of(desk.get(PATH, {"q": "ferry"}))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(line=st.one_of(st.text(), st.text("\"-: *()^+&|!<>'\\aAND:author:status:1é\x00%{}", max_size=40)))
@example(line='"a" AND (b')
@example(line="a NEAR/2 b")
@example(line="{body}: x")
@example(line="^a + b")
@example(line="%s %(x)s")
@example(line="author:\x00 status:published")
@example(line="\ud800")
@example(line="١٢ ² ½ 𝔞 🚢 ـ ﷽ ̈ ̈a -̈")
def test_any_line_is_answered(moderator: User, line: str) -> None:
    answer = search_comments(read_query(line), moderator)

    assert answer.cards == []


def test_any_line_is_answered_by_the_page(desk: Client) -> None:
    said("A ferry.")

    for line in (
        "\x00",
        "%",
        "' OR 1=1 --",
        "a\tb\r\nc",
        "\\",
        "ferry OR",
        "(",
        "NOT ferry",
        "﷽",
        "-",
        "--",
        "-ferry",
    ):
        assert desk.get(PATH, {"q": line}).status_code == 200


def test_words_are_marked_where_they_stand_and_nowhere_else(desk: Client) -> None:
    said("The Ferry & *ferry*: <b>ferry</b> [a](https://ferry.example/amp) amp")

    page = text_of(desk.get(PATH, {"q": "ferry amp"}))

    assert "The <mark>Ferry</mark> &amp; <em><mark>ferry</mark></em>" in page
    assert "&lt;b&gt;<mark>ferry</mark>&lt;/b&gt;" in page
    assert 'href="https://ferry.example/amp"' in page
    assert "</a> <mark>amp</mark>" in page


@given(words=st.lists(st.text(max_size=8)), text=st.text(max_size=60))
def test_marking_adds_marks_and_changes_nothing_else(words: list[str], text: str) -> None:
    from comments.text import to_html

    html = to_html(text)

    assert marked(html, words).replace("<mark>", "").replace("</mark>", "") == html


def test_cards_can_be_decided_on_and_lead_back(desk: Client) -> None:
    [published, removed] = [*said("Tide one"), *said("Tide two", status=Status.REMOVED)]

    page = text_of(desk.get(PATH, {"q": "tide"}))

    for comment in (published, removed):
        assert f'action="{path_of("decision", comment)}"' in page
    assert '<input type="hidden" name="next" value="/moderation/search/?q=tide">' in page
    assert page.count('value="restore"') == 1
    assert "Its words are taken down: removed by a moderator." in page


def test_what_came_last_comes_first_and_pages_go_on(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "RESULTS_ON_A_PAGE", 2)
    comments = said("Tide one", "Tide two", "No such word", "Tide three")

    first = text_of(desk.get(PATH, {"q": '"tide" -nought'}))
    second = text_of(desk.get(PATH, {"q": '"tide" -nought', "below": str(comments[1].pk)}))

    assert first.index("three") < first.index("two")
    assert f"?q=%22tide%22%20-nought&amp;below={comments[1].pk}" in first
    assert "Earlier" in first
    assert "one" in second
    assert 'rel="next"' not in second
    assert "Newest" in second


@pytest.mark.parametrize("below", ["", "x", "-1", "²", str(10**30), "1.5", "\x00"])
def test_a_place_that_is_none_is_the_front(desk: Client, below: str) -> None:
    said("Tide one")

    assert "<mark>Tide</mark> one" in text_of(desk.get(PATH, {"q": "tide", "below": below}))


def test_what_a_guest_has_not_confirmed_is_not_said_yet(moderator: User) -> None:
    [comment] = said("Tide one", status=Status.PENDING)
    Comment.objects.filter(pk=comment.pk).update(status=Status.UNCONFIRMED)

    assert found("tide", moderator) == set()


def test_comments_on_articles_that_the_moderator_may_not_read_are_not_found(moderator: User) -> None:
    hidden = ArticleFactory.create()
    said("Tide one", article=hidden)
    Article.objects.filter(pk=hidden.pk).update(status=Article.Status.WITHDRAWN)

    assert found("tide", moderator) == set()


@pytest.mark.parametrize("is_common", [True, False])
def test_a_long_way_back_is_gone_in_steps(moderator: User, monkeypatch: pytest.MonkeyPatch, is_common: bool) -> None:
    monkeypatch.setattr(search_index, "_SQLITE_STEPS", (1, 2))
    for name, bound in {"_NEAR": 2, "_MOST_HOLDING": 2 if is_common else 100, "_FAR": 2}.items():
        monkeypatch.setattr(search_index, name, bound)
    rita = UserFactory.create(handle="rita")
    said("Tide one", "Tide two", status=Status.REMOVED)
    said("Tide three", "Tide four", "Tide five", "Six", "Seven")
    bodies, below, questions = set(), search.LAST_KEY, 0
    query = read_query("tide status:removed")

    while below and questions < 9:
        answer = search_comments(query, moderator, below=below)
        bodies |= {comment.body for comment in answer.cards}
        below, questions = answer.earlier or 0, questions + 1

    assert bodies == {"Tide one", "Tide two"}
    assert rita.pk
    assert not below


def test_those_of_one_person_are_looked_through_in_steps(moderator: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "_STEPS", (1, 2))
    rita = UserFactory.create(handle="rita")
    first, *_ = said("Tide one", "Tide two", "Three", "Four", "Five", author=rita)

    answer = search_comments(read_query("tide author:rita"), moderator)
    rest = search_comments(read_query("tide author:rita"), moderator, below=answer.earlier or 0)

    assert answer.cards == []
    assert {comment.body for comment in rest.cards} == {"Tide one", "Tide two"}
    assert first.pk


@pytest.mark.parametrize("count", [1, 6])
@pytest.mark.parametrize("line", ["tide", "tide author:rita status:published", "status:published"])
def test_the_search_asks_the_database_as_often_for_many_results(
    desk: Client, count: int, line: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rita = UserFactory.create(handle="rita")
    for comment in said(*["Tide"] * count, author=rita):
        ReportFactory.create_batch(2, comment=comment)
    more = {"tide": 0, "status:published": 0}.get(line, 4)

    # Session, person; who holds the words, which of them fit, the cards, their reports and decisions; the frame.
    # With operators what they name, and which comments are walked through.
    with django_assert_num_queries(9 + more):
        page = text_of(desk.get(PATH, {"q": line}))

    assert page.count('class="desk-card"') == count
