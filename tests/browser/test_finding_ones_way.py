"""Orders, votes, keys, what is new and what happens meanwhile: in place with scripts, by links and forms without."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from articles.models import Article
from comments import paging
from comments.actions.moderating import remove_comment
from comments.actions.posting import post_comment
from comments.models import Comment, Vote
from tests.browser.conftest import OpenPage
from tests.browser.steps import (
    comment_of,
    entry_of,
    follow,
    open_discussion,
    reload,
    talk,
    wait_for_scripts,
    wait_until,
)
from tests.factories import ArticleFactory, CommentFactory, UserFactory

HOUR = timedelta(hours=1)


@pytest.fixture
def article(db: None) -> Article:
    return ArticleFactory.create()


def look_again(page: Page) -> None:
    """What an open page does every few seconds, and whenever it is looked at again."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def come_back(open_page: OpenPage, article: Article) -> Page:
    """The article's page to somebody who was there an hour ago."""
    page = open_page()
    key, moment = f"visit-{article.pk}", (timezone.now() - HOUR).isoformat()
    # Before the page itself can note its own visit.
    page.add_init_script(f"localStorage.setItem({key!r}, {moment!r})")
    page.goto(article.get_absolute_url())
    wait_for_scripts(page)
    return page


def test_a_vote_is_given_and_taken_back_in_place(open_page: OpenPage, article: Article, reader: User) -> None:
    comment = CommentFactory.create(article=article)
    page = open_discussion(open_page, article, reader)
    vote = entry_of(page, comment).locator("[data-vote]")

    vote.click()
    expect(vote).to_have_text("Recommended 1")
    reload(page)
    expect(vote).to_have_text("Recommended")
    vote.click()

    expect(vote).to_have_text("Recommend")
    assert not Vote.objects.exists()


def test_without_script_a_vote_is_a_page_with_a_button(open_page: OpenPage, article: Article, reader: User) -> None:
    comment = CommentFactory.create(article=article)
    page = open_page(article.get_absolute_url(), reader=reader, java_script_enabled=False)

    entry_of(page, comment).locator("[data-vote]").click()
    page.get_by_role("button", name="Recommend it").click()

    expect(page.get_by_text("You recommend this comment.")).to_be_visible()
    assert Vote.objects.get().voter == reader


def test_without_script_orders_and_what_is_new_are_links(open_page: OpenPage, article: Article) -> None:
    old = CommentFactory.create(article=article, created_at=timezone.now() - 30 * HOUR)
    fresh = CommentFactory.create(article=article)
    page = open_page(f"{article.get_absolute_url()}?sort=oldest", java_script_enabled=False)

    follow(page.get_by_role("link", name="newest"))
    order = page.locator(".comment").evaluate_all("found => found.map((comment) => comment.id)")
    page.get_by_text("what is new").click()
    follow(page.get_by_role("link", name="today"))

    assert order == [f"comment-{fresh.pk}", f"comment-{old.pk}"]
    expect(page.locator(".mark.new")).to_have_count(1)
    expect(entry_of(page, fresh).locator(".mark.new")).to_be_visible()


def test_the_chosen_order_is_remembered(open_page: OpenPage, article: Article) -> None:
    first, second = talk(article, 2)
    page = open_discussion(open_page, article)

    follow(page.get_by_role("link", name="oldest"))
    page.goto(page.url.partition("?")[0])

    assert page.locator(".comment").first.get_attribute("id") == f"comment-{first.pk}"
    assert page.locator(".comment").last.get_attribute("id") == f"comment-{second.pk}"


def test_the_keys_walk_and_fold_and_rest_while_somebody_types(
    open_page: OpenPage, article: Article, reader: User
) -> None:
    root = CommentFactory.create(article=article)
    reply = CommentFactory.create(parent=root)
    page = open_discussion(open_page, article, reader)

    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(entry_of(page, reply).locator(".when")).to_be_focused()
    page.keyboard.press("u")
    page.keyboard.press("f")
    expect(comment_of(page, reply)).to_be_hidden()
    page.get_by_label("Your comment").press_sequentially("jfk?")

    expect(page.get_by_label("Your comment")).to_have_value("jfk?")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_keys_can_be_switched_off(open_page: OpenPage, article: Article) -> None:
    comment = CommentFactory.create(article=article)
    page = open_discussion(open_page, article)

    page.keyboard.press("?")
    page.get_by_label("Single keys are on").uncheck()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("j")

    expect(entry_of(page, comment).locator(".when")).not_to_be_focused()


def test_a_folded_branch_stays_folded(open_page: OpenPage, article: Article) -> None:
    root = CommentFactory.create(article=article)
    reply = CommentFactory.create(parent=root)
    page = open_discussion(open_page, article)

    comment_of(page, root).locator("summary").click()
    expect(comment_of(page, reply)).to_be_hidden()
    wait_until(page, "key => localStorage.getItem(key)", arg=f"folds-{article.pk}")
    reload(page)

    expect(comment_of(page, reply)).to_be_hidden()


def test_what_came_since_the_last_visit_is_marked_and_counted(open_page: OpenPage, article: Article) -> None:
    CommentFactory.create(article=article, created_at=timezone.now() - 2 * HOUR)
    fresh = CommentFactory.create(article=article)

    page = come_back(open_page, article)

    expect(page.locator("[data-news]")).to_have_text("1 new")
    expect(page.locator(".is-new")).to_have_count(1)
    expect(comment_of(page, fresh)).to_have_class("comment is-new")


def test_new_comments_wait_to_be_asked_for(open_page: OpenPage, article: Article, reader: User) -> None:
    root = CommentFactory.create(article=article)
    page = open_discussion(open_page, article, reader)
    page.get_by_label("Your comment").fill("Half a thought")

    post_comment(article=article, author=UserFactory.create(), parent=root, body="Meanwhile", form_key=uuid4())
    look_again(page)
    page.get_by_role("button", name="New comments: 1").click()

    expect(comment_of(page, root).locator("> .branch .words")).to_have_text("Meanwhile")
    expect(page.get_by_label("Your comment")).to_have_value("Half a thought")
    expect(page.locator("[data-live]")).to_be_hidden()


def test_what_was_taken_down_goes_when_asked(open_page: OpenPage, article: Article, moderator: User) -> None:
    doomed, other = talk(article, 2)
    page = open_discussion(open_page, article)

    remove_comment(comment=doomed, moderator=moderator, reason="abuse")
    look_again(page)
    page.get_by_role("button", name="Comments have changed").click()

    expect(comment_of(page, doomed)).to_have_count(0)
    expect(comment_of(page, other)).to_be_visible()


def test_more_replies_and_later_threads_unfold_in_place(
    open_page: OpenPage, article: Article, author: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "COMMENTS_ON_A_PAGE", 8)
    monkeypatch.setattr(paging, "THREADS_ON_A_PAGE", 4)
    monkeypatch.setattr(paging, "MOST_THREADS_ON_A_PAGE", 4)
    root = CommentFactory.create(article=article, author=author)
    CommentFactory.create_batch(7, parent=root, author=author)
    CommentFactory.create_batch(4, article=article, author=author)
    page = open_page(f"{article.get_absolute_url()}?sort=oldest")
    wait_for_scripts(page)
    address = page.url

    page.get_by_text("3 more replies").click()
    expect(comment_of(page, root).locator(".comment")).to_have_count(7)
    page.get_by_role("link", name="Later comments").first.click()

    expect(page.locator("[data-list] > ol > .comment")).to_have_count(5)
    assert page.url == address
    assert Comment.objects.count() == page.locator(".comment").count()


def a_deep_reply(article: Article, body: str) -> tuple[Comment, Comment]:
    """One deeper than is drawn, and what it answers, which says `body`."""
    comment = CommentFactory.create(article=article)
    for _ in range(6):
        comment = CommentFactory.create(parent=comment)
    parent = CommentFactory.create(parent=comment, body=body)
    return parent, CommentFactory.create(parent=parent)


def test_what_a_reply_answers_is_seen_by_pointing_at_its_name(open_page: OpenPage, article: Article) -> None:
    parent, reply = a_deep_reply(article, "> Somebody else's words.\n\nThe mill has <b>never</b> run.")
    page = open_discussion(open_page, article)
    peek = entry_of(page, reply).get_by_role("tooltip")

    entry_of(page, reply).locator(".answers").hover()
    expect(peek).to_have_text(re.compile(rf"^{parent.author}\s+The mill has <b>never</b> run\.$"))
    peek.hover()
    expect(peek).to_be_visible()
    page.get_by_role("heading", level=1).hover()

    expect(page.get_by_role("tooltip")).to_have_count(0)


def test_a_peek_opens_and_closes_by_keyboard(open_page: OpenPage, article: Article) -> None:
    _, reply = a_deep_reply(article, "Not a soul was there.")
    page = open_discussion(open_page, article)
    link = entry_of(page, reply).locator(".answers")

    entry_of(page, reply).locator(".writer").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("tooltip")).to_contain_text("Not a soul was there.")
    expect(link).to_have_accessible_description(re.compile("Not a soul was there."))
    page.keyboard.press("Escape")

    expect(page.get_by_role("tooltip")).to_have_count(0)
    expect(link).to_be_focused()


def test_a_peek_at_what_is_on_another_page(open_page: OpenPage, article: Article, author: User) -> None:
    root = CommentFactory.create(article=article, body=f"{'Long ' * 60}end.")
    CommentFactory.create(parent=root, author=author)
    page = open_page(f"/people/{author.handle}/")
    wait_for_scripts(page)

    page.get_by_text(f"in reply to {root.author}").hover()

    expect(page.get_by_role("tooltip")).to_have_text(re.compile(r"Long( Long){46}…$"))


def test_up_leads_to_what_a_comment_answers_however_deep(open_page: OpenPage, article: Article) -> None:
    parent, reply = a_deep_reply(article, "Here.")
    page = open_discussion(open_page, article)

    entry_of(page, reply).locator(".when").focus()
    page.keyboard.press("u")

    expect(entry_of(page, parent).locator(".when")).to_be_focused()


def test_the_next_new_comment_is_found_in_a_folded_branch(open_page: OpenPage, article: Article) -> None:
    root = CommentFactory.create(article=article, created_at=timezone.now() - 2 * HOUR)
    fresh = CommentFactory.create(parent=root)
    page = come_back(open_page, article)
    comment_of(page, root).locator("summary").click()
    expect(comment_of(page, fresh)).to_be_hidden()

    page.keyboard.press("n")

    expect(entry_of(page, fresh).locator(".when")).to_be_focused()


def test_the_way_up_from_a_deep_comment_unfolds_in_place(open_page: OpenPage, article: Article) -> None:
    made = [CommentFactory.create(article=article)]
    for _ in range(15):
        made.append(CommentFactory.create(parent=made[-1]))
    page = open_page(made[-1].get_absolute_url())
    wait_for_scripts(page)
    address = page.url

    page.get_by_text("9 comments before these").click()
    expect(page.locator(".ancestors .comment")).to_have_count(13)
    page.get_by_text("2 comments before these").click()

    expect(page.locator(".ancestors .comment")).to_have_count(15)
    expect(page.get_by_text("before these")).to_have_count(0)
    order = page.locator(".comment").evaluate_all("found => found.map((comment) => Number(comment.dataset.id))")
    assert order == [comment.pk for comment in made]
    assert page.url == address
