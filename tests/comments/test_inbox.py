"""What one is told, where it is read, and noting that one has read it."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from articles.models import Article
from comments.models import Comment, Notification
from comments.notifications import inbox
from comments.notifications.inbox import unread_count
from comments.notifications.sentences import sentence_of
from comments.notifications.telling import notify
from tests.comments.steps import path_of, say, text_of, written
from tests.factories import ArticleFactory, CommentFactory, UserFactory

pytestmark = pytest.mark.django_db

INBOX = "/account/inbox/"


@pytest.fixture
def answered(author: User) -> Comment:
    """A comment of the author's, to be answered."""
    return CommentFactory.create(author=author, article=ArticleFactory.create(headline="The <i>bridge</i>"))


@pytest.fixture
def told(client: Client, author: User) -> Client:
    """A browser in which the author is signed in."""
    client.force_login(author)
    return client


def tell(person: User, count: int) -> list[Notification]:
    for comment in CommentFactory.create_batch(count, article=ArticleFactory.create()):
        notify(to=[person.pk], kind=Notification.Kind.REPLY, comment=comment, actor=comment.author)
    return list(Notification.objects.filter(recipient=person).order_by("pk"))


def about(notification: Notification) -> Comment:
    assert notification.comment is not None
    return notification.comment


def test_whoever_is_answered_is_told(answered: Comment, reader: User, author: User) -> None:
    browser = Client()
    browser.force_login(reader)

    browser.post(path_of("reply", answered), written("It was <b>deep</b>."))

    told = Notification.objects.get()
    assert (told.recipient, told.kind, told.comment) == (author, "reply", Comment.objects.get(parent=answered))
    browser.force_login(author)
    page = text_of(browser.get(INBOX))
    assert f'<a href="/comments/{told.comment_id}/"><bdi>Rita Reader</bdi> replied to you on' in page
    assert "“<bdi>The &lt;i&gt;bridge&lt;/i&gt;</bdi>”" in page
    assert "It was &lt;b&gt;deep&lt;/b&gt;." in page


def test_the_masthead_says_how_many_wait(told: Client, author: User) -> None:
    tell(author, 2)

    before = text_of(told.get("/"))
    told.post(f"{INBOX}reading/")

    assert "2 new" in before
    assert " new</b>" not in text_of(told.get("/"))


def test_nobody_is_told_of_what_they_did_themselves(told: Client, answered: Comment) -> None:
    told.post(path_of("reply", answered), written())

    assert not Notification.objects.exists()


def test_a_new_comment_and_an_answer_to_somebody_without_account_tell_nobody(signed_in: Client) -> None:
    imported = CommentFactory.create(imported_name="Dora")

    say(signed_in, imported.discussion.article)
    signed_in.post(path_of("reply", imported), written())

    assert not Notification.objects.exists()


def test_the_same_form_sent_twice_tells_once(signed_in: Client, answered: Comment) -> None:
    form = written()

    for _time in range(2):
        signed_in.post(path_of("reply", answered), form)

    assert Notification.objects.count() == 1


def test_an_answer_that_waits_is_told_when_it_is_approved(
    signed_in: Client, moderator: User, answered: Comment
) -> None:
    Article.objects.update(discussion_mode="premoderated")
    signed_in.post(path_of("reply", answered), written())
    while_it_waited = Notification.objects.count()
    desk = Client()
    desk.force_login(moderator)

    for verdict in ("approve", "remove", "restore"):
        desk.post(path_of("decision", Comment.objects.get(parent=answered)), {"verdict": verdict, "reason": "abuse"})

    assert while_it_waited == 0
    assert Notification.objects.filter(kind=Notification.Kind.REPLY).count() == 1


@pytest.mark.parametrize("status", [Comment.Status.REMOVED, Comment.Status.DELETED])
def test_of_an_answer_taken_down_since_neither_words_nor_writer_are_told(
    told: Client, author: User, status: int
) -> None:
    comment = about(tell(author, 1)[0])
    Comment.objects.filter(pk=comment.pk).update(status=status)

    page = text_of(told.get(INBOX))

    assert "of which you were told is not shown any more" in page
    assert f'href="/comments/{comment.pk}/"' in page
    assert comment.body not in page
    assert comment.writer_name not in page


def test_what_nobody_may_open_any_more_has_no_link(told: Client, author: User) -> None:
    spam = about(tell(author, 1)[0])
    withdrawn = about(tell(author, 1)[1])
    Comment.objects.filter(pk=spam.pk).update(status=Comment.Status.SPAM)
    Article.objects.filter(pk=withdrawn.discussion_id).update(status=Article.Status.WITHDRAWN)

    page = text_of(told.get(INBOX))

    assert "/comments/" not in page
    assert "Something under an article that is not public any more." in page
    assert withdrawn.discussion.article.headline not in page


def test_a_name_changed_since_is_told_as_it_is_now(told: Client, author: User) -> None:
    tell(author, 1)
    User.objects.exclude(pk=author.pk).update(display_name="Renamed")

    assert "<bdi>Renamed</bdi> replied" in text_of(told.get(INBOX))


def test_one_entry_is_marked_as_read(told: Client, author: User) -> None:
    first, second = tell(author, 2)

    answer = told.post(f"{INBOX}{first.pk}/reading/")

    assert answer.headers["Location"] == INBOX
    assert list(Notification.objects.filter(read_at=None)) == [second]
    assert text_of(told.get(INBOX)).count("is-unread") == 1


def test_all_are_marked_as_read_and_when_is_kept(told: Client, author: User) -> None:
    first, _second = tell(author, 2)
    told.post(f"{INBOX}{first.pk}/reading/")
    moment = Notification.objects.get(pk=first.pk).read_at

    told.post(f"{INBOX}reading/")

    assert unread_count(author) == 0
    assert Notification.objects.get(pk=first.pk).read_at == moment
    assert "Mark all as read" not in text_of(told.get(INBOX))


def test_nobody_marks_what_another_is_told(signed_in: Client, author: User) -> None:
    (notification,) = tell(author, 1)

    signed_in.post(f"{INBOX}{notification.pk}/reading/")
    signed_in.post(f"{INBOX}reading/")

    assert unread_count(author) == 1


def test_reading_the_inbox_changes_nothing(told: Client, author: User) -> None:
    (notification,) = tell(author, 1)

    codes = [told.get(f"{INBOX}{path}").status_code for path in ("", "reading/", f"{notification.pk}/reading/")]

    assert codes == [200, 405, 405]
    assert unread_count(author) == 1


def test_another_persons_inbox_is_not_shown(signed_in: Client, author: User) -> None:
    tell(author, 1)

    page = text_of(signed_in.get(INBOX))

    assert "Nothing has happened yet." in page
    assert "inbox-entry" not in page


@pytest.mark.parametrize(("method", "path"), [("get", ""), ("post", "reading/"), ("post", "1/reading/")])
def test_a_visitor_is_asked_to_sign_in(client: Client, method: str, path: str) -> None:
    answer = getattr(client, method)(f"{INBOX}{path}")

    assert answer.headers["Location"] == f"/account/login/?next={INBOX}"


def test_the_newest_come_first_and_pages_go_back(told: Client, author: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "ENTRIES_ON_A_PAGE", 2)
    told_of = [notification.comment_id for notification in tell(author, 3)]

    first = told.get(INBOX).context["page"]
    second = told.get(f"{INBOX}?before={first.earlier}").context["page"]

    assert [entry.comment_id for entry in (*first.entries, *second.entries)] == told_of[::-1]
    assert second.earlier == ""


@pytest.mark.parametrize("nonsense", ["x", "-1", "9" * 30, "٣", "\x00"])
def test_nonsense_for_a_page_gives_the_first(told: Client, author: User, nonsense: str) -> None:
    tell(author, 1)

    answer = told.get(INBOX, {"before": nonsense})

    assert "inbox-entry" in text_of(answer)


def test_the_count_ends_where_nobody_counts_on(author: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "UNREAD_AT_MOST", 2)
    tell(author, 3)

    assert unread_count(author) == 2


@pytest.mark.parametrize("count", [1, 20])
def test_an_inbox_costs_the_same_however_full(
    told: Client, author: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    tell(author, count)

    # The session, the reader, the entries and their topics, twice how many wait, and the masthead's topics.
    with django_assert_num_queries(7):
        told.get(INBOX)


@pytest.mark.parametrize("kind", sorted({*Notification.Kind.values} - Notification.ABOUT_ONESELF))
def test_every_kind_has_its_sentence(author: User, kind: str) -> None:
    comment = CommentFactory.create(author=UserFactory.create(display_name="Ben"))
    notify(to=[author.pk], kind=kind, comment=comment, actor=comment.author)

    sentence = sentence_of(Notification.objects.get())

    assert comment.discussion.article.headline in sentence
    assert ("<bdi>Ben</bdi>" in sentence) is (kind not in {Notification.Kind.DECISION, Notification.Kind.SCRUB})


def test_what_happens_to_a_comment_again_is_told_again(author: User) -> None:
    comment = CommentFactory.create()

    for occasion in (1, 2, 2):
        notify(to=[author.pk], kind="edited-after-reply", comment=comment, actor=comment.author, occasion=occasion)

    assert unread_count(author) == 2
