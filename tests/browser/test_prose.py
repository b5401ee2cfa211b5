"""The editor for articles, in a real browser: tables, and addresses that are pasted."""

import pytest
from playwright.sync_api import Page

from accounts.models import User
from articles.models import Article
from tests.browser.conftest import OpenPage
from tests.browser.test_admin import ADD, TEXT, press, save
from tests.factories import ArticleFactory

PASTE = """(element, words) => {
    const pasted = new DataTransfer();
    pasted.setData("text/plain", words);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: pasted, bubbles: true, cancelable: true }));
}"""
TABLE = (
    "<table><tbody>"
    "<tr><th><p>Ebb</p></th><th><p>Flow</p></th></tr>"
    "<tr><td><p>06:10</p></td><td><p>12:25</p></td></tr>"
    "</tbody></table>"
)


@pytest.fixture
def page(open_page: OpenPage, editor: User) -> Page:
    page = open_page(ADD, reader=editor)
    page.fill("#id_headline", "The tide turns")
    page.click(TEXT)
    return page


def test_a_table_is_made_by_its_button_and_filled_by_tab(page: Page) -> None:
    press(page, "Insert table")
    page.fill("dialog [name=rows]", "2")
    page.fill("dialog [name=cols]", "2")
    page.select_option("dialog [name=withHeaderRow]", "Yes")
    page.click("dialog [type=submit]")
    page.wait_for_selector(f"{TEXT} th")
    page.click(f"{TEXT} th >> nth=0")
    for number, words in enumerate(("Ebb", "Flow", "06:10", "12:25")):
        if number:
            page.keyboard.press("Tab")
        page.keyboard.type(words)
    save(page)

    body = Article.objects.get().body
    assert body == TABLE


def test_a_table_comes_back_as_it_was_saved_and_goes_on(open_page: OpenPage, editor: User) -> None:
    merged = TABLE.replace("</tbody>", '<tr><td colspan="2"><p>Neap</p></td></tr></tbody>')
    article = ArticleFactory.create(body=f"<p>Before.</p>{merged}<p>After.</p>")
    page = open_page(f"/admin/articles/article/{article.pk}/change/", reader=editor)

    page.click(f"{TEXT} td >> text=12:25")
    page.keyboard.press("End")
    page.keyboard.type(" noon")
    save(page)

    article.refresh_from_db()
    assert article.body == f"<p>Before.</p>{merged.replace('12:25', '12:25 noon')}<p>After.</p>"
    assert article.body_html == article.body


def test_a_pasted_address_becomes_a_link_in_a_paragraph_of_its_own(page: Page) -> None:
    page.keyboard.type("Before.")
    page.keyboard.press("Enter")
    page.eval_on_selector(TEXT, PASTE, "https://example.org/tide?a=1&b=2")
    page.keyboard.press("Enter")
    page.keyboard.type("After.")
    save(page)

    link = "https://example.org/tide?a=1&amp;b=2"
    assert Article.objects.get().body == f'<p>Before.</p><p><a href="{link}">{link}</a></p><p>After.</p>'


def test_a_typed_address_becomes_a_link_too(page: Page) -> None:
    page.keyboard.type("https://example.org/tide ")
    save(page)

    assert '<a href="https://example.org/tide">https://example.org/tide</a>' in Article.objects.get().body
