"""The transparency report: a page, a table for spreadsheets and one for programs, for everybody."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comments.transparency.counting import Figures
from comments.transparency.files import as_csv, as_json
from comments.transparency.keeping import BusyError, figures_for
from comments.transparency.periods import PeriodForm, offered_periods, usual_period
from comments.transparency.plots import over_time
from comments.transparency.report import sections_of


@require_safe
def report(request: HttpRequest) -> HttpResponse:
    form, figures, status = _asked(request)
    context = {
        "form": form,
        "figures": figures,
        "sections": sections_of(figures) if figures else [],
        "over_time": over_time(figures) if figures else None,
        "offered": offered_periods(),
        "is_busy": status == 429,
    }
    return render(request, "comments/transparency/report.html", context, status=status)


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    return _file(request, "csv", "text/csv; charset=utf-8", as_csv)


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    return _file(request, "json", "application/json", as_json)


def _file(request: HttpRequest, kind: str, content_type: str, write: Callable[[Figures], str]) -> HttpResponse:
    form, figures, status = _asked(request)
    if figures is None:
        sentences = [sentence for errors in form.errors.values() for sentence in errors]
        words = "\n".join(
            map(str, sentences or [_("Too many reports are asked for just now. Try again in a minute.")])
        )
        return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
    period = figures.period
    name = f"moderation-report-{period.first.isoformat()}-{period.last.isoformat()}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(write(figures), content_type=content_type, headers=headers)


def _asked(request: HttpRequest) -> tuple[PeriodForm, Figures | None, int]:
    """The form as it was filled in, the figures where there are any, and the answer's status."""
    usual = usual_period()
    days = {"from": usual.first.isoformat(), "to": usual.last.isoformat()}
    form = PeriodForm({name: request.GET.get(name, day) for name, day in days.items()}, auto_id="report-%s")
    if not form.is_valid():
        return form, None, 422
    try:
        return form, figures_for(form.period), 200
    except BusyError:
        return form, None, 429
