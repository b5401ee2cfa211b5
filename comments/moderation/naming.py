"""Whom and what moderators mean when they name somebody or an article."""

from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.keys import key_of
from accounts.models import User
from accounts.skeletons import skeleton
from articles.models import Article
from comments.models import Comment, Guest, Rule, RuleHit

# Of people of one name, and of articles with the same word in the headline, so many are looked at.
MOST_ALIKE = 50


class UnclearError(Exception):
    """Carries the sentence that says what could not be understood."""


def by_author(name: str) -> Q:
    """People by their handle or a name that looks like it, guests too; archived names as they are."""
    people = list(User.objects.filter(handle=name.lower().removeprefix("@")).values_list("pk", flat=True))
    if not people:
        alike = User.objects.filter(name_skeleton=skeleton(name))
        people = list(alike.order_by("pk").values_list("pk", flat=True)[:MOST_ALIKE])
    # Said twice, so that the index of archived names is found.
    archived = Q(imported_name=name) & ~Q(imported_name="")
    in_archive = Comment.objects.filter(archived).exists()
    guests = list(
        Guest.objects.filter(skeleton=skeleton(name)).order_by("-pk").values_list("pk", flat=True)[:MOST_ALIKE]
    )
    written = [Q(author__in=people)] * bool(people) + [Q(guest__in=guests)] * bool(guests) + [archived] * in_archive
    if not written:
        raise UnclearError(_("Nobody here is called “%(name)s”.") % {"name": name})
    return reduce(or_, written)


def on_article(place: str) -> Q:
    """The article with that address, path or number; else those with the words in their headline."""
    last = place.strip("/").split("/")[-1]
    articles = Article.objects.filter(slug=last)
    if not articles and (key := key_of(last)) is not None:
        articles = Article.objects.filter(pk=key)
    articles = articles or Article.objects.filter(headline__icontains=place)
    keys = list(articles.order_by("-pk").values_list("pk", flat=True)[:MOST_ALIKE])
    if not keys:
        raise UnclearError(_("No article has “%(place)s” in its headline or address.") % {"place": place})
    return Q(discussion__in=keys)


def hit_by_rule(name: str) -> Q:
    """What the rule of that name found something in, in shadow too; else those with the words in their name."""
    rules = Rule.objects.filter(name__iexact=name) or Rule.objects.filter(name__icontains=name)
    keys = list(rules.order_by("pk").values_list("pk", flat=True)[:MOST_ALIKE])
    if not keys:
        raise UnclearError(_("There is no rule “%(name)s”.") % {"name": name})
    return Q(pk__in=RuleHit.objects.filter(rule__in=keys, comment__isnull=False).values("comment"))
