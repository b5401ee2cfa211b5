"""Comments, reports and decisions in the admin: to be read and found. What is done about them is done on the site."""

from comments.admin.comment import CommentAdmin
from comments.admin.guest import ClaimAdmin, GuestAdmin
from comments.admin.judgement import AppealAdmin, DecisionAdmin, NoticeAdmin, ReportAdmin
from comments.admin.people import SanctionAdmin

__all__ = [
    "AppealAdmin",
    "ClaimAdmin",
    "CommentAdmin",
    "DecisionAdmin",
    "GuestAdmin",
    "NoticeAdmin",
    "ReportAdmin",
    "SanctionAdmin",
]
