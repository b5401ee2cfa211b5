"""Searching comments as everybody may: those that are published, in discussions that are there to be read."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString

from articles.corrections import words_of
from articles.search.marking import marked, passage
from articles.search.phrases import Words
from articles.search.query import Question
from articles.search.suggesting import suggested
from comments.models import Comment
from comments.moderation.search import LAST_KEY
from comments.moderation.search_index import newest_holding
from comments.narrowing import AskedOfComments, CommentChoices, choices_among

FOUND_ON_A_PAGE = 20
# Of those that hold the words so many are asked at a time whether they are public: mostly the first lot will do.
_ASKED_AT_ONCE = 500


@dataclass(frozen=True)
class FoundComment:
    comment: Comment
    passage: SafeString


@dataclass(frozen=True)
class FoundComments:
    """The last to arrive first; `earlier` is the key below which to go on, or None at the end.

    There is no count, since one would also tell of what nobody may read. With fewer than a page holds, `earlier`
    means that the index was not looked through to its end.
    """

    results: list[FoundComment]
    choices: CommentChoices
    earlier: int | None

    @property
    def is_full(self) -> bool:
        return len(self.results) == FOUND_ON_A_PAGE


def find_comments(asked: AskedOfComments, *, below: int = LAST_KEY) -> FoundComments:
    """A page of them, whoever asks; costs about the same for any words, of which some must be held."""
    words, public = asked.question.words, asked.narrowed(Comment.objects.published().in_public_discussions())
    found: list[int] = []
    reached: int | None = None
    for keys, further in _holding(words, below):
        room = FOUND_ON_A_PAGE + 1 - len(found)
        found += public.filter(pk__in=keys).order_by("-pk").values_list("pk", flat=True)[:room]
        if len(found) > FOUND_ON_A_PAGE:
            return _found(asked, found[:-1], found[-2])
        reached = further
    return _found(asked, found, reached)


def mended(question: Question) -> str:
    """The question with its slips mended, where it finds nothing and that does; else blank."""

    def is_held(words: Words) -> bool:
        found = find_comments(AskedOfComments(Question("", words)))
        return bool(found.results)

    return suggested(question, is_held)


def _holding(words: Words, below: int) -> Iterator[tuple[list[int], int | None]]:
    """Keys of comments that hold the words, a lot at a time, each with where the index goes on after its stretch."""
    for stretch in newest_holding(words, below):
        for start in range(0, max(len(stretch.keys), 1), _ASKED_AT_ONCE):
            yield stretch.keys[start : start + _ASKED_AT_ONCE], stretch.reached


def _found(asked: AskedOfComments, keys: list[int], earlier: int | None) -> FoundComments:
    comments = Comment.objects.filter(pk__in=keys).select_related("author", "guest", "discussion__article")
    without_bodies = comments.defer("discussion__article__body", "discussion__article__body_html")
    shown = list(without_bodies.prefetch_related("discussion__article__topics").order_by("-pk"))
    results = [FoundComment(comment, _passage(comment, asked.question.words)) for comment in shown]
    return FoundComments(results, choices_among(asked, shown), earlier)


def _passage(comment: Comment, words: Words) -> SafeString:
    return marked(passage(words_of(comment.body_html), words.held), words.held)
