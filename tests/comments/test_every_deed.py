"""What holds for every deed alike."""

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from articles.models import Article
from comments.models import Comment
from tests.comments.steps import (
    DEEDS,
    FRAGMENT,
    MODERATORS_DEEDS,
    SIGNED_IN_ROLES,
    WORDS,
    everything,
    filled_in,
    path_of,
    remember,
    sign_in,
    text_of,
)
from tests.factories import ArticleFactory, CommentFactory, GuestFactory

pytestmark = pytest.mark.django_db

ON_A_COMMENT = tuple(deed for deed in DEEDS if deed != "comment")
TAKES_WORDS = tuple(deed for deed in DEEDS if deed not in {"deletion", "deletion/undo", "pin", "feature"})


@pytest.fixture
def comment(author: User) -> Comment:
    return CommentFactory.create(author=author)


@pytest.fixture
def doers(author: User, moderator: User, reader: User) -> dict[str, User]:
    """Who may do each deed."""
    own = dict.fromkeys(("edit", "deletion", "deletion/undo"), author)
    return {**dict.fromkeys(DEEDS, reader), **own, **dict.fromkeys(MODERATORS_DEEDS, moderator)}


@pytest.mark.parametrize("deed", DEEDS)
def test_opening_the_form_changes_nothing(client: Client, deed: str, comment: Comment, doers: dict[str, User]) -> None:
    client.force_login(doers[deed])
    before = everything()

    answer = client.get(path_of(deed, comment), filled_in(deed))

    assert answer.status_code == 200
    assert everything() == before


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
@pytest.mark.parametrize("deed", DEEDS)
def test_there_is_no_other_way_than_a_form(client: Client, deed: str, method: str, comment: Comment) -> None:
    answer = getattr(client, method)(path_of(deed, comment))

    assert answer.status_code == 405


@pytest.mark.parametrize("deed", DEEDS)
def test_a_form_opened_by_a_script_comes_without_the_page_around_it(
    client: Client, deed: str, comment: Comment, doers: dict[str, User]
) -> None:
    client.force_login(doers[deed])

    answer = client.get(path_of(deed, comment), headers=FRAGMENT)

    fragment = text_of(answer)
    assert 'method="post"' in fragment
    assert f'action="{path_of(deed, comment)}"' in fragment
    assert "csrfmiddlewaretoken" in fragment
    assert "<html" not in fragment
    assert "X-Fragment" in answer.headers["Vary"]


@pytest.mark.parametrize("deed", DEEDS)
def test_opening_the_form_without_an_account_leads_to_the_sign_in_and_back(
    client: Client, deed: str, comment: Comment
) -> None:
    answer = client.get(path_of(deed, comment))

    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/account/login/?next={path_of(deed, comment)}"


@pytest.mark.parametrize("deed", DEEDS)
def test_a_script_is_told_where_the_sign_in_is(client: Client, deed: str, comment: Comment) -> None:
    answer = client.get(path_of(deed, comment), headers=FRAGMENT)

    assert answer.status_code == 401
    assert answer.headers["Location"] == f"/account/login/?next={path_of(deed, comment)}"
    assert answer.content == b""


@pytest.mark.parametrize("deed", DEEDS)
def test_nothing_is_done_without_an_account(client: Client, deed: str, comment: Comment) -> None:
    before = everything()

    answer = client.post(path_of(deed, comment), filled_in(deed))

    assert answer.status_code in {302, 403}
    assert everything() == before


# What a guest may do where guests are let in, by whose comment it is done on.
@pytest.mark.parametrize(
    ("whose", "deeds"),
    [("own", {"comment", "reply", "edit", "deletion", "deletion/undo"}), ("another's", {"comment", "reply"})],
)
@pytest.mark.parametrize("deed", DEEDS)
def test_a_guest_does_what_writers_do_and_judges_nobody(
    client: Client, deed: str, whose: str, deeds: set[str], settings: Settings
) -> None:
    settings.DISCUSSION_ALLOWS_GUESTS = True
    guest = GuestFactory.create()
    comment = CommentFactory.create(guest=guest if whose == "own" else GuestFactory.create())
    remember(client, guest)
    before = everything()

    opened = client.get(path_of(deed, comment))
    sent = client.post(path_of(deed, comment), filled_in(deed))

    assert (opened.status_code == 200) is (deed in deeds)
    assert (everything() != before) is (deed in deeds - {"deletion/undo"})
    assert sent.status_code in ({302} if deed in deeds else {302, 403})


@pytest.mark.parametrize("role", ["anonymous", "guest", *SIGNED_IN_ROLES])
@pytest.mark.parametrize("deed", ON_A_COMMENT)
def test_a_comment_that_does_not_exist_is_not_found_or_not_told(client: Client, role: str, deed: str) -> None:
    sign_in(client, role)

    codes = {client.post(f"/comments/{number}/{deed}/", filled_in(deed)).status_code for number in (999_999, 10**30)}

    may_not_even_ask = (
        {"anonymous": {302}, "guest": {302}, "reader": {403}, "editor": {403}}.get(role)
        if deed in MODERATORS_DEEDS
        else None
    )
    assert codes == (may_not_even_ask or {404})


@pytest.mark.parametrize("deed", [deed for deed in ON_A_COMMENT if deed not in MODERATORS_DEEDS])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_comment_that_waits_looks_to_other_readers_as_if_it_were_absent(
    client: Client, deed: str, method: str, reader: User
) -> None:
    waiting = CommentFactory.create(status=Comment.Status.PENDING)
    client.force_login(reader)

    hidden = getattr(client, method)(path_of(deed, waiting), filled_in(deed))
    absent = getattr(client, method)(f"/comments/999999/{deed}/", filled_in(deed))

    assert hidden.status_code == absent.status_code == 404
    assert text_of(hidden) == text_of(absent)


@pytest.mark.parametrize(
    "status", [Article.Status.DRAFT, Article.Status.WITHDRAWN, pytest.param("future", id="scheduled")]
)
@pytest.mark.parametrize("deed", DEEDS)
def test_under_an_article_that_is_not_public_nothing_is_found(
    client: Client, deed: str, status: str, comment: Comment, doers: dict[str, User]
) -> None:
    article = comment.discussion.article
    if status == "future":
        article.status, article.published_at = Article.Status.SCHEDULED, "2100-01-01T00:00Z"
    else:
        article.status = status
    article.save()
    client.force_login(doers[deed])
    before = everything()

    answers = [client.get(path_of(deed, comment)), client.post(path_of(deed, comment), filled_in(deed))]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert everything() == before


@pytest.mark.parametrize("deed", TAKES_WORDS)
def test_a_stale_form_comes_back_with_the_words_ready_to_be_sent_again(
    deed: str, comment: Comment, doers: dict[str, User]
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(doers[deed])
    before = everything()

    answer = client.post(path_of(deed, comment), filled_in(deed, "Kept <b>words</b>"))

    assert answer.status_code == 403
    page = text_of(answer)
    assert "This form had gone stale" in page
    assert "Kept &lt;b&gt;words&lt;/b&gt;</textarea>" in page
    assert f'action="{path_of(deed, comment)}"' in page
    assert everything() == before


def test_a_stale_deletion_does_nothing_and_says_so(comment: Comment, author: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(author)
    before = everything()

    answer = client.post(path_of("deletion", comment))

    assert answer.status_code == 403
    assert "Nothing was done" in text_of(answer)
    assert everything() == before


@pytest.mark.parametrize("deed", ["comment", "reply", "edit", "report"])
def test_sent_without_an_account_the_words_stand_in_the_answer(client: Client, deed: str, comment: Comment) -> None:
    answer = client.post(path_of(deed, comment), filled_in(deed, "Kept <b>words</b>"))

    assert answer.status_code == 403
    page = text_of(answer)
    assert "Kept &lt;b&gt;words&lt;/b&gt;</textarea>" in page
    assert f"/account/login/?next={path_of(deed, comment)}" in page


@pytest.mark.parametrize("deed", ["comment", "reply", "edit"])
def test_words_sent_without_an_account_wait_in_the_form_until_they_are_sent(
    client: Client, deed: str, comment: Comment, author: User
) -> None:
    told = text_of(client.post(path_of(deed, comment), filled_in(deed)))
    client.force_login(author)

    waiting = text_of(client.get(path_of(deed, comment)))
    client.post(path_of(deed, comment), filled_in(deed))
    afterwards = text_of(client.get(path_of(deed, comment)))

    assert "Your words are kept" in told
    assert f"{WORDS}</textarea>" in waiting
    assert Comment.objects.filter(body=WORDS).exists()
    assert "kept-words" not in client.session
    assert (f"{WORDS}</textarea>" in afterwards) is (deed == "edit")


def test_nothing_is_kept_where_nothing_was_written(client: Client, comment: Comment) -> None:
    page = text_of(client.post(path_of("reply", comment), filled_in("reply", "")))

    assert "Your words are kept" not in page
    assert "kept-words" not in client.session


def test_kept_words_turn_up_in_no_other_form(client: Client, comment: Comment, reader: User) -> None:
    client.post(path_of("reply", comment), filled_in("reply"))
    client.force_login(reader)

    pages = [
        client.get(path_of("comment", comment)),
        client.get(comment.discussion.article.get_absolute_url()),
        client.get(path_of("reply", CommentFactory.create())),
    ]

    assert not any(WORDS in text_of(page) for page in pages)


def test_kept_words_outlive_what_is_said_elsewhere_meanwhile(client: Client, comment: Comment, reader: User) -> None:
    client.post(path_of("reply", comment), filled_in("reply"))
    client.force_login(reader)

    client.post(path_of("comment", comment), filled_in("comment", "Something else."))

    assert f"{WORDS}</textarea>" in text_of(client.get(path_of("reply", comment)))


def test_kept_words_stand_in_the_form_of_the_article_too(client: Client, reader: User) -> None:
    article = ArticleFactory.create()
    client.post(f"/discussions/{article.pk}/comments/", filled_in("comment"))
    client.force_login(reader)

    page = text_of(client.get(article.get_absolute_url()))

    assert f"{WORDS}</textarea>" in page


def test_no_stranger_fills_the_store_with_words(client: Client, comment: Comment) -> None:
    client.post(path_of("reply", comment), filled_in("reply", "x" * 1_000_000))

    assert len(client.session["kept-words"][f"comment-{comment.pk}"]["body"]) == 100_000


@pytest.mark.parametrize("deed", ["comment", "reply", "edit"])
@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("", "There is nothing to send yet"),
        (" \n\t\r\n ", "There is nothing to send yet"),
        ("\x00\x07", "There is nothing to send yet"),
        ("\u200b\u200c\u2060\ufeff", "There is nothing to send yet"),
        ("x" * 10_001, "This is 10001 characters long; a comment has at most 10000."),
    ],
    ids=["empty", "blank", "control", "unseen", "long"],
)
def test_words_that_cannot_be_taken_come_back_with_the_reason(
    client: Client, deed: str, body: str, sentence: str, comment: Comment, author: User
) -> None:
    client.force_login(author)
    before = everything()

    answers = [client.post(path_of(deed, comment), filled_in(deed, body), headers=head) for head in ({}, FRAGMENT)]

    for answer in answers:
        assert answer.status_code == 422
        assert sentence in text_of(answer)
        assert body.strip("\x00\x07") in text_of(answer)
    assert "<html" in text_of(answers[0])
    assert "<html" not in text_of(answers[1])
    assert everything() == before


@pytest.mark.parametrize("deed", ["comment", "reply", "edit"])
def test_ends_of_lines_count_once_though_browsers_send_two_characters(
    client: Client, deed: str, comment: Comment, author: User
) -> None:
    client.force_login(author)

    answer = client.post(path_of(deed, comment), filled_in(deed, ("x" * 99 + "\r\n") * 100))

    assert answer.status_code == 302


@pytest.mark.parametrize("deed", ["comment", "reply", "edit"])
def test_what_means_nothing_is_taken_out_and_the_rest_kept(
    client: Client, deed: str, comment: Comment, author: User
) -> None:
    client.force_login(author)

    client.post(
        path_of(deed, comment), filled_in(deed, "\n  A\x00b\x1b\x9f and\ufffe \U0001f6a2 \r\nthere\x85too  \r\n")
    )

    assert Comment.objects.filter(body="  Ab and \U0001f6a2 \nthere\ntoo").exists()


def test_the_browser_is_not_asked_to_cut_what_is_pasted(client: Client, comment: Comment, reader: User) -> None:
    client.force_login(reader)

    page = text_of(client.get(path_of("reply", comment)))

    assert "maxlength" not in page
