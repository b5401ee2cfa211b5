"""The pages on which rules are made, changed and watched."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from comments.models import Comment, Rule, RuleChange, RuleHit
from tests.comments.steps import say, sign_in, text_of
from tests.factories import (
    ArticleFactory,
    CommentFactory,
    DecisionFactory,
    RuleFactory,
    TopicFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

PATH = "/moderation/rules/"
FILLED = {"name": "Flowers", "action": "hold", "reason": "spam", "entries": "tulips\nroses", "tells_parts": "on"}


@pytest.fixture
def maker(client: Client, administrator: User) -> Client:
    """A browser in which somebody who may make rules is signed in."""
    client.force_login(administrator)
    return client


@pytest.fixture
def draft(administrator: User) -> Rule:
    return RuleFactory.create(name="Flowers", state="draft")


@pytest.mark.parametrize(
    ("role", "status"),
    [("anonymous", 302), ("reader", 403), ("editor", 403), ("moderator", 403), ("administrator", 200)],
)
@pytest.mark.parametrize("place", ["", "new/", "new/?kind=words", "{}/", "{}/edit/"])
def test_rules_are_for_who_may_make_them(client: Client, draft: Rule, role: str, status: int, place: str) -> None:
    sign_in(client, role)

    assert client.get(PATH + place.format(draft.pk)).status_code == status


@pytest.mark.parametrize("role", ["anonymous", "guest", "reader", "editor", "moderator"])
@pytest.mark.parametrize("place", ["new/?kind=words", "{}/edit/", "{}/state/", "{}/rehearsal/"])
def test_nobody_else_changes_anything(client: Client, draft: Rule, role: str, place: str) -> None:
    sign_in(client, role)

    answer = client.post(PATH + place.format(draft.pk), {**FILLED, "state": "off", "days": "30"})

    assert answer.status_code in {302, 403}
    assert list(Rule.objects.values_list("name", "state", "version")) == [("Flowers", "draft", 1)]


def test_a_senior_moderator_makes_rules(client: Client) -> None:
    client.force_login(UserFactory.create(role="senior moderator"))

    assert client.get(PATH).status_code == 200


def test_a_rule_is_made_as_a_draft_and_that_is_recorded(maker: Client, administrator: User) -> None:
    topic = TopicFactory.create()

    answer = maker.post(f"{PATH}new/?kind=words", {**FILLED, "topic": topic.pk, "newcomers_below": "3"}, follow=True)

    rule, change = Rule.objects.get(), RuleChange.objects.get()
    assert (rule.kind, rule.state, rule.topic, rule.newcomers_below) == ("words", "draft", topic, 3)
    assert rule.parameters == {"entries": "tulips\nroses"}
    assert (change.changed_by, change.role, change.version) == (administrator, "administrator", 1)
    assert "kept as a draft" in text_of(answer)


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        ("links", {"most": "2", "domains": "https://www.Example.com/path\n*.xyz"}),
        ("first", {"comments": "2"}),
        ("young", {"hours": "24"}),
        ("removals", {"percent": "30", "removed": "3"}),
        ("repeats", {"times": "2", "hours": "24"}),
        ("floods", {"comments": "30", "minutes": "10"}),
        ("reports", {"reports": "3"}),
        ("classifier", {}),
    ],
)
def test_every_kind_has_a_form_and_can_be_kept_and_edited(maker: Client, kind: str, facts: dict[str, str]) -> None:
    opened = maker.get(f"{PATH}new/?kind={kind}")

    maker.post(f"{PATH}new/?kind={kind}", {"name": "A rule", "action": "hold", "reason": "other", **facts})

    rule = Rule.objects.get()
    assert opened.status_code == 200
    assert rule.kind == kind
    assert maker.get(f"{PATH}{rule.pk}/edit/").status_code == 200
    if kind == "links":
        assert rule.parameters == {"most": 2, "domains": ["example.com", "xyz"]}


@pytest.mark.parametrize(
    ("kind", "facts", "sentence"),
    [
        ("words", {"entries": ""}, "Please give at least one word."),
        ("words", {"entries": "# only a remark"}, "Please give at least one word."),
        ("words", {"entries": "tulips\n---"}, "Line 2: there is no word in “---”."),
        ("words", {"entries": "*"}, "Line 1: there is no word in “*”."),
        ("words", {"entries": "*a"}, "Line 1: beside a star there must be at least 2 letters."),
        ("words", {"entries": "a b c d e f g h i j k"}, "Line 1: a phrase has at most 10 words."),
        ("words", {"entries": "\n".join(f"*a{n}b*" for n in range(101))}, "More than 100 entries have a star"),
        ("words", {"name": ""}, "Please give it a name"),
        ("words", {"action": "remove"}, "Select a valid choice"),
        ("words", {"article": "no-such-article"}, "There is no article with this address or number."),
        ("words", {"newcomers_below": "-1"}, "greater than or equal to 1"),
        ("links", {}, "Give a number of links, or a site, or both."),
        ("links", {"domains": "not a/ site!"}, "is no site; write it as example.com."),
        ("links", {"most": "many"}, "Give a whole number."),
        ("reports", {"reports": "2", "action": "refuse"}, "Select a valid choice"),
        ("first", {"comments": ""}, "Please give a number."),
    ],
)
def test_what_cannot_be_kept_comes_back_with_the_reason(
    maker: Client, kind: str, facts: dict[str, str], sentence: str
) -> None:
    answer = maker.post(f"{PATH}new/?kind={kind}", {**FILLED, **facts})

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not Rule.objects.exists()


def test_a_rule_is_for_a_topic_or_an_article(maker: Client) -> None:
    article, topic = ArticleFactory.create(), TopicFactory.create()

    both = maker.post(f"{PATH}new/?kind=words", {**FILLED, "topic": topic.pk, "article": article.slug})
    maker.post(f"{PATH}new/?kind=words", {**FILLED, "article": article.get_absolute_url()})

    assert "Choose a topic or an article, not both." in text_of(both)
    assert Rule.objects.get().article == article


def test_trying_a_rule_marks_what_it_finds_and_saves_nothing(maker: Client) -> None:
    sample = "<b>Fresh</b> TULIPS & tul1ps"

    answer = maker.post(f"{PATH}new/?kind=words", {**FILLED, "sample": sample, "try": "1"})

    page = text_of(answer)
    assert "It would act: it uses “TULIPS”, “tul1ps”." in page
    assert "&lt;b&gt;Fresh&lt;/b&gt; <mark>TULIPS</mark> &amp; <mark>tul1ps</mark>" in page
    assert not Rule.objects.exists()


def test_a_change_of_a_live_rule_holds_at_the_next_comment_and_is_recorded(
    maker: Client, reader: User, administrator: User
) -> None:
    rule = RuleFactory.create(name="Flowers", parameters={"entries": "tulips"})
    RuleChange.objects.create(
        rule=rule,
        version=1,
        role="administrator",
        changed_by=administrator,
        facts={"name": "Flowers", "state": "live", "parameters": {"entries": "tulips"}, "action": "hold"},
    )
    other = Client()
    other.force_login(reader)
    say(other, ArticleFactory.create(), "Roses are red.")

    maker.post(f"{PATH}{rule.pk}/edit/", {**FILLED, "entries": "roses", "action": "refuse"})
    answer = say(other, ArticleFactory.create(), "Roses are not blue.")

    assert answer.status_code == 422
    assert RuleChange.objects.filter(rule=rule).count() == 2
    page = text_of(maker.get(f"{PATH}{rule.pk}/"))
    assert "list: added “roses”" in page
    assert "list: taken out “tulips”" in page
    assert "action: hold for a moderator → refuse" in page


def test_saving_the_same_again_is_no_change(maker: Client, draft: Rule) -> None:
    for _ in range(2):
        maker.post(f"{PATH}{draft.pk}/edit/", FILLED)

    assert RuleChange.objects.filter(rule=draft).count() == 1


@pytest.mark.parametrize("state", ["shadow", "off", "draft"])
def test_a_rule_goes_into_shadow_and_off_at_once(maker: Client, draft: Rule, state: str) -> None:
    maker.post(f"{PATH}{draft.pk}/state/", {"state": state})

    draft.refresh_from_db()
    assert draft.state == state


def test_a_state_that_there_is_not_changes_nothing(maker: Client, draft: Rule) -> None:
    answer = maker.post(f"{PATH}{draft.pk}/state/", {"state": "asleep"})

    draft.refresh_from_db()
    assert (answer.status_code, draft.state) == (302, "draft")


def test_a_rule_shows_how_often_people_agreed_with_it(maker: Client, moderator: User) -> None:
    rule = RuleFactory.create()
    statuses = [Comment.Status.REMOVED] * 3 + [Comment.Status.PUBLISHED, Comment.Status.PENDING]
    for status in statuses:
        comment = CommentFactory.create(status=status)
        for _ in range(2):
            RuleHit.objects.create(rule=rule, rule_version=1, comment=comment, action="hold")
        if status != Comment.Status.PENDING:
            verdict = "approve" if status == Comment.Status.PUBLISHED else "remove"
            DecisionFactory.create(comment=comment, moderator=moderator, verdict=verdict)
    CommentFactory.create()
    RuleHit.objects.create(rule=rule, rule_version=1, comment=None, action="refuse")

    listed, page = text_of(maker.get(PATH)), text_of(maker.get(f"{PATH}{rule.pk}/"))

    for told in (listed, page):
        assert "<b>75 %</b> (3 of 4 removed)" in told
    assert "5 comments found, 1 times refused" in page


@pytest.mark.parametrize("count", [1, 6])
def test_the_list_asks_the_database_as_often_for_many_rules(
    maker: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        RuleHit.objects.create(
            rule=RuleFactory.create(), rule_version=1, comment=CommentFactory.create(), action="hold"
        )

    with django_assert_num_queries(7):
        maker.get(PATH)
