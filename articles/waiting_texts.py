"""Pictures in texts that are no article's yet: those planned for one, and those that somebody is still writing.

What an article shows is remembered (`Article.body_pictures`). Of these there are few at a time, so that each is read
when somebody asks.
"""

import re
from collections import Counter, defaultdict

from articles.models import ArticleDraft, PlannedRevision

# A link to a picture's page counts as well: nothing that is named may go unnoticed.
_NAMED = re.compile(r"/pictures/([0-9]{1,18})/")
_ANY = "/pictures/"


def planned_by_picture() -> dict[int, list[PlannedRevision]]:
    """The open planned texts that name each picture, with their articles' headlines; one query."""
    found: defaultdict[int, list[PlannedRevision]] = defaultdict(list)
    planned_texts = PlannedRevision.objects.open().filter(body__contains=_ANY).select_related("article")
    for planned in planned_texts.only("body", "article__headline"):
        for key in _pictures_named(planned.body):
            found[key].append(planned)
    return dict(found)


def pictures_in_drafts() -> set[int]:
    """Keys of what unsaved texts name; one query. Whose they are, and what they say, is nobody's to know."""
    bodies = ArticleDraft.objects.order_by().filter(body__contains=_ANY).values_list("body", flat=True)
    return {key for body in bodies for key in _pictures_named(body)}


def waiting_uses() -> Counter[int]:
    """How often each picture is named: by so many planned texts, and once by all drafts together; two queries."""
    uses = Counter({key: len(planned_texts) for key, planned_texts in planned_by_picture().items()})
    uses.update(pictures_in_drafts())
    return uses


def _pictures_named(body: str) -> set[int]:
    return set(map(int, _NAMED.findall(body)))
