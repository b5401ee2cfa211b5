"""Every way by which a file becomes a picture of the library leads through the one door, and tells its verdict."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles.models import Picture
from tests.articles.desk import save_form
from tests.articles.test_pictures import SECRET, assert_nothing_but_pixels, drawn
from tests.factories import PictureFactory
from tests.shared_data import read_shared_json, shared_path

pytestmark = pytest.mark.django_db

LIBRARY = "/admin/articles/picture/"
WORDS = {"alt": "A wall", "caption": "", "credit": ""}


def add(desk: Client, file: SimpleUploadedFile) -> Any:
    return save_form(desk, f"{LIBRARY}add/", file=file, alt="A wall")


def replace(desk: Client, file: SimpleUploadedFile) -> Any:
    picture = PictureFactory.create(caption="Replaced")
    answer = save_form(desk, f"{LIBRARY}{picture.pk}/change/", file=file)
    if answer.status_code == 200:
        picture.delete()
    return answer


def add_several(desk: Client, file: SimpleUploadedFile) -> Any:
    return desk.post(f"{LIBRARY}several/", {"files": [file]})


def add_for_a_text(desk: Client, file: SimpleUploadedFile) -> Any:
    return desk.post(f"{LIBRARY}choosing/", {**WORDS, "file": file, "CKEditorFuncNum": "-1"})


DOORS: list[Callable[[Client, SimpleUploadedFile], Any]] = [add, replace, add_several, add_for_a_text]


@pytest.mark.parametrize("upload", DOORS, ids=lambda door: door.__name__)
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_every_file_of_the_collection_is_met_as_it_should_be(desk: Client, upload: Callable[..., Any]) -> None:
    upload(desk, SimpleUploadedFile("first.txt", b"so that no other waits for what is read once"))
    for sample in read_shared_json("images/manifest.json")["files"]:
        content = shared_path(f"images/{sample['file']}").read_bytes()
        Picture.objects.all().delete()
        began = time.process_time()

        answer = upload(desk, SimpleUploadedFile(sample["file"], content))

        assert time.process_time() - began < 3, sample["file"]
        kept = Picture.objects.first()
        assert answer.status_code == (302 if kept else 200), sample["file"]
        verdict = "accept" if kept else "reject"
        assert sample["want"] == "either" or sample["want"].split()[0] == verdict, sample["file"]
        if kept:
            with kept.file.open() as stored:
                assert_nothing_but_pixels(stored.read(), sample["file"])


@pytest.mark.parametrize("upload", DOORS, ids=lambda door: door.__name__)
def test_what_is_stored_has_passed_the_one_door(
    desk: Client, upload: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    upload(desk, SimpleUploadedFile("photo.jpg", drawn("JPEG", comment=SECRET) + SECRET))

    with Picture.objects.get().file.open() as stored:
        content = stored.read()
    assert SECRET not in content
    assert content.startswith(b"\xff\xd8")
