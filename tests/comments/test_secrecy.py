"""Words that wait, and words that were taken down: who sees them, on every page there is."""

import pytest
from django.test import Client

from accounts.models import User
from articles.models import Article
from comments.models import Comment
from tests.comments.steps import DEEDS, FRAGMENT, path_of, sign_in, text_of
from tests.factories import ArticleFactory, CommentFactory, TopicFactory

pytestmark = pytest.mark.django_db

SECRET = "unspeakable-words"
TAKEN_DOWN = [Comment.Status.REMOVED, Comment.Status.DELETED, Comment.Status.SPAM]
OTHERS = ["anonymous", "guest", "reader", "editor"]


@pytest.fixture
def secrets(author: User) -> list[Comment]:
    """Comments under one article whose words are not shown; answered, if they ever were shown, so that they stay."""
    parent = CommentFactory.create(article=ArticleFactory.create(topics=[TopicFactory.create()]))
    waiting = CommentFactory.create(parent=parent, author=author, body=SECRET, status=Comment.Status.PENDING)
    gone = [CommentFactory.create(parent=parent, author=author, body=SECRET, status=status) for status in TAKEN_DOWN]
    for comment in gone:
        CommentFactory.create(parent=comment)
    return [waiting, *gone]


def pages_about(comment: Comment) -> list[str]:
    """All that can be asked for in which the comment could be found."""
    article: Article = comment.discussion.article
    around = [article, article.topics.get(), comment, comment.parent, comment.author]
    return [
        "/",
        "/search/?q=harbour",
        "/moderation/",
        "/account/inbox/",
        f"/discussions/{article.pk}/overlay/",
        *(thing.get_absolute_url() for thing in around if thing),
        path_of("revisions", comment),
        path_of("appeal", comment),
        f"/notices/new/?location={comment.get_absolute_url()}",
        "/moderation/appeals/",
        *(path_of(deed, comment) for deed in DEEDS),
    ]


def where_it_is_told(client: Client, comments: list[Comment], secret: str = SECRET) -> set[str]:
    """The pages, forms and answers in which the secret stands."""
    told = {path for comment in comments for path in pages_about(comment)}
    told = {path for path in told if secret in text_of(client.get(path))}
    sent = {path_of(deed, comment) for comment in comments for deed in DEEDS}
    return told | {f"{path} sent" for path in sent if secret in text_of(client.post(path, headers=FRAGMENT))}


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_finds_the_words_anywhere(client: Client, secrets: list[Comment], role: str) -> None:
    sign_in(client, role)

    assert where_it_is_told(client, secrets) == set()


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_finds_whose_words_were_taken_down(
    client: Client, author: User, secrets: list[Comment], role: str
) -> None:
    sign_in(client, role)

    assert where_it_is_told(client, secrets, "Ada Author") == {author.get_absolute_url()}


@pytest.mark.parametrize("role", ["author", "moderator"])
def test_the_author_and_the_moderators_read_the_words_on_the_comments_own_page(
    client: Client, author: User, moderator: User, secrets: list[Comment], role: str
) -> None:
    client.force_login(author if role == "author" else moderator)

    pages = [text_of(client.get(comment.get_absolute_url())) for comment in secrets]

    assert all(SECRET in page for page in pages)


@pytest.mark.parametrize("role", ["author", "moderator"])
def test_the_discussion_itself_is_the_same_for_everybody(
    client: Client, author: User, moderator: User, secrets: list[Comment], role: str
) -> None:
    client.force_login(author if role == "author" else moderator)
    article = secrets[0].discussion.article

    pages = [text_of(client.get(path)) for path in (article.get_absolute_url(), author.get_absolute_url(), "/")]

    assert not any(SECRET in page for page in pages)


@pytest.mark.parametrize("status", [Comment.Status.PENDING, Comment.Status.SPAM])
def test_what_was_never_shown_is_not_there_for_others(client: Client, author: User, reader: User, status: int) -> None:
    comment = CommentFactory.create(author=author, status=status)
    answers = {}

    for somebody in (reader, author):
        client.force_login(somebody)
        answers[somebody.handle] = client.get(comment.get_absolute_url()).status_code

    assert answers == {"reader": 404, "author": 200}


@pytest.mark.parametrize("deed", ["deletion", "decision"])
@pytest.mark.parametrize("role", OTHERS)
def test_what_was_taken_down_while_it_waited_was_never_there(
    client: Client, author: User, moderator: User, deed: str, role: str
) -> None:
    waiting = CommentFactory.create(author=author, body=SECRET, status=Comment.Status.PENDING)
    client.force_login(author if deed == "deletion" else moderator)
    client.post(path_of(deed, waiting), {"verdict": "remove", "reason": "abuse"})
    client.logout()
    sign_in(client, role)

    codes = {client.get(path_of(page, waiting)).status_code for page in ("revisions", "deletion", "report")}

    assert client.get(waiting.get_absolute_url()).status_code == 404
    assert codes == {404}


@pytest.mark.parametrize("role", ["author", "moderator"])
def test_what_was_taken_down_while_it_waited_is_there_for_its_author_and_the_moderators(
    client: Client, author: User, moderator: User, role: str
) -> None:
    waiting = CommentFactory.create(author=author, body=SECRET, status=Comment.Status.PENDING)
    client.force_login(moderator)
    client.post(path_of("decision", waiting), {"verdict": "remove", "reason": "abuse"})

    client.force_login(author if role == "author" else moderator)

    assert SECRET in text_of(client.get(waiting.get_absolute_url()))


@pytest.mark.parametrize("status", [Comment.Status.REMOVED, Comment.Status.DELETED])
def test_the_address_of_words_taken_down_shows_the_tombstone(client: Client, author: User, status: int) -> None:
    comment = CommentFactory.create(author=author, status=status, body=SECRET)

    page = text_of(client.get(comment.get_absolute_url()))

    assert 'class="epitaph"' in page
    assert '<meta name="robots" content="noindex">' in page
    assert '<meta name="description" content="">' in page
    assert "A comment on “" in page
    assert "The words that were taken down" not in page


def test_former_words_are_on_no_page(client: Client, author: User) -> None:
    comment = CommentFactory.create(author=author, body=SECRET)
    client.force_login(author)
    client.post(path_of("edit", comment), {"body": "Milder words."})

    pages = [client.get(path) for path in (comment.get_absolute_url(), comment.discussion.article.get_absolute_url())]

    assert not any(SECRET in text_of(page) for page in pages)


def test_a_reply_says_no_more_whom_it_answers_once_that_is_taken_down(client: Client, author: User) -> None:
    root = CommentFactory.create(author=author)
    recovered = Comment.ParentSource.RECOVERED
    reply = CommentFactory.create(parent=root, parent_source=recovered, parent_confidence=90)
    article = root.discussion.article
    before = text_of(client.get(article.get_absolute_url()))
    client.force_login(author)
    client.post(path_of("deletion", root))

    page = text_of(Client().get(article.get_absolute_url()))

    assert "in reply to <bdi>Ada Author</bdi>" in before
    assert reply.body in page
    assert "in reply to a comment no longer here" in page
    assert "Ada Author" not in page
