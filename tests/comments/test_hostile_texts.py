"""Hostile and odd texts through every way by which words come in: kept as typed, and nothing around them disturbed.

What Chromium makes of them is in tests/browser/test_stored_script.py.
"""

import html
import time
from collections.abc import Callable
from urllib.parse import quote, urlencode

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.models import NAME_LENGTH, User
from accounts.names import tidy_display_name
from articles.models import Article
from comments.guards.gentle import OVERRIDABLE
from comments.models import Comment
from comments.models.comment import BODY_LENGTH
from comments.paging import THREADS_ON_A_PAGE
from comments.text import clean_body, to_html
from tests.comments.markup import finds_nothing_more, has_all_words_of, outline_of
from tests.comments.steps import FRAGMENT, discussion_path, path_of, text_of, written
from tests.corpora import (
    TAKES_ALL,
    attacks,
    fits_a_comment,
    naughty_bytes,
    naughty_strings,
    pathological,
    spread,
    together,
)
from tests.factories import ArticleFactory, CommentFactory

pytestmark = pytest.mark.django_db

INSISTING = {"insist": sorted(OVERRIDABLE)}
OPENING = '<div class="words" dir="auto">'
corpora = pytest.mark.parametrize("corpus", [attacks, naughty_strings])
Corpus = Callable[[], list[str]]


@pytest.fixture
def comment(reader: User) -> Comment:
    return CommentFactory.create(author=reader)


def texts_of(corpus: Corpus) -> list[str]:
    """What fits a comment; where the run is to take all, each alone, else many in one."""
    return sorted(set(filter(fits_a_comment, corpus()))) if TAKES_ALL else together(corpus())


def words_in(fragment: str) -> str:
    """The words of the one comment in it."""
    return fragment[fragment.index(OPENING) + len(OPENING) : fragment.rindex("</div>")].partition("</div><footer")[0]


@corpora
def test_each_is_previewed_and_published_as_typed(signed_in: Client, comment: Comment, corpus: Corpus) -> None:
    for typed in spread([text for text in corpus() if fits_a_comment(text)], 60):
        preview = signed_in.post(f"{path_of('edit', comment)}preview/", written(typed), headers=FRAGMENT)
        answer = signed_in.post(path_of("edit", comment), written(typed), headers=FRAGMENT)

        comment.refresh_from_db()
        assert (preview.status_code, answer.status_code) == (200, 200), typed
        assert comment.body == clean_body(typed)
        assert words_in(text_of(answer)) == words_in(text_of(preview)) == to_html(typed)
        assert finds_nothing_more(comment.body_html), typed
        assert has_all_words_of(typed, comment.body_html), typed


@corpora
def test_no_page_around_them_is_disturbed(signed_in: Client, reader: User, corpus: Corpus) -> None:
    texts = texts_of(corpus)
    article = ArticleFactory.create()
    comments = [CommentFactory.create(article=article, author=reader) for _ in range(THREADS_ON_A_PAGE)]
    undisturbed = outline_of(page_of(article))

    for start in range(0, len(texts), len(comments)):
        for comment, typed in zip(comments, texts[start:], strict=False):
            answer = signed_in.post(path_of("edit", comment), written(typed), headers=FRAGMENT)
            assert answer.status_code == 200, typed
        page = page_of(article)

        assert outline_of(page) == undisturbed
        for comment in Comment.objects.filter(discussion=article.pk):
            assert f"{OPENING}{comment.body_html}</div>" in page
            assert finds_nothing_more(comment.body_html), comment.body


@corpora
def test_they_are_posted_and_quoted(signed_in: Client, comment: Comment, corpus: Corpus) -> None:
    for number, typed in enumerate(texts_of(corpus)):
        quoting = "Rita Reader said:\n\n> " + clean_body(typed).replace("\n", "\n> ") + f"\n\nSo {number}."
        for body in (f"{typed}\n\n{number}", quoting):
            if not fits_a_comment(body):
                continue
            answer = signed_in.post(path_of("reply", comment), {**written(body), **INSISTING}, headers=FRAGMENT)

            posted = Comment.objects.latest("pk")
            assert answer.status_code == 201, body
            assert posted.body == clean_body(body)
            assert words_in(text_of(answer)) == posted.body_html
            assert finds_nothing_more(posted.body_html), body


@corpora
def test_what_is_no_comment_comes_back_with_its_words(signed_in: Client, corpus: Corpus) -> None:
    article = ArticleFactory.create()

    for typed in [text for text in corpus() if not fits_a_comment(text)]:
        for path in (discussion_path(article), f"{discussion_path(article)}preview/"):
            answer = signed_in.post(path, written(typed), headers=FRAGMENT)

            assert answer.status_code == 422
            assert html.escape(clean_body(typed)) in text_of(answer)

    assert not Comment.objects.exists()


@corpora
def test_as_a_name_they_are_taken_or_refused_with_a_sentence(
    signed_in: Client, reader: User, comment: Comment, corpus: Corpus
) -> None:
    article = comment.discussion.article
    undisturbed = outline_of(page_of(article)), outline_of(text_of(Client().get(reader.get_absolute_url())))
    taken = 0

    for typed in spread(corpus(), 60):
        name = typed[:NAME_LENGTH]
        answer = signed_in.post("/account/profile/", {"display_name": name})

        reader.refresh_from_db()
        if answer.status_code == 302:
            taken += 1
            assert reader.display_name == tidy_display_name(name)
            assert f"<bdi>{html.escape(reader.display_name or reader.handle)}</bdi>" in page_of(article)
            pages = page_of(article), text_of(Client().get(reader.get_absolute_url()))
            assert tuple(map(outline_of, pages)) == undisturbed
        else:
            assert (answer.status_code, "errorlist" in text_of(answer)) == (200, True), typed

    assert taken > 30


@corpora
def test_a_sign_up_with_them_never_breaks(corpus: Corpus) -> None:
    for number, typed in enumerate(spread(corpus(), 20)):
        form = {"email": f"p{number}@example.org", "username": f"person{number}", "display_name": typed}
        form["password1"] = "a-long-enough-secret"
        for name in ("display_name", "username", "email"):
            # A person would not try so often within the hour.
            cache.clear()
            answer = Client().post("/account/signup/", {**form, name: typed})

            assert answer.status_code in {200, 302}, (name, typed)


def addresses(article: Article, odd: str) -> dict[str, str]:
    """Every place of an address that takes a word, with an odd one in it; and with a harmless one, to compare."""
    page, word = article.get_absolute_url(), quote("harmless")
    asked = [f"{page}?{name}=" for name in ("sort", "after", "before", "since")]
    asked += ["/?page=", "/search/?q=", "/search/?q=harmless&page=", "/account/login/?next=", "/account/signup/?next="]
    return {f"{place}{odd}": f"{place}{word}" for place in asked}


@pytest.mark.parametrize("corpus", [attacks, naughty_bytes])
def test_no_address_with_them_breaks_or_disturbs_a_page(
    client: Client, comment: Comment, corpus: Callable[[], list[str] | list[bytes]]
) -> None:
    article = comment.discussion.article
    usual = {path: outline_of(text_of(client.get(path))) for path in addresses(article, "").values()}

    for odd in spread([text[:2_000] for text in corpus() if len(text) > 0], 30):
        for path, harmless in addresses(article, quote(odd, safe="")).items():
            answer = client.get(path)

            assert answer.status_code == 200, path
            if not path.startswith("/search/"):
                assert outline_of(text_of(answer)) == usual[harmless], path


@pytest.mark.parametrize("corpus", [attacks, naughty_bytes])
def test_no_path_with_them_breaks(client: Client, corpus: Callable[[], list[str] | list[bytes]]) -> None:
    for odd in spread([text[:500] for text in corpus() if len(text) > 0], 30):
        for place in ("/{}", "/people/{}/", "/topics/{}/", "/2007/08/{}/", "/comments/{}/", "/media/{}"):
            answer = client.get(place.format(quote(odd, safe="")))

            assert answer.status_code in {301, 302, 404}, (place, odd)


def test_nothing_that_comes_as_bytes_breaks_a_form_or_its_reading(signed_in: Client, comment: Comment) -> None:
    reply = path_of("reply", comment)

    for odd in spread([text for text in naughty_bytes() if 0 < len(text) < BODY_LENGTH], 40):
        sent = urlencode({"body": b"See " + odd, "form_key": odd, "writer": odd, "draft_at": odd, "insist": odd})
        for path in (f"{reply}preview/", f"{reply}draft/", path_of("edit", comment)):
            answer = signed_in.post(path, sent, content_type="application/x-www-form-urlencoded", headers=FRAGMENT)

            assert answer.status_code in {200, 409, 422}, (path, odd)
            assert answer.content.decode()
        signed_in.cookies["order"] = odd.decode("latin-1").replace(";", "").replace("\r", "").replace("\n", "")
        assert signed_in.get(comment.discussion.article.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("charset", ["nonsense", "utf-16", "utf-7", "hex", "rot13", "idna"])
@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain"]
)
def test_no_charset_that_a_browser_would_not_name_breaks_an_answer(
    signed_in: Client, comment: Comment, kind: str, charset: str
) -> None:
    kind = f"{kind}; charset={charset}"
    sent = b"body=words"
    if "multipart" in kind:
        sent = b'--x\r\nContent-Disposition: form-data; name="body"\r\n\r\nwords\r\n--x--\r\n'
    path = f"{path_of('reply', comment)}preview/"

    answers = [
        signed_in.generic("POST", path, sent, content_type=kind, headers=FRAGMENT),
        signed_in.generic("GET", "/search/?q=words", content_type=kind),
    ]

    assert [answer.status_code for answer in answers if answer.status_code not in {200, 400, 422}] == []


@pytest.mark.parametrize("number", range(17))
def test_no_text_keeps_the_site_busy(signed_in: Client, comment: Comment, number: int) -> None:
    name, typed = pathological(BODY_LENGTH)[number]
    ways = {f"{path_of('reply', comment)}preview/": 200, path_of("reply", comment): 201, path_of("edit", comment): 200}

    for path, status in ways.items():
        start = time.process_time()
        answer = signed_in.post(path, {**written(typed), **INSISTING}, headers=FRAGMENT)

        assert time.process_time() - start < 2, (name, path)
        assert answer.status_code in {status, 422 if not fits_a_comment(typed) else status}, (name, path)


def test_longer_ones_are_refused_at_once(signed_in: Client) -> None:
    article = ArticleFactory.create()
    texts = pathological(1_000_000)
    start = time.process_time()

    codes = {signed_in.post(discussion_path(article), written(typed)).status_code for _, typed in texts}

    assert codes == {422}
    assert time.process_time() - start < 2 * len(texts)
    assert not Comment.objects.exists()


def page_of(article: Article) -> str:
    """As everybody sees it."""
    return text_of(Client().get(article.get_absolute_url()))
