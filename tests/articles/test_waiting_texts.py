"""Pictures that only a text to come shows: they count as used, and are not deleted unawares."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import User
from articles.models import Picture, PlannedRevision
from tests.articles.desk import count_queries
from tests.articles.test_body_pictures import named
from tests.articles.test_picture_library import LIBRARY, found, in_library, twin_of
from tests.factories import ArticleFactory, PictureFactory, PlannedRevisionFactory

pytestmark = pytest.mark.django_db

KEEP = "/admin/articles/article/drafts/"
TOLD = '<a href="/admin/articles/plannedrevision/{}/change/">a text planned for “The tide turns”</a>'


def plan_with(*pictures: Picture, state: str = "waiting") -> PlannedRevision:
    article = ArticleFactory.create(headline="The tide turns")
    return PlannedRevisionFactory.create(article=article, state=state, body="".join(map(named, pictures)))


def keep_with(desk: Client, *pictures: Picture) -> None:
    said = {"form_key": str(uuid4()), "headline": "Not to be told", "body": "".join(map(named, pictures))}
    assert desk.post(KEEP, said).status_code == 200


def delete_page(desk: Client, *pictures: Picture) -> str:
    """The page that asks, of one picture or of several."""
    if len(pictures) == 1:
        return str(desk.get(f"{LIBRARY}{pictures[0].pk}/delete/").content.decode())
    chosen = {"action": "delete_selected", "_selected_action": [picture.pk for picture in pictures]}
    return str(desk.post(LIBRARY, chosen).content.decode())


@pytest.mark.parametrize("state", ["waiting", "overtaken"])
def test_what_an_open_planned_text_shows_is_used(desk: Client, state: str) -> None:
    picture, _unused = PictureFactory.create(caption="The wall"), PictureFactory.create(caption="unused")

    planned = plan_with(picture, state=state)

    assert found(desk, use="none") == {"unused"}
    assert TOLD.format(planned.pk) in desk.get(f"{LIBRARY}{picture.pk}/change/").content.decode()
    assert '<td class="field-uses">1</td>' in desk.get(LIBRARY, {"q": "wall"}).content.decode()


@pytest.mark.parametrize("state", ["applied", "dropped"])
def test_what_a_planned_text_shows_that_is_settled_is_unused(desk: Client, state: str) -> None:
    picture = PictureFactory.create(caption="unused")

    plan_with(picture, state=state)

    assert found(desk, use="none") == {"unused"}
    assert "a text planned for" not in delete_page(desk, picture)


def test_a_picture_whose_number_begins_like_another_is_unused(desk: Client) -> None:
    used = PictureFactory.create(pk=12, caption="used")
    PictureFactory.create(pk=1, caption="unused")

    plan_with(used)
    keep_with(desk, used)

    assert found(desk, use="none") == {"unused"}


def test_who_deletes_it_is_told_of_the_planned_text(desk: Client) -> None:
    picture, other, unused = PictureFactory.create_batch(3)

    planned = plan_with(picture, other)

    for page in (delete_page(desk, picture), delete_page(desk, picture, unused)):
        assert TOLD.format(planned.pk) in page.partition("errornote")[2]
    [warning] = re.findall(r'<div class="errornote">.*?</div>', delete_page(desk, picture, other), re.DOTALL)
    assert warning.count("(1 use):") == 2
    assert "errornote" not in delete_page(desk, unused)


def test_each_article_and_each_text_to_come_is_a_use(desk: Client) -> None:
    picture = PictureFactory.create()
    ArticleFactory.create(lead_picture=picture, body=named(picture))
    plan_with(picture)
    plan_with(picture)
    keep_with(desk, picture)
    keep_with(desk, picture)

    # Lead picture and body, two planned texts, and the drafts together.
    assert '<td class="field-uses">5</td>' in desk.get(LIBRARY, {"o": "-5"}).content.decode()


def test_what_an_unsaved_text_shows_is_used_and_nothing_is_told_of_its_words(desk: Client) -> None:
    picture = PictureFactory.create(caption="The wall")

    keep_with(desk, picture)

    page = delete_page(desk, picture)
    assert found(desk, use="none") == set()
    assert "a text that is not saved yet" in page.partition("errornote")[2]
    assert "Not to be told" not in page


def test_a_twin_that_a_planned_text_shows_is_not_dropped(desk: Client, editor: User) -> None:
    old = in_library(editor)
    new = twin_of(old, editor)
    plan_with(new)

    page = desk.get(f"{LIBRARY}{new.pk}/twins/").content.decode()
    desk.post(f"{LIBRARY}{new.pk}/twins/", {"take": old.pk})

    assert "Use this one, too" in page
    assert Picture.objects.filter(pk=new.pk).exists()


@pytest.mark.parametrize(
    "open_page",
    [
        lambda desk: count_queries(desk, LIBRARY),
        lambda desk: count_queries(desk, f"{LIBRARY}?use=none"),
        lambda desk: count_queries(desk, f"{LIBRARY}{Picture.objects.latest('pk').pk}/delete/"),
    ],
    ids=["list", "unused", "deletion"],
)
def test_more_texts_to_come_ask_the_database_as_often(desk: Client, open_page: Callable[[Client], int]) -> None:
    pictures = PictureFactory.create_batch(4)
    plan_with(*pictures)
    keep_with(desk, *pictures)
    of_few = open_page(desk)

    for _ in range(5):
        plan_with(*pictures)
        keep_with(desk, *pictures)

    assert open_page(desk) == of_few
