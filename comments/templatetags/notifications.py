"""What pages show of notifications."""

from django import template
from django.utils.safestring import SafeString

from accounts.models import User
from comments.models import Comment, Notification
from comments.notifications import inbox, sentences
from comments.quotations.shown import plain_text
from comments.sketches import StandIn

register = template.Library()


@register.simple_tag
def unread_count(user: User | StandIn) -> int | str:
    """How many notifications wait for the reader."""
    return user.unread if isinstance(user, StandIn) else inbox.unread_count(user)


@register.filter
def sentence(notification: Notification) -> SafeString:
    return sentences.sentence_of(notification)


@register.filter
def shown_words(comment: Comment) -> str:
    """What a reader sees of the comment, without marks: names of sources that were taken down are not in it."""
    return plain_text(comment.body_html)


@register.filter
def leads_to(notification: Notification) -> str:
    return sentences.leads_to(notification)


@register.filter
def tells_words(notification: Notification) -> bool:
    return sentences.tells_words(notification)


@register.filter
def may_be_appealed(notification: Notification) -> bool:
    return sentences.may_be_appealed(notification)
