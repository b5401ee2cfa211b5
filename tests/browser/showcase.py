"""One of everything: articles and comments in every state that a page can show."""

from dataclasses import dataclass
from datetime import timedelta

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.outbox import OutboxBackend
from articles.models import Article, Picture, Topic
from comments.actions.bookkeeping import lock_discussion, set_status
from comments.actions.editing import edit_comment
from comments.models import Comment, Notification
from comments.notifications.telling import notify
from comments.quotations.attributions import Attribution
from comments.text import to_html
from tests.factories import (
    ArticleFactory,
    BylineFactory,
    CommentFactory,
    DecisionFactory,
    PictureFactory,
    ReportFactory,
    TagFactory,
    TopicFactory,
    UserFactory,
)

LONG_BODY = """<p>It happened at the harbour, <em>twice</em>, and <a href="/search/">nobody</a> saw it.</p>
<blockquote><p>We counted bicycles, and then we stopped arguing.</p></blockquote>
<h2>What is known</h2>
<ul><li>The pier stands.</li><li>The ferry does not.</li></ul>
<table><thead><tr><th scope="col">Year</th><th scope="col">Boats</th></tr></thead>
<tbody><tr><td>2006</td><td>12</td></tr><tr><td>2007</td><td>9</td></tr></tbody></table>"""
WORDS = """*Well* said, and **more**:

> We counted bicycles.

1. one
2. two

See https://example.org/a-rather-long-address/that-goes-on/and-on/until-it-would-leave-the-page.html and `code`.

    a line of code that is much longer than a phone is wide, and that nobody has broken anywhere for anybody
"""
DEEPER_THAN_DRAWN = 8


@dataclass(frozen=True)
class Showcase:
    """`article` holds every kind of comment, `long` five threads; the others are named for what sets them apart."""

    reader: User
    moderator: User
    editor: User
    article: Article
    topic: Topic
    own: Comment
    tombstone: Comment
    own_deleted: Comment
    deep: Comment
    reported: Comment
    long: Article
    middle: Comment
    changed: Comment
    empty: Article
    closed: Article
    in_closed: Comment
    premoderated: Article
    in_premoderated: Comment
    own_pending: Comment
    off: Article
    draft: Article
    empty_topic: Topic


@transaction.atomic
def make_showcase() -> Showcase:
    reader = UserFactory.create(handle="rita", display_name="Rita Reader")
    moderator = UserFactory.create(handle="mona", display_name="Mona Moderator", moderator=True)
    article = _article()
    middle = _middle_of_a_long_discussion()
    closed = ArticleFactory.create(headline="A discussion that is over", discussion_mode="closed")
    premoderated = ArticleFactory.create(headline="A discussion with a doorkeeper", discussion_mode="premoderated")
    _leave_mail()
    _tell_everything(reader, middle)
    return Showcase(
        reader=reader,
        moderator=moderator,
        editor=UserFactory.create(handle="edda", editor=True),
        article=article,
        topic=article.topics.get(),
        own=CommentFactory.create(article=article, author=reader, body=WORDS),
        tombstone=_tombstone(article, moderator),
        own_deleted=_own_deleted(article, reader),
        deep=_chain(article),
        reported=_odd_ones(article),
        long=middle.discussion.article,
        middle=middle,
        changed=_changed(article),
        empty=ArticleFactory.create(headline="Nobody has answered this", dek=""),
        closed=closed,
        in_closed=CommentFactory.create(article=closed, author=reader),
        premoderated=premoderated,
        in_premoderated=CommentFactory.create(article=premoderated),
        own_pending=CommentFactory.create(article=premoderated, author=reader, status=Comment.Status.PENDING),
        off=ArticleFactory.create(headline="A notice without a discussion", discussion_mode="off"),
        draft=ArticleFactory.create(headline="Not yet", draft=True),
        empty_topic=TopicFactory.create(name="Weather", description="Nothing but the sky"),
    )


def _article() -> Article:
    picture = PictureFactory.create(file__width=1200, file__height=750, file__color="slategray")
    article = ArticleFactory.create(
        headline="Ferry to stop at Millbrook again after nine years of walking round the bay",
        dek="Service returns three mornings a week, and with it an argument that nobody had missed",
        body=LONG_BODY,
        lead_picture=picture,
        topics=[TopicFactory.create(name="Harbour", description="Ships and those who miss them")],
        tags=[TagFactory.create(name="ferries", slug="ferries"), TagFactory.create(name="town hall")],
        bylines=[
            BylineFactory.create(name="Nora Quill", slug="nora-quill"),
            BylineFactory.create(name="Sam Portrait", portrait=PictureFactory.create(caption="Sam")),
        ],
        corrected_at=timezone.now(),
    )
    ArticleFactory.create(headline="An earlier one on the ferry", topics=list(article.topics.all()))
    return article


def _tombstone(article: Article, moderator: User) -> Comment:
    """Removed by a moderator, with a reply and a decision that holds a note."""
    comment = CommentFactory.create(article=article)
    CommentFactory.create(parent=comment, body="I saw that.")
    comment.refresh_from_db()
    _take_down(comment, Comment.Status.REMOVED)
    DecisionFactory.create(comment=comment, moderator=moderator, note="Please stay with the ferry.")
    return comment


def _own_deleted(article: Article, reader: User) -> Comment:
    comment = CommentFactory.create(article=article, author=reader)
    CommentFactory.create(parent=comment)
    comment.refresh_from_db()
    _take_down(comment, Comment.Status.DELETED)
    return comment


def _changed(article: Article) -> Comment:
    """Changed after it was answered: words taken out, added, left out of the difference, and from right to left."""
    same = "A sentence that says the same as before. " * 30
    body = f"The ferry was late. {same}العبّارة تأخرت\n\n{'w' * 300}"
    author = UserFactory.create(display_name="Cara Changed")
    comment = CommentFactory.create(article=article, body=body, author=author)
    CommentFactory.create(parent=comment)
    edit_comment(comment=comment, editor=author, body=body.replace("late", "never late").replace("تأخرت", "وصلت"))
    return comment


def _take_down(comment: Comment, status: Comment.Status) -> None:
    set_status(comment, status, lock_discussion(comment.discussion_id))


def _chain(article: Article) -> Comment:
    """The last of a chain of replies that goes deeper than is drawn."""
    comment = CommentFactory.create(article=article, body="The top of a chain.")
    for _ in range(DEEPER_THAN_DRAWN):
        comment = CommentFactory.create(parent=comment)
    return comment


def _odd_ones(article: Article) -> Comment:
    """Recovered, quoting, from elsewhere, right to left, reported; the reported one is returned."""
    quoted = CommentFactory.create(article=article, author=None, imported_name="Old Tom", time_is_known=False)
    sources = {0: Attribution("Old Tom", quoted.get_absolute_url()), 1: Attribution()}
    CommentFactory.create(
        parent=quoted,
        author=None,
        imported_name="Harriet",
        parent_source=Comment.ParentSource.RECOVERED,
        parent_confidence=90,
        body_html=to_html("> Comment\n\nIndeed.\n\n> And this is from nowhere.", sources),
        edited_at=timezone.now(),
    )
    CommentFactory.create(
        article=article, author=None, imported_name="Tides and Timetables", kind=Comment.Kind.LINKBACK
    )
    CommentFactory.create(article=article, author=None, imported_name="نورا", body="العبّارة تعود إلى ميلبروك، أخيرًا.")
    CommentFactory.create(article=article, author=None, imported_name="W" * 100, body="w" * 500)
    long_ago = timezone.now() - timedelta(days=400)
    reported = CommentFactory.create(article=article, created_at=long_ago)
    ReportFactory.create(comment=reported, note="Look at the second word.")
    return reported


def _middle_of_a_long_discussion() -> Comment:
    """The second of five threads, of which the first has more replies than any other."""
    article = ArticleFactory.create(headline=f"On {'W' * 60}", dek="w" * 400, lead_picture=_lost_picture())
    writer = UserFactory.create(display_name="Donaudampfschiffahrtselektrizitätenhauptbetriebswerkbauunter")
    roots = [CommentFactory.create(article=article, author=writer) for _ in range(5)]
    for _ in range(4):
        CommentFactory.create(parent=roots[0], author=writer)
    return roots[1]


def _lost_picture() -> Picture:
    return PictureFactory.create(file="", caption="What the archive did not keep")


def _tell_everything(reader: User, comment: Comment) -> None:
    for kind in sorted({*Notification.Kind.values} - Notification.ABOUT_ONESELF):
        notify(to=[reader.pk], kind=kind, comment=comment, actor=comment.author)


def _leave_mail() -> None:
    body = "The code is ABCD-EFGH.\n\n" + "A line that is much longer than a phone is wide, as lines in mail are. " * 3
    OutboxBackend().send_messages([EmailMessage("Parley: a code", body, to=["somebody@example.org"])])
