"""A person's picture, for templates."""

from django import template

from accounts.avatar import avatar_svg

register = template.Library()

register.simple_tag(avatar_svg, name="avatar")
