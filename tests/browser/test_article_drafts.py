"""Writing at the desk without fear: a killed server, a lost connection, and a colleague at the same article."""

import re

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from articles.models import Article, ArticleDraft
from tests.browser.conftest import OpenPage
from tests.browser.steps import confirm_address, end_sessions, fill_in_sign_in, follow
from tests.factories import ArticleFactory, UserFactory

ADD = "/admin/articles/article/add/"
TEXT = ".prose-editor > .ProseMirror"
SIGNED_OUT = "Neither kept nor saved: you are signed out. What you wrote stays here."
NO_ANSWER = "Neither kept nor saved: the site does not answer."
KEPT = re.compile(r"Kept at \d\d:\d\d:\d\d")


def change_url(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/change/"


def kept(page: Page) -> None:
    expect(page.locator("[data-kept]").first).to_have_text(KEPT)


def sign_in_beside(page: Page, editor: User) -> None:
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Sign in in another window").first.click()
    fill_in_sign_in(opened.value, editor)
    opened.value.wait_for_url("**/admin/")


def press_save(page: Page) -> None:
    """And wait for nothing."""
    page.locator("[name=_continue]").first.evaluate("button => button.click()")


def test_what_is_typed_is_kept_and_comes_back(open_page: OpenPage, editor: User) -> None:
    article = ArticleFactory.create(body="<p>At once.</p>")
    page = open_page(change_url(article), reader=editor)
    page.click(TEXT)
    page.keyboard.press("Control+End")
    with page.expect_response("**/drafts/"):
        page.keyboard.type(" And slowly.")
    kept(page)
    page.fill("#id_dek", "A line")
    expect(page.get_by_role("status").filter(has_text="Your changes are kept.")).to_have_count(1)

    page.reload()
    page.get_by_role("link", name="Take them up").click()

    expect(page.locator(TEXT)).to_have_text("At once. And slowly.")
    expect(page.locator("#id_dek")).to_have_value("A line")
    page.locator("[name=_continue]").first.click()
    page.wait_for_selector(".messagelist .success")
    expect(page.locator(".draft-offer")).to_have_count(0)
    article.refresh_from_db()
    assert article.body == "<p>At once. And slowly.</p>"
    assert not ArticleDraft.objects.exists()


def test_two_windows_with_a_new_article_keep_apart(open_page: OpenPage, editor: User) -> None:
    page = open_page(ADD, reader=editor)
    other = page.context.new_page()
    other.goto(ADD)

    for one, words in ((page, "One"), (other, "Two")):
        one.fill("#id_headline", words)
        kept(one)

    assert {draft.headline for draft in ArticleDraft.objects.all()} == {"One", "Two"}


def test_a_lost_connection_is_said_and_made_good(open_page: OpenPage, editor: User) -> None:
    page = open_page(ADD, reader=editor)
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.fill("#id_headline", "The tide turns")
    expect(page.locator("[data-kept]").first).to_have_text("Not kept yet; trying again.")

    page.context.set_offline(False)

    kept(page)
    assert ArticleDraft.objects.get().headline == "The tide turns"


def test_after_signing_in_in_another_window_the_keeping_goes_on(open_page: OpenPage, editor: User) -> None:
    confirm_address(editor)
    page = open_page(ADD, reader=editor)
    end_sessions()
    page.fill("#id_headline", "The tide")
    expect(page.locator("[data-kept]").first).to_have_text(SIGNED_OUT)
    sign_in_beside(page, editor)

    page.fill("#id_headline", "The tide turns")
    kept(page)
    page.locator("[name=_continue]").first.click()
    page.wait_for_selector(".messagelist .success")

    assert Article.objects.get().headline == "The tide turns"
    assert not ArticleDraft.objects.exists()


def test_saving_after_the_session_has_ended_stays_with_the_words(open_page: OpenPage, editor: User) -> None:
    confirm_address(editor)
    article = ArticleFactory.create(headline="The tide")
    page = open_page(change_url(article), reader=editor)
    end_sessions()
    page.fill("#id_headline", "The tide turns")

    press_save(page)

    expect(page.locator("[data-kept]").first).to_have_text(SIGNED_OUT)
    way = page.get_by_role("link", name="Sign in in another window").first
    expect(way).to_be_focused()
    assert page.url.endswith(change_url(article))
    sign_in_beside(page, editor)
    press_save(page)
    page.wait_for_selector(".messagelist .success")
    article.refresh_from_db()
    assert article.headline == "The tide turns"
    assert not ArticleDraft.objects.exists()


def test_what_is_saved_at_once_is_saved_once(open_page: OpenPage, editor: User) -> None:
    page = open_page(ADD, reader=editor)
    page.fill("#id_headline", "The tide")

    press_save(page)

    page.wait_for_selector(".messagelist .success")
    assert Article.objects.get().headline == "The tide"
    assert not ArticleDraft.objects.exists()


def test_without_a_connection_the_words_stay_until_it_is_there_again(open_page: OpenPage, editor: User) -> None:
    article = ArticleFactory.create(headline="The tide")
    page = open_page(change_url(article), reader=editor)
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.fill("#id_headline", "The tide turns")

    press_save(page)

    expect(page.locator("[data-kept]").first).to_contain_text(NO_ANSWER)
    page.context.set_offline(False)
    kept(page)
    press_save(page)
    page.wait_for_selector(".messagelist .success")
    article.refresh_from_db()
    assert article.headline == "The tide turns"


def test_whoever_saves_once_more_without_a_connection_is_left_to_the_browser(
    open_page: OpenPage, editor: User
) -> None:
    page = open_page(ADD, reader=editor)
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.fill("#id_headline", "The tide turns")
    press_save(page)
    expect(page.locator("[data-kept]").first).to_contain_text(NO_ANSWER)

    with page.expect_event("requestfailed", lambda asked: asked.is_navigation_request()):
        press_save(page)


def test_keeping_that_is_never_answered_does_not_hold_up_saving_for_ever(open_page: OpenPage, editor: User) -> None:
    article = ArticleFactory.create(headline="The tide")
    page = open_page(change_url(article), reader=editor)
    page.evaluate("() => { const later = setTimeout; window.setTimeout = (deed, ms) => later(deed, ms / 50); }")
    page.route("**/drafts/", lambda route: None)
    page.fill("#id_headline", "The tide turns")

    press_save(page)
    expect(page.locator("[data-kept]").first).to_contain_text(NO_ANSWER)
    press_save(page)
    page.wait_for_selector(".messagelist .success")
    article.refresh_from_db()
    assert article.headline == "The tide turns"


def test_without_script_the_words_of_a_session_that_has_ended_come_back(open_page: OpenPage, editor: User) -> None:
    confirm_address(editor)
    article = ArticleFactory.create(headline="The tide")
    page = open_page(change_url(article), reader=editor, java_script_enabled=False)
    end_sessions()
    page.fill("#id_headline", "The tide turns")

    follow(page.locator("[name=_continue]").first)
    expect(page.get_by_role("heading", name="You are signed out")).to_be_visible()
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Sign in in another window").click()
    fill_in_sign_in(opened.value, editor)
    opened.value.wait_for_url("**/")
    # The first time brings the new session's token.
    follow(page.get_by_role("button", name="Send once more"))
    follow(page.get_by_role("button", name="Send once more"))

    expect(page.locator(".messagelist .success")).to_be_visible()
    article.refresh_from_db()
    assert article.headline == "The tide turns"


def test_what_is_longer_than_a_last_message_may_be_is_kept_all_the_same(open_page: OpenPage, editor: User) -> None:
    article = ArticleFactory.create(body=f"<p>{'The ferry sails. ' * 5_000}</p>")
    page = open_page(change_url(article), reader=editor)
    page.wait_for_load_state("networkidle")

    with page.expect_request_finished(lambda asked: asked.url.endswith("/drafts/")):
        page.evaluate(
            """dek => {
                const field = document.querySelector("#id_dek");
                field.value = dek;
                field.dispatchEvent(new Event("input", { bubbles: true }));
                dispatchEvent(new PageTransitionEvent("pagehide"));
            }""",
            "A last word",
        )

    assert ArticleDraft.objects.get().dek == "A last word"


def test_without_script_a_draft_is_offered_and_taken_up(open_page: OpenPage, editor: User) -> None:
    page = open_page(ADD, reader=editor)
    page.fill("#id_headline", "The tide turns")
    kept(page)

    plain = open_page(ADD, reader=editor, java_script_enabled=False)
    plain.get_by_role("link", name="Take it up").click()

    expect(plain.locator("#id_headline")).to_have_value("The tide turns")
    plain.locator("[name=_continue]").first.click()
    assert Article.objects.get().headline == "The tide turns"


@pytest.mark.parametrize("has_script", [True, False])
def test_a_draft_is_dropped_on_its_own_page_which_shows_what_would_be_gone(
    open_page: OpenPage, editor: User, has_script: bool
) -> None:
    page = open_page(ADD, reader=editor)
    page.fill("#id_headline", "The tide turns")
    kept(page)
    other = open_page(ADD, reader=editor, java_script_enabled=has_script)

    follow(other.get_by_role("link", name="Drop it"))
    expect(other.get_by_role("heading", name="The tide turns").first).to_be_visible()
    assert ArticleDraft.objects.exists()
    follow(other.get_by_role("button", name="Drop it"))

    expect(other.locator(".messagelist")).to_contain_text("The unsaved article is gone.")
    assert not ArticleDraft.objects.exists()


def test_two_editors_at_one_article(open_page: OpenPage, editor: User) -> None:
    article = ArticleFactory.create(body="<p>At dawn.</p>")
    ines = UserFactory.create(editor=True, display_name="Ines")
    hers = open_page(change_url(article), reader=ines)
    hers.fill("#id_dek", "Her line")
    kept(hers)
    mine = open_page(change_url(article), reader=editor)
    expect(mine.locator(".colleague")).to_contain_text("Ines has been writing here since")
    mine.fill("#id_dek", "My line")
    kept(mine)

    hers.locator("[name=_continue]").first.click()
    hers.wait_for_selector(".messagelist .success")
    with mine.expect_response("**/colleagues/**"):
        mine.fill("#id_dek", "My own line")
    expect(mine.locator(".is-newer")).to_contain_text("Ines saved text 2")
    mine.locator("[name=_continue]").first.click()

    expect(mine.locator(".errornote")).to_be_visible()
    expect(mine.locator(".refused .difference")).to_contain_text("Her")
    expect(mine.locator(".refused ins")).to_contain_text("My own")
    expect(mine.locator("#id_dek")).to_have_value("My own line")
    mine.locator("[name=_continue]").first.click()
    mine.wait_for_selector(".messagelist .success")
    article.refresh_from_db()
    assert (article.dek, article.revisions.count()) == ("My own line", 3)


def test_what_is_typed_for_later_is_kept_and_comes_back(open_page: OpenPage, editor: User) -> None:
    article = ArticleFactory.create(body="<p>At once.</p>")
    plan = f"/admin/articles/plannedrevision/add/?article={article.pk}"
    page = open_page(plan, reader=editor)
    page.fill("#id_headline", "The tide turns tomorrow")
    kept(page)

    page.goto(plan)
    page.get_by_role("link", name="Take them up").click()

    expect(page.locator("#id_headline")).to_have_value("The tide turns tomorrow")
    expect(page.locator(TEXT)).to_have_text("At once.")
    page.fill("#id_takes_effect_at_0", "2041-05-02")
    page.fill("#id_takes_effect_at_1", "12:00:00")
    page.locator("[name=_continue]").click()
    page.wait_for_selector(".messagelist .success")
    expect(page.locator(".draft-offer")).to_have_count(0)
    assert article.planned_revisions.get().headline == "The tide turns tomorrow"
    assert not ArticleDraft.objects.exists()
