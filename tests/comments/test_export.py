"""Having everything that is one's own, as one archive."""

import json
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from comments.actions.editing import edit_comment
from comments.actions.reporting import report_comment
from comments.actions.voting import vote_on
from comments.models import Comment
from tests.comments.steps import everything, text_of
from tests.comments.test_erasure import authenticate
from tests.factories import ArticleFactory, CommentFactory

pytestmark = pytest.mark.django_db

PATH = "/account/export/"


def archive(client: Client) -> dict[str, Any]:
    answer = client.post(PATH)
    with ZipFile(BytesIO(b"".join(answer.streaming_content))) as files:  # type: ignore[attr-defined]  # a file's answer
        return {name: json.loads(files.read(name)) for name in files.namelist()}


def test_the_archive_holds_what_is_mine_and_nothing_of_others(client: Client, author: User, reader: User) -> None:
    comment = CommentFactory.create(author=author, body="Said first.")
    edit_comment(comment=comment, editor=author, body="Said later.")
    theirs = CommentFactory.create(author=reader, body="Somebody else's words.", parent=comment)
    vote_on(comment=theirs, voter=author, value=1)
    report_comment(comment=theirs, reporter=author, reason="spam", note="Look at this.")
    report_comment(comment=comment, reporter=reader, reason="spam", note="Nobody's business.")
    authenticate(client, author)

    files = archive(client)

    assert files["profile.json"][0]["display_name"] == "Ada Author"
    assert [(row["body"], row["status"]) for row in files["comments.json"]] == [("Said later.", "published")]
    assert [row["body"] for row in files["revisions.json"]] == ["Said first."]
    assert [row["value"] for row in files["votes.json"]] == [1]
    assert [row["note"] for row in files["reports.json"]] == ["Look at this."]
    whole = json.dumps(files)
    assert "Somebody else" not in whole
    assert "Nobody's business" not in whole
    assert "Rita" not in whole


def test_opening_the_page_makes_no_archive_and_changes_nothing(client: Client, author: User) -> None:
    CommentFactory.create(author=author)
    authenticate(client, author)
    before = everything()

    page = client.get(PATH)

    assert "Download the archive" in text_of(page)
    assert page["Content-Type"].startswith("text/html")
    assert everything() == before


def test_the_archive_is_named_and_kept_by_nobody(client: Client, author: User) -> None:
    authenticate(client, author)

    answer = client.post(PATH)

    assert answer["Content-Type"] == "application/zip"
    assert "author-" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    answer.close()


def test_it_costs_as_many_queries_for_much_as_for_little(client: Client, author: User) -> None:
    authenticate(client, author)
    article = ArticleFactory.create()

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            archive(client)
        return len(captured)

    CommentFactory.create(author=author, article=article)
    few = queries()
    CommentFactory.create_batch(20, author=author, article=article)

    assert queries() == few <= 30
    assert Comment.objects.filter(author=author).count() == 21
