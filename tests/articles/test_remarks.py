"""What readers tell the desk of an article, and what the desk makes of it."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from accounts.models import User
from articles.models import Article, Remark
from articles.remarks import limits
from articles.remarks.actions import apply_remark, settle_remark
from tests.articles.desk import change_url, errors_of, filled_in, save_form
from tests.articles.shown_form import as_it_came
from tests.comments.steps import sign_in
from tests.factories import ArticleFactory

pytestmark = pytest.mark.django_db

ROLES = ["anonymous", "guest", "reader", "editor", "moderator", "administrator"]
SAID = {"kind": "fact", "passage": "at nine", "words": "It was later.", "proposal": "at ten & a half"}
LIST = "/admin/articles/remark/"


@pytest.fixture(autouse=True)
def _nobody_has_written_yet() -> None:
    cache.clear()


@pytest.fixture
def article() -> Article:
    return ArticleFactory.create(body="<p>It sank <em>slowly</em> at nine.</p><p>A &amp; B drowned. A &amp; B.</p>")


def form_of(article: Article) -> str:
    return f"/articles/{article.pk}/remark/"


def remark_on(article: Article, **facts: Any) -> Remark:
    return Remark.objects.create(article=article, revision_number=1, **({"kind": "fact", **SAID} | facts))


def answer_page(remark: Remark) -> str:
    return f"{LIST}{remark.pk}/change/"


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.mark.parametrize("role", ROLES)
def test_everybody_can_tell_the_desk_and_nobody_else_reads_it(client: Client, article: Article, role: str) -> None:
    reader = sign_in(client, role)
    assert f'href="{form_of(article)}"' in text_of(client.get(article.get_absolute_url()))

    answer = client.post(form_of(article), SAID, follow=True)

    remark = Remark.objects.get()
    assert (remark.passage, remark.kind, remark.reader, remark.revision_number) == ("at nine", "fact", reader, 1)
    assert "The desk will read it." in text_of(answer)
    assert "It was later." not in text_of(client.get(article.get_absolute_url()))


def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(client: Client, article: Article) -> None:
    page = text_of(client.post(form_of(article), {**SAID, "words": "", "wants_credit": "on"}))

    assert "at ten &amp; a half" in page
    assert "To be thanked by name, tell us yours." in page
    assert not Remark.objects.exists()


def test_a_passage_in_the_address_is_filled_in(client: Client, article: Article) -> None:
    assert ">\nat &lt;nine&gt;</textarea>" in text_of(client.get(f"{form_of(article)}?passage=at+<nine>%00"))


def test_a_program_that_fills_in_everything_is_thanked_and_not_heard(client: Client, article: Article) -> None:
    answer = client.post(form_of(article), {**SAID, "website": "https://spam.example"})

    assert answer.status_code == 302
    assert not Remark.objects.exists()


def test_too_much_at_once_waits_and_is_kept_in_the_form(client: Client, article: Article) -> None:
    for _ in range(limits.REMARKS_AT_ONCE):
        client.post(form_of(article), SAID)

    answer = client.post(form_of(article), SAID)

    assert answer.status_code == 429
    assert "Please wait ten minutes" in text_of(answer)
    assert "It was later." in text_of(answer)
    assert Remark.objects.count() == limits.REMARKS_AT_ONCE


def test_a_desk_that_drowns_takes_no_more(client: Client, article: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "OPEN_OF_AN_ARTICLE", 1)
    remark_on(article)

    assert client.post(form_of(article), SAID).status_code == 429


@pytest.mark.parametrize("facts", [{"draft": True}, {"status": "withdrawn"}])
def test_of_what_is_not_published_there_is_nothing_to_tell(client: Client, facts: dict[str, Any]) -> None:
    assert client.get(form_of(ArticleFactory.create(**facts))).status_code == 404


def test_a_remark_on_an_article_that_was_withdrawn_meanwhile_still_arrives(desk: Client, article: Article) -> None:
    client = Client()
    opened = as_it_came(client.get(form_of(article)))
    save_form(desk, change_url(article), status="withdrawn")

    missing = client.post(form_of(article), {**opened, **SAID, "words": ""})
    answer = client.post(form_of(article), {**as_it_came(missing), "words": "It was later."}, follow=True)

    assert "This field is required." in text_of(missing)
    assert "It sank" not in text_of(missing)
    assert answer.status_code == 410
    assert "The desk will read it." in text_of(answer)
    assert "It was later." in text_of(desk.get(answer_page(Remark.objects.get())))


@pytest.mark.parametrize("facts", [{"status": "draft"}, {"status": "scheduled"}, {"status": "withdrawn"}, None])
def test_what_was_written_about_an_article_that_is_not_here_comes_back_to_be_copied(
    client: Client, facts: dict[str, Any] | None
) -> None:
    article = ArticleFactory.create(**(facts or {}), published_at=timezone.now() + timedelta(days=1))
    if facts is None:
        Article.objects.all().delete()

    answer = client.post(form_of(article), {**SAID, "words": "It was <later>."})

    assert answer.status_code == 404
    assert "at nine\n\nIt was &lt;later&gt;.\n\nat ten &amp; a half</textarea>" in text_of(answer)
    assert article.headline not in text_of(answer)
    assert not Remark.objects.exists()
    assert client.post(form_of(article), {}).status_code == 404


@pytest.mark.parametrize("role", ["anonymous", "reader", "moderator"])
def test_only_the_newsroom_reads_and_answers(client: Client, article: Article, role: str) -> None:
    remark = remark_on(article)
    sign_in(client, role)

    for path in (LIST, answer_page(remark)):
        assert client.get(path).status_code in {302, 403}
    client.post(answer_page(remark), {"outcome": "decline"})
    remark.refresh_from_db()
    assert remark.is_open


def test_it_waits_beside_the_draft(desk: Client, article: Article) -> None:
    remark = remark_on(article)
    settled = remark_on(article, words="Long answered.", state="declined")

    page = text_of(desk.get(change_url(article)))

    assert f'href="{answer_page(remark)}"' in page
    assert settled.words not in page
    assert "It was later." in text_of(desk.get(answer_page(remark)))


def test_applying_it_makes_the_next_text_corrects_in_public_and_thanks(desk: Client, article: Article) -> None:
    remark = remark_on(article, name="Ada", email="ada@example.org", wants_credit=True)

    desk.post(
        answer_page(remark),
        {
            "outcome": "replace",
            "replacement": "at ten & a half",
            "note": "The hour.",
            "is_correction": "on",
            "answer": "Well seen!",
        },
    )

    article.refresh_from_db()
    remark.refresh_from_db()
    assert article.body.startswith("<p>It sank <em>slowly</em> at ten &amp; a half.</p>")
    assert article.corrected_at is not None
    assert remark.revision is not None
    assert (remark.revision.number, remark.revision.note) == (2, "The hour. Thanks to Ada.")
    assert (remark.state, remark.email) == ("applied", "")
    [letter] = mail.outbox
    assert letter.to == ["ada@example.org"]
    assert "has been put right" in letter.body
    assert "Well seen!" in letter.body


def test_a_correction_by_a_remark_says_what_was_wrong(desk: Client, article: Article) -> None:
    remark = remark_on(article)
    said = {"outcome": "replace", "replacement": "at ten", "is_correction": "on", "answer": "Well seen!"}

    answer = desk.post(answer_page(remark), said)

    assert "say in a sentence what was wrong" in errors_of(answer)["note"][0]
    assert "Well seen!" in answer.content.decode()
    assert article.revisions.count() == 1


def test_who_does_not_want_to_be_named_is_not(article: Article, editor: User) -> None:
    remark = remark_on(article, name="Ada")

    apply_remark(remark=remark, editor=editor, replacement="at ten", note="The hour.", is_correction=True)

    assert article.revisions.latest("number").note == "The hour."


@pytest.mark.parametrize(
    ("passage", "outcome"), [("A & B", "twice"), ("slowly at nine", "across markup"), ("", "none"), ("<p>", "markup")]
)
def test_a_passage_that_is_not_there_once_is_left_to_the_editors_hand(
    desk: Client, article: Article, passage: str, outcome: str
) -> None:
    remark = remark_on(article, passage=passage)

    answer = desk.post(answer_page(remark), {"outcome": "replace", "replacement": f"{outcome}!"})

    remark.refresh_from_db()
    assert "does not stand in the text exactly once" in text_of(answer)
    assert remark.is_open


@pytest.mark.parametrize(
    ("body", "passage"),
    [
        ('<p>The <a href="/teh-boat">boat</a> is here.</p>', "teh"),
        ("<p>The boat<!-- teh first --> is here.</p>", "teh"),
        ("<p>The boat</p><hr><p>is here.</p>", "hr"),
        ("<p>The AT&amp;T boat</p>", "amp"),
        ("<p>The AT&amp T boat</p>", "amp"),
        ('<p>The boat <a href="teh', "teh"),
        ("<p>Banananas</p>", "anana"),
    ],
    ids=["address", "comment", "tag", "reference", "reference without an end", "tag without an end", "in itself"],
)
def test_a_passage_that_is_not_one_piece_of_text_is_left_to_the_editors_hand(
    desk: Client, body: str, passage: str
) -> None:
    article = ArticleFactory.create(body=body)

    answer = desk.post(answer_page(remark_on(article, passage=passage)), {"outcome": "replace", "replacement": "the"})

    assert "does not stand in the text exactly once" in text_of(answer)
    article.refresh_from_db()
    assert article.body == body


@pytest.mark.parametrize(
    ("body", "passage", "after"),
    [
        (
            '<p><a href="/teh-boat">I &lt; teh &lt; I.</a></p>',
            "teh",
            '<p><a href="/teh-boat">I &lt; A&amp;B &lt; I.</a></p>',
        ),
        ('<p title="5 > teh">5 > teh &eacute; 6</p>', "teh é", '<p title="5 > teh">5 > A&amp;B 6</p>'),
        ("<p>AT&amp;T boat</p>", "T&T", "<p>AA&amp;B boat</p>"),
        ("<p>AT&T boat</p>", "AT&T", "<p>A&amp;B boat</p>"),
        ("<p>Boats &amp; amps</p>", "amp", "<p>Boats &amp; A&amp;Bs</p>"),
    ],
)
def test_only_text_is_replaced_and_what_is_put_in_is_no_markup(
    desk: Client, body: str, passage: str, after: str
) -> None:
    article = ArticleFactory.create(body=body)

    desk.post(answer_page(remark_on(article, passage=passage)), {"outcome": "replace", "replacement": "A&B"})

    article.refresh_from_db()
    assert article.body == after


def test_it_can_be_settled_by_hand_or_left_as_it_is(desk: Client, article: Article) -> None:
    by_hand, declined = remark_on(article), remark_on(article, email="ada@example.org")

    desk.post(answer_page(by_hand), {"outcome": "by-hand"})
    desk.post(answer_page(declined), {"outcome": "decline", "answer": "It was nine."})

    states = Remark.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["applied", "declined"]
    assert "It was nine." in mail.outbox[0].body
    assert article.revisions.count() == 1


def rows_of(desk: Client, remark: Remark) -> dict[str, str]:
    """Of its page, by label, in their order."""
    found = re.findall(
        r'<label[^>]*>([^<]+):</label>\s*<div class="readonly">(.*?)</div>', text_of(desk.get(answer_page(remark)))
    )
    return {label: strip_tags(said) for label, said in found}


def test_the_page_of_one_that_is_answered_shows_what_was_said_and_done(desk: Client, article: Article) -> None:
    remark = remark_on(article, proposal="")

    with time_machine.travel("2031-05-02 12:00Z", tick=False):
        sign_in(desk, "editor")
        data = {"outcome": "replace", "replacement": "at ten", "note": "The hour.", "answer": "Well seen!"}
        assert desk.post(answer_page(remark), data).status_code == 302
        editor = Remark.objects.get().answered_by
        rows = rows_of(desk, remark)

    assert rows == {
        "Article": article.headline,
        "What it is": "a fact that is wrong",
        "The passage": "at nine",
        "What is wrong with it": "It was later.",
        "From": "a reader",
        "Written": rows["Written"],
        "State": "applied",
        "Answered": f"May 2, 2031, noon, by {editor}",
        "Answer to the reader": "Well seen!",
        "Text with the change": "Text 2",
    }


def test_the_page_of_one_that_was_left_says_no_more_than_that(desk: Client, article: Article, editor: User) -> None:
    remark = remark_on(article, passage="", proposal="")

    settle_remark(remark=remark, editor=editor, state="declined")

    rows = rows_of(desk, remark)
    assert [*rows][-2:] == ["State", "Answered"]
    assert not {"The passage", "How it should read", "Answer to the reader"} & rows.keys()
    assert "None" not in rows.values()


@pytest.mark.parametrize("outcome", ["by-hand", "replace", "decline"])
def test_the_second_of_two_editors_is_told_and_keeps_what_they_wrote(
    desk: Client, article: Article, editor: User, outcome: str
) -> None:
    remark = remark_on(article, email="ada@example.org")
    mine = {"outcome": outcome, "answer": "Thank you so much.", "replacement": "at ten", "note": "The hour."}
    opened = filled_in(desk, answer_page(remark))
    save_form(desk, answer_page(remark), outcome="decline", answer="It was nine.")

    answer = desk.post(answer_page(remark), {**opened, **mine})

    page = text_of(answer)
    assert "This remark is answered already." in errors_of(answer)["__all__"][0]
    assert f", by {editor}" in page.partition("Answered in the meantime")[2]
    assert mine.items() <= as_it_came(answer).items()
    again = desk.post(answer_page(remark), as_it_came(answer))
    assert "This remark is answered already." in errors_of(again)["__all__"][0]
    remark.refresh_from_db()
    assert (remark.state, remark.answer, article.revisions.count()) == ("declined", "It was nine.", 1)
    assert len(mail.outbox) == 1


def test_what_is_answered_is_only_read(desk: Client, article: Article, editor: User) -> None:
    remark = settle_remark(remark=remark_on(article), editor=editor, state="declined")

    page = desk.get(answer_page(remark))

    assert page.status_code == 200
    assert "outcome" not in as_it_came(page)
    with pytest.raises(ValidationError, match="answered this remark in the meantime"):
        settle_remark(remark=remark, editor=editor, state="applied")
