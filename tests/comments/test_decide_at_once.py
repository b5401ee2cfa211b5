"""Two moderators on one comment: the second is told what happened, and nothing is overwritten."""

import re

import pytest
from django.test import Client

from accounts.models import User
from comments.actions.editing import delete_comment, edit_comment
from comments.actions.moderating import approve_comment, remove_comment
from comments.models import Comment, Decision
from tests.comments.steps import FRAGMENT, everything, path_of, text_of
from tests.factories import CommentFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment(author: User) -> Comment:
    return CommentFactory.create(author=author, body="The harbour is deep.")


@pytest.fixture
def desk(client: Client, moderator: User) -> Client:
    client.force_login(moderator)
    return client


@pytest.fixture
def colleague(db: None) -> User:
    return UserFactory.create(moderator=True, display_name="Milo Moderator")


def seen_on(page: str) -> dict[str, str]:
    """What the form says was judged."""
    return dict(re.findall(r'<input type="hidden" name="(revision|decision)" value="(\d+)">', page))


def test_the_form_says_what_was_judged(desk: Client, comment: Comment, colleague: User) -> None:
    before = seen_on(text_of(desk.get(path_of("decision", comment))))
    ruling = approve_comment(comment=comment, moderator=colleague)

    after = seen_on(text_of(desk.get(path_of("decision", comment))))

    assert before == {"revision": "1", "decision": "0"}
    assert after == {"revision": "1", "decision": str(ruling.pk)}


def test_the_cards_of_the_desk_say_it_too(desk: Client) -> None:
    CommentFactory.create(status=Comment.Status.PENDING)

    assert seen_on(text_of(desk.get("/moderation/"))) == {"revision": "1", "decision": "0"}


def test_a_decision_meanwhile_stops_the_second_and_is_told(desk: Client, comment: Comment, colleague: User) -> None:
    seen = seen_on(text_of(desk.get(path_of("decision", comment))))
    remove_comment(comment=comment, moderator=colleague, reason="hate", note="Not here.")
    before = everything()

    answer = desk.post(path_of("decision", comment), {"verdict": "approve", **seen})

    page = text_of(answer)
    assert answer.status_code == 409
    assert everything() == before
    assert "Nothing was decided" in page
    assert "Milo Moderator" in page
    assert "removed – hate" in page
    assert "Not here." in page


def test_other_words_meanwhile_stop_it_and_the_difference_is_shown(
    desk: Client, comment: Comment, author: User
) -> None:
    seen = seen_on(text_of(desk.get(path_of("decision", comment))))
    edit_comment(comment=comment, editor=author, body="The harbour is shallow.")

    answer = desk.post(path_of("decision", comment), {"verdict": "remove", "reason": "other", **seen})

    page = text_of(answer)
    assert answer.status_code == 409
    assert not Decision.objects.exists()
    assert re.search(r"<del>.*deep.*</del>", page)
    assert re.search(r"<ins>.*shallow.*</ins>", page)


def test_what_its_author_deleted_meanwhile_is_not_decided_on(desk: Client, comment: Comment, author: User) -> None:
    seen = seen_on(text_of(desk.get(path_of("decision", comment))))
    delete_comment(comment=comment, author=author)

    answer = desk.post(path_of("decision", comment), {"verdict": "spam", **seen})

    assert answer.status_code == 409
    assert "Its author deleted it." in text_of(answer)
    assert not Decision.objects.exists()


def test_the_page_that_tells_it_holds_the_form_for_things_as_they_are(
    desk: Client, comment: Comment, colleague: User
) -> None:
    seen = seen_on(text_of(desk.get(path_of("decision", comment))))
    remove_comment(comment=comment, moderator=colleague, reason="hate")
    page = text_of(desk.post(path_of("decision", comment), {"verdict": "approve", "note": "Kept.", **seen}))

    answer = desk.post(path_of("decision", comment), {"verdict": "restore", **seen_on(page)})

    comment.refresh_from_db()
    assert "Kept.</textarea>" in page
    assert answer.status_code == 302
    assert comment.is_published


def test_a_script_gets_the_same_in_place(desk: Client, comment: Comment, colleague: User) -> None:
    seen = seen_on(text_of(desk.get(path_of("decision", comment), headers=FRAGMENT)))
    approve_comment(comment=comment, moderator=colleague)

    answer = desk.post(path_of("decision", comment), {"verdict": "spam", **seen}, headers=FRAGMENT)

    assert answer.status_code == 409
    assert "<html" not in text_of(answer)
    assert f'action="{path_of("decision", comment)}"' in text_of(answer)


@pytest.mark.parametrize("nonsense", ["x", "-1", str(10**30), "1.5"])
def test_nonsense_of_what_was_judged_is_refused_like_any(desk: Client, comment: Comment, nonsense: str) -> None:
    answer = desk.post(path_of("decision", comment), {"verdict": "spam", "revision": nonsense, "decision": "0"})

    assert answer.status_code == 422
    assert not Decision.objects.exists()
