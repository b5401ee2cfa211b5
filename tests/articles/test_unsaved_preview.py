"""An editor sees the article as readers would get it before anything of it is saved."""

from typing import Any

import pytest
from django.test import Client

from accounts.edition import edition_number
from accounts.models import User
from articles.models import Article
from tests.articles.desk import ADD, change_url, filled_in
from tests.config.test_headers import read_policy
from tests.factories import ArticleFactory, BylineFactory, PictureFactory, TagFactory, TopicFactory

pytestmark = pytest.mark.django_db

PREVIEW_OF_NEW = "/admin/articles/article/preview/"


def preview_url(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/preview/"


def preview(desk: Client, article: Article, **changes: Any) -> str:
    """Open the form, change some fields, press “Preview”."""
    answer = desk.post(preview_url(article), {**filled_in(desk, change_url(article)), **changes})
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_is_typed_is_shown_and_nothing_is_saved(desk: Client) -> None:
    article = ArticleFactory.create(headline="Before", body="<p>Then.</p>")
    edition = edition_number()

    page = preview(desk, article, headline="After", dek="A new line", body="<h2>Noon</h2><p>Now.</p>")

    assert "<h1>After</h1>" in page
    assert '<p class="dek">A new line</p>' in page
    assert "<h2>Noon</h2><p>Now.</p>" in page
    article.refresh_from_db()
    assert (article.headline, article.revisions.count(), edition_number()) == ("Before", 1, edition)


def test_all_that_readers_would_see_is_there(desk: Client) -> None:
    article = ArticleFactory.create(draft=True)
    first, second = BylineFactory.create(name="Ada"), BylineFactory.create(name="Ben")
    picture = PictureFactory.create(caption="The pier")

    page = preview(
        desk,
        article,
        topics=[TopicFactory.create(name="Harbour").pk],
        tags=[TagFactory.create(name="tides").pk],
        lead_picture=picture.pk,
        body=f'<figure><img src="/pictures/{picture.pk}/image/"><figcaption>At noon</figcaption></figure>',
        **{
            "article_bylines-TOTAL_FORMS": "2",
            "article_bylines-0-byline": second.pk,
            "article_bylines-0-position": "2",
            "article_bylines-1-byline": first.pk,
            "article_bylines-1-position": "1",
        },
    )

    for shown in (">Harbour</a> ", ">tides</a></li>", "The pier", "<figcaption>At noon <small>Photo desk</small>"):
        assert shown in page
    assert page.index("<span>Ada</span>") < page.index("<span>Ben</span>")


def test_an_article_that_was_never_saved_is_shown(desk: Client) -> None:
    typed = {**filled_in(desk, ADD), "headline": "The tide turns", "body": "<p>At noon.</p>"}

    page = desk.post(PREVIEW_OF_NEW, typed).content.decode()

    assert "<h1>The tide turns</h1>" in page
    assert "Preview: not published." in page
    assert not Article.objects.exists()


def test_it_says_that_readers_do_not_have_it(desk: Client) -> None:
    assert "Preview: not published." in preview(desk, ArticleFactory.create(draft=True))
    assert "Readers have the text that was saved last." in preview(desk, ArticleFactory.create())


def test_it_has_no_form_and_its_links_lead_out_of_it(desk: Client) -> None:
    page = preview(desk, ArticleFactory.create())

    assert "<form" not in page
    assert "<script" not in page
    assert '<base target="_blank">' in page
    assert "Here its discussion will stand: open" in page


def test_what_would_run_is_taken_out(desk: Client) -> None:
    page = preview(
        desk,
        ArticleFactory.create(),
        headline="<script>alert(1)</script>",
        body='<p onclick="alert(1)">a</p><script>alert(1)</script><img src=x onerror=alert(1)>',
    )

    assert "<script>" not in page
    assert "onclick" not in page
    assert "onerror" not in page


def test_the_form_may_frame_the_preview_and_nothing_else_may(desk: Client) -> None:
    article = ArticleFactory.create()

    shown, form, page = desk.get(preview_url(article)), desk.get(change_url(article)), desk.get("/")

    policy = read_policy(shown.headers["Content-Security-Policy"])
    assert (policy["frame-ancestors"], policy["script-src"], policy["form-action"]) == ("'self'", "'none'", "'none'")
    assert shown.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert read_policy(form.headers["Content-Security-Policy"])["frame-src"] == "'self'"
    assert read_policy(form.headers["Content-Security-Policy"])["frame-ancestors"] == "'none'"
    assert "frame-src" not in read_policy(page.headers["Content-Security-Policy"])
    assert form.headers["X-Frame-Options"] == page.headers["X-Frame-Options"] == "DENY"


def test_before_anything_is_typed_it_shows_what_is_stored(desk: Client) -> None:
    article = ArticleFactory.create(headline="Stored", tags=[TagFactory.create(name="tides")])

    assert "<h1>Stored</h1>" in desk.get(preview_url(article)).content.decode()
    assert desk.get(PREVIEW_OF_NEW).status_code == 200


@pytest.mark.parametrize(
    "typed",
    [{}, {"headline": "x" * 300, "topics": ["one"], "slug": "!"}, {"body": "a\x00b", "published_at_0": "tomorrow"}],
    ids=["nothing", "too much", "odd"],
)
def test_anything_that_is_typed_is_shown_somehow(desk: Client, typed: dict[str, Any]) -> None:
    assert desk.post(PREVIEW_OF_NEW, typed).status_code == 200


def test_without_script_a_button_of_the_form_opens_it(desk: Client) -> None:
    article = ArticleFactory.create()

    page = desk.get(change_url(article)).content.decode()

    form = page[page.index('id="article_form"') :]
    button = f'<button class="button" formaction="{preview_url(article)}" formtarget="_blank">'
    assert form.index('name="_save"') < form.index(button)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", ["reader", "moderator", None])
def test_only_editors_see_it(client: Client, request: pytest.FixtureRequest, who: str | None, method: str) -> None:
    article = ArticleFactory.create()
    if who:
        client.force_login(request.getfixturevalue(who))

    for url in (PREVIEW_OF_NEW, preview_url(article)):
        assert getattr(client, method)(url).status_code == 302


def test_somebody_who_may_only_look_does_not(client: Client, editor: User) -> None:
    article = ArticleFactory.create()
    editor.groups.get().permissions.set(editor.groups.get().permissions.filter(codename__startswith="view_"))
    client.force_login(editor)

    assert client.get(preview_url(article)).status_code == 403
    assert "formaction" not in client.get(change_url(article)).content.decode()


def test_what_is_not_there_is_not_shown(desk: Client) -> None:
    assert desk.get("/admin/articles/article/987654/preview/").status_code == 404
    assert desk.post("/admin/articles/article/987654/preview/").status_code == 404
