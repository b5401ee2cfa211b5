"""The mailed link: opened, confirmed, used up, too late, denied."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings as site
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from articles.models import Article
from comments.models import Comment, Guest, Letter
from tests.comments.guests.steps import guest_form, mailed_link, write
from tests.comments.steps import discussion_path, everything, text_of
from tests.factories import CommentFactory, GuestFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(client: Client, article: Article) -> str:
    write(client, article)
    return mailed_link()


def status() -> int:
    return Comment.objects.get(guest__email="gita@example.org").status


def test_the_button_behind_the_link_publishes(link: str, article: Article) -> None:
    answer = Client().post(link)

    comment = Comment.objects.get()
    assert answer.headers["Location"] == f"{article.get_absolute_url()}#comment-{comment.pk}"
    assert comment.status == Comment.Status.PUBLISHED
    article.discussion.refresh_from_db()
    assert article.discussion.comment_count == 1
    assert "The tide was out." in text_of(Client().get(article.get_absolute_url()))


def test_opening_the_link_shows_the_words_and_changes_nothing_however_often(link: str) -> None:
    before = everything()

    pages = [text_of(Client().get(link)) for _ in range(5)]
    Client().head(link)

    assert all("The tide was out." in page and "Yes, publish it" in page for page in pages)
    assert everything() == before
    assert Client().post(link).status_code == 302
    assert status() == Comment.Status.PUBLISHED


def test_both_browsers_are_remembered_and_the_next_comment_needs_no_mail(
    link: str, client: Client, article: Article
) -> None:
    other = Client()
    other.post(link)

    for number, browser in enumerate((client, other)):
        browser.post(discussion_path(article), {"body": f"Another word {number}.", "form_key": ""})

    assert Comment.objects.published().filter(guest__email="gita@example.org").count() == 3
    assert len(mail.outbox) == 1


def test_a_link_is_used_once(link: str) -> None:
    Client().post(link)
    before = everything()

    again = Client()
    pages = [again.get(link), again.post(link)]

    assert all("was used already" in text_of(page) for page in pages)
    assert site.GUEST_COOKIE_NAME not in again.cookies
    assert everything() == before


def test_in_a_premoderated_discussion_it_goes_on_to_the_moderators(client: Client, article: Article) -> None:
    article.discussion_mode = "premoderated"
    article.save()
    write(client, article)

    page = text_of(Client().post(mailed_link(), follow=True))

    assert "A moderator looks at comments here first" in page
    assert status() == Comment.Status.PENDING


def test_what_is_not_confirmed_is_in_no_queue(client: Client, link: str, moderator: User) -> None:
    desk = Client()
    desk.force_login(moderator)

    assert "The tide was out." not in text_of(desk.get("/moderation/?queue=pending"))


def test_one_link_confirms_all_that_waits_for_it_and_shows_it(link: str, client: Client, article: Article) -> None:
    client.post(discussion_path(article), {"body": "A second word.", "form_key": ""})

    page = text_of(Client().get(link))
    Client().post(link)

    assert "The tide was out." in page
    assert "A second word." in page
    assert Comment.objects.published().count() == 2


@pytest.mark.parametrize("hours", [49, 24 * 30])
def test_a_link_that_came_too_late_says_so_and_offers_another(link: str, hours: int) -> None:
    with time_machine.travel(timezone.now() + timedelta(hours=hours), tick=False):
        page = Client().get(link)
        refused = Client().post(link)
        sent = Client().post(f"{link}letter/")
        fresh = mailed_link()
        confirmed = Client().post(fresh)

    assert (page.status_code, refused.status_code) == (410, 410)
    assert "This link has expired" in text_of(page)
    assert f'action="{link}letter/"' in text_of(page)
    assert "A new link is on its way" in text_of(sent)
    assert confirmed.status_code == 302
    assert status() == Comment.Status.PUBLISHED


def test_a_link_in_time_is_good(link: str) -> None:
    with time_machine.travel(timezone.now() + timedelta(hours=47), tick=False):
        Client().post(link)

    assert status() == Comment.Status.PUBLISHED


@pytest.mark.parametrize(
    "harm", [lambda link: link[:-3] + "xx/", lambda link: link[:40] + "/", lambda link: link.upper()]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_was_tampered_with_opens_nothing(link: str, harm: object, method: str) -> None:
    before = everything()

    answer = getattr(Client(), method)(harm(link).replace("/COMMENTS/CONFIRMATION/", "/comments/confirmation/"))  # type: ignore[operator]  # a lambda

    assert answer.status_code == 404
    assert "This link is not whole" in text_of(answer)
    assert everything() == before


def test_a_comment_that_its_writer_deleted_meanwhile_is_not_published(link: str, client: Client) -> None:
    comment = Comment.objects.get()
    client.post(f"/comments/{comment.pk}/deletion/")

    answers = [Client().get(link), Client().post(link), Client().post(f"{link}letter/")]

    assert [answer.status_code for answer in answers] == [410] * 3
    assert "There is nothing to confirm any more" in text_of(answers[0])
    assert status() == Comment.Status.DELETED


@pytest.mark.parametrize("change", [{"discussion_mode": "closed"}, {"allows_guests": False}])
def test_a_discussion_that_was_closed_meanwhile_says_so_and_gives_the_words_back(
    link: str, article: Article, change: dict[str, object]
) -> None:
    Article.objects.filter(pk=article.pk).update(**change)

    answers = [Client().get(link), Client().post(link)]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert "The tide was out.</textarea>" in text_of(answers[0])
    assert status() == Comment.Status.UNCONFIRMED


def test_of_an_article_that_was_withdrawn_nothing_is_told(link: str, article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(status=Article.Status.WITHDRAWN)

    assert "The tide" not in text_of(Client().get(link))
    assert Client().post(link).status_code == 410


@pytest.mark.parametrize("path", ["", "letter/", "disavowal/"])
def test_no_page_of_a_link_is_kept_by_anybody(link: str, path: str) -> None:
    answer = Client().post(link + path)

    assert {"private", "no-store"} <= set(answer.headers["Cache-Control"].split(", "))


@pytest.mark.parametrize("path", ["letter/", "forgetting/"])
def test_what_changes_something_is_no_link(link: str, client: Client, path: str) -> None:
    assert client.get(f"{link}letter/" if path == "letter/" else "/guest/forgetting/").status_code == 405


def test_somebody_else_used_the_address(link: str, client: Client, article: Article) -> None:
    denial = mailed_link("disavowal")
    Client().post(link)
    CommentFactory.create(parent=Comment.objects.get())

    asked = text_of(Client().get(denial))
    done = text_of(Client().post(denial))
    client.post(discussion_path(article), {"body": "Me again.", "form_key": ""})

    assert "Somebody else used your address?" in asked
    assert "It is taken away" in done
    assert status() == Comment.Status.DELETED
    assert "The tide was out" not in text_of(Client().get(article.get_absolute_url()))
    assert not Comment.objects.filter(body="Me again.").exists()


def test_opening_the_denial_changes_nothing(link: str) -> None:
    before = everything()

    Client().get(mailed_link("disavowal"))

    assert everything() == before


def test_denied_the_address_is_left_in_peace_and_the_links_are_dead(link: str, article: Article) -> None:
    denial = mailed_link("disavowal")
    for _ in range(2):
        Client().post(denial)
    before = Letter.objects.count()

    page = text_of(write(Client(), article))

    assert "asked us not to write there" in page
    assert "</textarea>" in page
    assert Letter.objects.count() == before
    assert Client().post(link).status_code == 410
    assert Guest.objects.get().version == 2


def test_a_moment_later_it_can_still_be_denied_but_not_after_years(link: str) -> None:
    denial = mailed_link("disavowal")

    with time_machine.travel(timezone.now() + timedelta(days=30), tick=False):
        late = Client().get(denial).status_code
    with time_machine.travel(timezone.now() + timedelta(days=100), tick=False):
        too_late = Client().post(denial).status_code

    assert (late, too_late) == (200, 404)


def test_the_writer_has_the_link_sent_again_and_only_so_often(link: str, client: Client) -> None:
    path = f"/comments/{Comment.objects.get().pk}/letter/"

    answers = [client.post(path) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert "You can send it at" in text_of(answers[2])
    assert len(mail.outbox) == 3


def test_the_page_that_sends_again_is_nobody_elses(link: str, reader: User) -> None:
    path = f"/comments/{Comment.objects.get().pk}/letter/"
    other = Client()
    other.force_login(reader)

    assert [browser.post(path).status_code for browser in (Client(), other)] == [404, 404]
    assert len(mail.outbox) == 1


def test_an_address_gets_three_letters_an_hour(article: Article) -> None:
    answers = [write(Client(), article) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]
    assert "You can send it at" in text_of(answers[3])
    assert "The tide was out.</textarea>" in text_of(answers[3])
    with time_machine.travel(timezone.now() + timedelta(hours=1, minutes=1), tick=False):
        assert write(Client(), article).status_code == 302


def test_a_network_brings_twenty_guests_an_hour(article: Article) -> None:
    codes = [write(Client(), article, email=f"g{number}@example.org").status_code for number in range(21)]

    assert codes == [302] * 20 + [429]


def test_what_the_trap_caught_counts_as_well(article: Article) -> None:
    for number in range(20):
        write(Client(), article, email=f"g{number}@example.org", homepage="x")

    assert write(Client(), article, homepage="x").status_code == 429


def test_a_guest_who_writes_a_lot_is_asked_to_wait_and_keeps_the_words(
    known: Client, article: Article, guest: Guest, settings: Settings
) -> None:
    settings.COMMENT_RATES = [(2, timedelta(minutes=1))]

    answers = [known.post(discussion_path(article), {"body": f"Word {n}", "form_key": ""}) for n in range(3)]

    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert "Word 2</textarea>" in text_of(answers[2])
    assert "You wrote a lot" in text_of(answers[2])


def test_what_guards_say_to_others_they_say_to_guests(client: Client, article: Article) -> None:
    asked = write(client, article, "https://example.org/")
    form = guest_form("https://example.org/", insist="link")

    sent = client.post(discussion_path(article), form)

    assert asked.status_code == 422
    assert "This is only a link" in text_of(asked)
    assert 'value="gita@example.org"' in text_of(asked)
    assert sent.status_code == 302


def test_whoever_only_knows_an_address_gets_no_hold_of_what_was_written_with_it(
    article: Article, guest: Guest
) -> None:
    comment = CommentFactory.create(article=article, guest=guest)
    stranger = Client()

    stranger.post(discussion_path(article), guest_form(email=guest.email, name=guest.name))
    answer = stranger.post(f"/comments/{comment.pk}/deletion/")

    assert answer.status_code == 403
    comment.refresh_from_db()
    assert comment.status == Comment.Status.PUBLISHED


def test_a_link_of_one_guest_confirms_no_other(link: str, article: Article) -> None:
    other = CommentFactory.create(
        article=article, guest=GuestFactory.create(confirmed_at=None), status=Comment.Status.UNCONFIRMED
    )

    Client().post(link)

    other.refresh_from_db()
    assert other.status == Comment.Status.UNCONFIRMED
