"""The moderation log: everything decided, told to everybody, and nothing that is not theirs to read."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client, override_settings
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from articles.models import Article
from comments.actions.moderating import approve_comment, remove_comment, restore_comment, undo_decision
from comments.models import Comment, Decision
from comments.moderation.log import ENTRIES_ON_A_PAGE
from tests.comments.steps import everything, sign_in, text_of
from tests.factories import ArticleFactory, CommentFactory, DecisionFactory

pytestmark = pytest.mark.django_db

LOG, FEED = "/moderation/log/", "/moderation/log/feed/"
SECRET = "unspeakable-words"
ROLES = ["anonymous", "reader", "editor", "moderator", "administrator"]


@pytest.fixture
def comment(author: User) -> Comment:
    return CommentFactory.create(author=author, article=ArticleFactory.create(headline="Ferry & tide"), body=SECRET)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("address", [LOG, FEED])
def test_everybody_may_read_it_and_nobody_changes_anything_by_it(
    client: Client, comment: Comment, moderator: User, role: str, address: str
) -> None:
    remove_comment(comment=comment, moderator=moderator, reason="abuse")
    sign_in(client, role)
    before = everything()

    assert client.get(address).status_code == 200
    assert everything() == before


def test_it_tells_who_in_what_role_did_what_where_and_why(client: Client, comment: Comment, moderator: User) -> None:
    remove_comment(comment=comment, moderator=moderator, reason="abuse")

    page = text_of(client.get(LOG))

    assert "A moderator removed a comment on “<bdi>Ferry &amp; tide</bdi>”: abuse." in page
    assert Decision.objects.get().decided_at.isoformat(timespec="seconds")[:16] in page


@pytest.mark.parametrize("role", ["anonymous", "reader", "editor"])
@pytest.mark.parametrize("address", [LOG, FEED])
def test_it_tells_neither_words_nor_their_writer_nor_the_sentence_to_them_nor_a_name(
    client: Client, comment: Comment, moderator: User, role: str, address: str
) -> None:
    remove_comment(comment=comment, moderator=moderator, reason="abuse", note="For Ada alone.")
    sign_in(client, role)

    page = text_of(client.get(address))

    for secret in (SECRET, "Ada Author", "For Ada alone.", "Mona Moderator"):
        assert secret not in page


@override_settings(MODERATION_LOG_NAMES=True)
@pytest.mark.parametrize("address", [LOG, FEED])
def test_a_site_may_name_whoever_decided(client: Client, comment: Comment, moderator: User, address: str) -> None:
    remove_comment(comment=comment, moderator=moderator, reason="abuse")

    assert "Mona Moderator" in text_of(client.get(address))


def test_moderators_see_names_and_notes_and_can_undo(client: Client, comment: Comment, moderator: User) -> None:
    ruling = remove_comment(comment=comment, moderator=moderator, reason="abuse", note="For Ada alone.")
    way = f'href="/moderation/decisions/{ruling.pk}/undo/"'
    public = text_of(client.get(LOG))
    client.force_login(moderator)

    page = text_of(client.get(LOG))

    assert "Mona Moderator" in page
    assert "For Ada alone." in page
    assert way in page
    assert way not in public


def test_each_verdict_has_its_sentence(client: Client, comment: Comment, moderator: User) -> None:
    waiting = CommentFactory.create(status=Comment.Status.PENDING)
    approve_comment(comment=waiting, moderator=moderator)
    approve_comment(comment=comment, moderator=moderator)
    ruling = remove_comment(comment=comment, moderator=moderator, reason="hate")
    restore_comment(comment=comment, moderator=moderator)
    undo_decision(decision=ruling, moderator=moderator)

    page = text_of(client.get(LOG))

    for words in ("had waited for review", "let it stand", ": hate", "back", "taken back since"):
        assert words in page


def test_what_nobody_may_open_is_not_led_to(client: Client, comment: Comment, moderator: User) -> None:
    unseen = CommentFactory.create(status=Comment.Status.PENDING)
    remove_comment(comment=unseen, moderator=moderator, reason="spam")
    remove_comment(comment=comment, moderator=moderator, reason="abuse")

    page = text_of(client.get(LOG))

    assert f'href="{comment.get_absolute_url()}"' in page
    assert f'href="{unseen.get_absolute_url()}"' not in page
    assert client.get(comment.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("role", ["anonymous", "editor"])
def test_of_an_article_that_is_not_public_it_tells_nothing(
    client: Client, comment: Comment, moderator: User, role: str
) -> None:
    remove_comment(comment=comment, moderator=moderator, reason="abuse")
    Article.objects.update(status=Article.Status.WITHDRAWN)
    sign_in(client, role)

    assert "Ferry" not in text_of(client.get(LOG)) + text_of(client.get(FEED))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["abuse", "spam", "old"]),
        ("verdict=spam", ["spam"]),
        ("reason=abuse", ["abuse"]),
        ("period=week", ["abuse", "spam"]),
        ("period=week&verdict=remove", ["abuse"]),
        ("period=year&reason=off-topic", []),
        ("verdict=burn&reason=%00&period=epoch", ["abuse", "spam", "old"]),
    ],
)
@pytest.mark.parametrize("address", [LOG, FEED])
def test_it_is_narrowed_by_verdict_reason_and_period(
    client: Client, query: str, found: list[str], address: str
) -> None:
    facts: dict[str, dict[str, object]] = {
        "abuse": {"reason": "abuse"},
        "spam": {"verdict": "spam", "reason": "spam"},
        "old": {"reason": "hate", "decided_at": timezone.now() - timedelta(days=400)},
    }
    for name, each in facts.items():
        article = ArticleFactory.create(headline=f"About {name}")
        DecisionFactory.create(comment=CommentFactory.create(article=article), **each)

    page = text_of(client.get(f"{address}?{query}"))

    assert [name for name in facts if f"About {name}" in page] == found


def test_a_long_log_comes_in_pages_the_newest_first(client: Client, comment: Comment) -> None:
    rulings = [DecisionFactory.create(comment=comment) for _ in range(ENTRIES_ON_A_PAGE + 1)]

    first = text_of(client.get(f"{LOG}?reason=abuse"))
    second = text_of(client.get(f"{LOG}?reason=abuse&before={rulings[1].pk}"))

    assert first.count('<li id="decision-') == ENTRIES_ON_A_PAGE
    assert first.index(f"decision-{rulings[-1].pk}") < first.index(f"decision-{rulings[1].pk}")
    assert f'href="?reason=abuse&amp;before={rulings[1].pk}"' in first
    assert f"decision-{rulings[0].pk}" in second
    assert 'rel="next"' not in second


@pytest.mark.parametrize("before", ["", "x", "-1", "²", str(10**30), "1.5", "\x00"])
def test_a_place_that_is_none_is_the_newest(client: Client, comment: Comment, before: str) -> None:
    DecisionFactory.create(comment=comment)

    assert "Ferry" in text_of(client.get(LOG, {"before": before}))


def test_there_is_nothing_to_post(client: Client, moderator: User) -> None:
    client.force_login(moderator)

    assert client.post(LOG).status_code == 405


def test_an_empty_log_says_so(client: Client) -> None:
    assert "No decision is on record" in text_of(client.get(LOG))


def test_the_feed_is_atom_and_each_entry_leads_to_its_place_in_the_log(
    client: Client, comment: Comment, moderator: User
) -> None:
    ruling = remove_comment(comment=comment, moderator=moderator, reason="abuse")

    answer = client.get(FEED)

    atom = "{http://www.w3.org/2005/Atom}"
    entry = ElementTree.fromstring(text_of(answer)).find(f"{atom}entry")  # noqa: S314  # our own
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    assert entry is not None
    assert entry.findtext(f"{atom}title") == "A moderator removed a comment on “Ferry & tide”: abuse"
    link = entry.find(f"{atom}link")
    assert link is not None
    assert f'id="decision-{ruling.pk}"' in text_of(client.get(link.attrib["href"]))


def test_no_headline_breaks_the_feed(client: Client, comment: Comment, moderator: User) -> None:
    Article.objects.update(headline="Ferry\x0b &\x01 \ufffetide")
    remove_comment(comment=comment, moderator=moderator, reason="abuse")

    feed = ElementTree.fromstring(text_of(client.get(FEED)))  # noqa: S314  # our own

    titles = [title.text for title in feed.iter("{http://www.w3.org/2005/Atom}title")]
    assert titles[1:] == ["A moderator removed a comment on “Ferry & tide”: abuse"]


@pytest.mark.parametrize("count", [1, 6])
@pytest.mark.parametrize("role", ["anonymous", "moderator"])
def test_the_log_asks_the_database_as_often_for_many_entries(
    client: Client, role: str, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        DecisionFactory.create()
    sign_in(client, role)

    # The decisions, which comments may be read, all that was decided on these; the masthead's topics.
    # Signed in: session, person, what waits in the inbox.
    with django_assert_num_queries(4 if role == "anonymous" else 7):
        page = text_of(client.get(LOG))

    assert page.count('<li id="decision-') == count
