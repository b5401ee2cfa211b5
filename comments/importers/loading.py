"""The files that an import reads: each is refused with a sentence if it is not what it should be."""

import io
from pathlib import Path

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from comments.importers.lines import PageRefusedError

# A saved page with a thousand comments has about half a megabyte.
MOST_BYTES = 20_000_000
_SUFFIXES = {"AVIF": ".avif", "GIF": ".gif", "JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}


def load_text(path: Path) -> str:
    """The text of a saved page; raises PageRefusedError unless the file is UTF-8 text."""
    content = _load(path)
    if b"\0" in content:
        raise PageRefusedError(_("“%(path)s” is a binary file; a saved page is text.") % {"path": path})
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PageRefusedError(
            _("“%(path)s” is not UTF-8 text (byte %(position)d). Save the page as text in UTF-8.")
            % {"path": path, "position": error.start}
        ) from None
    if not text.strip():
        raise PageRefusedError(_("“%(path)s” is empty.") % {"path": path})
    return text


def load_picture(path: Path) -> ContentFile[bytes]:
    """The picture, named by what it is; raises PageRefusedError unless Pillow can read it whole."""
    content = _load(path)
    try:
        with Image.open(io.BytesIO(content), formats=list(_SUFFIXES)) as picture:
            suffix = _SUFFIXES[picture.format or ""]
            picture.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise PageRefusedError(
            _("“%(path)s” is no picture that can be shown; give a JPEG, PNG, WebP, AVIF or GIF file.") % {"path": path}
        ) from None
    return ContentFile(content, name=f"{path.stem}{suffix}")


def _load(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise PageRefusedError(_("“%(path)s” is a directory, not a file.") % {"path": path})
        if not path.is_file():
            raise PageRefusedError(_("There is no file “%(path)s”.") % {"path": path})
        if path.stat().st_size > MOST_BYTES:
            raise PageRefusedError(
                _("“%(path)s” is larger than %(most)d MB.") % {"path": path, "most": MOST_BYTES // 1_000_000}
            )
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise PageRefusedError(
            _("“%(path)s” cannot be read: %(reason)s.")
            % {"path": path, "reason": getattr(error, "strerror", "") or error}
        ) from None
