"""Link cards at the desk: what is known of a page, where it is shown, and whether it is."""

import pytest
from django.test import Client

from accounts.models import User
from articles.admin.prose import is_plain_prose
from tests.articles.desk import change_url, count_queries, filled_in
from tests.articles.linking import LINK, TIDE, publish
from tests.articles.outside import Outside, page
from tests.factories import ArticleFactory, LinkCardFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cards_shown")]


def test_the_editor_has_the_link_as_it_was_written(desk: Client, editor: User, outside: Outside) -> None:
    outside.says("example.org/tide", page(TIDE))
    article = publish(editor, LINK)

    form = desk.get(change_url(article)).context["adminform"].form

    assert form["body"].value() == LINK
    assert is_plain_prose(article.body)


def test_a_preview_draws_cards_as_the_article_does(desk: Client) -> None:
    LinkCardFactory.create(address="https://example.org/tide")
    article = ArticleFactory.create(body="<p>Before.</p>")
    address = f"/admin/articles/article/{article.pk}/preview/"
    form = filled_in(desk, change_url(article))

    without = desk.post(address, form).content.decode()
    with_card = desk.post(address, {**form, "body": LINK}).content.decode()

    assert 'class="link-card"' in with_card
    assert "css/link_cards" in with_card
    assert "css/link_cards" not in without


def test_an_editor_makes_a_card_a_plain_link_again_in_every_text(desk: Client) -> None:
    card = LinkCardFactory.create(address="https://example.org/tide")
    articles = [ArticleFactory.create(body=LINK) for _ in range(2)]
    assert all('class="link-card"' in article.body_html for article in articles)

    answer = desk.post(f"/admin/articles/linkcard/{card.pk}/change/", {"is_plain": "on"})

    assert answer.status_code == 302
    for article in articles:
        article.refresh_from_db()
        assert article.body_html == LINK


def test_an_editor_has_a_page_asked_again(desk: Client, outside: Outside) -> None:
    card = LinkCardFactory.create(address="https://example.org/tide")
    article = ArticleFactory.create(body=LINK)
    outside.says("example.org/tide", page(TIDE))

    answer = desk.post(f"/admin/articles/linkcard/{card.pk}/change/", {"_ask": "1"}, follow=True)

    article.refresh_from_db()
    assert "1 other site will be asked." in answer.content.decode()
    assert "When the water comes" in article.body_html


@pytest.mark.parametrize(("status", "stays"), [("404 Not Found", False), ("500 Broken", True)])
def test_a_page_that_is_gone_when_asked_again_takes_its_card_with_it_and_one_in_trouble_does_not(
    desk: Client, outside: Outside, status: str, stays: bool
) -> None:
    card = LinkCardFactory.create(address="https://example.org/tide")
    article = ArticleFactory.create(body=LINK)
    outside.says("example.org/tide", page("", status=status))

    desk.post("/admin/articles/linkcard/", {"action": "fetch_again", "_selected_action": [card.pk]})

    article.refresh_from_db()
    assert ('class="link-card"' in article.body_html) is stays


def test_an_article_of_ours_is_nobody_to_ask(desk: Client, outside: Outside) -> None:
    card = LinkCardFactory.create(address="/2007/08/quays/", article=ArticleFactory.create())

    answer = desk.post(
        "/admin/articles/linkcard/", {"action": "fetch_again", "_selected_action": [card.pk]}, follow=True
    )

    assert "nobody has to be asked" in answer.content.decode()
    assert outside.asked == []


def test_the_desk_tells_what_is_known_of_a_link_and_where_it_stands(desk: Client) -> None:
    card = LinkCardFactory.create(address="https://example.org/tide", title="When <the> water comes")
    article = ArticleFactory.create(body=LINK, headline="The tide turns")

    form = desk.get(f"/admin/articles/linkcard/{card.pk}/change/").content.decode()
    listed = desk.get("/admin/articles/linkcard/", {"q": "water"}).content.decode()

    assert f'<a href="{change_url(article)}">The tide turns</a>' in form
    assert "When &lt;the&gt; water comes" in form
    assert "When &lt;the&gt; water comes" in listed
    assert '<td class="field-uses">1</td>' in listed


def test_the_list_asks_the_database_as_often_whatever_there_is(desk: Client) -> None:
    def more(number: int) -> int:
        for _ in range(number):
            card = LinkCardFactory.create()
            target = ArticleFactory.create()
            LinkCardFactory.create(address=f"/2007/08/{target.slug}/", article=target)
            ArticleFactory.create(body=f'<p><a href="{card.address}">{card.address}</a></p>')
        return count_queries(desk, "/admin/articles/linkcard/")

    assert more(1) == more(8)
