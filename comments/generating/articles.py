"""The article under which a made-up discussion stands."""

from datetime import UTC, datetime

from django.db import transaction
from django.utils.text import slugify

from accounts.edition import raise_edition
from articles.body import drawn_body
from articles.models import Article

# Long enough ago for half a year of comments; fixed, so that addresses are the same each time.
PUBLISHED_AT = datetime(2024, 3, 4, 8, tzinfo=UTC)
_DEK = "A made-up article under a made-up discussion, for measuring and for trying things out."
_BODY = """\
<p>The council has put its plans for the quay on the table: a footbridge to the north bank, a flood wall with benches
along it, and the night bus every half hour. None of the three is new, and none of them is paid for.</p>
<p>“We have drawn this bridge four times,” the town’s engineer said on Monday, “and each time it grew a metre longer
while we waited.” The wall should come first, she thinks, since the bridge would stand on it.</p>
<p>Those who live there have until the end of the month to say what they think. By the length of the queue in front of
the town hall they will not need that long.</p>"""


@transaction.atomic
def invented_article(count: int, seed: int) -> Article:
    """A public article, new each time, that says how many comments it is made for."""
    headline = f"What the quay is to become, in {count:,} comments"
    article = Article.objects.create(
        headline=headline,
        slug=_free_slug(f"{slugify(headline)}-seed-{seed}"),
        dek=_DEK,
        body=_BODY,
        body_html=drawn_body(_BODY).html,
        status=Article.Status.PUBLISHED,
        published_at=PUBLISHED_AT,
    )
    article.revisions.create(number=1, headline=headline, dek=_DEK, body=_BODY)
    raise_edition()
    return article


def _free_slug(wanted: str) -> str:
    slug, number = wanted, 1
    while Article.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{wanted}-{number}"
    return slug
