"""The desk's cards: what they have in common is drawn once, and still says on each card whose it is."""

import re
from datetime import UTC, datetime

import pytest
from django.template import engines
from django.test import Client

from accounts.models import User
from comments.actions.editing import edit_comment
from comments.actions.moderating import approve_comment, remove_comment
from comments.models import Comment
from comments.moderation.cards import cards_of
from comments.moderation.stencils import NotAlikeError
from tests.comments.steps import path_of, text_of
from tests.factories import CommentFactory, ReportFactory, UserFactory

pytestmark = pytest.mark.django_db

STATUS = Comment.Status


def cards_on(page: str) -> dict[int, str]:
    """The cards' HTML by their comments' keys."""
    return {
        int(card[1]): card[0]
        for card in re.finditer(r'<article class="desk-card" id="card-(\d+)".*?</article>', page, re.DOTALL)
    }


def figures_on(card: str) -> set[tuple[str, str]]:
    """All that a card's forms say was judged."""
    return set(re.findall(r'<input type="hidden" name="(revision|decision)" value="(\d+)">', card))


def test_each_card_says_what_it_was_judged_by(client: Client, author: User, moderator: User) -> None:
    waiting, kept, gone = CommentFactory.create_batch(3, author=author)
    Comment.objects.filter(pk=waiting.pk).update(status=STATUS.PENDING)
    edit_comment(comment=kept, editor=author, body="Other words.")
    approval = approve_comment(comment=kept, moderator=moderator)
    removal = remove_comment(comment=gone, moderator=moderator, reason="other")
    client.force_login(moderator)

    cards = cards_on(text_of(client.get("/moderation/?queue=all")))

    assert figures_on(cards[waiting.pk]) == {("revision", "1"), ("decision", "0")}
    assert figures_on(cards[kept.pk]) == {("revision", "2"), ("decision", str(approval.pk))}
    assert figures_on(cards[gone.pk]) == {("revision", "1"), ("decision", str(removal.pk))}
    for comment in (waiting, kept, gone):
        assert set(re.findall(r'action="(/comments/\d+/decision/)"', cards[comment.pk])) == {
            path_of("decision", comment)
        }


def test_each_card_offers_what_fits_its_status(client: Client, moderator: User) -> None:
    comments = {status: CommentFactory.create(status=status) for status in STATUS if status != STATUS.UNCONFIRMED}
    client.force_login(moderator)

    cards = cards_on(text_of(client.get("/moderation/?queue=all")))

    offered = {
        status: set(re.findall(r'value="(approve|remove|spam|restore)"', cards[comment.pk]))
        for status, comment in comments.items()
    }
    assert offered == {
        STATUS.PENDING: {"approve", "remove", "spam"},
        STATUS.PUBLISHED: {"approve", "remove", "spam"},
        STATUS.REMOVED: {"restore"},
        STATUS.DELETED: set(),
        STATUS.SPAM: {"restore"},
    }
    assert "removed by a moderator" in cards[comments[STATUS.REMOVED].pk]
    assert "deleted by its author" in cards[comments[STATUS.DELETED].pk]


@pytest.mark.parametrize("asked", ["comment.body_html", "comment.writer_name", "last.note"])
def test_what_differs_from_card_to_card_cannot_be_drawn_for_all(asked: str) -> None:
    CommentFactory.create()
    [card] = cards_of(Comment.objects.all())
    template = engines["django"].from_string(f"{{% load desk %}}{{% stencil %}}{{{{ {asked} }}}}{{% endstencil %}}")

    with pytest.raises(NotAlikeError):
        template.render({"comment": card, "last": None})


def test_a_card_says_what_waits_in_whole_sentences(client: Client, moderator: User) -> None:
    reporter = UserFactory.create(display_name="<i>R")
    writer = UserFactory.create(joined_at=datetime(2024, 5, 6, tzinfo=UTC))
    comment = CommentFactory.create(author=writer, created_at=datetime(2025, 2, 3, 14, 5, tzinfo=UTC))
    ReportFactory.create(comment=comment, reporter=reporter, reason="hate")
    client.force_login(moderator)

    card = cards_on(text_of(client.get("/moderation/?queue=reported")))[comment.pk]

    assert '<time datetime="2025-02-03T14:05:00+00:00" data-relative>3 Feb 2025, 14:05</time>' in card
    assert "<p>Reported by <bdi>&lt;i&gt;R</bdi> as hate</p>" in card
    assert re.search(r"<b>Priority \d+</b> = reports \d+ \+ attention \d+ \+ waiting \d+</p>", card)
    assert "Joined 6 May 2024. Of the latest comments 1 published, 0 removed: 0 % = removed ÷" in card


def test_only_what_is_shown_offers_to_act_on_its_branch(client: Client, moderator: User) -> None:
    holding, gone = CommentFactory.create_batch(2, status=STATUS.REMOVED)
    Comment.objects.filter(pk=holding.pk).update(reply_count=1)
    client.force_login(moderator)

    cards = cards_on(text_of(client.get("/moderation/?queue=all")))

    assert path_of("branch", holding) in cards[holding.pk]
    assert "/branch/" not in cards[gone.pk]
