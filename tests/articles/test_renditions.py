"""Renditions: what the worker makes of a picture, and what pages show of it."""

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from accounts.edition import edition_number
from accounts.models import User
from articles import cutting
from articles.actions.illustrating import delete_picture, save_picture
from articles.models import Picture
from articles.renditions import CARD, CUTS, FACE, WHOLE, Cut
from articles.tasks import forget_renditions, render_picture
from tests.factories import ArticleFactory, BylineFactory, PictureFactory
from tests.tasks import later_tasks

pytestmark = pytest.mark.django_db

lengths, shares = st.integers(1, 20_000), st.floats(0, 1)


def drawn(width: int, height: int, mode: str = "RGB") -> ContentFile[bytes]:
    """Red on its left third, blue on the rest."""
    image = Image.new(mode, (width, height), "blue")
    image.paste("red", (0, 0, width // 3, height))
    written = BytesIO()
    image.save(written, "PNG")
    return ContentFile(written.getvalue(), name="drawn.png")


def made(width: int = 700, height: int = 400, mode: str = "RGB", **facts: Any) -> Picture:
    """A picture whose renditions are there."""
    picture = PictureFactory.create(file=drawn(width, height, mode), **facts)
    assert render_picture.enqueue(picture.pk).return_value == "made"
    picture.refresh_from_db()
    return picture


def folder(name: str) -> Path:
    return Path(settings.MEDIA_ROOT) / "renditions" / name


def files_of(picture: Picture) -> set[str]:
    return {path.name for path in folder(picture.renditions).iterdir()}


def opened(picture: Picture, name: str) -> Image.Image:
    return Image.open(BytesIO((folder(picture.renditions) / name).read_bytes()))


@given(lengths, lengths, st.sampled_from(CUTS))
def test_no_rendition_is_larger_than_what_is_there(width: int, height: int, cut: Cut) -> None:
    across, down = cut.size(width, height)

    for wide, high in cut.sizes(width, height):
        assert wide <= max(across, 1)
        assert high <= max(down + 0.5, 1)


@given(lengths, lengths, shares, shares, st.sampled_from(CUTS))
def test_a_cut_lies_within_the_picture(width: int, height: int, x: float, y: float, cut: Cut) -> None:
    left, top, right, bottom = cut.box(width, height, (x, y))

    assert 0 <= left < right <= width + 1e-6
    assert 0 <= top < bottom <= height + 1e-6


def test_the_worker_makes_every_width_in_every_format() -> None:
    names = files_of(made(700, 400))

    widths = {"whole": (320, 700), "card": (320, 640), "face": (120,)}
    assert names == {
        f"{cut}-{width}.{kind}" for cut, found in widths.items() for width in found for kind in ("avif", "webp", "jpg")
    }


@pytest.mark.parametrize(("extension", "format_name"), [("avif", "AVIF"), ("webp", "WEBP"), ("jpg", "JPEG")])
def test_a_rendition_is_what_its_name_says(extension: str, format_name: str) -> None:
    image = opened(made(700, 400), f"whole-320.{extension}")

    assert (image.format, image.size) == (format_name, (320, 183))


def test_what_is_cut_off_is_farthest_from_the_focal_point() -> None:
    left, right = (opened(made(900, 300, focal_x=x), "face-120.jpg").getpixel((60, 60)) for x in (0, 1))

    assert isinstance(left, tuple)
    assert isinstance(right, tuple)
    assert left[0] > 200 > left[2]
    assert right[2] > 200 > right[0]


def test_a_cut_may_have_a_point_of_its_own(editor: User) -> None:
    picture = made(900, 300, focal_x=1)
    former = picture.renditions
    picture.face_focal_x, picture.face_focal_y = 0, 0.5

    save_picture(picture=picture, editor=editor)

    picture.refresh_from_db()
    assert picture.renditions != former
    face, card = opened(picture, "face-120.jpg").getpixel((60, 60)), opened(picture, "card-480.jpg").getpixel((9, 60))
    assert isinstance(face, tuple)
    assert isinstance(card, tuple)
    assert face[0] > 200 > face[2]
    assert card[2] > 200 > card[0]


def test_a_point_that_says_the_same_makes_nothing_new(editor: User) -> None:
    picture = made(focal_x=0.25)
    former = picture.renditions
    picture.card_focal_x, picture.card_focal_y = 0.25, 0.5
    picture.share_focal_x, picture.share_focal_y = 0, 0

    save_picture(picture=picture, editor=editor)

    assert Picture.objects.get().renditions == former


def test_what_is_transparent_stays_so_where_the_format_can() -> None:
    picture = PictureFactory.create(file=_glass())
    render_picture.enqueue(picture.pk)
    picture.refresh_from_db()

    assert opened(picture, "whole-40.avif").has_transparency_data
    assert opened(picture, "whole-40.webp").has_transparency_data
    assert opened(picture, "whole-40.jpg").getpixel((20, 20)) == (255, 255, 255)


def _glass() -> ContentFile[bytes]:
    written = BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(written, "PNG")
    return ContentFile(written.getvalue(), name="glass.png")


def test_making_them_twice_makes_nothing_new() -> None:
    picture = made()

    again = render_picture.enqueue(picture.pk)

    assert again.return_value == "there already"
    assert not later_tasks()


def test_what_an_interrupted_attempt_left_is_written_over(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = PictureFactory.create(file=drawn(400, 300))
    half = folder(cutting.present_folder(picture))
    half.mkdir(parents=True)
    (half / "whole-320.jpg").write_bytes(b"half of it")

    render_picture.enqueue(picture.pk)

    picture.refresh_from_db()
    assert opened(picture, "whole-320.jpg").size == (320, 240)
    assert len(files_of(picture)) == len({name.split(".")[0] for name in files_of(picture)}) * 3


def test_pages_of_before_are_stale_once_there_are_renditions() -> None:
    before = edition_number()

    made()

    assert edition_number() > before


def test_a_picture_that_was_changed_meanwhile_keeps_nothing_of_this(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = PictureFactory.create(file=drawn(400, 300))
    make = cutting.make_renditions

    def slowly(seen: Picture, into: str) -> None:
        make(seen, into)
        Picture.objects.filter(pk=seen.pk).update(focal_x=0.1)

    monkeypatch.setattr("articles.tasks.make_renditions", slowly)

    assert render_picture.enqueue(picture.pk).return_value == "overtaken"
    picture.refresh_from_db()
    assert picture.renditions == ""
    assert not folder(cutting.present_folder(Picture(pk=picture.pk, file=picture.file.name))).exists()


@pytest.mark.parametrize("file", ["", "pictures/gone.png"])
def test_a_picture_without_its_file_has_none(file: str) -> None:
    picture = PictureFactory.create()
    Picture.objects.filter(pk=picture.pk).update(file=file)

    assert render_picture.enqueue(picture.pk).return_value == "no picture"
    assert render_picture.enqueue(10**9).return_value == "no picture"


def test_saving_a_picture_has_them_made_and_words_alone_do_not(
    editor: User, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    picture = save_picture(picture=Picture(file=drawn(400, 300)), editor=editor)
    first = Picture.objects.get().renditions
    picture.caption = "Another caption"
    save_picture(picture=picture, editor=editor)

    assert first
    assert Picture.objects.get().renditions == first
    assert not later_tasks()


def test_another_focal_point_makes_others_and_forgets_the_former_later(editor: User) -> None:
    picture = made()
    former = picture.renditions
    picture.focal_x = 0.1

    save_picture(picture=picture, editor=editor)

    assert Picture.objects.get().renditions not in {"", former}
    [later] = later_tasks()
    assert later.task.run_after - later.enqueued_at > timedelta(minutes=59)
    assert forget_renditions.call(*later.args) == "deleted"
    assert not folder(former).exists()


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="Elsewhere one writes at a time.")
def test_while_it_takes_them_up_an_article_may_name_the_picture() -> None:
    """Else the worker and who saves the article would wait for each other."""
    picture = PictureFactory.create(file=drawn(700, 400))

    with CaptureQueriesContext(connection) as asked:
        render_picture.enqueue(picture.pk)

    holding = [query["sql"] for query in asked if "articles_picture" in query["sql"] and " FOR " in query["sql"]]
    assert [statement.rpartition(" FOR ")[2] for statement in holding] == ["NO KEY UPDATE"]


def test_what_is_shown_is_not_forgotten() -> None:
    assert forget_renditions.call(made().renditions) == "in use"


@pytest.mark.parametrize("deed", ["replaced", "deleted"])
def test_a_picture_takes_its_renditions_along(
    deed: str, editor: User, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    picture = made()
    former = picture.renditions

    with django_capture_on_commit_callbacks(execute=True):
        if deed == "deleted":
            delete_picture(picture=picture, editor=editor)
        else:
            picture.file = drawn(330, 200)
            save_picture(picture=picture, editor=editor)

    assert not folder(former).exists()
    assert not Picture.objects.filter(renditions=former).exists()


def test_renditions_made_since_a_picture_was_looked_at_go_with_it(
    editor: User, django_capture_on_commit_callbacks: Any
) -> None:
    picture = PictureFactory.create(file=drawn(700, 400))
    render_picture.enqueue(picture.pk)
    former = Picture.objects.get().renditions
    assert picture.renditions != former

    with django_capture_on_commit_callbacks(execute=True):
        delete_picture(picture=picture, editor=editor)

    assert not folder(former).exists()


def test_twins_do_not_share_what_one_may_lose() -> None:
    one, other = made(), made()

    assert one.renditions != other.renditions


def test_a_command_has_the_old_ones_made() -> None:
    old, done = PictureFactory.create(file=drawn(40, 30)), made()
    Picture.objects.filter(pk=(outdated := made()).pk).update(renditions="0-1-abc")
    PictureFactory.create(file="")

    call_command("make_renditions")

    names = dict(Picture.objects.values_list("pk", "renditions"))
    assert names[old.pk].startswith("1-")
    assert names[outdated.pk].startswith("1-")
    assert names[done.pk] == done.renditions


def test_a_command_makes_all_of_them_anew_where_they_were_lost() -> None:
    picture = made()
    for file in folder(picture.renditions).iterdir():
        file.unlink()

    call_command("make_renditions", "--all")

    assert len(files_of(Picture.objects.get())) == 15


def test_the_lead_picture_comes_first_and_in_every_width(client: Client) -> None:
    picture = made(2000, 1000, alt='A "pier"')
    article = ArticleFactory.create(lead_picture=picture)

    page = client.get(article.get_absolute_url()).content.decode()

    found = re.search(r"<picture>.*?</picture>", page)
    assert found
    assert re.findall(r'type="(\S+?)"', found[0]) == ["image/avif", "image/webp"]
    assert re.findall(r"avif (\d+)w", found[0]) == ["320", "640", "960", "1280", "1920"]
    assert re.findall(r"jpg (\d+)w", found[0]) == ["320", "640", "960", "1280", "1920"]
    assert 'alt="A &quot;pier&quot;" width="1920" height="960"' in found[0]
    assert 'fetchpriority="high"' in found[0]
    assert "lazy" not in found[0]


def test_every_address_on_a_page_leads_to_a_rendition_for_ever(client: Client) -> None:
    article = ArticleFactory.create(lead_picture=made(), bylines=[BylineFactory.create(portrait=made(90, 90))])

    pages = [client.get(path).content.decode() for path in (article.get_absolute_url(), "/", "/bylines/writer-0/")]
    addresses = {address for page in pages for address in re.findall(r"/media/renditions/[^\s\"]+", page)}

    assert {address.rsplit("/")[-1].split("-")[0] for address in addresses} == {"whole", "card", "face"}
    for address in addresses:
        answer = client.get(address)
        answer.close()
        assert answer.status_code == 200, address
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["Content-Type"] == f"image/{address.rsplit('.')[-1].replace('jpg', 'jpeg')}"


def test_cards_show_the_part_around_the_focal_point_and_all_but_the_first_come_later(client: Client) -> None:
    for _ in range(2):
        ArticleFactory.create(lead_picture=made(1200, 1200))

    page = client.get("/").content.decode()

    lead, other = re.findall(r"<picture>.*?</picture>", page)
    assert "/card-960.avif 960w" in lead
    assert 'width="1200" height="750"' in lead
    assert 'fetchpriority="high"' in lead
    assert 'loading="lazy"' in other


def test_until_they_are_made_the_picture_itself_is_shown(client: Client) -> None:
    picture = PictureFactory.create()
    article = ArticleFactory.create(lead_picture=picture)

    page = client.get(article.get_absolute_url()).content.decode()

    assert f'<img src="{picture.file.url}" alt="A teal rectangle" width="64" height="48" fetchpriority="high">' in page


def test_feeds_give_one_of_middling_width(client: Client) -> None:
    picture = made(2000, 1000)
    ArticleFactory.create(lead_picture=picture)

    feed = client.get("/feeds/articles.atom").content.decode()

    assert f'/media/renditions/{picture.renditions}/whole-960.jpg" alt=' in feed.replace("&quot;", '"')
    assert "srcset" not in feed


def test_the_picture_in_full_leads_to_its_file(client: Client) -> None:
    picture = made()
    ArticleFactory.create(lead_picture=picture)

    page = client.get(picture.get_absolute_url()).content.decode()

    assert "/whole-700.avif 700w" in page
    assert f'<a href="{picture.file.url}">The picture’s file, 700 × 400 pixels</a>' in page


@pytest.mark.parametrize("cut", [WHOLE, CARD, FACE])
def test_the_smallest_picture_there_is_has_renditions(cut: Cut) -> None:
    assert cut.sizes(1, 1) == [(1, 1)]
