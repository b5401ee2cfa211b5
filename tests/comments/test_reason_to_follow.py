"""Removing first, and saying why afterwards: no decision stays without its reason, and none is edited."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from comments.actions.moderating import give_reason, remove_comment, undo_decision
from comments.models import Comment, Decision, OwedReason
from comments.models.judgement import TO_FOLLOW
from comments.reasons import SENTENCES
from tests.comments.steps import everything, path_of, sign_in, text_of
from tests.factories import CommentFactory, UserFactory

pytestmark = pytest.mark.django_db

REASONS = "/moderation/reasons/"
REMOVE_FIRST = {"verdict": "remove-first"}


@pytest.fixture
def comment(author: User) -> Comment:
    comment = CommentFactory.create(author=author, body="Words to be judged.")
    CommentFactory.create(parent=comment)
    return comment


@pytest.fixture
def desk(client: Client, moderator: User) -> Client:
    client.force_login(moderator)
    return client


def removed_first(comment: Comment, moderator: User) -> Decision:
    return remove_comment(comment=comment, moderator=moderator, reason=TO_FOLLOW)


def page_of(comment: Comment) -> str:
    return text_of(Client().get(comment.discussion.article.get_absolute_url()))


def inbox_of(person: User) -> str:
    client = Client()
    client.force_login(person)
    return text_of(client.get("/account/inbox/"))


def test_the_comment_goes_at_once_and_everybody_is_told_that_the_reason_follows(
    desk: Client, author: User, comment: Comment
) -> None:
    told = text_of(desk.post(path_of("decision", comment), REMOVE_FIRST, follow=True))

    comment.refresh_from_db()
    assert comment.status == Comment.Status.REMOVED
    assert "The comment is removed; its reason is to follow." in told
    assert "reason to follow" in page_of(comment)
    assert "was removed: reason to follow" in inbox_of(author)
    assert "reason to follow" in text_of(desk.get("/moderation/log/"))


def test_the_desk_asks_for_it_until_it_is_given(desk: Client, comment: Comment) -> None:
    desk.post(path_of("decision", comment), REMOVE_FIRST)
    asked = text_of(desk.get("/moderation/"))

    answer = desk.post(REASONS, {"removal": Decision.objects.get().pk, "reason": "abuse"})

    assert "1 removal waits for its reason" in asked
    assert answer.headers["Location"] == "/moderation/"
    assert "its reason: say why" not in text_of(desk.get("/moderation/"))
    assert "Every removal has its reason." in text_of(desk.get(REASONS))


def test_the_reason_is_a_decision_of_its_own_and_told_where_the_removal_is(
    desk: Client, author: User, moderator: User, comment: Comment
) -> None:
    removal = removed_first(comment, moderator)

    desk.post(REASONS, {"removal": removal.pk, "reason": "hate"})

    explanation = Decision.objects.latest("pk")
    assert (explanation.verdict, explanation.explains, explanation.note) == ("explain", removal, SENTENCES["hate"])
    assert "<strong>hate</strong>" in page_of(comment)
    assert "reason to follow" not in page_of(comment)
    assert f"Why your comment on “<bdi>{comment.discussion.article.headline}</bdi>” was removed: hate" in inbox_of(
        author
    )
    assert "A moderator said why a comment" in text_of(Client().get("/moderation/log/?reason=hate"))


def test_one_reason_does_for_all_that_are_ticked_and_ones_own_are_ticked_at_first(
    desk: Client, moderator: User
) -> None:
    own = [removed_first(CommentFactory.create(), moderator) for _ in range(2)]
    another = removed_first(CommentFactory.create(), UserFactory.create(moderator=True))
    page = text_of(desk.get(REASONS))

    answer = desk.post(REASONS, {"removal": [one.pk for one in own], "reason": "off-topic", "note": "Not here."})

    assert page.count("checked") == 2
    assert page.index(f'value="{own[1].pk}" checked') < page.index(f'value="{another.pk}"')
    assert answer.headers["Location"] == REASONS
    assert set(Decision.objects.filter(verdict="explain").values_list("note", flat=True)) == {"Not here."}
    assert OwedReason.objects.get().decision == another


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"reason": ""}, "Please choose the reason"),
        ({"reason": "to-follow"}, "Select a valid choice"),
        ({"reason": "abuse", "removal": "x"}, "Tick the removals"),
        ({"reason": "abuse", "removal": "99999999999999999999"}, "Tick the removals"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(
    desk: Client, moderator: User, comment: Comment, form: dict[str, str], sentence: str
) -> None:
    removal = removed_first(comment, moderator)

    answer = desk.post(REASONS, {"removal": removal.pk, "note": "Kept.", **form})

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert "Kept.</textarea>" in text_of(answer)
    assert Decision.objects.count() == 1


def test_given_twice_it_counts_once(desk: Client, moderator: User, comment: Comment) -> None:
    form = {"removal": removed_first(comment, moderator).pk, "reason": "abuse"}
    desk.post(REASONS, form)
    once = everything()

    assert desk.post(REASONS, form).status_code == 422
    assert everything() == once


def test_of_a_removal_taken_back_no_reason_is_asked(desk: Client, moderator: User, comment: Comment) -> None:
    removal = removed_first(comment, moderator)

    undo_decision(decision=removal, moderator=moderator)

    assert "its reason: say why" not in text_of(desk.get("/moderation/"))


def test_a_reason_taken_back_is_asked_for_again(desk: Client, moderator: User, comment: Comment) -> None:
    removal = removed_first(comment, moderator)
    explanation = give_reason(decision=removal, moderator=moderator, reason="abuse")

    desk.post(f"/moderation/decisions/{explanation.pk}/undo/")

    comment.refresh_from_db()
    assert comment.status == Comment.Status.REMOVED
    assert OwedReason.objects.get().decision == removal
    assert "reason to follow" in page_of(comment)


@pytest.mark.parametrize("reason", ["", TO_FOLLOW])
def test_the_database_takes_no_explanation_that_explains_nothing(
    moderator: User, comment: Comment, reason: str
) -> None:
    facts = {"comment": comment, "moderator": moderator, "role": "moderator", "revision_number": 1}
    removal = removed_first(comment, moderator)

    for wrong in ({"explains": removal, "reason": reason}, {"reason": "abuse"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.create(verdict="explain", **facts, **wrong)


@pytest.mark.parametrize("role", ["anonymous", "guest", "reader", "editor"])
def test_only_moderators_say_why(client: Client, moderator: User, comment: Comment, role: str) -> None:
    removal = removed_first(comment, moderator)
    sign_in(client, role)
    before = everything()

    answers = [client.get(REASONS), client.post(REASONS, {"removal": removal.pk, "reason": "abuse"})]

    assert {answer.status_code for answer in answers} == {302 if role in {"anonymous", "guest"} else 403}
    assert everything() == before


@pytest.mark.parametrize("count", [1, 6])
def test_the_page_asks_the_database_as_often_for_many(
    desk: Client, moderator: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        removed_first(CommentFactory.create(), moderator)

    # Session, person; the removals; the masthead's topics and the inbox.
    with django_assert_num_queries(5):
        desk.get(REASONS)


def test_the_dashboard_counts_a_removal_under_the_reason_that_followed(
    desk: Client, moderator: User, comment: Comment
) -> None:
    removal = removed_first(comment, moderator)
    before = text_of(desk.get("/moderation/dashboard/"))

    give_reason(decision=removal, moderator=moderator, reason="hate")

    after = text_of(desk.get("/moderation/dashboard/"))
    assert "reason to follow" in before
    assert "reason to follow" not in after
    assert "hate" in after
