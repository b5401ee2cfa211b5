"""What an editor writes is kept before it is saved, and nobody else sees anything of it."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.models import User
from articles.actions import drafting
from articles.models import Article, ArticleDraft
from comments.actions.erasing import erase_person, erase_slice
from comments.privacy.archive import archive_of
from tests.articles.desk import ADD, change_url, count_queries, filled_in, save_form
from tests.factories import ArticleFactory, UserFactory

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"
KEEP = f"{LIST}drafts/"
DELETED = (
    "This article has been deleted in the meantime. What you wrote is kept, and offered where a new one is begun."
)
WORDS = {"headline": "The tide turns", "dek": "At noon", "body": "<p>Slowly.</p>", "note": "Better"}


@pytest.fixture
def article(db: None) -> Article:
    return ArticleFactory.create(headline="The tide", dek="turns", body="<p>At once.</p>")


def keep(client: Client, article: Article | None = None, **said: Any) -> Any:
    facts = {"form_key": str(uuid4()), "based_on": "1" if article else "", "article": article.pk if article else ""}
    return client.post(KEEP, {**facts, **WORDS, **said})


def page_of(client: Client, url: str) -> str:
    return str(client.get(url).content.decode())


def test_what_is_typed_is_kept_and_changes_nothing_else(desk: Client, editor: User, article: Article) -> None:
    before = Article.objects.values().get()

    answer = keep(desk, article)

    assert answer.json()["said"].startswith("Kept at ")
    draft = ArticleDraft.objects.get()
    assert {name: getattr(draft, name) for name in WORDS} == WORDS
    assert (draft.editor, draft.article, draft.based_on) == (editor, article, 1)
    assert Article.objects.values().get() == before
    assert article.revisions.count() == 1


def test_who_takes_up_what_a_newer_text_has_left_behind_is_told_at_once(desk: Client, article: Article) -> None:
    keep(desk, article)
    taking = f"{change_url(article)}?draft={ArticleDraft.objects.get().pk}"
    assert "saved anew since you began" not in page_of(desk, taking)

    save_form(desk, change_url(article), body="<p>Another's.</p>")

    page = page_of(desk, taking)
    assert "The text was saved anew since you began them." in page
    assert f'href="{KEEP}{ArticleDraft.objects.get().pk}/"' in page


def test_a_form_has_one_draft_and_each_window_its_own(desk: Client) -> None:
    key = str(uuid4())

    keep(desk, form_key=key, body="<p>One</p>")
    keep(desk, form_key=key, body="<p>One and two</p>")
    keep(desk, body="<p>Another article</p>")

    assert sorted(draft.body for draft in ArticleDraft.objects.all()) == [
        "<p>Another article</p>",
        "<p>One and two</p>",
    ]


def test_nothing_is_kept_of_what_is_as_it_was_saved(desk: Client, article: Article) -> None:
    key = str(uuid4())
    keep(desk, article, form_key=key)

    keep(desk, article, form_key=key, headline="The tide", dek="turns", body="<p>At once.</p>\r\n", note="")

    assert not ArticleDraft.objects.exists()


def test_the_form_offers_what_was_kept_and_is_opened_with_it(desk: Client, article: Article) -> None:
    keep(desk, article)
    draft = ArticleDraft.objects.get()

    assert "You have unsaved changes of" in page_of(desk, change_url(article))
    assert filled_in(desk, change_url(article))["headline"] == "The tide"
    taken = filled_in(desk, f"{change_url(article)}?draft={draft.pk}")
    assert {name: taken[name] for name in WORDS} == WORDS
    assert taken["based_on"] == "1"


def test_a_new_articles_draft_is_offered_where_articles_are_begun(desk: Client, article: Article) -> None:
    keep(desk)

    assert "“The tide turns”" in page_of(desk, ADD)
    assert "unsaved" not in page_of(desk, change_url(article))
    assert filled_in(desk, f"{ADD}?draft={ArticleDraft.objects.get().pk}")["body"] == "<p>Slowly.</p>"


def test_the_difference_is_a_page_away(desk: Client, article: Article) -> None:
    keep(desk, article)

    page = page_of(desk, f"{KEEP}{ArticleDraft.objects.get().pk}/")

    assert "once" in page.partition("<del>")[2]
    assert "Slowly." in page
    assert "<ins>" in page


def test_a_draft_is_dropped_when_its_editor_says_so(desk: Client, article: Article) -> None:
    keep(desk, article)

    answer = desk.post(f"{KEEP}{ArticleDraft.objects.get().pk}/")

    assert answer["Location"] == change_url(article)
    assert not ArticleDraft.objects.exists()


def test_asking_whether_to_drop_a_draft_drops_nothing(desk: Client, article: Article) -> None:
    keep(desk, article)
    draft = f"{KEEP}{ArticleDraft.objects.get().pk}/"

    offering = page_of(desk, change_url(article))
    asking = page_of(desk, draft)

    assert f'href="{draft}">Drop them</a>' in offering
    assert f'action="{draft}"' not in offering
    assert "Dropped, they are gone for good." in asking
    assert ArticleDraft.objects.exists()


def test_several_drafts_of_one_minute_are_told_apart(desk: Client) -> None:
    moment = timezone.localtime().replace(hour=0, minute=5, second=7, microsecond=0)
    for second, (headline, dek) in enumerate((("The tide turns", "At noon"), ("", "At noon"), ("", "")), start=7):
        with time_machine.travel(moment.replace(second=second), tick=False):
            keep(desk, headline=headline, dek=dek)

    with time_machine.travel(moment.replace(minute=6), tick=False):
        page = page_of(desk, ADD)

    assert "You have an unsaved article of 00:05:07: “The tide turns”." in page
    assert "You have an unsaved article of 00:05:08: “At noon”." in page
    assert "You have an unsaved article of 00:05:09: “Slowly.”." in page


def test_of_several_changes_of_an_article_each_is_told_with_its_words(desk: Client, article: Article) -> None:
    keep(desk, article)
    keep(desk, article, headline="The tide stands")

    page = page_of(desk, change_url(article))

    assert "“The tide turns”" in page
    assert "“The tide stands”" in page


def test_saving_ends_the_draft_of_this_form_and_of_no_other(desk: Client, article: Article) -> None:
    key, other = str(uuid4()), str(uuid4())
    keep(desk, article, form_key=key)
    keep(desk, article, form_key=other, body="<p>Elsewhere.</p>")

    save_form(desk, change_url(article), **WORDS, form_key=key)

    assert [str(draft.form_key) for draft in ArticleDraft.objects.all()] == [other]


def test_saving_a_new_article_ends_its_draft(desk: Client) -> None:
    key = str(uuid4())
    keep(desk, form_key=key)

    save_form(desk, ADD, **{**WORDS, "note": ""}, form_key=key)

    assert Article.objects.get().headline == "The tide turns"
    assert not ArticleDraft.objects.exists()


def test_a_draft_that_was_taken_up_goes_when_its_words_are_kept_or_saved(desk: Client, article: Article) -> None:
    keep(desk, article)
    takes = ArticleDraft.objects.get().kept_at.isoformat()

    keep(desk, article, takes=takes, body="<p>Slowly, and on.</p>")

    assert [draft.body for draft in ArticleDraft.objects.all()] == ["<p>Slowly, and on.</p>"]
    takes = ArticleDraft.objects.get().kept_at.isoformat()
    save_form(desk, change_url(article), **WORDS, takes=takes)
    assert not ArticleDraft.objects.exists()


def test_a_refused_form_keeps_its_draft_and_its_key(desk: Client, article: Article) -> None:
    key = str(uuid4())
    keep(desk, article, form_key=key)

    answer = save_form(desk, change_url(article), **{**WORDS, "headline": ""}, form_key=key)

    assert f'value="{key}"' in answer.content.decode()
    assert ArticleDraft.objects.count() == 1


def test_nobody_else_reads_takes_or_drops_a_draft(client: Client, desk: Client, article: Article) -> None:
    keep(desk, article)
    draft = ArticleDraft.objects.get()
    client.force_login(UserFactory.create(editor=True))

    assert client.get(f"{KEEP}{draft.pk}/").status_code == 404
    assert client.post(f"{KEEP}{draft.pk}/").status_code == 404
    assert "Slowly" not in page_of(client, f"{change_url(article)}?draft={draft.pk}")
    assert ArticleDraft.objects.count() == 1


@pytest.mark.parametrize("who", ["reader", "moderator"])
def test_only_editors_keep_drafts(client: Client, request: pytest.FixtureRequest, who: str) -> None:
    client.force_login(request.getfixturevalue(who))

    assert keep(client).status_code in {302, 403}
    assert not ArticleDraft.objects.exists()


def test_getting_keeps_nothing(desk: Client) -> None:
    assert desk.get(KEEP).status_code == 405


@pytest.mark.parametrize(
    ("said", "status"),
    [({"form_key": "x"}, 400), ({"takes": "2020-99-99"}, 200), ({"takes": "2020-01-01"}, 200)],
)
def test_nonsense_is_refused(desk: Client, said: dict[str, Any], status: int) -> None:
    assert keep(desk, **said).status_code == status


@pytest.mark.parametrize("several", [False, True], ids=["one", "several"])
def test_a_draft_outlives_its_article_and_is_offered_where_articles_are_begun(
    desk: Client, article: Article, several: bool
) -> None:
    keep(desk, article)
    keep(desk, article, is_planned="yes", headline="The tide stands")
    colleague = Client()
    colleague.force_login(UserFactory.create(editor=True))
    url = LIST if several else f"{LIST}{article.pk}/delete/"

    asked = page_of(colleague, f"{LIST}{article.pk}/delete/")
    colleague.post(url, {"action": "delete_selected", "_selected_action": [article.pk], "post": "yes"})

    assert not Article.objects.exists()
    assert "draft of an article" not in asked.lower()
    page = page_of(desk, ADD)
    for draft in ArticleDraft.objects.all():
        assert f"“{draft.headline}”" in page
        assert filled_in(desk, f"{ADD}?draft={draft.pk}")["headline"] == draft.headline
        assert page_of(desk, f"{KEEP}{draft.pk}/")
    assert ArticleDraft.objects.count() == 2
    assert "unsaved" not in page_of(colleague, ADD)


def test_words_go_on_being_kept_when_their_article_has_been_deleted(desk: Client, article: Article) -> None:
    key = str(uuid4())
    keep(desk, article, form_key=key)
    desk.post(f"{LIST}{article.pk}/delete/", {"post": "yes"})

    answer = keep(desk, article, form_key=key, body="<p>Slowly, and on.</p>")

    assert answer.json()["said"].endswith(DELETED)
    draft = ArticleDraft.objects.get()
    assert (draft.body, draft.article, draft.based_on) == ("<p>Slowly, and on.</p>", None, None)


def test_a_form_that_is_sent_to_a_deleted_article_is_kept_and_becomes_a_new_one(
    desk: Client, article: Article
) -> None:
    url = change_url(article)
    form = {**filled_in(desk, url), **WORDS}
    article.delete()

    answer = desk.post(url, form, follow=True)

    assert answer.redirect_chain == [(ADD, 302)]
    assert DELETED in answer.content.decode()
    assert "“The tide turns”" in answer.content.decode()
    taken = filled_in(desk, f"{ADD}?draft={ArticleDraft.objects.get().pk}")
    desk.post(ADD, {**taken, "note": ""})
    assert Article.objects.get().body == "<p>Slowly.</p>"
    assert not ArticleDraft.objects.exists()


def test_what_is_too_long_for_a_draft_is_not_said_to_be_kept(
    desk: Client, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = change_url(article)
    form = {**filled_in(desk, url), **WORDS}
    article.delete()
    monkeypatch.setattr(drafting, "LETTERS_AT_MOST", 20)

    page = desk.post(url, form, follow=True).content.decode()

    assert "Not kept: this is longer than 20 letters." in page
    assert DELETED not in page


@pytest.mark.parametrize("who", ["reader", "moderator"])
def test_only_editors_have_words_kept_that_are_sent_to_no_article(
    client: Client, request: pytest.FixtureRequest, who: str
) -> None:
    client.force_login(request.getfixturevalue(who))

    assert client.post(f"{LIST}1/change/", WORDS).status_code in {302, 403}
    assert not ArticleDraft.objects.exists()


@pytest.mark.parametrize("key", ["-1", "x", "9" * 30])
def test_what_is_no_article_keeps_nothing(desk: Client, key: str) -> None:
    answer = desk.post(KEEP, {**WORDS, "form_key": str(uuid4()), "article": key})

    assert answer.status_code == 404


def test_what_no_database_holds_is_left_out(desk: Client) -> None:
    keep(desk, body="<p>a\0b</p>")

    assert ArticleDraft.objects.get().body == "<p>ab</p>"


def test_what_is_too_long_is_refused_in_words(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafting, "LETTERS_AT_MOST", 20)

    answer = keep(desk)

    assert (answer.status_code, answer.json()["said"]) == (400, "Not kept: this is longer than 20 letters.")


def test_the_oldest_of_too_many_go(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafting, "DRAFTS_AT_MOST", 2)

    for number in range(3):
        keep(desk, headline=str(number))

    assert sorted(draft.headline for draft in ArticleDraft.objects.all()) == ["1", "2"]


def test_old_drafts_are_forgotten(desk: Client) -> None:
    keep(desk)
    keep(desk, headline="New")
    ArticleDraft.objects.exclude(headline="New").update(kept_at=timezone.now() - timedelta(days=91))
    told = io.StringIO()

    call_command("forget_drafts", stdout=told)

    assert ArticleDraft.objects.get().headline == "New"
    assert told.getvalue().startswith("1 drafts")


def test_drafts_are_in_the_export_and_go_with_the_person(desk: Client, editor: User, article: Article) -> None:
    keep(desk, article)

    with archive_of(editor) as archive, zipfile.ZipFile(archive) as files:
        [draft] = json.loads(files.read("article-drafts.json"))
    erasure = erase_person(person=editor)
    while erase_slice(erasure):
        pass

    assert (draft["body"], draft["on"]) == ("<p>Slowly.</p>", "The tide")
    assert not ArticleDraft.objects.exists()


def test_offering_costs_the_same_however_many_there_are(desk: Client, article: Article) -> None:
    keep(desk, article)
    few = count_queries(desk, change_url(article))
    for _ in range(8):
        keep(desk, article)

    assert count_queries(desk, change_url(article)) == few
