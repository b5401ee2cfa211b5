"""Acting on a branch, in the browser: its page, what readers then see, and both without JavaScript."""

import pytest
from playwright.sync_api import expect

from accounts.models import User
from comments.models import Comment, Decision
from tests.browser.axe import deeds_on, fill, look_at, open_with_axe
from tests.browser.conftest import OpenPage
from tests.factories import CommentFactory


@pytest.fixture
def top() -> Comment:
    root = CommentFactory.create(body="The root.")
    top = CommentFactory.create(parent=root, body="The top.")
    CommentFactory.create(parent=top, body="The answer.")
    return top


def test_axe_finds_nothing_on_its_page_nor_on_what_readers_see(
    open_page: OpenPage, top: Comment, moderator: User
) -> None:
    desk, reader = open_with_axe(open_page, moderator), open_with_axe(open_page)

    findings = [
        *look_at(desk, deeds_on(top.pk) + "branch/"),
        *look_at(desk, deeds_on(top.pk) + "branch/", fill(note="no reason given")),
    ]
    for verdict in ("Lock: no more replies", "Collapse: folded, with the reason", "Slow down"):
        desk.goto(deeds_on(top.pk) + "branch/")
        desk.get_by_label("off-topic").first.check()
        desk.get_by_label("A sentence to the readers").fill("Please talk about the ferry, and about nothing else.")
        desk.get_by_role("button", name=verdict).click()
        expect(desk.get_by_role("heading", name="The comment")).to_be_visible()
    findings += [
        *look_at(desk, deeds_on(top.pk) + "branch/"),
        *look_at(reader, top.discussion.article),
        *look_at(reader, top),
    ]

    assert Decision.objects.count() == 3
    assert not findings, "\n".join(findings)


@pytest.mark.parametrize("with_script", [True, False])
def test_readers_open_what_is_collapsed(open_page: OpenPage, top: Comment, moderator: User, with_script: bool) -> None:
    desk = open_page(deeds_on(top.pk) + "branch/", reader=moderator, java_script_enabled=with_script)
    desk.get_by_label("off-topic").first.check()
    desk.get_by_role("button", name="Collapse: folded, with the reason").click()
    expect(desk.get_by_role("heading", name="The comment")).to_be_visible()

    page = open_page(top.discussion.article.get_absolute_url(), java_script_enabled=with_script)
    words = page.get_by_text("The top.")
    expect(words).to_be_hidden()
    expect(page.get_by_text("The answer.")).to_be_hidden()
    page.get_by_text("A moderator folded this branch").click()
    expect(words).to_be_visible()
    page.locator(f"#comment-{top.pk} > .branch > summary").click()
    expect(page.get_by_text("The answer.")).to_be_visible()


@pytest.mark.parametrize("with_script", [True, False])
def test_a_branch_is_removed_and_taken_back(
    open_page: OpenPage, top: Comment, moderator: User, with_script: bool
) -> None:
    desk = open_page(deeds_on(top.pk) + "branch/", reader=moderator, java_script_enabled=with_script)
    form = desk.locator("form", has=desk.get_by_role("button", name="Remove all 2 comments"))

    form.get_by_label("off-topic").check()
    form.get_by_role("button", name="Remove all 2 comments").click()
    expect(desk.get_by_role("heading", name="2 comments decided on together")).to_be_visible()
    removed = Comment.objects.filter(status=Comment.Status.REMOVED).count()
    desk.get_by_role("button", name="Undo all of it").click()
    expect(desk.get_by_text("Taken back, as far as that can be")).to_be_visible()

    assert removed == 2
    assert Comment.objects.published().count() == 3


def test_axe_finds_nothing_where_a_thread_is_pinned_and_a_comment_featured(
    open_page: OpenPage, top: Comment, moderator: User
) -> None:
    assert top.parent
    desk, reader = open_with_axe(open_page, moderator), open_with_axe(open_page)
    pin, feature = deeds_on(top.parent.pk) + "pin/", deeds_on(top.pk) + "feature/"

    findings = [*look_at(desk, pin), *look_at(desk, feature), *look_at(desk, deeds_on(top.pk) + "pin/")]
    for page, name in ((pin, "Pin it"), (feature, "Feature it")):
        desk.goto(page)
        desk.get_by_role("button", name=name).click()
        expect(desk.get_by_role("heading", name="Replies")).to_be_visible()
    findings += [*look_at(desk, feature), *look_at(reader, top.discussion.article), *look_at(reader, top.parent)]

    assert not findings, "\n".join(findings)


def test_a_moderator_acts_in_place_on_the_articles_page(open_page: OpenPage, top: Comment, moderator: User) -> None:
    page = open_page(top.discussion.article.get_absolute_url(), reader=moderator)
    entry = page.locator(f"#comment-{top.pk} > .entry")

    entry.get_by_role("link", name="Branch").click()
    page.get_by_label("off-topic").first.check()
    page.get_by_role("button", name="Lock: no more replies").click()

    expect(entry.get_by_text("A moderator locked this branch")).to_be_visible()
    expect(entry.get_by_role("link", name="Reply")).to_have_count(0)
    assert Decision.objects.get().verdict == "lock"
