"""Remarks at the desk: what people say of our texts, answered one by one."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.correcting import check_correction_is_told
from articles.admin.holding import hold_article_of, is_about_to_save
from articles.admin.planned import warn_of_planned
from articles.models import Remark
from articles.permissions import may_edit_articles, may_preview
from articles.remarks.actions import apply_remark, settle_remark
from articles.remarks.replacing import replaced


class Outcome:
    """What an editor makes of a remark."""

    REPLACE, BY_HAND, DECLINE = "replace", "by-hand", "decline"
    CHOICES = (
        (REPLACE, _("Replace the passage now, as written below")),
        (BY_HAND, _("It is put right already: I changed the article")),
        (DECLINE, _("Leave the text as it is")),
    )


class AnswerForm(forms.ModelForm[Remark]):
    outcome = forms.ChoiceField(label=_("What becomes of it"), choices=Outcome.CHOICES, widget=forms.RadioSelect)
    replacement = forms.CharField(
        label=_("The passage becomes"), required=False, max_length=1_000, widget=forms.Textarea({"rows": 3})
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=200,
        help_text=_("What the change is for, in a sentence: kept with the new text, and shown if it is a correction."),
    )
    is_correction = forms.BooleanField(
        label=_("Is a correction"), required=False, help_text=_("Readers are told, with the note.")
    )

    class Meta:
        model = Remark
        fields = ("answer",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("replacement", self.instance.proposal or self.instance.passage)
        self.initial.setdefault("is_correction", self.instance.kind == Remark.Kind.FACT)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not self.instance.is_open:
            raise ValidationError(
                _("This remark is answered already. What you typed is still here, to be copied: nobody is sent it.")
            )
        if said.get("outcome") == Outcome.REPLACE:
            self._check_replacement(said)
        return said

    def _check_replacement(self, said: dict[str, Any]) -> None:
        article = self.instance.article
        try:
            changed = replaced(article.body, self.instance.passage, said.get("replacement", ""))
        except ValidationError as error:
            self.add_error("outcome", error)
            return
        if changed == article.body:
            self.add_error("replacement", _("The passage would stay as it is."))
        if said.get("is_correction") and not article.is_public:
            self.add_error("is_correction", _("Only a published article can be corrected."))
        check_correction_is_told(self)


SAID = ("article_link", "kind", "passage", "words", "proposal", "from_whom", "written_at")
ASKED = ("outcome", "replacement", "note", "is_correction", "answer")
ANSWERED = ("state", "answered", "answer", "text_since")
# Beside the answer that came second, which has the field of that name.
ANSWERED_MEANWHILE = ("state", "answered", "text_since")
# What has no row where there is nothing, by the remark's field that says so.
_NOT_ALWAYS = {"passage": "passage", "proposal": "proposal", "answer": "answer", "text_since": "revision"}


def _that_are_there(remark: Remark | None, fields: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in fields if name not in _NOT_ALWAYS or getattr(remark, _NOT_ALWAYS[name], None))


@admin.register(Remark)
class RemarkAdmin(admin.ModelAdmin[Remark]):
    form = AnswerForm
    list_display = ("about", "kind", "passage_in_short", "writer", "written_at", "state")
    list_display_links = ("about", "passage_in_short")
    list_filter = ("state", "kind", "written_at")
    search_fields = ("article__headline", "passage", "words")
    list_select_related = ("article", "reader")
    list_per_page = 50
    readonly_fields = (*SAID, *ANSWERED_MEANWHILE)

    class Media:
        css = {"all": ("css/admin.css",)}

    def has_add_permission(self, request: HttpRequest, obj: Remark | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Remark | None = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Remark | None = None) -> bool:
        return bool(may_preview(request.user))

    def has_change_permission(self, request: HttpRequest, obj: Remark | None = None) -> bool:
        # What is answered is only read; but what somebody sends meanwhile is given back to them by the form.
        is_changed = obj is None or obj.is_open or request.method == "POST"
        return is_changed and bool(may_edit_articles(request.user))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(may_preview(request.user))

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Remark | None:
        if is_about_to_save(request):
            hold_article_of(object_id, "remarks")
        return super().get_object(request, object_id, from_field)

    def get_fieldsets(self, request: HttpRequest, obj: Remark | None = None) -> Any:
        """What was said, and the form for an answer or what was answered; both where that came first."""
        asked = ASKED if self.has_change_permission(request, obj) else ()
        answered: tuple[str, ...] = ()
        if obj is not None and not obj.is_open:
            answered = _that_are_there(obj, ANSWERED_MEANWHILE if asked else ANSWERED)
        groups = (
            (_("What was said"), _that_are_there(obj, SAID)),
            (_("Answered in the meantime") if asked else _("Answer"), answered),
            (_("Answer"), asked),
        )
        return [(title, {"fields": fields}) for title, fields in groups if fields]

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except ValidationError as error:
            # A colleague was faster, between the form's look and the action's.
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return redirect(request.get_full_path())

    def save_model(self, request: HttpRequest, obj: Remark, form: AnswerForm, change: bool) -> None:
        said, editor = form.cleaned_data, request.user
        assert editor.is_authenticated  # noqa: S101  # nobody comes here without signing in
        if said["outcome"] == Outcome.REPLACE:
            apply_remark(
                remark=obj,
                editor=editor,
                replacement=said["replacement"],
                note=said["note"],
                is_correction=said["is_correction"],
                answer=said["answer"],
            )
            warn_of_planned(self, request, obj.article)
            return
        state = Remark.State.APPLIED if said["outcome"] == Outcome.BY_HAND else Remark.State.DECLINED
        settle_remark(remark=obj, editor=editor, state=state, answer=said["answer"])

    @admin.display(description=_("article"), ordering="article__headline")
    def about(self, remark: Remark) -> str:
        return remark.article.headline

    @admin.display(description=_("article"))
    def article_link(self, remark: Remark) -> SafeString:
        address = reverse("admin:articles_article_change", args=[remark.article_id])
        return format_html('<a href="{}">{}</a>', address, remark.article.headline)

    @admin.display(description=_("what it says"))
    def passage_in_short(self, remark: Remark) -> str:
        return (remark.passage or remark.words)[:120]

    @admin.display(description=_("from"))
    def writer(self, remark: Remark) -> str:
        return remark.writer_name or gettext("a reader")

    @admin.display(description=_("from"))
    def from_whom(self, remark: Remark) -> str:
        said = self.writer(remark)
        if remark.link:
            said = gettext("%(name)s, by the preview link for %(label)s") % {"name": said, "label": remark.link.label}
        return f"{said} – {gettext('would like to be thanked by name')}" if remark.wants_credit else said

    @admin.display(description=_("answered"))
    def answered(self, remark: Remark) -> str:
        moment = date_format(timezone.localtime(remark.answered_at), "DATETIME_FORMAT")
        if remark.answered_by is None:
            return moment
        return gettext("%(moment)s, by %(name)s") % {"moment": moment, "name": remark.answered_by}

    @admin.display(description=_("text with the change"))
    def text_since(self, remark: Remark) -> SafeString | str:
        if remark.revision is None:
            return "–"
        address = reverse("admin:articles_article_revision", args=[remark.article_id, remark.revision.number])
        said = gettext("Text %(number)d") % {"number": remark.revision.number}
        return format_html('<a href="{}">{}</a>', address, said)
