"""What the checks are called, in settings and everywhere; nothing of Django is asked here."""

CHECK_NAMES = (
    "headline",
    "dek",
    "description",
    "byline",
    "topic",
    "picture",
    "lost_pictures",
    "alt",
    "caption",
    "credit",
    "links",
    "moved_links",
    "discussion",
)
# Readers lose nothing by these: they are shown, and nobody is asked about them.
HINTS = frozenset({"moved_links", "discussion"})
