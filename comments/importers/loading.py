"""The files that an import reads: each is refused with a sentence if it is not what it should be."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from articles.pictures import reencode_picture
from comments.importers.lines import PageRefusedError

# A saved page with a thousand comments has about half a megabyte.
MOST_BYTES = 20_000_000


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
    """The picture, written anew by the newsroom's own door; raises PageRefusedError for what is none."""
    try:
        return reencode_picture(ContentFile(_load(path)))
    except ValidationError as refusal:
        raise PageRefusedError(
            _("“%(path)s”: %(refusal)s") % {"path": path, "refusal": " ".join(refusal.messages)}
        ) from None


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
