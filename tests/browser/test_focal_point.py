"""The focal point is set on the picture itself: by pointer, by keys, on a file just chosen, and without script."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, Route, expect

from accounts.models import User
from articles.models import Picture
from tests.browser.conftest import OpenPage
from tests.factories import PictureFactory

ADD = "/admin/articles/picture/add/"
BOARD = ".focal-picture canvas"


def form_of(picture: Picture) -> str:
    return f"/admin/articles/picture/{picture.pk}/change/"


@pytest.fixture
def picture(db: None) -> Picture:
    return PictureFactory.create(file__width=400, file__height=200)


def save(page: Page) -> None:
    page.click("[name=_continue]")
    page.wait_for_selector(".messagelist .success")


def press_at(page: Page, x: float, y: float) -> None:
    box = page.locator(BOARD).bounding_box()
    assert box
    page.locator(BOARD).click(position={"x": box["width"] * x, "y": box["height"] * y})


def test_pressing_on_the_picture_sets_its_point(open_page: OpenPage, editor: User, picture: Picture) -> None:
    page = open_page(form_of(picture), reader=editor)

    press_at(page, 0.25, 0.75)
    expect(page.locator(".focal output")).to_have_text("25 % from the left, 75 % from the top")
    save(page)

    picture.refresh_from_db()
    assert picture.focal_point() == pytest.approx((0.25, 0.75), abs=0.01)


def test_keys_give_a_cut_a_point_of_its_own_and_take_it_back(
    open_page: OpenPage, editor: User, picture: Picture
) -> None:
    page = open_page(form_of(picture), reader=editor)

    page.get_by_label("Portraits").first.check()
    page.focus(BOARD)
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("ArrowUp")
    save(page)
    picture.refresh_from_db()
    moved = (picture.focal_point(), picture.focal_point("face"), picture.focal_point("card"))
    page.get_by_label("Portraits").first.check()
    page.click("text=As in all cuts")
    save(page)

    assert moved == ((0.5, 0.5), (0.6, 0.49), (0.5, 0.5))
    picture.refresh_from_db()
    assert picture.face_focal_x is None


def red_beside_blue() -> FilePayload:
    written = BytesIO()
    image = Image.new("RGB", (300, 100), "blue")
    image.paste("red", (0, 0, 100, 100))
    image.save(written, "PNG")
    return {"name": "a.png", "mimeType": "image/png", "buffer": written.getvalue()}


def test_a_file_that_was_only_just_chosen_is_shown_with_its_cuts(open_page: OpenPage, editor: User) -> None:
    page = open_page(ADD, reader=editor)

    expect(page.locator(".focal")).to_be_hidden()
    page.set_input_files("#id_file", red_beside_blue())
    press_at(page, 0.05, 0.5)

    face = "canvas => [...canvas.getContext('2d').getImageData(180, 180, 1, 1).data]"
    assert page.eval_on_selector(".focal-face canvas", face) == [255, 0, 0, 255]


def test_a_file_chosen_before_the_script_came_is_shown(open_page: OpenPage, editor: User) -> None:
    page = open_page(reader=editor)
    held: list[Route] = []
    page.route("**/focal_point*.js", lambda route: held.append(route))

    with page.expect_request("**/focal_point*.js"):
        page.goto(ADD, wait_until="commit")
    page.set_input_files("#id_file", red_beside_blue())
    held[0].continue_()

    expect(page.locator(BOARD)).to_be_visible()


def test_without_script_the_fields_are_there(open_page: OpenPage, editor: User, picture: Picture) -> None:
    page = open_page(form_of(picture), reader=editor, java_script_enabled=False)

    page.click("summary:has-text('Focal points in figures')")
    page.fill("#id_card_focal_x", "0.1")
    page.fill("#id_card_focal_y", "0.2")
    save(page)

    picture.refresh_from_db()
    assert picture.focal_point("card") == (0.1, 0.2)
