"""What a report says beside its decisions: what readers reported, authors appealed, and people were told."""

from django.utils.translation import gettext as _

from comments.models import Appeal, Notice, Sanction
from comments.models.judgement import Reason
from comments.transparency.counting import Figures, Median
from comments.transparency.sections import COUNT, PERCENT, SECONDS, Column, Row, Section, percent


def reports(figures: Figures) -> Section:
    rows = [Row(reason, reason.label, [figures.reports[reason], figures.rule_reports[reason]]) for reason in Reason]
    return Section(
        "reports",
        _("Reports"),
        _("What readers reported in this time, by the reason that they gave; and what rules of the site did."),
        sorted(rows, key=lambda row: -row.sum_of(2)),
        [Column("readers", _("Readers")), Column("rules", _("Rules"))],
        drawn=2,
    )


def times(figures: Figures) -> Section:
    return Section(
        "times",
        _("How long it took"),
        _("Medians: one half took less, the other half more. Measured until a moderator decided."),
        [
            _time(
                "wait",
                _("For comments that wait"),
                figures.wait,
                _("From writing to the decision, of comments that nobody sees until a moderator has looked."),
            ),
            _time("answer", _("For reports"), figures.answer, _("From the report to the decision that answered it.")),
            _time("appeal", _("For appeals"), figures.appeal, _("From the appeal to its answer by somebody else.")),
            _time(
                "notice", _("For notices"), figures.notice, _("From the notice to the decision on all that it names.")
            ),
        ],
        [Column("value", _("Median")), Column("count", _("Measured"), COUNT)],
    )


def notices(figures: Figures) -> Section:
    noticed = figures.notices
    rows = [
        Row(ground, ground.label, [noticed.received[ground], noticed.taken_down[ground], noticed.waiting[ground]])
        for ground in Notice.Ground
    ]
    return Section(
        "notices",
        _("Notices of illegal content"),
        _("What was notified to us in this time, by its ground; after how many of these something was taken down."),
        [
            *sorted(rows, key=lambda row: -row.sum_of(1)),
            Row(
                "all",
                _("All"),
                [noticed.received.total(), noticed.taken_down.total(), noticed.waiting.total()],
                _("A notice may name several places; it counts once, as taken down where one of them was."),
            ),
            Row(
                "automated",
                _("Decided with automated means"),
                [noticed.automated, None, None],
                _("Of these; a moderator says so with the decision."),
            ),
        ],
        [Column("value", _("Received")), Column("taken_down", _("Taken down")), Column("waiting", _("Waiting"))],
    )


def appeals(figures: Figures) -> Section:
    appeals, outcomes = figures.appeals, Appeal.Outcome
    answered = appeals[outcomes.UPHELD] + appeals[outcomes.OVERTURNED]
    return Section(
        "appeals",
        _("Appeals"),
        _("What authors appealed in this time, and what has come of it by now. Somebody else decides than before."),
        [
            Row(
                "appeals",
                _("Appeals"),
                [appeals.total()],
                _("Against the removal of a comment or a sanction, once for each."),
            ),
            Row(
                "overturned",
                _("Overturned"),
                [appeals[outcomes.OVERTURNED]],
                _("The comment was put back, or the sanction lifted."),
            ),
            Row("upheld", _("Upheld"), [appeals[outcomes.UPHELD]], _("The decision stands.")),
            Row(
                "overturned-share",
                _("Share overturned"),
                [percent(appeals[outcomes.OVERTURNED], answered)],
                _("Overturned, divided by overturned and upheld."),
                PERCENT,
            ),
            Row(
                "taken-back",
                _("Settled before"),
                [appeals[outcomes.TAKEN_BACK]],
                _("The decision was taken back before anybody answered the appeal."),
            ),
            Row("open", _("Unanswered"), [appeals[""]], _("They wait; or the words were erased by their author.")),
        ],
    )


def sanctions(figures: Figures) -> Section:
    meanings = {
        Sanction.Kind.WARNING: _("To be read before commenting again."),
        Sanction.Kind.PREMODERATION: _("Comments wait for a moderator."),
        Sanction.Kind.SUSPENSION: _("No comments for a time."),
        Sanction.Kind.BAN: _("No comments any more."),
    }
    return Section(
        "sanctions",
        _("Sanctions"),
        _("What was imposed on people in this time; and how many of these were lifted before their time."),
        [
            Row(kind, kind.label, [figures.sanctions[kind], figures.lifted[kind]], meanings[kind])
            for kind in Sanction.Kind
        ],
        [Column("value", _("Imposed")), Column("lifted", _("Lifted"))],
    )


def _time(key: str, label: str, median: Median, meaning: str) -> Row:
    return Row(key, label, [median.seconds, median.count], meaning, SECONDS)
