"""What nobody answered can go; what readers answered stays."""

import pytest
from django.test import Client

from articles.models import Article, ArticleRevision, Byline
from tests.factories import (
    ArticleFactory,
    BylineFactory,
    CommentFactory,
    PictureFactory,
    PlannedRevisionFactory,
    RemarkFactory,
    TagFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"


def delete_url(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/delete/"


def test_a_draft_can_be_deleted_with_its_texts(desk: Client) -> None:
    article = ArticleFactory.create(
        draft=True,
        bylines=[BylineFactory.create()],
        topics=[TopicFactory.create()],
        tags=[TagFactory.create()],
        lead_picture=PictureFactory.create(),
    )

    desk.post(delete_url(article), {"post": "yes"})

    assert not Article.objects.exists()
    assert not ArticleRevision.objects.exists()


@pytest.mark.parametrize("role", ["editor", "administrator"])
def test_what_was_remarked_on_an_article_or_planned_for_it_goes_with_it(
    client: Client, request: pytest.FixtureRequest, role: str
) -> None:
    client.force_login(request.getfixturevalue(role))
    article = ArticleFactory.create()
    RemarkFactory.create(article=article)
    PlannedRevisionFactory.create(article=article)

    asked = client.get(delete_url(article)).content.decode()
    client.post(delete_url(article), {"post": "yes"})

    assert "Another headline" in asked
    assert "It was at the pier." in asked
    assert not Article.objects.exists()


def test_what_only_joins_two_things_is_not_listed(desk: Client) -> None:
    picture, topic, tag = PictureFactory.create(alt="The pier"), TopicFactory.create(), TagFactory.create()
    article = ArticleFactory.create(
        headline="The tide turns",
        topics=[topic],
        tags=[tag],
        bylines=[BylineFactory.create(name="Ada")],
        body=f'<figure><img src="/pictures/{picture.pk}/image/"></figure>',
    )
    assert article.body_pictures.get() == picture
    chosen = {"action": "delete_selected", "_selected_action": [article.pk]}
    pages = [
        desk.post(LIST, chosen).content.decode(),
        *(
            desk.get(f"/admin/articles/{name}/{row.pk}/delete/").content.decode()
            for name, row in {"article": article, "picture": picture, "topic": topic, "tag": tag}.items()
        ),
    ]

    for page in pages:
        assert "relationship" not in page
        assert "object (" not in page
    assert pages[1].count("The tide turns") > 1


def test_deleting_asks_first(desk: Client) -> None:
    article = ArticleFactory.create(draft=True)

    answer = desk.get(delete_url(article))

    assert "Are you sure" in answer.content.decode()
    assert Article.objects.exists()


def test_an_article_with_comments_stays_and_says_why(desk: Client) -> None:
    article = CommentFactory.create().discussion.article

    for answer in (desk.get(delete_url(article)), desk.post(delete_url(article), {"post": "yes"})):
        assert answer.status_code == 200
        assert "Readers have commented on it, and what they said is kept." in answer.content.decode()
        assert "Yes, I’m sure" not in answer.content.decode()
    assert Article.objects.filter(pk=article.pk).exists()


@pytest.mark.parametrize("step", [{}, {"post": "yes"}], ids=["asked", "confirmed"])
def test_several_at_once_stay_if_one_has_comments(desk: Client, step: dict[str, str]) -> None:
    article = CommentFactory.create().discussion.article
    other = ArticleFactory.create()
    chosen = {"action": "delete_selected", "_selected_action": [article.pk, other.pk], **step}

    answer = desk.post(LIST, chosen)

    assert "some of these articles have a discussion" in answer.content.decode()
    assert Article.objects.count() == 2


def test_several_drafts_go_at_once(desk: Client) -> None:
    drafts = ArticleFactory.create_batch(2, draft=True)
    chosen = {"action": "delete_selected", "_selected_action": [draft.pk for draft in drafts], "post": "yes"}

    desk.post(LIST, chosen)

    assert not Article.objects.exists()


def test_a_byline_that_stands_over_articles_stays(desk: Client) -> None:
    byline = BylineFactory.create()
    ArticleFactory.create(bylines=[byline])

    answer = desk.post(f"/admin/articles/byline/{byline.pk}/delete/", {"post": "yes"})

    assert answer.status_code == 200
    assert Byline.objects.exists()
