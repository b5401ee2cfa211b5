"""A discussion that is switched off: no public address leads to what was said there, and the desk keeps it."""

from collections.abc import Iterator
from itertools import product

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from comments.feeds.addresses import make_address
from comments.models import Comment, Draft, Notification
from comments.notifications.telling import notify
from tests.comments.steps import DEEDS, FRAGMENT, filled_in, path_of, sign_in, text_of
from tests.factories import ArticleFactory, CommentFactory, ReportFactory, TopicFactory

pytestmark = pytest.mark.django_db

WORDS, OTHER_WORDS = "unspeakables", "What came before"
OFF = "This article has no discussion."


@pytest.fixture
def comment(author: User, reader: User) -> Comment:
    """What the author answered the reader, who was told of it and has begun to write something."""
    article = ArticleFactory.create(topics=[TopicFactory.create()])
    root = CommentFactory.create(article=article, author=reader, body=OTHER_WORDS)
    comment = CommentFactory.create(parent=root, author=author, body=f"Nine {WORDS}")
    notify(to=[reader.pk], kind=Notification.Kind.REPLY, comment=comment, actor=author)
    begun = {"form_key": "0" * 32, "updated_at": timezone.now()}
    Draft.objects.create(reader=reader, article=article, body="Of the article I think", **begun)
    Draft.objects.create(reader=reader, article=article, comment=comment, body="I do not think so", **begun)
    return comment


def switch_off(comment: Comment) -> None:
    article = comment.discussion.article
    article.discussion_mode = "off"
    article.save()


def names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    """Of all addresses but those of the admin."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from () if pattern.namespace else names(pattern.url_patterns)
        elif pattern.name:
            yield pattern.name


def addresses_about(comment: Comment) -> set[str]:
    """All there are that can name the comment, what stands around it or who wrote it, and those that name nothing."""
    article, author, parent = comment.discussion.article, comment.author, comment.parent
    assert author is not None
    assert parent is not None
    assert parent.author is not None
    keys = [comment.pk, parent.pk, article.pk, author.handle, article.topics.get().slug]
    feeds = product([comment.pk, article.pk, parent.pk, make_address(parent.author).token], ["atom", "rss"])
    found = {
        article.get_absolute_url(),
        "/search/comments/?q=nine",
        f"/discussions/{article.pk}/changes/?after=0",
        f"/discussions/{article.pk}/comments/?quote=1&of={comment.pk}",
        f"/notices/new/?location={comment.get_absolute_url()}",
    }
    for name, args in product(set(names(get_resolver().url_patterns)), [[], *([key] for key in keys), *feeds]):
        try:
            found.add(reverse(name, args=args))
        except NoReverseMatch:
            continue
    return found - {"/account/logout/"}


def told_at(client: Client, comment: Comment) -> set[str]:
    """Where the words stand, in what is answered to whoever asks, and to whoever would do something."""
    told = {path for path in addresses_about(comment) if WORDS in text_of(client.get(path))}
    sent = {path_of(deed, comment): filled_in(deed, "My answer") for deed in (*DEEDS, "reply/preview")}
    return told | {
        f"{path} sent" for path, form in sent.items() if WORDS in text_of(client.post(path, form, headers=FRAGMENT))
    }


def test_while_it_is_on_the_words_are_found_where_the_next_test_looks(
    client: Client, comment: Comment, reader: User
) -> None:
    article, author = comment.discussion.article, comment.author
    assert author is not None
    client.force_login(reader)

    told = told_at(client, comment)

    assert told >= {
        article.get_absolute_url(),
        author.get_absolute_url(),
        comment.get_absolute_url(),
        f"/comments/{comment.parent_id}/",
        f"/discussions/{article.pk}/changes/?after=0",
        f"/discussions/{article.pk}/comments/?quote=1&of={comment.pk}",
        f"/feeds/discussions/{article.pk}.atom",
        f"/feeds/branches/{comment.parent_id}.rss",
        "/search/comments/?q=nine",
        "/account/inbox/",
    }
    assert any(path.startswith("/feeds/replies/") for path in told)


@pytest.mark.parametrize("role", ["anonymous", "guest", "a stranger", "who was answered", "editor"])
def test_nobody_gets_to_the_words_by_any_address(client: Client, comment: Comment, reader: User, role: str) -> None:
    switch_off(comment)
    if role == "who was answered":
        client.force_login(reader)
    else:
        sign_in(client, {"a stranger": "reader"}.get(role, role))

    assert told_at(client, comment) == set()


@pytest.mark.parametrize("says", ["article", "topic", "site"])
def test_its_addresses_are_not_found_whoever_says_that_it_is_off(
    client: Client, comment: Comment, settings: Settings, says: str
) -> None:
    article = comment.discussion.article
    paths = [comment.get_absolute_url(), path_of("vote", comment), f"/discussions/{article.pk}/version/"]
    before = [client.get(path).status_code for path in paths]
    if says == "site":
        settings.DISCUSSION_MODE = "off"
    else:
        level = article if says == "article" else article.topics.get()
        level.discussion_mode = "off"
        level.save()

    assert before == [200, 302, 200]
    assert [client.get(path).status_code for path in paths] == [404, 404, 404]


def test_the_inbox_tells_that_it_is_not_shown_any_more(client: Client, comment: Comment, reader: User) -> None:
    switch_off(comment)
    client.force_login(reader)

    page = text_of(client.get("/account/inbox/"))

    assert "of which you were told is not shown any more" in page
    assert comment.get_absolute_url() not in page


def test_its_writer_finds_it_alone_and_may_take_it_back(client: Client, comment: Comment, author: User) -> None:
    CommentFactory.create(parent=comment, body=OTHER_WORDS)
    switch_off(comment)
    client.force_login(author)

    page = text_of(client.get(comment.get_absolute_url()))
    quoting = client.get(path_of("quotations", comment))
    client.post(path_of("deletion", comment))

    assert WORDS in page
    assert OTHER_WORDS not in page
    assert "/feeds/branches/" not in page
    assert quoting.status_code == 404
    comment.refresh_from_db()
    assert comment.status == Comment.Status.DELETED


def test_whoever_was_answering_has_their_words_back_and_is_shown_no_others(
    client: Client, comment: Comment, reader: User
) -> None:
    switch_off(comment)
    client.force_login(reader)

    answer = client.post(path_of("reply", comment), filled_in("reply", "My long answer"))

    assert answer.status_code == 403
    assert OFF in text_of(answer)
    assert "My long answer</textarea>" in text_of(answer)
    assert WORDS not in text_of(answer)


@pytest.mark.parametrize("parent_is", ["there", "removed"])
def test_whoever_had_begun_an_answer_finds_it_and_no_other_words(
    client: Client, comment: Comment, reader: User, parent_is: str
) -> None:
    CommentFactory.create(parent=comment)
    if parent_is == "removed":
        Comment.objects.filter(pk=comment.pk).update(status=Comment.Status.REMOVED)
    switch_off(comment)
    client.force_login(reader)

    page = text_of(client.get(path_of("reply", comment)))

    assert OFF in page
    assert "I do not think so</textarea>" in page
    assert "Of the article I think" not in page
    assert WORDS not in page


def test_moderators_go_on_judging_what_was_said(client: Client, comment: Comment, moderator: User) -> None:
    ReportFactory.create(comment=comment)
    switch_off(comment)
    client.force_login(moderator)

    pages = [
        "/moderation/?queue=reported",
        comment.get_absolute_url(),
        path_of("decision", comment),
        "/moderation/search/?q=nine",
    ]
    told = [WORDS in text_of(client.get(page)) for page in pages]
    client.post(path_of("decision", comment), filled_in("decision"))

    assert told == [True, True, True, True]
    assert OTHER_WORDS in text_of(client.get(comment.get_absolute_url()))
    comment.refresh_from_db()
    assert comment.status == Comment.Status.REMOVED
