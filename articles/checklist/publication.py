"""Who wrote the article, where it appears, and whether anybody will be able to comment."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles.checklist.findings import Finding
from articles.checklist.subject import Subject
from articles.models.policy import DiscussionMode
from articles.policy import discussion_policy

# What the form calls its rows of bylines.
BYLINES = "article_bylines"


def check_byline(subject: Subject) -> Iterator[Finding]:
    if not subject.unsaved.bylines:
        yield Finding(_("No byline says who wrote it."), BYLINES)


def check_topic(subject: Subject) -> Iterator[Finding]:
    if not subject.unsaved.topics:
        yield Finding(_("It has no topic: readers find it on the front page and in the archive only."), "topics")


def check_discussion(subject: Subject) -> Iterator[Finding]:
    """A discussion that is said to be open and will be over before anybody reads of it."""
    policy = discussion_policy(subject.article)
    is_meant_to_be_open = policy.mode in {DiscussionMode.OPEN, DiscussionMode.PREMODERATED}
    if is_meant_to_be_open and policy.closes_at is not None and policy.closes_at <= subject.unsaved.appears_at:
        yield Finding(
            _("Nobody will be able to comment: by its time of publication the discussion closed on %(day)s.")
            % {"day": date_format(localtime(policy.closes_at), "j F Y")},
            "closes_after_days",
        )
