"""The forms by which rules are made and tried."""

from typing import Any, cast

from django import forms
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.keys import key_of
from articles.models import Article, Topic
from comments.classifier.model import Model, readable_model
from comments.models import Rule
from comments.models.comment import BODY_LENGTH
from comments.models.judgement import Reason
from comments.rules.kinds import OF_WORDS
from comments.rules.links import tidy_domain
from comments.rules.rehearsing import SPANS
from comments.rules.wordlists import problems_in

Kind = Rule.Kind

ENTRIES_LENGTH = 200_000
MOST_DOMAINS = 2_000

# What each kind looks for, in a sentence for whoever chooses.
KINDS: dict[str, str | Promise] = {
    Kind.WORDS: gettext_lazy("Words and phrases of a list, however they are disguised."),
    Kind.LINKS: gettext_lazy("Many links, or links to certain sites."),
    Kind.FIRST: gettext_lazy("The first comments that somebody writes here."),
    Kind.YOUNG: gettext_lazy("What is written soon after an account was opened."),
    Kind.REMOVALS: gettext_lazy("What is written by somebody of whom much was removed."),
    Kind.REPEATS: gettext_lazy("Words that were sent before, by anybody."),
    Kind.FLOODS: gettext_lazy("What is written while very many comments come in one discussion."),
    Kind.REPORTS: gettext_lazy("What readers report; looked at whenever one does."),
    Kind.CLASSIFIER: gettext_lazy("What looks like comments that moderators removed, once it has learned from them."),
}


def _number(label: Any, least: int, most: int, initial: int | None, help_text: Any = "") -> forms.IntegerField:
    field = forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        initial=initial,
        help_text=help_text,
        error_messages={
            "required": gettext_lazy("Please give a number."),
            "invalid": gettext_lazy("Give a whole number."),
        },
    )
    field.widget.attrs["inputmode"] = "numeric"
    return field


def _lines(label: Any, help_text: Any, length: int, rows: int) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto", "spellcheck": "false", "class": "list"})
    field = forms.CharField(label=label, help_text=help_text, max_length=length, widget=widget, required=False)
    # The limit is told as a sentence; the attribute would cut what is pasted without a word.
    field.widget.attrs.pop("maxlength", None)
    return field


def parameter_fields(kind: str) -> dict[str, forms.Field]:
    match kind:
        case Kind.WORDS:
            told = gettext_lazy(
                "One to a line. Whole words count; a star stands for any letters, as in casino* or *coin; "
                "what follows # is a remark. Capitals, accents and letters that look alike do not matter."
            )
            return {"entries": _lines(gettext_lazy("Words and phrases"), told, ENTRIES_LENGTH, 8)}
        case Kind.LINKS:
            most = _number(
                gettext_lazy("More links than"), 0, 100, None, gettext_lazy("Left blank, they are not counted.")
            )
            most.required = False
            told = gettext_lazy(
                "One to a line, as in example.com; parts of it count, too, and *.xyz is all that ends so."
            )
            return {"most": most, "domains": _lines(gettext_lazy("Sites"), told, ENTRIES_LENGTH, 5)}
        case Kind.FIRST:
            return {"comments": _number(gettext_lazy("Until so many are published"), 1, 50, 1)}
        case Kind.YOUNG:
            return {"hours": _number(gettext_lazy("For so many hours"), 1, 8_760, 24)}
        case Kind.REMOVALS:
            told = gettext_lazy("Of the last 50 comments: removed ÷ (published + removed).")
            return {
                "percent": _number(gettext_lazy("From so many per cent removed"), 1, 100, 30, told),
                "removed": _number(gettext_lazy("And from so many removed"), 1, 50, 3),
            }
        case Kind.REPEATS:
            told = gettext_lazy("The last 300 comments of the site are looked at.")
            return {
                "times": _number(gettext_lazy("From so many times before"), 1, 100, 2),
                "hours": _number(gettext_lazy("Within so many hours"), 1, 168, 24, told),
            }
        case Kind.FLOODS:
            told = gettext_lazy("The last 300 comments of the site are looked at.")
            return {
                "comments": _number(gettext_lazy("From so many comments"), 2, 200, 30),
                "minutes": _number(gettext_lazy("Within so many minutes"), 1, 1_440, 10, told),
            }
        case Kind.CLASSIFIER:
            return {}
    return {"reports": _number(gettext_lazy("From so many readers’ reports"), 1, 50, 3)}


class RuleForm(forms.Form):
    """A rule of one kind; `facts` are what the actions take."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=80,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        help_text=gettext_lazy("Writers and readers are told it, as in: because of the rule “No advertising”."),
        error_messages={"required": gettext_lazy("Please give it a name: writers are told it.")},
    )
    action = forms.ChoiceField(
        label=gettext_lazy("What it does"), choices=Rule.Action.choices, widget=forms.RadioSelect, initial="hold"
    )
    reason = forms.ChoiceField(label=gettext_lazy("For which reason"), choices=Reason.choices, initial=Reason.OTHER)
    sentence = forms.CharField(
        label=gettext_lazy("What the writer is told"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=gettext_lazy("Left blank, they are told the rule’s name and what it found."),
    )
    tells_parts = forms.BooleanField(
        label=gettext_lazy("Tell the writer which words it found"), required=False, initial=True
    )
    newcomers_below = forms.IntegerField(
        label=gettext_lazy("Only of writers with fewer published comments than"),
        min_value=1,
        max_value=50,
        required=False,
        help_text=gettext_lazy("Left blank, it looks at everybody. Moderators are never looked at."),
    )
    topic = forms.ModelChoiceField(
        label=gettext_lazy("Only on the topic"),
        queryset=Topic.objects.all(),
        required=False,
        empty_label=gettext_lazy("any"),
    )
    article = forms.CharField(
        label=gettext_lazy("Only on the article"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        help_text=gettext_lazy("Its address or number; left blank, on any."),
    )
    sample = forms.CharField(
        label=gettext_lazy("Try it on this text"),
        max_length=BODY_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("Nothing is saved by trying."),
    )

    def __init__(self, kind: str, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        self.kind = kind
        self.parameter_names = list(parameter_fields(kind))
        self.fields |= parameter_fields(kind)
        for name in ("sentence", "sample"):
            self.fields[name].widget.attrs.pop("maxlength", None)
        if not self.is_of_words:
            del self.fields["tells_parts"], self.fields["sample"]
        if kind == Kind.FIRST:
            del self.fields["newcomers_below"]
        if kind in {Kind.REPORTS, Kind.CLASSIFIER}:
            action = cast("forms.ChoiceField", self.fields["action"])
            action.choices = [one for one in Rule.Action.choices if one[0] != Rule.Action.REFUSE]

    @classmethod
    def of(cls, rule: Rule, **how: Any) -> "RuleForm":
        """Filled in as the rule is."""
        shown = {**rule.parameters, **{name: getattr(rule, name) for name in _SAID}, "topic": rule.topic_id}
        shown["article"] = rule.article_id or ""
        if "domains" in shown:
            shown["domains"] = "\n".join(shown["domains"])
        return cls(rule.kind, initial=shown, **how)

    @property
    def is_of_words(self) -> bool:
        return self.kind in OF_WORDS

    @property
    def model(self) -> Model | None:
        """What the classifier learned, for a rule that asks it."""
        return readable_model() if self.kind == Kind.CLASSIFIER else None

    @property
    def looking_for(self) -> list[forms.BoundField]:
        return [self[name] for name in self.parameter_names]

    @property
    def parameters(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.parameter_names}

    @property
    def facts(self) -> dict[str, Any]:
        said = {name: self.cleaned_data[name] for name in (*_SAID, "topic", "article") if name in self.cleaned_data}
        return {"parameters": self.parameters, **said}

    def clean_entries(self) -> str:
        entries: str = self.cleaned_data["entries"].replace("\r\n", "\n")
        if problems := problems_in(entries):
            raise forms.ValidationError(problems)
        return entries

    def clean_domains(self) -> list[str]:
        lines = [line for line in self.cleaned_data["domains"].split() if line]
        domains = [tidy_domain(line) for line in lines]
        wrong = [line for line, domain in zip(lines, domains, strict=True) if not _is_domain(domain)]
        if wrong:
            raise forms.ValidationError(_("“%(line)s” is no site; write it as example.com.") % {"line": wrong[0][:80]})
        if len(domains) > MOST_DOMAINS:
            raise forms.ValidationError(_("These are more than %(most)s sites.") % {"most": MOST_DOMAINS})
        return sorted(set(domains))

    def clean_article(self) -> Article | None:
        place: str = self.cleaned_data["article"].strip()
        if not place:
            return None
        last = place.split("#", 1)[0].strip("/").split("/")[-1]
        found = Article.objects.filter(Q(slug=last) | Q(pk=key_of(last) or 0)).order_by("pk").first()
        if found is None:
            raise forms.ValidationError(_("There is no article with this address or number."))
        return found

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or {}
        if facts.get("topic") and facts.get("article"):
            self.add_error("article", _("Choose a topic or an article, not both."))
        if self.kind == Kind.LINKS and not self.errors and facts["most"] is None and not facts["domains"]:
            self.add_error("most", _("Give a number of links, or a site, or both."))
        return facts


class StateForm(forms.Form):
    state = forms.ChoiceField(choices=Rule.State.choices)


class RehearsalForm(forms.Form):
    days = forms.TypedChoiceField(
        label=gettext_lazy("Decisions of the last"),
        coerce=int,
        initial=30,
        choices=SPANS,
    )


_SAID = ("name", "action", "reason", "sentence", "tells_parts", "newcomers_below")


def _is_domain(domain: str) -> bool:
    return bool(domain) and all(part and all(c.isalnum() or c == "-" for c in part) for part in domain.split("."))
