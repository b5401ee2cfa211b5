"""Every deed from the article to its end by links and buttons alone, with JavaScript off."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from articles.models import Article
from comments import paging
from comments.models import Comment, Report
from tests.browser.conftest import OpenPage
from tests.browser.steps import (
    comment_of,
    confirm_address,
    deed_on,
    end_sessions,
    entry_of,
    fill_in_sign_in,
    follow,
    send_from_page,
)
from tests.factories import ArticleFactory, CommentFactory, ReportFactory


@pytest.fixture
def article(db: None) -> Article:
    return ArticleFactory.create(headline="Ferry to stop again")


def open_plain(open_page: OpenPage, article: Article, reader: User | None = None) -> Page:
    return open_page(article.get_absolute_url(), reader=reader, java_script_enabled=False)


def test_a_reader_comments(open_page: OpenPage, article: Article, reader: User) -> None:
    page = open_plain(open_page, article, reader)

    page.get_by_role("link", name="Write a comment").click()
    page.get_by_label("Your comment").fill("I was *there*.")
    page.get_by_role("button", name="Send").click()

    expect(page.locator(".messages")).to_have_text("Your comment is here.")
    expect(page.locator(".comment .words")).to_have_text("I was there.")
    expect(page.locator("#discussion-title")).to_have_text("1 comment")
    assert Comment.objects.get().author == reader


def test_a_reader_replies(open_page: OpenPage, article: Article, reader: User) -> None:
    parent = CommentFactory.create(article=article)
    page = open_plain(open_page, article, reader)

    follow(deed_on(page, parent, "Reply"))
    page.get_by_label("Your comment").fill("So was I.")
    send_from_page(page, "Send reply")

    expect(comment_of(page, parent).locator(".branch .words")).to_have_text("So was I.")
    assert page.url.endswith(f"#comment-{Comment.objects.get(parent=parent).pk}")


def test_a_visitor_signs_in_on_the_way_to_a_reply(open_page: OpenPage, article: Article, reader: User) -> None:
    confirm_address(reader)
    parent = CommentFactory.create(article=article)
    page = open_plain(open_page, article)

    follow(deed_on(page, parent, "Reply"))
    fill_in_sign_in(page, reader)
    page.get_by_label("Your comment").fill("At last.")
    page.get_by_role("button", name="Send reply").click()

    expect(comment_of(page, parent).locator(".branch .words")).to_have_text("At last.")


def test_an_author_edits(open_page: OpenPage, article: Article, author: User) -> None:
    comment = CommentFactory.create(article=article, author=author, body="I was their.")
    CommentFactory.create(parent=comment)
    page = open_plain(open_page, article, author)

    follow(entry_of(page, comment).locator(".when"))
    follow(page.get_by_role("link", name="Edit"))
    expect(page.get_by_label("Your comment")).to_have_value("I was their.")
    page.get_by_label("Your comment").fill("I was there.")
    send_from_page(page, "Save")

    expect(entry_of(page, comment).locator(".words")).to_have_text("I was there.")
    follow(entry_of(page, comment).get_by_text("edited"))
    expect(page.locator(".difference del")).to_contain_text("their")
    expect(page.locator(".difference ins")).to_contain_text("there")


def test_an_author_deletes(open_page: OpenPage, article: Article, author: User) -> None:
    comment = CommentFactory.create(article=article, author=author)
    CommentFactory.create(parent=comment)
    page = open_plain(open_page, article, author)

    follow(entry_of(page, comment).locator(".when"))
    follow(page.get_by_role("link", name="Delete"))
    page.get_by_role("button", name="Delete it").click()

    expect(page.get_by_text("You can undo that for 10 seconds.")).to_be_visible()
    follow(page.get_by_role("link", name="Back to the discussion"))
    expect(entry_of(page, comment)).to_contain_text("Deleted by its author.")


def test_an_author_takes_a_deletion_back(open_page: OpenPage, article: Article, author: User) -> None:
    comment = CommentFactory.create(article=article, author=author)
    page = open_plain(open_page, article, author)

    follow(entry_of(page, comment).locator(".when"))
    follow(page.get_by_role("link", name="Delete"))
    page.get_by_role("button", name="Delete it").click()
    page.get_by_role("button", name="Undo").click()

    expect(page.locator(".messages")).to_have_text("Your comment is back.")
    expect(entry_of(page, comment).locator(".words")).to_have_text(comment.body)


def test_a_reader_reports(open_page: OpenPage, article: Article, reader: User) -> None:
    comment = CommentFactory.create(article=article)
    page = open_plain(open_page, article, reader)

    follow(deed_on(page, comment, "Report"))
    page.get_by_label("abuse").check()
    page.get_by_role("button", name="Send report").click()

    expect(page.locator(".messages")).to_contain_text("A moderator will look at this comment.")
    assert Report.objects.get().reason == "abuse"


def test_a_moderator_removes_from_the_queue(open_page: OpenPage, article: Article, moderator: User) -> None:
    comment = CommentFactory.create(article=article)
    CommentFactory.create(parent=comment)
    ReportFactory.create(comment=comment)
    page = open_plain(open_page, article, moderator)

    follow(page.get_by_role("link", name="Moderation", exact=True))
    follow(page.get_by_role("link", name="Reported 1"))
    page.locator("summary", has_text="Remove").click()
    page.get_by_label("hate").check()
    page.get_by_role("button", name="Remove it").click()

    expect(page.locator(".messages")).to_have_text("The comment is removed.")
    expect(page.get_by_role("link", name="Reported 0")).to_be_visible()
    page.goto(article.get_absolute_url())
    expect(entry_of(page, comment)).to_contain_text("Removed by a moderator")
    expect(entry_of(page, comment)).to_contain_text("hate")


def test_a_moderator_restores(open_page: OpenPage, article: Article, moderator: User) -> None:
    comment = CommentFactory.create(article=article, status=Comment.Status.REMOVED)
    page = open_plain(open_page, article, moderator)

    page.goto(comment.get_absolute_url())
    follow(page.get_by_role("link", name="Decide"))
    page.get_by_role("button", name="Restore").click()

    expect(page.locator(".messages")).to_have_text("The comment is back.")
    expect(entry_of(page, comment).locator(".words")).to_have_text(comment.body)


def test_a_moderator_approves(open_page: OpenPage, moderator: User) -> None:
    premoderated = ArticleFactory.create(discussion_mode="premoderated")
    comment = CommentFactory.create(article=premoderated, status=Comment.Status.PENDING)
    page = open_plain(open_page, premoderated, moderator)

    follow(page.get_by_role("link", name="Moderation", exact=True))
    page.get_by_role("button", name="Approve", exact=True).click()

    expect(page.locator(".messages")).to_have_text("The comment stays.")
    page.goto(premoderated.get_absolute_url())
    expect(entry_of(page, comment).locator(".words")).to_have_text(comment.body)


def test_a_double_click_makes_one_comment(open_page: OpenPage, article: Article, reader: User) -> None:
    page = open_plain(open_page, article, reader)

    page.get_by_label("Your comment").fill("Once.")
    page.get_by_role("button", name="Send").dblclick()

    expect(page.locator(".comment .words")).to_have_text("Once.")
    assert Comment.objects.count() == 1


def test_going_back_and_writing_on_makes_another_comment(open_page: OpenPage, article: Article, reader: User) -> None:
    page = open_plain(open_page, article, reader)
    page.get_by_label("Your comment").fill("The first thought.")
    send_from_page(page)

    page.go_back()
    page.get_by_label("Your comment").fill("The second thought.")
    send_from_page(page)

    # Among equals the newest stands first.
    expect(page.locator(".comment .words")).to_have_text(["The second thought.", "The first thought."])


def test_a_reader_looks_before_sending(open_page: OpenPage, article: Article, reader: User) -> None:
    page = open_plain(open_page, article, reader)
    page.get_by_label("Your comment").fill("I was *there*.")

    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".preview em")).to_have_text("there")
    expect(page.get_by_label("Your comment")).to_have_value("I was *there*.")
    page.get_by_role("button", name="Send").click()

    expect(page.locator(".comment .words")).to_have_text("I was there.")


def test_a_reader_leaves_a_draft_and_comes_back_to_it(open_page: OpenPage, article: Article, reader: User) -> None:
    parent = CommentFactory.create(article=article)
    page = open_plain(open_page, article, reader)
    follow(deed_on(page, parent, "Reply"))
    page.get_by_label("Your comment").fill("So was")

    page.get_by_role("button", name="Keep as draft").click()
    expect(page.locator(".messages")).to_have_text("Your draft is kept.")
    page.goto("/account/drafts/")
    follow(page.get_by_role("link", name="Go on writing"))
    page.get_by_label("Your comment").fill("So was I.")
    page.get_by_role("button", name="Send reply").click()

    expect(comment_of(page, parent).locator(".branch .words")).to_have_text("So was I.")
    page.goto("/account/drafts/")
    expect(page.get_by_text("Nothing lies here unsent.")).to_be_visible()


def test_a_session_that_ended_costs_one_press(open_page: OpenPage, article: Article, reader: User) -> None:
    confirm_address(reader)
    page = open_plain(open_page, article, reader)
    page.get_by_label("Your comment").fill("Said in spite of it.")
    end_sessions()

    page.get_by_role("button", name="Send").click()
    follow(page.locator("main").get_by_role("link", name="Sign in"))
    fill_in_sign_in(page, reader)
    page.get_by_role("button", name="Send").click()

    expect(page.locator(".comment .words")).to_have_text("Said in spite of it.")


def test_a_branch_folds_and_unfolds(open_page: OpenPage, article: Article) -> None:
    root = CommentFactory.create(article=article)
    reply = CommentFactory.create(parent=root)
    page = open_plain(open_page, article)

    comment_of(page, root).locator("summary").click()
    expect(comment_of(page, reply)).to_be_hidden()
    comment_of(page, root).locator("summary").click()

    expect(comment_of(page, reply)).to_be_visible()


@pytest.mark.parametrize("order", ["best", "newest", "oldest", "most discussed"])
def test_every_order_is_read_to_its_end_and_back(
    open_page: OpenPage, article: Article, author: User, order: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("COMMENTS_ON_A_PAGE", "THREADS_ON_A_PAGE", "MOST_THREADS_ON_A_PAGE"):
        monkeypatch.setattr(paging, name, 2)
    made = CommentFactory.create_batch(5, article=article, author=author)
    page = open_plain(open_page, article)

    follow(page.get_by_role("link", name=order, exact=True))
    pages = [listed(page)]
    while (later := page.get_by_role("link", name="Later comments")).count():
        follow(later.first)
        pages.append(listed(page))
    while (earlier := page.get_by_role("link", name="Earlier comments")).count():
        follow(earlier.first)

    assert [len(listed) for listed in pages] == [2, 2, 1]
    assert {number for listed in pages for number in listed} == {comment.pk for comment in made}
    assert listed(page) == pages[0]


def test_a_deep_reply_says_by_a_link_what_it_answers(open_page: OpenPage, article: Article) -> None:
    parent = CommentFactory.create(article=article)
    for _ in range(7):
        parent = CommentFactory.create(parent=parent)
    reply = CommentFactory.create(parent=parent)
    page = open_plain(open_page, article)

    follow(entry_of(page, reply).get_by_role("link", name=f"in reply to {parent.author}"))

    expect(page.locator(".chosen .words")).to_have_text(parent.body)
    follow(page.get_by_role("link", name="1 comment before these"))
    expect(page.locator(".chosen .comment")).to_have_attribute("id", f"comment-{parent.thread_id}")


def listed(page: Page) -> list[int]:
    return [int(number) for number in page.locator(".comment").evaluate_all("found => found.map((c) => c.dataset.id)")]
