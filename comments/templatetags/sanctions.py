"""What pages show of people and sanctions."""

from django import template
from django.urls import reverse

from accounts.models import User
from comments.models import Sanction
from comments.moderation.people import desk_path_of
from comments.sanctions.in_force import Somebody
from comments.sanctions.wording import meaning_of

register = template.Library()


@register.filter
def meaning(sanction: Sanction) -> str:
    """What it means to whom it is imposed on."""
    return meaning_of(sanction)


@register.filter
def name_of(somebody: Somebody) -> str:
    return somebody.get_full_name() if isinstance(somebody, User) else somebody.name


@register.filter
def desk_path(somebody: Somebody) -> str:
    """Where moderators read of them."""
    return desk_path_of(somebody)


@register.filter
def sanction_path(somebody: Somebody) -> str:
    if isinstance(somebody, User):
        return reverse("sanction_person", args=[somebody.handle])
    return reverse("sanction_guest", args=[somebody.pk])


@register.filter
def note_path(somebody: Somebody) -> str:
    if isinstance(somebody, User):
        return reverse("note_on_person", args=[somebody.handle])
    return reverse("note_on_guest", args=[somebody.pk])
