"""What a writer is told when a comment is not taken as it is, and what they can do."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from comments.guards.origins import network_key
from comments.models import Comment, Origin
from tests.comments.steps import FRAGMENT, discussion_path, say, text_of, written
from tests.factories import ArticleFactory, CommentFactory, TopicFactory, UserFactory

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
SHOUT = "WHY DOES NOBODY EVER LISTEN TO THE PILOTS"


@pytest.fixture
def now(settings: Settings) -> datetime:
    """An afternoon on which nobody is limited but by what the test sets."""
    settings.COMMENT_RATES = settings.COMMENT_RATES_OF_NETWORK = []
    return timezone.localtime().replace(hour=14, minute=0, second=0, microsecond=0) + timedelta(days=1)


def test_who_writes_too_much_is_told_when_to_try_again(signed_in: Client, settings: Settings, now: datetime) -> None:
    settings.COMMENT_RATES = [(2, timedelta(minutes=5))]
    article = ArticleFactory.create()

    with time_machine.travel(now, tick=False) as clock:
        for number in range(2):
            say(signed_in, article, f"The {number}. thing to say.")
            clock.shift(MINUTE)
        answer = say(signed_in, article, "A third thing.")

    told = text_of(answer)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "180"
    assert "You wrote a lot in a short time. You can send it at 14:05, in 3 minutes." in told
    assert "A third thing." in told
    assert Comment.objects.count() == 2


def test_at_that_time_the_same_form_is_taken(signed_in: Client, settings: Settings, now: datetime) -> None:
    settings.COMMENT_RATES = [(1, MINUTE)]
    article, form = ArticleFactory.create(), written("The second thing.")

    with time_machine.travel(now, tick=False) as clock:
        say(signed_in, article, "The first thing.")
        early = signed_in.post(discussion_path(article), form)
        clock.shift(MINUTE)
        late = signed_in.post(discussion_path(article), form)

    assert (early.status_code, late.status_code) == (429, 302)
    assert Comment.objects.filter(body="The second thing.").count() == 1


def test_the_same_form_sent_again_is_no_second_comment_and_no_offence(
    signed_in: Client, settings: Settings, now: datetime
) -> None:
    settings.COMMENT_RATES = [(1, MINUTE)]
    article, form = ArticleFactory.create(), written("The connection broke after this was sent.")

    answers = [signed_in.post(discussion_path(article), form) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Comment.objects.count() == 1


def test_moderators_are_not_limited(client: Client, moderator: User, settings: Settings, now: datetime) -> None:
    settings.COMMENT_RATES = [(1, timedelta(days=1))]
    settings.DISCUSSION_SLOW_MODE_SECONDS = 3600
    client.force_login(moderator)
    article = ArticleFactory.create()

    answers = [say(client, article, f"Reminder number {number}.") for number in range(3)]

    assert [answer.status_code for answer in answers] == [302] * 3


def test_many_accounts_from_one_network_are_limited_together(
    client: Client, settings: Settings, now: datetime
) -> None:
    settings.COMMENT_RATES_OF_NETWORK = [(2, MINUTE)]
    article, answers = ArticleFactory.create(), []

    for number in range(3):
        client.force_login(UserFactory.create())
        form = written(f"Vote for it, says number {number}.")
        answers.append(client.post(discussion_path(article), form, REMOTE_ADDR=f"203.0.113.{number}"))

    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert "from your network" in text_of(answers[2])


def test_another_network_is_not_limited_with_it(client: Client, settings: Settings, now: datetime) -> None:
    settings.COMMENT_RATES_OF_NETWORK = [(1, MINUTE)]
    article, answers = ArticleFactory.create(), []

    for address in ("203.0.113.7", "198.51.100.7", "2001:db8:1::7"):
        client.force_login(UserFactory.create())
        answers.append(client.post(discussion_path(article), written(f"From {address}."), REMOTE_ADDR=address))

    assert [answer.status_code for answer in answers] == [302] * 3


def test_no_address_is_kept(signed_in: Client) -> None:
    signed_in.post(discussion_path(ArticleFactory.create()), written(), REMOTE_ADDR="203.0.113.77")

    kept = Origin.objects.get().network
    assert len(kept) == 32
    assert kept == network_key("203.0.113.1")
    assert kept != network_key("203.0.114.77")


def test_slow_mode_lets_each_person_write_once_in_a_while(signed_in: Client, now: datetime) -> None:
    article = ArticleFactory.create(slow_mode_seconds=600)

    with time_machine.travel(now, tick=False) as clock:
        say(signed_in, article, "The first thing.")
        clock.shift(MINUTE)
        answer = say(signed_in, article, "The second thing.")
        signed_in.force_login(UserFactory.create())
        others = say(signed_in, article, "Somebody else's thing.")

    assert (answer.status_code, others.status_code) == (429, 302)
    assert "slow mode: each person writes once in 10 minutes. You can send it at 14:10, in 9 minutes." in text_of(
        answer
    )


def test_slow_mode_is_one_discussions_own(signed_in: Client, now: datetime) -> None:
    slow = ArticleFactory.create(topics=[TopicFactory.create(slow_mode_seconds=600)])
    say(signed_in, slow, "The first thing.")

    assert say(signed_in, ArticleFactory.create(), "Said elsewhere.").status_code == 302
    assert say(signed_in, slow, "The second thing.").status_code == 429


def test_slow_mode_sees_further_back_than_the_last_few_comments(
    signed_in: Client, reader: User, now: datetime
) -> None:
    article = ArticleFactory.create(slow_mode_seconds=24 * 3600)
    say(signed_in, article, "The first thing.")
    CommentFactory.create_batch(25, author=reader, article=ArticleFactory.create())

    assert say(signed_in, article, "The second thing.").status_code == 429


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (1, "1 second"),
        (90, "1 minute 30 seconds"),
        (120, "2 minutes"),
        (3_600, "1 hour"),
        (5_401, "1 hour 30 minutes 1 second"),
        (24 * 3_600, "24 hours"),
        (49 * 3_600, "2 days 1 hour"),
    ],
)
def test_slow_mode_is_told_as_it_was_set(signed_in: Client, now: datetime, seconds: int, told: str) -> None:
    article = ArticleFactory.create(slow_mode_seconds=seconds)
    sentence = f"each person writes once in {told}."

    with time_machine.travel(now, tick=False):
        page = signed_in.get(article.get_absolute_url())
        say(signed_in, article, "The first thing.")
        answer = say(signed_in, article, "The second thing.")

    assert f"Slow mode: {sentence}" in text_of(page)
    assert sentence in text_of(answer)


def test_slow_mode_is_said_before_anybody_writes(client: Client) -> None:
    article = ArticleFactory.create(slow_mode_seconds=300)

    assert "Slow mode: each person writes once in 5 minutes." in text_of(client.get(article.get_absolute_url()))


def test_the_same_words_again_lead_to_the_first_ones(signed_in: Client) -> None:
    article = ArticleFactory.create()
    say(signed_in, article, "The harbour was dredged twice.")

    answer = say(signed_in, ArticleFactory.create(), "the  HARBOUR was\ndredged twice. ")

    assert answer.status_code == 422
    assert f'<a href="/comments/{Comment.objects.get().pk}/">your earlier comment</a>' in text_of(answer)


def test_a_thank_you_may_be_said_to_several_people(signed_in: Client) -> None:
    answers = [say(signed_in, ArticleFactory.create(), "Thank you!") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]


def test_others_may_say_the_same(signed_in: Client) -> None:
    CommentFactory.create(body="The harbour was dredged twice.")

    assert say(signed_in, ArticleFactory.create(), "The harbour was dredged twice.").status_code == 302


def test_a_day_later_the_same_words_are_taken(signed_in: Client, reader: User, now: datetime) -> None:
    words, article = "The harbour was dredged twice.", ArticleFactory.create()

    answers = []
    for moment in (now, now + timedelta(hours=23), now + timedelta(hours=25)):
        with time_machine.travel(moment):
            signed_in.force_login(reader)
            answers.append(say(signed_in, article, words))

    assert [answer.status_code for answer in answers] == [302, 422, 302]


def test_who_shouts_is_asked_once(signed_in: Client) -> None:
    article = ArticleFactory.create()

    asked = say(signed_in, article, SHOUT)

    told = text_of(asked)
    assert asked.status_code == 422
    assert "reads as shouting" in told
    assert SHOUT in told
    assert '<button class="button-link" name="insist" value="shouting">Send it as it stands</button>' in told
    assert not Comment.objects.exists()


def test_who_means_it_is_taken_at_their_word(signed_in: Client) -> None:
    article = ArticleFactory.create()

    answer = signed_in.post(discussion_path(article), written(SHOUT, insist="shouting"))

    assert answer.status_code == 302
    assert Comment.objects.get().body == SHOUT


def test_what_was_overridden_is_not_asked_again_beside_something_else(signed_in: Client) -> None:
    article, wall = ArticleFactory.create(), f"{SHOUT} " * 50

    answer = signed_in.post(discussion_path(article), written(wall, insist="shouting"))

    told = text_of(answer)
    assert "one long paragraph" in told
    assert '<input type="hidden" name="insist" value="shouting">' in told


@pytest.mark.parametrize("insist", ["rate", "repeat", "slow", "<script>", "\x00"])
def test_only_what_is_gentle_can_be_overridden(signed_in: Client, insist: str) -> None:
    say(signed_in, ArticleFactory.create(), "The harbour was dredged twice.")

    form = written("The harbour was dredged twice.", insist=insist)
    answer = signed_in.post(discussion_path(ArticleFactory.create()), form)

    assert answer.status_code == 422
    assert 'name="insist"' not in text_of(answer)


def test_a_script_gets_the_form_with_the_reason(signed_in: Client) -> None:
    answer = say(signed_in, ArticleFactory.create(), "https://example.org/", **FRAGMENT)

    assert answer.status_code == 422
    assert "This is only a link." in text_of(answer)
    assert "<html" not in text_of(answer)


def test_somebody_who_wrote_a_lot_costs_no_more(signed_in: Client, reader: User, settings: Settings) -> None:
    article = ArticleFactory.create()
    settings.COMMENT_RATES = [(1_000, MINUTE), (5_000, timedelta(days=1))]
    say(signed_in, article, "The first thing of all.")

    counts = []
    for number in range(2):
        with CaptureQueriesContext(connection) as queries:
            say(signed_in, article, f"Thing number {number}.")
        counts.append(len(queries))
        CommentFactory.create_batch(40, author=reader, article=article)

    assert counts[0] == counts[1]
