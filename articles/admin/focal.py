"""The picture in its form: where its focal point lies, and what each cut leaves of it."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.models import Picture
from articles.renditions import CARD, FACE, SHARE, Cut
from articles.showing import one_address

LABELS = ((CARD, _("Cards in lists")), (FACE, _("Portraits")), (SHARE, _("Beside links elsewhere")))


@dataclass(frozen=True)
class Focused:
    """A cut as the form shows it; `box` is what an SVG calls a view box, blank without a picture."""

    name: str
    label: Promise | str
    ratio: float
    box: str


def focal_html(picture: Picture) -> SafeString:
    x, y = picture.focal_point()
    width, height = picture.width or 0, picture.height or 0
    facts = {
        "picture": picture,
        "address": one_address(picture) if picture.file and width and height else "",
        "point": (round(x * width), round(y * height)),
        "cuts": [Focused(cut.name, label, cut.ratio or 1, _box(cut, picture)) for cut, label in LABELS],
    }
    return render_to_string("admin/articles/picture/_focal.html", facts)


def _box(cut: Cut, picture: Picture) -> str:
    if not picture.width or not picture.height:
        return ""
    left, top, right, bottom = cut.box(picture.width, picture.height, picture.focal_point(cut.name))
    return f"{left:.1f} {top:.1f} {right - left:.1f} {bottom - top:.1f}"
