"""The article as it stands in its form, for what looks at it before anything is saved."""

from copy import copy
from typing import TYPE_CHECKING, cast

from django.contrib import admin
from django.http import Http404, HttpRequest, QueryDict

from articles.admin.byline_rows import named_in_order
from articles.body import drawn_body
from articles.models import Article, Byline
from articles.permissions import may_edit_articles
from articles.policy import POLICY_FIELDS
from articles.unsaved import Unsaved, as_stored

if TYPE_CHECKING:
    from articles.admin.article_form import ArticleForm

WORDS = ("headline", "dek", "body")
FACTS = ("lead_picture", "status", "published_at", *POLICY_FIELDS)


def form_as_sent(model_admin: admin.ModelAdmin[Article], request: HttpRequest, pk: int | None) -> "ArticleForm":
    """The article's form with what was sent of it, checked and not saved."""
    may_edit_articles(request.user).enforce()
    article = model_admin.get_object(request, str(pk)) if pk is not None else None
    if pk is not None and article is None:
        raise Http404
    form_class = model_admin.get_form(request, article, change=article is not None)
    form = cast("ArticleForm", form_class(request.POST, instance=article))
    form.full_clean()
    return form


def as_it_stands(form: "ArticleForm") -> Unsaved:
    """Words count as they were typed; any other field that is not in order is as it was before."""
    said = form.cleaned_data
    article = copy(form.instance)
    before = as_stored(form.instance)
    for name in WORDS:
        setattr(article, name, said[name] if name in said else form[name].value() or "")
    for name in FACTS:
        if name in said:
            setattr(article, name, said[name])
    article.slug = said.get("slug") or article.slug or "unsaved"
    drawn = drawn_body(article.body)
    article.body_html = drawn.html
    topics = list(said["topics"]) if "topics" in said else before.topics
    article.topics_by_position = list(topics)
    return Unsaved(
        article,
        bylines=_bylines(form),
        topics=topics,
        tags=list(said["tags"]) if "tags" in said else before.tags,
        pictures=drawn.pictures,
    )


def _bylines(form: "ArticleForm") -> list[Byline]:
    """In the order in which they are named: by position, then as the rows stand."""
    stored = list(form.instance.article_bylines.all()) if form.instance.pk else []
    keys = named_in_order(cast("QueryDict", form.data), stored)
    found = Byline.objects.select_related("portrait").in_bulk(keys)
    return [found[key] for key in keys if key in found]
