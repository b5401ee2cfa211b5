"""Taking over what one wrote as a guest into one's account."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from articles.models import Article
from comments.actions.voting import vote_on
from comments.checking.laws import find_drift
from comments.checking.reading import read_facts
from comments.models import Claim, Comment, Guest
from tests.comments.steps import everything, path_of, remember, text_of
from tests.factories import ArticleFactory, CommentFactory, GuestFactory

pytestmark = pytest.mark.django_db

PAGE = "/account/claims/"


@pytest.fixture
def gita(reader: User, client: Client) -> User:
    """Somebody signed in whose confirmed address is the guest's."""
    EmailAddress.objects.create(user=reader, email="gita@example.org", verified=True, primary=True)
    client.force_login(reader)
    return reader


@pytest.fixture
def own(article: Article, guest: Guest) -> Comment:
    return CommentFactory.create(article=article, guest=guest)


def claim(client: Client, *comments: Comment) -> str:
    return text_of(client.post(PAGE, {"comment": [comment.pk for comment in comments]}, follow=True))


def test_the_account_offers_what_was_written_with_its_address(client: Client, gita: User, own: Comment) -> None:
    offer = text_of(client.get("/account/profile/"))
    page = text_of(client.get(PAGE))

    assert "1 comment was written as a guest with your address" in offer
    assert own.body in page
    assert f'name="comment" value="{own.pk}" checked' in page


def test_what_is_claimed_is_the_persons(client: Client, gita: User, own: Comment, article: Article) -> None:
    page = claim(client, own)

    own.refresh_from_db()
    assert "1 comment is yours now" in page
    assert (own.author, own.guest) == (gita, None)
    shown = text_of(Client().get(article.get_absolute_url()))
    assert "Rita Reader" in shown
    assert "Gita Guest" not in shown
    assert client.post(path_of("deletion", own)).status_code == 302


def test_it_is_written_down_and_seen_by_open_pages(client: Client, gita: User, own: Comment, guest: Guest) -> None:
    before = own.discussion.version

    claim(client, own)

    logged = Claim.objects.get()
    own.refresh_from_db()
    assert (logged.comment, logged.guest, logged.person) == (own, guest, gita)
    assert own.seq == own.discussion.version > before
    assert list(find_drift(read_facts(own.discussion_id))) == []


def test_only_what_is_chosen_is_claimed(client: Client, gita: User, own: Comment, guest: Guest) -> None:
    other = CommentFactory.create(guest=guest)

    claim(client, own)

    other.refresh_from_db()
    assert other.guest == guest


def test_guests_of_several_browsers_and_discussions_are_claimed_together(client: Client, gita: User) -> None:
    guests = GuestFactory.create_batch(2, email="gita@example.org", name="Gita")
    comments = [CommentFactory.create(article=ArticleFactory.create(), guest=one) for one in guests for _ in range(2)]

    claim(client, *comments)

    assert Comment.objects.filter(author=gita).count() == 4


def test_claiming_twice_does_no_harm(client: Client, gita: User, own: Comment) -> None:
    claim(client, own)
    before = everything()

    claim(client, own)

    assert everything() == before
    assert Claim.objects.count() == 1


@pytest.mark.parametrize("facts", [{"verified": False}, {"email": "other@example.org"}])
def test_without_the_confirmed_address_nothing_is_offered_or_claimed(
    client: Client, gita: User, own: Comment, facts: dict[str, object]
) -> None:
    EmailAddress.objects.update(**facts)
    before = everything()

    pages = text_of(client.get(PAGE)) + text_of(client.get("/account/profile/")) + claim(client, own)

    assert own.body not in pages
    assert "as a guest with your address" not in pages
    assert everything() == before


def test_what_the_guest_never_confirmed_is_not_offered(client: Client, gita: User, own: Comment) -> None:
    Guest.objects.update(confirmed_at=None)

    claim(client, own)

    own.refresh_from_db()
    assert own.author is None


def test_nothing_of_others_is_claimed_by_its_number(client: Client, gita: User, author: User) -> None:
    others = [CommentFactory.create(author=author), CommentFactory.create(guest=GuestFactory.create())]
    before = everything()

    claim(client, *others)
    client.post(PAGE, {"comment": ["x", "-1", "9" * 30, "²"]})

    assert everything() == before


def test_looking_changes_nothing_and_strangers_sign_in_first(client: Client, guest: Guest) -> None:
    remember(client, guest)

    answers = [client.get(PAGE), client.post(PAGE)]

    assert [answer.headers["Location"] for answer in answers] == [f"/account/login/?next={PAGE}"] * 2


def test_ones_own_recommendation_is_taken_back(client: Client, gita: User, own: Comment) -> None:
    vote_on(comment=own, voter=gita, value=1)

    claim(client, own)

    own.refresh_from_db()
    assert (own.upvotes, own.score) == (0, 0)


def test_the_guests_browser_has_no_hold_of_it_any_more(client: Client, gita: User, own: Comment, guest: Guest) -> None:
    browser = Client()
    remember(browser, guest)
    claim(client, own)

    assert browser.post(path_of("deletion", own)).status_code == 403


@pytest.mark.parametrize("count", [1, 8])
def test_the_page_asks_the_database_as_often_for_many_comments(
    client: Client, gita: User, count: int, guest: Guest, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    CommentFactory.create_batch(count, article=ArticleFactory.create(), guest=guest)

    # Session, person with permissions; addresses, comments, how many; topics of the navigation, what is unread.
    with django_assert_num_queries(7):
        client.get(PAGE)


@pytest.mark.parametrize(("role", "code"), [("administrator", 200), ("editor", 403)])
def test_addresses_are_in_the_admin_for_those_who_moderate(
    client: Client, guest: Guest, own: Comment, request: pytest.FixtureRequest, role: str, code: int
) -> None:
    client.force_login(request.getfixturevalue(role))
    Claim.objects.create(comment=own, guest=guest, person=request.getfixturevalue("reader"))

    answers = [
        client.get(f"/admin/comments/{path}")
        for path in ("guest/", f"guest/{guest.pk}/change/", "claim/", f"claim/{Claim.objects.get().pk}/change/")
    ]

    assert [answer.status_code for answer in answers] == [code] * 4
    assert ("gita@example.org" in text_of(answers[0])) is (code == 200)
