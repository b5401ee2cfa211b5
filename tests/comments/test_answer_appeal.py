"""Answering appeals on the desk: by somebody who did not decide."""

import re

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from articles.models import Article
from comments.actions.moderating import remove_comment, undo_decision
from comments.appeals import queue
from comments.appeals.actions import answer_appeal
from comments.models import Appeal, Comment, Decision
from tests.comments.steps import everything, path_of, sign_in, text_of
from tests.factories import AppealFactory, ArticleFactory, CommentFactory, UserFactory

pytestmark = pytest.mark.django_db

DESK = "/moderation/appeals/"
WHY = "It was meant <i>as a joke</i>."


@pytest.fixture
def comment(author: User, moderator: User) -> Comment:
    """Removed by Mona Moderator."""
    article = ArticleFactory.create(headline="Ferry & tide")
    comment = CommentFactory.create(author=author, article=article, body="Words in *doubt*.")
    remove_comment(comment=comment, moderator=moderator, reason="abuse", note="Not like this.")
    comment.refresh_from_db()
    return comment


@pytest.fixture
def appeal(comment: Comment, moderator: User) -> Appeal:
    return AppealFactory.create(decision=comment.decisions.get(), body=WHY)


@pytest.fixture
def second(db: None) -> User:
    return UserFactory.create(handle="second", display_name="Sven Second", moderator=True)


@pytest.fixture
def desk(client: Client, second: User) -> Client:
    """The browser of a moderator who did not decide."""
    client.force_login(second)
    return client


def path_to(appeal: Appeal) -> str:
    return f"{DESK}{appeal.pk}/"


def status_of(comment: Comment) -> int:
    return Comment.objects.values_list("status", flat=True).get(pk=comment.pk)


def inbox_of(person: User) -> str:
    client = Client()
    client.force_login(person)
    return text_of(client.get("/account/inbox/"))


@pytest.mark.parametrize(
    ("role", "status"),
    [("anonymous", 302), ("guest", 302), ("reader", 403), ("editor", 403), ("moderator", 200), ("administrator", 200)],
)
def test_the_queue_is_the_moderators(client: Client, appeal: Appeal, role: str, status: int) -> None:
    sign_in(client, role)
    before = everything()

    assert [client.get(path).status_code for path in (DESK, path_to(appeal))] == [status, status]
    assert everything() == before


@pytest.mark.parametrize("role", ["anonymous", "guest", "reader", "editor", "author"])
def test_nobody_else_answers(client: Client, appeal: Appeal, author: User, role: str) -> None:
    client.force_login(author) if role == "author" else sign_in(client, role)
    before = everything()

    answer = client.post(path_to(appeal), {"outcome": "grant"})

    assert answer.status_code == (302 if role in {"anonymous", "guest"} else 403)
    assert everything() == before


def test_a_card_holds_the_words_who_decided_why_and_what_the_author_says(desk: Client, appeal: Appeal) -> None:
    page = text_of(desk.get(DESK))

    for words in ("<em>doubt</em>", "Ferry &amp; tide", "Ada Author", "Mona Moderator", "removed – abuse"):
        assert words in page
    assert "Not like this." in page
    assert "meant &lt;i&gt;as a joke&lt;/i&gt;" in page
    assert f'action="{path_to(appeal)}"' in page


def test_every_queue_shows_how_many_wait(desk: Client, appeal: Appeal) -> None:
    page = text_of(desk.get("/moderation/"))

    assert re.search(rf'href="{DESK}"[^>]*>Appeals <span class="count"[^>]*>1</span>', page)


def test_granted_the_comment_is_back_by_a_decision_and_everybody_is_told(
    desk: Client, appeal: Appeal, comment: Comment, author: User, second: User
) -> None:
    answer = desk.post(path_to(appeal), {"outcome": "grant", "note": "You are right."})

    appeal.refresh_from_db()
    ruling = Decision.objects.latest("pk")
    assert answer.headers["Location"] == DESK
    assert status_of(comment) == Comment.Status.PUBLISHED
    assert (ruling.verdict, ruling.answers, ruling.moderator) == ("restore", appeal, second)
    assert (appeal.outcome, appeal.answered_by, appeal.answer) == ("overturned", second, "You are right.")
    assert "Your appeal was granted" in inbox_of(author)
    assert "back, after an appeal" in text_of(Client().get("/moderation/log/"))
    assert "put a comment on “Ferry &amp; tide” back" in text_of(Client().get("/moderation/log/feed/"))


def test_upheld_the_comment_stays_down_on_record_and_the_author_is_told(
    desk: Client, appeal: Appeal, comment: Comment, author: User, second: User
) -> None:
    desk.post(path_to(appeal), {"outcome": "uphold", "note": "It hurts people."})

    appeal.refresh_from_db()
    ruling = Decision.objects.latest("pk")
    log = text_of(Client().get("/moderation/log/"))
    assert status_of(comment) == Comment.Status.REMOVED
    assert (ruling.verdict, ruling.answers, ruling.moderator) == ("uphold", appeal, second)
    assert (appeal.outcome, appeal.answered_by, appeal.answer) == ("upheld", second, "It hurts people.")
    assert "stays removed" in inbox_of(author)
    assert "It hurts people." in inbox_of(author)
    assert "after an appeal, and the removal stands" in log
    assert "It hurts people." not in log
    assert WHY[:8] not in log


@pytest.mark.parametrize("outcome", ["grant", "uphold"])
def test_the_author_gets_a_mail_with_the_answer_and_without_the_words(
    desk: Client, appeal: Appeal, author: User, settings: Settings, outcome: str
) -> None:
    settings.SITE_URL = "https://news.example"

    desk.post(path_to(appeal), {"outcome": outcome, "note": "Looked at <it>."})

    [letter] = mail.outbox
    assert letter.to == [author.email]
    assert "Looked at <it>." in letter.body
    assert f"https://news.example{path_of('appeal', appeal.ruling_appealed.comment)}" in letter.body
    assert "doubt" not in letter.body
    assert "Sven" not in letter.body


@pytest.mark.parametrize(
    ("outcome", "sentence"), [("grant", "agree with you"), ("uphold", "came to the same decision")]
)
def test_left_blank_the_sentence_is_the_sites_own(
    desk: Client, appeal: Appeal, author: User, outcome: str, sentence: str
) -> None:
    desk.post(path_to(appeal), {"outcome": outcome})

    author_sees = Client()
    author_sees.force_login(author)
    page = text_of(author_sees.get(path_of("appeal", appeal.ruling_appealed.comment)))
    assert sentence in page
    assert sentence in inbox_of(author)
    assert "Sven" not in page


@pytest.mark.parametrize("outcome", ["grant", "uphold"])
def test_whoever_decided_is_refused_in_words_and_by_the_action(
    client: Client, appeal: Appeal, moderator: User, second: User, outcome: str
) -> None:
    client.force_login(moderator)
    before = everything()

    listed, answer = text_of(client.get(DESK)), client.post(path_to(appeal), {"outcome": outcome})

    assert "You made this decision, so somebody else answers" in listed
    assert 'name="outcome"' not in listed
    assert f'href="/moderation/decisions/{appeal.decision_id}/undo/"' in listed
    assert "There is no other moderator here" not in listed
    assert answer.status_code == 403
    with pytest.raises(PermissionDenied):
        answer_appeal(appeal=appeal, moderator=moderator, grants=True, note="")
    assert everything() == before


def test_the_only_moderator_is_told_what_to_do(client: Client, appeal: Appeal, moderator: User) -> None:
    client.force_login(moderator)

    pages = [text_of(client.get(path)) for path in (DESK, path_to(appeal))]

    assert all("There is no other moderator here" in page for page in pages)


def test_an_administrator_is_no_exception(client: Client, author: User, administrator: User) -> None:
    comment = CommentFactory.create(author=author)
    ruling = remove_comment(comment=comment, moderator=administrator, reason="abuse")
    appeal = AppealFactory.create(decision=ruling)
    client.force_login(administrator)

    assert client.post(path_to(appeal), {"outcome": "uphold"}).status_code == 403


def test_nobody_answers_for_a_comment_of_their_own(client: Client, second: User, moderator: User) -> None:
    ruling = remove_comment(comment=CommentFactory.create(author=second), moderator=moderator, reason="abuse")
    appeal = AppealFactory.create(decision=ruling)
    client.force_login(second)

    answer = client.post(path_to(appeal), {"outcome": "grant"})

    assert answer.status_code == 403
    assert "You wrote this comment" in text_of(answer)


def test_the_second_of_two_moderators_is_told_and_nothing_is_overwritten(desk: Client, appeal: Appeal) -> None:
    desk.post(path_to(appeal), {"outcome": "uphold", "note": "First."})
    once = everything()

    answer = desk.post(path_to(appeal), {"outcome": "grant", "note": "Second."})

    assert answer.status_code == 409
    assert "settled while you were looking at it" in text_of(answer)
    assert "First." in text_of(answer)
    assert everything() == once


@pytest.mark.parametrize("form", [{}, {"outcome": "burn"}, {"outcome": "grant", "note": "x" * 501}])
def test_what_makes_no_sense_decides_nothing(desk: Client, appeal: Appeal, form: dict[str, str]) -> None:
    before = everything()

    answer = desk.post(path_to(appeal), form)

    assert answer.status_code == 422
    assert form.get("note", "") in text_of(answer)
    assert everything() == before


@pytest.mark.parametrize("outcome", ["grant", "uphold"])
def test_an_answer_taken_back_lets_the_appeal_wait_again(
    desk: Client, appeal: Appeal, comment: Comment, outcome: str
) -> None:
    desk.post(path_to(appeal), {"outcome": outcome, "note": "A slip."})
    desk.post(f"/moderation/decisions/{Decision.objects.latest('pk').pk}/undo/")

    appeal.refresh_from_db()
    assert (appeal.outcome, appeal.answered_by, appeal.answer, appeal.answered_at) == ("", None, "", None)
    assert status_of(comment) == Comment.Status.REMOVED
    assert WHY[:8] in text_of(desk.get(DESK))


def test_whoever_was_overruled_does_not_take_the_answer_back(
    desk: Client, appeal: Appeal, comment: Comment, moderator: User, second: User
) -> None:
    desk.post(path_to(appeal), {"outcome": "grant"})
    ruling = Decision.objects.latest("pk")
    undo_decision(decision=undo_decision(decision=ruling, moderator=second), moderator=second)
    desk.force_login(moderator)

    answer = desk.post(f"/moderation/decisions/{ruling.pk}/undo/")

    assert answer.status_code == 403
    assert "somebody else would have to undo it" in text_of(answer)
    assert status_of(comment) == Comment.Status.PUBLISHED


def test_the_plain_form_of_a_decision_upholds_nothing(desk: Client, comment: Comment) -> None:
    assert desk.post(path_of("decision", comment), {"verdict": "uphold"}).status_code == 422


def test_settled_ones_are_listed_apart_with_who_answered(desk: Client, appeal: Appeal) -> None:
    desk.post(path_to(appeal), {"outcome": "uphold", "note": "It hurts."})

    waiting, answered = (text_of(desk.get(f"{DESK}?state={state}")) for state in ("waiting", "answered"))

    assert "No appeal waits" in waiting
    assert "Sven Second" in answered
    assert "It hurts." in answered
    assert 'name="outcome"' not in answered


def test_on_withdrawn_articles_nothing_waits(desk: Client, appeal: Appeal) -> None:
    Article.objects.update(status=Article.Status.WITHDRAWN)

    assert "No appeal waits" in text_of(desk.get(DESK))
    assert desk.get(path_to(appeal)).status_code == 404


def test_what_its_author_erased_awaits_nobody(desk: Client, appeal: Appeal, author: User) -> None:
    from comments.actions.erasing import erase_person

    erase_person(person=author)

    appeal.refresh_from_db()
    assert appeal.body == ""
    assert "No appeal waits" in text_of(desk.get(DESK))


def test_a_long_queue_comes_in_pages_the_oldest_first(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "APPEALS_ON_A_PAGE", 2)
    appeals = [AppealFactory.create(body=f"Reason {number}.") for number in range(3)]

    first = text_of(desk.get(DESK))
    second = text_of(desk.get(f"{DESK}?state=waiting&after={appeals[1].pk}"))

    assert first.index("Reason 0.") < first.index("Reason 1.")
    assert f'href="?state=waiting&amp;after={appeals[1].pk}"' in first
    assert "Reason 2." in second
    assert 'rel="next"' not in second


@pytest.mark.parametrize("query", ["?state=burn", "?after=x", "?after=-1", f"?after={10**30}", "?state=%00"])
def test_nonsense_in_the_address_is_the_front(desk: Client, appeal: Appeal, query: str) -> None:
    assert WHY[:8] in text_of(desk.get(DESK + query))


@pytest.mark.parametrize("number", [999_999, 10**18])
def test_an_appeal_that_is_not_there_is_not_found(desk: Client, number: int) -> None:
    assert desk.post(f"{DESK}{number}/", {"outcome": "grant"}).status_code == 404


@pytest.mark.parametrize("count", [1, 6])
def test_the_queue_asks_the_database_as_often_for_many_cards(
    desk: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    AppealFactory.create_batch(count)

    # Session, person; the counts; the appeals, their comments, reports and decisions; the topics, the inbox.
    with django_assert_num_queries(9):
        page = text_of(desk.get(DESK))

    assert page.count('class="desk-card"') == count
