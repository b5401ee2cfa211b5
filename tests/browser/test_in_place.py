"""With scripts each deed is done where the comment stands: the page neither leaves nor moves."""

import pytest
from playwright.sync_api import expect

from accounts.models import User
from articles.models import Article
from comments.models import Comment, Decision, Report
from comments.tree import DEEPEST_DRAWN
from tests.browser.conftest import OpenPage
from tests.browser.steps import (
    comment_of,
    entry_of,
    form_on,
    let_undo_pass,
    open_discussion,
    press_deed,
    reload,
    talk,
    wait_for_scripts,
    write,
)
from tests.factories import ArticleFactory, CommentFactory


@pytest.fixture
def article(db: None) -> Article:
    return ArticleFactory.create()


def test_a_reply_appears_under_its_parent_and_the_page_stays(
    open_page: OpenPage, article: Article, reader: User
) -> None:
    parent = talk(article, 9)[4]
    page = open_discussion(open_page, article, reader)
    press_deed(page, parent, "Reply")
    form_on(page, parent).get_by_role("button", name="Send reply").scroll_into_view_if_needed()
    before = (page.url, page.evaluate("scrollY"), entry_of(page, parent).bounding_box())

    write(form_on(page, parent), "Hear, hear.", "Send reply")

    branch = comment_of(page, parent).locator("> .branch")
    expect(branch.locator(".words")).to_have_text("Hear, hear.")
    expect(branch.locator("summary")).to_have_text("1 reply")
    expect(form_on(page, parent)).to_have_count(0)
    assert (page.url, page.evaluate("scrollY"), entry_of(page, parent).bounding_box()) == before


def test_a_second_reply_joins_the_first(open_page: OpenPage, article: Article, reader: User) -> None:
    parent = CommentFactory.create(article=article)
    CommentFactory.create(parent=parent, body="One.")
    page = open_discussion(open_page, article, reader)

    press_deed(page, parent, "Reply")
    write(form_on(page, parent), "Two.", "Send reply")

    branch = comment_of(page, parent).locator("> .branch")
    expect(branch.locator(".words")).to_have_text(["One.", "Two."])
    expect(branch.locator("summary")).to_have_text("2 replies")


def test_a_reply_unfolds_the_branch_that_it_joins(open_page: OpenPage, article: Article, reader: User) -> None:
    parent = CommentFactory.create(article=article)
    CommentFactory.create(parent=parent)
    page = open_discussion(open_page, article, reader)
    comment_of(page, parent).locator("summary").click()

    press_deed(page, parent, "Reply")
    write(form_on(page, parent), "Two.", "Send reply")

    expect(comment_of(page, parent).get_by_text("Two.")).to_be_visible()


def test_a_reply_to_the_deepest_stands_beside_it_as_it_will_on_the_next_visit(
    open_page: OpenPage, article: Article, reader: User
) -> None:
    comment = CommentFactory.create(article=article)
    for _ in range(DEEPEST_DRAWN):
        comment = CommentFactory.create(parent=comment)
    answered = CommentFactory.create(parent=comment, body="Answered.")
    CommentFactory.create(parent=comment, body="Later.")
    page = open_discussion(open_page, article, reader)
    order = page.locator(f"ol:has(> #comment-{comment.pk}) > li > .entry .words")

    press_deed(page, answered, "Reply")
    write(form_on(page, answered), "Deeper still.", "Send reply")

    expect(order).to_have_text([comment.body, "Answered.", "Deeper still.", "Later."])
    expect(page.locator(".comment", has_text="Deeper still.").last).to_contain_text("in reply to")
    reload(page)
    expect(order).to_have_text([comment.body, "Answered.", "Deeper still.", "Later."])


def test_the_form_below_makes_one_comment_after_another(open_page: OpenPage, article: Article, reader: User) -> None:
    page = open_discussion(open_page, article, reader)
    form = page.locator("#say")

    write(form, "The first thought.")
    expect(page.locator(".words")).to_have_text(["The first thought."])
    expect(form.get_by_label("Your comment")).to_have_value("")
    write(form, "The second thought.")

    expect(page.locator(".words")).to_have_text(["The first thought.", "The second thought."])
    expect(page.get_by_text("Nobody has said anything yet.")).to_have_count(0)
    expect(page.locator("#discussion-title")).to_have_text("2 comments")
    assert Comment.objects.count() == 2


def test_ones_own_new_comment_can_be_edited_and_deleted_at_once(
    open_page: OpenPage, article: Article, reader: User
) -> None:
    page = open_discussion(open_page, article, reader)
    page.clock.install()
    write(page.locator("#say"), "A slip of the pan.")
    new = page.locator(".comment")

    new.get_by_role("link", name="Edit").click()
    write(new.locator(".deed-place"), "A slip of the pen.", "Save")
    expect(new.locator(".words")).to_have_text("A slip of the pen.")
    expect(new.locator(".mark")).to_have_count(0)
    new.get_by_role("link", name="Delete").click()
    new.get_by_role("button", name="Delete it").click()
    let_undo_pass(page)

    expect(new).to_have_count(0)
    expect(page.locator("#discussion-title")).to_have_text("0 comments")
    assert Comment.objects.get().status == Comment.Status.DELETED


def test_editing_keeps_the_replies_and_what_one_may_do(open_page: OpenPage, article: Article, author: User) -> None:
    comment = CommentFactory.create(article=article, author=author, body="I was their.")
    CommentFactory.create(parent=comment, body="You were.")
    page = open_discussion(open_page, article, author)

    press_deed(page, comment, "Edit")
    write(form_on(page, comment), "I was there.", "Save")

    expect(comment_of(page, comment).locator(".words")).to_have_text(["I was there.", "You were."])
    expect(entry_of(page, comment).locator(".deeds a")).to_have_text(["Reply", "Edit", "Delete"])


def test_a_deleted_comment_with_replies_leaves_a_tombstone(
    open_page: OpenPage, article: Article, author: User
) -> None:
    comment = CommentFactory.create(article=article, author=author)
    CommentFactory.create(parent=comment, body="You were.")
    page = open_discussion(open_page, article, author)

    press_deed(page, comment, "Delete")
    form_on(page, comment).get_by_role("button", name="Delete it").click()

    expect(entry_of(page, comment)).to_contain_text("Deleted by its author.")
    expect(entry_of(page, comment).get_by_role("link")).to_have_count(1)
    expect(form_on(page, comment).get_by_role("button", name="Undo")).to_be_focused()
    expect(comment_of(page, comment).locator(".words")).to_have_text("You were.")


def test_the_last_reply_takes_its_branch_and_a_bare_tombstone_along(
    open_page: OpenPage, article: Article, author: User
) -> None:
    root = CommentFactory.create(article=article)
    gone = CommentFactory.create(parent=root, author=author)
    last = CommentFactory.create(parent=gone, author=author)
    page = open_discussion(open_page, article, author)
    page.clock.install()

    for comment in (gone, last):
        press_deed(page, comment, "Delete")
        form_on(page, comment).get_by_role("button", name="Delete it").click()
        let_undo_pass(page)
        expect(form_on(page, comment)).to_have_count(0)

    expect(page.locator(".comment")).to_have_count(1)
    expect(page.locator(".branch")).to_have_count(0)


def test_a_report_is_thanked_for(open_page: OpenPage, article: Article, reader: User) -> None:
    comment = CommentFactory.create(article=article)
    page = open_discussion(open_page, article, reader)

    press_deed(page, comment, "Report")
    form_on(page, comment).get_by_label("abuse").check()
    form_on(page, comment).get_by_role("button", name="Send report").click()

    expect(form_on(page, comment).get_by_role("status")).to_contain_text("Thank you.")
    expect(form_on(page, comment).get_by_role("button")).to_have_count(0)
    assert Report.objects.get().reason == "abuse"


def test_a_moderator_removes_and_restores(open_page: OpenPage, article: Article, moderator: User) -> None:
    comment = CommentFactory.create(article=article, body="Words that went too far.")
    CommentFactory.create(parent=comment)
    page = open_discussion(open_page, article, moderator)

    press_deed(page, comment, "Decide")
    form_on(page, comment).get_by_label("abuse").check()
    form_on(page, comment).get_by_role("button", name="Remove").click()
    expect(entry_of(page, comment)).to_contain_text("Removed by a moderator")
    expect(entry_of(page, comment)).to_contain_text("abuse")
    expect(entry_of(page, comment)).not_to_contain_text("Words that went too far.")
    press_deed(page, comment, "Decide")
    form_on(page, comment).get_by_role("button", name="Restore").click()

    expect(entry_of(page, comment).locator(".words")).to_have_text("Words that went too far.")
    assert Decision.objects.count() == 2


def test_a_moderator_approves_what_waits_on_the_comments_own_page(open_page: OpenPage, moderator: User) -> None:
    pending = CommentFactory.create(
        article=ArticleFactory.create(discussion_mode="premoderated"), status=Comment.Status.PENDING
    )
    page = open_page(pending.get_absolute_url(), reader=moderator)
    wait_for_scripts(page)

    press_deed(page, pending, "Decide")
    form_on(page, pending).get_by_role("button", name="Approve").click()

    expect(page.get_by_text("waiting for review")).to_have_count(0)
    pending.refresh_from_db()
    assert pending.is_published


def test_a_comment_that_waits_says_so_in_its_place(open_page: OpenPage, reader: User) -> None:
    page = open_discussion(open_page, ArticleFactory.create(discussion_mode="premoderated"), reader)

    write(page.locator("#say"), "May I?")

    expect(page.locator(".comment")).to_contain_text("waiting for review")


def test_on_a_comments_own_page_a_reply_joins_those_below(open_page: OpenPage, article: Article, reader: User) -> None:
    parent = CommentFactory.create(article=article)
    CommentFactory.create(parent=parent, body="One.")
    page = open_page(parent.get_absolute_url(), reader=reader)
    wait_for_scripts(page)

    press_deed(page, parent, "Reply")
    write(form_on(page, parent), "Two.", "Send reply")

    expect(page.locator("#replies .words")).to_have_text(["One.", "Two."])
