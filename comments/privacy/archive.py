"""Everything that somebody has here, as one ZIP archive of JSON files.

One query for each file, however much there is; rows are written as they are read.
"""

import json
from collections.abc import Callable, Mapping
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from allauth.account.models import EmailAddress
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import F, Q, QuerySet

from accounts.models import User
from articles.models import ArticleDraft, Remark
from comments.models import (
    Appeal,
    Claim,
    Comment,
    CommentRevision,
    Decision,
    Draft,
    ModeratorNote,
    Mute,
    Notice,
    Notification,
    Origin,
    Quotation,
    ReplyFeed,
    Report,
    Sanction,
    SavedFilter,
    Scrub,
    Visit,
    Vote,
)

# Larger ones wait on disk.
_IN_MEMORY = 1_000_000
_CHUNK = 500

_ON = F("comment__discussion__article__headline")
_FILES: Mapping[str, Callable[[User], QuerySet[Any, Any]]] = {
    "profile": lambda person: User.objects.filter(pk=person.pk).values(
        "handle", "display_name", "email", "joined_at", "last_login", roles=F("groups__name")
    ),
    "addresses": lambda person: EmailAddress.objects.filter(user=person).values("email", "verified", "primary"),
    "comments": lambda person: Comment.objects.filter(author=person).values(
        "id",
        "parent_id",
        "body",
        "status",
        "created_at",
        "edited_at",
        "deleted_at",
        "revision_number",
        "upvotes",
        "downvotes",
        on=F("discussion__article__headline"),
    ),
    "revisions": lambda person: CommentRevision.objects.filter(comment__author=person).values(
        "comment_id", "number", "body", "written_at", "replaced_at"
    ),
    "quotations": lambda person: Quotation.objects.filter(comment__author=person).values(
        "comment_id", "passage", "source_comment_id"
    ),
    "drafts": lambda person: Draft.objects.filter(reader=person).values(
        "body", "is_edit", "updated_at", "comment_id", on=F("article__headline")
    ),
    "article-drafts": lambda person: ArticleDraft.objects.filter(editor=person).values(
        "headline", "dek", "body", "note", "begun_at", "kept_at", on=F("article__headline")
    ),
    "saved-filters": lambda person: SavedFilter.objects.filter(moderator=person).values("name", "query", "saved_at"),
    "votes": lambda person: Vote.objects.filter(voter=person).values("comment_id", "value", "voted_at", on=_ON),
    "reports": lambda person: Report.objects.filter(reporter=person).values(
        "comment_id", "reason", "note", "created_at", on=_ON
    ),
    "notifications": lambda person: Notification.objects.filter(recipient=person).values(
        "comment_id", "kind", "created_at", "read_at", on=_ON
    ),
    "reply-feeds": lambda person: ReplyFeed.objects.filter(person=person).values("made_at"),
    "remarks-on-articles": lambda person: Remark.objects.filter(reader=person).values(
        "kind", "passage", "words", "proposal", "written_at", "state", "answer", on=F("article__headline")
    ),
    "visits": lambda person: Visit.objects.filter(reader=person).values(
        "seen_until", on=F("discussion__article__headline")
    ),
    "claims": lambda person: Claim.objects.filter(person=person).values(
        "comment_id", "claimed_at", name=F("guest__name"), email=F("guest__email")
    ),
    "origins": lambda person: Origin.objects.filter(comment__author=person).values(
        "comment_id", "network", "noted_at"
    ),
    "decisions-on-comments": lambda person: Decision.objects.filter(comment__author=person).values(
        "comment_id",
        "verdict",
        "reason",
        "note",
        "role",
        "revision_number",
        "decided_at",
        by_rule=F("rule__name"),
    ),
    "decisions-made": lambda person: Decision.objects.filter(moderator=person).values(
        "comment_id", "verdict", "reason", "note", "role", "decided_at"
    ),
    "sanctions": lambda person: Sanction.objects.filter(person=person).values(
        "kind",
        "reason",
        "sentence",
        "role",
        "imposed_at",
        "until",
        read_at=F("acknowledgement__acknowledged_at"),
        lifted_at=F("lifting__lifted_at"),
        lifted_with=F("lifting__sentence"),
    ),
    "notes-of-moderators": lambda person: ModeratorNote.objects.filter(person=person).values("words", "written_at"),
    "sanctions-imposed": lambda person: Sanction.objects.filter(moderator=person).values(
        "kind", "reason", "sentence", "imposed_at", "until", handle=F("person__handle")
    ),
    "notes-made": lambda person: ModeratorNote.objects.filter(moderator=person).values(
        "words", "written_at", handle=F("person__handle")
    ),
    "appeals": lambda person: Appeal.objects.filter(
        Q(decision__comment__author=person) | Q(sanction__person=person)
    ).values(
        "body",
        "appealed_at",
        "outcome",
        "answer",
        "answered_at",
        comment=F("decision__comment_id"),
        against=F("sanction__kind"),
    ),
    "appeals-answered": lambda person: Appeal.objects.filter(answered_by=person).values(
        "outcome", "answer", "answered_at", comment=F("decision__comment_id")
    ),
    "mutes": lambda person: Mute.objects.filter(reader=person).values("muted_at", handle=F("muted__handle")),
    "notices": lambda person: Notice.objects.filter(notifier=person).values(
        "ground",
        "law",
        "explanation",
        "name",
        "email",
        "received_at",
        "answer",
        "decided_at",
        where=F("locations__path"),
    ),
    "notices-decided": lambda person: Notice.objects.filter(decided_by=person).values(
        "ground", "answer", "is_automated", "decided_at"
    ),
    "scrubs": lambda person: Scrub.objects.filter(scrubber=person).values("comment_id", "places", "scrubbed_at"),
}


def archive_of(person: User) -> IO[bytes]:
    """The archive, open at its beginning; whoever gets it closes it."""
    archive = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  # the answer closes it when it is sent
    with ZipFile(archive, "w", ZIP_DEFLATED) as files:
        for name, rows_of in _FILES.items():
            with files.open(f"{name}.json", "w", force_zip64=True) as file:
                _write(file, rows_of(person).order_by("pk"))
    archive.seek(0)
    return archive


def _write(file: IO[bytes], rows: QuerySet[Any, dict[str, Any]]) -> None:
    """A JSON list, a row to each line."""
    start = "[\n"
    for row in rows.iterator(chunk_size=_CHUNK):
        file.write((start + json.dumps(_in_words(row), cls=DjangoJSONEncoder, ensure_ascii=False)).encode())
        start = ",\n"
    file.write(b"[]\n" if start == "[\n" else b"\n]\n")


def _in_words(row: dict[str, Any]) -> dict[str, Any]:
    """A comment's status by its name, which tells more than its number."""
    return {**row, "status": Comment.Status(row["status"]).name.lower()} if "status" in row else row
