"""The one door through which pictures come in: decoded within bounds, and written anew.

Nothing of an upload but its pixels passes: its name, its format's extras, its metadata and
whatever hangs behind the picture stay outside.
"""

from hashlib import blake2b
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext_lazy as _
from PIL import ExifTags, Image, ImageCms, ImageOps

# A camera's largest JPEG fits; an attack by size does not.
MAX_BYTES = 15 * 1024 * 1024
MAX_PIXELS = 40_000_000
# What pixels may take while they are decoded, turned and written anew: with all else 300 MB, on a small server.
MAX_MEMORY = 250_000_000
# Measured with the decoder and the encoder of each kind; all others keep every pixel once (`_bytes_for_a_pixel`).
_WEBP_BYTES = {"RGB": 16, "RGBA": 24}
# Only the first frame is kept; walking through more of them costs time for nothing.
MAX_FRAMES = 500

# What is read – known by content, never by name – and what it is written as. MPO is a camera's JPEG with a preview.
WRITTEN_AS = {"JPEG": "JPEG", "MPO": "JPEG", "WEBP": "WEBP", "PNG": "PNG", "GIF": "PNG"}
READ_AS = ("JPEG", "PNG", "WEBP", "GIF")
EXTENSIONS = {"JPEG": "jpg", "WEBP": "webp", "PNG": "png"}
OPTIONS: dict[str, dict[str, Any]] = {
    # Not progressive: that would hold the whole picture once more.
    "JPEG": {"quality": 88},
    "WEBP": {"quality": 88, "method": 2},
    # Some more bytes, in a third of the time that a noisy picture would take otherwise.
    "PNG": {"compress_level": 3},
}

TOO_HEAVY = _("This file is larger than 15 MB. Please save the picture smaller and upload it again.")
TOO_LARGE = _("This picture has more than 40 million pixels. Please save it smaller and upload it again.")
TOO_LARGE_AS_SAVED = _(
    "This picture has %(pixels)s million pixels. Saved as it is it takes much memory to open, and may have %(most)s "
    "million. Please save it smaller, or as a plain JPEG in RGB, and upload it again."
)
TOO_LONG = _("This file is a film of more than 500 pictures. Please upload a single picture.")
UNREADABLE = _(
    "This file cannot be read as a picture: it is damaged, or it is not a JPEG, PNG, WebP or GIF. "
    "Please save the picture anew and upload that."
)


def reencode_picture(upload: File[bytes]) -> ContentFile[bytes]:
    """The picture in `upload`, upright and still, as a file of our own making with a fresh name.

    JPEG stays JPEG, WebP stays WebP, PNG and GIF become PNG; colours are brought to sRGB.
    Raises ValidationError, with a sentence for whoever uploads, when the file is beyond the
    limits or is no picture. 40 million pixels take 1 s as JPEG and up to 5 s as PNG.
    """
    if upload.size > MAX_BYTES:
        raise ValidationError(TOO_HEAVY, code="too_heavy")
    try:
        return _write(*_read(upload))
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
        raise ValidationError(TOO_LARGE, code="too_large") from problem
    except Exception as problem:  # a broken file breaks the decoder in countless ways, all of which are its own
        raise ValidationError(UNREADABLE, code="unreadable") from problem


def digest_of(file: File[bytes]) -> str:
    """The same for the same bytes: what the door makes of one upload twice, as long as Pillow stays as it is."""
    digest = blake2b(digest_size=16)
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def _read(upload: File[bytes]) -> tuple[Image.Image, str]:
    """The settled picture and the format to write it in; its decoder goes before it is written."""
    upload.seek(0)
    with Image.open(upload, formats=READ_AS) as image:
        _check_bounds(image)
        return _settle(image), WRITTEN_AS[image.format or ""]


def _check_bounds(image: Image.Image) -> None:
    """Asks the header alone: nothing is decoded yet."""
    if image.width * image.height > MAX_PIXELS:
        raise ValidationError(TOO_LARGE, code="too_large")
    if getattr(image, "n_frames", 1) > MAX_FRAMES:
        raise ValidationError(TOO_LONG, code="too_long")
    _check_memory(image)


def _check_memory(image: Image.Image) -> None:
    pixels, most = image.width * image.height, MAX_MEMORY // _bytes_for_a_pixel(image)
    if pixels > most:
        said = {"pixels": f"{pixels / 1e6:.1f}", "most": f"{most / 1e6:.0f}"}
        raise ValidationError(TOO_LARGE_AS_SAVED, code="too_large_as_saved", params=said)


def _bytes_for_a_pixel(image: Image.Image) -> int:
    """At most, and as far as is known of it by now."""
    if image.format == "WEBP":
        return _WEBP_BYTES[image.mode]
    held = 1 if image.mode in {"1", "L", "P"} else 4
    # A whole picture of coefficients stands beside that of pixels, at worst one for each colour.
    decoding = held + (2 * len(image.getbands()) if image.info.get("progressive") else 0)
    is_turned = image.info.get("exif") and image.getexif().get(ExifTags.Base.Orientation, 1) != 1
    converting = held + (4 if image.mode in {"CMYK", "P", "LA"} else held if is_turned else 0)
    return max(decoding, converting)


def _settle(image: Image.Image) -> Image.Image:
    """The first frame, turned as the camera was held, in a colour mode that every browser shows."""
    image.load()
    # A PNG may say behind its pixels how the camera was held.
    _check_memory(image)
    # In place: a second copy of a large picture would be the most expensive thing here.
    ImageOps.exif_transpose(image, in_place=True)
    mode = "RGBA" if image.has_transparency_data else "L" if image.mode in {"1", "L", "I;16"} else "RGB"
    image = _in_srgb(image)
    if image.mode == "I;16":
        image = image.point(lambda value: value / 256)
    # As a copy, where nothing else made one: a WebP's decoder holds three pictures more.
    image = image.convert(mode) if image.mode != mode else image.copy() if image.format == "WEBP" else image
    # Comments and profiles would be written along with the pixels.
    image.info = {}
    return image


def _in_srgb(image: Image.Image) -> Image.Image:
    """The same colours without the profile that says what they are; untouched where there is none to go by."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in {"RGB", "CMYK"}:
        return image
    try:
        own, ours = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
        # Nothing comes back of what is changed in place.
        is_rgb = image.mode == "RGB"
        return ImageCms.profileToProfile(image, own, ours, outputMode="RGB", inPlace=is_rgb) or image
    except (ImageCms.PyCMSError, OSError):
        return image


def _write(image: Image.Image, format_name: str) -> ContentFile[bytes]:
    written = BytesIO()
    image.save(written, format_name, **OPTIONS[format_name])
    return ContentFile(written.getvalue(), name=f"{uuid4().hex}.{EXTENSIONS[format_name]}")
