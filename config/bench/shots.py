"""What is asked of the site: one kind of request each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import cycle
from urllib.parse import urlencode
from uuid import uuid4

from django.core.cache import caches

from comments.keeping import forget_all
from comments.orders import ORDERS
from comments.state import forget_articles
from config.bench.load import Request
from config.bench.subjects import Person, Subject

# What today's browsers say.
BROWSER = {"Accept-Encoding": "gzip, deflate, br, zstd", "Accept-Language": "en"}
FORM = {"Content-Type": "application/x-www-form-urlencoded", "X-Fragment": "1"}


def _nothing() -> None:
    pass


def _forget() -> None:
    """What the bench's own process keeps, which is asked too, to count queries."""
    for name in caches.settings:
        caches[name].clear()
    forget_all()
    forget_articles()


@dataclass(frozen=True)
class Shot:
    """A request by the name the report gives it; `request` makes the next one of its kind.

    `before` is done before each request and is not measured. Where `revalidates`, the
    request carries the ETag of an earlier answer, if there was one.
    """

    name: str
    request: Callable[[], Request]
    expects: frozenset[int] = frozenset({200})
    before: Callable[[], None] = field(default=_nothing)
    revalidates: bool = False


def floor_shot(name: str) -> Shot:
    return page_shot(name, "/")


def first_shot(subject: Subject) -> Shot:
    """A page that nobody has asked for since the site was started."""
    return page_shot("first page, first after a start", subject.path, before=_forget)


def reading_shots(subject: Subject, person: Person) -> Iterator[Shot]:
    """All that leaves the discussion as it is."""
    yield page_shot("first page, warm", subject.path)
    yield page_shot("first page, 304", subject.path, expects=frozenset({304}), revalidates=True)
    yield page_shot("first page, signed in, warm", subject.path, person)
    for order in ORDERS:
        yield page_shot(f"first page, cold, {order}", f"{subject.path}?sort={order}", before=subject.change)
    if subject.half_way:
        yield page_shot("page half way, best", f"{subject.path}?{subject.half_way['best']}")
    for order, query in subject.deep.items():
        yield page_shot(f"500th or last page, {order}", f"{subject.path}?{query}")
    yield page_shot("permalink, typical", f"/comments/{subject.typical}/")
    yield page_shot("permalink, deepest", f"/comments/{subject.deepest}/")
    yield page_shot("overlay", f"/discussions/{subject.pk}/overlay/", person)
    poll = f"/discussions/{subject.pk}/version/"
    yield page_shot("version poll", poll, expects=frozenset({200, 304}), revalidates=True)


def writing_shots(subject: Subject, people: Iterator[Person], words: Iterator[str]) -> Iterator[Shot]:
    """All that changes the discussion: after these it is not the one that was generated any more."""

    def post(target: str) -> Callable[[], Request]:
        return lambda: _form(target, next(people), {"body": next(words), "form_key": str(uuid4())})

    created = frozenset({201})
    yield Shot("post, a root", post(f"/discussions/{subject.pk}/comments/"), created)
    yield Shot("post, a reply", post(f"/comments/{subject.typical}/reply/"), created)
    yield Shot("vote", _votes(subject, people))


def page_shot(
    name: str,
    target: str,
    person: Person | None = None,
    *,
    expects: frozenset[int] = frozenset({200}),
    before: Callable[[], None] = _nothing,
    revalidates: bool = False,
) -> Shot:
    cookies = {"Cookie": person.cookies} if person else {}
    request = Request(target, {**BROWSER, **cookies})
    return Shot(name, lambda: request, expects, before, revalidates)


def _votes(subject: Subject, people: Iterator[Person]) -> Callable[[], Request]:
    """Each person recommends and takes it back in turn, so that every request changes something."""
    values = cycle([1, 0])

    def vote() -> Request:
        value = next(values)
        voter.append(next(people)) if value else None
        return _form(f"/comments/{subject.typical}/vote/", voter[-1], {"value": str(value)})

    voter: list[Person] = []
    return vote


def _form(target: str, person: Person, fields: dict[str, str]) -> Request:
    body = urlencode({**fields, "csrfmiddlewaretoken": person.csrf_token}).encode()
    return Request(target, {**BROWSER, **FORM, "Cookie": person.cookies}, body)
