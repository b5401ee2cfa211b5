"""A discussion and its threads: what reading needs, written beside the comments.

The counters are kept by the actions, in the transaction that changes a comment.
"""

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _


class Discussion(models.Model):
    """All comments on one article; shares the article's key.

    `version` rises by one with every change that readers can see.
    """

    article = models.OneToOneField(
        "articles.Article", primary_key=True, on_delete=models.PROTECT, related_name="discussion"
    )
    comment_count = models.PositiveIntegerField(_("published comments"), default=0)
    linkback_count = models.PositiveIntegerField(_("published linkbacks"), default=0)
    thread_count = models.PositiveIntegerField(_("shown threads"), default=0)
    # Branches for which moderators have set something: where there are none, nobody looks for them.
    branch_count = models.PositiveIntegerField(_("branches with measures"), default=0, db_default=0)
    version = models.PositiveBigIntegerField(_("version"), default=0)
    last_comment_at = models.DateTimeField(_("last comment"), null=True, blank=True)
    # Votes raise the version at most once a minute, and leave a mark when more came since
    # (comments/actions/voting.py): no vote but the first of a minute touches this row twice.
    scored_at = models.DateTimeField(_("votes last shown"), null=True, blank=True)
    has_new_votes = models.BooleanField(_("has votes not yet shown"), default=False, db_default=False)

    class Meta:
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")
        # For the most discussed articles.
        indexes = [models.Index(F("comment_count").desc(), name="comments_discussion_busiest")]

    def __str__(self) -> str:
        return str(self.article)


class Thread(models.Model):
    """A root comment and everything under it; the row exists while the root is shown.

    `best` is the root's rank as a whole number, higher first; `size` counts the published
    comments of the thread, its root included.
    """

    root = models.OneToOneField("comments.Comment", primary_key=True, on_delete=models.PROTECT, related_name="thread")
    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT, related_name="threads", db_index=False)
    best = models.BigIntegerField(_("rank"), default=0)
    size = models.PositiveIntegerField(_("published comments"), default=0)
    last_reply_at = models.DateTimeField(_("last comment"))
    pinned_at = models.DateTimeField(_("pinned"), null=True, blank=True)

    class Meta:
        verbose_name = _("thread")
        verbose_name_plural = _("threads")
        indexes = [
            models.Index(F("discussion"), F("root"), name="comments_thread_in_time"),
            models.Index(F("discussion"), F("best"), F("root"), name="comments_thread_best"),
            models.Index(F("discussion"), F("size"), F("root"), name="comments_thread_discussed"),
            models.Index(F("discussion"), F("last_reply_at"), F("root"), name="comments_thread_active"),
        ]

    def __str__(self) -> str:
        return f"#{self.root_id}"
