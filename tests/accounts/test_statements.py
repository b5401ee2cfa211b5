"""Plain statements write and read what the ORM does."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from accounts.statements import insert_row, read_row, read_rows, write_fields
from comments.models import Comment
from tests.factories import CommentFactory, UserFactory

pytestmark = pytest.mark.django_db


def facts(row: models.Model) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_a_row_is_read_as_the_orm_reads_it() -> None:
    comment = CommentFactory.create(edited_at=timezone.now(), time_is_known=False)

    found = read_row(Comment, "id = %s", [comment.pk])

    assert found is not None
    assert facts(found) == facts(Comment.objects.get(pk=comment.pk))
    assert not found._state.adding


def test_a_row_is_found_by_its_time_and_by_its_uuid() -> None:
    comment = CommentFactory.create(form_key=uuid4())

    by_time = read_rows(Comment, "created_at = %s", [comment.created_at])
    later = read_rows(Comment, "created_at >= %s", [comment.created_at + timedelta(microseconds=1)])
    by_key = read_rows(Comment, "form_key = %s", [comment.form_key])

    assert (by_time, later, by_key) == ([comment], [], [comment])


@pytest.mark.parametrize("key", [0, -1, 10**18, 10**30])
def test_a_key_that_nothing_has_or_can_have_finds_nothing(key: int) -> None:
    assert read_row(User, "id = %s", [key]) is None


def test_what_was_left_out_is_read_when_it_is_asked_for() -> None:
    user = UserFactory.create(display_name="Wanda")

    one = read_row(User, "id = %s", [user.pk], only=("id", "handle"))
    other = read_row(User, "id = %s", [user.pk], without=("display_name",))

    assert one is not None
    assert other is not None
    assert one.get_deferred_fields() == set(facts(user)) - {"id", "handle"}
    assert (other.get_deferred_fields(), other.display_name) == ({"display_name"}, "Wanda")


def test_a_row_is_written_as_the_orm_writes_it() -> None:
    comment = CommentFactory.create()
    copy = Comment.objects.get(pk=comment.pk)
    copy.pk, copy.form_key, copy.edited_at = None, uuid4(), timezone.now()

    insert_row(copy)

    assert copy.pk > comment.pk
    assert facts(copy) == facts(Comment.objects.get(pk=copy.pk))
    assert not copy._state.adding


def test_a_constraint_speaks_as_it_does_through_the_orm() -> None:
    copy = Comment.objects.get(pk=CommentFactory.create(form_key=uuid4()).pk)
    copy.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        insert_row(copy)


def test_only_the_named_fields_are_written() -> None:
    comment = CommentFactory.create()
    comment.edited_at, comment.score, comment.body = timezone.now(), 7, "Not this."

    write_fields(comment, "edited_at", "score")

    written = Comment.objects.get(pk=comment.pk)
    assert (written.edited_at, written.score) == (comment.edited_at, 7)
    assert written.body != "Not this."


def test_a_row_is_held_where_the_database_can() -> None:
    user = UserFactory.create()

    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        read_row(User, "id = %s", [user.pk], hold=True)

    can_hold = connection.features.has_select_for_no_key_update
    assert asked.captured_queries[-1]["sql"].endswith("FOR NO KEY UPDATE") == can_hold
