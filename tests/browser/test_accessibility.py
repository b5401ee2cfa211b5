"""axe finds nothing on any kind of page, and none scrolls sideways: light and dark, at a desk and on a phone."""

import re
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from articles import counting, views
from articles.actions.publishing import save_article
from articles.models import Article, PreviewLink
from comments import paging
from comments.actions.moderating import remove_comment
from comments.guests.actions import confirm_guest
from comments.guests.letters import send_letter
from comments.models import Comment, Guest
from comments.models.judgement import TO_FOLLOW
from tests.browser.axe import deeds_on, fill, look_at, open_in_place, open_with_axe, press
from tests.browser.conftest import OpenPage
from tests.browser.showcase import Showcase, make_showcase
from tests.comments.steps import remember
from tests.factories import ArticleFactory, CommentFactory, GuestFactory, RemarkFactory


@pytest.fixture
def showcase(monkeypatch: pytest.MonkeyPatch) -> Showcase:
    """With lists so short that they have pages."""
    monkeypatch.setattr(counting, "ARTICLES_ON_A_PAGE", 4)
    return make_showcase()


def test_what_a_visitor_reads(open_page: OpenPage, showcase: Showcase) -> None:
    page = open_with_axe(open_page)

    findings = [
        *look_at(page, "/"),
        *look_at(page, "/?page=2"),
        *look_at(page, showcase.article),
        *look_at(page, showcase.empty),
        *look_at(page, showcase.closed),
        *look_at(page, showcase.premoderated),
        *look_at(page, showcase.off),
        *look_at(page, showcase.deep),
        *look_at(page, deeds_on(showcase.changed.pk) + "revisions/"),
        *look_at(page, showcase.tombstone),
        *look_at(page, showcase.topic),
        *look_at(page, showcase.empty_topic),
        *look_at(page, "/tags/ferries/"),
        *look_at(page, "/bylines/nora-quill/"),
        *look_at(page, "/bylines/"),
        *look_at(page, "/topics/"),
        *look_at(page, showcase.article.lead_picture),
        *look_at(page, showcase.reader),
        *look_at(page, "/moderation/report/", lambda page: page.locator("summary").first.click()),
        *look_at(page, "/moderation/report/?from=2026-13-01&to=2026-03-01"),
    ]

    assert not findings, "\n".join(findings)


def test_what_stands_around_the_articles(open_page: OpenPage, showcase: Showcase) -> None:
    article = showcase.article
    correct(article, showcase.editor)
    gone = ArticleFactory.create(
        headline="Taken back", status="withdrawn", withdrawn_at=timezone.now(), withdrawal_note="It was not so."
    )
    link, over = (make_preview(showcase.draft, until=timezone.now() + timedelta(days=days)) for days in (1, -1))
    page, day = open_with_axe(open_page), article.published_at
    assert day is not None

    findings = [
        *look_at(page, link),
        *look_at(page, link, fill(words="", name="Dr Grey")),
        *look_at(page, over),
        *look_at(page, f"/articles/{article.pk}/remark/"),
        *look_at(page, f"/articles/{article.pk}/remark/", fill(words="", email="nobody")),
        *look_at(page, article),
        *look_at(page, "/corrections/"),
        *look_at(page, f"/corrections/{article.pk}/2/"),
        *look_at(page, "/archive/"),
        *look_at(page, f"/{day.year}/"),
        *look_at(page, f"/{day.year}/{day.month:02d}/"),
        *look_at(page, gone),
    ]

    assert not findings, "\n".join(findings)


def test_the_pages_of_a_long_discussion(
    open_page: OpenPage, showcase: Showcase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "COMMENTS_ON_A_PAGE", 5)
    monkeypatch.setattr(paging, "THREADS_ON_A_PAGE", 2)
    monkeypatch.setattr(paging, "MOST_THREADS_ON_A_PAGE", 2)
    monkeypatch.setattr(paging, "REPLIES_OF_A_THREAD", 3)
    page = open_with_axe(open_page)

    findings = [
        *look_at(page, showcase.long),
        *look_at(page, showcase.long, query=f"?after={showcase.middle.pk}"),
    ]

    assert not findings, "\n".join(findings)


def test_what_a_visitor_looks_for_and_where_nothing_is(
    open_page: OpenPage, showcase: Showcase, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_with_axe(open_page)

    findings = [
        *look_at(page, "/search/"),
        *look_at(page, "/search/?q=ferry"),
        *look_at(page, "/search/?q=zebra"),
        *look_at(page, "/search/comments/"),
        *look_at(page, "/search/comments/?q=the", lambda page: page.click("text=Narrow it by")),
        *look_at(page, "/search/comments/?q=the&year=2007"),
        *look_at(page, "/search/comments/?q=zebra"),
        *look_at(page, "/nothing/here/"),
        *look_at(page, "/demo/outbox/?still"),
    ]
    monkeypatch.setattr(views, "_most_discussed", lambda: 1 / 0)
    findings += look_at(page, "/")

    assert not findings, "\n".join(findings)


def test_signing_up(open_page: OpenPage, showcase: Showcase) -> None:
    page = open_with_axe(open_page)

    findings = [
        *look_at(page, "/account/signup/"),
        *look_at(page, "/account/signup/", fill(email="nobody", username="No!", password1="short")),
        *look_at(page, "/account/signup/", fill(email="n@example.org", username="nina", password1="seven boats")),
        *look_at(page, "/account/confirm-email/", fill(code="WRNG-CODE")),
    ]

    assert not findings, "\n".join(findings)


def test_signing_in(open_page: OpenPage, showcase: Showcase) -> None:
    page = open_with_axe(open_page)

    findings = [
        *look_at(page, "/account/login/"),
        *look_at(page, "/account/login/", fill(login="nobody@example.org", password="not the right one")),
        *look_at(page, "/account/login/code/"),
        *look_at(page, "/account/password/reset/"),
    ]

    assert not findings, "\n".join(findings)


def test_what_a_reader_is_shown(open_page: OpenPage, showcase: Showcase) -> None:
    page = open_with_axe(open_page, showcase.reader)

    findings = [
        *look_at(page, showcase.article),
        *look_at(page, showcase.empty),
        *look_at(page, showcase.closed),
        *look_at(page, showcase.own_pending),
        *look_at(page, showcase.own_deleted),
        *look_at(page, "/moderation/"),
        *look_at(page, "/account/inbox/"),
        *look_at(page, "/account/profile/"),
        *look_at(page, "/account/email/"),
        *look_at(page, "/account/password/change/"),
        *look_at(page, "/account/logout/"),
    ]

    assert not findings, "\n".join(findings)


def test_a_readers_deeds(open_page: OpenPage, showcase: Showcase) -> None:
    page = open_with_axe(open_page, showcase.reader)
    own, other = deeds_on(showcase.own.pk), deeds_on(showcase.reported.pk)
    writing = f"/discussions/{showcase.empty.pk}/comments/"

    findings = [
        *look_at(page, writing),
        *look_at(page, writing, fill(body="   ")),
        *look_at(page, writing, send_stale),
        *look_at(page, other + "reply/"),
        *look_at(page, deeds_on(showcase.in_closed.pk) + "reply/"),
        *look_at(page, own + "edit/"),
        *look_at(page, own + "edit/", fill(body="\n")),
        *look_at(page, own + "deletion/"),
        *look_at(page, other + "deletion/"),
        *look_at(page, own + "deletion/undo/"),
        *look_at(page, own + "scrub/"),
        *look_at(page, own + "scrub/", fill(passage="nowhere to be found")),
        *look_at(page, own + "scrub/", fill(passage="bicycles")),
        *look_at(page, deeds_on(showcase.own_deleted.pk) + "deletion/undo/"),
        *look_at(page, deeds_on(showcase.own_pending.pk) + "deletion/", fill()),
        *look_at(page, other + "report/"),
        *look_at(page, other + "report/", fill(note="no reason given")),
    ]

    assert not findings, "\n".join(findings)


def test_deeds_opened_in_place(open_page: OpenPage, showcase: Showcase) -> None:
    page = open_with_axe(open_page, showcase.moderator)

    findings = [
        *look_at(page, showcase.in_premoderated, open_in_place("Reply")),
        *look_at(page, showcase.in_premoderated, open_in_place("Report")),
        *look_at(page, showcase.in_premoderated.discussion.article, open_in_place("Decide")),
    ]

    assert not findings, "\n".join(findings)


def test_the_desk(open_page: OpenPage, showcase: Showcase) -> None:
    remove_comment(comment=CommentFactory.create(), moderator=showcase.moderator, reason=TO_FOLLOW)
    page = open_with_axe(open_page, showcase.moderator)

    findings = [
        *look_at(page, "/moderation/?queue=pending"),
        *look_at(page, "/moderation/?queue=reported", lambda page: page.locator("summary").first.click()),
        *look_at(page, "/moderation/?queue=reported", look_at_writer),
        *look_at(page, "/moderation/log/"),
        *look_at(page, "/moderation/reasons/"),
        *look_at(page, f"/moderation/run/?verdict=remove&card={showcase.reported.pk}-1-0"),
        *look_at(page, f"/moderation/decisions/{showcase.tombstone.decisions.get().pk}/undo/"),
        *look_at(page, "/moderation/dashboard/"),
        *look_at(page, "/moderation/dashboard/?period=month", lambda page: page.locator("summary").first.click()),
        *look_at(page, showcase.tombstone),
        *look_at(page, deeds_on(showcase.reported.pk) + "decision/"),
        *look_at(page, deeds_on(showcase.reported.pk) + "decision/", press("Remove")),
        *look_at(page, deeds_on(showcase.own_pending.pk) + "decision/"),
        *look_at(page, deeds_on(showcase.tombstone.pk) + "decision/"),
        *look_at(page, deeds_on(showcase.own_deleted.pk) + "decision/"),
    ]

    assert not findings, "\n".join(findings)


def test_what_a_guest_meets(
    open_page: OpenPage, showcase: Showcase, settings: Settings, live_server: LiveServer
) -> None:
    settings.DISCUSSION_ALLOWS_GUESTS = True
    gita = GuestFactory.create(confirmed_at=None)
    waiting = CommentFactory.create(article=showcase.empty, guest=gita, status=Comment.Status.UNCONFIRMED)
    send_letter(waiting)
    [link] = re.findall(r"/comments/confirmation/\S+/$", str(mail.outbox[-1].body), re.MULTILINE)[:1]
    stranger, guest = open_with_axe(open_page), open_with_axe(open_page)
    remember_in(guest, gita, live_server.url)
    writing = f"/discussions/{showcase.empty.pk}/comments/"

    findings = [
        *look_at(stranger, showcase.empty),
        *look_at(stranger, writing),
        *look_at(stranger, writing, fill(body="Words", name="Moderator", email="nobody")),
        *look_at(guest, waiting),
        *look_at(guest, deeds_on(waiting.pk) + "letter/"),
        *look_at(guest, deeds_on(showcase.reported.pk) + "report/"),
        *look_at(guest, "/guest/"),
        *look_at(stranger, link),
        *look_at(stranger, f"{link}disavowal/"),
        *look_at(stranger, "/comments/confirmation/broken/"),
    ]
    confirm_guest(guest=gita)
    findings += look_at(stranger, link)
    findings += look_at(guest, showcase.empty)

    assert not findings, "\n".join(findings)


def test_an_empty_desk_and_a_draft(open_page: OpenPage, showcase: Showcase) -> None:
    showcase.own_pending.delete()

    findings = [
        *look_at(open_with_axe(open_page, showcase.moderator), "/moderation/"),
        *look_at(open_with_axe(open_page, showcase.editor), showcase.draft),
    ]

    assert not findings, "\n".join(findings)


def correct(article: Article, editor: User) -> None:
    article.body = article.body.replace("twice", "once").replace("The ferry does not.", "The ferry leaks.")
    save_article(article=article, editor=editor, note="It happened once.", is_correction=True)


def make_preview(article: Article, *, until: datetime) -> PreviewLink:
    """An address by which somebody has left a remark."""
    link = PreviewLink.objects.create(article=article, label="Dr Grey", expires_at=until)
    RemarkFactory.create(article=article, link=link, passage="at the harbour", words="At the pier, I said.")
    return link


def remember_in(page: Page, guest: Guest, url: str) -> None:
    """Let the page's browser be the guest's."""
    client = Client()
    remember(client, guest)
    page.context.add_cookies([{"name": "guest", "value": client.cookies["guest"].value, "url": url}])


def look_at_writer(page: Page) -> None:
    page.locator("[data-person]").first.click()
    page.get_by_role("dialog").wait_for()


def send_stale(page: Page) -> None:
    page.locator("[name=csrfmiddlewaretoken]").first.evaluate("field => { field.value = 'stale' }")
    fill(body="Kept all the same.")(page)
