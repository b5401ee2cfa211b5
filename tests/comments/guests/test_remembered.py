"""A browser that is remembered as a guest's: what it may do, and how it is forgotten."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.models import User
from articles.models import Article
from comments.models import Comment, Guest, Report, Vote
from tests.comments.steps import FRAGMENT, discussion_path, everything, filled_in, path_of, remember, text_of
from tests.factories import CommentFactory, GuestFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(article: Article, guest: Guest) -> Comment:
    return CommentFactory.create(article=article, guest=guest)


def test_the_next_comment_is_published_at_once(known: Client, article: Article, guest: Guest) -> None:
    answer = known.post(discussion_path(article), filled_in("comment"))

    comment = Comment.objects.get()
    assert comment.guest == guest
    assert comment.status == Comment.Status.PUBLISHED
    assert answer.headers["Location"].endswith(f"#comment-{comment.pk}")


def test_the_form_stands_on_the_page_and_says_who_writes(known: Client, article: Article) -> None:
    page = text_of(known.get(article.get_absolute_url()))

    assert "You write as the guest <b><bdi>Gita Guest</bdi></b>" in page
    assert f'action="{discussion_path(article)}"' in page
    assert "csrfmiddlewaretoken" in page
    assert 'name="email"' not in page


def test_a_guest_edits_and_deletes_their_own(known: Client, own: Comment) -> None:
    known.post(f"/comments/{own.pk}/edit/", {"body": "Better words."})
    own.refresh_from_db()
    edited = own.body
    known.post(f"/comments/{own.pk}/deletion/")

    own.refresh_from_db()
    assert edited == "Better words."
    assert own.status == Comment.Status.DELETED


@pytest.mark.parametrize("deed", ["edit", "deletion"])
@pytest.mark.parametrize("whose", ["person", "guest", "import"])
def test_a_guest_changes_nothing_of_others(known: Client, article: Article, deed: str, whose: str) -> None:
    others: dict[str, dict[str, Any]] = {
        "person": {},
        "guest": {"guest": GuestFactory.create()},
        "import": {"imported_name": "Gita Guest"},
    }
    comment = CommentFactory.create(article=article, **others[whose])
    before = everything()

    answer = known.post(path_of(deed, comment), filled_in(deed))

    assert answer.status_code == 403
    assert everything() == before


@pytest.mark.parametrize("deed", ["report", "vote"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_judging_takes_an_account_and_the_page_says_why(
    known: Client, article: Article, deed: str, method: str
) -> None:
    comment = CommentFactory.create(article=article)

    answer = getattr(known, method)(path_of(deed, comment), {"value": "1", "reason": "spam", "note": ""})

    assert answer.status_code == 403
    assert "takes an account" in text_of(answer)
    assert "/account/signup/" in text_of(answer)
    assert not Vote.objects.exists()
    assert not Report.objects.exists()


def test_the_overlay_knows_the_guests_own(known: Client, article: Article, own: Comment) -> None:
    CommentFactory.create(article=article)

    answer = known.get(f"/discussions/{article.pk}/overlay/")

    assert answer.json()["deeds"] == {str(own.pk): ["edit", "deletion"]}
    assert answer.json()["votes"] == {}
    assert answer.json()["token"]
    assert {"private", "no-store"} <= set(answer.headers["Cache-Control"].split(", "))


def test_the_comments_own_page_offers_the_deeds(known: Client, own: Comment) -> None:
    page = text_of(known.get(own.get_absolute_url()))

    assert f"/comments/{own.pk}/edit/" in page
    assert f"/comments/{own.pk}/deletion/" in page


def test_whoever_signs_in_is_the_account_and_not_the_guest(known: Client, own: Comment, reader: User) -> None:
    known.force_login(reader)

    assert known.post(path_of("deletion", own)).status_code == 403
    assert "Gita Guest (guest)" not in text_of(known.get("/"))


def test_the_guests_page_shows_what_they_wrote(known: Client, own: Comment) -> None:
    page = text_of(known.get("/guest/"))

    assert "You write as the guest <bdi>Gita Guest</bdi>" in page
    assert own.body in page
    assert "gita@example.org" not in page


def test_for_others_there_is_no_such_page(client: Client, reader: User) -> None:
    stranger = client.get("/guest/").headers["Location"]
    client.force_login(reader)

    assert (stranger, client.get("/guest/").headers["Location"]) == ("/", "/account/profile/")


def test_this_device_forgets_and_others_do_not(known: Client, own: Comment, guest: Guest) -> None:
    other = Client()
    remember(other, guest)

    known.post("/guest/forgetting/")

    assert [browser.post(path_of("deletion", own)).status_code for browser in (known, other)] == [403, 302]


def test_every_device_forgets(known: Client, own: Comment, guest: Guest) -> None:
    other = Client()
    remember(other, guest)

    known.post("/guest/forgetting/", {"everywhere": "yes"})

    assert [browser.post(path_of("deletion", own)).status_code for browser in (known, other)] == [403, 403]
    own.refresh_from_db()
    assert own.status == Comment.Status.PUBLISHED


def test_forgetting_needs_the_token_of_our_page(guest: Guest) -> None:
    browser = Client(enforce_csrf_checks=True)
    remember(browser, guest)

    browser.post("/guest/forgetting/", {"everywhere": "yes"})

    guest.refresh_from_db()
    assert guest.version == 1


@pytest.mark.parametrize("word", ["", "x", "WzEsMV0", "WzEsMV0:1tRjqX:forged", '"; drop', "[1,1]", "é"])
def test_a_forged_memory_is_none(client: Client, own: Comment, word: str) -> None:
    client.cookies[settings.GUEST_COOKIE_NAME] = word

    assert client.post(path_of("deletion", own)).status_code == 403
    assert client.get(own.discussion.article.get_absolute_url()).status_code == 200


def test_a_memory_fades_after_a_year_without_a_comment(known: Client, own: Comment) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=366), tick=False):
        assert known.post(path_of("deletion", own)).status_code == 403


def test_turned_off_a_known_guest_is_told_and_keeps_the_words(known: Client, article: Article) -> None:
    Article.objects.update(allows_guests=False)

    page = text_of(known.get(article.get_absolute_url()))
    answer = known.post(discussion_path(article), filled_in("comment", "Kept words"))

    assert "people with an account only" in page
    assert answer.status_code == 403
    assert "Kept words</textarea>" in text_of(answer)


def test_turned_off_a_guest_still_takes_their_words_back(known: Client, own: Comment) -> None:
    Article.objects.update(allows_guests=False)

    known.post(path_of("deletion", own))

    own.refresh_from_db()
    assert own.status == Comment.Status.DELETED


def test_a_stale_form_keeps_a_guests_words(article: Article, guest: Guest) -> None:
    browser = Client(enforce_csrf_checks=True)
    remember(browser, guest)

    answer = browser.post(discussion_path(article), filled_in("comment", "Kept words"))

    assert answer.status_code == 403
    assert "Kept words</textarea>" in text_of(answer)


def test_what_is_answered_to_a_guest_is_for_nobody_else(known: Client, article: Article, own: Comment) -> None:
    for path in (article.get_absolute_url(), own.get_absolute_url(), "/"):
        assert "private" in known.get(path).headers["Cache-Control"]


def test_a_fragment_of_an_edit_comes_back_for_the_script(known: Client, own: Comment) -> None:
    answer = known.post(path_of("edit", own), {"body": "Better words."}, headers=FRAGMENT)

    assert answer.status_code == 200
    assert "Better words." in text_of(answer)


@pytest.mark.parametrize(
    ("confirmed", "status"), [(True, Comment.Status.PUBLISHED), (False, Comment.Status.UNCONFIRMED)]
)
def test_a_guest_undoes_a_deletion(
    client: Client, article: Article, guest: Guest, confirmed: bool, status: Comment.Status
) -> None:
    guest.confirmed_at = timezone.now() if confirmed else None
    guest.save()
    own = CommentFactory.create(article=article, guest=guest, status=status)
    remember(client, guest)

    client.post(path_of("deletion", own))
    seen = Client().get(own.get_absolute_url()).status_code
    client.post(path_of("deletion/undo", own))

    own.refresh_from_db()
    assert own.status == status
    assert seen == (200 if confirmed else 404)
