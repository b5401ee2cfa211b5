"""Letters: a subject and a template's words, queued for one address."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from accounts.tasks import deliver_mail


def queue_letter(address: str, *, subject: str, template: str, facts: Mapping[str, Any]) -> None:
    """Let the worker send what the template says of the facts, in the language that is active now.

    The template knows `site_name` and `site_url` as well.
    """
    of_the_site = {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
    deliver_mail.enqueue(
        subject=subject,
        text=render_to_string(template, {**of_the_site, **facts}),
        sender=settings.DEFAULT_FROM_EMAIL,
        recipients=[address],
    )
