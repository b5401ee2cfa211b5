"""Comments and their earlier bodies."""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.querysets import CommentQuerySet

if TYPE_CHECKING:
    from accounts.models import User
    from comments.models.guest import Guest

BODY_LENGTH = 10_000
# Deeper chains than anybody follows; storage and drawing are tested up to here.
DEEPEST = 1_000


class Comment(models.Model):
    """A reader's words, or another site's mention of the article (`kind` linkback).

    A reply is a comment: `parent` is what it answers, `root` the comment that opened its
    thread (null for the root itself), `depth` its distance from there. Written by exactly one of
    `author`, `guest` and `imported_name`.
    """

    class Kind(models.IntegerChoices):
        COMMENT = 0, _("comment")
        LINKBACK = 1, _("linkback")

    class Status(models.IntegerChoices):
        PENDING = 0, _("pending")
        PUBLISHED = 1, _("published")
        REMOVED = 2, _("removed by a moderator")
        DELETED = 3, _("deleted by its author")
        SPAM = 4, _("spam")
        UNCONFIRMED = 5, _("waiting for its writer's confirmation")

    class ParentSource(models.IntegerChoices):
        WRITTEN = 0, _("written as a reply here")
        IMPORTED = 1, _("a reply in the archive")
        RECOVERED = 2, _("recovered from the text")

    discussion = models.ForeignKey(
        "comments.Discussion", on_delete=models.PROTECT, related_name="comments", db_index=False
    )
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replies", db_index=False
    )
    root = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="descendants", db_index=False
    )
    depth = models.PositiveSmallIntegerField(_("depth"), default=0)

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="comments",
        db_index=False,
    )
    guest = models.ForeignKey(
        "comments.Guest", null=True, blank=True, on_delete=models.PROTECT, related_name="comments"
    )
    imported_name = models.CharField(_("name in the archive"), max_length=100, blank=True)

    kind = models.PositiveSmallIntegerField(_("kind"), choices=Kind, default=Kind.COMMENT)
    status = models.PositiveSmallIntegerField(_("status"), choices=Status, default=Status.PUBLISHED)
    body = models.TextField(_("body"))
    body_html = models.TextField(editable=False)
    revision_number = models.PositiveSmallIntegerField(_("revision"), default=1)
    article_revision = models.ForeignKey(
        "articles.ArticleRevision",
        verbose_name=_("article revision it answers"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="comments",
        db_index=False,
    )
    # The discussion's version at this comment's last visible change.
    seq = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    # Archives often give only the article's day: then the day is shown and no hour is claimed.
    time_is_known = models.BooleanField(_("time is known"), default=True)
    # The last change that left a trace (comments/edit_window.py); readers are told of no other.
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)

    # When its author took it down; null again if that was undone.
    deleted_at = models.DateTimeField(_("deleted"), null=True, blank=True)
    # Taken down while it waited: nobody but its author and the moderators ever saw it, or its place.
    went_unseen = models.BooleanField(_("taken down unseen"), default=False, db_default=False)

    upvotes = models.PositiveIntegerField(default=0)
    downvotes = models.PositiveIntegerField(default=0)
    score = models.IntegerField(default=0)
    # Shown direct replies, and open reports.
    reply_count = models.PositiveIntegerField(default=0)
    report_count = models.PositiveIntegerField(default=0)
    # Published comments that quote this one.
    quoted_count = models.PositiveIntegerField(default=0, db_default=0)
    featured_at = models.DateTimeField(_("featured"), null=True, blank=True)

    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    import_source = models.CharField(max_length=40, blank=True, editable=False)
    import_id = models.CharField(max_length=200, blank=True, editable=False)
    parent_source = models.PositiveSmallIntegerField(choices=ParentSource, default=ParentSource.WRITTEN)
    # How sure the recovery was, in per cent; null unless recovered.
    parent_confidence = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(100)])

    objects: ClassVar[CommentQuerySet] = CommentQuerySet.as_manager()  # type: ignore[assignment]  # the manager has the queryset's methods

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        permissions = [("moderate_comment", "Can decide on comments")]
        # Never an index on a counter or score: it would make every vote rewrite the row's indexes.
        indexes = [
            models.Index(F("discussion"), F("seq"), name="comments_comment_changes"),
            models.Index(F("discussion"), F("id"), condition=Q(parent=None), name="comments_comment_roots"),
            models.Index(F("root"), F("id"), condition=Q(root__isnull=False), name="comments_comment_in_thread"),
            models.Index(F("parent"), F("id"), condition=Q(parent__isnull=False), name="comments_comment_answers"),
            models.Index(F("author"), F("id"), condition=Q(author__isnull=False), name="comments_comment_by_author"),
            models.Index(
                F("imported_name"),
                F("id"),
                condition=~Q(imported_name=""),
                name="comments_comment_by_archived",
            ),
            models.Index(
                F("discussion"),
                F("featured_at"),
                condition=Q(featured_at__isnull=False),
                name="comments_comment_featured",
            ),
            models.Index(F("status"), F("id"), condition=~Q(status=1), name="comments_comment_not_published"),
            models.Index(F("id"), condition=Q(status=0), name="comments_comment_pending"),
            # What was written here, for the dashboard, which reads this alone.
            models.Index(
                F("created_at"),
                F("discussion"),
                F("status"),
                F("import_source"),
                condition=~Q(status=5) & Q(import_source=""),
                name="comments_comment_written",
            ),
            models.Index(F("id"), condition=Q(report_count__gt=0, status=1), name="comments_comment_reported"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(author__isnull=False, guest=None, imported_name="")
                | Q(author=None, guest__isnull=False, imported_name="")
                | Q(author=None, guest=None) & ~Q(imported_name=""),
                name="comments_comment_one_writer",
            ),
            models.CheckConstraint(
                condition=Q(parent=None, root=None, depth=0)
                | Q(parent__isnull=False, root__isnull=False, depth__gt=0, depth__lte=DEEPEST),
                name="comments_comment_root_or_reply",
            ),
            models.UniqueConstraint(
                fields=["import_source", "import_id"],
                condition=~Q(import_id=""),
                name="comments_comment_imported_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.writer_name}: {self.body[:60]}"

    def get_absolute_url(self) -> str:
        """The permalink: the comment among its ancestors and replies."""
        return reverse("comment", args=[self.pk])

    @property
    def writer(self) -> "User | Guest | None":
        """None of what an archive names only."""
        return self.author or self.guest

    @property
    def writer_name(self) -> str:
        if self.author:
            return self.author.get_full_name()
        return self.guest.name if self.guest else self.imported_name

    @property
    def is_root(self) -> bool:
        return self.parent_id is None

    @property
    def thread_id(self) -> int:
        """The key of the thread's root, which is this comment's own for a root."""
        return self.root_id or self.pk

    @property
    def is_published(self) -> bool:
        return self.status == self.Status.PUBLISHED

    @property
    def is_tombstone(self) -> bool:
        """Its words are taken down, its place is kept."""
        return self.status in {self.Status.REMOVED, self.Status.DELETED, self.Status.SPAM}

    @property
    def is_shown(self) -> bool:
        """Whether the discussion shows it: published, or holding a place for shown replies."""
        return self.is_published or (self.is_tombstone and self.reply_count > 0)


class CommentRevision(models.Model):
    """An earlier body of a comment, kept when an edit replaced it."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField(_("number"))
    body = models.TextField(_("body"))
    body_html = models.TextField(editable=False)
    written_at = models.DateTimeField(_("written"))
    replaced_at = models.DateTimeField(_("replaced"), default=timezone.now)
    # Whether readers may see it: not what was changed before anybody answered it.
    is_public = models.BooleanField(_("shown to readers"), default=False, db_default=False)

    class Meta:
        verbose_name = _("comment revision")
        verbose_name_plural = _("comment revisions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["comment", "number"], name="comments_commentrevision_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.comment_id} ({self.number})"
