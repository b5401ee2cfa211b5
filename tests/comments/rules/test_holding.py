"""What becomes of a comment in which a rule finds something, for whoever wrote it."""

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from comments.guests.actions import confirm_guest
from comments.models import Comment, Decision, Report, Rule, RuleHit
from tests.comments.steps import FRAGMENT, discussion_path, remember, say, text_of, written
from tests.factories import (
    ArticleFactory,
    CommentFactory,
    GuestFactory,
    RuleFactory,
    TopicFactory,
)
from tests.statements import statements

pytestmark = pytest.mark.django_db

WORDS = "Buy fresh tulips from us today."


def test_a_held_comment_waits_and_its_writer_is_told_by_which_rule(signed_in: Client) -> None:
    rule = RuleFactory.create(name="No flower sellers")

    answer = signed_in.post(discussion_path(ArticleFactory.create()), written(WORDS), follow=True)

    comment, decision = Comment.objects.get(), Decision.objects.get()
    assert comment.status == Comment.Status.PENDING
    assert (decision.rule, decision.moderator, decision.verdict) == (rule, None, "hold")
    assert decision.status_before == Comment.Status.PUBLISHED
    assert "Because of the rule “No flower sellers” a moderator looks at it first: it uses “tulips”." in text_of(
        answer
    )


def test_the_place_of_what_was_found_is_kept(signed_in: Client) -> None:
    rule = RuleFactory.create(version=3)

    say(signed_in, ArticleFactory.create(), WORDS)

    hit = RuleHit.objects.get()
    start, end, words = hit.parts[0]
    assert WORDS[start:end] == words == "tulips"
    assert (hit.rule, hit.rule_version, hit.comment, hit.is_shadow) == (rule, 3, Comment.objects.get(), False)


def test_a_refusal_names_the_rule_and_the_words_and_keeps_what_was_typed(signed_in: Client) -> None:
    RuleFactory.create(name="No flower sellers", action="refuse", sentence="Advertise in print.")

    answers = [
        say(signed_in, ArticleFactory.create(), WORDS),
        say(signed_in, ArticleFactory.create(), WORDS, **FRAGMENT),
    ]

    for answer in answers:
        assert answer.status_code == 422
        page = text_of(answer)
        assert "because of the rule “No flower sellers”: it uses “tulips”. Advertise in print." in page
        assert "Please put it another way and send it again." in page
        assert f"{WORDS}</textarea>" in page
    assert not Comment.objects.exists()
    assert [hit.comment for hit in RuleHit.objects.all()] == [None, None]


def test_a_rule_can_keep_its_words_to_itself(signed_in: Client) -> None:
    RuleFactory.create(action="refuse", tells_parts=False)

    page = text_of(say(signed_in, ArticleFactory.create(), WORDS))

    assert "it uses words that are on this site’s list" in page
    assert "“tulips”" not in page


def test_a_report_by_a_rule_lands_in_the_queue_of_reports(client: Client, reader: User, moderator: User) -> None:
    rule = RuleFactory.create(name="Flowers", action="report")
    client.force_login(reader)
    say(client, ArticleFactory.create(), WORDS)
    client.force_login(moderator)

    queue = text_of(client.get("/moderation/?queue=reported"))

    report = Report.objects.get()
    assert (report.rule, report.reporter, report.reason) == (rule, None, "spam")
    assert Comment.objects.get().is_published
    assert "Reported by the rule “Flowers”: it uses “tulips”." in queue
    assert "fresh <mark>tulips</mark> from" in queue


def test_in_shadow_a_rule_takes_notes_and_does_nothing(signed_in: Client) -> None:
    for action in Rule.Action:
        RuleFactory.create(action=action, state="shadow")

    say(signed_in, ArticleFactory.create(), WORDS)

    assert Comment.objects.get().is_published
    assert [hit.is_shadow for hit in RuleHit.objects.all()] == [True] * 3
    assert not Decision.objects.exists()
    assert not Report.objects.exists()


@pytest.mark.parametrize("state", ["draft", "off"])
def test_a_rule_that_is_not_in_force_does_not_look(signed_in: Client, state: str) -> None:
    RuleFactory.create(state=state)

    say(signed_in, ArticleFactory.create(), WORDS)

    assert Comment.objects.get().is_published
    assert not RuleHit.objects.exists()


def test_moderators_are_not_looked_at(client: Client, moderator: User) -> None:
    RuleFactory.create(action="refuse")
    client.force_login(moderator)

    assert say(client, ArticleFactory.create(), WORDS).status_code == 302


def test_where_all_wait_a_rule_adds_its_note_and_no_decision(signed_in: Client) -> None:
    RuleFactory.create()

    say(signed_in, ArticleFactory.create(discussion_mode="premoderated"), WORDS)

    assert Comment.objects.get().status == Comment.Status.PENDING
    assert RuleHit.objects.count() == 1
    assert not Decision.objects.exists()


def test_a_rule_holds_on_its_topic_or_article_alone(signed_in: Client) -> None:
    topic = TopicFactory.create()
    on_topic, elsewhere, alone = (
        ArticleFactory.create(topics=[topic]),
        ArticleFactory.create(),
        ArticleFactory.create(),
    )
    RuleFactory.create(topic=topic)
    RuleFactory.create(article=alone)

    for number, article in enumerate((on_topic, elsewhere, alone)):
        say(signed_in, article, f"{WORDS} {number}")

    pending = Comment.objects.filter(status=Comment.Status.PENDING).order_by("pk")
    assert [comment.discussion.article for comment in pending] == [on_topic, alone]


def test_a_rule_for_newcomers_leaves_others_alone(client: Client, reader: User, author: User) -> None:
    RuleFactory.create(newcomers_below=1)
    article = CommentFactory.create(author=author).discussion.article

    for number, person in enumerate((reader, author)):
        client.force_login(person)
        say(client, article, f"{WORDS} {number}")

    assert Comment.objects.get(author=reader).status == Comment.Status.PENDING
    assert not Comment.objects.filter(author=author).exclude(status=Comment.Status.PUBLISHED).exists()


def test_the_first_rule_that_refuses_counts_before_those_that_hold(signed_in: Client) -> None:
    RuleFactory.create()
    RuleFactory.create(action="refuse")

    assert say(signed_in, ArticleFactory.create(), WORDS).status_code == 422
    assert not Decision.objects.exists()


def test_what_a_guest_wrote_is_held_once_it_is_confirmed(client: Client, settings: Settings) -> None:
    settings.DISCUSSION_ALLOWS_GUESTS = True
    RuleFactory.create()
    guest = GuestFactory.create(confirmed_at=None)
    remember(client, guest)
    say(client, ArticleFactory.create(), WORDS)
    before = Comment.objects.get().status

    confirm_guest(guest=guest)

    assert before == Comment.Status.UNCONFIRMED
    assert Comment.objects.get().status == Comment.Status.PENDING
    assert Decision.objects.get().verdict == "hold"


def test_a_confirmed_guest_is_held_like_anybody(client: Client, settings: Settings) -> None:
    settings.DISCUSSION_ALLOWS_GUESTS = True
    RuleFactory.create()
    remember(client, GuestFactory.create())

    answer = client.post(discussion_path(ArticleFactory.create()), written(WORDS), follow=True)

    assert Comment.objects.get().status == Comment.Status.PENDING
    assert "a moderator looks at it first" in text_of(answer)


def test_the_same_form_sent_again_is_one_comment_and_one_hit(signed_in: Client) -> None:
    RuleFactory.create()
    article, form = ArticleFactory.create(), written(WORDS)

    for _ in range(2):
        signed_in.post(discussion_path(article), form)

    assert (Comment.objects.count(), RuleHit.objects.count(), Decision.objects.count()) == (1, 1, 1)


def test_to_undo_what_the_rule_did_publishes_the_comment(client: Client, reader: User, moderator: User) -> None:
    RuleFactory.create()
    client.force_login(reader)
    say(client, ArticleFactory.create(), WORDS)
    client.force_login(moderator)

    client.post(f"/moderation/decisions/{Decision.objects.get().pk}/undo/")

    assert Comment.objects.get().is_published


def test_nobody_holds_by_hand(client: Client, moderator: User) -> None:
    comment = CommentFactory.create()
    client.force_login(moderator)

    answer = client.post(f"/comments/{comment.pk}/decision/", {"verdict": "hold"})

    assert answer.status_code == 422
    assert not Decision.objects.exists()


def test_the_public_log_names_the_rule(signed_in: Client, client: Client) -> None:
    RuleFactory.create(name="<b>Flowers</b>")
    say(signed_in, ArticleFactory.create(headline="Spring"), WORDS)

    assert "The rule “&lt;b&gt;Flowers&lt;/b&gt;” held a comment on" in text_of(client.get("/moderation/log/"))


def test_rules_that_find_nothing_cost_one_question(signed_in: Client) -> None:
    article = ArticleFactory.create(topics=[TopicFactory.create()])
    counts = []
    for number in range(3):
        say(signed_in, article, f"Nothing of note {number}.")
        with statements() as asked:
            say(signed_in, article, f"Something of no note {number}.")
        counts.append(sum(one.lstrip().startswith(("SELECT", "INSERT", "UPDATE")) for one in asked))
        for action in Rule.Action:
            RuleFactory.create(action=action, parameters={"entries": "\n".join(f"word{each}" for each in range(200))})
            RuleFactory.create(action=action, kind="links", parameters={"most": 2, "domains": ["example.com"]})

    assert counts[0] == counts[1] == counts[2]
    assert sum("comments_rulebook" in one for one in asked) == 1


def test_a_card_tells_what_shadow_rules_found_and_what_was_found_in_other_words(
    client: Client, author: User, moderator: User
) -> None:
    RuleFactory.create(name="Flowers", state="shadow")
    comment = CommentFactory.create(author=author, body="About the harbour.")
    client.force_login(author)
    for body in ("Buy **tulips** here.", "Buy nothing here."):
        client.post(f"/comments/{comment.pk}/edit/", {"body": body})
    client.force_login(moderator)

    card = text_of(client.get("/moderation/?queue=all"))

    told = "In shadow, the rule “Flowers” would have held it: it uses “tulips”. Its words were changed since."
    assert told in card
    assert "<mark>" not in card


@pytest.mark.parametrize(
    "asked", ["?queue=all&rule=flower", "search/?q=rule%3Aflower", "search/?q=harbour+rule%3AFlowers"]
)
def test_moderators_find_what_a_rule_found(client: Client, reader: User, moderator: User, asked: str) -> None:
    RuleFactory.create(name="Flowers")
    client.force_login(reader)
    article = ArticleFactory.create()
    say(client, article, "Tulips at the harbour.")
    say(client, article, "Cranes at the harbour.")
    client.force_login(moderator)

    page = text_of(client.get(f"/moderation/{asked}"))

    assert "Tulips" in page
    assert "Cranes" not in page


def test_a_rule_that_nobody_made_is_not_looked_for(client: Client, moderator: User) -> None:
    client.force_login(moderator)

    assert "There is no rule “daisies”." in text_of(client.get("/moderation/?queue=all&rule=daisies"))


def test_what_was_found_is_forgotten_with_the_words(client: Client, reader: User) -> None:
    RuleFactory.create()
    client.force_login(reader)
    say(client, ArticleFactory.create(), WORDS)
    comment = Comment.objects.get()

    client.post(f"/comments/{comment.pk}/scrub/", {"passage": "tulips", "confirmed": "on"})

    assert "tulips" not in Comment.objects.get().body
    assert RuleHit.objects.get().parts == []


def test_why_it_waits_stands_below_the_words_for_its_writer(signed_in: Client) -> None:
    RuleFactory.create(name="Flowers & co")
    article = ArticleFactory.create()

    entry = text_of(say(signed_in, article, WORDS, **FRAGMENT))

    told = (
        '<p class="note">Because of the rule “Flowers &amp; co” a moderator looks at it first: it uses “tulips”.</p>'
    )
    own_page = text_of(signed_in.get(Comment.objects.get().get_absolute_url()))
    overlay = signed_in.get(f"/discussions/{article.pk}/overlay/").json()
    assert told in entry
    assert told in own_page
    assert told in overlay["waiting"][0]["html"]
    assert told not in text_of(Client().get(article.get_absolute_url()))


def test_a_word_without_end_is_named_by_its_beginning(signed_in: Client) -> None:
    RuleFactory.create(action="refuse", parameters={"entries": "aaa*"})

    page = text_of(say(signed_in, ArticleFactory.create(), f"Oh {'a' * 5_000} no"))

    assert f"it uses “{'a' * 60}…”." in page
