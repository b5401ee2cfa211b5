"""The door for pictures: what passes is a still picture of our own making, what does not is told why."""

import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image, ImageCms

from articles import pictures
from articles.pictures import reencode_picture
from tests.shared_data import read_shared_json, shared_path

SECRET = b"taken at home"


def drawn(format_name: str, size: tuple[int, int] = (40, 20), mode: str = "RGB", **options: Any) -> bytes:
    """A picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    written = BytesIO()
    image.convert(mode).save(written, format_name, **options)
    return written.getvalue()


def passed(content: bytes, name: str = "upload.bin") -> tuple[Image.Image, ContentFile[bytes]]:
    file = reencode_picture(SimpleUploadedFile(name, content))
    image = Image.open(BytesIO(file.read()))
    image.load()
    file.seek(0)
    return image, file


def refusal(content: bytes, name: str = "photo.jpg") -> str:
    with pytest.raises(ValidationError) as refused:
        reencode_picture(SimpleUploadedFile(name, content))
    return str(refused.value.code)


@pytest.mark.parametrize(
    ("read", "written", "extension"),
    [
        ("JPEG", "JPEG", ".jpg"),
        ("MPO", "JPEG", ".jpg"),
        ("PNG", "PNG", ".png"),
        ("WEBP", "WEBP", ".webp"),
        ("GIF", "PNG", ".png"),
    ],
)
def test_each_kind_is_written_as_a_kind_every_browser_shows(read: str, written: str, extension: str) -> None:
    image, file = passed(drawn(read))

    assert (image.format, image.size) == (written, (40, 20))
    assert str(file.name).endswith(extension)


def test_the_content_counts_and_the_name_does_not() -> None:
    image, file = passed(drawn("PNG"), name="../../evil.php")

    assert image.format == "PNG"
    assert "evil" not in str(file.name)
    assert "/" not in str(file.name)


def test_two_uploads_of_one_picture_have_two_names() -> None:
    assert passed(drawn("PNG"))[1].name != passed(drawn("PNG"))[1].name


@pytest.mark.parametrize("format_name", ["JPEG", "PNG", "WEBP"])
def test_a_picture_taken_sideways_is_turned_upright_and_forgets_where(format_name: str) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.ImageDescription] = SECRET.decode()
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"

    image, file = passed(drawn(format_name, exif=exif))

    assert image.size == (20, 40)
    assert not image.getexif()
    assert SECRET not in file.read()
    top = image.convert("RGB").getpixel((10, 4))
    assert isinstance(top, tuple)
    assert top[0] > 200 > 60 > top[2]


def test_words_within_and_behind_the_picture_are_gone() -> None:
    content = drawn("JPEG", comment=SECRET) + SECRET

    assert SECRET not in passed(content)[1].read()


def test_colours_are_brought_to_the_webs_own() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    image, _ = passed(drawn("JPEG", icc_profile=profile))

    assert "icc_profile" not in image.info
    left = image.getpixel((5, 10))
    assert isinstance(left, tuple)
    assert left[0] > 200 > 60 > left[2]


def test_a_profile_that_is_none_does_no_harm() -> None:
    image, _ = passed(drawn("PNG", icc_profile=b"no profile"))

    assert image.size == (40, 20)


@pytest.mark.parametrize(
    ("mode", "format_name", "written_mode"),
    [
        ("1", "PNG", "L"),
        ("L", "PNG", "L"),
        ("P", "PNG", "RGB"),
        ("RGBA", "PNG", "RGBA"),
        ("LA", "PNG", "RGBA"),
        ("I;16", "PNG", "L"),
        ("CMYK", "JPEG", "RGB"),
        ("L", "JPEG", "L"),
    ],
)
def test_every_way_of_keeping_colours_is_read(mode: str, format_name: str, written_mode: str) -> None:
    image = Image.new("L", (8, 8), 200).convert("I;16" if mode == "I;16" else mode)
    written = BytesIO()
    image.save(written, format_name)

    assert passed(written.getvalue())[0].mode == written_mode


def test_the_first_of_several_frames_is_kept() -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue", "green")]
    written = BytesIO()
    frames[0].save(written, "GIF", save_all=True, append_images=frames[1:])

    image, _ = passed(written.getvalue())

    assert getattr(image, "n_frames", 1) == 1
    assert image.getpixel((1, 1)) == (255, 0, 0)


def test_a_film_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MAX_FRAMES", 2)
    frames = [Image.new("L", (8, 8), shade) for shade in (0, 100, 200)]
    written = BytesIO()
    frames[0].save(written, "GIF", save_all=True, append_images=frames[1:])

    assert refusal(written.getvalue()) == "too_long"


def test_too_many_bytes_are_not_even_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MAX_BYTES", 100)
    monkeypatch.setattr(Image, "open", lambda *args, **options: pytest.fail("opened"))

    assert refusal(b"x" * 101) == "too_heavy"


def test_too_many_pixels_are_refused_by_the_header_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MAX_PIXELS", 799)
    content = drawn("PNG")[:60]

    assert refusal(content) == "too_large"


@pytest.mark.parametrize(
    ("format_name", "mode", "options", "room"),
    [
        ("WEBP", "RGB", {}, 16),
        ("WEBP", "RGBA", {}, 24),
        ("JPEG", "RGB", {}, 4),
        ("JPEG", "RGB", {"progressive": True}, 10),
        ("JPEG", "CMYK", {}, 8),
        ("JPEG", "L", {}, 1),
        ("PNG", "P", {}, 5),
    ],
)
def test_what_takes_more_memory_may_have_fewer_pixels(
    monkeypatch: pytest.MonkeyPatch, format_name: str, mode: str, options: dict[str, Any], room: int
) -> None:
    transparent = Image.new(mode, (40, 20), (0, 0, 0, 90) if mode == "RGBA" else 0)
    written = BytesIO()
    transparent.save(written, format_name, **options)

    monkeypatch.setattr(pictures, "MAX_MEMORY", 800 * room)
    assert passed(written.getvalue())[0].size == (40, 20)
    monkeypatch.setattr(pictures, "MAX_MEMORY", 800 * room - 1)
    assert refusal(written.getvalue()) == "too_large_as_saved"


@pytest.mark.parametrize("format_name", ["JPEG", "PNG"])
def test_a_picture_that_must_be_turned_needs_room_for_two(monkeypatch: pytest.MonkeyPatch, format_name: str) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    monkeypatch.setattr(pictures, "MAX_MEMORY", 800 * 8 - 1)

    assert refusal(drawn(format_name, exif=exif)) == "too_large_as_saved"
    assert passed(drawn(format_name))[0].size == (40, 20)


def test_who_uploads_too_large_a_picture_is_told_how_large_it_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MAX_MEMORY", 32_000_000)

    with pytest.raises(ValidationError) as refused:
        reencode_picture(SimpleUploadedFile("photo.webp", drawn("WEBP", (2500, 1000))))

    assert "This picture has 2.5 million pixels." in refused.value.messages[0]
    assert "may have 2 million." in refused.value.messages[0]


@pytest.mark.parametrize(
    "content",
    [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%!PS-Adobe-3.0", b"GIF89a", drawn("PNG")[:-40]],
    ids=["empty", "svg", "postscript", "head only", "cut off"],
)
def test_what_is_no_whole_picture_is_refused(content: bytes) -> None:
    assert refusal(content) == "unreadable"


@pytest.mark.parametrize("format_name", ["BMP", "TIFF", "ICO", "PPM"])
def test_a_picture_of_another_kind_is_refused(format_name: str) -> None:
    assert refusal(drawn(format_name)) == "unreadable"


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_every_known_attack_is_met_as_it_should_be() -> None:
    for sample in read_shared_json("images/manifest.json")["files"]:
        content = shared_path("images/" + sample["file"]).read_bytes()
        began = time.process_time()

        verdict, stored = verdict_on(content, sample["file"])

        assert time.process_time() - began < 3, sample["file"]
        assert sample["want"] == "either" or sample["want"].split()[0] == verdict, sample["file"]
        assert_nothing_but_pixels(stored, sample["file"])


def test_no_known_attack_takes_more_memory_than_a_small_server_has() -> None:
    folder = shared_path("images/manifest.json").parent
    manifest = read_shared_json("images/manifest.json")

    assert peak_of([folder / sample["file"] for sample in manifest["files"]]) < 300


@pytest.mark.parametrize(
    ("format_name", "mode", "room", "options"),
    [("WEBP", "RGBA", 24, {"method": 0}), ("JPEG", "RGB", 10, {"progressive": True, "subsampling": 0})],
    ids=["transparent webp", "progressive jpeg"],
)
def test_nor_does_the_largest_picture_that_passes(
    tmp_path: Path, format_name: str, mode: str, room: int, options: dict[str, Any]
) -> None:
    side = int((pictures.MAX_MEMORY / room) ** 0.5)
    # Anything smoother is decoded without ever being held.
    tile = Image.effect_noise((side // 8, side // 8), 90).resize((side, side), Image.Resampling.NEAREST)
    tile.convert(mode).save(tmp_path / "large", format_name, **options)

    assert peak_of([tmp_path / "large"]) < 300


def peak_of(files: list[Path]) -> int:
    """The greatest size of a process that does nothing but let these pass, in MB."""
    done = subprocess.run([sys.executable, "-c", CHILD, *map(str, files)], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return int(done.stdout) // 1024


# In a process of its own, whose greatest size counts nothing but the door; in kB. As its own memory says it:
# what getrusage tells is at least what the process was that started it.
CHILD = """
import pathlib, re, sys
import django_stubs_ext
from django.conf import settings
settings.configure(USE_I18N=False)
django_stubs_ext.monkeypatch()
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from articles.pictures import reencode_picture
for name in sys.argv[1:]:
    try:
        reencode_picture(ContentFile(pathlib.Path(name).read_bytes()))
    except ValidationError:
        pass
print(re.search(r"VmHWM:\\s*(\\d+) kB", pathlib.Path("/proc/self/status").read_text())[1])
"""


def verdict_on(content: bytes, name: str) -> tuple[str, bytes]:
    try:
        return "accept", reencode_picture(SimpleUploadedFile(name, content)).read()
    except ValidationError:
        return "reject", b""


def assert_nothing_but_pixels(stored: bytes, name: str) -> None:
    if not stored:
        return
    image = Image.open(BytesIO(stored))
    assert not image.getexif(), name
    assert not {"comment", "exif", "icc_profile", "xmp"} & set(image.info), name
    assert b"<script" not in stored, name
    assert b"<?php" not in stored, name
