"""Taking a personal detail out of a comment for good: everywhere, seen beforehand, and without a copy."""

import pytest
from django.apps import apps
from django.core import serializers
from django.test import Client

from accounts.models import User
from comments.models import Comment, Draft, Notification, Scrub
from comments.quotations.attributions import Attribution
from comments.text import to_html
from tests.comments.steps import SIGNED_IN_ROLES, everything, path_of, sign_in, text_of
from tests.factories import ArticleFactory, CommentFactory

pytestmark = pytest.mark.django_db

DETAIL = "Mill Lane 7"
BY_AUTHOR = "[removed by the author]"
BY_MODERATOR = "[removed by a moderator]"


@pytest.fixture
def comment(author: User) -> Comment:
    return CommentFactory.create(author=author, body=f"She lives at {DETAIL}, *ask there*.")


@pytest.fixture
def as_author(client: Client, author: User) -> Client:
    client.force_login(author)
    return client


@pytest.fixture
def quoting(comment: Comment) -> Comment:
    """Under another article, so that its page must be told as well."""
    body = f"> lives at {DETAIL},\n> ask there\n\nNobody lives at {DETAIL}."
    html = to_html(body, {0: Attribution("Ada Author", comment.get_absolute_url())})
    other = CommentFactory.create(body=body, body_html=html)
    other.quotations.create(position=0, passage=f"lives at {DETAIL},\nask there", source_comment=comment)
    return other


def scrub(client: Client, comment: Comment, passage: str = DETAIL) -> str:
    answer = client.post(path_of("scrub", comment), {"passage": passage, "confirmed": "yes"}, follow=True)
    return text_of(answer)


def stored() -> str:
    """Everything that any table of the site holds."""
    models = [model for model in apps.get_models() if model._meta.app_label in {"comments", "articles", "accounts"}]
    return "".join(serializers.serialize("json", model._default_manager.all(), ensure_ascii=False) for model in models)


def test_an_author_takes_a_detail_out(as_author: Client, comment: Comment) -> None:
    page = scrub(as_author, comment)

    comment.refresh_from_db()
    assert "Taken out in 1 place." in page
    assert comment.body == f"She lives at {BY_AUTHOR}, *ask there*."
    assert comment.body_html == f"<p>She lives at {BY_AUTHOR}, <em>ask there</em>.</p>\n"
    assert BY_AUTHOR in text_of(Client().get(comment.discussion.article.get_absolute_url()))


def test_a_moderator_does_and_the_author_is_told(client: Client, comment: Comment, moderator: User) -> None:
    client.force_login(moderator)

    scrub(client, comment)

    comment.refresh_from_db()
    record = Scrub.objects.get()
    assert comment.body == f"She lives at {BY_MODERATOR}, *ask there*."
    assert (record.comment, record.scrubber, record.role, record.places) == (comment, moderator, "moderator", 1)
    assert Notification.objects.get().recipient == comment.author


def test_nothing_that_is_stored_holds_the_words_any_more(
    as_author: Client, comment: Comment, author: User, reader: User
) -> None:
    reply = CommentFactory.create(parent=comment, body=f"> at {DETAIL.upper()}\n\nReally?")
    CommentFactory.create(parent=reply, body=f"> > at {DETAIL}\n>\n> Really?\n\nYes.")
    other = CommentFactory.create(body=f"> {DETAIL}")
    other.quotations.create(position=0, passage=DETAIL, source_comment=comment)
    CommentFactory.create(parent=other, body=f"> > {DETAIL}\n\nThere?")
    as_author.post(path_of("edit", comment), {"body": f"Not {DETAIL} but near Mill\nLane 7, ask there."})
    article = comment.discussion.article
    drafts = [{"reader": author, "is_edit": True, "body": f"At {DETAIL}!"}, {"reader": reader, "body": f"> {DETAIL}"}]
    for number, draft in enumerate(drafts):
        Draft.objects.create(
            article=article, comment=comment, form_key=f"{number:032}", updated_at=comment.created_at, **draft
        )

    page = scrub(as_author, comment)

    assert "Taken out in 9 places." in page
    assert DETAIL.lower() not in stored().lower()
    assert "Mill\\nLane" not in stored()


def test_a_quotation_loses_the_words_and_what_its_writer_says_stays(
    as_author: Client, comment: Comment, quoting: Comment
) -> None:
    version = quoting.discussion.version

    scrub(as_author, comment)

    quoting.refresh_from_db()
    assert quoting.body == f"> lives at {BY_AUTHOR},\n> ask there\n\nNobody lives at {DETAIL}."
    assert f'<blockquote class="quotation">\n<p>lives at {BY_AUTHOR},<br>' in quoting.body_html.replace(
        "<br />", "<br>"
    )
    assert "Ada Author</a>" in quoting.body_html
    assert quoting.quotations.get().passage == f"lives at {BY_AUTHOR},\nask there"
    quoting.discussion.refresh_from_db()
    assert quoting.seq == quoting.discussion.version > version


def test_no_kept_page_goes_on_telling(as_author: Client, comment: Comment, quoting: Comment) -> None:
    as_author.post(path_of("edit", comment), {"body": f"It was {DETAIL}, I said."})
    Comment.objects.get(pk=comment.pk).revisions.update(is_public=True)
    around = [comment.discussion.article, comment, quoting, comment.author]
    paths = [*(thing.get_absolute_url() for thing in around if thing), path_of("revisions", comment)]
    before = [text_of(Client().get(path)) for path in paths]

    scrub(as_author, comment)

    after = [text_of(Client().get(path)) for path in paths]
    assert all(DETAIL in page for page in before)
    assert not any(DETAIL in page.replace(f"Nobody lives at {DETAIL}", "") for page in after)


def test_every_place_is_shown_before_anything_is_done(as_author: Client, comment: Comment, quoting: Comment) -> None:
    as_author.post(path_of("edit", comment), {"body": f"It was {DETAIL}, <b>I</b> said."})
    before = everything()

    answer = as_author.post(path_of("scrub", comment), {"passage": DETAIL})

    page = text_of(answer)
    assert answer.status_code == 200
    assert "This is where the words stand: 3 places" in page
    assert f"It was <mark>{DETAIL}</mark>, &lt;b&gt;I&lt;/b&gt; said." in page
    assert f"She lives at <mark>{DETAIL}</mark>, *ask there*." in page
    assert f"lives at <mark>{DETAIL}</mark>,\n&gt; ask there" in page
    assert "This cannot be undone" in page
    assert everything() == before
    assert not Scrub.objects.exists()


def test_the_preview_shows_nobody_what_they_may_not_read(as_author: Client, comment: Comment, reader: User) -> None:
    CommentFactory.create(parent=comment, body=f"> {DETAIL}\n\nhidden", status=Comment.Status.PENDING)
    Draft.objects.create(
        article=comment.discussion.article,
        comment=comment,
        reader=reader,
        body=f"> {DETAIL} begun",
        form_key="0" * 32,
        updated_at=comment.created_at,
    )

    page = text_of(as_author.post(path_of("scrub", comment), {"passage": DETAIL}))

    assert "3 places" in page
    assert page.count("You may not read this text") == 2
    assert "hidden" not in page.split("<h1>")[1].split("</main>")[0].replace('type="hidden"', "")
    assert "begun" not in page


def test_done_twice_it_does_no_more_than_once(as_author: Client, comment: Comment) -> None:
    scrub(as_author, comment)
    once = everything()

    page = scrub(as_author, comment)

    assert "nowhere to be found any more" in page
    assert everything() == once
    assert Scrub.objects.count() == 1


def test_a_mark_is_not_scrubbed_itself(as_author: Client, comment: Comment) -> None:
    scrub(as_author, comment)

    answer = as_author.post(path_of("scrub", comment), {"passage": "removed"})

    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("passage", "sentence"),
    [
        ("", "Please give the words"),
        (" \n", "Please give the words"),
        ("7", "That is too little"),
        ("., *", "That is too little"),
        ("x" * 501, "at most 500 characters"),
        ("Nowhere Street", "stand neither in the comment nor"),
    ],
)
def test_words_that_cannot_be_taken_out_come_back_with_the_reason(
    as_author: Client, comment: Comment, passage: str, sentence: str
) -> None:
    before = everything()

    answer = as_author.post(path_of("scrub", comment), {"passage": passage})

    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert passage.strip() in text_of(answer)
    assert everything() == before


@pytest.mark.parametrize("status", [Comment.Status.REMOVED, Comment.Status.DELETED, Comment.Status.PENDING])
def test_it_can_be_done_to_what_is_not_shown(as_author: Client, author: User, status: int) -> None:
    hidden = CommentFactory.create(author=author, body=f"At {DETAIL}.", status=status)

    scrub(as_author, hidden)

    hidden.refresh_from_db()
    assert (hidden.body, hidden.status) == (f"At {BY_AUTHOR}.", status)


@pytest.mark.parametrize("role", ["reader", "editor"])
def test_nobody_takes_words_out_of_what_others_wrote(client: Client, comment: Comment, role: str) -> None:
    sign_in(client, role)
    before = everything()

    answers = [
        client.get(path_of("scrub", comment)),
        client.post(path_of("scrub", comment), {"passage": DETAIL}),
        client.post(path_of("scrub", comment), {"passage": DETAIL, "confirmed": "yes"}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert "Only its author and the moderators" in text_of(answers[0])
    assert everything() == before


def test_without_an_account_the_way_leads_to_the_sign_in(client: Client, comment: Comment) -> None:
    answer = client.get(path_of("scrub", comment))
    sent = client.post(path_of("scrub", comment), {"passage": DETAIL, "confirmed": "yes"})

    assert answer.headers["Location"] == f"/account/login/?next={path_of('scrub', comment)}"
    assert sent.status_code == 403
    assert not Scrub.objects.exists()


@pytest.mark.parametrize("role", SIGNED_IN_ROLES)
def test_opening_the_form_changes_nothing(client: Client, comment: Comment, role: str) -> None:
    sign_in(client, role)
    before = everything()

    client.get(path_of("scrub", comment), {"passage": DETAIL, "confirmed": "yes"})

    assert everything() == before


def test_what_others_may_not_see_is_not_found(client: Client, reader: User) -> None:
    waiting = CommentFactory.create(status=Comment.Status.PENDING)
    client.force_login(reader)

    assert client.get(path_of("scrub", waiting)).status_code == 404
    assert client.get("/comments/999999/scrub/").status_code == 404


def test_what_came_from_an_archive_is_scrubbed_by_moderators(client: Client, moderator: User) -> None:
    archived = CommentFactory.create(
        author=None, imported_name="Dora", body=f"At {DETAIL}.", article=ArticleFactory.create()
    )
    client.force_login(moderator)

    scrub(client, archived)

    archived.refresh_from_db()
    assert archived.body == f"At {BY_MODERATOR}."
    assert not Notification.objects.exists()


@pytest.mark.parametrize("role", ["anonymous", "reader", "moderator"])
def test_the_comments_page_tells_that_words_went_and_never_which(
    as_author: Client, comment: Comment, role: str
) -> None:
    scrub(as_author, comment)
    as_author.logout()
    sign_in(as_author, role)

    page = text_of(as_author.get(comment.get_absolute_url()))

    assert "What was taken out for good" in page
    assert "words in 1 place," in page
    assert DETAIL not in page


def test_the_window_that_was_open_meanwhile_does_not_bring_the_words_back(as_author: Client, comment: Comment) -> None:
    page = text_of(as_author.get(path_of("edit", comment)))
    begun = page.split('name="begun_from" value="')[1].split('"')[0]
    scrub(as_author, comment)

    answer = as_author.post(path_of("edit", comment), {"body": f"At {DETAIL}!", "begun_from": begun})

    comment.refresh_from_db()
    assert answer.status_code == 422
    assert DETAIL not in comment.body


def test_letters_that_are_composed_otherwise_are_found(as_author: Client, author: User) -> None:
    other = CommentFactory.create(author=author, body="Ask Zoe\u0301 Millard or ZOÉ  MILLARD.")

    scrub(as_author, other, "Zoé Millard")

    other.refresh_from_db()
    assert other.body == f"Ask {BY_AUTHOR} or {BY_AUTHOR}."
