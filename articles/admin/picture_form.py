"""What an editor may say about a picture, checked together."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.admin.merging import Held, MergesWithColleagues
from articles.models import Picture
from articles.models.picture import POINTED_CUTS
from articles.pictures import reencode_picture

SAY_SOMETHING = _(
    "Say in a sentence what the picture shows, or tick that it is decorative: "
    "readers who cannot see it wait for one of the two."
)
SAYS_BOTH = _("A decorative picture is described to nobody: take out either this tick or the sentence above.")
CHOOSE_AGAIN = _("Please choose the file again: no browser keeps it when a form comes back.")
HALF_A_POINT = _("Say how far the point lies from the left and from the top, or leave both blank.")
OWN_POINTS = tuple(f"{cut}_focal_{axis}" for cut in POINTED_CUTS for axis in "xy")


class PictureFileField(forms.FileField):
    """A file that passes the bounded door; nothing else looks into it before.

    Its name counts for nothing, so its length does not either.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs | {"max_length": None})

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        return reencode_picture(file) if isinstance(file, UploadedFile) else file


# What the door accepts, for whoever chooses a file.
ACCEPTED = {"accept": "image/jpeg,image/png,image/webp,image/gif"}


class PictureForm(MergesWithColleagues[Picture]):
    class Meta:
        model = Picture
        fields = "__all__"  # the admin's fieldsets choose

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # It can be replaced, or the picture deleted, which asks; cleared, it would be gone from texts without a word.
        # Only archives have lost theirs: a new picture has a file.
        if "file" in self.fields and (self.instance.file or self.instance.pk is None):
            self.fields["file"].required = self.fields["file"].widget.is_required = True

    def full_clean(self) -> None:
        super().full_clean()
        if self.errors and "file" not in self.errors and self.files.get(self.add_prefix("file")):
            field = self["file"]
            field.help_text = format_html('<strong class="again">{}</strong> {}', CHOOSE_AGAIN, field.help_text)

    def clean(self) -> dict[str, Any]:
        super().clean()
        said = self.cleaned_data
        is_blank = "alt" in said and not said["alt"] and not said.get("is_decorative")
        if is_blank and said.get("file", self.instance.file) and not self.may_wait():
            self.add_error("alt", SAY_SOMETHING)
        elif said.get("alt") and said.get("is_decorative"):
            self.add_error("is_decorative", SAYS_BOTH)
        for cut in POINTED_CUTS:
            self._check_point(f"{cut}_focal_x", f"{cut}_focal_y")
        return said

    def is_left_to_colleagues(self, name: str, opened: Held) -> bool:
        """A point is left alone as a whole: half of one and half of another is where nobody has put it."""
        return self.touched.isdisjoint(_point_of(name))

    def may_wait(self) -> bool:
        """Whether it may stay without a description for now."""
        return False

    def _check_point(self, *names: str) -> None:
        said = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        blank = [name for name, share in said.items() if share is None]
        if len(said) == 2 and len(blank) == 1:
            self.add_error(blank[0], HALF_A_POINT)


def _point_of(name: str) -> tuple[str, ...]:
    """The fields of the point to which this one belongs; none where it belongs to no point."""
    return tuple(f"{name[:-1]}{axis}" for axis in "xy") if name.endswith(("focal_x", "focal_y")) else ()


class DescribingForm(PictureForm):
    """One of several pictures that are described together; those that nobody touches wait."""

    class Meta:
        model = Picture
        fields = ("alt", "is_decorative", "caption", "credit")

    def may_wait(self) -> bool:
        return not self.has_changed()


class UploadForm(PictureForm):
    """A picture for the text that its editor is writing, described at once."""

    file = PictureFileField(label=_("File"), widget=forms.FileInput(ACCEPTED))

    class Meta:
        model = Picture
        fields = ("file", "alt", "is_decorative", "caption", "credit")
