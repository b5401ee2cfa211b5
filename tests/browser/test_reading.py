"""Finding one's way in a discussion: folding branches, jumping to what is answered, on paper and without motion."""

import re

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from articles.models import Article
from comments.models import Comment
from comments.quotations.attributions import Attribution
from comments.text import to_html
from tests.browser.axe import OVERHANG
from tests.browser.conftest import PHONE, OpenPage
from tests.browser.showcase import make_showcase
from tests.browser.steps import comment_of, entry_of, open_discussion, press_deed, talk, wait_for_scripts
from tests.factories import ArticleFactory, CommentFactory

IN_VIEW = (
    "element => element.getBoundingClientRect().top >= 0 && element.getBoundingClientRect().bottom <= innerHeight"
)
# Not sooner than the next picture, and too soon for anything that glides.
GO = "hash => { location.hash = hash; return new Promise(done => requestAnimationFrame(() => setTimeout(done))); }"
with_and_without_script = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])


@pytest.fixture
def article(db: None) -> Article:
    return ArticleFactory.create()


@pytest.fixture
def answered(article: Article) -> Comment:
    comment = CommentFactory.create(article=article)
    CommentFactory.create(parent=CommentFactory.create(parent=comment))
    return comment


@with_and_without_script
@pytest.mark.parametrize("width", [PHONE, 1280])
def test_a_click_on_its_summary_folds_a_branch(
    open_page: OpenPage, answered: Comment, script: bool, width: int
) -> None:
    page = open_at(open_page, answered, width, script)
    branch = comment_of(page, answered).locator("> .branch")

    branch.locator("> summary").click()
    expect(branch.locator(".words").first).to_be_hidden()
    branch.locator("> summary").click()

    expect(branch.locator(".words").first).to_be_visible()


@with_and_without_script
@pytest.mark.parametrize("width", [PHONE, 1280])
def test_a_click_on_the_line_in_the_margin_folds_a_branch(
    open_page: OpenPage, answered: Comment, script: bool, width: int
) -> None:
    page = open_at(open_page, answered, width, script)
    branch = comment_of(page, answered).locator("> .branch")

    click_the_line(page, branch.locator(".entry").first.bounding_box(), branch.bounding_box(), width)

    expect(branch.locator(".words").first).to_be_hidden()
    expect(entry_of(page, answered)).to_be_visible()


def open_at(open_page: OpenPage, comment: Comment, width: int, script: bool) -> Page:
    path = comment.discussion.article.get_absolute_url()
    page = open_page(path, java_script_enabled=script, viewport={"width": width, "height": 900})
    if script:
        wait_for_scripts(page)
    return page


def click_the_line(page: Page, entry: object, branch: object, width: int) -> None:
    """Beside the first reply, where the line runs: at a desk within the branch's margin, on a phone at its edge."""
    assert isinstance(entry, dict)
    assert isinstance(branch, dict)
    page.mouse.click(branch["x"] + (1 if width == PHONE else 16), entry["y"] + entry["height"] / 2)


@pytest.mark.parametrize("width", [PHONE, 1280])
def test_the_line_lies_over_nothing_that_can_be_pressed(open_page: OpenPage, answered: Comment, width: int) -> None:
    page = open_at(open_page, answered, width, script=True)

    covered = page.locator(".discussion a, .discussion summary").evaluate_all(
        """links => links.filter((link) => {
            if (!link.checkVisibility()) return false;
            link.scrollIntoView({ block: "center", behavior: "instant" });
            const [box] = link.getClientRects();
            const found = document.elementFromPoint(box.left + 1, box.top + box.height / 2);
            return found !== link && !link.contains(found);
        }).map((link) => link.outerHTML)"""
    )

    assert covered == []


def test_in_reply_to_leads_back_to_the_comment(open_page: OpenPage, article: Article) -> None:
    root = CommentFactory.create(article=article)
    for _ in range(12):
        CommentFactory.create(parent=root)
    recovered = {"parent_source": Comment.ParentSource.RECOVERED, "parent_confidence": 90}
    reply = CommentFactory.create(parent=root, **recovered)
    page = open_discussion(open_page, article)

    entry_of(page, reply).locator(".answers").click()

    expect(page).to_have_url(re.compile(rf"#comment-{root.pk}$"))
    expect(entry_of(page, root)).to_be_in_viewport()


def test_a_quotation_leads_to_its_source_as_often_as_one_likes(open_page: OpenPage, article: Article) -> None:
    root = CommentFactory.create(article=article)
    source = CommentFactory.create(parent=root)
    talk(article, 12)
    quoting = CommentFactory.create(
        article=article, body_html=to_html("> Words.\n\nNo.", {0: Attribution("Tom", source.get_absolute_url())})
    )
    page = open_discussion(open_page, article)
    comment_of(page, root).locator("summary").click()

    for _ in range(2):
        entry_of(page, quoting).locator("cite a").click()

        expect(entry_of(page, source)).to_be_in_viewport()
        expect(page).to_have_url(re.compile(rf"#comment-{source.pk}$"))


def test_without_script_a_quotation_leads_to_its_sources_page(open_page: OpenPage, article: Article) -> None:
    source = CommentFactory.create(article=article)
    quoting = CommentFactory.create(
        article=article, body_html=to_html("> Words.", {0: Attribution("Tom", source.get_absolute_url())})
    )
    page = open_page(article.get_absolute_url(), java_script_enabled=False)

    entry_of(page, quoting).locator("cite a").click()

    expect(page.locator(".chosen .words")).to_have_text(source.body)


def test_what_is_not_on_this_page_is_gone_to(open_page: OpenPage, article: Article) -> None:
    elsewhere = CommentFactory.create()
    quoting = CommentFactory.create(
        article=article, body_html=to_html("> Words.", {0: Attribution("Tom", elsewhere.get_absolute_url())})
    )
    page = open_discussion(open_page, article)

    entry_of(page, quoting).locator("cite a").click()

    expect(page).to_have_url(re.compile(re.escape(elsewhere.get_absolute_url()) + "$"))


def test_recent_times_are_said_in_words_with_the_full_time_at_hand(open_page: OpenPage, answered: Comment) -> None:
    page = open_discussion(open_page, answered.discussion.article)

    time = entry_of(page, answered).locator("time")

    expect(time).to_have_text("this minute")
    assert str(answered.created_at.year) in (time.get_attribute("title") or "")


def test_on_paper_there_are_words_and_no_forms(open_page: OpenPage, reader: User) -> None:
    showcase = make_showcase()
    page = open_discussion(open_page, showcase.article, reader)
    press_deed(page, showcase.own, "Reply")
    page.locator(".deed-place").wait_for()

    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 1000})

    for left_out in page.locator("form, .deeds, .masthead nav").all():
        expect(left_out).to_be_hidden()
    expect(entry_of(page, showcase.own).locator(".words")).to_be_visible()
    assert page.evaluate(OVERHANG) <= 0


def test_with_reduced_motion_nothing_glides(open_page: OpenPage, article: Article) -> None:
    first = talk(article, 12)[0]
    page = open_page(
        f"{article.get_absolute_url()}#say", reduced_motion="reduce", viewport={"width": PHONE, "height": 700}
    )

    page.evaluate(GO, f"comment-{first.pk}")

    assert entry_of(page, first).evaluate(IN_VIEW)
    assert page.evaluate(OVERHANG) <= 0
