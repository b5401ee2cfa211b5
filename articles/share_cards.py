"""The picture that stands beside a link to an article elsewhere: headline, lead picture, masthead."""

from hashlib import blake2b
from io import BytesIO

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image, ImageDraw, ImageFont

from articles.models import Article, Picture
from articles.renditions import SHARE

# What every network shows whole.
WIDTH, HEIGHT = 1200, 630
_MARGIN = 60
_PAPER, _INK, _QUIET, _ACCENT = "#fbf9f4", "#1c1b19", "#6b675f", "#8a1f11"
# Tried from the first until the headline fits.
_SIZES = (72, 64, 56, 48, 42, 36)
_MASTHEAD_SIZE = 34
_LEADING = 1.2
# The first that this machine has; Pillow carries one of its own for machines without any.
_FONTS = ("DejaVuSerif-Bold.ttf", "LiberationSerif-Bold.ttf")
_NO_CHARACTER = "\uffff"
_ELLIPSIS = "…"
# Another look of the same article has another address.
_DESIGN = 3

Font = ImageFont.FreeTypeFont


def share_card_path(article: Article) -> str:
    """Its address, which changes whenever what is drawn does."""
    return reverse("share_card", args=[article.pk, card_digest(article)])


def card_digest(article: Article) -> str:
    picture = _shown_picture(article)
    drawn = (
        _DESIGN,
        settings.SITE_NAME,
        article.headline,
        picture and (picture.file.name, *picture.focal_point(SHARE.name)),
    )
    return blake2b(repr(drawn).encode(), digest_size=8).hexdigest()


def share_card(article: Article) -> bytes:
    """The card as JPEG, drawn once and kept; the one before it is not needed any more."""
    folder, name = f"cards/{article.pk}", f"{card_digest(article)}.jpg"
    if default_storage.exists(f"{folder}/{name}"):
        with default_storage.open(f"{folder}/{name}") as kept:
            card: bytes = kept.read()
            return card
    card = draw_card(article)
    for former in _files_in(folder):
        default_storage.delete(f"{folder}/{former}")
    default_storage.save(f"{folder}/{name}", ContentFile(card))
    return card


def draw_card(article: Article) -> bytes:
    card = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    top = _paste_picture(card, article)
    draw = ImageDraw.Draw(card)
    draw.rectangle((_MARGIN, HEIGHT - 96, _MARGIN + 48, HEIGHT - 90), fill=_ACCENT)
    _write(draw, settings.SITE_NAME, _font(_MASTHEAD_SIZE), top=HEIGHT - 80, colour=_QUIET)
    _write_headline(draw, article.headline, top + 36, HEIGHT - 120)
    written = BytesIO()
    card.save(written, "JPEG", quality=86, progressive=True)
    return written.getvalue()


def _files_in(folder: str) -> list[str]:
    try:
        return default_storage.listdir(folder)[1]
    except FileNotFoundError:
        return []


def _shown_picture(article: Article) -> Picture | None:
    picture = article.lead_picture
    return picture if picture and picture.file else None


def _paste_picture(card: Image.Image, article: Article) -> int:
    """Over the whole width, cut around its focal point, on paper where it is clear; returns where it ends."""
    picture = _shown_picture(article)
    if picture is None:
        return 0
    size = WIDTH, round(WIDTH / (SHARE.ratio or 1))
    try:
        with picture.file.open() as file, Image.open(file) as opened:
            opened.draft("RGB", size)
            box = SHARE.box(*opened.size, picture.focal_point(SHARE.name))
            mode = "RGBA" if opened.has_transparency_data else "RGB"
            # A second copy of a large picture would be the most expensive thing here.
            whole = opened if opened.mode == mode else opened.convert(mode)
            shown = whole.resize(size, Image.Resampling.LANCZOS, box, reducing_gap=3.0)
            card.paste(shown, mask=shown if mode == "RGBA" else None)
    except OSError:
        # A file that was lost takes nothing else with it.
        return 0
    return size[1]


def _write_headline(draw: ImageDraw.ImageDraw, headline: str, top: int, bottom: int) -> None:
    for size in _SIZES:
        font = _font(size)
        if not _has_letters(font, headline):
            return
        lines = _lines(headline, font)
        if len(lines) * size * _LEADING <= bottom - top:
            break
    room = max(1, int((bottom - top) // (size * _LEADING)))
    if len(lines) > room:
        lines = [*lines[: room - 1], f"{lines[room - 1]}{_ELLIPSIS}"]
    for number, line in enumerate(lines):
        _write(draw, line, font, top=top + number * size * _LEADING, colour=_INK)


def _lines(text: str, font: Font) -> list[str]:
    """Broken where a line would leave the card; a word longer than a line is cut."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= WIDTH - 2 * _MARGIN:
            lines[-1] = longer
        else:
            lines.append(_cut(word, font))
    return [line for line in lines if line]


def _cut(word: str, font: Font) -> str:
    if font.getlength(word) <= WIDTH - 2 * _MARGIN:
        return word
    while font.getlength(word + _ELLIPSIS) > WIDTH - 2 * _MARGIN:
        word = word[:-1]
    return word + _ELLIPSIS


def _write(draw: ImageDraw.ImageDraw, text: str, font: Font, *, top: float, colour: str) -> None:
    draw.text((_MARGIN, top), text, font=font, fill=colour)


def _font(size: int) -> Font:
    for name in filter(None, (settings.SHARE_CARD_FONT, *_FONTS)):
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    fallback = ImageFont.load_default(size)
    assert isinstance(fallback, Font)  # noqa: S101  # Pillow with FreeType, as its wheels are
    return fallback


def _has_letters(font: Font, text: str) -> bool:
    """Whether the font can write every letter: a headline of empty boxes is worse than none."""
    missing = bytes(font.getmask(_NO_CHARACTER))
    return all(bytes(font.getmask(letter)) != missing for letter in set(text) if not letter.isspace())
