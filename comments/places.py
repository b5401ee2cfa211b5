"""Where somebody writes: below an article, in answer to a comment, or over a comment of their own."""

from dataclasses import dataclass

from django.urls import reverse

from accounts.permissions import Permission, Viewer
from articles.models import Article
from articles.policy import DiscussionPolicy, discussion_policy
from comments.branches import slow_branch_over
from comments.models import Comment
from comments.permissions import may_comment, may_edit, may_reply
from comments.text import clean_body


@dataclass(frozen=True)
class Place:
    """`comment` is what is answered or, where `is_edit`, what gets new words; None below the article.

    `is_unread`: it stands in a discussion that the writer may not read any more; what they wrote there is theirs.
    """

    article: Article
    comment: Comment | None = None
    is_edit: bool = False
    is_unread: bool = False

    @property
    def name(self) -> str:
        """A word that no other place has, for ids and for what is kept."""
        if self.comment is None:
            return f"article-{self.article.pk}"
        return f"{'edit' if self.is_edit else 'comment'}-{self.comment.pk}"

    @property
    def address(self) -> str:
        """Of the deed; its preview and its draft have theirs below it."""
        if self.comment is None:
            return reverse("comment_on_article", args=[self.article.pk])
        return reverse("edit" if self.is_edit else "reply", args=[self.comment.pk])

    @property
    def template(self) -> str:
        return "comments/edit.html" if self.is_edit else "comments/write.html"

    @property
    def words(self) -> str:
        """What stands there already."""
        return self.comment.body if self.comment and self.is_edit else ""

    @property
    def parent(self) -> Comment | None:
        """What a new comment here answers."""
        return None if self.is_edit else self.comment

    @property
    def shown(self) -> Comment | None:
        """What stands above the form."""
        return None if self.is_unread else self.comment

    @property
    def policy(self) -> DiscussionPolicy:
        return discussion_policy(self.article)

    @property
    def slow_mode_seconds(self) -> int:
        """How long one waits between two comments where moderators have slowed the branch down; else 0."""
        branch = slow_branch_over(self.parent) if self.parent else None
        return branch.slow_mode_seconds if branch else 0

    def comment_of(self, body: str) -> Comment:
        """A comment with these words, as it would stand here; it is kept nowhere."""
        key, parent_key = (self.comment.pk, self.comment.parent_id) if self.comment else (None, None)
        if not self.is_edit:
            key, parent_key = None, key
        return Comment(pk=key, discussion_id=self.article.pk, parent_id=parent_key, body=clean_body(body))

    def may_write(self, user: Viewer) -> Permission:
        if self.comment is None or self.is_unread:
            return may_comment(user, self.article)
        return may_edit(user, self.comment) if self.is_edit else may_reply(user, self.comment)
