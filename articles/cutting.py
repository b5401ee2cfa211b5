"""Makes a picture's renditions: cut around its focal points, made smaller, written in each format."""

from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b
from io import BytesIO
from typing import IO, Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from PIL import Image

from articles.models import Picture
from articles.renditions import CUTS, FORMATS, ROOT, WHOLE, file_name, folder_of, origin_of

# AVIF of one thread: the worker shares the machine with the site. A picture from a camera takes 2 s altogether.
OPTIONS: dict[str, dict[str, Any]] = {
    "avif": {"quality": 60, "speed": 6, "max_threads": 1},
    "webp": {"quality": 78, "method": 4},
    "jpg": {"quality": 80, "progressive": True, "optimize": True},
}
PILLOW_NAMES = {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}
# Behind what is transparent, in the one format that has nothing of the kind.
_PAPER = "white"
# Enough for every cut; a JPEG is decoded no larger than that.
_ENOUGH = (WHOLE.widths[-1], max(round(cut.widths[-1] / cut.ratio) for cut in CUTS if cut.ratio))


def present_folder(picture: Picture) -> str:
    """The folder's name for the picture as it is now, by its file's bytes and where it is cut; OSError without one."""
    name, point, own = origin_of(picture)
    digest = blake2b(repr((*point, *own.items())).encode(), digest_size=8)
    with picture.file.storage.open(name) as file:
        for chunk in file.chunks():
            digest.update(chunk)
    return folder_of(picture, digest.hexdigest())


def make_renditions(picture: Picture, folder: str) -> None:
    """Write every rendition into the folder, over what an interrupted attempt left there.

    Raises OSError where the file is gone or cannot be read.
    """
    storage = picture.file.storage
    with storage.open(str(picture.file.name)) as file:
        for name, content in _renditions(file, folder, picture):
            storage.delete(name)
            kept = storage.save(name, ContentFile(content))
            if kept != name:  # somebody makes the same at the same time
                storage.delete(kept)


def delete_renditions(storage: Storage, folder: str) -> None:
    """The folder and all that is in it; nothing happens where there is none."""
    path = f"{ROOT}/{folder}"
    try:
        names = storage.listdir(path)[1]
    except FileNotFoundError:
        return
    for name in names:
        storage.delete(f"{path}/{name}")
    with suppress(OSError):  # another worker writes into it, and tidies up itself
        storage.delete(path)


def _renditions(file: IO[bytes], folder: str, picture: Picture) -> Iterator[tuple[str, bytes]]:
    with Image.open(file) as image:
        natural = image.size
        image.draft("RGB", _ENOUGH)
        ready = image.convert("RGBA" if image.has_transparency_data else "RGB")
    for cut in CUTS:
        box = cut.box(*ready.size, picture.focal_point(cut.name))
        for size in cut.sizes(*natural):
            smaller = ready.resize(size, Image.Resampling.LANCZOS, box, reducing_gap=3.0)
            for extension in FORMATS:
                yield file_name(folder, cut, size[0], extension), _written(smaller, extension)


def _written(image: Image.Image, extension: str) -> bytes:
    written = BytesIO()
    if extension == "jpg" and image.mode == "RGBA":
        paper = Image.new("RGB", image.size, _PAPER)
        paper.paste(image, mask=image.getchannel("A"))
        image = paper
    image.save(written, PILLOW_NAMES[extension], **OPTIONS[extension])
    return written.getvalue()
