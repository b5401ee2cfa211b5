"""What an editor may say about an article, checked together."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from articles.actions.publishing import TEXT_FIELDS, latest_revision, moment_of_publication
from articles.admin.as_it_stands import as_it_stands
from articles.admin.checking import check_before_publishing
from articles.admin.correcting import check_correction_is_told
from articles.admin.merging import Held, MergesWithColleagues
from articles.admin.moment_field import MomentField
from articles.admin.prose import BodyField
from articles.admin.sent_again import take_note
from articles.checklist.findings import Finding
from articles.models import Article, ArticleDraft, ArticleRevision, FormerAddress
from articles.policy import POLICY_FIELDS
from articles.unsaved import Unsaved

# How far an editor's clock may be ahead of ours when “now” is meant.
CLOCK_SKEW = timedelta(minutes=5)

Status = Article.Status


class ArticleForm(MergesWithColleagues[Article]):
    """An article's own fields, and what goes with the change: a note, and whether it is a correction."""

    # All but the text, of which there are numbers.
    merged_fields = (
        "status",
        "published_at",
        "withdrawal_note",
        "slug",
        "lead_picture",
        "topics",
        "tags",
        *POLICY_FIELDS,
    )

    note = forms.CharField(
        label=_("Note"),
        max_length=300,
        required=False,
        widget=forms.TextInput({"class": "vTextField"}),
        help_text=_("What this change of the text is for, in a sentence. It is kept with the new text."),
    )
    is_correction = forms.BooleanField(
        label=_("Is a correction"),
        required=False,
        help_text=_("Readers are told that the published article was corrected, and when."),
    )
    # The number of the text that the editor had before their eyes.
    based_on = forms.IntegerField(required=False, widget=forms.HiddenInput)

    # What the checklist asks about before it lets the article go on, and what the editor lets stand.
    asked: Sequence[Finding] = ()
    despite: Sequence[Finding] = ()

    class Meta:
        model = Article
        fields = "__all__"  # the admin's fieldsets choose
        field_classes = {"body": BodyField, "published_at": MomentField}

    # Who has the form, and the draft of theirs with which it is opened; set by the admin on the class that it makes
    # for one request.
    taken: ArticleDraft | None = None
    editor: User | None = None
    # Somebody else's text, for which this one was refused.
    newer: ArticleRevision | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.latest = latest_revision(self.instance)
        self.stood_at = self.instance.status
        self.was_public = self.instance.pk is not None and self.instance.is_public
        if self.latest:
            self.initial["based_on"] = self.latest.number
        if self.taken:
            self.initial.update({name: getattr(self.taken, name) for name in (*TEXT_FIELDS, "note")})
            self.initial["based_on"] = self.taken.based_on or self.initial.get("based_on")
        if "slug" in self.fields:
            self.fields["slug"].required = False
        if "headline" in self.fields and self.instance.pk is None:
            self.fields["headline"].widget.attrs["autofocus"] = True

    def clean_body(self) -> str:
        """Left alone it stays as it is stored: what an editor left over goes with the next change, and makes none."""
        return str(self.cleaned_data["body"] if "body" in self.changed_data else self.instance.body)

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"] or slugify(self.cleaned_data.get("headline", ""))[:120].strip("-")
        if not slug and "headline" in self.errors:
            return ""  # What is said of the headline is enough.
        if not slug:
            raise forms.ValidationError(_("No address can be made from this headline: please type one."))
        if FormerAddress.objects.filter(slug=slug).exclude(article=self.instance.pk).exists():
            raise forms.ValidationError(
                _("This address still leads readers to another article: please choose another.")
            )
        return str(slug)

    def clean(self) -> dict[str, Any]:
        super().clean()
        if "published_at" in self.cleaned_data and "status" in self.cleaned_data:
            self._settle_publication(self.cleaned_data)
        self._check_withdrawal(self.cleaned_data)
        self._check_what_goes_with_the_text()
        self._check_nobody_was_faster()
        check_before_publishing(self)
        return self.cleaned_data

    @cached_property
    def unsaved(self) -> Unsaved:
        """The article as it would be with what was sent, in order or not."""
        return as_it_stands(self)

    def _settle_publication(self, said: dict[str, Any]) -> None:
        """Give the status the time that it needs, or say which time that would be."""
        if said["status"] == Status.SCHEDULED:
            self._settle_scheduled(said, timezone.now())
        elif said["status"] == Status.PUBLISHED:
            self._settle_published(said, timezone.now())

    def _settle_scheduled(self, said: dict[str, Any], now: datetime) -> None:
        moment = said["published_at"]
        if moment is None:
            self.add_error("published_at", _("Say when the article is to appear."))
        elif moment <= now and self._was_waiting():
            said["status"] = Status.PUBLISHED
        elif moment <= now:
            self.add_error("published_at", _("This moment is past. Choose a later one, or publish the article now."))

    def _settle_published(self, said: dict[str, Any], now: datetime) -> None:
        moment = moment_of_publication(said["status"], said["published_at"]) or now
        if moment > now + CLOCK_SKEW:
            self.add_error(
                "published_at",
                _("This moment is still to come. Choose “scheduled”, or leave the time out to publish now."),
            )
        else:
            said["published_at"] = min(moment, now.replace(microsecond=0))

    def _was_waiting(self) -> bool:
        """Scheduled before, and its moment has come by itself since."""
        return self.was_public and not {"status", "published_at"} & set(self.changed_data)

    def _check_withdrawal(self, said: dict[str, Any]) -> None:
        """An article that comes back leaves its note behind; one that was typed just now is asked about."""
        if not said.get("withdrawal_note") or said.get("status", Status.WITHDRAWN) == Status.WITHDRAWN:
            return
        if "withdrawal_note" in self.changed_data:
            self.add_error(
                "withdrawal_note",
                _("This is shown of a withdrawn article only. Empty it, or choose “withdrawn” as the status."),
            )
        else:
            said["withdrawal_note"] = ""

    def _check_what_goes_with_the_text(self) -> None:
        said = self.cleaned_data
        if said.get("is_correction") and not (self.was_public and said.get("status") == Status.PUBLISHED):
            self.add_error("is_correction", _("Only a published article can be corrected."))
        elif (said.get("note") or said.get("is_correction")) and not self._has_new_text():
            where = "note" if said.get("note") else "is_correction"
            self.add_error(where, _("This goes with a new text, but headline, dek and body are as they were."))
        check_correction_is_told(self)

    def text_sent(self) -> ArticleRevision:
        """To be held against another; it is stored nowhere."""
        return ArticleRevision(**{name: self.data.get(self.add_prefix(name), "") for name in TEXT_FIELDS})

    def _has_new_text(self) -> bool:
        return self.latest is None or not set(TEXT_FIELDS).isdisjoint(self.changed_data)

    def _check_nobody_was_faster(self) -> None:
        """Two editors at one article: the second is told before their text replaces the first's."""
        based_on = self.cleaned_data.get("based_on")
        if not (self.latest and based_on and based_on < self.latest.number):
            return
        self.add_error(None, _describe_newer(self.latest, self.editor))
        self.newer = self.latest
        # Said once: sending the form again replaces the newer text knowingly.
        take_note(self, "based_on", str(self.latest.number))

    def is_left_to_colleagues(self, name: str, opened: Held) -> bool:
        """Nobody goes on unawares where a colleague has withdrawn the article since, or published it early."""
        has_appeared = opened == Status.SCHEDULED and self.stood_at == Status.PUBLISHED
        return name != "status" or has_appeared

    def describe_conflict(self, name: str) -> str:
        return _describe_move(self.stood_at) if name == "status" else super().describe_conflict(name)


def _describe_move(stands: str) -> str:
    return gettext(
        "A colleague has changed this since you opened the form: it stands at “%(status)s” now. Choose what it is "
        "to be, and save again; nothing of what you wrote is lost."
    ) % {"status": Status(stands).label}


def _describe_newer(revision: ArticleRevision, editor: User | None) -> str:
    if editor is not None and revision.created_by == editor:
        return gettext(
            "You changed the text in another window, or by a remark, while you were writing. Text %(number)d is held "
            "against yours below. Nothing of yours is lost: compare, and save again to put this text in its place."
        ) % {"number": revision.number}
    return gettext(
        "%(name)s changed the text while you were writing. Text %(number)d is held against yours below. "
        "Nothing of yours is lost: compare, and save again to put your text in its place."
    ) % {"name": revision.created_by or gettext("Somebody"), "number": revision.number}
