"""Pictures of the library within an article's text."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from accounts.edition import edition_number
from accounts.models import User
from articles.actions import publishing
from articles.actions.illustrating import delete_picture, save_picture
from articles.admin.prose import is_plain_prose
from articles.body import DrawnBody, drawn_body
from articles.models import Article, Picture
from articles.sanitizing import clean_article_html
from articles.tasks import render_picture, show_renditions
from tests.articles.desk import ADD, change_url, save_form
from tests.articles.test_renditions import drawn, made
from tests.factories import ArticleFactory, PictureFactory, UserFactory

pytestmark = pytest.mark.django_db


def named(picture: Picture, said: str = "", alt: str = "") -> str:
    """As the prose editor writes it."""
    caption = f'<figcaption class="figure-caption">{said}</figcaption>' if said else ""
    image = f'<img src="/pictures/{picture.pk}/image/" alt="{alt}" data-file="{picture.pk}">'
    return f'<figure class="figure">{image}{caption}</figure>'


def within_a_line(picture: Picture) -> str:
    return f'<p>See <img src="/pictures/{picture.pk}/image/" alt=""> here.</p>'


def shown(body: str) -> str:
    return ArticleFactory.create(body=body).body_html


def test_a_picture_in_a_text_is_shown_with_all_that_the_library_says_of_it(desk: Client) -> None:
    picture = made(700, 400, alt='A "pier"', caption="The pier <at> dawn", credit="Tess & Co")

    save_form(desk, ADD, headline="The tide turns", body=f"<p>Before.</p>{named(picture)}<p>After.</p>")

    html = Article.objects.get().body_html
    assert html.startswith("<p>Before.</p><figure>")
    assert html.endswith(
        "<figcaption>The pier &lt;at&gt; dawn <small>Tess &amp; Co</small></figcaption></figure><p>After.</p>"
    )
    assert f'<a href="/pictures/{picture.pk}/" title="Open in full"><picture><source' in html
    assert f"/media/renditions/{picture.renditions}/whole-700.avif 700w" in html
    assert 'alt="A &quot;pier&quot;"' in html
    assert 'height="400"' in html
    assert 'loading="lazy"' in html


def test_what_the_text_says_of_it_comes_first_and_the_credit_stays() -> None:
    html = shown(named(PictureFactory.create(), said="Two <em>boats</em>", alt="Boats"))

    assert "<figcaption>Two <em>boats</em> <small>Photo desk</small></figcaption>" in html
    assert 'alt="Boats"' in html


def test_a_decorative_picture_is_told_to_nobody_wherever_it_is_shown(client: Client) -> None:
    picture = PictureFactory.create(alt="", is_decorative=True, caption="")
    article = ArticleFactory.create(lead_picture=picture, body=named(picture))

    for address in (article.get_absolute_url(), picture.get_absolute_url(), "/feeds/articles.atom", "/"):
        shown = re.findall("<img [^>]*>", unescape(client.get(address).content.decode()))
        assert shown, address
        assert all('alt=""' in img for img in shown), address


def test_a_text_may_say_what_a_decorative_picture_means_there() -> None:
    assert 'alt="Boats"' in shown(named(PictureFactory.create(alt="", is_decorative=True), alt="Boats"))


def test_a_picture_without_words_needs_no_caption() -> None:
    html = shown(named(PictureFactory.create(caption="", credit="")))

    assert "<figcaption>" not in html


@pytest.mark.parametrize("form", ['<img src="/pictures/{}/">', '<p><img src="/pictures/{}/image/"></p>'])
def test_a_picture_alone_becomes_a_figure_too(form: str) -> None:
    picture = PictureFactory.create()

    html = shown(form.format(picture.pk))

    assert html.startswith("<figure><a ")
    assert "<small>Photo desk</small>" in html


def test_a_picture_in_the_middle_of_a_line_stays_there() -> None:
    picture = PictureFactory.create()

    html = shown(f'<p>Our sign, <img src="/pictures/{picture.pk}/">, is new.</p>')

    assert "<figure>" not in html
    assert re.fullmatch(r"<p>Our sign, <a [^>]*><img [^>]*></a>, is new.</p>", html)


@pytest.mark.parametrize("src", ["/pictures/999999/", "/pictures/999999999999999999/image/"])
def test_a_picture_that_is_not_there_leaves_no_trace(src: str) -> None:
    assert shown(f'<p>One.</p><figure><img src="{src}"><figcaption>Gone</figcaption></figure>') == "<p>One.</p>"


def test_other_images_of_ours_stay_as_they_are() -> None:
    body = '<figure><img src="/media/old/map.png" alt="A map"></figure>'

    assert shown(body) == body


def test_words_that_change_in_the_library_change_in_texts_and_revisions_do_not(editor: User) -> None:
    picture = PictureFactory.create()
    article = ArticleFactory.create(body=named(picture))
    picture.caption = "A better caption"

    save_picture(picture=picture, editor=editor)

    article.refresh_from_db()
    assert "A better caption" in article.body_html
    assert article.revisions.count() == 1


def test_a_text_gets_the_renditions_that_are_finished_while_it_is_being_saved(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = PictureFactory.create(file=drawn(700, 400))

    def drawn_and_overtaken(body: str) -> DrawnBody:
        """The worker finds no text yet that shows the picture."""
        as_it_was = drawn_body(body)
        assert render_picture.enqueue(picture.pk).return_value == "made"
        return as_it_was

    monkeypatch.setattr(publishing, "drawn_body", drawn_and_overtaken)
    save_form(desk, ADD, headline="The tide turns", body=named(picture))

    picture.refresh_from_db()
    assert f"/renditions/{picture.renditions}/whole-700.avif" in Article.objects.get().body_html


def test_a_text_waits_for_renditions_that_nobody_has_begun(desk: Client) -> None:
    picture = PictureFactory.create(file=drawn(700, 400))

    save_form(desk, ADD, headline="The tide turns", body=named(picture))
    before = Article.objects.get().body_html
    render_picture.enqueue(picture.pk)

    assert "/renditions/" not in before
    assert "/renditions/" in Article.objects.get().body_html


def test_looking_again_at_what_shows_everything_changes_nothing() -> None:
    picture = made()
    ArticleFactory.create(body=named(picture))
    edition = edition_number()

    assert show_renditions.enqueue(picture.pk).return_value == "nothing to do"
    assert show_renditions.enqueue(0).return_value == "nothing to do"
    assert edition_number() == edition


def test_a_text_gets_the_renditions_when_they_are_made() -> None:
    picture = PictureFactory.create()
    article = ArticleFactory.create(body=named(picture))

    render_picture.enqueue(picture.pk)

    article.refresh_from_db()
    assert "srcset" in article.body_html


def test_a_deleted_picture_leaves_the_texts(
    editor: User, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    picture = PictureFactory.create()
    article = ArticleFactory.create(body=f"<p>One.</p>{named(picture)}")

    with django_capture_on_commit_callbacks(execute=True):
        delete_picture(picture=picture, editor=editor)

    article.refresh_from_db()
    assert article.body_html == "<p>One.</p>"


def test_the_library_knows_the_texts_that_show_a_picture(desk: Client) -> None:
    picture = PictureFactory.create()
    article = ArticleFactory.create(headline="The tide turns", body=named(picture))

    page = desk.get(f"/admin/articles/picture/{picture.pk}/change/").content.decode()

    assert f'<a href="{change_url(article)}">The tide turns</a>' in page
    assert (
        f"<code>&lt;figure&gt;&lt;img src=&quot;/pictures/{picture.pk}/image/&quot;&gt;&lt;/figure&gt;</code>" in page
    )
    assert '<td class="field-uses">1</td>' in desk.get("/admin/articles/picture/").content.decode()


def test_a_text_that_loses_its_picture_is_no_use_of_it(desk: Client) -> None:
    picture = PictureFactory.create()
    article = ArticleFactory.create(body=named(picture))

    save_form(desk, change_url(article), body="<p>Words alone.</p>")

    assert not picture.in_bodies.exists()


@pytest.mark.parametrize("name", ["", "image/"])
@pytest.mark.parametrize(("role", "draft", "is_found"), [("", False, True), ("", True, False), ("editor", True, True)])
def test_a_picture_in_a_text_is_seen_by_those_who_may_read_it(
    client: Client, name: str, role: str, draft: bool, is_found: bool
) -> None:
    picture = PictureFactory.create()
    ArticleFactory.create(body=named(picture), **({"draft": True} if draft else {}))
    if role:
        client.force_login(UserFactory.create(editor=True))

    answer = client.get(f"/pictures/{picture.pk}/{name}")

    assert (answer.status_code != 404) is is_found
    if name and is_found:
        assert answer.headers["Location"] == picture.file.url


def test_the_page_of_a_picture_leads_back_to_the_text(client: Client) -> None:
    picture = PictureFactory.create()
    article = ArticleFactory.create(headline="The tide turns", body=named(picture))

    page = client.get(picture.get_absolute_url()).content.decode()

    assert f'<a href="{article.get_absolute_url()}">Back to “The tide turns”</a>' in page


def test_feeds_show_pictures_in_texts_by_one_whole_address(client: Client) -> None:
    picture = made(700, 400)
    ArticleFactory.create(body=named(picture))

    feed = client.get("/feeds/articles.atom").content.decode()

    assert f"/media/renditions/{picture.renditions}/whole-700.jpg" in feed
    assert not re.search("srcset|picture&gt;|picture>|lazy", feed)


@pytest.mark.parametrize(
    "html",
    [
        '<img srcset="https://evil.example/a.png 1x">',
        '<picture><source srcset="/a.avif 1w, //evil.example/b.avif 2w" type="image/avif"></picture>',
        '<picture><source srcset="javascript:alert(1)" type="image/svg+xml" sizes="expression(1)"></picture>',
        '<img loading="eager" srcset="/\\\\evil.example/a 1x">',
    ],
)
def test_a_choice_of_pictures_stays_on_this_site(html: str) -> None:
    assert not re.search("evil|javascript|svg|eager", clean_article_html(html))


def test_the_editor_takes_texts_with_pictures_of_the_library_alone() -> None:
    picture = Picture(pk=7)

    assert is_plain_prose(f"<p>One.</p>{named(picture, said='Two <em>boats</em>')}")
    assert not is_plain_prose(named(picture, said="Two <pre></pre>"))
    assert not is_plain_prose('<figure><img src="/media/old/map.png"></figure>')
    assert not is_plain_prose(f'<p>Our sign <img src="/pictures/{picture.pk}/">.</p>')


@pytest.mark.parametrize("asked", ["", "?html=1"])
def test_a_picture_without_an_address_is_never_stored(desk: Client, asked: str) -> None:
    body = '<p>One.</p><figure class="figure"><img></figure><figure><img src=""><figcaption>Two.</figcaption></figure>'

    save_form(desk, ADD + asked, headline="The tide turns", body=body)

    article = Article.objects.get()
    assert (article.body, article.body_html) == ("<p>One.</p><p>Two.</p>",) * 2


@pytest.mark.parametrize("left_over", ['<figure><img alt="The pier"></figure>', "<figure></figure><p></p>"])
def test_what_an_editor_once_left_over_makes_no_new_text_by_itself(desk: Client, left_over: str) -> None:
    article = ArticleFactory.create(body=f"<p>Before.</p>{left_over}")

    save_form(desk, change_url(article), slug="another-address")
    with_note = save_form(desk, change_url(article), note="Nothing new.")

    article.refresh_from_db()
    assert (article.slug, article.revisions.count()) == ("another-address", 1)
    assert article.body.endswith(left_over)
    assert with_note.status_code == 200


def test_a_text_that_holds_a_picture_without_an_address_opens_in_the_editor(desk: Client) -> None:
    article = ArticleFactory.create(body='<p>One.</p><figure class="figure"><img></figure>')

    page = desk.get(change_url(article))

    assert page.context["adminform"].form["body"].value() == "<p>One.</p>"
    assert "data-django-prose-editor-configurable" in page.content.decode()


def test_lines_below_a_picture_on_which_nothing_was_written_are_not_stored(desk: Client) -> None:
    picture = PictureFactory.create()
    article = ArticleFactory.create(body=f"{named(picture)}<p>After.</p>")

    save_form(desk, change_url(article), body=f"{named(picture)}<p></p><p>After.</p>")
    save_form(desk, change_url(article), body=f"{named(picture)}<p></p><p></p><p>After.</p><p></p><p>End.</p>")

    assert [revision.body for revision in article.revisions.all()] == [
        f"{named(picture)}<p>After.</p><p></p><p>End.</p>",
        f"{named(picture)}<p>After.</p>",
    ]


def test_an_editor_chooses_from_the_library_by_words(desk: Client) -> None:
    wall = PictureFactory.create(caption="The harbour wall")
    PictureFactory.create(caption="The town hall")
    PictureFactory.create(caption="A wall that was lost", file="")

    page = desk.get("/admin/articles/picture/choosing/", {"q": "wall", "CKEditorFuncNum": "-1"}).content.decode()

    assert re.findall(r'data-picture="(\d+)"', page) == [str(wall.pk)]
    assert f'data-address="/pictures/{wall.pk}/image/"' in page


def test_the_library_to_choose_from_is_for_editors(client: Client, moderator: User) -> None:
    client.force_login(moderator)

    assert client.get("/admin/articles/picture/choosing/").status_code in {302, 403}


@pytest.mark.parametrize("number", [1, 30])
def test_choosing_asks_the_database_as_often_whatever_there_is(
    desk: Client, number: int, django_assert_max_num_queries: Any
) -> None:
    PictureFactory.create_batch(number)
    desk.get("/admin/articles/picture/choosing/")

    with django_assert_max_num_queries(6):
        desk.get("/admin/articles/picture/choosing/")
