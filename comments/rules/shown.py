"""What rules found in comments, read with them: a card must cost no query more."""

import json

from django.db import connection
from django.db.models import CharField
from django.db.models.expressions import RawSQL

from comments.models import Rule, RuleHit

# More are no help to whoever decides.
MOST_HITS = 10


def found_by_rules() -> RawSQL:
    """For a query of comments: the latest hits of each as JSON, for `hits_in`."""
    if connection.vendor == "postgresql":
        together = "json_agg(json_build_array({columns}, parts) ORDER BY id)::text"
    else:
        together = "json_group_array(json_array({columns}, json(parts)))"
    columns = "name, kind, revision_number, action, is_shadow, figure"
    statement = f"""
        SELECT {together.format(columns=columns)} FROM (
            SELECT h.id, r.name, r.kind, h.revision_number, h.action, h.is_shadow, h.figure, h.parts
            FROM comments_rulehit h JOIN comments_rule r ON r.id = h.rule_id
            WHERE h.comment_id = comments_comment.id ORDER BY h.id DESC LIMIT {MOST_HITS}) hits
    """  # noqa: S608  # constants
    return RawSQL(statement, [], output_field=CharField())  # noqa: S611  # the same


def hits_in(found: str | None) -> list[RuleHit]:
    """Not saved ones, with as much of their rules as sentences need."""
    if not found or found == "[]":
        return []
    return [
        RuleHit(
            rule=Rule(name=name, kind=kind),
            revision_number=revision,
            action=action,
            is_shadow=bool(is_shadow),
            figure=figure,
            parts=parts,
        )
        for name, kind, revision, action, is_shadow, figure, parts in json.loads(found)
    ]
