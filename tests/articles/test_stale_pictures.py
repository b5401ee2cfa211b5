"""A page that describes pictures and was open while a colleague worked undoes nothing of theirs."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles.models import Picture
from tests.articles.desk import errors_of, filled_in, save_form, told
from tests.articles.shown_form import as_it_came
from tests.articles.test_pictures import drawn
from tests.factories import PictureFactory

pytestmark = pytest.mark.django_db

Form = dict[str, Any]


def form_of(picture: Picture) -> str:
    return f"/admin/articles/picture/{picture.pk}/change/"


def send(desk: Client, picture: Picture, form: Form, **changes: Any) -> Any:
    answer = desk.post(form_of(picture), {**form, **changes, "_continue": "yes"})
    picture.refresh_from_db()
    return answer


def describing(*pictures: Picture) -> str:
    return "/admin/articles/picture/describing/?" + "&".join(f"picture={picture.pk}" for picture in pictures)


def row(number: int, **words: str) -> Form:
    return {f"form-{number}-{name}": value for name, value in words.items()}


def describe(desk: Client, pictures: list[Picture], form: Form, *rows: Form) -> Any:
    answer = desk.post(describing(*pictures), {name: said for words in (form, *rows) for name, said in words.items()})
    for picture in pictures:
        picture.refresh_from_db()
    return answer


@pytest.fixture
def picture(db: None) -> Picture:
    return PictureFactory.create(alt="A wall", caption="", credit="")


@pytest.fixture
def two(db: None) -> list[Picture]:
    return PictureFactory.create_batch(2, alt="", caption="", credit="")


def test_a_credit_and_points_that_a_colleague_gave_stay(desk: Client, picture: Picture) -> None:
    form = filled_in(desk, form_of(picture))
    points = {"focal_x": "0.1", "focal_y": "0.9", "card_focal_x": "0.2", "card_focal_y": "0.3"}
    save_form(desk, form_of(picture), file="", credit="Tess", **points)

    answer = send(desk, picture, form, caption="The harbour wall")

    assert answer.status_code == 302
    assert (picture.caption, picture.credit, picture.alt) == ("The harbour wall", "Tess", "A wall")
    assert (picture.focal_point(), picture.focal_point("card")) == ((0.1, 0.9), (0.2, 0.3))
    assert "it stays as they left it: Credit, Focal point, from the left" in told(answer)


def test_a_file_that_a_colleague_replaced_stays(desk: Client, picture: Picture) -> None:
    form = filled_in(desk, form_of(picture))
    save_form(desk, form_of(picture), file=SimpleUploadedFile("wall.png", drawn("PNG", (30, 20))))
    replaced = Picture.objects.get()

    send(desk, picture, form, caption="The harbour wall")

    assert (picture.caption, picture.file, picture.digest) == ("The harbour wall", replaced.file, replaced.digest)


def test_what_both_have_said_of_a_picture_is_asked_about_once(desk: Client, picture: Picture) -> None:
    form = filled_in(desk, form_of(picture))
    save_form(desk, form_of(picture), file="", alt="A quay")

    refused = send(desk, picture, form, alt="A harbour")

    assert "Theirs: A quay." in errors_of(refused)["alt"][0]
    assert picture.alt == "A quay"
    assert send(desk, picture, as_it_came(refused)).status_code == 302
    assert picture.alt == "A harbour"


def test_a_point_is_of_one_editor_as_a_whole(desk: Client, picture: Picture) -> None:
    form = filled_in(desk, form_of(picture))
    save_form(desk, form_of(picture), file="", focal_x="0.1", face_focal_x="0.2", face_focal_y="0.3")

    refused = send(desk, picture, form, focal_y="0.9")

    assert errors_of(refused).keys() == {"focal_x"}
    assert "Theirs: 0.1." in errors_of(refused)["focal_x"][0]
    assert send(desk, picture, as_it_came(refused)).status_code == 302
    assert (picture.focal_point(), picture.focal_point("face")) == ((0.5, 0.9), (0.2, 0.3))


def test_who_describes_what_a_colleague_has_called_decorative_is_asked(desk: Client) -> None:
    picture = PictureFactory.create(file="", alt="")
    form = filled_in(desk, form_of(picture))
    save_form(desk, form_of(picture), is_decorative="on")

    refused = send(desk, picture, form, alt="A wall")

    assert "take out either this tick or the sentence" in errors_of(refused)["is_decorative"][0]
    assert "it stays as they left it: Is decorative." in told(refused)
    assert as_it_came(refused)["is_decorative"] == "on"


def test_of_several_those_that_a_colleague_has_described_stay_so(desk: Client, two: list[Picture]) -> None:
    form = filled_in(desk, describing(*two))
    theirs = row(0, alt="A wall", caption="The wall", credit="Tess")
    describe(desk, two, filled_in(desk, describing(*two)), theirs)

    answer = describe(desk, two, form, row(1, alt="A quay"))

    assert answer.status_code == 302
    assert [(one.alt, one.caption, one.credit) for one in two] == [("A wall", "The wall", "Tess"), ("A quay", "", "")]
    assert "“The wall” (Text for those who cannot see it, Caption, Credit)." in told(answer)


def test_of_one_of_several_each_says_a_part(desk: Client, two: list[Picture]) -> None:
    form = filled_in(desk, describing(*two))
    describe(desk, two, filled_in(desk, describing(*two)), row(0, is_decorative="on", credit="Tess"))

    describe(desk, two, form, row(0, caption="The wall"))

    assert (two[0].is_decorative, two[0].credit, two[0].caption) == (True, "Tess", "The wall")


def test_what_both_have_said_of_one_of_several_is_asked_about_once(desk: Client, two: list[Picture]) -> None:
    form = filled_in(desk, describing(*two))
    describe(desk, two, filled_in(desk, describing(*two)), row(0, alt="A wall", credit="Tess"))

    refused = describe(desk, two, form, row(0, alt="A quay"), row(1, alt="A boat"))

    assert "Theirs: A wall." in refused.context["formset"].errors[0]["alt"][0]
    assert [one.alt for one in two] == ["A wall", ""]
    assert "(Credit)." in told(refused)
    again = describe(desk, two, as_it_came(refused))
    assert again.status_code == 302
    assert [(one.alt, one.credit) for one in two] == [("A quay", "Tess"), ("A boat", "")]
    assert "2 pictures were described." in told(again)
