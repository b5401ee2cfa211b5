"""Deciding on notices, on the desk; and who learns what."""

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from articles.models import Article
from comments.actions.erasing import erase_person
from comments.models import Comment, Decision, Notice, NoticeLocation
from comments.notices import queue
from comments.notices.letters import case_path
from tests.comments.steps import everything, sign_in, text_of
from tests.factories import CommentFactory, NoticeFactory

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = pytest.mark.django_db

DESK = "/moderation/notices/"


@pytest.fixture
def notice(comment: Comment) -> Notice:
    return NoticeFactory.create(
        comments=[comment], email="nora@example.org", explanation="None of <i>this</i> is true."
    )


@pytest.fixture
def desk(client: Client, moderator: User) -> Client:
    client.force_login(moderator)
    return client


def path_to(notice: Notice) -> str:
    return f"{DESK}{notice.pk}/"


def decide(client: Client, notice: Notice, outcome: str = "taken-down", **facts: str) -> "Answer":
    places = {f"location-{place.pk}": outcome for place in notice.locations.all()}
    return client.post(path_to(notice), {**places, "answer": "We looked, and <agree>.", **facts})


def status_of(comment: Comment) -> int:
    return Comment.objects.values_list("status", flat=True).get(pk=comment.pk)


@pytest.mark.parametrize(
    ("role", "status"),
    [("anonymous", 302), ("guest", 302), ("reader", 403), ("editor", 403), ("moderator", 200), ("administrator", 200)],
)
def test_the_queue_is_the_moderators_and_nobody_else_decides(
    client: Client, notice: Notice, role: str, status: int
) -> None:
    sign_in(client, role)
    before = everything()

    opened = [client.get(path) for path in (DESK, path_to(notice))]
    assert [answer.status_code for answer in opened] == [status, status]
    assert everything() == before
    decided = decide(client, notice)

    assert decided.status_code == (302 if status == 200 else status)
    assert (everything() != before) is (status == 200)
    if status != 200:
        assert "nora@example.org" not in "".join(map(text_of, [*opened, decided]))


def test_a_card_says_what_is_claimed_and_where_and_the_page_by_whom(desk: Client, notice: Notice) -> None:
    listed, page = text_of(desk.get(DESK)), text_of(desk.get(path_to(notice)))

    for words in (
        "defamation or insult",
        "None of &lt;i&gt;this&lt;/i&gt; is true.",
        "Ferry &amp; tide",
        "Ada Author",
    ):
        assert words in listed
        assert words in page
    assert "nora@example.org" not in listed
    assert "nora@example.org" in page
    assert "<em>doubt</em>" in page


def test_every_queue_shows_how_many_wait(desk: Client, notice: Notice) -> None:
    page = text_of(desk.get("/moderation/"))

    assert re.search(rf'href="{DESK}"[^>]*>Notices <span class="count"[^>]*>1</span>', page)


def test_taken_down_it_is_a_decision_like_any_other_and_both_are_told(
    desk: Client, notice: Notice, comment: Comment, author: User, moderator: User
) -> None:
    answer = decide(desk, notice)

    notice.refresh_from_db()
    ruling = Decision.objects.get()
    place = notice.locations.get()
    [letter] = mail.outbox
    assert answer.headers["Location"] == DESK
    assert status_of(comment) == Comment.Status.REMOVED
    assert (ruling.verdict, ruling.reason, ruling.moderator) == ("remove", "illegal", moderator)
    assert (place.outcome, place.ruling) == ("taken-down", ruling)
    assert (notice.decided_by, notice.role, notice.is_automated) == (moderator, "moderator", False)
    assert letter.to == ["nora@example.org"]
    assert "We looked, and <agree>." in letter.body
    assert "without automated means" in letter.body
    assert "Article 21" in letter.body
    assert f"https://news.example{case_path(notice)}" in letter.body
    author_sees = Client()
    author_sees.force_login(author)
    inbox = text_of(author_sees.get("/account/inbox/"))
    assert "was removed: illegal" in inbox
    assert "against the law" in inbox


def test_left_as_it_is_nothing_happens_to_the_comment_and_the_reason_is_told(
    desk: Client, notice: Notice, comment: Comment
) -> None:
    decide(desk, notice, "left", answer="An opinion, which is free.", is_automated="on")

    page = text_of(Client().get(case_path(notice)))
    assert status_of(comment) == Comment.Status.PUBLISHED
    assert not Decision.objects.exists()
    assert "left as it is" in page
    assert "An opinion, which is free." in page
    assert "with the help of automated means" in page
    assert "Article 21" in page
    assert "Mona" not in page


def test_neither_the_author_nor_the_public_learn_who_sent_it(
    desk: Client, notice: Notice, comment: Comment, author: User
) -> None:
    decide(desk, notice)
    author_sees = Client()
    author_sees.force_login(author)
    paths = [comment.get_absolute_url(), f"/comments/{comment.pk}/appeal/", "/account/inbox/", "/moderation/log/"]

    pages = [text_of(client.get(path)) for client in (author_sees, Client()) for path in paths]

    assert "after a notice of illegal content" in pages[3]
    assert not [page for page in pages if "Nora" in page or "nora@" in page or "None of" in page]


def test_an_articles_own_content_is_decided_on_without_a_comment(desk: Client, comment: Comment) -> None:
    article = comment.discussion.article
    notice = NoticeFactory.create()
    notice.locations.update(comment=None, article=article, path=article.get_absolute_url())

    page = text_of(desk.get(path_to(notice)))
    decide(desk, notice)

    assert "The article “Ferry &amp; tide” itself" in page
    assert "the newsroom has changed or withdrawn it" in page
    assert notice.locations.get().outcome == "taken-down"
    assert not Decision.objects.exists()


def test_each_of_several_places_is_decided_on(desk: Client) -> None:
    comments = CommentFactory.create_batch(3)
    notice = NoticeFactory.create(comments=comments)
    desk.post(f"/comments/{comments[2].pk}/decision/", {"verdict": "remove", "reason": "abuse"})
    first, second, _gone = notice.locations.all()

    desk.post(
        path_to(notice), {f"location-{first.pk}": "left", f"location-{second.pk}": "taken-down", "answer": "So."}
    )

    assert list(notice.locations.values_list("outcome", flat=True)) == ["left", "taken-down", "gone"]
    assert [status_of(comment) for comment in comments] == [1, 2, 2]
    assert Decision.objects.count() == 2


def test_where_nothing_is_left_that_is_what_is_recorded(desk: Client, notice: Notice) -> None:
    Article.objects.update(status=Article.Status.WITHDRAWN)

    page = text_of(desk.get(path_to(notice)))
    desk.post(path_to(notice), {"answer": "It is gone."})

    assert "Nothing that it names is there any more" in page
    assert notice.locations.get().outcome == "gone"


@pytest.mark.parametrize(
    ("outcome", "facts", "sentence"),
    [
        ("", {}, "Please decide on this one, too."),
        ("burn", {}, "Select a valid choice"),
        ("left", {"answer": ""}, "Please explain the decision"),
        ("left", {"answer": "x" * 1_001}, "This is 1001 characters long"),
    ],
)
def test_what_makes_no_sense_decides_nothing(
    desk: Client, notice: Notice, outcome: str, facts: dict[str, str], sentence: str
) -> None:
    before = everything()

    answer = decide(desk, notice, outcome, **facts)

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert everything() == before


def test_the_second_of_two_moderators_is_told_and_nothing_is_overwritten(desk: Client, notice: Notice) -> None:
    decide(desk, notice, "left", answer="First.")
    once = everything()

    answer = decide(desk, notice, answer="Second.")

    assert answer.status_code == 409
    assert "somebody else decided on this notice" in text_of(answer)
    assert "First." in text_of(answer)
    assert everything() == once
    assert len(mail.outbox) == 1


def test_nobody_decides_on_what_is_said_of_their_own_comment(desk: Client, moderator: User) -> None:
    notice = NoticeFactory.create(comments=[CommentFactory.create(author=moderator)])

    answer = decide(desk, notice, "left")

    assert answer.status_code == 403
    assert "about a comment of yours" in text_of(answer)
    assert Notice.objects.waiting().exists()


def test_decided_ones_are_listed_apart(desk: Client, notice: Notice) -> None:
    decide(desk, notice, "left")

    assert "No notice waits" in text_of(desk.get(DESK))
    assert "left as it is" in text_of(desk.get(f"{DESK}?state=decided"))


def test_a_long_queue_comes_in_pages_the_oldest_first(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "NOTICES_ON_A_PAGE", 2)
    notices = [NoticeFactory.create(explanation=f"Claim {number}.") for number in range(3)]

    first = text_of(desk.get(DESK))
    second = text_of(desk.get(f"{DESK}?after={notices[1].pk}"))

    assert first.index("Claim 0.") < first.index("Claim 1.")
    assert f'href="?state=waiting&amp;after={notices[1].pk}"' in first
    assert "Claim 2." in second
    assert 'rel="next"' not in second


@pytest.mark.parametrize("query", ["?state=burn", "?after=x", f"?after={10**30}", "?state=%00"])
def test_nonsense_in_the_address_is_the_front(desk: Client, notice: Notice, query: str) -> None:
    assert "Ferry &amp; tide" in text_of(desk.get(DESK + query))


@pytest.mark.parametrize("number", [999_999, 10**18])
def test_a_notice_that_is_not_there_is_not_found(desk: Client, number: int) -> None:
    assert desk.get(f"{DESK}{number}/").status_code == 404


@pytest.mark.parametrize("count", [1, 6])
def test_the_queue_asks_the_database_as_often_for_many_notices(
    desk: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    NoticeFactory.create_batch(count)

    # Session, person; the counts; the notices and their places; the topics, the inbox.
    with django_assert_num_queries(7):
        page = text_of(desk.get(DESK))

    assert page.count('class="desk-card"') == count


def test_who_sent_it_is_forgotten_a_year_after_the_decision(
    desk: Client, notice: Notice, capsys: pytest.CaptureFixture[str]
) -> None:
    decide(desk, notice, "left")
    waiting = NoticeFactory.create(network="a" * 32, received_at=timezone.now() - timedelta(days=400))
    Notice.objects.filter(pk=notice.pk).update(decided_at=timezone.now() - timedelta(days=366))

    call_command("forget_notices")

    notice.refresh_from_db()
    waiting.refresh_from_db()
    assert (notice.name, notice.email, notice.notifier) == ("", "", None)
    assert notice.explanation
    assert waiting.name == "Nora Notifier"
    assert waiting.network == ""
    assert "1 notices" in capsys.readouterr().out


def test_erasing_oneself_takes_ones_name_from_notices(reader: User, notice: Notice) -> None:
    Notice.objects.update(notifier=reader)

    erase_person(person=reader)

    notice.refresh_from_db()
    assert (notice.name, notice.email, notice.notifier) == ("", "", None)
    assert NoticeLocation.objects.filter(notice=notice).exists()


def test_the_admin_shows_it_and_changes_nothing(client: Client, administrator: User, notice: Notice) -> None:
    client.force_login(administrator)

    listed = text_of(client.get("/admin/comments/notice/", {"q": "none of"}))
    page = text_of(client.get(f"/admin/comments/notice/{notice.pk}/change/"))

    assert "Nora Notifier" in listed
    assert notice.locations.get().path in page
    assert 'name="_save"' not in page
