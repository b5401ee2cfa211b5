"""The discussions that are measured, and the people who read and write in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import count, cycle, islice
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import transaction
from django.db.models import QuerySet
from django.test import Client
from django.utils.crypto import get_random_string

from accounts.models import User
from accounts.roles import MODERATOR, READER
from articles.models import Article
from comments.actions.bookkeeping import lock_discussion, set_status
from comments.models import Comment, Discussion
from comments.orders import ORDERS, Order, threads_after
from comments.paging import count_that_fit, fits_one_page

# So many that none of them is too fast for a limit on one person's comments.
PEOPLE = 50
DEEP_PAGE = 500
_CSRF_LENGTH = 32


@dataclass(frozen=True)
class Person:
    """Somebody signed in: the cookies their browser would send."""

    cookies: str
    csrf_token: str


@dataclass(frozen=True, eq=False)
class Subject:
    """An article whose discussion holds `size` comments; `typical`, `deepest` and `fickle` are keys of three of them.

    `half_way` and `deep` are the queries of pages by order: the one in the middle, and the
    500th or last, whose number is at most `deep_number`. A discussion of one page, of `pages`, has none.
    """

    size: int
    pk: int
    path: str
    typical: int
    deepest: int
    fickle: int
    depth: int
    pages: int
    deep_number: int
    half_way: dict[str, str]
    deep: dict[str, str]

    @transaction.atomic
    def change(self) -> None:
        """A comment comes, with all that posting one changes; and the next time it goes again."""
        discussion = lock_discussion(self.pk)
        comment = Comment.objects.get(pk=self.fickle)
        set_status(comment, Comment.Status.PENDING if comment.is_published else Comment.Status.PUBLISHED, discussion)


def make_subject(size: int) -> Subject:
    article = _generated(size)
    shown = Comment.objects.filter(discussion=article.pk, status=Comment.Status.PUBLISHED)
    deepest = shown.order_by("-depth", "pk")[0]
    typical = _middle(shown.filter(depth__in=[1, 2]))
    later = {order.name: _later_pages(article.pk, order) for order in ORDERS.values()}
    pages = 1 + max(map(len, later.values()))
    deep_number = min(DEEP_PAGE, pages)
    return Subject(
        size=size,
        pk=article.pk,
        path=article.get_absolute_url(),
        typical=typical,
        deepest=deepest.pk,
        fickle=_middle(shown.filter(depth__gt=0, reply_count=0).exclude(pk__in=[typical, deepest.pk])),
        depth=deepest.depth,
        pages=pages,
        deep_number=deep_number,
        half_way={name: queries[len(queries) // 2] for name, queries in later.items() if queries},
        deep={name: queries[: deep_number - 1][-1] for name, queries in later.items() if queries},
    )


def make_people() -> Iterator[Person]:
    """Readers in turn, without end."""
    group = Group.objects.get(name=READER)
    people = []
    for number in range(PEOPLE):
        user = User.objects.create_user(f"bench-{number}", f"bench-{number}@example.org")
        user.groups.add(group)
        people.append(_signed_in(user))
    return cycle(people)


def make_moderator() -> Person:
    user = User.objects.create_user("bench-moderator", "bench-moderator@example.org")
    user.groups.add(Group.objects.get(name=MODERATOR))
    return _signed_in(user)


def new_words() -> Iterator[str]:
    """Comments of a usual length, no two alike."""
    for number in count(1):
        yield (
            f"This is the {number}. thing that somebody wanted to say here. It goes on for *some* forty words, as most"
            " comments do, with a [link](https://example.org/) in its middle, and it ends\n\nafter a second"
            f" paragraph that adds little to the first. {get_random_string(12)}"
        )


def _generated(size: int) -> Article:
    said = StringIO()
    call_command("generate_discussion", "--comments", str(size), "--seed", "1", verbosity=0, stdout=said)
    paths = re.findall(r"/\d{4}/\d{2}/([-\w]+)/", said.getvalue())
    return Article.objects.get(slug=paths[-1])


def _middle(comments: QuerySet[Comment]) -> int:
    return comments.order_by("pk").values_list("pk", flat=True)[comments.count() // 2]


def _later_pages(article_id: int, order: Order) -> list[str]:
    """The queries of the pages after the first, in the order."""
    discussion = Discussion.objects.get(pk=article_id)
    if fits_one_page(discussion):
        return []
    threads = threads_after(article_id, order, None, discussion.thread_count)
    queries, place = [], 0
    while (place := place + count_that_fit(thread.size for thread in islice(threads, place, None))) < len(threads):
        queries.append(urlencode({"sort": order.name, "after": str(threads[place - 1].cursor)}))
    return queries


def _signed_in(user: User) -> Person:
    browser = Client()
    browser.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    session, token = browser.cookies[settings.SESSION_COOKIE_NAME].value, get_random_string(_CSRF_LENGTH)
    return Person(f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={token}", token)
