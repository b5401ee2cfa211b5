"""Editors upload pictures, describe them and find where they are used."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test import Client
from PIL import Image

from accounts.models import User
from articles.models import Picture
from tests.articles.desk import errors_of, filled_in, save_form
from tests.factories import ArticleFactory, BylineFactory, PictureFactory

ADD = "/admin/articles/picture/add/"


def drawn(format_name: str = "PNG", colour: str = "teal") -> bytes:
    written = BytesIO()
    Image.new("RGB", (30, 20), colour).save(written, format_name)
    return written.getvalue()


def upload(desk: Client, content: bytes, name: str = "photo.png", url: str = ADD, **facts: str) -> Any:
    file = SimpleUploadedFile(name, content, content_type="image/png")
    return save_form(desk, url, **{"file": file, "alt": "A wall", **facts})


def change_url(picture: Picture) -> str:
    return f"/admin/articles/picture/{picture.pk}/change/"


def test_a_picture_is_uploaded_with_what_readers_are_told(desk: Client, editor: User) -> None:
    upload(desk, drawn(), alt="A wall", caption="The harbour wall", credit="Tess", focal_x="0.25")

    picture = Picture.objects.get()
    assert (picture.alt, picture.caption, picture.credit) == ("A wall", "The harbour wall", "Tess")
    assert (picture.focal_x, picture.focal_y) == (0.25, 0.5)
    assert (picture.width, picture.height, picture.uploaded_by) == (30, 20, editor)


def test_a_picture_may_be_decorative_instead_of_described(desk: Client) -> None:
    upload(desk, drawn(), alt="", is_decorative="on")

    picture = Picture.objects.get()
    assert picture.is_decorative
    assert picture.is_described


@pytest.mark.parametrize(
    ("facts", "field", "sentence"),
    [
        ({"alt": ""}, "alt", "Say in a sentence what the picture shows, or tick that it is decorative"),
        ({"alt": "  "}, "alt", "Say in a sentence what the picture shows, or tick that it is decorative"),
        ({"alt": "A wall", "is_decorative": "on"}, "is_decorative", "take out either this tick or the sentence"),
    ],
    ids=["neither", "spaces", "both"],
)
def test_a_picture_is_either_described_or_decorative(
    desk: Client, facts: dict[str, str], field: str, sentence: str
) -> None:
    answer = upload(desk, drawn(), credit="Kept", **facts)

    assert [*errors_of(answer)] == [field]
    assert sentence in errors_of(answer)[field][0]
    assert 'value="Kept"' in answer.content.decode()
    assert not Picture.objects.exists()


AGAIN = "Please choose the file again"


def test_a_new_picture_that_is_refused_is_asked_for_again_and_not_shown(desk: Client) -> None:
    page = upload(desk, drawn(), alt="").content.decode()

    assert page.count(AGAIN) == 1
    assert "/media/" not in page
    assert "30 × 20" not in page
    assert 'data-picture="" ' in page
    assert AGAIN not in desk.get(ADD).content.decode()


def test_a_file_that_was_to_replace_a_picture_and_is_refused_is_asked_for_again(desk: Client) -> None:
    picture = PictureFactory.create()

    answer = upload(desk, drawn(), url=change_url(picture), alt="")

    page = answer.content.decode()
    assert page.count(AGAIN) == 1
    assert {*re.findall(r"/media/[^\"]+", page)} == {picture.file.url}
    assert "64 × 48" in page
    assert AGAIN not in save_form(desk, change_url(picture), file="", alt="").content.decode()


def test_for_a_text_the_file_is_asked_for_again_too(desk: Client) -> None:
    data = {"file": SimpleUploadedFile("photo.png", drawn()), "alt": ""}

    assert AGAIN in desk.post("/admin/articles/picture/choosing/", data).content.decode()


def test_a_file_that_is_no_picture_is_not_asked_for_again(desk: Client) -> None:
    assert AGAIN not in upload(desk, b"<html>").content.decode()


def test_a_new_picture_has_a_file(desk: Client) -> None:
    """Also where the file was chosen once, and the form came back without it."""
    answer = save_form(desk, ADD, alt="A wall")

    assert errors_of(answer) == {"file": ["This field is required."]}
    assert not Picture.objects.exists()


def test_a_picture_that_an_archive_lost_needs_no_description(desk: Client) -> None:
    picture = PictureFactory.create(file="", alt="", caption="Lost at sea")

    save_form(desk, change_url(picture), credit="The archive")

    picture.refresh_from_db()
    assert picture.credit == "The archive"


def test_the_database_keeps_no_decorative_picture_with_a_description(db: None) -> None:
    with pytest.raises(IntegrityError):
        PictureFactory.create(alt="A wall", is_decorative=True)


def test_the_stored_file_has_a_name_of_our_own(desk: Client) -> None:
    upload(desk, drawn("JPEG"), name="x" * 300 + ".php.png")

    name = str(Picture.objects.get().file.name)
    assert name.startswith("pictures/")
    assert name.endswith(".jpg")
    assert "php" not in name


def test_a_file_that_is_no_picture_is_refused_beside_the_field(desk: Client) -> None:
    answer = upload(desk, b"<html>", alt="Kept while the file is refused")

    assert answer.status_code == 200
    assert errors_of(answer)["file"][0].startswith("This file cannot be read as a picture")
    assert "Kept while the file is refused" in answer.content.decode()
    assert not Picture.objects.exists()


def test_an_empty_file_is_refused_beside_the_field(desk: Client) -> None:
    assert [*errors_of(upload(desk, b""))] == ["file"]


def test_a_replaced_file_is_deleted(desk: Client, django_capture_on_commit_callbacks: Any) -> None:
    upload(desk, drawn(), alt="First")
    picture = Picture.objects.get()
    before = Path(picture.file.path)

    with django_capture_on_commit_callbacks(execute=True):
        upload(desk, drawn("JPEG", "red"), url=change_url(picture))

    picture.refresh_from_db()
    assert str(picture.file.name).endswith(".jpg")
    assert Path(picture.file.path).exists()
    assert not before.exists()


def test_a_file_is_never_taken_out_of_what_shows_it(desk: Client) -> None:
    upload(desk, drawn(), alt="First")
    picture = Picture.objects.get()

    assert "file-clear" not in desk.get(change_url(picture)).content.decode()
    desk.post(change_url(picture), {**filled_in(desk, change_url(picture)), "file-clear": "on"})

    assert Picture.objects.get().file == picture.file


def test_words_change_without_touching_the_file(desk: Client, django_capture_on_commit_callbacks: Any) -> None:
    picture = PictureFactory.create()
    name = picture.file.name

    with django_capture_on_commit_callbacks(execute=True):
        save_form(desk, change_url(picture), file="", credit="Somebody else")

    picture.refresh_from_db()
    assert (picture.file.name, picture.credit) == (name, "Somebody else")
    assert Path(picture.file.path).exists()


@pytest.mark.parametrize("several", [False, True], ids=["from its form", "from the list"])
def test_a_deleted_picture_takes_its_file_along(
    desk: Client, several: bool, django_capture_on_commit_callbacks: Any
) -> None:
    picture = PictureFactory.create()
    article = ArticleFactory.create(lead_picture=picture)

    with django_capture_on_commit_callbacks(execute=True):
        if several:
            chosen = {"action": "delete_selected", "_selected_action": [picture.pk], "post": "yes"}
            desk.post("/admin/articles/picture/", chosen)
        else:
            desk.post(f"/admin/articles/picture/{picture.pk}/delete/", {"post": "yes"})

    article.refresh_from_db()
    assert article.lead_picture is None
    assert not Picture.objects.exists()
    assert not (Path(settings.MEDIA_ROOT) / str(picture.file.name)).exists()


@pytest.mark.parametrize("is_used", [True, False])
def test_whoever_deletes_a_picture_is_told_where_it_is_used(desk: Client, is_used: bool) -> None:
    picture = PictureFactory.create()
    article = ArticleFactory.create(headline="The tide turns", lead_picture=picture if is_used else None)

    page = desk.get(f"/admin/articles/picture/{picture.pk}/delete/").content.decode()

    assert ("This picture is in use" in page) is is_used
    assert (f'<a href="/admin/articles/article/{article.pk}/change/">' in page) is is_used


def test_a_picture_says_where_it_is_used(desk: Client) -> None:
    picture = PictureFactory.create()
    article = ArticleFactory.create(headline="The tide <turns>", lead_picture=picture)
    byline = BylineFactory.create(name="Tess", portrait=picture)

    page = desk.get(change_url(picture)).content.decode()

    assert f'<a href="/admin/articles/article/{article.pk}/change/">The tide &lt;turns&gt;</a>' in page
    assert f'<a href="/admin/articles/byline/{byline.pk}/change/">Tess</a>' in page
    assert '<td class="field-uses">2</td>' in desk.get("/admin/articles/picture/").content.decode()


def test_the_list_shows_thumbnails(desk: Client) -> None:
    picture = PictureFactory.create(alt='A "wall"')

    page = desk.get("/admin/articles/picture/").content.decode()

    assert f'<img src="{picture.file.url}" alt="A &quot;wall&quot;" width="64" height="48" loading="lazy"' in page


def test_a_picture_that_an_archive_lost_is_listed_without_one(desk: Client) -> None:
    picture = PictureFactory.create(file="", caption="Lost at sea")

    assert "Lost at sea" in desk.get("/admin/articles/picture/").content.decode()
    assert desk.get(change_url(picture)).status_code == 200


@pytest.mark.parametrize("share", ["-0.1", "1.5", "left"])
def test_a_focal_point_lies_within_the_picture(desk: Client, share: str) -> None:
    answer = upload(desk, drawn(), focal_x=share)

    assert [*errors_of(answer)] == ["focal_x"]


@pytest.mark.parametrize("cut", ["card", "face", "share"])
def test_a_cut_has_a_point_of_its_own_in_both_directions_or_in_none(desk: Client, cut: str) -> None:
    half = upload(desk, drawn(), **{f"{cut}_focal_x": "0.2"})
    whole = upload(desk, drawn(), focal_x="0.9", **{f"{cut}_focal_x": "0.2", f"{cut}_focal_y": "0.3"})

    assert errors_of(half) == {
        f"{cut}_focal_y": ["Say how far the point lies from the left and from the top, or leave both blank."]
    }
    assert whole.status_code == 302
    picture = Picture.objects.get()
    assert {name: picture.focal_point(name) for name in ("", "card", "face", "share")} == {
        **dict.fromkeys(("", "card", "face", "share"), (0.9, 0.5)),
        cut: (0.2, 0.3),
    }


def test_the_form_shows_every_cut_without_script(desk: Client) -> None:
    picture = PictureFactory.create(
        file__width=800,
        file__height=500,
        focal_x=0.25,
        face_focal_x=1.0,
        face_focal_y=0.5,
        share_focal_x=0,
        share_focal_y=0,
    )

    page = desk.get(change_url(picture)).content.decode()

    assert re.findall(r'<svg viewBox="([^"]*)" aria', page) == [
        "0.0 0.0 800.0 500.0",
        "300.0 0.0 500.0 500.0",
        "0.0 0.0 800.0 226.7",
    ]
    assert '<circle class="focal-mark" cx="200" cy="250"' in page


def test_a_picture_is_found_by_its_words(desk: Client) -> None:
    PictureFactory.create(caption="The harbour wall")
    PictureFactory.create(caption="The town hall")

    answer = desk.get("/admin/articles/picture/", {"q": "wall"})

    assert [picture.caption for picture in answer.context["cl"].result_list] == ["The harbour wall"]
