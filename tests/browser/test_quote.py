"""Quoting what is selected, by mouse and by keyboard; jumping to the passage; and all of it without script."""

import re

from playwright.sync_api import Page, expect

from accounts.models import User
from articles.models import Article
from comments.models import Comment, Quotation
from tests.browser.conftest import PHONE, OpenPage
from tests.browser.steps import (
    comment_of,
    entry_of,
    follow,
    form_on,
    open_discussion,
    send_from_page,
    wait_for_scripts,
    wait_until,
)
from tests.factories import ArticleFactory, CommentFactory, UserFactory

SELECT = """([selector, words]) => {
  const walker = document.createTreeWalker(document.querySelector(selector), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words);
    if (at < 0) continue;
    getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length);
    return true;
  }
  return false;
}"""
HIGHLIGHTED = "() => [...(CSS.highlights.get('quoted') ?? [])].map(String).join(' … ')"


def discussion() -> tuple[Article, Comment, User]:
    article = ArticleFactory.create(body="<p>The ferry sank at noon on a Monday, they say.</p>")
    source = CommentFactory.create(article=article, body="The pier was *never* that deep, and nobody measured it.")
    return article, source, UserFactory.create()


def select(page: Page, selector: str, words: str) -> None:
    assert page.evaluate(SELECT, [selector, words])


def words_of(comment: Comment) -> str:
    return f"#comment-{comment.pk} .words"


def test_words_of_a_comment_are_quoted_sent_jumped_to_and_seen(open_page: OpenPage) -> None:
    article, source, reader = discussion()
    page = open_discussion(open_page, article, reader)

    select(page, words_of(source), "that deep, and nob")
    page.get_by_role("button", name="Quote this").click()
    field = form_on(page, source).get_by_label("Your comment")
    expect(field).to_be_focused()
    field.press_sequentially("It was!")
    form_on(page, source).get_by_role("button", name="Send").click()
    expect(form_on(page, source)).to_be_hidden()
    quoting = page.locator("blockquote.quotation")
    expect(quoting).to_contain_text("that deep, and nobody")
    quoting.locator("cite a").click()

    wait_until(page, f"() => ({HIGHLIGHTED})() === 'that deep, and nobody'")
    assert page.url.endswith(f"#comment-{source.pk}")
    assert Quotation.objects.get().is_verbatim


def test_words_of_the_article_go_into_the_form_below_what_is_there(open_page: OpenPage) -> None:
    article, _source, reader = discussion()
    page = open_discussion(open_page, article, reader)
    field = page.locator("#say").get_by_label("Your comment")
    field.fill("I was there.")

    select(page, "article > .body", "sank at noon")
    page.get_by_role("button", name="Quote this").click()

    expect(field).to_have_value(
        f"I was there.\n\n[{article.headline}]({article.get_absolute_url()}):\n\n> sank at noon\n\n"
    )
    page.locator("#say").get_by_role("button", name="Send").click()
    expect(page.locator(".comment blockquote.quotation cite")).to_have_text(article.headline)


def test_the_next_press_of_the_tab_key_reaches_the_button(open_page: OpenPage) -> None:
    article, source, reader = discussion()
    page = open_discussion(open_page, article, reader)
    button = page.get_by_role("button", name="Quote this")

    # Selects the word in the middle.
    entry_of(page, source).locator(".words p").dblclick()
    expect(button).to_be_visible()
    page.keyboard.press("Tab")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")

    expect(form_on(page, source).get_by_label("Your comment")).to_have_value(
        re.compile(rf"\[{source.writer_name}\]\(/comments/{source.pk}/\) wrote:\n\n> \w+\n\n")
    )


def test_a_key_quotes_what_is_selected(open_page: OpenPage) -> None:
    article, source, reader = discussion()
    page = open_discussion(open_page, article, reader)

    select(page, words_of(source), "that deep")
    expect(page.get_by_role("button", name="Quote this")).to_be_visible()
    page.keyboard.press("q")

    expect(form_on(page, source).get_by_label("Your comment")).to_have_value(
        f"[{source.writer_name}](/comments/{source.pk}/) wrote:\n\n> that deep\n\n"
    )


def test_the_button_goes_when_nothing_is_selected_any_more(open_page: OpenPage) -> None:
    article, source, reader = discussion()
    page = open_discussion(open_page, article, reader)
    select(page, words_of(source), "that deep")
    expect(page.get_by_role("button", name="Quote this")).to_be_visible()

    page.evaluate("() => getSelection().removeAllRanges()")

    expect(page.get_by_role("button", name="Quote this")).to_be_hidden()


def test_a_right_to_left_passage_is_quoted_on_a_phone(open_page: OpenPage) -> None:
    article, _source, reader = discussion()
    source = CommentFactory.create(article=article, body="العبّارة تعود إلى ميلبروك، أخيرًا.")
    page = open_page(
        article.get_absolute_url(), reader=reader, viewport={"width": PHONE, "height": 700}, has_touch=True
    )
    wait_for_scripts(page)

    select(page, words_of(source), "تعود إلى ميلبروك")
    page.get_by_role("button", name="Quote this").tap()
    form = form_on(page, source)
    expect(form.get_by_label("Your comment")).to_be_focused()
    form.get_by_label("Your comment").press_sequentially("نعم")
    form.get_by_role("button", name="Send").click()
    expect(form).to_be_hidden()

    expect(comment_of(page, source).locator("blockquote.quotation p").first).to_have_text("تعود إلى ميلبروك")
    assert Quotation.objects.get().source_comment == source


def test_a_source_edited_since_is_said(open_page: OpenPage) -> None:
    article, source, reader = discussion()
    page = open_page(f"/comments/{source.pk}/reply/?quote=1", reader=reader)
    page.get_by_label("Your comment").press("Control+End")
    page.get_by_label("Your comment").press_sequentially("It was.")
    send_from_page(page, "Send reply")
    writer = open_page(f"/comments/{source.pk}/edit/", reader=source.author)
    writer.get_by_label("Your comment").fill("It was deep.")
    send_from_page(writer, "Save")

    page = open_discussion(open_page, article)

    expect(page.locator(".quotation-altered cite")).to_contain_text("who has changed these words since")


def test_without_script_a_link_quotes_the_whole_and_the_quotation_leads_back(open_page: OpenPage) -> None:
    _article, source, reader = discussion()
    page = open_page(source.get_absolute_url(), reader=reader, java_script_enabled=False)
    follow(page.get_by_role("link", name="Reply").first)
    follow(page.get_by_role("link", name="Quote it"))
    page.get_by_label("Your comment").press("Control+End")
    page.get_by_label("Your comment").press_sequentially("It was.")
    send_from_page(page, "Send reply")

    follow(page.locator("blockquote.quotation cite a"))

    assert f"/comments/{source.pk}/" in page.url
    expect(page.get_by_role("link", name="quoted by 1").first).to_be_visible()


def test_where_nobody_may_write_nothing_offers_to_quote(open_page: OpenPage) -> None:
    article, source, _reader = discussion()
    Article.objects.update(discussion_mode="closed")
    page = open_discussion(open_page, article)

    select(page, words_of(source), "that deep")

    expect(entry_of(page, source).locator(".quote-button:not([hidden])")).to_have_count(0)
