"""The report: its sections in the order in which they are read."""

from comments.transparency.counting import Figures
from comments.transparency.on_decisions import automation, decisions, overview, reasons
from comments.transparency.on_people import appeals, notices, reports, sanctions, times
from comments.transparency.sections import Section


def sections_of(figures: Figures) -> list[Section]:
    return [
        overview(figures),
        decisions(figures),
        reasons(figures),
        automation(figures),
        reports(figures),
        times(figures),
        appeals(figures),
        notices(figures),
        sanctions(figures),
    ]
