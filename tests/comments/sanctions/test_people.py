"""What moderators see of somebody, and what they note."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from comments.models import Comment, Lifting, ModeratorNote
from tests.comments.steps import path_of, sign_in, text_of
from tests.factories import ArticleFactory, CommentFactory, GuestFactory, SanctionFactory

pytestmark = pytest.mark.django_db

AUTHOR = "/moderation/people/author/"


@pytest.fixture
def desk(client: Client, moderator: User, author: User) -> Client:
    client.force_login(moderator)
    return client


def test_it_shows_the_record_with_the_formula(desk: Client, author: User) -> None:
    CommentFactory.create_batch(3, author=author)
    CommentFactory.create(author=author, status=Comment.Status.REMOVED)
    CommentFactory.create(author=author, status=Comment.Status.PENDING)

    page = text_of(desk.get(AUTHOR))

    assert "3 published, 1 removed: 25 % = removed ÷ (published + removed)" in page


def test_it_shows_everything_they_wrote_with_what_became_of_it(desk: Client, author: User) -> None:
    stands = CommentFactory.create(author=author, body="<b>Stands</b>.")
    gone = CommentFactory.create(author=author, body="Was taken down.")
    CommentFactory.create(body="Another's words.")
    desk.post(path_of("decision", gone), {"verdict": "remove", "reason": "hate"})

    page = text_of(desk.get(AUTHOR))

    assert f'href="/comments/{stands.pk}/"' in page
    assert "&lt;b&gt;Stands&lt;/b&gt;." in page
    assert "Was taken down." in page
    assert '<span class="mark">removed by a moderator: hate</span>' in page
    assert "Another" not in page


def test_it_shows_sanctions_in_force_and_those_that_are_over(desk: Client, author: User, moderator: User) -> None:
    in_force = SanctionFactory.create(person=author, moderator=moderator, sentence="Now.")
    over = SanctionFactory.create(person=author, sentence="Then.")
    Lifting.objects.create(sanction=over, moderator=moderator, role="moderator", sentence="All is well.")

    page = text_of(desk.get(AUTHOR))

    assert f'href="/moderation/sanctions/{in_force.pk}/lifting/"' in page
    assert f'href="/moderation/sanctions/{over.pk}/lifting/"' not in page
    assert "1 that is over" in page
    assert "<q>All is well.</q>" in page
    assert "<bdi>Mona Moderator</bdi>, moderator" in page


def test_a_note_is_kept_and_shown_to_moderators(desk: Client, moderator: User, author: User) -> None:
    answer = desk.post(f"{AUTHOR}notes/", {"words": "Writes as <i>two</i> people."})

    note = ModeratorNote.objects.get()
    assert answer.headers["Location"] == AUTHOR
    assert (note.person, note.moderator) == (author, moderator)
    assert "Writes as &lt;i&gt;two&lt;/i&gt; people." in text_of(desk.get(AUTHOR))


@pytest.mark.parametrize(("words", "sentence"), [("  ", "nothing to keep yet"), ("x" * 2001, "at most 2000")])
def test_a_note_that_cannot_be_kept_comes_back(desk: Client, words: str, sentence: str) -> None:
    answer = desk.post(f"{AUTHOR}notes/", {"words": words})

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert f"{words.strip()}</textarea>" in text_of(answer)
    assert not ModeratorNote.objects.exists()


def test_a_guest_has_such_a_page_too(desk: Client) -> None:
    guest = GuestFactory.create(name="Gita Guest")
    CommentFactory.create(guest=guest, body="A guest's words.")
    path = f"/moderation/guests/{guest.pk}/"

    desk.post(f"{path}notes/", {"words": "Known in the harbour."})

    page = text_of(desk.get(path))
    assert "Gita Guest" in page
    assert "A guest&#x27;s words." in page
    assert "Known in the harbour." in page
    assert f'action="{path}sanctions/"' in page
    assert guest.email not in page


def test_a_script_is_given_it_without_the_page_around_it(desk: Client) -> None:
    answer = desk.get(AUTHOR, headers={"X-Fragment": "1"})

    assert "<html" not in text_of(answer)
    assert "Ada Author" in text_of(answer)
    assert "X-Fragment" in answer.headers["Vary"]


@pytest.mark.parametrize("role", ["anonymous", "guest", "reader", "editor"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_else_sees_or_adds_any_of_it(client: Client, author: User, role: str, method: str) -> None:
    guest = GuestFactory.create()
    sign_in(client, role)
    paths = [AUTHOR, f"{AUTHOR}notes/", f"/moderation/guests/{guest.pk}/", f"/moderation/guests/{guest.pk}/notes/"]

    codes = [getattr(client, method)(path, {"words": "Hm."}).status_code for path in paths]

    refused = 403 if role in {"reader", "editor"} else 302
    page_itself = 405 if method == "post" else refused
    assert codes == [page_itself, refused, page_itself, refused]
    assert not ModeratorNote.objects.exists()


def test_opening_the_address_of_the_notes_leads_to_the_page(desk: Client) -> None:
    assert desk.get(f"{AUTHOR}notes/").headers["Location"] == AUTHOR


@pytest.mark.parametrize("path", ["people/nobody", "guests/999999", "guests/99999999999999999999"])
def test_who_is_not_there_is_not_found(desk: Client, path: str) -> None:
    assert desk.get(f"/moderation/{path}/").status_code == 404
    assert desk.post(f"/moderation/{path}/notes/", {"words": "Hm."}).status_code == 404


@pytest.mark.parametrize("count", [1, 12])
def test_it_asks_the_database_as_often_for_many(
    desk: Client, author: User, moderator: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for comment in CommentFactory.create_batch(count, author=author, article=ArticleFactory.create()):
        desk.post(path_of("decision", comment), {"verdict": "remove", "reason": "hate"})
        sanction = SanctionFactory.create(person=author, moderator=moderator)
        ModeratorNote.objects.create(person=author, moderator=moderator, words="Hm.", sanction=sanction)

    desk.get(AUTHOR)

    # Session, person; the author and, by two, whether they moderate; record, sanctions, notes, comments, decisions;
    # on every page topics and unread.
    with django_assert_num_queries(12):
        desk.get(AUTHOR)


def test_more_than_a_page_of_comments_goes_on(desk: Client, author: User) -> None:
    article = ArticleFactory.create()
    for number in range(31):
        CommentFactory.create(author=author, article=article, body=f"Number {number}.")

    first = text_of(desk.get(AUTHOR))
    second = text_of(desk.get(AUTHOR + first.split('rel="next" href="')[1].split("#")[0]))

    assert ("Number 30." in first, "Number 0." in first) == (True, False)
    assert "Number 0." in second


def test_the_desks_cards_lead_to_it_and_say_under_which_sanctions_the_writer_is(desk: Client, author: User) -> None:
    guest = GuestFactory.create()
    CommentFactory.create(author=author, status=Comment.Status.PENDING)
    CommentFactory.create(guest=guest, status=Comment.Status.PENDING)
    CommentFactory.create(author=None, imported_name="Old <Tom>", status=Comment.Status.PENDING)
    SanctionFactory.create(person=author, kind="premoderation")
    SanctionFactory.create(person=author, kind="warning")

    page = text_of(desk.get("/moderation/"))

    assert '<a href="/moderation/people/author/" data-person><bdi>Ada Author</bdi></a>' in page
    assert f'<a href="/moderation/guests/{guest.pk}/" data-person>' in page
    assert "<bdi>Old &lt;Tom&gt;</bdi></h2>" in page
    assert "Under a sanction: premoderation, warning" in page
    assert page.count("Here because its writer is under premoderation") == 1
    assert page.count("Here because this discussion is premoderated") == 2


@pytest.mark.parametrize("count", [1, 12])
def test_sanctions_cost_the_desk_one_query_however_many_there_are(
    desk: Client, author: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for comment in CommentFactory.create_batch(count, article=ArticleFactory.create(), status=Comment.Status.PENDING):
        SanctionFactory.create(person=comment.author)
    with CaptureQueriesContext(connection) as captured:
        desk.get("/moderation/")
    User.objects.update(is_sanctioned=False)

    with django_assert_num_queries(len(captured) - 1):
        desk.get("/moderation/")


@pytest.mark.parametrize(("role", "is_led"), [("reader", False), ("editor", False), ("moderator", True)])
def test_from_the_public_page_only_moderators_are_led_there(
    client: Client, author: User, role: str, is_led: bool
) -> None:
    sign_in(client, role)

    assert (f'href="{AUTHOR}"' in text_of(client.get("/people/author/"))) is is_led


@pytest.mark.parametrize("count", [1, 12])
def test_the_admin_lists_sanctions_and_changes_none(
    client: Client,
    author: User,
    administrator: User,
    count: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    sanctions = [SanctionFactory.create(person=author, sentence="Please <rest>.") for _ in range(count)]
    client.force_login(administrator)
    client.get("/admin/comments/sanction/")

    with django_assert_max_num_queries(9):
        listed = text_of(client.get("/admin/comments/sanction/"))
    shown = client.get(f"/admin/comments/sanction/{sanctions[0].pk}/change/")
    changed = client.post(f"/admin/comments/sanction/{sanctions[0].pk}/change/", {"kind": "ban"})

    assert listed.count("Ada Author") >= count
    assert "Please &lt;rest&gt;." in text_of(shown)
    assert f'href="{AUTHOR}" class="viewsitelink"' in text_of(shown)
    assert changed.status_code == 403
