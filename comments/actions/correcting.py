"""What a new text of an article means for those who quoted the old one."""

from articles.models import Article
from comments.actions.bookkeeping import lock_discussion
from comments.actions.quoting import retell
from comments.models import Comment


def retell_article(article: Article) -> None:
    """Let those who quote the article say whether their passage still stands in it.

    Part of the transaction that saves the article (comments/apps.py): no reader sees one without the other.
    """
    quoting = Comment.objects.filter(quotations__source_revision__article=article).order_by("pk").distinct()
    if quoting.exists():
        retell(quoting, lock_discussion(article.pk))
