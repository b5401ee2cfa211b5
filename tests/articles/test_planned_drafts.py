"""What is typed into the form of a planned text is kept as an article's is, and apart from it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from articles.admin.planned_form import NOT_SHOWN
from articles.models import Article, ArticleDraft, PlannedRevision
from tests.articles.desk import ADD, change_url, errors_of, filled_in, save_form
from tests.articles.planning import add_url, planned_url
from tests.articles.shown_form import as_it_came
from tests.articles.test_article_drafts import DELETED, KEEP, WORDS, page_of
from tests.factories import ArticleFactory, UserFactory

pytestmark = pytest.mark.django_db

TOMORROW = {"takes_effect_at_0": "2041-05-02", "takes_effect_at_1": "12:00:00"}


@pytest.fixture
def article(db: None) -> Article:
    return ArticleFactory.create(headline="The tide", dek="turns", body="<p>At once.</p>")


@pytest.fixture
def planned(article: Article, editor: User) -> PlannedRevision:
    return PlannedRevision.objects.create(
        article=article,
        headline="The tide",
        body="<p>Tomorrow.</p>",
        note="Later",
        based_on=1,
        takes_effect_at=timezone.now() + timedelta(days=1),
        planned_by=editor,
    )


def keep(client: Client, url: str, **said: Any) -> ArticleDraft | None:
    """As the form's script does, which sends what the form brought."""
    sent = filled_in(client, url)
    page = client.get(url)
    facts = {
        "form_key": str(uuid4()),
        "is_planned": "yes",
        "article": page.context["article"].pk,
        "based_on": sent["compared_with"],
        "seen": sent.get("seen", ""),
    }
    assert client.post(KEEP, {**facts, **WORDS, **said}).status_code == 200
    return ArticleDraft.objects.order_by("pk").last()


def test_words_for_a_new_plan_are_offered_where_one_is_made(desk: Client, article: Article) -> None:
    draft = keep(desk, add_url(article))

    assert draft is not None
    assert "You have unsaved changes of" in page_of(desk, add_url(article))
    taken = filled_in(desk, f"{add_url(article)}&draft={draft.pk}")
    assert {name: taken[name] for name in WORDS} == WORDS
    assert "unsaved changes" not in page_of(desk, change_url(article))
    assert filled_in(desk, f"{change_url(article)}?draft={draft.pk}")["headline"] == "The tide"


def test_the_link_to_take_them_up_keeps_the_article_that_is_asked_for(desk: Client, article: Article) -> None:
    draft = keep(desk, add_url(article))

    assert draft is not None
    assert f'href="?article={article.pk}&amp;draft={draft.pk}"' in page_of(desk, add_url(article))
    assert f'href="{add_url(article)}&amp;draft={draft.pk}"' in page_of(desk, f"{KEEP}{draft.pk}/")


def test_changes_of_a_planned_text_are_held_against_it(desk: Client, planned: PlannedRevision) -> None:
    draft = keep(desk, planned_url(planned))

    assert draft is not None
    page = page_of(desk, f"{KEEP}{draft.pk}/")
    assert "They are of a text planned for this article." in page
    assert "Tomorrow" in page.partition("<del>")[2]
    assert f"{planned_url(planned)}?draft={draft.pk}" in page
    assert filled_in(desk, f"{planned_url(planned)}?draft={draft.pk}")["body"] == WORDS["body"]


def test_what_is_planned_already_leaves_no_draft(desk: Client, planned: PlannedRevision) -> None:
    assert keep(desk, planned_url(planned), headline="The tide", dek="", body=planned.body, note="Later") is None


def test_saving_ends_it(desk: Client, article: Article) -> None:
    key = str(uuid4())
    keep(desk, add_url(article), form_key=key)

    save_form(desk, add_url(article), **WORDS, **TOMORROW, form_key=key)

    assert PlannedRevision.objects.get().headline == "The tide turns"
    assert not ArticleDraft.objects.exists()


def test_putting_it_in_force_ends_it(desk: Client, article: Article, planned: PlannedRevision) -> None:
    key = str(uuid4())
    keep(desk, planned_url(planned), form_key=key)

    sent = {**filled_in(desk, planned_url(planned)), **WORDS, "form_key": key, "_now": "yes"}
    desk.post(planned_url(planned), sent)

    article.refresh_from_db()
    assert article.headline == "The tide turns"
    assert not ArticleDraft.objects.exists()


def test_a_draft_taken_up_replaces_no_newer_text_of_a_colleague_unseen(desk: Client, planned: PlannedRevision) -> None:
    draft = keep(desk, planned_url(planned))
    colleague = Client()
    colleague.force_login(UserFactory.create(editor=True))
    save_form(colleague, planned_url(planned), body="<p>Theirs.</p>")

    assert draft is not None
    assert "saved anew since you began" in page_of(desk, f"{KEEP}{draft.pk}/")
    assert "saved anew since you began" in page_of(desk, f"{planned_url(planned)}?draft={draft.pk}")
    answer = save_form(desk, f"{planned_url(planned)}?draft={draft.pk}")

    assert "A colleague changed this planned text" in errors_of(answer)["__all__"][0]
    planned.refresh_from_db()
    assert planned.body == "<p>Theirs.</p>"


def test_who_only_reads_is_offered_nothing(desk: Client, client: Client, planned: PlannedRevision) -> None:
    keep(desk, planned_url(planned))
    planned.state = PlannedRevision.State.DROPPED
    planned.save()

    page = page_of(desk, planned_url(planned))

    assert "unsaved" not in page
    assert "data-drafts" not in page


def test_words_of_a_plan_that_is_gone_go_on_in_a_new_one(desk: Client, planned: PlannedRevision) -> None:
    draft = keep(desk, planned_url(planned))
    planned.state = PlannedRevision.State.DROPPED
    planned.save()

    assert draft is not None
    taken = filled_in(desk, f"{add_url(planned.article)}&draft={draft.pk}")
    assert {name: taken[name] for name in WORDS} == WORDS


@pytest.mark.parametrize("is_new", [True, False], ids=["new", "planned"])
def test_a_plan_that_is_sent_for_a_deleted_article_is_kept_as_a_new_one(
    desk: Client, planned: PlannedRevision, is_new: bool
) -> None:
    article = ArticleFactory.create() if is_new else planned.article
    url = add_url(article) if is_new else planned_url(planned)
    form = {**filled_in(desk, url), **WORDS, **TOMORROW}
    article.delete()

    answer = desk.post(url, form, follow=True)

    assert answer.redirect_chain == [(ADD, 302)]
    assert DELETED in answer.content.decode()
    assert "“The tide turns”" in answer.content.decode()


@pytest.mark.parametrize("status", ["withdrawn", "draft", "ready"])
def test_a_plan_whose_article_goes_from_readers_meanwhile_comes_back_and_stays_reachable(
    desk: Client, article: Article, status: str
) -> None:
    opened = filled_in(desk, add_url(article))
    draft = keep(desk, add_url(article))
    assert draft is not None
    save_form(desk, change_url(article), status=status)

    answer = desk.post(add_url(article), {**opened, **WORDS, **TOMORROW})

    assert errors_of(answer) == {"__all__": [str(NOT_SHOWN)]}
    assert WORDS.items() <= as_it_came(answer).items()
    assert not PlannedRevision.objects.exists()
    assert f'href="{KEEP}{draft.pk}/"' in page_of(desk, change_url(article))
    going_on = f"{add_url(article)}&draft={draft.pk}"
    assert f'href="{going_on.replace("&", "&amp;")}"' in page_of(desk, f"{KEEP}{draft.pk}/")
    assert str(NOT_SHOWN) in page_of(desk, going_on)
    assert WORDS.items() <= filled_in(desk, going_on).items()

    save_form(desk, change_url(article), status="published")
    assert desk.post(add_url(article), {**as_it_came(answer), **TOMORROW}).status_code == 302
    assert PlannedRevision.objects.get().headline == WORDS["headline"]


def test_a_colleagues_unsaved_plan_opens_no_form_of_an_article_that_readers_do_not_have(
    desk: Client, article: Article
) -> None:
    draft = keep(desk, add_url(article))
    save_form(desk, change_url(article), status="withdrawn")
    assert draft is not None
    desk.force_login(UserFactory.create(editor=True))

    assert desk.get(f"{add_url(article)}&draft={draft.pk}").status_code == 404
    assert f"{KEEP}{draft.pk}/" not in page_of(desk, change_url(article))
