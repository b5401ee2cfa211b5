"""Pages put together from kept pieces are what their view would have drawn, and nobody's is another's."""

import gzip
import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.http import HttpRequest
from django.template import engines
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.edition import raise_edition
from accounts.models import User
from accounts.roles import MODERATOR
from articles.models import Article
from comments.actions.moderating import remove_comment
from comments.actions.posting import post_comment
from comments.actions.visiting import note_visit
from comments.keeping import forget_all
from comments.models import Comment
from comments.sketches import NotInFrame, Outline, Sketch, StandIn
from config import framing
from tests.comments.steps import text_of
from tests.factories import ArticleFactory, CommentFactory, TopicFactory, UserFactory
from tests.statements import statements

pytestmark = pytest.mark.django_db

_OF_ONE_ANSWER = re.compile(r'(csrfmiddlewaretoken"|form_key") value="([^"]+)"')
_MARK = re.compile(r"x[0-9a-f]{32}")


@pytest.fixture
def article(db: None) -> Article:
    return ArticleFactory.create(slug="harbour", topics=[TopicFactory.create(name="Town")])


def browser_of(person: User | None) -> Client:
    browser = Client()
    if person:
        browser.force_login(person)
    return browser


def page_of(browser: Client, article: Article, **query: str) -> str:
    return text_of(browser.get(article.get_absolute_url(), query))


def alike(page: str) -> str:
    """The page without what is new in every answer."""
    return _OF_ONE_ANSWER.sub(r"\1", page)


def secrets_in(page: str) -> set[str]:
    return {secret for _, secret in _OF_ONE_ANSWER.findall(page)}


def drawn(browser: Client, article: Article, monkeypatch: pytest.MonkeyPatch, **query: str) -> str:
    """The page as its view and templates make it, without any frame."""
    with monkeypatch.context() as without_frames:
        without_frames.setattr(framing, "_is_usual", lambda request: False)
        return page_of(browser, article, **query)


@pytest.mark.parametrize("who", ["nobody", "reader", "author", "moderator", "editor", "administrator"])
@pytest.mark.parametrize("comments", [0, 1, 3, 60])
def test_a_framed_page_is_the_one_its_view_draws(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, article: Article, who: str, comments: int
) -> None:
    person: User | None = None if who == "nobody" else request.getfixturevalue(who)
    CommentFactory.create_batch(comments, article=article)
    if comments == 3:
        CommentFactory.create(
            article=article, kind=Comment.Kind.LINKBACK, author=None, imported_name="Another <b>paper</b>"
        )
    if person and comments:
        note_visit(article=article, reader=person, seen_until=datetime(2026, 1, 2, 3, 4, tzinfo=UTC))
    browser = browser_of(person)

    for query in ({}, {"sort": "newest"}, {"sort": "oldest", "after": "5.5"}, {"sort": "nonsense", "before": "x"}):
        framed = page_of(browser, article, **query)

        assert alike(framed) == alike(drawn(browser, article, monkeypatch, **query))
        assert not _MARK.search(framed)


@pytest.mark.parametrize("facts", [{"discussion_mode": "premoderated"}, {"discussion_mode": "closed"}])
def test_a_framed_page_keeps_the_discussions_policy(
    monkeypatch: pytest.MonkeyPatch, article: Article, reader: User, facts: dict[str, str]
) -> None:
    Article.objects.filter(pk=article.pk).update(**facts)
    CommentFactory.create_batch(2, article=article)

    for browser in (browser_of(None), browser_of(reader)):
        assert alike(page_of(browser, article)) == alike(drawn(browser, article, monkeypatch))


@pytest.mark.parametrize("comments", [2, 40])
def test_signed_in_a_kept_page_costs_session_person_versions_visit_and_inbox(
    article: Article, reader: User, comments: int
) -> None:
    CommentFactory.create_batch(comments, article=article)
    browser = browser_of(reader)
    page_of(browser, article)

    with statements() as asked:
        page_of(browser, article)

    assert len(asked) == 4


@pytest.mark.parametrize("comments", [2, 40])
def test_after_a_new_comment_only_versions_and_list_are_read(article: Article, comments: int) -> None:
    CommentFactory.create_batch(comments, article=article)
    CommentFactory.create(parent=CommentFactory.create(article=article, status=Comment.Status.REMOVED))
    browser = browser_of(None)
    page_of(browser, article)
    post_comment(article=article, author=UserFactory.create(), body="Gulls again", form_key=uuid4())

    with statements() as asked:
        page = page_of(browser, article)

    assert "Gulls again" in page
    assert len(asked) <= 4


@pytest.mark.parametrize("who", ["reader", "moderator", "editor", "administrator"])
def test_every_kind_of_reader_has_frames(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, article: Article, who: str
) -> None:
    browser = browser_of(request.getfixturevalue(who))
    page_of(browser, article)
    monkeypatch.setattr(framing, "draw_article", None)

    assert 'id="discussion"' in page_of(browser, article)


def test_processes_share_frames_and_lists(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, article: Article, reader: User, author: User
) -> None:
    shared = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "shared"}
    settings.CACHES = {**settings.CACHES, "pages": shared}
    CommentFactory.create_batch(3, article=article)
    page_of(browser_of(reader), article)
    forget_all()  # as another process would not know of them
    monkeypatch.setattr(framing, "draw_article", None)
    browser = browser_of(author)

    page = page_of(browser, article)

    assert alike(page) == alike(drawn(browser, article, monkeypatch))


def test_nothing_of_one_reader_is_on_anothers_page(article: Article, reader: User, author: User) -> None:
    CommentFactory.create(article=article, author=UserFactory.create())
    people = {"Rita Reader": browser_of(reader), "Ada Author": browser_of(author), "nobody": browser_of(None)}

    pages = [(name, page_of(people[name], article)) for name in [*people, *people, *reversed(people)]]

    for name, page in pages:
        assert [other for other in people if other in page] == [name] * (name != "nobody")
        assert len(secrets_in(page)) == (0 if name == "nobody" else 2)
    everybodys = [secret for _, page in pages for secret in secrets_in(page)]
    assert len(everybodys) == len(set(everybodys)) == 12


def test_a_token_of_a_framed_page_lets_its_reader_post(article: Article, reader: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(reader)
    page_of(browser, article)
    facts = dict(_OF_ONE_ANSWER.findall(page_of(browser, article)))
    token, key = facts['csrfmiddlewaretoken"'], facts['form_key"']

    browser.post(
        f"/discussions/{article.pk}/comments/", {"csrfmiddlewaretoken": token, "form_key": key, "body": "Ahoy"}
    )

    assert "Ahoy" in page_of(browser, article)


def test_a_packed_page_is_the_same_page(article: Article, reader: User) -> None:
    CommentFactory.create_batch(3, article=article, body="Ünïcode, and *more* of it")
    browser = browser_of(reader)

    packed = browser.get(article.get_absolute_url(), headers={"accept-encoding": "gzip, br"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert alike(gzip.decompress(packed.content).decode()) == alike(page_of(browser, article))


def test_what_is_made_for_a_reader_is_private(article: Article, reader: User) -> None:
    answers = [browser_of(reader).get(article.get_absolute_url(), query) for query in ({}, {"since": "24h"})]

    for answer in answers:
        assert "private" in answer.headers["Cache-Control"]
        assert "Cookie" in answer.headers["Vary"]


def test_their_own_comment_and_its_removal_show_at_once_on_every_path(
    article: Article, author: User, reader: User, moderator: User
) -> None:
    CommentFactory.create_batch(30, article=article)
    everybody = [browser_of(author), browser_of(reader), browser_of(None)]
    queries: list[dict[str, str]] = [
        {},
        {"sort": "newest"},
        {"sort": "newest", "after": "99999.99999"},
        {"since": "1h"},
    ]

    def shown() -> set[bool]:
        return {"Gulls again" in page_of(browser, article, **query) for browser in everybody for query in queries}

    before = shown()
    comment = post_comment(article=article, author=author, body="Gulls again", form_key=uuid4())
    posted = shown()
    remove_comment(comment=comment, moderator=moderator, reason="abuse")

    assert (before, posted, shown()) == ({False}, {True}, {False})


def test_a_sentence_that_waits_is_said_once(article: Article, reader: User) -> None:
    browser = browser_of(reader)
    page_of(browser, article)
    browser.post(f"/discussions/{article.pk}/comments/", {"body": "Ahoy"})

    pages = [page_of(browser, article) for _ in range(2)]

    assert ["Your comment is here." in page for page in pages] == [True, False]


def test_words_that_waited_for_the_sign_in_stand_in_the_form(article: Article, reader: User) -> None:
    page_of(browser_of(reader), article)
    browser = browser_of(None)
    browser.post(f"/discussions/{article.pk}/comments/", {"body": "Typed before signing in"})
    browser.force_login(reader)

    assert "Typed before signing in" in page_of(browser, article)


def test_a_draft_stands_in_its_writers_form_and_the_rules_before_a_first_comment(
    article: Article, reader: User, author: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, other = browser_of(reader), browser_of(author)
    pages = [page_of(browser, article), page_of(other, article)]
    browser.post(f"/discussions/{article.pk}/comments/draft/", {"body": "Begun and not sent"})
    browser.get("/account/drafts/")
    CommentFactory.create(author=author)
    pages += [page_of(browser, article), page_of(other, article)]

    facts = [["Begun and not sent" in page, "Your first comment here" in page] for page in pages]

    assert facts == [[False, True], [False, True], [True, True], [False, False]]
    assert alike(pages[3]) == alike(drawn(other, article, monkeypatch))


def test_a_new_name_a_new_role_and_the_end_of_a_session_show_at_the_next_request(
    article: Article, reader: User
) -> None:
    def facts(page: str) -> list[bool]:
        return [fact in page for fact in ("Rita Reader", "Rita &lt;i&gt;", 'href="/moderation/"', "Sign out")]

    browser = browser_of(reader)
    seen = [facts(page_of(browser, article))]
    User.objects.filter(pk=reader.pk).update(display_name="Rita <i>")
    seen.append(facts(page_of(browser, article)))
    reader.groups.add(reader.groups.model.objects.get(name=MODERATOR))
    seen.append(facts(page_of(browser, article)))
    browser.logout()
    seen.append(facts(page_of(browser, article)))

    assert seen == [
        [True, False, False, True], [False, True, False, True], [False, True, True, True], [False] * 4,
    ]  # fmt: skip


def test_what_waits_in_the_inbox_is_counted_for_its_reader_alone(article: Article, reader: User, author: User) -> None:
    mine, others = browser_of(reader), browser_of(author)
    comment = CommentFactory.create(article=article, author=reader)
    before = [page_of(browser, article) for browser in (mine, others)]
    for body in ("First answer", "Second answer"):
        post_comment(article=article, author=author, body=body, parent=comment, form_key=uuid4())
    after = [page_of(browser, article) for browser in (mine, others)]
    mine.post("/account/inbox/reading/")

    assert [">2 new<" in page for page in [*before, *after, page_of(mine, article)]] == [
        False, False, True, False, False,
    ]  # fmt: skip


def test_what_the_newsroom_changes_shows_at_the_next_request(article: Article, reader: User) -> None:
    browser = browser_of(reader)
    page_of(browser, article)
    Article.objects.filter(pk=article.pk).update(headline="Corrected headline")
    TopicFactory.create(name="Harbour news")
    raise_edition()

    page = page_of(browser, article)

    assert "Corrected headline" in page
    assert "Harbour news" in page


def test_a_discussion_closes_at_its_moment(reader: User) -> None:
    article = ArticleFactory.create(published_at=timezone.now() - timedelta(hours=23), closes_after_days=1)
    browser = browser_of(reader)

    before = page_of(browser, article)
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        after = page_of(browser, article)

    assert ["<textarea" in page for page in (before, after)] == [True, False]
    assert "This discussion is closed." in after


def test_an_article_taken_back_is_gone_for_readers_and_marked_for_the_newsroom(
    article: Article, reader: User, editor: User
) -> None:
    browsers = [browser_of(reader), browser_of(editor)]
    for browser in browsers:
        page_of(browser, article)
    Article.objects.filter(pk=article.pk).update(status=Article.Status.WITHDRAWN)
    raise_edition()

    answers = [browser.get(article.get_absolute_url()) for browser in browsers]

    assert [answer.status_code for answer in answers] == [404, 200]
    assert "only the newsroom sees this page" in text_of(answers[1])


@pytest.mark.parametrize("asked", ["{{ user.email }}", "{% if perms.articles.add_article %}x{% endif %}"])
def test_a_template_that_asks_more_of_its_reader_gets_no_frame(asked: str) -> None:
    sketch = Sketch(Outline("best", 0, False, False, False, False, True, False, is_signed_in=True))
    request = HttpRequest()
    request.user = StandIn(sketch)  # type: ignore[assignment]  # what a sketch's request carries

    with pytest.raises(NotInFrame):
        engines["django"].from_string(asked).render({}, request)
