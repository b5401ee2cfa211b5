"""Pictures, with what a reader must be told about them."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from articles.querysets import PictureQuerySet

_share = [MinValueValidator(0.0), MaxValueValidator(1.0)]
# The cuts (articles/renditions.py) that may be made around a point of their own.
POINTED_CUTS = ("card", "face", "share")

Point = tuple[float, float]


def _own_share(label: StrOrPromise) -> models.FloatField[float | None, float | None]:
    return models.FloatField(label, null=True, blank=True, validators=_share)


def _both_or_neither(cut: str) -> models.CheckConstraint:
    names = f"{cut}_focal_x", f"{cut}_focal_y"
    neither, both = (Q(**{f"{name}__isnull": is_null for name in names}) for is_null in (True, False))
    return models.CheckConstraint(condition=neither | both, name=f"articles_picture_{cut}_point_whole")


class Picture(models.Model):
    """A picture with its caption and credit.

    `file` is blank where an old archive names a picture it no longer holds: the
    caption is kept and the page says that the picture is missing.
    """

    file = models.ImageField(
        _("file"), upload_to="pictures/%Y/%m/", width_field="width", height_field="height", blank=True
    )
    width = models.PositiveIntegerField(_("width in pixels"), null=True, blank=True, editable=False)
    height = models.PositiveIntegerField(_("height in pixels"), null=True, blank=True, editable=False)
    alt = models.CharField(
        _("text for those who cannot see it"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, in a sentence."),
    )
    is_decorative = models.BooleanField(
        _("is decorative"),
        default=False,
        db_default=False,
        help_text=_("It says nothing that the text does not: readers who cannot see it are not told of it."),
    )
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    focal_x = models.FloatField(
        _("focal point, from the left"), default=0.5, validators=_share, help_text=_("0 to 1.")
    )
    focal_y = models.FloatField(_("focal point, from the top"), default=0.5, validators=_share, help_text=_("0 to 1."))
    card_focal_x = _own_share(_("cards, from the left"))
    card_focal_y = _own_share(_("cards, from the top"))
    face_focal_x = _own_share(_("portraits, from the left"))
    face_focal_y = _own_share(_("portraits, from the top"))
    share_focal_x = _own_share(_("beside links, from the left"))
    share_focal_y = _own_share(_("beside links, from the top"))
    # Their folder's name (articles/renditions.py), once the worker has made them.
    renditions = models.CharField(max_length=60, blank=True, default="", db_default="", editable=False)
    # Of the file's bytes (articles/pictures.py), so that a twin is noticed; blank until somebody has read them.
    digest = models.CharField(max_length=32, blank=True, default="", db_default="", db_index=True, editable=False)
    uploaded_at = models.DateTimeField(_("uploaded"), default=timezone.now, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="pictures",
    )

    objects: ClassVar[PictureQuerySet] = PictureQuerySet.as_manager()  # type: ignore[assignment]  # has its methods

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_decorative=False) | Q(alt=""),
                name="articles_picture_decorative_says_nothing",
                violation_error_message=_("A decorative picture is described to nobody."),
            ),
            *map(_both_or_neither, POINTED_CUTS),
        ]

    def __str__(self) -> str:
        return self.caption or self.alt or gettext("Picture %(number)s, not described") % {"number": self.pk}

    def focal_point(self, cut: str = "") -> Point:
        """What must stay in view in the cut: its own point, or that of the picture."""
        x, y = (getattr(self, f"{cut}_focal_{axis}", None) for axis in "xy")
        return (self.focal_x, self.focal_y) if x is None or y is None else (x, y)

    @property
    def is_described(self) -> bool:
        """Whether somebody has settled what those who cannot see it are told, be it nothing."""
        return bool(self.alt) or self.is_decorative

    def get_absolute_url(self) -> str:
        return reverse("picture", args=[self.pk])
