"""`manage.py import_page`: a saved page comes in whole and once."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from PIL import Image

from articles.models import Article, ArticleRevision, Byline, Picture, Tag, Topic
from comments.models import Comment, Discussion, Quotation, Thread
from tests.comments.saved_pages import HEADLINE, PAGE, Import, comment_by, every_row, with_entries
from tests.factories import ArticleFactory, BylineFactory, TopicFactory

# --- What comes in -----------------------------------------------------------------------------


def test_the_article_comes_in_whole(import_page: Import) -> None:
    import_page()

    article = Article.objects.get()
    assert (article.headline, article.slug) == (HEADLINE, "ferry-to-stop-at-millbrook-again")
    assert article.dek == "Service returns after nine years, three mornings a week"
    assert article.body_html.count("<p>") == 2
    assert "“We counted bicycles,” said the harbour master" in article.body_html
    assert (article.status, article.published_at) == ("published", datetime(2007, 9, 5, 12, tzinfo=UTC))
    assert [tag.name for tag in article.tags.all()] == ["ferries", "harbour"]
    revision = ArticleRevision.objects.get()
    assert (revision.number, revision.headline, revision.body) == (1, article.headline, article.body)


def test_what_no_program_can_show_stays_outside(import_page: Import) -> None:
    import_page(PAGE.replace("Ferry to stop", "Ferry\x01 to\x0b stop").replace("Tags: harbour", "Tags: har\x02bour"))

    article = Article.objects.get()
    assert article.headline == HEADLINE
    assert "harbour" in article.tags.values_list("name", flat=True)


def test_the_writer_gets_a_byline_with_the_bio(import_page: Import) -> None:
    import_page()

    byline = Article.objects.get().bylines.get()
    assert (byline.name, byline.slug) == ("Nora Quill", "nora-quill")
    assert byline.bio.startswith("Nora Quill writes about ships")


def test_a_writer_who_is_known_stays_as_they_are(import_page: Import) -> None:
    known = BylineFactory.create(name="Nora Quill", slug="nora-quill", bio="Our shipping correspondent.")

    import_page()

    assert Article.objects.get().bylines.get() == known
    assert Byline.objects.get().bio == "Our shipping correspondent."


def test_the_caption_makes_a_picture_that_is_missing(import_page: Import) -> None:
    import_page()

    picture = Picture.objects.get()
    assert Article.objects.get().lead_picture == picture
    assert (picture.caption, picture.alt, bool(picture.file)) == (
        "The ferry at the old pier",
        "The ferry at the old pier",
        False,
    )


def test_a_picture_may_be_given(import_page: Import, tmp_path: Path) -> None:
    Image.new("RGB", (32, 20), "teal").save(tmp_path / "drawn.bin", "PNG")

    import_page(picture=str(tmp_path / "drawn.bin"))

    picture = Picture.objects.get()
    assert (picture.width, picture.height) == (32, 20)
    assert str(picture.file).endswith(".png")


def test_topics_join_the_navigation_behind_those_that_are_there(import_page: Import) -> None:
    TopicFactory.create(name="Weather", position=4)
    TopicFactory.create(name="tides", position=2)

    import_page()

    names = Topic.objects.in_navigation().values_list("name", "position")
    assert list(names) == [("tides", 2), ("Weather", 4), ("Shipping", 5), ("Town hall", 6)]


def test_comments_come_in_order_and_claim_no_hour(import_page: Import) -> None:
    import_page()

    comments = list(Comment.objects.order_by("created_at"))
    assert [comment.imported_name for comment in comments] == [
        "Old Tom",
        "section12",
        "Bay Watcher",
        "Harriet",
        "Jo K.",
    ]
    assert [comment.pk for comment in comments] == sorted(comment.pk for comment in comments)
    assert {comment.created_at.date() for comment in comments} == {date(2007, 9, 5)}
    assert not any(comment.time_is_known for comment in comments)
    assert {comment.status for comment in comments} == {Comment.Status.PUBLISHED}
    assert comments[0].body_html.count("<br>") == 1


def test_another_site_s_mention_is_a_linkback(import_page: Import) -> None:
    import_page()

    assert [comment.imported_name for comment in Comment.objects.filter(kind=Comment.Kind.LINKBACK)] == ["Bay Watcher"]


def test_replies_are_recovered_with_their_confidence(import_page: Import) -> None:
    import_page()

    replies = Comment.objects.exclude(parent=None).order_by("pk")
    assert [(reply.imported_name, reply.parent.imported_name) for reply in replies if reply.parent] == [
        ("Harriet", "Old Tom"),
        ("Jo K.", "section12"),
    ]
    assert {reply.parent_source for reply in replies} == {Comment.ParentSource.RECOVERED}
    assert [reply.parent_confidence for reply in replies] == [85, 95]


def test_a_quotation_is_linked_to_the_comment_it_comes_from(import_page: Import) -> None:
    import_page()

    source, quoting = comment_by("section12"), comment_by("Jo K.")
    quotation = Quotation.objects.get()
    assert (quotation.comment, quotation.source_comment, quotation.position) == (quoting, source, 0)
    assert quoting.body.startswith("section12 wrote:\n\n> Nobody at the meeting")
    assert f'<cite><a href="/comments/{source.pk}/">section12</a></cite>' in quoting.body_html
    assert "wrote:" not in quoting.body_html


def test_a_quotation_of_the_article_names_its_revision(import_page: Import) -> None:
    import_page(
        with_entries(("Jo", "“The body of the article”\nSays little."), body="The body of the article, 8 May 2007.")
    )

    article, quoting = Article.objects.get(), comment_by("Jo")
    assert Quotation.objects.get().source_revision == ArticleRevision.objects.get()
    assert f'<a href="{article.get_absolute_url()}">A headline</a>' in quoting.body_html
    assert quoting.parent is None


def test_a_quotation_of_what_is_gone_says_so(import_page: Import) -> None:
    import_page(with_entries(("Jo", "“The stage was sold for firewood.”\nSays who?")))

    quotation = Quotation.objects.get()
    assert (quotation.source_comment, quotation.source_revision) == (None, None)
    assert "from a comment no longer here" in comment_by("Jo").body_html


def test_the_discussion_s_counts_are_true(import_page: Import) -> None:
    import_page()

    discussion = Discussion.objects.get()
    assert (discussion.comment_count, discussion.linkback_count, discussion.thread_count) == (4, 1, 3)
    assert sorted(Thread.objects.values_list("size", flat=True)) == [1, 2, 2]
    assert comment_by("Old Tom").reply_count == 1
    assert discussion.last_comment_at == comment_by("Jo K.").created_at


def test_a_reader_finds_the_discussion_on_the_article_s_page(import_page: Import, client: Client) -> None:
    import_page()

    page = client.get(Article.objects.get().get_absolute_url()).content.decode()

    assert "Nine years I have walked round the bay." in page
    assert "Page five is in the library." in page


def test_many_entries_stay_on_the_article_s_day(import_page: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("comments.importers.entries._APART", timedelta(hours=1))

    import_page(with_entries(*[(f"Reader {n}", "Yes.") for n in range(15)]))

    assert {at.date() for at in Comment.objects.values_list("created_at", flat=True)} == {date(2007, 8, 8)}


def test_an_address_that_is_taken_gets_a_number(import_page: Import) -> None:
    ArticleFactory.create(slug="ferry-to-stop-at-millbrook-again")

    import_page()

    assert Article.objects.filter(slug="ferry-to-stop-at-millbrook-again-2").exists()


def test_names_without_latin_letters_get_addresses(import_page: Import) -> None:
    import_page(
        "Паром вернётся\n\nВот что решили.\n\nTags: порт\n\n• Ольга says:\n\nДа.\n\n\nМоре\n", date="2007-08-08"
    )

    assert Article.objects.get().slug.startswith("article-")
    assert Topic.objects.get().slug.startswith("topic-")
    assert Tag.objects.get().slug.startswith("tag-")


# --- Twice, and without writing ----------------------------------------------------------------


def test_importing_twice_changes_nothing(import_page: Import) -> None:
    import_page()
    before = every_row()

    said = import_page()

    assert every_row() == before
    assert "nothing changed" in said


def test_importing_again_leaves_an_edited_article_alone(import_page: Import) -> None:
    import_page()
    Article.objects.update(
        headline="Ferry delayed", slug="ferry-delayed", dek="", published_at=datetime(2020, 1, 1, tzinfo=UTC)
    )
    Comment.objects.filter(imported_name="Harriet").update(body="Other words.")
    before = every_row()

    said = import_page()

    assert every_row() == before
    assert "/2020/01/ferry-delayed/" in said


def test_a_dry_run_says_the_same_and_writes_nothing(import_page: Import, tmp_path: Path) -> None:
    Image.new("RGB", (32, 20), "teal").save(tmp_path / "drawn.png")
    before = every_row()

    dry = import_page(dry_run=True, picture=str(tmp_path / "drawn.png"))

    assert every_row() == before
    assert "nothing was written" in dry
    assert dry.splitlines()[:-1] == import_page().splitlines()[:-1]


def test_the_summary_counts_and_gives_reasons(import_page: Import) -> None:
    said = import_page()

    assert "5 entries: 4 comments by 4 names, 1 linkback" in said
    assert "topics: Shipping, Town hall, Tides (3)" in said
    assert "Harriet answers Old Tom (line 15): it opens by the name, 85 %" in said
    assert "Jo K. answers section12 (line 20): it names and quotes that comment, 95 %" in said
