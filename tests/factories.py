"""Honest examples of every noun; comments are made by the actions, so their counts are true."""

from datetime import timedelta
from typing import Any, cast
from uuid import uuid4

import factory
from django.contrib.auth.models import Group
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.models import User
from accounts.roles import ADMINISTRATOR, EDITOR, MODERATOR, READER, SENIOR_MODERATOR
from accounts.skeletons import skeleton
from articles.body import drawn_body
from articles.link_cards.keeping import keep_cards
from articles.models import Article, ArticleByline, Byline, LinkCard, Picture, PlannedRevision, Remark, Tag, Topic
from comments.actions.bookkeeping import lock_discussion, set_status
from comments.models import Appeal, Comment, Decision, Draft, Guest, Notice, NoticeLocation, Report, Rule, Sanction
from comments.rules.book import raise_rulebook
from comments.text import to_html


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User

    class Params:
        editor = factory.Trait(is_staff=True, role=EDITOR)
        moderator = factory.Trait(role=MODERATOR)
        senior = factory.Trait(role=SENIOR_MODERATOR)
        administrator = factory.Trait(is_staff=True, role=ADMINISTRATOR)

    handle = factory.Sequence(lambda n: f"person-{n}")
    display_name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.LazyAttribute(lambda person: f"{person.handle}@example.org")

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, role: str = READER, **facts: Any) -> User:
        password = facts.pop("password", "a-long-enough-secret")
        user = User.objects.create_user(password=password, **facts)
        user.groups.add(Group.objects.get(name=role))
        return user


class TopicFactory(DjangoModelFactory[Topic]):
    class Meta:
        model = Topic

    name = factory.Sequence(lambda n: f"Topic {n}")
    slug = factory.Sequence(lambda n: f"topic-{n}")
    position = factory.Sequence(lambda n: n)


class TagFactory(DjangoModelFactory[Tag]):
    class Meta:
        model = Tag

    name = factory.Sequence(lambda n: f"tag {n}")
    slug = factory.Sequence(lambda n: f"tag-{n}")


class BylineFactory(DjangoModelFactory[Byline]):
    class Meta:
        model = Byline

    name = factory.Sequence(lambda n: f"Writer {n}")
    slug = factory.Sequence(lambda n: f"writer-{n}")
    bio = "Writes about the harbour."


class PictureFactory(DjangoModelFactory[Picture]):
    class Meta:
        model = Picture

    file = factory.django.ImageField(width=64, height=48, color="teal")
    alt = "A teal rectangle"
    caption = "The harbour at dawn"
    credit = "Photo desk"


class LinkCardFactory(DjangoModelFactory[LinkCard]):
    """What another site said when it was asked an hour ago."""

    class Meta:
        model = LinkCard

    address = factory.Sequence(lambda n: f"https://example.org/{n}")
    title = "How harbours silt up"
    description = "What the tide leaves, and who takes it away."
    site_name = "Example Review"
    fetched_at = factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1))
    tried_at = factory.LazyAttribute(lambda card: card.fetched_at)


class ArticleFactory(DjangoModelFactory[Article]):
    """A public article with one revision; name `bylines`, `topics` and `tags` as lists."""

    class Meta:
        model = Article

    class Params:
        draft = factory.Trait(status=Article.Status.DRAFT, published_at=None)

    headline = factory.Sequence(lambda n: f"Headline {n}")
    slug = factory.Sequence(lambda n: f"headline-{n}")
    dek = "What happened, in a line"
    body = "<p>It happened at the harbour.</p>"
    status = Article.Status.PUBLISHED
    published_at = factory.LazyFunction(lambda: timezone.now() - timedelta(hours=2))

    @classmethod
    def _create(cls, model_class: type[Article], *args: Any, **facts: Any) -> Article:
        bylines, topics, tags = (cast("list[Any]", facts.pop(name, [])) for name in ("bylines", "topics", "tags"))
        drawn = drawn_body(facts["body"])
        facts.setdefault("body_html", drawn.html)
        article: Article = super()._create(model_class, *args, **facts)
        if drawn.pictures:
            article.body_pictures.set(drawn.pictures)
        if drawn.cards:
            keep_cards(article, drawn.cards)
        article.topics.set(topics)
        article.tags.set(tags)
        for position, byline in enumerate(bylines):
            ArticleByline.objects.create(article=article, byline=byline, position=position)
        article.revisions.create(number=1, headline=article.headline, dek=article.dek, body=article.body)
        return article


class PlannedRevisionFactory(DjangoModelFactory[PlannedRevision]):
    """Another headline for a public article, an hour from now."""

    class Meta:
        model = PlannedRevision

    article = factory.SubFactory(ArticleFactory)
    headline = "Another headline"
    body = "<p>It happened at the harbour.</p>"
    based_on = 1
    takes_effect_at = factory.LazyFunction(lambda: timezone.now() + timedelta(hours=1))


class RemarkFactory(DjangoModelFactory[Remark]):
    """What a reader told the desk of a public article."""

    class Meta:
        model = Remark

    article = factory.SubFactory(ArticleFactory)
    revision_number = 1
    passage = "at the harbour"
    words = "It was at the pier."


class GuestFactory(DjangoModelFactory[Guest]):
    """Somebody without an account whose address is confirmed."""

    class Meta:
        model = Guest

    name = factory.Sequence(lambda n: f"Visitor {n}")
    email = factory.Sequence(lambda n: f"visitor-{n}@example.org")
    skeleton = factory.LazyAttribute(lambda guest: skeleton(guest.name))
    confirmed_at = factory.LazyFunction(timezone.now)


class CommentFactory(DjangoModelFactory[Comment]):
    """A published comment: pass `article` or `parent`, and a `status` to have it taken down or pending."""

    class Meta:
        model = Comment

    body = factory.Sequence(lambda n: f"Comment number {n}.")
    form_key = factory.LazyFunction(uuid4)

    @classmethod
    def _create(cls, model_class: type[Comment], *args: Any, **facts: Any) -> Comment:
        parent: Comment | None = facts.get("parent")
        article = facts.pop("article", None) or (parent.discussion.article if parent else ArticleFactory.create())
        if not {"author", "guest", "imported_name"} & set(facts):
            facts["author"] = UserFactory.create()
        status = facts.pop("status", Comment.Status.PUBLISHED)
        discussion = lock_discussion(article.pk)
        if parent is not None:
            facts |= {"root_id": parent.thread_id, "depth": parent.depth + 1}
        facts.setdefault("body_html", to_html(facts["body"]))
        comment = Comment.objects.create(discussion=discussion, status=Comment.Status.PENDING, **facts)
        if status != Comment.Status.PENDING:
            set_status(comment, Comment.Status.PUBLISHED, discussion)
        if status not in {Comment.Status.PENDING, Comment.Status.PUBLISHED}:
            set_status(comment, status, discussion)
        return comment


class DraftFactory(DjangoModelFactory[Draft]):
    class Meta:
        model = Draft

    reader = factory.SubFactory(UserFactory)
    article = factory.SubFactory(ArticleFactory)
    body = "Begun and not"
    form_key = factory.LazyFunction(uuid4)
    updated_at = factory.LazyFunction(timezone.now)


class DecisionFactory(DjangoModelFactory[Decision]):
    class Meta:
        model = Decision

    comment = factory.SubFactory(CommentFactory)
    moderator = factory.SubFactory(UserFactory, moderator=True)
    role = MODERATOR
    verdict = Decision.Verdict.REMOVE
    reason = "abuse"
    revision_number = 1


class SanctionFactory(DjangoModelFactory[Sanction]):
    """In force, and noted on the `person`; pass a `guest` instead, or another `kind`."""

    class Meta:
        model = Sanction

    kind = Sanction.Kind.SUSPENSION
    reason = "abuse"
    sentence = "Please calm down."
    moderator = factory.SubFactory(UserFactory, moderator=True)
    role = MODERATOR

    @classmethod
    def _create(cls, model_class: type[Sanction], *args: Any, **facts: Any) -> Sanction:
        if facts.get("guest") is None:
            facts.setdefault("person", UserFactory.create())
            User.objects.filter(pk=facts["person"].pk).update(is_sanctioned=True)
            facts["person"].is_sanctioned = True
        if facts["kind"] == Sanction.Kind.SUSPENSION:
            facts.setdefault("until", timezone.now() + timedelta(days=1))
        sanction: Sanction = super()._create(model_class, *args, **facts)
        return sanction


class AppealFactory(DjangoModelFactory[Appeal]):
    """An appeal that waits, against a decision that is only a row: its comment is taken down beside it."""

    class Meta:
        model = Appeal

    decision = factory.SubFactory(DecisionFactory, comment__status=Comment.Status.REMOVED)
    decided_by = factory.LazyAttribute(lambda appeal: appeal.decision.moderator)
    body = "It was meant as a joke."


class NoticeFactory(DjangoModelFactory[Notice]):
    """A notice that waits; pass the `comments` that it names, or get one."""

    class Meta:
        model = Notice

    ground = Notice.Ground.DEFAMATION
    explanation = "None of this is true."
    name = "Nora Notifier"
    email = factory.Sequence(lambda n: f"notifier-{n}@example.org")
    form_key = factory.LazyFunction(uuid4)

    @classmethod
    def _create(cls, model_class: type[Notice], *args: Any, **facts: Any) -> Notice:
        comments = cast("list[Comment]", facts.pop("comments", None)) or [CommentFactory.create()]
        notice: Notice = super()._create(model_class, *args, **facts)
        for comment in comments:
            article = comment.discussion.article
            NoticeLocation.objects.create(
                notice=notice, path=comment.get_absolute_url(), article=article, comment=comment
            )
        return notice


class ReportFactory(DjangoModelFactory[Report]):
    """An open report, counted on its comment."""

    class Meta:
        model = Report

    comment = factory.SubFactory(CommentFactory)
    reporter = factory.SubFactory(UserFactory)
    reason = "spam"

    @classmethod
    def _create(cls, model_class: type[Report], *args: Any, **facts: Any) -> Report:
        report: Report = super()._create(model_class, *args, **facts)
        report.comment.report_count += 1
        report.comment.save(update_fields=["report_count"])
        return report


class RuleFactory(DjangoModelFactory[Rule]):
    """A live rule that holds comments about tulips; `parameters` as its kind has them."""

    class Meta:
        model = Rule

    name = factory.Sequence(lambda n: f"Rule {n}")
    kind = Rule.Kind.WORDS
    parameters = factory.LazyFunction(lambda: {"entries": "tulips"})
    reason = "spam"
    state = Rule.State.LIVE
    created_by = factory.SubFactory(UserFactory, administrator=True)

    @classmethod
    def _create(cls, model_class: type[Rule], *args: Any, **facts: Any) -> Rule:
        rule: Rule = super()._create(model_class, *args, **facts)
        raise_rulebook()
        return rule
