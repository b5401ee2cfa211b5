"""Where comments came from is forgotten after a time."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from comments.models import Comment, Origin
from tests.factories import CommentFactory

pytestmark = pytest.mark.django_db


def test_after_ninety_days_nobody_can_tell_where_a_comment_came_from() -> None:
    old, young = CommentFactory.create(), CommentFactory.create()
    for comment, days in ((old, 91), (young, 89)):
        Origin.objects.create(comment=comment, network="n", noted_at=timezone.now() - timedelta(days=days))
    told = StringIO()

    call_command("forget_origins", stdout=told)

    assert list(Origin.objects.values_list("comment", flat=True)) == [young.pk]
    assert told.getvalue() == "1 origins of comments older than 90 days deleted.\n"
    assert Comment.objects.count() == 2
