"""Comments to be found, and what a moderator's line finds of them."""

from typing import Any

from accounts.models import User
from comments.models import Comment
from comments.moderation.search import search_comments
from comments.moderation.search_query import read_query
from tests.factories import ArticleFactory, CommentFactory, UserFactory


def said(*bodies: str, **facts: Any) -> list[Comment]:
    article = facts.pop("article", None) or ArticleFactory.create()
    author = facts.pop("author", None) or UserFactory.create()
    return [CommentFactory.create(article=article, author=author, body=body, **facts) for body in bodies]


def found(line: str, moderator: User) -> set[str]:
    """What those comments say that a line finds."""
    answer = search_comments(read_query(line), moderator)
    assert not answer.problem
    assert answer.earlier is None
    return {comment.body for comment in answer.cards}
