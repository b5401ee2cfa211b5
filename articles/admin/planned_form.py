"""What an editor may say about a planned text, checked together."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.actions.publishing import TEXT_FIELDS, has_new_text, latest_revision
from articles.admin.correcting import check_correction_is_told
from articles.admin.moment_field import MomentField
from articles.admin.prose import BodyField
from articles.admin.sent_again import take_note
from articles.models import Article, ArticleDraft, PlannedRevision
from articles.planned.actions import check_moment
from articles.planned.settling import is_behind, is_read_at, is_shown

# The button that puts the text in force at once.
NOW = "_now"
NOT_SHOWN = _("Readers do not have this article: publish it first, and then plan this text. What you typed is kept.")


class PlannedForm(forms.ModelForm[PlannedRevision]):
    """A planned text, the number of the text that its editor compared it with, and whether it stands all the same."""

    # Whose text is planned, where none is yet: set by the admin on its form's class.
    article: Article
    # The editor's own unsaved words, which the form is opened with; set like the article.
    taken: ArticleDraft | None = None

    compared_with = forms.IntegerField(required=False, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    stands = forms.BooleanField(required=False)

    class Meta:
        model = PlannedRevision
        fields = ("headline", "dek", "body", "note", "is_correction", "takes_effect_at")
        field_classes = {"body": BodyField, "takes_effect_at": MomentField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.instance.article = self.article
        self.latest = latest_revision(self.instance.article)
        self.number = self.latest.number if self.latest else 1
        self.was_open = self.instance.is_open
        self.initial["compared_with"] = self.number
        self.initial["seen"] = self.instance.changed_at.isoformat() if self.instance.pk else ""
        if self.taken:
            self._take_up(self.taken)
        self.is_behind = self.instance.pk is not None and is_behind(self.instance, self.latest)
        if not self.is_behind:
            del self.fields["stands"]
        else:
            self.fields["stands"].label = gettext("It is to replace text %(number)d") % {"number": self.number}
            self.fields["stands"].help_text = gettext(
                "It was written for text %(before)d. Look at what has changed since, below, and bring over what is "
                "to stay. Left out, the text is kept here and does not appear."
            ) % {"before": self.instance.based_on}

    def _take_up(self, draft: ArticleDraft) -> None:
        """With what its editor had seen, so that nothing newer is replaced unseen."""
        self.initial.update({name: getattr(draft, name) for name in (*TEXT_FIELDS, "note")})
        self.initial["compared_with"] = draft.based_on or self.number
        if self.instance.pk:
            self.initial["seen"] = draft.seen_at.isoformat() if draft.seen_at else ""

    @property
    def is_for_now(self) -> bool:
        return NOW in self.data

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.instance.pk is None and not is_shown(self.instance.article):
            self.add_error(None, NOT_SHOWN)
        self._check_it_is_open()
        self._check_nobody_was_faster()
        self._check_text_is_new()
        if not self.errors:
            self._check_moment()
        return self.cleaned_data

    def _check_it_is_open(self) -> None:
        others = self.instance.article.planned_revisions.open().exclude(pk=self.instance.pk)
        if not self.was_open:
            self.add_error(
                None,
                _(
                    "This text was put in force or dropped in the meantime. What you typed is still here: "
                    "copy it, and plan another text with it."
                ),
            )
        elif others.exists():
            self.add_error(
                None,
                _(
                    "Somebody has planned another text for this article in the meantime. What you typed is still "
                    "here: copy it, and bring both together in that one."
                ),
            )

    def _check_nobody_was_faster(self) -> None:
        """Nobody replaces unseen what a colleague wrote, in the article or here; said once."""
        said = self.cleaned_data
        if said.get("compared_with") != self.number:
            self.add_error(
                None,
                gettext(
                    "The article has a newer text, number %(number)d, since you opened this. Nothing of yours is "
                    "lost: compare them and save again."
                )
                % {"number": self.number},
            )
            take_note(self, "compared_with", str(self.number))
            take_note(self, "stands", "")
        if self.instance.pk and said.get("seen") != self.initial["seen"]:
            self.add_error(
                None,
                _(
                    "A colleague changed this planned text while you were writing. Nothing of yours is lost: "
                    "look at theirs in another window, and save again to put yours in its place."
                ),
            )
            take_note(self, "seen", self.initial["seen"])

    def _check_text_is_new(self) -> None:
        said = self.cleaned_data
        if not self.latest or not set(TEXT_FIELDS) <= set(said):
            return
        if not self.fields["body"].has_changed(self.latest.body, said["body"]):
            # What an editor left over in the article's own is no part of what was sent.
            said = said | {"body": self.latest.body}
        if not has_new_text(said, self.latest):
            self.add_error(None, _("Headline, dek and body are the article's own: there is nothing to plan."))

    def _check_moment(self) -> None:
        said, is_open = self.cleaned_data, self.instance.state == PlannedRevision.State.WAITING
        must_stand = self.is_behind and (self.is_for_now or not is_open)
        if must_stand and not said.get("stands"):
            self.add_error("stands", _("Say that this text is to replace the newer one, or drop it."))
        if self.is_for_now and not is_shown(self.instance.article):
            self.add_error(None, _("Readers do not have this article: publish it first."))
        self.instance.takes_effect_at = said["takes_effect_at"]
        if not self.is_for_now and ("takes_effect_at" in self.changed_data or not is_open):
            try:
                check_moment(self.instance)
            except ValidationError as error:
                self.add_error("takes_effect_at", error)
        if said.get("is_correction") and not self._is_read_by_then():
            self.add_error(
                "is_correction", _("Readers do not have the article by then: only what they have can be corrected.")
            )
        check_correction_is_told(self)

    def _is_read_by_then(self) -> bool:
        article = self.instance.article
        return article.is_public if self.is_for_now else is_read_at(article, self.cleaned_data["takes_effect_at"])
