"""Showing a draft to somebody without an account: by a secret address, for a time."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from articles.models import Article, Picture, PreviewLink, Remark
from tests.articles.desk import ADD, ALL_THE_SAME, change_url, filled_in, save_form
from tests.articles.shown_form import as_it_came
from tests.articles.test_body_pictures import named, within_a_line
from tests.factories import ArticleFactory, CommentFactory, PictureFactory

pytestmark = pytest.mark.django_db

SAID = {"passage": "at nine", "words": "I said ten.", "name": "Dr Grey"}


@pytest.fixture(autouse=True)
def _nobody_has_written_yet() -> None:
    cache.clear()


@pytest.fixture
def article() -> Article:
    return ArticleFactory.create(draft=True, headline="Ferry sinks", body="<p>It sank at nine.</p>")


@pytest.fixture
def link(article: Article) -> PreviewLink:
    return PreviewLink.objects.create(article=article, label="Dr Grey, the expert")


def test_an_editor_makes_an_address_and_takes_it_back(desk: Client, article: Article) -> None:
    new = {
        "preview_links-TOTAL_FORMS": "1",
        "preview_links-0-label": "Dr Grey",
        "preview_links-0-article": article.pk,
        "preview_links-0-expires_at_0": "2031-05-02",
        "preview_links-0-expires_at_1": "12:00:00",
    }
    assert desk.post(change_url(article), {**filled_in(desk, change_url(article)), **new}).status_code == 302
    link = PreviewLink.objects.get()
    assert link.made_by is not None
    assert link.get_absolute_url() in desk.get(change_url(article)).content.decode()

    desk.post(change_url(article), {**filled_in(desk, change_url(article)), "preview_links-0-DELETE": "on"})

    desk.logout()
    assert desk.get(link.get_absolute_url()).status_code == 410


def test_the_address_is_whole_to_be_handed_on(desk: Client, link: PreviewLink, settings: Settings) -> None:
    settings.SITE_URL = "https://news.example"

    page = desk.get(change_url(link.article)).content.decode()

    assert f">https://news.example{link.get_absolute_url()}</a>" in page


def test_a_new_link_is_good_for_no_time_that_is_past(desk: Client, article: Article) -> None:
    row = {"label": "Dr Grey", "expires_at_0": "2026-01-01", "expires_at_1": "12:00:00"}

    answer = save_form(desk, change_url(article), **{f"preview_links-0-{name}": said for name, said in row.items()})

    [errors] = answer.context["inline_admin_formsets"][1].formset.errors
    assert errors["expires_at"][0].startswith("This moment is past: nobody could open the link.")
    assert errors["expires_at"][0] in answer.content.decode()
    assert not PreviewLink.objects.exists()


def test_an_untouched_form_makes_no_address(desk: Client, article: Article) -> None:
    for url in (change_url(article), ADD):
        said = filled_in(desk, url)
        assert said["preview_links-TOTAL_FORMS"] == "1"
        assert save_form(desk, url, headline="Ferry sinks again").status_code == 302

    assert Article.objects.count() == 2
    assert not PreviewLink.objects.exists()


def test_saying_for_whom_is_enough_for_a_week(desk: Client, article: Article, link: PreviewLink) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        for url in (change_url(article), ADD):
            row = filled_in(desk, url)["preview_links-INITIAL_FORMS"]
            save_form(desk, url, headline="Ferry sinks again", **{f"preview_links-{row}-label": "The lawyer"})

    made = PreviewLink.objects.filter(label="The lawyer")
    assert {new.article for new in made} == set(Article.objects.all())
    assert {new.expires_at for new in made} == {now + timedelta(days=7)}


def test_a_link_that_a_colleague_ended_stays_so(desk: Client, article: Article, link: PreviewLink) -> None:
    form = filled_in(desk, change_url(article))
    ended = {"preview_links-0-label": "Dr Green", "preview_links-0-expires_at_0": "2026-01-01"}
    save_form(desk, change_url(article), **ended)

    answer = desk.post(change_url(article), {**form, "dek": "At nine.", "_continue": ALL_THE_SAME})

    link.refresh_from_db()
    assert answer.status_code == 302
    assert link.label == "Dr Green"
    desk.logout()
    assert desk.get(link.get_absolute_url()).status_code == 410


def test_of_a_link_each_editor_keeps_what_they_changed(desk: Client, article: Article, link: PreviewLink) -> None:
    form = filled_in(desk, change_url(article))
    save_form(desk, change_url(article), **{"preview_links-0-expires_at_0": "2026-01-01"})

    desk.post(change_url(article), {**form, "preview_links-0-label": "Dr Green", "_continue": ALL_THE_SAME})

    link.refresh_from_db()
    assert (link.label, link.expires_at.year) == ("Dr Green", 2026)


def test_a_link_that_a_colleague_deleted_holds_nobody_up(desk: Client, article: Article, link: PreviewLink) -> None:
    other = PreviewLink.objects.create(article=article, label="Dr White")
    form = filled_in(desk, change_url(article))
    other.delete()

    refused = desk.post(change_url(article), {**form, "headline": ""})
    again = {**as_it_came(refused), "headline": "Ferry sails", "preview_links-0-label": "Dr Green"}
    answer = desk.post(change_url(article), {**again, "_continue": ALL_THE_SAME})

    link.refresh_from_db()
    assert link.get_absolute_url() in refused.content.decode()
    assert answer.status_code == 302
    assert link.label == "Dr Green"


def test_a_form_that_claims_more_links_than_there_can_be_keeps_nobody_waiting(desk: Client, article: Article) -> None:
    form = filled_in(desk, change_url(article)) | {"preview_links-TOTAL_FORMS": "9" * 18}

    answer = desk.post(change_url(article), {**form, "_continue": ALL_THE_SAME})

    assert answer.status_code == 302
    assert not PreviewLink.objects.exists()


def test_a_link_for_ever_from_an_older_form_still_opens(client: Client, link: PreviewLink) -> None:
    PreviewLink.objects.update(expires_at=datetime.max.replace(tzinfo=UTC))

    assert client.get(link.get_absolute_url()).status_code == 200


def test_a_link_that_a_colleague_made_stands_beside_no_other(
    desk: Client, article: Article, link: PreviewLink
) -> None:
    form = filled_in(desk, change_url(article))
    PreviewLink.objects.create(article=article, label="Dr White")

    refused = desk.post(change_url(article), {**form, "headline": ""})

    [shown] = [row for row in refused.context["inline_admin_formsets"][1] if row.original]
    assert shown.original == shown.form.instance == link


def test_a_time_for_nobody_is_asked_about(desk: Client, article: Article) -> None:
    answer = save_form(
        desk,
        change_url(article),
        **{"preview_links-0-expires_at_0": "2031-05-02", "preview_links-0-expires_at_1": "12:00:00"},
    )

    assert answer.context["inline_admin_formsets"][1].formset.errors == [{"label": ["This field is required."]}]


def test_whoever_has_the_address_reads_the_draft_as_it_will_be(client: Client, link: PreviewLink) -> None:
    answer = client.get(link.get_absolute_url())

    page = answer.content.decode()
    assert "<h1>Ferry sinks</h1>" in page
    assert "It sank at nine." in page
    assert link.label not in page
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]


def test_the_pictures_of_a_draft_lead_to_no_page_that_is_the_newsrooms(client: Client) -> None:
    lead, framed, bare, ready = PictureFactory.create_batch(4, alt='It\'s a > "b"')
    Picture.objects.filter(pk=ready.pk).update(renditions="1-x", width=800, height=600)
    words = f'{within_a_line(bare)}<p>And <a href="/topics/">this</a>.</p>'
    draft = ArticleFactory.create(draft=True, lead_picture=lead, body=named(framed) + words + named(ready))
    link = PreviewLink.objects.create(article=draft, label="Dr Grey")

    page = client.get(link.get_absolute_url()).content.decode()

    shown = page.partition("<article>")[2].partition("</article>")[0]
    assert (shown.count("<img "), shown.count("<picture>")) == (4, 1)
    assert "/pictures/" not in "".join(re.findall(r'href="[^"]*"', shown))
    assert shown.count("<a ") == shown.count("</a>")
    assert '<a href="/topics/">this</a>' in shown
    assert client.get(f"/pictures/{framed.pk}/?in={draft.pk}").status_code == 404


@pytest.mark.parametrize("token", ["x" * 43, "x", "%00"])
def test_a_wrong_or_expired_address_shows_nothing(client: Client, link: PreviewLink, token: str) -> None:
    PreviewLink.objects.filter(pk=link.pk).update(expires_at=timezone.now() - timedelta(seconds=1))

    for path in (f"/previews/{token}/", link.get_absolute_url()):
        answer = client.get(path)
        assert answer.status_code in {404, 410}
        assert b"Ferry" not in answer.content


def test_a_remark_on_a_passage_goes_to_the_desk_and_stands_there_for_its_writer(
    client: Client, link: PreviewLink
) -> None:
    page = client.post(link.get_absolute_url(), SAID, follow=True).content.decode()

    remark = Remark.objects.get()
    assert (remark.link, remark.article, remark.words) == (link, link.article, "I said ten.")
    assert remark.kind == Remark.Kind.OTHER
    assert "I said ten." in page
    assert "The desk will read it." in page


def test_a_remark_without_words_or_name_keeps_what_was_typed(client: Client, link: PreviewLink) -> None:
    page = client.post(link.get_absolute_url(), {**SAID, "name": ""}).content.decode()

    assert "I said ten.</textarea>" in page
    assert not Remark.objects.exists()


def test_one_link_shows_the_remarks_of_no_other(client: Client, link: PreviewLink) -> None:
    other = PreviewLink.objects.create(article=link.article, label="The lawyer")
    client.post(other.get_absolute_url(), SAID)

    assert "I said ten." not in client.get(link.get_absolute_url()).content.decode()


def test_what_readers_said_of_it_is_no_part_of_a_preview(client: Client, link: PreviewLink) -> None:
    CommentFactory.create(article=link.article, body="Said before it was withdrawn.")

    assert "Said before" not in client.get(link.get_absolute_url()).content.decode()


@pytest.mark.parametrize("status", ["published", "withdrawn"])
def test_the_address_leads_to_the_article_once_readers_have_or_had_it(
    client: Client, link: PreviewLink, status: str
) -> None:
    an_hour_ago = timezone.now() - timedelta(hours=1)
    withdrawn_at = timezone.now() if status == "withdrawn" else None
    Article.objects.update(status=status, published_at=an_hour_ago, withdrawn_at=withdrawn_at)
    link.article.refresh_from_db()

    answer = client.get(link.get_absolute_url())

    assert (answer.status_code, answer["Location"]) == (302, link.article.get_absolute_url())


def test_nothing_sent_to_it_brings_a_withdrawn_text_back(client: Client, link: PreviewLink) -> None:
    an_hour_ago = timezone.now() - timedelta(hours=1)
    Article.objects.update(status="withdrawn", published_at=an_hour_ago, withdrawn_at=timezone.now())

    answer = client.post(link.get_absolute_url(), {})

    assert (answer.status_code, answer.content) == (302, b"")


def test_what_was_withdrawn_before_it_appeared_is_shown_to_nobody(client: Client, link: PreviewLink) -> None:
    Article.objects.update(status="withdrawn")

    for answer in (client.get(link.get_absolute_url()), client.post(link.get_absolute_url(), {})):
        assert answer.status_code == 410
        assert link.article.headline not in answer.content.decode()


def run_out(link: PreviewLink, ago: timedelta) -> None:
    PreviewLink.objects.filter(pk=link.pk).update(expires_at=timezone.now() - ago)


def test_a_remark_that_was_being_written_when_the_link_ran_out_still_arrives(
    client: Client, link: PreviewLink
) -> None:
    opened = as_it_came(client.get(link.get_absolute_url()))
    run_out(link, timedelta(minutes=59))

    answer = client.post(link.get_absolute_url(), {**opened, **SAID}, follow=True)

    remark = Remark.objects.get()
    assert (remark.link, remark.words, remark.passage) == (link, "I said ten.", "at nine")
    assert answer.status_code == 410
    page = answer.content.decode()
    assert "The desk will read it." in page
    assert "Ferry" not in page
    assert "It sank" not in page


@pytest.mark.parametrize("gone", ["ran out", "withdrawn", "given up"])
def test_one_that_is_not_in_order_comes_back_in_its_form_without_the_draft(
    client: Client, link: PreviewLink, gone: str
) -> None:
    earlier = Remark.objects.create(article=link.article, link=link, revision_number=1, words="It was the pier.")
    if gone == "ran out":
        run_out(link, timedelta(minutes=1))
    else:
        withdrawn_at = timezone.now() if gone == "withdrawn" else None
        Article.objects.update(status="withdrawn", withdrawn_at=withdrawn_at)

    answer = client.post(link.get_absolute_url(), {**SAID, "name": ""})
    page = answer.content.decode()
    client.post(link.get_absolute_url(), {**as_it_came(answer), "name": "Dr Grey"})

    assert answer.status_code == 410
    assert "This field is required." in page
    for word in ("Ferry", "It sank", earlier.words):
        assert word not in page
    assert Remark.objects.exclude(pk=earlier.pk).get().words == "I said ten."


@pytest.mark.parametrize("gone", ["long ago", "taken back", "article deleted"])
def test_one_that_nobody_takes_any_more_comes_back_to_be_copied(client: Client, link: PreviewLink, gone: str) -> None:
    if gone == "long ago":
        run_out(link, timedelta(minutes=61))
    elif gone == "taken back":
        link.delete()
    else:
        link.article.delete()

    answer = client.post(link.get_absolute_url(), {**SAID, "words": "I said <ten>."})

    page = answer.content.decode()
    assert answer.status_code == 410
    assert "Your remark was not sent." in page
    assert "at nine\n\nI said &lt;ten&gt;.</textarea>" in page
    assert "Ferry" not in page
    assert not Remark.objects.exists()
    assert "textarea" not in client.get(link.get_absolute_url()).content.decode()


@pytest.mark.parametrize("was_read", [True, False])
def test_a_remark_on_what_was_withdrawn_meanwhile_still_arrives(
    client: Client, link: PreviewLink, was_read: bool
) -> None:
    now = timezone.now()
    Article.objects.update(status="withdrawn", published_at=now, withdrawn_at=now if was_read else None)

    answer = client.post(link.get_absolute_url(), SAID, follow=True)

    assert Remark.objects.get().words == "I said ten."
    assert answer.status_code == 410
    assert "The desk will read it." in answer.content.decode()
    assert "It sank" not in answer.content.decode()
