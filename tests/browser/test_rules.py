"""The pages of rules in Chromium: nothing that axe finds, and a rule from its first word to going live."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from comments.models import Comment, Rule, RuleHit
from tests.browser.axe import look_at, open_with_axe
from tests.browser.conftest import OpenPage
from tests.factories import CommentFactory, DecisionFactory, RuleFactory


def made(administrator: User) -> Rule:
    """A rule with hits that agreed with people and one that did not."""
    rule: Rule = RuleFactory.create(name="No flower sellers", state="shadow", created_by=administrator)
    for status, verdict in ((Comment.Status.REMOVED, "remove"), (Comment.Status.PUBLISHED, "approve")):
        comment = CommentFactory.create(body="Cheap tulips today.", status=status)
        RuleHit.objects.create(
            rule=rule, rule_version=1, comment=comment, action="hold", is_shadow=True, parts=[[6, 12, "tulips"]]
        )
        DecisionFactory.create(comment=comment, verdict=verdict)
    return rule


def test_nothing_keeps_anybody_out(open_page: OpenPage, administrator: User) -> None:
    rule = made(administrator)
    page = open_with_axe(open_page, administrator)

    def rehearse(page: Page) -> None:
        page.get_by_role("button", name="Rehearse").click()
        expect(page.get_by_role("heading", name="Over 30 days")).to_be_visible()

    findings = [
        *look_at(page, "/moderation/rules/"),
        *look_at(page, "/moderation/rules/new/"),
        *look_at(page, "/moderation/rules/new/?kind=words"),
        *look_at(page, "/moderation/rules/new/?kind=links", lambda page: page.locator("main .button").last.click()),
        *look_at(page, rule),
        *look_at(page, rule, rehearse),
        *look_at(page, "/moderation/?queue=all"),
    ]

    assert not findings, "\n".join(findings)


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_whoever_is_held_reads_why_in_place(open_page: OpenPage, reader: User, java_script_enabled: bool) -> None:
    RuleFactory.create(name="No flower sellers")
    article = CommentFactory.create().discussion.article
    page = open_page(article.get_absolute_url(), reader=reader, java_script_enabled=java_script_enabled)

    page.get_by_label("Your comment").first.fill("Fresh tulips from us.")
    page.get_by_role("button", name="Send").first.click()

    note = page.locator(".comment .note")
    expect(note).to_contain_text("Because of the rule “No flower sellers” a moderator looks at it first")
    assert Comment.objects.get(author=reader).status == Comment.Status.PENDING


def test_a_rule_is_written_tried_rehearsed_and_let_go_live(open_page: OpenPage, administrator: User) -> None:
    page = open_page("/moderation/rules/", reader=administrator)

    page.get_by_role("link", name="New rule").click()
    page.get_by_role("link", name="Words and phrases").click()
    page.get_by_label("Name").fill("No flower sellers")
    page.get_by_label("Words and phrases").fill("tulips")
    page.get_by_label("Try it on this text").fill("Fresh tul1ps!")
    page.get_by_role("button", name="Try it").click()
    expect(page.locator(".tried mark")).to_have_text("tul1ps")
    page.get_by_role("button", name="Keep as a draft").click()
    page.get_by_role("button", name="Rehearse").click()
    expect(page.get_by_role("heading", name="Over 30 days")).to_be_visible()
    page.get_by_role("button", name="Let it go live").click()

    expect(page.get_by_text("The rule is live.")).to_be_visible()
    assert Rule.objects.get().state == "live"
