"""What moderators set for a whole branch: locked, collapsed, slowed down; and lifting it."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from comments.actions.measuring import lift_measure, take_measure
from comments.actions.moderating import undo_decision
from comments.discussion import discussion_page
from comments.models import Branch, Comment, Decision, Discussion
from comments.orders import ORDERS
from tests.comments.steps import FRAGMENT, WORDS, everything, filled_in, path_of, sign_in, text_of, written
from tests.factories import ArticleFactory, CommentFactory, UserFactory

pytestmark = pytest.mark.django_db

LOCK = {"verdict": "lock", "reason": "off-topic"}
COLLAPSE = {"verdict": "collapse", "reason": "abuse"}
SLOW = {"verdict": "slow", "reason": "other", "slow_mode_seconds": "900"}


@pytest.fixture
def thread() -> list[Comment]:
    """Root ← top ← answer, and a sibling of the top; the branch begins below the root."""
    root = CommentFactory.create(body="The root.")
    top = CommentFactory.create(parent=root, body="The top.")
    return [root, top, CommentFactory.create(parent=top, body="The answer."), CommentFactory.create(parent=root)]


@pytest.fixture
def top(thread: list[Comment]) -> Comment:
    return thread[1]


@pytest.fixture
def desk(client: Client, moderator: User) -> Client:
    client.force_login(moderator)
    return client


def article_of(comment: Comment) -> str:
    return text_of(Client().get(comment.discussion.article.get_absolute_url()))


def reply(reader: User, comment: Comment, body: str = WORDS) -> int:
    client = Client()
    client.force_login(reader)
    return client.post(path_of("reply", comment), written(body)).status_code


def test_its_page_says_how_much_the_branch_holds(desk: Client, top: Comment) -> None:
    CommentFactory.create(parent=top, author=top.author)
    CommentFactory.create(parent=top, status=Comment.Status.PENDING)

    page = text_of(desk.get(path_of("branch", top)))

    assert "It holds 3 published comments" in page
    assert "by 2 people, this one included." in page


@pytest.mark.parametrize("role", ["anonymous", "guest", "reader", "editor"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_else_acts_on_it(client: Client, top: Comment, role: str, method: str) -> None:
    sign_in(client, role)
    before = everything()

    answer = getattr(client, method)(path_of("branch", top), LOCK)

    assert answer.status_code == (302 if role in {"anonymous", "guest"} else 403)
    assert everything() == before


@pytest.mark.parametrize("form", [LOCK, COLLAPSE, SLOW])
def test_a_decision_says_who_when_and_why_and_the_log_tells_it(
    desk: Client, moderator: User, top: Comment, form: dict[str, str]
) -> None:
    answer = desk.post(path_of("branch", top), {**form, "note": "Please talk about ferries."})

    decision = Decision.objects.get()
    log = text_of(Client().get("/moderation/log/"))
    assert answer.headers["Location"] == top.get_absolute_url()
    assert (decision.comment, decision.moderator, decision.role) == (top, moderator, "moderator")
    assert (decision.verdict, decision.reason) == (form["verdict"], form["reason"])
    assert "a branch on “" in log
    assert decision.get_reason_display() in log
    assert "Please talk about ferries." not in log


@pytest.mark.parametrize("form", [LOCK, COLLAPSE, SLOW])
def test_readers_are_told_where_the_branch_stands(desk: Client, top: Comment, form: dict[str, str]) -> None:
    desk.post(path_of("branch", top), {**form, "note": "Please talk <b>about</b> ferries."})

    pages = [article_of(top), text_of(Client().get(top.get_absolute_url()))]

    for page in pages:
        assert f"<strong>{Decision.objects.get().get_reason_display()}</strong>." in page
        assert "Please talk &lt;b&gt;about&lt;/b&gt; ferries.</q>" in page


def test_a_locked_branch_takes_no_replies_and_the_words_are_kept(
    desk: Client, thread: list[Comment], reader: User
) -> None:
    root, top, answer, sibling = thread
    desk.post(path_of("branch", top), LOCK)
    client = Client()
    client.force_login(reader)

    refused = [client.post(path_of("reply", comment), written()) for comment in (top, answer)]
    taken = [client.post(path_of("reply", comment), written(f"{comment.pk}")) for comment in (root, sibling)]

    assert [one.status_code for one in refused] == [403, 403]
    assert all("A moderator has locked this branch" in text_of(one) for one in refused)
    assert all(f"{WORDS}</textarea>" in text_of(one) for one in refused)
    assert [one.status_code for one in taken] == [302, 302]


def test_nobody_is_offered_to_reply_there(desk: Client, thread: list[Comment]) -> None:
    root, top, answer, sibling = thread
    desk.post(path_of("branch", top), LOCK)

    pages = [article_of(top), *(text_of(Client().get(one.get_absolute_url())) for one in thread)]

    for page in pages:
        offered = {one.pk for one in thread if f'href="{path_of("reply", one)}"' in page}
        assert not offered & {top.pk, answer.pk}
    assert f'href="{path_of("reply", sibling)}"' in pages[0]
    assert f'href="{path_of("reply", root)}"' in pages[0]


def test_far_below_the_top_it_is_locked_too(desk: Client, top: Comment, reader: User) -> None:
    deep = top
    for _ in range(12):
        deep = CommentFactory.create(parent=deep)
    desk.post(path_of("branch", top), LOCK)

    page = text_of(Client().get(deep.get_absolute_url()))

    assert reply(reader, deep) == 403
    assert f'href="{path_of("reply", deep)}"' not in page


def test_a_locked_branch_of_a_guest_who_confirms_late_stays_locked(top: Comment, moderator: User) -> None:
    from comments.permissions import may_confirm

    late = CommentFactory.create(parent=top, status=Comment.Status.PENDING)
    late.discussion.article.allows_guests = True
    take_measure(comment=top, moderator=moderator, verdict="lock", reason="abuse")
    late.discussion.refresh_from_db()

    assert not may_confirm(late)


def test_a_collapsed_branch_is_folded_with_its_reason_and_opens(desk: Client, thread: list[Comment]) -> None:
    _root, top, answer, _sibling = thread
    before = article_of(top)
    desk.post(path_of("branch", top), COLLAPSE)

    page = article_of(top)
    own = text_of(Client().get(top.get_absolute_url()))

    assert before.count('<details class="branch" open>') == 2
    assert page.count('<details class="branch" open>') == 1
    assert page.count('<details class="folded"><summary>A moderator folded this branch') == 1
    assert top.body in page
    assert answer.body in page
    assert '<details class="folded" open>' in own


@pytest.mark.parametrize("below", [False, True])
def test_in_a_slow_branch_each_person_writes_once_in_the_span(
    desk: Client, thread: list[Comment], reader: User, below: bool
) -> None:
    _root, top, answer, sibling = thread
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        desk.post(path_of("branch", top), SLOW)
        first = reply(reader, answer if below else top, "Once.")
        elsewhere = reply(reader, sibling, "Elsewhere as often as one likes.")
        client = Client()
        client.force_login(reader)
        again = client.post(path_of("reply", top), written("Twice."))
        other = reply(UserFactory.create(), top, "Somebody else.")
        clock.shift(timedelta(seconds=901))
        later = reply(reader, top, "Twice.")

    assert (first, elsewhere, again.status_code, other, later) == (302, 302, 429, 302, 302)
    assert again.headers["Retry-After"] == "900"
    assert "A moderator has slowed this branch down: each person writes once in 15 minutes." in text_of(again)
    assert "in 15 minutes." in text_of(again)
    assert "Twice.</textarea>" in text_of(again)


def test_moderators_are_not_slowed_down(desk: Client, moderator: User, top: Comment) -> None:
    desk.post(path_of("branch", top), SLOW)

    assert [reply(moderator, top, body) for body in ("Once.", "Twice.")] == [302, 302]


def test_the_form_for_a_reply_says_so_beforehand(desk: Client, top: Comment, reader: User) -> None:
    desk.post(path_of("branch", top), SLOW)
    desk.force_login(reader)

    page = text_of(desk.get(path_of("reply", top)))

    assert "each person writes once in 15 minutes." in page


@pytest.mark.parametrize("form", [LOCK, COLLAPSE, SLOW])
def test_lifting_it_is_one_more_decision(desk: Client, top: Comment, reader: User, form: dict[str, str]) -> None:
    before = article_of(top)
    desk.post(path_of("branch", top), form)

    desk.post(path_of("branch", top), {"lift": form["verdict"]})

    assert [one.verdict for one in Decision.objects.order_by("pk")] == [form["verdict"], "undo"]
    assert not Branch.objects.exists()
    assert Discussion.objects.get().branch_count == 0
    assert Decision.objects.get(verdict="undo").undoes == Decision.objects.get(verdict=form["verdict"])
    after = article_of(top)
    assert ("<details class" in before) == ("<details class" in after)
    assert "this branch" not in after
    assert reply(reader, top) == 302


def test_its_decision_can_be_undone_like_any_other_and_that_again(desk: Client, top: Comment, reader: User) -> None:
    desk.post(path_of("branch", top), LOCK)
    lock = Decision.objects.get()

    desk.post(f"/moderation/decisions/{lock.pk}/undo/")
    opened = reply(reader, top, "Now it goes.")
    desk.post(f"/moderation/decisions/{Decision.objects.latest('pk').pk}/undo/")

    assert opened == 302
    assert reply(reader, top, "Not any more.") == 403


def test_setting_it_twice_does_no_more_than_once(desk: Client, top: Comment) -> None:
    desk.post(path_of("branch", top), SLOW)
    once = everything()

    desk.post(path_of("branch", top), SLOW)

    assert everything() == once


def test_another_reason_takes_the_place_of_the_first_and_lifting_lifts_both(top: Comment, moderator: User) -> None:
    for reason in ("abuse", "hate"):
        take_measure(comment=top, moderator=moderator, verdict="lock", reason=reason)

    told = article_of(top)
    lift_measure(comment=top, moderator=moderator, verdict="lock")

    assert "<strong>hate</strong>" in told
    assert "<strong>abuse</strong>" not in told
    assert not Branch.objects.exists()


def test_the_slowest_branch_around_counts(top: Comment, thread: list[Comment], moderator: User, reader: User) -> None:
    for comment, seconds in ((thread[0], 3600), (top, 60)):
        take_measure(comment=comment, moderator=moderator, verdict="slow", reason="abuse", slow_mode_seconds=seconds)
    Decision.objects.count()
    first = reply(reader, top, "Once.")

    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        again = reply(reader, top, "Twice.")

    assert (first, again) == (302, 429)


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"verdict": "lock"}, "Please choose the reason: the readers are told it."),
        ({"verdict": "lock", "reason": "boredom"}, "boredom"),
        ({"verdict": "approve", "reason": "abuse"}, "Please choose what is to be done."),
        ({"verdict": "slow", "reason": "abuse"}, "Please choose how slow."),
        ({"verdict": "slow", "reason": "abuse", "slow_mode_seconds": "-5"}, "Select a valid choice"),
        ({"verdict": "lock", "reason": "abuse", "note": "x" * 501}, "at most 500"),
        ({"lift": "everything"}, "Please choose what is to be done."),
    ],
)
def test_what_means_nothing_is_said_beside_the_field(
    desk: Client, top: Comment, form: dict[str, str], sentence: str
) -> None:
    before = everything()

    answer = desk.post(path_of("branch", top), {"note": "Kept.", **form})

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert form.get("note", "Kept.") in text_of(answer)
    assert everything() == before


@pytest.mark.parametrize("status", [Comment.Status.PENDING, Comment.Status.REMOVED])
def test_what_readers_do_not_see_has_no_branch(desk: Client, status: int) -> None:
    comment = CommentFactory.create(status=status)
    before = everything()

    answers = [desk.get(path_of("branch", comment)), desk.post(path_of("branch", comment), LOCK)]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert "there is no branch to act on" in text_of(answers[0])
    assert everything() == before


def test_the_place_of_a_removed_comment_has_one(desk: Client, top: Comment) -> None:
    desk.post(path_of("decision", top), {"verdict": "remove", "reason": "abuse"})

    desk.post(path_of("branch", top), LOCK)

    assert "A moderator locked this branch" in article_of(top)


def test_a_script_gets_the_comment_as_it_now_stands(desk: Client, top: Comment) -> None:
    entry = text_of(desk.post(path_of("branch", top), filled_in("branch"), headers=FRAGMENT))

    assert "A moderator locked this branch" in entry
    assert f'href="{path_of("reply", top)}"' not in entry


def test_an_open_page_is_offered_the_change(desk: Client, top: Comment) -> None:
    version = Discussion.objects.get().version

    desk.post(path_of("branch", top), LOCK)

    changes = desk.get(f"/discussions/{top.discussion_id}/changes/?after={version}").json()
    assert [entry["id"] for entry in changes["entries"]] == [top.pk]
    assert "A moderator locked this branch" in changes["entries"][0]["html"]


def test_it_goes_back_to_where_it_was_asked_from(desk: Client, top: Comment) -> None:
    page = text_of(desk.get(path_of("branch", top), {"next": "/moderation/?queue=new"}))
    there = desk.post(path_of("branch", top), {**LOCK, "next": "/moderation/?queue=new"})
    nowhere = desk.post(path_of("branch", top), {**COLLAPSE, "next": "https://example.org/"})

    assert 'name="next" value="/moderation/?queue=new"' in page
    assert there.headers["Location"] == "/moderation/?queue=new"
    assert nowhere.headers["Location"] == top.get_absolute_url()


@pytest.mark.parametrize("count", [1, 4])
def test_a_page_asks_as_often_for_many_branches_as_for_one(
    moderator: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    article = ArticleFactory.create()
    tops = [CommentFactory.create(article=article) for _ in range(count)]
    for comment in tops:
        CommentFactory.create(parent=comment)
        take_measure(comment=comment, moderator=moderator, verdict="lock", reason="abuse")
    discussion = Discussion.objects.get(pk=article.pk)
    article.discussion = discussion

    with django_assert_num_queries(3 + 2):
        page = discussion_page(article, order=ORDERS["best"])

    assert page.html.count("A moderator locked this branch") == count


def test_undoing_another_decision_leaves_it_as_it_is(top: Comment, moderator: User) -> None:
    lock = take_measure(comment=top, moderator=moderator, verdict="lock", reason="abuse")
    slow = take_measure(comment=top, moderator=moderator, verdict="slow", reason="abuse", slow_mode_seconds=60)

    undo_decision(decision=slow, moderator=moderator)

    branch = Branch.objects.get()
    assert (branch.lock, branch.slow) == (lock, None)
