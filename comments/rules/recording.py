"""Writing down what rules found, and doing what they are for. Each function is part of its caller's transaction."""

from accounts.statements import insert_row, write_fields
from comments.actions.bookkeeping import set_status
from comments.models import Comment, Decision, Discussion, Report, Rule, RuleHit
from comments.rules.judging import Hit, Judgement
from comments.rules.kinds import OF_WORDS, Finding
from comments.rules.sentences import note_of
from comments.rules.wordlists import Part


def keep_hits(comment: Comment, judgement: Judgement) -> None:
    """Of a comment as it now stands; where nothing was found this costs nothing."""
    for hit in judgement.hits:
        insert_row(_row(hit, comment))


def carry_out(comment: Comment, judgement: Judgement, *, waits_anyhow: bool) -> None:
    """Say why a comment that was sent now is pending, or report it; one that would have waited anyhow just waits."""
    if judgement.hold and not waits_anyhow:
        _decide_to_hold(comment, judgement.hold)
    elif comment.is_published:
        for hit in judgement.reports:
            report_by_rule(comment, hit)


def note_refusal(judgement: Judgement) -> None:
    """That words were refused; whose they were, and what else they said, is not kept."""
    if hit := judgement.refusal:
        insert_row(_row(hit, None))


def hold_published(comment: Comment, hit: Hit, discussion: Discussion) -> Decision:
    """Take a published comment, which nobody has answered, off the page until a moderator has looked."""
    set_status(comment, Comment.Status.PENDING, discussion)
    return _decide_to_hold(comment, hit)


def found_before(comment: Comment) -> Judgement:
    """What live rules found when it was written, for when it is sent on; nothing of words that were changed since."""
    hits = comment.rule_hits.filter(is_shadow=False, rule__state=Rule.State.LIVE).select_related("rule")
    return Judgement(tuple(_hit(row) for row in hits if _still_counts(row, comment)))


def report_by_rule(comment: Comment, hit: Hit) -> None:
    """Once, until a moderator has answered it."""
    _report, is_new = Report.objects.get_or_create(
        comment=comment, rule=hit.rule, decision=None, defaults={"reason": hit.rule.reason}
    )
    if is_new:
        comment.report_count += 1
        write_fields(comment, "report_count")


def _decide_to_hold(comment: Comment, hit: Hit) -> Decision:
    """That is the rule's own decision; to undo it publishes the comment."""
    decision = Decision(
        comment=comment,
        rule=hit.rule,
        verdict=Decision.Verdict.HOLD,
        reason=hit.rule.reason,
        note=note_of(hit),
        revision_number=comment.revision_number,
        status_before=Comment.Status.PUBLISHED,
    )
    insert_row(decision)
    return decision


def _row(hit: Hit, comment: Comment | None) -> RuleHit:
    finding = hit.finding
    return RuleHit(
        rule=hit.rule,
        rule_version=hit.rule.version,
        comment=comment,
        revision_number=comment.revision_number if comment else 1,
        action=hit.rule.action,
        is_shadow=hit.is_shadow,
        parts=[[part.start, part.end, part.words] for part in finding.parts],
        figure=finding.figure,
    )


def _hit(row: RuleHit) -> Hit:
    return Hit(row.rule, Finding(tuple(Part(*part) for part in row.parts), row.figure))


def _still_counts(row: RuleHit, comment: Comment) -> bool:
    return row.rule.kind not in OF_WORDS or row.revision_number == comment.revision_number
