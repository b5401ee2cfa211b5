"""One page of a search: the articles that readers may see, in the order asked for, with what of them matched."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.utils import timezone
from django.utils.safestring import SafeString

from articles.corrections import words_of
from articles.models import Article
from articles.querysets import ArticleQuerySet
from articles.search.index import MOST_WEIGHED, best_holding
from articles.search.marking import marked, passage
from articles.search.narrowing import NEWEST, Asked, Choices, choices_of
from articles.search.phrases import Words
from articles.search.query import Question
from articles.search.suggesting import suggested

FOUND_ON_A_PAGE = 12


@dataclass(frozen=True)
class Result:
    article: Article
    headline: SafeString
    dek: SafeString
    passage: SafeString


@dataclass(frozen=True)
class Found:
    """`is_all`: whether everything that holds the words was weighed, and not only the newest of it.

    `meant` is a question that finds something, where this one does not and differs by slips only; else blank.
    """

    page: Page[int]
    results: list[Result]
    choices: list[Choices]
    years: list[int]
    is_all: bool
    meant: str

    @property
    def is_choosable(self) -> bool:
        return any(choices.narrower for choices in self.choices)


def find(asked: Asked, page: str | None) -> Found:
    """The page of results; a handful of queries, however many articles there are."""
    ranked = best_holding(asked.question.words)
    public = Article.objects.public().filter(pk__in=ranked, **asked.relations)
    moments = dict(public.values_list("pk", "published_at"))
    # As the page tells them and addresses have them: in the site's time zone.
    year_of = {key: timezone.localtime(moment).year for key, moment in moments.items() if moment}
    years = sorted(set(year_of.values()), reverse=True)
    keys = [key for key in ranked if key in moments]
    if asked.year:
        keys = [key for key in keys if year_of.get(key) == asked.year]
    if asked.order == NEWEST:
        keys.sort(key=lambda key: (moments[key], key), reverse=True)
    shown = Paginator(keys, FOUND_ON_A_PAGE).get_page(page)
    results = _results(asked.question, list(shown))
    meant = "" if keys else suggested(asked.question, _is_held)
    choices = choices_of(asked, keys)
    return Found(shown, results, choices, years, is_all=len(ranked) < MOST_WEIGHED, meant=meant)


def _is_held(words: Words) -> bool:
    return Article.objects.public().filter(pk__in=best_holding(words)).exists()


def _results(question: Question, keys: list[int]) -> list[Result]:
    articles: ArticleQuerySet = Article.objects.filter(pk__in=keys).for_cards().defer("body_html")
    found = {article.pk: article for article in articles}
    return [_result(question, found[key]) for key in keys if key in found]


def _result(question: Question, article: Article) -> Result:
    held = question.words.held
    shown = (article.headline, article.dek, passage(words_of(article.body), held))
    return Result(article, *(marked(text, held) for text in shown))
