"""What readers say about an article, and what moderators decide."""

from comments.models.appeal import Appeal
from comments.models.branch import Branch
from comments.models.comment import Comment, CommentRevision
from comments.models.desk import Look, SavedFilter
from comments.models.discussion import Discussion, Thread
from comments.models.draft import Draft
from comments.models.feed import ReplyFeed
from comments.models.guest import Claim, Guest, Letter
from comments.models.judgement import Decision, DecisionRun, OwedReason, Report
from comments.models.mute import Mute
from comments.models.notice import Notice, NoticeLocation
from comments.models.notification import Notification
from comments.models.origin import Origin
from comments.models.quotation import Quotation
from comments.models.reading import Visit, Vote
from comments.models.rule import Rehearsal, Rule, Rulebook, RuleChange, RuleHit
from comments.models.sanction import Acknowledgement, Lifting, ModeratorNote, Sanction
from comments.models.scrub import Scrub

__all__ = [
    "Acknowledgement",
    "Appeal",
    "Branch",
    "Claim",
    "Comment",
    "CommentRevision",
    "Decision",
    "DecisionRun",
    "Discussion",
    "Draft",
    "Guest",
    "Letter",
    "Lifting",
    "Look",
    "ModeratorNote",
    "Mute",
    "Notice",
    "NoticeLocation",
    "Notification",
    "Origin",
    "OwedReason",
    "Quotation",
    "Rehearsal",
    "ReplyFeed",
    "Report",
    "Rule",
    "RuleChange",
    "RuleHit",
    "Rulebook",
    "Sanction",
    "SavedFilter",
    "Scrub",
    "Thread",
    "Visit",
    "Vote",
]
