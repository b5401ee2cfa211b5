"""What somebody tells the desk about a text."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from articles.models import Remark

_SHORT, _LONG = forms.Textarea({"rows": 2}), forms.Textarea({"rows": 4})


def words_typed(said: QueryDict) -> str:
    """What somebody wrote, to be given back where there is no form for it any more; blank where nothing was sent."""
    typed = (said.get(name, "").strip() for name in ("passage", "words", "proposal"))
    return "\n\n".join(filter(None, typed))


class _Remark(forms.ModelForm[Remark]):
    # People never see it; programs that fill in every field do.
    website = forms.CharField(required=False, label=_("Leave this empty"), widget=forms.TextInput({"tabindex": "-1"}))

    @property
    def is_from_a_program(self) -> bool:
        return bool(self.data.get(self.add_prefix("website")))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        return {name: value.replace("\x00", "") if isinstance(value, str) else value for name, value in said.items()}


class ReaderRemarkForm(_Remark):
    """A reader's: somebody signed in is asked for neither name nor address."""

    class Meta:
        model = Remark
        fields = ("kind", "passage", "words", "proposal", "name", "email", "wants_credit")
        widgets = {"kind": forms.RadioSelect, "passage": _SHORT, "words": _LONG, "proposal": _SHORT}
        labels = {"words": _("What is wrong?"), "proposal": _("How should it read?")}
        help_texts = {
            "passage": _("The words as they stand in the article, if it is about some of them."),
            "proposal": _("If you know."),
            "name": _("If you like."),
            "email": _("If you want to hear what became of it. Used for nothing else."),
        }

    def __init__(self, *args: Any, is_signed_in: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_signed_in:
            del self.fields["name"], self.fields["email"]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if said.get("wants_credit") and "name" in self.fields and not said.get("name"):
            self.add_error("name", _("To be thanked by name, tell us yours."))
        return said


class PreviewRemarkForm(_Remark):
    class Meta:
        model = Remark
        fields = ("passage", "words", "name")
        widgets = {"passage": _SHORT, "words": _LONG}
        labels = {"words": _("Your remark")}
        help_texts = {"passage": _("The words it is about, if it is about some of them.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        # They are not asked what it is, and mostly it is no slip of the pen.
        self.instance.kind = Remark.Kind.OTHER
