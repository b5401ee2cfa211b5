"""Writing with scripts: buttons and keys, the preview, the count; and the textarea as it was beneath them."""

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from articles.models import Article
from comments.models import Comment
from comments.models.comment import BODY_LENGTH
from tests.browser.conftest import PHONE, OpenPage
from tests.browser.steps import comment_of, form_on, open_discussion, press_deed, reload, wait_for_scripts
from tests.factories import ArticleFactory, CommentFactory

MARKED = "Said *once*, with `code` and <b>no</b> more.\n\n> The harbour\n\n1. one\n2. two\n\nhttps://example.org/"
SELECTION = (
    "[...document.querySelectorAll('#say textarea')].map(t => t.value.slice(t.selectionStart, t.selectionEnd))[0]"
)
OVERHANG = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def article(db: None) -> Article:
    return ArticleFactory.create()


def open_editor(open_page: OpenPage, article: Article, reader: User) -> tuple[Page, Locator]:
    """The article's page with somebody in its form."""
    page = open_discussion(open_page, article, reader)
    form = page.locator("#say form")
    words_in(form).focus()
    expect(form.get_by_role("toolbar")).to_be_visible()
    return page, form


def words_in(form: Locator) -> Locator:
    return form.get_by_label("Your comment")


def select(words: Locator, start: int, end: int) -> None:
    words.evaluate("(words, [start, end]) => words.setSelectionRange(start, end)", [start, end])


def test_a_button_marks_the_selected_words_and_undo_takes_it_back(
    open_page: OpenPage, article: Article, reader: User
) -> None:
    page, form = open_editor(open_page, article, reader)
    page.keyboard.type("I was there.")
    select(words_in(form), 2, 5)

    form.get_by_role("button", name="Bold").click()

    expect(words_in(form)).to_be_focused()
    expect(words_in(form)).to_have_value("I **was** there.")
    assert page.evaluate(SELECTION) == "was"
    page.keyboard.press("Control+z")
    expect(words_in(form)).to_have_value("I was there.")


@pytest.mark.parametrize(
    ("keys", "after"),
    [
        ("Control+b", "I **was** there."),
        ("Control+i", "I *was* there."),
        ("Control+e", "I `was` there."),
        ("Control+k", "I [was](https://) there."),
        ("Control+Shift+9", "> I was there."),
        ("Control+Shift+8", "- I was there."),
    ],
)
def test_keys_do_the_same(open_page: OpenPage, article: Article, reader: User, keys: str, after: str) -> None:
    page, form = open_editor(open_page, article, reader)
    page.keyboard.type("I was there.")
    select(words_in(form), 2, 5)

    page.keyboard.press(keys)

    expect(words_in(form)).to_have_value(after)


def test_the_buttons_are_one_stop_and_arrows_walk_them(open_page: OpenPage, article: Article, reader: User) -> None:
    page, form = open_editor(open_page, article, reader)

    page.keyboard.press("Shift+Tab")
    expect(form.get_by_role("button", name="Bold")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(form.get_by_role("button", name="List")).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    expect(form.get_by_role("button", name="Italic")).to_be_focused()
    page.keyboard.press("Tab")

    expect(words_in(form)).to_be_focused()


def test_a_comment_is_written_marked_looked_at_and_sent_by_the_keyboard_alone(
    open_page: OpenPage, article: Article, reader: User
) -> None:
    page, form = open_editor(open_page, article, reader)
    page.keyboard.type("Never ")
    page.keyboard.press("Control+b")
    page.keyboard.type("again")
    expect(form.get_by_role("region", name="Preview").locator("strong")).to_have_text("again")

    page.keyboard.press("Control+Enter")

    new = page.locator(".comment")
    expect(new.locator(".words strong")).to_have_text("again")
    expect(new.locator(".when")).to_be_focused()
    expect(page.locator("[data-told]")).to_have_text("Your comment is here.")
    expect(words_in(form)).to_have_value("")


def test_what_the_preview_shows_is_what_is_published(open_page: OpenPage, article: Article, reader: User) -> None:
    page, form = open_editor(open_page, article, reader)
    preview = form.get_by_role("region", name="Preview").locator(".words")

    words_in(form).fill(MARKED)
    expect(preview.locator("ol li")).to_have_count(2)
    shown = preview.inner_html()
    form.get_by_role("button", name="Send").click()

    expect(page.locator(".comment .words")).to_have_count(1)
    assert page.locator(".comment .words").inner_html() == shown == Comment.objects.get().body_html
    expect(preview).to_be_hidden()


def test_the_preview_follows_the_words(open_page: OpenPage, article: Article, reader: User) -> None:
    _page, form = open_editor(open_page, article, reader)
    preview = form.get_by_role("region", name="Preview")
    words_in(form).fill("*one*")
    expect(preview.locator("em")).to_have_text("one")

    words_in(form).fill("*two*")

    expect(preview.locator("em")).to_have_text("two")
    words_in(form).fill("")
    expect(preview).to_be_hidden()


def test_plain_words_need_no_preview_unless_it_is_asked_for_and_that_is_remembered(
    open_page: OpenPage, article: Article, reader: User
) -> None:
    page, form = open_editor(open_page, article, reader)
    preview = form.get_by_role("region", name="Preview")
    words_in(form).fill("Plain words.")
    expect(preview).to_be_hidden()

    form.get_by_role("button", name="Preview").click()

    expect(preview).to_have_text("Plain words.")
    reload(page)
    expect(words_in(form)).to_have_value("Plain words.")
    words_in(form).fill("Other words.")
    expect(preview).to_have_text("Other words.")
    form.get_by_role("button", name="Preview").click()
    words_in(form).fill("*Marked* words.")
    expect(preview).to_be_hidden()


def test_nothing_runs_that_a_preview_shows(open_page: OpenPage, article: Article, reader: User) -> None:
    page, form = open_editor(open_page, article, reader)

    words_in(form).fill("*a* <img src=x onerror=\"document.title='run'\"> [b](javascript:document.title='run')")

    expect(form.get_by_role("region", name="Preview").locator("em")).to_have_text("a")
    assert page.title() != "run"


def test_characters_are_counted_only_near_the_end(open_page: OpenPage, article: Article, reader: User) -> None:
    _page, form = open_editor(open_page, article, reader)
    count = form.locator(".count")
    words_in(form).fill("x" * (BODY_LENGTH // 2))
    expect(count).to_be_hidden()

    words_in(form).fill("x" * (BODY_LENGTH - 250))
    expect(count).to_have_text("300 characters left")
    words_in(form).fill("🙂" * BODY_LENGTH)
    expect(count).to_have_text("0 characters left")
    words_in(form).fill("x" * (BODY_LENGTH + 3))

    expect(count).to_have_text("3 characters too many")


def test_the_box_grows_with_its_words(open_page: OpenPage, article: Article, reader: User) -> None:
    _page, form = open_editor(open_page, article, reader)
    before = words_in(form).bounding_box()

    words_in(form).fill("line\n" * 12)

    after = words_in(form).bounding_box()
    assert before
    assert after
    assert after["height"] > before["height"] + 50


def test_words_from_right_to_left_stand_so_in_form_preview_and_comment(
    open_page: OpenPage, article: Article, reader: User
) -> None:
    page, form = open_editor(open_page, article, reader)

    words_in(form).fill("العبّارة *تعود* إلى ميلبروك")
    preview = form.get_by_role("region", name="Preview").locator(".words")
    expect(preview.locator("em")).to_have_text("تعود")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".comment .words em")).to_have_text("تعود")

    for place in (page.locator(".comment .words"), page.locator(".comment .words p")):
        assert place.evaluate("place => getComputedStyle(place).direction") == "rtl"


def test_on_the_smallest_phone_nothing_sticks_out(open_page: OpenPage, article: Article, reader: User) -> None:
    parent = CommentFactory.create(article=article)
    for _ in range(4):
        parent = CommentFactory.create(parent=parent)
    page = open_page(article.get_absolute_url(), reader=reader, viewport={"width": PHONE, "height": 640})
    wait_for_scripts(page)

    press_deed(page, parent, "Reply")
    form = form_on(page, parent)
    words_in(form).fill("*w*" + "w" * 500)

    expect(form.get_by_role("region", name="Preview").locator("em")).to_be_visible()
    expect(form.get_by_role("toolbar")).to_be_visible()
    assert page.evaluate(OVERHANG) == 0


def test_the_form_of_a_page_of_its_own_has_it_all(open_page: OpenPage, article: Article, reader: User) -> None:
    parent = CommentFactory.create(article=article)
    page = open_page(f"/comments/{parent.pk}/reply/", reader=reader)
    form = page.locator("form.write")
    words_in(form).focus()
    expect(form.get_by_role("toolbar")).to_be_visible()

    page.keyboard.type("Sent from a page of *its* own.")
    expect(form.get_by_role("region", name="Preview").locator("em")).to_have_text("its")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**#comment-*")

    expect(comment_of(page, parent).locator(".branch .words")).to_have_text("Sent from a page of its own.")
    assert page.url.endswith(f"#comment-{Comment.objects.get(parent=parent).pk}")
