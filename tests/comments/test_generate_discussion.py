"""`manage.py generate_discussion`: a made-up discussion of the size and shape that was asked for."""

from io import StringIO
from random import Random
from statistics import median
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts.models import User
from articles.models import Article
from comments.generating.shape import Planned, plan_discussion
from comments.generating.words import invented_bodies, invented_name
from comments.generating.writing import COMMENT_COLUMNS
from comments.models import Comment, Decision, Discussion, Thread
from comments.models.comment import DEEPEST
from comments.ranking import rank
from comments.text import to_html
from tests.factories import ArticleFactory, CommentFactory, UserFactory

COMMENT, LINKBACK = Comment.Kind.COMMENT, Comment.Kind.LINKBACK


def generate(comments: int, *options: str) -> Article:
    """The article whose path the command prints."""
    out = StringIO()
    call_command("generate_discussion", f"--comments={comments}", *options, stdout=out, stderr=StringIO())
    return Article.objects.get(slug=out.getvalue().strip().split("/")[-2])


def facts_of(article: Article) -> list[dict[str, Any]]:
    """What a discussion says, without its keys."""
    columns = ("depth", "author__handle", "imported_name", "body", "status", "created_at", "upvotes", "reply_count")
    return list(Comment.objects.filter(discussion=article.pk).order_by("pk").values(*columns))


def chance(seed: int) -> Random:
    return Random(seed)  # noqa: S311  # made-up words, not secrets


def plan(count: int, seed: int = 1) -> list[Planned]:
    return plan_discussion(count, chance(seed), authors=400, bodies=300)


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 2, 13, 260])
def test_as_many_comments_as_asked_for_with_every_count_right(count: int) -> None:
    article = generate(count)

    out = StringIO()
    call_command("check_discussions", stdout=out)
    assert Comment.objects.filter(discussion=article.pk).count() == count
    assert out.getvalue() == "All is well.\n"


@pytest.mark.django_db
def test_the_path_printed_is_that_of_a_page_with_the_discussion(client: Client) -> None:
    out = StringIO()
    call_command("generate_discussion", comments=30, stdout=out, stderr=StringIO())

    page = client.get(out.getvalue().strip())

    assert page.status_code == 200
    assert page.content.decode().count('class="comment') > 10


@pytest.mark.django_db
def test_progress_is_told_beside_the_path() -> None:
    out, progress = StringIO(), StringIO()

    call_command("generate_discussion", comments=30, stdout=out, stderr=progress)

    assert "30 of 30 comments" in progress.getvalue()
    assert len(out.getvalue().splitlines()) == 1


@pytest.mark.django_db
def test_the_same_seed_gives_the_same_discussion() -> None:
    first, second, other = generate(80, "--seed=5"), generate(80, "--seed=5"), generate(80, "--seed=6")

    assert facts_of(first) == facts_of(second)
    assert facts_of(first) != facts_of(other)
    assert first.slug != second.slug


@pytest.mark.django_db
def test_its_people_are_made_once_and_cannot_sign_in() -> None:
    generate(50)
    people = set(User.objects.values_list("pk", flat=True))

    generate(50, "--seed=2")

    assert set(User.objects.values_list("pk", flat=True)) == people
    assert len(people) == 50
    assert not any(person.has_usable_password() for person in User.objects.all())


@pytest.mark.django_db
def test_what_the_plan_does_not_say_is_as_in_any_new_comment() -> None:
    generate(13)

    made, new = Comment.objects.earliest("pk"), Comment()
    fields = [field for field in Comment._meta.concrete_fields if not field.has_db_default()]
    others = {field.attname for field in fields}.difference(COMMENT_COLUMNS)
    assert {name: getattr(made, name) for name in others} == {name: getattr(new, name) for name in others}


@pytest.mark.django_db
def test_nobody_real_is_given_words_they_never_said() -> None:
    real = UserFactory.create(handle="invented-0001")

    generate(40)

    assert not real.comments.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("by", ["pk", "path"])
def test_it_can_go_to_an_article_that_is_there(by: str) -> None:
    own = CommentFactory.create()
    article = own.discussion.article
    last = Discussion.objects.get().last_comment_at
    place = str(article.pk) if by == "pk" else article.get_absolute_url()

    given = generate(25, f"--article={place}")

    added = Comment.objects.exclude(pk=own.pk)
    discussion = Discussion.objects.get()
    assert given == article
    assert (Article.objects.count(), added.count()) == (1, 25)
    assert last
    assert discussion.last_comment_at == max([last, *added.published().values_list("created_at", flat=True)])
    call_command("check_discussions", stdout=StringIO())


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["12345", "/2007/08/no-such-article/", "no-such-article"])
def test_an_article_that_is_not_there_is_refused(place: str) -> None:
    with pytest.raises(CommandError, match="no article at"):
        generate(3, f"--article={place}")

    assert not Comment.objects.exists()


@pytest.mark.parametrize("count", ["0", "-4"])
def test_a_discussion_has_at_least_one_comment(count: str) -> None:
    with pytest.raises(CommandError, match="at least one comment"):
        call_command("generate_discussion", comments=int(count))


@pytest.mark.django_db
def test_what_was_removed_says_by_which_decision() -> None:
    article = generate(200)

    removed = Comment.objects.filter(discussion=article.pk, status=Comment.Status.REMOVED)
    assert removed.count() == 4
    assert all(comment.decisions.get().verdict == Decision.Verdict.REMOVE for comment in removed)
    assert Comment.objects.filter(status=Comment.Status.DELETED).count() == 2


@pytest.mark.django_db
def test_times_rise_with_the_keys_and_stay_in_the_past() -> None:
    article = ArticleFactory.create()

    generate(120, f"--article={article.pk}")

    times = list(Comment.objects.order_by("pk").values_list("created_at", flat=True))
    assert times == sorted(set(times))
    assert article.published_at
    assert article.published_at < times[0]
    assert times[-1] <= timezone.now()


@pytest.mark.django_db
@pytest.mark.parametrize("has_downvotes", [True, False])
def test_votes_rank_the_threads_and_downvotes_are_the_sites_choice(has_downvotes: bool, settings: Settings) -> None:
    settings.DOWNVOTES = has_downvotes

    generate(200)

    threads = Thread.objects.select_related("root")
    assert all(thread.best == rank(thread.root.upvotes, thread.root.downvotes) for thread in threads)
    assert Comment.objects.filter(downvotes__gt=0).exists() == has_downvotes
    assert Comment.objects.filter(upvotes__gt=10).exists()


@pytest.mark.django_db
def test_who_posts_meanwhile_and_afterwards_gets_keys_of_their_own() -> None:
    article = generate(20)

    comment = CommentFactory.create(article=article)

    assert comment.pk > Comment.objects.exclude(pk=comment.pk).latest("pk").pk
    call_command("check_discussions", stdout=StringIO())


def test_a_few_threads_are_huge_and_most_are_small() -> None:
    sizes: dict[int, int] = {}
    for place, planned in enumerate(plan(20_000)):
        root = place if planned.root is None else planned.root
        sizes[root] = sizes.get(root, 0) + 1

    assert median(sizes.values()) <= 2
    assert sum(size > 100 for size in sizes.values()) in range(5, 200)
    assert max(sizes.values()) > 300


def test_most_replies_lie_shallow_and_one_chain_as_deep_as_threads_go() -> None:
    depths = [planned.depth for planned in plan(20_000)]

    assert max(depths) == DEEPEST
    assert sum(depth <= 8 for depth in depths) > 0.9 * len(depths)
    assert sum(depth == 0 for depth in depths) > 0.2 * len(depths)


@pytest.mark.parametrize("count", [1, 40, 4_999, 5_000])
def test_the_deep_chain_comes_with_large_discussions(count: int) -> None:
    deepest = max(planned.depth for planned in plan(count))

    assert (deepest == DEEPEST) == (count == 5_000)


def test_every_reply_follows_what_it_answers_in_its_thread() -> None:
    planned = plan(6_000)

    for place, reply in enumerate(planned):
        if reply.parent is not None:
            above = planned[reply.parent]
            assert reply.parent < place
            assert reply.depth == above.depth + 1
            assert reply.root == (reply.parent if above.root is None else above.root)
            assert above.kind == COMMENT


def test_linkbacks_are_roots_without_votes() -> None:
    linkbacks = [planned for planned in plan(2_000) if planned.kind == LINKBACK]

    assert len(linkbacks) == 5
    assert all((one.parent, one.upvotes, one.downvotes) == (None, 0, 0) for one in linkbacks)


def test_bodies_hold_what_readers_use() -> None:
    bodies = invented_bodies(300, chance(1))
    html = [to_html(body) for body in bodies]

    assert {body.count("\n\n") for body in bodies} >= {0, 1, 2}
    for mark in ("<blockquote>", "<a href=", "<em>", "<strong>", "<li>"):
        assert any(mark in one for one in html), mark


def test_names_are_told_apart() -> None:
    assert len({invented_name(number) for number in range(1_000)}) == 1_000
