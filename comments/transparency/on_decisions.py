"""What a report says of decisions: how many, by what, by whom, why, and what became of them."""

from collections import Counter
from collections.abc import Callable
from typing import TypeAlias

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.models import Decision
from comments.models.judgement import REASON_NAMES, TO_FOLLOW
from comments.moderation.tallies import Kind
from comments.transparency.counting import Figures
from comments.transparency.sections import PERCENT, Column, Row, Section, Words, percent

Verdict = Decision.Verdict
# Which kinds of decisions a figure is of.
Wanted: TypeAlias = Callable[[Kind], bool]
# What each verdict is called in figures, and what it counts.
_VERDICTS: dict[str, tuple[Words, Words]] = {
    Verdict.APPROVE: (gettext_lazy("Let stand"), gettext_lazy("Left, or published after it had waited for review.")),
    Verdict.REMOVE: (gettext_lazy("Removed"), gettext_lazy("Taken down for one of the reasons told here.")),
    Verdict.SPAM: (
        gettext_lazy("Removed as spam"),
        gettext_lazy("Taken down as an advertisement, or as posted many times over."),
    ),
    Verdict.HOLD: (gettext_lazy("Held"), gettext_lazy("Kept from readers until a moderator has looked.")),
    Verdict.RESTORE: (gettext_lazy("Put back"), gettext_lazy("Removed before, and shown again.")),
    Verdict.UNDO: (
        gettext_lazy("Taken back"),
        gettext_lazy("Decisions, of this time or earlier, that no longer hold."),
    ),
    Verdict.UPHOLD: (
        gettext_lazy("Upheld after an appeal"),
        gettext_lazy("Somebody who had not decided looked again, and the removal stands."),
    ),
    Verdict.LOCK: (gettext_lazy("Branch locked"), gettext_lazy("A comment and all below it take no more replies.")),
    Verdict.COLLAPSE: (gettext_lazy("Branch folded"), gettext_lazy("Shown to those who open it, with the reason.")),
    Verdict.PIN: (gettext_lazy("Thread pinned"), gettext_lazy("Shown before all others.")),
    Verdict.FEATURE: (gettext_lazy("Featured"), gettext_lazy("A comment marked as worth reading.")),
    Verdict.EXPLAIN: (
        gettext_lazy("Reason given"),
        gettext_lazy("Said later why a comment had been removed; the removal itself is counted under that reason."),
    ),
    Verdict.SLOW: (gettext_lazy("Branch slowed down"), gettext_lazy("Each person writes there once in a while only.")),
}
_TO_FOLLOW = gettext_lazy("Removed first; a moderator still has to say why.")


def overview(figures: Figures) -> Section:
    made, gone_back = figures.made, figures.reversed
    removals, decisions = _total(made, _takes_down), _total(made, _decides)
    return Section(
        "overview",
        _("At a glance"),
        _("A figure tells of the decisions made in this time, and of what has become of them by now."),
        [
            Row(
                "comments",
                _("Comments"),
                [figures.written],
                _("Written here, whatever became of them; without archives, and without guests who did not confirm."),
            ),
            Row(
                "decisions",
                _("Decisions"),
                [decisions],
                _("All rulings below, except for taking one back and for giving a reason later."),
            ),
            Row("removals", _("Removals"), [removals], _("Decisions that took a comment down, as spam or otherwise.")),
            Row(
                "removal-share",
                _("Removals to comments"),
                [percent(removals, figures.written)],
                _("Removals of this time, divided by comments of this time."),
                PERCENT,
            ),
            Row(
                "reversed",
                _("Decisions reversed"),
                [_total(gone_back, _decides)],
                _("Of the decisions above: taken back since, or, of a removal, the comment put back since."),
            ),
            Row(
                "reversed-share",
                _("Share reversed"),
                [percent(_total(gone_back, _decides), decisions)],
                _("Decisions reversed, divided by decisions."),
                PERCENT,
            ),
            Row(
                "notices",
                _("Notices of illegal content"),
                [figures.notices.received.total()],
                _("Claims, by anybody, that something here is against the law; told apart from reports."),
            ),
            Row(
                "deleted",
                _("Deleted by their authors"),
                [figures.deleted],
                _("Comments that their own writers took down in this time; no decision of ours."),
            ),
        ],
    )


def decisions(figures: Figures) -> Section:
    return Section(
        "decisions",
        _("Decisions by what and by whom"),
        _("Moderators are people; rules are the site’s own and act without anybody looking."),
        [_decided(figures, verdict) for verdict in Verdict],
        _by_whom(),
    )


def _decided(figures: Figures, verdict: Verdict) -> Row:
    label, meaning = _VERDICTS.get(verdict, (verdict.label, ""))
    return Row(verdict, str(label), _by_source(figures, _is(verdict)), str(meaning))


def reasons(figures: Figures) -> Section:
    rows = [
        Row(reason, label, _by_source(figures, _removes_for(reason)), _TO_FOLLOW if reason == TO_FOLLOW else "")
        for reason, label in REASON_NAMES.items()
    ]
    return Section(
        "reasons",
        _("Removals by reason"),
        _("The reason that was recorded with the decision and told to the author."),
        sorted(rows, key=lambda row: -row.sum_of(2)),
        _by_whom(),
        drawn=2,
    )


def automation(figures: Figures) -> Section:
    automated, decisions = _total(figures.made, _automated), _total(figures.made, _decides)
    waiting = figures.held[""]
    let_stand = figures.held[Verdict.APPROVE] + figures.held[Verdict.UNDO]
    # Whatever else rules may decide is in force unless it was reversed, and so needs no other look.
    wrong = let_stand + _total(figures.reversed, _automated) - figures.reversed_holds
    return Section(
        "automation",
        _("Without a person"),
        _("What rules did alone, and how often moderators saw it another way."),
        [
            Row("automated", _("Decisions by rules"), [automated], _("A comment held until a moderator has looked.")),
            Row(
                "automated-share",
                _("Share of all decisions"),
                [percent(automated, decisions)],
                _("Decisions by rules, divided by decisions."),
                PERCENT,
            ),
            Row("automated-open", _("Not looked at yet"), [waiting], _("Of these; they still wait for a moderator.")),
            Row(
                "automated-reversed",
                _("Let stand after all"),
                [wrong],
                _("Of these; a moderator found nothing wrong with the comment, on appeal or without one."),
            ),
            Row(
                "automated-error",
                _("Error rate"),
                [percent(wrong, automated - waiting)],
                _("Let stand after all, divided by all that a moderator has looked at."),
                PERCENT,
            ),
            Row(
                "refused",
                _("Refused"),
                [figures.refused],
                _("Words that a rule did not let be sent. They are not kept, so nobody can look at them again."),
            ),
        ],
    )


def _by_whom() -> list[Column]:
    return [
        Column("moderators", _("Moderators")),
        Column("rules", _("Rules")),
        Column("reversed", _("Reversed")),
    ]


def _by_source(figures: Figures, wanted: Wanted) -> list[float | None]:
    """In the order of the columns."""
    counted = dict.fromkeys((False, True), 0)
    for kind, count in figures.made.items():
        if wanted(kind):
            counted[kind.is_automated] += count
    return [counted[False], counted[True], _total(figures.reversed, wanted)]


def _total(counted: Counter[Kind], wanted: Wanted) -> int:
    return sum(count for kind, count in counted.items() if wanted(kind))


def _decides(kind: Kind) -> bool:
    return kind.verdict not in {Verdict.UNDO, Verdict.EXPLAIN}


def _takes_down(kind: Kind) -> bool:
    return kind.takes_down


def _automated(kind: Kind) -> bool:
    return kind.is_automated and _decides(kind)


def _is(verdict: str) -> Wanted:
    return lambda kind: kind.verdict == verdict


def _removes_for(reason: str) -> Wanted:
    return lambda kind: kind.takes_down and kind.reason == reason
