"""Keeping what is begun: on the server, for every device of its writer."""

from datetime import timedelta
from io import StringIO
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from articles.models import Article
from comments.actions import drafting
from comments.actions.drafting import keep_draft
from comments.models import Comment, Draft
from comments.places import Place
from tests.comments.steps import FRAGMENT, WORDS, filled_in, path_of, text_of, written
from tests.factories import ArticleFactory, CommentFactory, DraftFactory, TopicFactory

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = pytest.mark.django_db

FORMS = ("comment", "reply", "edit")
# "Your draft from …", where there is one.
DRAFT_LINE = '<p class="draft-line">'


@pytest.fixture
def comment(author: User) -> Comment:
    return CommentFactory.create(author=author)


@pytest.fixture
def as_author(client: Client, author: User) -> Client:
    client.force_login(author)
    return client


def keep(client: Client, deed: str, comment: Comment, body: str = WORDS, **facts: str) -> "Answer":
    return client.post(f"{path_of(deed, comment)}draft/", written(body, **facts))


def keep_by_script(client: Client, deed: str, comment: Comment, body: str = WORDS, **facts: str) -> "Answer":
    return client.post(f"{path_of(deed, comment)}draft/", written(body, **facts), headers=FRAGMENT)


@pytest.mark.parametrize("deed", FORMS)
def test_a_draft_is_kept_and_comes_back_in_its_form(as_author: Client, deed: str, comment: Comment) -> None:
    key = str(uuid4())

    told = as_author.post(f"{path_of(deed, comment)}draft/", written(form_key=key), follow=True)

    page = text_of(told)
    assert told.redirect_chain == [(path_of(deed, comment), 302)]
    assert "Your draft is kept." in page
    assert DRAFT_LINE in page
    assert f"{WORDS}</textarea>" in page
    assert key in page


@pytest.mark.parametrize("deed", FORMS)
def test_it_stands_in_no_other_form(as_author: Client, deed: str, comment: Comment) -> None:
    keep(as_author, deed, comment)

    others = [text_of(as_author.get(path_of(other, comment))) for other in FORMS if other != deed]

    assert not any(WORDS in page for page in others)


def test_below_an_article_it_stands_in_the_articles_form(as_author: Client, comment: Comment) -> None:
    keep(as_author, "comment", comment)

    page = text_of(as_author.get(comment.discussion.article.get_absolute_url()))

    assert f"{WORDS}</textarea>" in page


@pytest.mark.parametrize("deed", FORMS)
def test_kept_again_it_is_still_one(as_author: Client, deed: str, comment: Comment) -> None:
    first = keep_by_script(as_author, deed, comment, "The harb").json()

    second = keep_by_script(as_author, deed, comment, "The harbour", draft_at=first["at"]).json()

    assert Draft.objects.get().body == "The harbour"
    assert second["at"] > first["at"]


@pytest.mark.parametrize("deed", FORMS)
def test_sent_it_is_a_draft_no_more(as_author: Client, deed: str, comment: Comment) -> None:
    keep(as_author, deed, comment)
    key = str(Draft.objects.get().form_key)

    as_author.post(path_of(deed, comment), {**filled_in(deed), "form_key": key})

    assert Comment.objects.filter(body=WORDS).count() == 1
    assert not Draft.objects.exists()


def test_sending_other_words_leaves_what_another_device_keeps(as_author: Client, comment: Comment) -> None:
    keep(as_author, "reply", comment, "Written there.")

    as_author.post(path_of("reply", comment), written("Written here."))

    assert Draft.objects.get().body == "Written there."


def test_refused_it_stays(as_author: Client, comment: Comment) -> None:
    keep(as_author, "reply", comment)

    as_author.post(path_of("reply", comment), filled_in("reply", "x" * 10_001))

    assert Draft.objects.get().body == WORDS


@pytest.mark.parametrize("how", [{"discard": "yes"}, {"body": ""}, {"body": " \u200b\n"}])
@pytest.mark.parametrize("deed", FORMS)
def test_discarded_or_emptied_it_is_gone(as_author: Client, deed: str, how: dict[str, str], comment: Comment) -> None:
    keep(as_author, deed, comment)

    for _twice in range(2):
        told = as_author.post(f"{path_of(deed, comment)}draft/", {**written(), **how}, follow=True)

    assert "Your draft is discarded." in text_of(told)
    assert DRAFT_LINE not in text_of(told)
    assert not Draft.objects.exists()


def test_a_script_is_told_what_stood_there_before(as_author: Client, comment: Comment) -> None:
    keep(as_author, "edit", comment)

    answer = keep_by_script(as_author, "edit", comment, discard="yes")

    assert answer.json() == {"at": "", "words": comment.body}


def test_an_edit_that_says_what_stands_there_is_no_draft(as_author: Client, comment: Comment) -> None:
    keep(as_author, "edit", comment)

    keep(as_author, "edit", comment, comment.body)

    assert not Draft.objects.exists()


def test_words_kept_on_another_device_since_are_not_overwritten(as_author: Client, comment: Comment) -> None:
    first = keep_by_script(as_author, "reply", comment, "Begun here.").json()
    keep_by_script(as_author, "reply", comment, "Gone on there.", draft_at=first["at"])

    answer = keep_by_script(as_author, "reply", comment, "Gone on here.", draft_at=first["at"])

    there = Draft.objects.get()
    assert answer.status_code == 409
    assert answer.json() == {
        "at": there.updated_at.isoformat(),
        "body": "Gone on there.",
        "form_key": str(there.form_key),
    }
    assert there.body == "Gone on there."


def test_without_a_script_both_are_offered_and_the_second_press_decides(as_author: Client, comment: Comment) -> None:
    keep(as_author, "reply", comment, "Written there.")
    there = Draft.objects.get()

    answer = keep(as_author, "reply", comment, "Written here.")
    keep(as_author, "reply", comment, "Written here.", draft_at=there.updated_at.isoformat())

    page = text_of(answer)
    assert answer.status_code == 409
    assert "Written here.</textarea>" in page
    assert "Written there.</textarea>" in page
    assert f'value="{there.updated_at.isoformat()}"' in page
    assert Draft.objects.get().body == "Written here."


def test_the_same_words_from_two_devices_are_no_quarrel(as_author: Client, comment: Comment) -> None:
    keep_by_script(as_author, "reply", comment)

    answer = keep_by_script(as_author, "reply", comment)

    assert answer.status_code == 200


def test_two_devices_that_begin_at_once_keep_one(
    author: User, comment: Comment, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = DraftFactory.create(reader=author, article=comment.discussion.article, comment=comment)

    def broken(*anything: object) -> None:
        raise IntegrityError

    monkeypatch.setattr(drafting, "_keep", broken)

    place = Place(comment.discussion.article, comment)
    kept = keep_draft(reader=author, place=place, body=WORDS, form_key=uuid4(), known_at="")

    assert (kept.draft, kept.is_other) == (there, True)


def test_words_that_were_sent_meanwhile_do_not_come_back_as_a_draft(as_author: Client, comment: Comment) -> None:
    form = written()
    as_author.post(path_of("reply", comment), form)

    answer = as_author.post(f"{path_of('reply', comment)}draft/", form, headers=FRAGMENT)

    assert answer.json() == {"at": "", "words": ""}
    assert not Draft.objects.exists()


def test_a_draft_sent_from_two_devices_is_one_comment(as_author: Client, comment: Comment) -> None:
    keep(as_author, "reply", comment)
    key = str(Draft.objects.get().form_key)

    for _device in range(2):
        as_author.post(path_of("reply", comment), written(form_key=key))

    assert Comment.objects.filter(body=WORDS).count() == 1


def test_nobody_finds_the_draft_of_another(as_author: Client, comment: Comment, reader: User) -> None:
    keep(as_author, "reply", comment)
    other = Client()
    other.force_login(reader)

    pages = [other.get(path_of("reply", comment)), other.get("/account/drafts/")]
    other.post("/account/drafts/", {"draft": Draft.objects.get().pk})
    other.post(f"{path_of('reply', comment)}draft/", {"discard": "yes"})

    assert not any(WORDS in text_of(page) for page in pages)
    assert Draft.objects.count() == 1


@pytest.mark.parametrize("deed", FORMS)
def test_without_an_account_the_words_wait_for_the_sign_in_instead(
    client: Client, deed: str, comment: Comment, author: User
) -> None:
    answer = keep(client, deed, comment)
    client.force_login(author)

    assert answer.status_code == 403
    assert not Draft.objects.exists()
    assert f"{WORDS}</textarea>" in text_of(client.get(path_of(deed, comment)))


def test_where_nothing_can_be_said_nothing_is_kept_and_the_words_come_back(as_author: Client) -> None:
    article = ArticleFactory.create(discussion_mode="closed")

    answer = as_author.post(f"/discussions/{article.pk}/comments/draft/", written())

    assert answer.status_code == 403
    assert f"{WORDS}</textarea>" in text_of(answer)
    assert not Draft.objects.exists()


def test_once_the_discussion_is_closed_its_form_says_so_and_shows_the_draft(
    as_author: Client, comment: Comment
) -> None:
    keep(as_author, "reply", comment)
    Article.objects.update(discussion_mode="closed")

    page = text_of(as_author.get(path_of("reply", comment)))

    assert "This discussion is closed." in page
    assert f"{WORDS}</textarea>" in page


def test_its_address_alone_leads_to_the_form(as_author: Client, comment: Comment) -> None:
    answer = as_author.get(f"{path_of('reply', comment)}draft/")

    assert answer.headers["Location"] == path_of("reply", comment)


def test_nobody_fills_the_store(as_author: Client, author: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafting, "DRAFTS_AT_MOST", 3)
    places = CommentFactory.create_batch(4)

    for place in places:
        keep(as_author, "reply", place, "x" * 1_000_000)

    assert list(Draft.objects.order_by("pk").values_list("comment", flat=True)) == [place.pk for place in places[1:]]
    assert len(Draft.objects.all()[0].body) == 100_000


@pytest.mark.parametrize("word", ["", "x", "-1", "9" * 40, "٣"])
def test_discarding_what_is_none_does_nothing(as_author: Client, comment: Comment, word: str) -> None:
    keep(as_author, "reply", comment)

    answer = as_author.post("/account/drafts/", {"draft": word})

    assert answer.status_code == 302
    assert Draft.objects.count() == 1


def test_all_drafts_are_found_again_on_one_page(as_author: Client, comment: Comment) -> None:
    for deed in FORMS:
        keep(as_author, deed, comment, f"Words of the {deed}.")

    page = text_of(as_author.get("/account/drafts/"))

    positions = [page.index(f"Words of the {deed}.") for deed in reversed(FORMS)]
    assert positions == sorted(positions)
    assert all(f'href="{path_of(deed, comment)}"' in page for deed in FORMS)


def test_there_each_can_be_discarded(as_author: Client, comment: Comment) -> None:
    for deed in FORMS:
        keep(as_author, deed, comment, f"Words of the {deed}.")
    chosen = Draft.objects.get(is_edit=True)

    page = text_of(as_author.post("/account/drafts/", {"draft": chosen.pk}, follow=True))

    assert "Your draft is discarded." in page
    assert Draft.objects.count() == 2


def test_a_draft_that_can_go_nowhere_is_shown_whole_with_the_reason(
    as_author: Client, comment: Comment, author: User
) -> None:
    article = comment.discussion.article
    keep(as_author, "reply", comment, "Long words. " * 100)
    Article.objects.filter(pk=article.pk).update(status=Article.Status.WITHDRAWN)

    page = text_of(as_author.get("/account/drafts/"))

    assert f"{('Long words. ' * 100).strip()}</textarea>" in page
    assert article.headline not in page
    assert path_of("reply", comment) not in page


def test_without_drafts_the_page_says_so(signed_in: Client) -> None:
    assert "Nothing lies here unsent." in text_of(signed_in.get("/account/drafts/"))


@pytest.mark.parametrize("method", ["get", "post"])
def test_without_an_account_there_is_no_such_page(client: Client, method: str) -> None:
    answer = getattr(client, method)("/account/drafts/")

    assert answer.headers["Location"] == "/account/login/?next=/account/drafts/"


@pytest.mark.parametrize("count", [1, 6])
def test_the_page_asks_the_database_as_often_for_many(
    signed_in: Client, reader: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _each in range(count):
        article = ArticleFactory.create(topics=[TopicFactory.create()])
        DraftFactory.create(reader=reader, article=article, comment=CommentFactory.create(article=article))

    # Session, person; drafts, topics of their articles; what waits in the inbox; the navigation.
    with django_assert_num_queries(6):
        page = text_of(signed_in.get("/account/drafts/"))

    assert page.count('<li class="draft">') == count


def test_drafts_nobody_touches_are_forgotten(reader: User) -> None:
    now = timezone.now()
    DraftFactory.create(reader=reader, updated_at=now - timedelta(days=91))
    kept = DraftFactory.create(reader=reader, updated_at=now - timedelta(days=89))
    told = StringIO()

    call_command("forget_drafts", stdout=told)

    assert Draft.objects.get() == kept
    assert told.getvalue() == "1 drafts deleted, because nobody had touched them for 90 days.\n"


def test_an_article_that_has_but_drafts_can_be_deleted(reader: User) -> None:
    draft = DraftFactory.create(reader=reader)

    draft.article.revisions.all().delete()
    draft.article.delete()

    assert not Draft.objects.exists()
