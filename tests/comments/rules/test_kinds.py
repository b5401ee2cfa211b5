"""What each kind of rule looks for."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from comments.models import Comment, Decision, Notification, Report
from tests.comments.steps import FRAGMENT, say, text_of
from tests.factories import ArticleFactory, CommentFactory, RuleFactory, UserFactory
from tests.statements import statements

pytestmark = pytest.mark.django_db

WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def _no_rates(settings: Settings) -> None:
    settings.COMMENT_RATES = settings.COMMENT_RATES_OF_NETWORK = []


def status_of(client: Client, body: str, article: Any = None) -> int:
    say(client, article or ArticleFactory.create(), body)
    return Comment.objects.order_by("-pk").values_list("status", flat=True)[0]


@pytest.mark.parametrize(
    ("parameters", "body", "status"),
    [
        ({"most": 1}, "Do see https://example.com/ for all of that.", 1),
        ({"most": 1}, "Do see https://example.com/ and http://example.org/ for that.", 0),
        ({"most": 0}, "No link at all in this.", 1),
        ({"most": None, "domains": ["example.com"]}, "Look at https://shop.example.com/a?b for cheap ones.", 0),
        ({"most": None, "domains": ["example.com"]}, "Look at https://example.com.evil.test/ for cheap ones.", 1),
        ({"most": None, "domains": ["example.com"]}, "Look at Example.COM for cheap ones.", 0),
        ({"most": None, "domains": ["example.com"]}, "Look at notexample.com for cheap ones.", 1),
        ({"most": None, "domains": ["xyz"]}, "Look at https://cheap.xyz/ for very cheap ones.", 0),
        (
            {"most": None, "domains": ["xn--bcher-kva.example"]},
            "Look at https://bücher.example/ for such things.",
            0,
        ),
        ({"most": 5, "domains": ["example.com"]}, "Look at https://me:pw@example.com:8080/ for some of those.", 0),
    ],
)
def test_links_are_counted_and_known_by_their_domains(
    signed_in: Client, parameters: dict[str, Any], body: str, status: int
) -> None:
    RuleFactory.create(kind="links", parameters=parameters)

    assert status_of(signed_in, body) == status


def test_the_first_comments_of_somebody_wait(signed_in: Client, reader: User) -> None:
    RuleFactory.create(kind="first", parameters={"comments": 2})
    CommentFactory.create(author=reader)
    before = status_of(signed_in, "The second thing that I have to say.")
    CommentFactory.create(author=reader)

    after = status_of(signed_in, "The third thing that I have to say.")

    assert (before, after) == (Comment.Status.PENDING, Comment.Status.PUBLISHED)


def test_an_account_is_young_for_some_hours(client: Client) -> None:
    RuleFactory.create(kind="young", parameters={"hours": 24})
    statuses = []

    for hours in (23, 25):
        client.force_login(UserFactory.create(joined_at=timezone.now() - timedelta(hours=hours)))
        statuses.append(status_of(client, "What everybody wants to know."))

    assert statuses == [Comment.Status.PENDING, Comment.Status.PUBLISHED]


def test_who_is_refused_for_youth_is_told_from_when_on(client: Client) -> None:
    RuleFactory.create(kind="young", action="refuse", parameters={"hours": 24})
    client.force_login(UserFactory.create(joined_at=timezone.now() - timedelta(hours=20)))

    answer = say(client, ArticleFactory.create(), "What everybody wants to know.")

    assert answer.status_code == 429
    assert "its writer has been here for 20 hours. You can send it at" in text_of(answer)


def test_who_was_removed_often_waits(signed_in: Client, reader: User) -> None:
    RuleFactory.create(kind="removals", parameters={"percent": 50, "removed": 2})
    CommentFactory.create(author=reader)
    CommentFactory.create(author=reader, status=Comment.Status.REMOVED)
    before = status_of(signed_in, "The first thing that I have to say.")
    CommentFactory.create_batch(2, author=reader, status=Comment.Status.SPAM)

    after = status_of(signed_in, "The second thing that I have to say.")

    assert (before, after) == (Comment.Status.PUBLISHED, Comment.Status.PENDING)


def test_the_same_words_of_many_people_wait(client: Client) -> None:
    RuleFactory.create(kind="repeats", parameters={"times": 2, "hours": 1})
    statuses = []

    for body in ("Vote for the harbour now.", "vote FOR  the harbour now.", "Vote for the\nharbour now."):
        client.force_login(UserFactory.create())
        statuses.append(status_of(client, body))

    assert statuses == [Comment.Status.PUBLISHED, Comment.Status.PUBLISHED, Comment.Status.PENDING]


def test_a_flood_in_one_discussion_waits_and_ebbs(client: Client) -> None:
    RuleFactory.create(kind="floods", parameters={"comments": 3, "minutes": 10})
    article = ArticleFactory.create()
    CommentFactory.create_batch(3, article=article)
    client.force_login(UserFactory.create())

    flooded = status_of(client, "One more on this.", article)
    elsewhere = status_of(client, "Something on that.")
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        later = status_of(client, "One more, later.", article)

    assert (flooded, elsewhere, later) == (Comment.Status.PENDING, Comment.Status.PUBLISHED, Comment.Status.PUBLISHED)


def test_all_that_rules_ask_of_writers_and_neighbours_is_asked_once(signed_in: Client) -> None:
    for _ in range(3):
        RuleFactory.create(kind="first", parameters={"comments": 0})
        RuleFactory.create(kind="removals", parameters={"percent": 90, "removed": 5})
        RuleFactory.create(kind="repeats", parameters={"times": 9, "hours": 1})
        RuleFactory.create(kind="floods", parameters={"comments": 99, "minutes": 1})
    article = ArticleFactory.create()
    say(signed_in, article, "The first thing.")

    with statements() as asked:
        say(signed_in, article, "The second thing.")

    assert sum("LIMIT 50" in one for one in asked) == 1
    assert sum("LIMIT 300" in one for one in asked) == 1


class TestReportsReached:
    @pytest.fixture
    def comment(self, author: User) -> Comment:
        return CommentFactory.create(author=author, body="An unkind word.")

    @staticmethod
    def report(client: Client, comment: Comment, times: int = 1) -> None:
        for _ in range(times):
            client.force_login(UserFactory.create())
            client.post(f"/comments/{comment.pk}/report/", {"reason": "abuse"})

    def test_a_comment_reported_often_enough_waits_and_its_writer_is_told(
        self, client: Client, comment: Comment, author: User
    ) -> None:
        rule = RuleFactory.create(kind="reports", parameters={"reports": 2})
        self.report(client, comment)
        before = Comment.objects.get(pk=comment.pk).status

        self.report(client, comment)

        comment.refresh_from_db()
        assert (before, comment.status) == (Comment.Status.PUBLISHED, Comment.Status.PENDING)
        assert Decision.objects.get().rule == rule
        assert Notification.objects.get(recipient=author).kind == "decision"
        client.force_login(author)
        assert "waits for a moderator, because of a rule" in text_of(client.get("/account/inbox/"))

    def test_what_others_have_answered_is_reported_by_the_rule_instead(self, client: Client, comment: Comment) -> None:
        RuleFactory.create(kind="reports", parameters={"reports": 2})
        CommentFactory.create(parent=comment)

        self.report(client, comment, 2)

        comment.refresh_from_db()
        assert comment.is_published
        assert comment.report_count == Report.objects.count() == 3

    def test_what_a_moderator_let_stand_is_not_held_by_reports(
        self, client: Client, comment: Comment, moderator: User
    ) -> None:
        RuleFactory.create(kind="reports", parameters={"reports": 2})
        client.force_login(moderator)
        client.post(f"/comments/{comment.pk}/decision/", {"verdict": "approve"})

        self.report(client, comment, 3)

        comment.refresh_from_db()
        assert comment.is_published

    def test_whoever_reported_last_is_shown_no_more_of_it(self, client: Client, comment: Comment) -> None:
        RuleFactory.create(kind="reports", parameters={"reports": 2})
        self.report(client, comment)
        client.force_login(UserFactory.create())

        answer = client.post(f"/comments/{comment.pk}/report/", {"reason": "abuse"}, headers=FRAGMENT)
        page = client.post(f"/comments/{comment.pk}/report/", {"reason": "abuse"}, follow=True)

        assert (answer.status_code, text_of(answer)) == (200, "")
        assert answer.headers["X-Comment-Count"] == "0%20comments"
        assert page.status_code == 404

    def test_without_a_script_it_leads_back_to_the_discussion(self, client: Client, comment: Comment) -> None:
        RuleFactory.create(kind="reports", parameters={"reports": 1})
        client.force_login(UserFactory.create())

        page = client.post(f"/comments/{comment.pk}/report/", {"reason": "abuse"}, follow=True)

        assert "taken off the page until a moderator has looked" in text_of(page)
        assert comment.body not in text_of(page)

    def test_nobody_counts_twice(self, client: Client, comment: Comment) -> None:
        RuleFactory.create(kind="reports", parameters={"reports": 2})
        client.force_login(UserFactory.create())

        for _ in range(3):
            client.post(f"/comments/{comment.pk}/report/", {"reason": "abuse"})

        comment.refresh_from_db()
        assert comment.is_published
