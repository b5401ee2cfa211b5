"""The library as editors keep it: several at once, found by what is missing, twins noticed, deleted with a warning."""

import re
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from articles.actions.illustrating import save_picture
from articles.models import Article, Picture
from tests.articles.desk import count_queries, filled_in, save_form
from tests.articles.shown_form import as_it_came
from tests.articles.test_body_pictures import named
from tests.articles.test_pictures import drawn
from tests.articles.test_renditions import made
from tests.factories import ArticleFactory, BylineFactory, PictureFactory, UserFactory

pytestmark = pytest.mark.django_db

LIBRARY = "/admin/articles/picture/"
SEVERAL = f"{LIBRARY}several/"


def sent(*contents: bytes) -> dict[str, list[SimpleUploadedFile]]:
    return {"files": [SimpleUploadedFile(f"photo{number}.png", content) for number, content in enumerate(contents)]}


def red(shade: int) -> bytes:
    return drawn("PNG", (20 + shade, 20))


def words_of(*pictures: Picture, **changes: str) -> dict[str, Any]:
    """What the page of several sends; `changes` of the first."""
    data: dict[str, Any] = {"form-TOTAL_FORMS": len(pictures), "form-INITIAL_FORMS": len(pictures)}
    for number, picture in enumerate(pictures):
        data |= {f"form-{number}-{name}": getattr(picture, name) for name in ("id", "alt", "caption", "credit")}
    return data | {f"form-0-{name}": value for name, value in changes.items()}


def found(desk: Client, **query: str) -> set[str]:
    return {str(picture) for picture in desk.get(LIBRARY, query).context["cl"].result_list}


def test_the_good_ones_of_several_are_kept_and_each_other_is_named_with_its_reason(desk: Client, editor: User) -> None:
    answer = desk.post(SEVERAL, sent(red(1), b"<html>", red(2)), follow=True)

    page = answer.content.decode()
    assert Picture.objects.filter(uploaded_by=editor).count() == 2
    assert "2 pictures were added." in page
    assert "“photo1.png”: This file cannot be read as a picture" in page
    assert "photo0.png" not in page
    assert page.count('<div class="describing-picture">') == 2


def test_where_no_picture_is_good_the_form_comes_back(desk: Client) -> None:
    answer = desk.post(SEVERAL, sent(b"<html>", b""))

    assert answer.status_code == 200
    assert answer.content.decode().count("This file cannot be read as a picture") == 2


@pytest.mark.parametrize(("count", "sentence"), [(0, "Please choose one picture"), (21, "Please upload at most 20")])
def test_none_and_too_many_are_refused_beside_the_field(desk: Client, count: int, sentence: str) -> None:
    answer = desk.post(SEVERAL, sent(*[b"x"] * count))

    assert re.search(rf'<ul class="errorlist" id="files-error"><li>[^<]*{sentence}', answer.content.decode())
    assert not Picture.objects.exists()


def test_several_are_described_on_one_page_and_the_untouched_wait(desk: Client) -> None:
    one, other = PictureFactory.create_batch(2, alt="")
    url = f"{LIBRARY}describing/?picture={one.pk}&picture={other.pk}&picture=x"

    answer = desk.post(url, words_of(one, other, alt="A wall", credit="Tess"))

    assert answer.status_code == 302
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.alt, one.credit, other.alt) == ("A wall", "Tess", "")


def test_who_touches_one_of_several_describes_it(desk: Client) -> None:
    picture = PictureFactory.create(alt="")

    answer = desk.post(f"{LIBRARY}describing/?picture={picture.pk}", words_of(picture, credit="Kept"))

    assert "Say in a sentence what the picture shows" in answer.content.decode()
    assert 'value="Kept"' in answer.content.decode()


def test_a_picture_that_was_deleted_meanwhile_keeps_no_other_from_being_described(desk: Client) -> None:
    gone, stays = PictureFactory.create_batch(2, alt="")
    url = f"{LIBRARY}describing/?picture={gone.pk}&picture={stays.pk}"
    form = filled_in(desk, url)
    gone.delete()

    page = desk.post(url, {**form, "form-0-alt": "A wall", "form-1-alt": "A quay"}, follow=True).content.decode()

    stays.refresh_from_db()
    assert stays.alt == "A quay"
    assert "1 picture was deleted since you opened this page, and is left out." in page
    assert "1 picture was described." in page
    assert not Picture.objects.exclude(pk=stays.pk).exists()


def test_a_page_that_comes_back_has_left_out_what_was_deleted_and_says_so_once(desk: Client) -> None:
    gone, stays = PictureFactory.create_batch(2, alt="")
    url = f"{LIBRARY}describing/?picture={gone.pk}&picture={stays.pk}"
    form = filled_in(desk, url)
    gone.delete()

    refused = desk.post(url, {**form, "form-0-alt": "A wall", "form-1-credit": "Tess"})
    again = desk.post(url, {**as_it_came(refused), "form-1-alt": "A quay"}, follow=True)

    assert "Say in a sentence what the picture shows" in refused.content.decode()
    assert refused.content.decode().count('<div class="describing-picture">') == 1
    assert "1 picture was deleted" in refused.content.decode()
    assert "was deleted" not in again.content.decode()
    stays.refresh_from_db()
    assert (stays.alt, stays.credit) == ("A quay", "Tess")


def test_where_all_were_deleted_meanwhile_that_is_said(desk: Client) -> None:
    pictures = PictureFactory.create_batch(2, alt="")
    url = f"{LIBRARY}describing/?" + "&".join(f"picture={picture.pk}" for picture in pictures)
    form = filled_in(desk, url)
    Picture.objects.all().delete()

    page = desk.post(url, {**form, "form-0-alt": "A wall"}, follow=True).content.decode()

    assert "2 pictures were deleted since you opened this page, and are left out." in page


def test_nothing_sent_describes_nothing(desk: Client) -> None:
    picture = PictureFactory.create(alt="")

    answer = desk.post(f"{LIBRARY}describing/?picture={picture.pk}")

    assert answer.status_code == 200
    assert "deleted" not in answer.content.decode()


def test_the_chosen_ones_of_the_list_are_described_together(desk: Client) -> None:
    pictures = PictureFactory.create_batch(2)
    chosen = {"action": "describe_chosen", "_selected_action": [picture.pk for picture in pictures]}

    page = desk.post(LIBRARY, chosen, follow=True).content.decode()

    assert page.count('<div class="describing-picture">') == 2


def test_no_two_columns_of_the_list_have_the_same_name(desk: Client) -> None:
    PictureFactory.create()

    page = desk.get(LIBRARY).content.decode()

    [row] = re.findall(r"<thead>.*?</thead>", page, re.DOTALL)
    names = [re.sub(r"<[^>]*>", "", name) for name in re.findall(r'<div class="text">(.*?)</div>', row)]
    assert len(names) > 4
    assert len(set(names)) == len(names)


def test_the_list_is_narrowed_by_use_and_by_what_is_missing(desk: Client) -> None:
    PictureFactory.create(caption="unused")
    BylineFactory.create(portrait=PictureFactory.create(caption="portrait"))
    ArticleFactory.create(lead_picture=PictureFactory.create(caption="undescribed", alt=""))
    ArticleFactory.create(body=named(PictureFactory.create(caption="uncredited", credit="")))
    ArticleFactory.create(lead_picture=PictureFactory.create(caption="decorative", alt="", is_decorative=True))

    assert found(desk, use="none") == {"unused"}
    assert found(desk, use="portrait") == {"portrait"}
    assert found(desk, lacks="alt") == {"undescribed"}
    assert found(desk, lacks="credit") == {"uncredited"}
    assert len(found(desk)) == 5


def test_who_deletes_several_is_told_which_are_in_use_and_where(desk: Client) -> None:
    led, unused = PictureFactory.create(caption="The wall"), PictureFactory.create(caption="The hall")
    article = ArticleFactory.create(headline="The tide turns", lead_picture=led)
    chosen = {"action": "delete_selected", "_selected_action": [led.pk, unused.pk]}

    page = desk.post(LIBRARY, chosen).content.decode()

    [warning] = re.findall(r'<div class="errornote">.*?</div>', page, re.DOTALL)
    assert "The wall (1 use):" in warning
    assert f'<a href="/admin/articles/article/{article.pk}/change/">The tide turns</a>' in warning
    assert "The hall" not in warning
    assert Picture.objects.count() == 2


def test_nothing_is_said_of_pictures_that_nobody_shows(desk: Client) -> None:
    chosen = {"action": "delete_selected", "_selected_action": [PictureFactory.create().pk]}

    assert "errornote" not in desk.post(LIBRARY, chosen).content.decode()


def in_library(editor: User) -> Picture:
    return save_picture(picture=Picture(file=ContentFile(red(1), name="a.png"), alt="First"), editor=editor)


def twin_of(picture: Picture, editor: User, **facts: str) -> Picture:
    with picture.file.open() as file:
        copy = ContentFile(file.read(), name="copy.png")
    return save_picture(picture=Picture(file=copy, **facts), editor=editor)


def test_uploading_a_picture_again_offers_the_one_that_was_there(desk: Client) -> None:
    for alt in ("First", "Another"):
        answer = save_form(desk, f"{LIBRARY}add/", file=SimpleUploadedFile("a.png", red(1)), alt=alt)

    new, old = Picture.objects.order_by("-pk")
    assert answer.headers["Location"] == f"{LIBRARY}{new.pk}/twins/"
    page = desk.get(answer.headers["Location"]).content.decode()
    assert re.findall(r'name="take" value="(\d*)"', page) == [str(old.pk), ""]


def test_taking_the_one_that_was_there_drops_the_new_one(desk: Client, editor: User) -> None:
    old = in_library(editor)
    new = twin_of(old, editor)

    answer = desk.post(f"{LIBRARY}{new.pk}/twins/", {"take": old.pk})

    assert answer.headers["Location"] == f"{LIBRARY}{old.pk}/change/"
    assert not Picture.objects.filter(pk=new.pk).exists()


@pytest.mark.parametrize("take", ["", "x", "999999999999"])
def test_both_may_stay(desk: Client, editor: User, take: str) -> None:
    old = in_library(editor)
    new = twin_of(old, editor)

    answer = desk.post(f"{LIBRARY}{new.pk}/twins/", {"take": take})

    assert answer.headers["Location"] == f"{LIBRARY}{new.pk}/change/"
    assert Picture.objects.filter(pk__in=[old.pk, new.pk]).count() == 2


def test_a_twin_that_is_shown_somewhere_stays_in_any_case(desk: Client, editor: User) -> None:
    old = in_library(editor)
    new = twin_of(old, editor)
    article = ArticleFactory.create(lead_picture=new)

    desk.post(f"{LIBRARY}{new.pk}/twins/", {"take": old.pk})

    article.refresh_from_db()
    assert article.lead_picture == new


def test_the_window_that_waits_for_a_picture_gets_the_one_that_was_there(desk: Client, editor: User) -> None:
    old = in_library(editor)
    new, newer = twin_of(old, editor), twin_of(old, editor)

    popup = desk.post(f"{LIBRARY}{new.pk}/twins/?_popup=1", {"take": old.pk})
    text = desk.post(f"{LIBRARY}{newer.pk}/twins/?CKEditorFuncNum=-3", {"take": old.pk})

    assert f"&quot;value&quot;: &quot;{old.pk}&quot;" in popup.content.decode()
    assert text.headers["Location"] == f"{LIBRARY}choosing/?taken={old.pk}&CKEditorFuncNum=-3"


def test_the_worker_notices_twins_among_pictures_of_before(desk: Client) -> None:
    one, other = made(), made()

    page = desk.get(f"{LIBRARY}{one.pk}/change/").content.decode()

    assert Picture.objects.twins_of(one).get() == other
    assert f'<a href="{LIBRARY}{other.pk}/change/">' in page


def test_a_picture_is_uploaded_described_and_placed_from_the_text(desk: Client) -> None:
    file = SimpleUploadedFile("a.png", red(1))
    data = {"file": file, "alt": "A wall", "caption": "The wall", "credit": "Tess", "CKEditorFuncNum": "-7"}

    answer = desk.post(f"{LIBRARY}choosing/", data, follow=True)

    picture = Picture.objects.get()
    assert answer.redirect_chain[-1][0] == f"{LIBRARY}choosing/?taken={picture.pk}&CKEditorFuncNum=-7"
    [taken] = re.findall(r"<ul class=\"library\" data-taken>.*?</ul>", answer.content.decode(), re.DOTALL)
    assert f'data-address="/pictures/{picture.pk}/image/"' in taken
    assert (picture.alt, picture.caption, picture.credit) == ("A wall", "The wall", "Tess")


def test_a_picture_for_a_text_that_is_refused_keeps_the_words(desk: Client) -> None:
    file = SimpleUploadedFile("a.png", b"<html>")

    page = desk.post(f"{LIBRARY}choosing/", {"file": file, "alt": "Kept", "CKEditorFuncNum": "-7"}).content.decode()

    assert "This file cannot be read as a picture" in page
    assert 'value="Kept"' in page
    assert 'name="CKEditorFuncNum" value="-7"' in page
    assert '<details class="library-upload" open>' in page


PAGES = ("several/", "describing/", "choosing/", "{}/twins/")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["reader", "moderator"])
def test_the_library_is_for_editors(client: Client, request: pytest.FixtureRequest, page: str, who: str) -> None:
    path = LIBRARY + page.format(PictureFactory.create().pk)
    client.force_login(request.getfixturevalue(who))

    assert {client.get(path).status_code, client.post(path).status_code} <= {302, 403}
    assert Picture.objects.count() == 1


@pytest.mark.parametrize("page", PAGES)
def test_who_may_enter_the_desk_and_not_change_articles_stays_outside(client: Client, page: str) -> None:
    path = LIBRARY + page.format(PictureFactory.create().pk)
    client.force_login(UserFactory.create(is_staff=True))

    assert {client.get(path).status_code, client.post(path).status_code} == {403}


@pytest.mark.parametrize("page", PAGES)
def test_an_editor_opens_every_page_of_the_library(desk: Client, page: str) -> None:
    assert desk.get(LIBRARY + page.format(PictureFactory.create().pk)).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_nobody_sees_the_library_without_signing_in(client: Client, page: str) -> None:
    picture = PictureFactory.create()

    answer = client.get(LIBRARY + page.format(picture.pk))

    assert answer.status_code == 302
    assert "login" in answer.headers["Location"]


def test_a_picture_that_is_gone_has_no_twins(desk: Client) -> None:
    assert desk.get(f"{LIBRARY}999999/twins/").status_code == 404


def test_describing_more_asks_the_database_as_often(desk: Client) -> None:
    pictures = PictureFactory.create_batch(12)
    few, many = ("&".join(f"picture={picture.pk}" for picture in some) for some in (pictures[:2], pictures))

    assert count_queries(desk, f"{LIBRARY}describing/?{few}") == count_queries(desk, f"{LIBRARY}describing/?{many}")


def test_a_body_still_shows_what_was_taken(desk: Client, editor: User) -> None:
    old = in_library(editor)
    article = ArticleFactory.create(body=named(old))
    new = twin_of(old, editor)

    desk.post(f"{LIBRARY}{new.pk}/twins/", {"take": old.pk})

    assert Article.objects.get(pk=article.pk).body_pictures.get() == old
