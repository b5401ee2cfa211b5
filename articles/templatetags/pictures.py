"""Pictures, for templates."""

from django import template
from django.utils.safestring import SafeString

from articles.body import as_seen_in, without_picture_pages
from articles.models import Article, Picture
from articles.showing import USES, picture_html

register = template.Library()


@register.simple_tag
def body_of(article: Article, are_pictures_alone: object = False) -> SafeString:
    """The article's text; its pictures lead to their pages, unless they stand alone."""
    return without_picture_pages(article) if are_pictures_alone else as_seen_in(article)


@register.simple_tag(name="picture")
def picture_tag(picture: Picture, use: str, alt: str | None = None, css_class: str = "") -> SafeString:
    """The picture as this use shows it (articles/showing.py); `alt` where it says something else there, or nothing."""
    return picture_html(picture, USES[use], alt=picture.alt if alt is None else alt, css_class=css_class)
