"""A form of the desk that is sent after the session has ended comes back with its words."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from articles.models import Article, ArticleDraft
from tests.articles.desk import ADD, change_url, filled_in
from tests.factories import ArticleFactory

pytestmark = pytest.mark.django_db

TO_SIGN_IN = "/admin/login/?next="


@pytest.fixture
def article(db: None) -> Article:
    return ArticleFactory.create(headline="The tide")


def test_the_words_come_back_and_nothing_is_saved(desk: Client, article: Article) -> None:
    form = filled_in(desk, change_url(article))
    desk.logout()

    answer = desk.post(change_url(article), {**form, "headline": "The tide turns <b>", "_save": "Save"})

    assert answer.status_code == 403
    page = answer.content.decode()
    assert "You are signed out" in page
    assert '<input type="hidden" name="headline" value="The tide turns &lt;b&gt;">' in page
    assert '<input type="hidden" name="_save" value="Save">' in page
    article.refresh_from_db()
    assert article.headline == "The tide"


def test_they_are_saved_once_somebody_is_signed_in_again(desk: Client, editor: User, article: Article) -> None:
    form = filled_in(desk, change_url(article))
    desk.logout()
    answer = desk.post(change_url(article), {**form, "headline": "The tide turns", "_save": "Save"})

    desk.force_login(editor)
    desk.post(change_url(article), dict(answer.context["typed"]))

    article.refresh_from_db()
    assert article.headline == "The tide turns"


def test_looking_leads_to_the_sign_in_as_ever(client: Client, article: Article) -> None:
    answer = client.get(change_url(article))

    assert answer.headers["Location"].startswith(TO_SIGN_IN)


def test_what_scripts_keep_is_answered_as_they_expect(client: Client) -> None:
    answer = client.post("/admin/articles/article/drafts/", {"headline": "The tide turns"})

    assert answer.headers["Location"].startswith(TO_SIGN_IN)
    assert not ArticleDraft.objects.exists()


def test_a_file_cannot_be_given_back(client: Client) -> None:
    file = SimpleUploadedFile("a.png", b"a picture")

    answer = client.post("/admin/articles/picture/add/", {"alt": "The pier", "file": file})

    assert answer.headers["Location"].startswith(TO_SIGN_IN)


def test_nor_is_a_password(client: Client) -> None:
    answer = client.post("/admin/accounts/user/add/", {"handle": "mara", "password1": "a-long-enough-secret"})

    page = answer.content.decode()
    assert "please sign in, and fill it in again" in page
    assert "a-long-enough-secret" not in page


def test_a_form_without_a_token_is_stale_first(article: Article) -> None:
    visitor = Client(enforce_csrf_checks=True)

    answer = visitor.post(ADD, {"headline": "The tide turns"})

    assert "This form had gone stale" in answer.content.decode()
