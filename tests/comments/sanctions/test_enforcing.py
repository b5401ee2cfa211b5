"""What a sanction keeps somebody from, and what is said then; what was typed is never lost."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from comments.models import Acknowledgement, Comment, Guest, Report, Vote
from tests.comments.guests.steps import mailed_link, write
from tests.comments.steps import FRAGMENT, WORDS, discussion_path, filled_in, path_of, remember, say, text_of, written
from tests.factories import ArticleFactory, CommentFactory, GuestFactory, SanctionFactory

pytestmark = pytest.mark.django_db

BARRED = [("suspension", "Until "), ("ban", "You can no longer write, recommend or report here")]


@pytest.fixture
def guest(settings: Settings) -> Guest:
    settings.DISCUSSION_ALLOWS_GUESTS = True
    settings.SITE_URL = "https://news.example"
    return GuestFactory.create(email="gabi@example.org")


@pytest.mark.parametrize(("kind", "sentence"), BARRED)
@pytest.mark.parametrize("headers", [{}, FRAGMENT], ids=["page", "fragment"])
@pytest.mark.parametrize("deed", ["comment", "reply", "edit"])
def test_who_is_suspended_or_banned_writes_nothing_and_keeps_the_words(
    signed_in: Client, reader: User, deed: str, headers: dict[str, str], kind: str, sentence: str
) -> None:
    comment = CommentFactory.create(author=reader, body="As it was.")
    SanctionFactory.create(person=reader, kind=kind, sentence="No <i>more</i>.")

    answer = signed_in.post(path_of(deed, comment), filled_in(deed, "Kept <b>words</b>"), headers=headers)

    page = text_of(answer)
    assert answer.status_code == 403
    assert sentence in page
    assert "(reason: abuse)" in page
    assert "No &lt;i&gt;more&lt;/i&gt;." in page
    assert 'href="/account/standing/"' in page
    assert "Kept &lt;b&gt;words&lt;/b&gt;</textarea>" in page
    assert [one.body for one in Comment.objects.all()] == ["As it was."]


@pytest.mark.parametrize("kind", ["suspension", "ban"])
def test_nor_do_they_recommend_or_report(signed_in: Client, reader: User, kind: str) -> None:
    comment = CommentFactory.create()
    SanctionFactory.create(person=reader, kind=kind)

    answers = [
        signed_in.post(path_of("vote", comment), {"value": "1"}),
        signed_in.post(path_of("report", comment), filled_in("report")),
    ]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert all("(reason: abuse)" in text_of(answer) for answer in answers)
    assert not Vote.objects.exists()
    assert not Report.objects.exists()


def test_they_still_delete_what_is_their_own(signed_in: Client, reader: User) -> None:
    comment = CommentFactory.create(author=reader)
    SanctionFactory.create(person=reader, kind="ban")

    signed_in.post(path_of("deletion", comment))

    comment.refresh_from_db()
    assert comment.status == Comment.Status.DELETED


def test_the_article_says_so_in_place_of_the_form(signed_in: Client, reader: User) -> None:
    article = ArticleFactory.create()
    before = text_of(signed_in.get(article.get_absolute_url()))
    SanctionFactory.create(person=reader)

    page = text_of(signed_in.get(article.get_absolute_url()))

    assert "data-writing" in before
    assert "data-writing" not in page
    assert "you cannot write, recommend or report here (reason: abuse). Please calm down." in page
    assert 'href="/account/standing/"' in page


def test_a_closed_discussion_is_closed_before_all_else(signed_in: Client, reader: User) -> None:
    article = ArticleFactory.create(discussion_mode="closed")
    SanctionFactory.create(person=reader)

    page = text_of(say(signed_in, article))

    assert "This discussion is closed." in page
    assert "(reason: abuse)" not in page


def test_a_suspension_ends_by_itself(signed_in: Client, reader: User) -> None:
    article = ArticleFactory.create()
    SanctionFactory.create(person=reader, until=timezone.now() + timedelta(hours=1))
    during = say(signed_in, article)

    with time_machine.travel(timezone.now() + timedelta(hours=1, minutes=1)):
        after = say(signed_in, article)

    assert (during.status_code, after.status_code) == (403, 302)


def test_a_lifted_one_counts_no_more(signed_in: Client, reader: User, moderator: User) -> None:
    sanction = SanctionFactory.create(person=reader, kind="suspension")
    desk = Client()
    desk.force_login(moderator)

    desk.post(f"/moderation/sanctions/{sanction.pk}/lifting/")

    assert say(signed_in, ArticleFactory.create()).status_code == 302


def test_of_several_the_gravest_is_told(signed_in: Client, reader: User) -> None:
    for kind, days in (("suspension", 30), ("suspension", 1), ("warning", 0), ("premoderation", 0)):
        until = {"until": timezone.now() + timedelta(days=days)} if days else {}
        SanctionFactory.create(person=reader, kind=kind, sentence=f"{kind} {days}", **until)

    page = text_of(say(signed_in, ArticleFactory.create()))

    assert "suspension 30" in page
    assert "suspension 1" not in page


@pytest.mark.parametrize("headers", [{}, FRAGMENT], ids=["page", "fragment"])
@pytest.mark.parametrize("deed", ["comment", "reply", "edit"])
def test_a_warning_is_read_first_and_then_what_was_typed_goes_on(
    signed_in: Client, reader: User, deed: str, headers: dict[str, str]
) -> None:
    comment = CommentFactory.create(author=reader)
    warning = SanctionFactory.create(person=reader, kind="warning", sentence="Be <kind>.")
    typed = filled_in(deed)

    stopped = signed_in.post(path_of(deed, comment), typed, headers=headers)
    nothing_yet = not Comment.objects.filter(body=WORDS).exists()
    sent = signed_in.post(path_of(deed, comment), {**typed, "insist": f"warning-{warning.pk}"}, headers=headers)

    page = text_of(stopped)
    assert stopped.status_code == 422
    assert "A moderator has a warning for you (reason: abuse). Be &lt;kind&gt;." in page
    assert f'name="insist" value="warning-{warning.pk}">I have read this: send it</button>' in page
    assert f"{WORDS}</textarea>" in page
    assert nothing_yet
    assert sent.status_code in {200, 201, 302}
    assert Comment.objects.filter(body=WORDS).exists()
    assert Acknowledgement.objects.get().sanction == warning
    assert say(signed_in, comment.discussion.article, "And more.").status_code == 302


def test_having_read_one_warning_says_nothing_of_the_next_nor_of_somebody_elses(
    signed_in: Client, reader: User
) -> None:
    article = ArticleFactory.create()
    mine, another = SanctionFactory.create(person=reader, kind="warning"), SanctionFactory.create(kind="warning")
    words = ("", "x", another.pk, 10**30, mine.pk)

    answers = [signed_in.post(discussion_path(article), written(insist=f"warning-{word}")) for word in words]

    assert [answer.status_code for answer in answers] == [422, 422, 422, 422, 302]
    assert Acknowledgement.objects.get().sanction == mine


def test_the_article_shows_the_warning_above_the_form(signed_in: Client, reader: User) -> None:
    article = ArticleFactory.create()
    warning = SanctionFactory.create(person=reader, kind="warning")

    page = text_of(signed_in.get(article.get_absolute_url()))
    back = signed_in.post(f"/account/standing/warnings/{warning.pk}/", {"next": article.get_absolute_url()})

    assert f'action="/account/standing/warnings/{warning.pk}/"' in page
    assert "data-writing" in page
    assert back.headers["Location"] == article.get_absolute_url()
    assert "Please calm down." not in text_of(signed_in.get(article.get_absolute_url()))


def test_a_premoderated_persons_words_wait(signed_in: Client, reader: User) -> None:
    SanctionFactory.create(person=reader, kind="premoderation")

    answer = signed_in.post(discussion_path(ArticleFactory.create()), written(), follow=True)

    assert Comment.objects.get().status == Comment.Status.PENDING
    assert "A moderator looks at comments here first" in text_of(answer)


def test_and_wait_again_when_they_are_changed(signed_in: Client, reader: User) -> None:
    answered, alone = CommentFactory.create(author=reader), CommentFactory.create(author=reader)
    CommentFactory.create(parent=answered)
    SanctionFactory.create(person=reader, kind="premoderation")

    codes = [signed_in.post(path_of("edit", one), {"body": "Other words."}).status_code for one in (answered, alone)]

    alone.refresh_from_db()
    assert codes == [403, 302]
    assert alone.status == Comment.Status.PENDING


@pytest.mark.parametrize("kind", ["suspension", "ban"])
def test_a_guest_is_refused_as_everybody_is(client: Client, guest: Guest, kind: str) -> None:
    SanctionFactory.create(guest=guest, kind=kind)
    remember(client, guest)
    article = ArticleFactory.create()

    answer = say(client, article, "Kept words.")

    assert answer.status_code == 403
    assert "(reason: abuse). Please calm down." in text_of(answer)
    assert "Kept words.</textarea>" in text_of(answer)
    assert "(reason: abuse)" in text_of(client.get(article.get_absolute_url()))
    assert not Comment.objects.exists()


def test_a_guest_reads_a_warning_first(client: Client, guest: Guest) -> None:
    warning = SanctionFactory.create(guest=guest, kind="warning")
    remember(client, guest)
    article = ArticleFactory.create()

    stopped = say(client, article)
    sent = client.post(discussion_path(article), written(insist=f"warning-{warning.pk}"))

    assert (stopped.status_code, sent.status_code) == (422, 302)


@pytest.mark.parametrize(
    ("kind", "status"),
    [("ban", Comment.Status.UNCONFIRMED), ("premoderation", Comment.Status.PENDING)],
)
def test_another_browser_of_the_same_address_is_under_it_too(
    client: Client, guest: Guest, kind: str, status: int
) -> None:
    SanctionFactory.create(guest=guest, kind=kind)
    write(client, ArticleFactory.create(), email=guest.email)

    client.post(mailed_link())

    assert Comment.objects.get().status == status


def test_nobody_learns_from_the_form_that_an_address_is_banned(client: Client, guest: Guest) -> None:
    SanctionFactory.create(guest=guest, kind="ban")

    answer = write(client, ArticleFactory.create(), email=guest.email)

    assert answer.status_code == 302
    assert Comment.objects.get().status == Comment.Status.UNCONFIRMED


def test_an_address_that_is_only_claimed_is_no_ones(client: Client, guest: Guest) -> None:
    liar = GuestFactory.create(email=guest.email, confirmed_at=None)
    SanctionFactory.create(guest=liar, kind="ban")
    remember(client, guest)

    assert say(client, ArticleFactory.create()).status_code == 302


def test_of_whoever_has_none_nothing_is_asked_and_of_others_one_query(signed_in: Client, reader: User) -> None:
    article = ArticleFactory.create()

    def queries(words: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            say(signed_in, article, words, **FRAGMENT)
        return len(captured)

    queries("So that everything has been read once before it is counted.")
    before = queries("Something else entirely, and at some length.")
    SanctionFactory.create(person=reader, until=timezone.now())

    assert queries("And something else again, as long as that.") == before + 1
