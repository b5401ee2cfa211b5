"""The pages on which rules are made, tried out and watched."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from comments.classifier.model import readable_model
from comments.models import Rule
from comments.permissions import may_make_rules
from comments.rules.actions import NotRehearsedError, change_rule, make_rule, set_rule_state
from comments.rules.forms import KINDS, RehearsalForm, RuleForm, StateForm
from comments.rules.history import changes_of
from comments.rules.precision import PRECISION_DAYS, Precision, precisions
from comments.rules.rehearsing import ask_rehearsal, is_rehearsed
from comments.rules.results import latest_rehearsal
from comments.rules.trying import try_rule
from comments.views.answers import sign_in_first

HITS_SHOWN = 20
_NOW = {
    Rule.State.DRAFT: gettext_lazy("The rule is a draft again and does nothing."),
    Rule.State.SHADOW: gettext_lazy("From now on the rule takes notes, and does nothing."),
    Rule.State.LIVE: gettext_lazy("The rule is live."),
    Rule.State.OFF: gettext_lazy("The rule is off."),
}


def _for_makers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Whoever is not signed in is led there; whoever may not make rules is told so."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        if not isinstance(request.user, User):
            return sign_in_first(request)
        may_make_rules(request.user).enforce()
        return view(request, request.user, *args, **named)

    return asked


@require_safe
@_for_makers
def rules(request: HttpRequest, maker: User) -> HttpResponse:
    measured = precisions()
    found = Rule.objects.select_related("topic", "article").defer("parameters").order_by("state", "name", "pk")
    listed = [(one, measured.get(one.pk, Precision())) for one in found]
    return render(request, "comments/rules/rules.html", {"rules": listed, "days": PRECISION_DAYS})


@require_http_methods(["GET", "POST"])
@_for_makers
def new(request: HttpRequest, maker: User) -> HttpResponse:
    """First which kind, then what it looks for."""
    kind = request.GET.get("kind", "")
    if kind not in KINDS:
        return render(request, "comments/rules/kinds.html", {"kinds": _kinds()})
    form = RuleForm(kind, request.POST or None)
    if request.method == "POST" and form.is_valid() and "try" not in request.POST:
        made = make_rule(kind=kind, facts=form.facts, maker=maker)
        messages.success(request, _("The rule is kept as a draft. Rehearse it, then let it go live."))
        return redirect(made)
    return _form(request, form, None)


@require_http_methods(["GET", "POST"])
@_for_makers
def edit(request: HttpRequest, maker: User, pk: int) -> HttpResponse:
    rule = get_object_or_404(Rule.objects.select_related("topic", "article"), pk=pk)
    form = RuleForm.of(rule, data=request.POST or None)
    if request.method == "POST" and form.is_valid() and "try" not in request.POST:
        messages.success(request, _("The rule is changed."))
        return redirect(change_rule(rule=rule, facts=form.facts, changer=maker))
    return _form(request, form, rule)


@require_safe
@_for_makers
def rule(request: HttpRequest, maker: User, pk: int) -> HttpResponse:
    return _page(request, _rule(pk), RehearsalForm())


@require_http_methods(["GET", "POST"])
@_for_makers
def state(request: HttpRequest, maker: User, pk: int) -> HttpResponse:
    """The buttons stand on the rule's page."""
    rule, form = _rule(pk), StateForm(request.POST or None)
    if not form.is_valid():
        return redirect(rule)
    try:
        rule = set_rule_state(rule=rule, state=form.cleaned_data["state"], changer=maker)
    except NotRehearsedError:
        return _page(request, rule, RehearsalForm(), must_rehearse=True)
    messages.success(request, str(_NOW[Rule.State(rule.state)]))
    return redirect(rule)


@require_http_methods(["GET", "POST"])
@_for_makers
def rehearsal(request: HttpRequest, maker: User, pk: int) -> HttpResponse:
    """The form stands on the rule's page."""
    rule, form = _rule(pk), RehearsalForm(request.POST or None)
    if request.method == "GET":
        return redirect(rule)
    if not form.is_valid():
        return _page(request, rule, form)
    ask_rehearsal(rule=rule, days=form.cleaned_data["days"], asker=maker)
    return redirect(f"{rule.get_absolute_url()}#rehearsal")


def _rule(pk: int) -> Rule:
    return get_object_or_404(Rule.objects.select_related("topic", "article", "created_by"), pk=pk)


def _kinds() -> list[tuple[str, Any, Any]]:
    return [(kind, label, KINDS[kind]) for kind, label in Rule.Kind.choices]


def _form(request: HttpRequest, form: RuleForm, rule: Rule | None) -> HttpResponse:
    """With what the rule would find in the sample, where that was asked; nothing is saved by it."""
    is_tried = form.is_bound and "try" in request.POST and form.is_valid()
    context = {
        "form": form,
        "rule": rule,
        "kind": Rule.Kind(form.kind).label,
        "tried": try_rule(form) if is_tried else None,
    }
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "comments/rules/form.html", context, status=status)


def _page(request: HttpRequest, rule: Rule, form: RehearsalForm, *, must_rehearse: bool = False) -> HttpResponse:
    hits = rule.hits.select_related("rule", "comment__author", "comment__guest", "comment__discussion__article")
    hits = hits.defer("rule__parameters")
    context = {
        "rule": rule,
        "precision": precisions().get(rule.pk, Precision()),
        "days": PRECISION_DAYS,
        "hits": hits.order_by("-pk")[:HITS_SHOWN],
        "changes": changes_of(rule),
        "rehearsal": latest_rehearsal(rule),
        "is_rehearsed": is_rehearsed(rule),
        "model": readable_model() if rule.kind == Rule.Kind.CLASSIFIER else None,
        "must_rehearse": must_rehearse,
        "form": form,
    }
    status = 409 if must_rehearse else 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "comments/rules/rule.html", context, status=status)
