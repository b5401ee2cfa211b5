"""Every check by its name, and what all of them find in an article."""

from dataclasses import replace

from articles.checklist.findings import Check, Finding
from articles.checklist.levels import Level, level_of
from articles.checklist.links import check_links, check_moved_links
from articles.checklist.pictures import check_alt, check_caption, check_credit, check_lead_picture, check_lost_pictures
from articles.checklist.publication import check_byline, check_discussion, check_topic
from articles.checklist.subject import Subject
from articles.checklist.wording import check_dek, check_description, check_headline
from articles.unsaved import Unsaved

CHECKS: dict[str, Check] = {
    "headline": check_headline,
    "dek": check_dek,
    "description": check_description,
    "byline": check_byline,
    "topic": check_topic,
    "picture": check_lead_picture,
    "lost_pictures": check_lost_pictures,
    "alt": check_alt,
    "caption": check_caption,
    "credit": check_credit,
    "links": check_links,
    "moved_links": check_moved_links,
    "discussion": check_discussion,
}


def findings_in(unsaved: Unsaved) -> list[Finding]:
    """The weightiest first; of one weight in the order of the checks."""
    subject = Subject(unsaved)
    found = [
        replace(finding, check=name, level=level)
        for name, check in CHECKS.items()
        if (level := level_of(name)) != Level.OFF
        for finding in check(subject)
    ]
    return sorted(found, key=lambda finding: -finding.level)
