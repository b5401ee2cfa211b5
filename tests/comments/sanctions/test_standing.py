"""One's own standing: all that was decided about oneself, and nothing of anybody else."""

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from articles.models import Article
from comments.models import Acknowledgement, Comment, Guest, Lifting
from tests.comments.steps import path_of, remember, text_of
from tests.factories import ArticleFactory, CommentFactory, GuestFactory, SanctionFactory

pytestmark = pytest.mark.django_db

STANDING = "/account/standing/"


def remove(comment: Comment, moderator: User, note: str = "Not <here>.") -> None:
    desk = Client()
    desk.force_login(moderator)
    desk.post(path_of("decision", comment), {"verdict": "remove", "reason": "hate", "note": note})


def test_one_who_was_never_judged_reads_that_all_is_well(signed_in: Client) -> None:
    page = text_of(signed_in.get(STANDING))

    assert "You can write, recommend and report like everybody here." in page
    assert "None. What you wrote stands as you left it." in page


def test_a_removed_comment_stands_there_with_reason_role_and_sentence(
    signed_in: Client, reader: User, moderator: User
) -> None:
    comment = CommentFactory.create(author=reader, body="Words <i>of mine</i>.")
    remove(comment, moderator)

    page = text_of(signed_in.get(STANDING))

    assert f'href="/comments/{comment.pk}/"' in page
    assert comment.discussion.article.headline in page
    assert "Words &lt;i&gt;of mine&lt;/i&gt;." in page
    assert "Reason: hate." in page
    assert "<q>Not &lt;here&gt;.</q>" in page
    assert "moderator." in page
    assert moderator.display_name not in page


def test_from_there_one_appeals_and_reads_what_became_of_it(signed_in: Client, reader: User, moderator: User) -> None:
    comment = CommentFactory.create(author=reader)
    remove(comment, moderator)

    before = text_of(signed_in.get(STANDING))
    signed_in.post(f"/comments/{comment.pk}/appeal/", {"body": "I did not say that."})
    after = text_of(signed_in.get(STANDING))

    assert f'href="/comments/{comment.pk}/appeal/">Appeal: ask that somebody else' in before
    assert f'href="/comments/{comment.pk}/appeal/">Your appeal</a>' in after
    assert "Somebody who did not decide looks at it." in after


def test_a_removal_that_was_taken_back_does_not(signed_in: Client, reader: User, moderator: User) -> None:
    comment = CommentFactory.create(author=reader)
    remove(comment, moderator)
    desk = Client()
    desk.force_login(moderator)
    desk.post(f"/moderation/decisions/{comment.decisions.get().pk}/undo/")

    assert "None. What you wrote stands as you left it." in text_of(signed_in.get(STANDING))


def test_sanctions_stand_there_those_in_force_apart_from_those_that_are_over(signed_in: Client, reader: User) -> None:
    SanctionFactory.create(person=reader, kind="premoderation", sentence="Still so.")
    lifted = SanctionFactory.create(person=reader, sentence="No more.")
    Lifting.objects.create(sanction=lifted, moderator=lifted.moderator, role="moderator", sentence="A mistake.")

    now, earlier = text_of(signed_in.get(STANDING)).split('id="earlier"')

    assert "A moderator looks at what you write before others see it" in now
    assert "Still so." in now
    assert "No more." in earlier
    assert "A mistake." in earlier
    assert lifted.moderator.display_name not in earlier


def test_a_warning_is_read_there_by_one_press(signed_in: Client, reader: User) -> None:
    warning = SanctionFactory.create(person=reader, kind="warning")
    path = f"{STANDING}warnings/{warning.pk}/"
    offered = f'action="{path}"' in text_of(signed_in.get(STANDING))

    answers = [signed_in.post(path) for _ in range(2)]

    reader.refresh_from_db()
    assert offered
    assert [answer.headers["Location"] for answer in answers] == [STANDING, STANDING]
    assert Acknowledgement.objects.count() == 1
    assert not reader.is_sanctioned
    assert "You can write, recommend" in text_of(signed_in.get(STANDING))


def test_reading_a_warning_takes_its_addressee_and_a_form(signed_in: Client, client: Client, reader: User) -> None:
    another = SanctionFactory.create(kind="warning")
    path = f"{STANDING}warnings/{another.pk}/"

    codes = [signed_in.post(path).status_code, signed_in.get(path).status_code, Client().post(path).status_code]

    assert codes == [302, 405, 302]
    assert not Acknowledgement.objects.exists()


def test_nobody_is_led_elsewhere_by_the_form(signed_in: Client, reader: User) -> None:
    warning = SanctionFactory.create(person=reader, kind="warning")

    answer = signed_in.post(f"{STANDING}warnings/{warning.pk}/", {"next": "https://elsewhere.example/"})

    assert answer.headers["Location"] == STANDING


def test_of_others_nothing_stands_there(signed_in: Client, moderator: User, author: User) -> None:
    remove(CommentFactory.create(author=author, body="Not the reader's."), moderator)
    SanctionFactory.create(person=author, sentence="For the author.")

    page = text_of(signed_in.get(STANDING))

    assert "Not the reader" not in page
    assert "For the author." not in page


def test_a_guest_has_a_standing_too(client: Client, moderator: User) -> None:
    guest: Guest = GuestFactory.create()
    remove(CommentFactory.create(guest=guest, body="A guest's words."), moderator)
    SanctionFactory.create(guest=guest, kind="ban", sentence="Enough.")
    remember(client, guest)

    page = text_of(client.get(STANDING))

    assert "A guest&#x27;s words." in page
    assert "Enough." in page


def test_without_an_account_it_leads_to_the_sign_in(client: Client) -> None:
    assert client.get(STANDING).headers["Location"] == f"/account/login/?next={STANDING}"


def test_nothing_of_an_article_that_is_not_public_any_more(signed_in: Client, reader: User, moderator: User) -> None:
    comment = CommentFactory.create(author=reader)
    remove(comment, moderator)
    Article.objects.update(status=Article.Status.WITHDRAWN)

    assert comment.discussion.article.headline not in text_of(signed_in.get(STANDING))


@pytest.mark.parametrize("count", [1, 12])
def test_it_asks_the_database_as_often_for_many(
    signed_in: Client, reader: User, moderator: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for comment in CommentFactory.create_batch(count, author=reader, article=ArticleFactory.create()):
        remove(comment, moderator)
    for _ in range(count):
        SanctionFactory.create(person=reader, until=timezone.now())
    signed_in.get(STANDING)

    # Session, person; sanctions, removed comments, what was decided on them, appeals; on every page topics and unread.
    with django_assert_num_queries(8):
        signed_in.get(STANDING)


def test_more_than_a_page_of_them_goes_on(signed_in: Client, reader: User) -> None:
    article = ArticleFactory.create()
    for number in range(21):
        CommentFactory.create(author=reader, article=article, body=f"Number {number}.", status=Comment.Status.REMOVED)

    first = text_of(signed_in.get(STANDING))
    further = first.split('rel="next" href="')[1].split("#")[0]
    second = text_of(signed_in.get(f"{STANDING}{further}"))

    assert ("Number 20." in first, "Number 0." in first) == (True, False)
    assert "Number 0." in second
    assert "Number 0." not in text_of(signed_in.get(f"{STANDING}?before=nonsense"))
