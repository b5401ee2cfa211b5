"""Mail to whoever sent a notice: the receipt, and what was decided.

It holds none of what was written: whoever knows an address could have that sent there.
"""

from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.letters import queue_letter
from comments.models import Notice

_SALT = "comments.notices.letters"


def case_path(notice: Notice) -> str:
    """The case's page, whose address nobody guesses."""
    return reverse("notice_case", args=[signing.dumps(notice.pk, salt=_SALT)])


def notice_of(token: str) -> Notice | None:
    """The notice that an address of ours names; None for one that we did not make."""
    try:
        number = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Notice.objects.filter(pk=number).prefetch_related("locations__article").first()


def send_receipt(notice: Notice) -> None:
    _send(notice, _("%(site)s: Receipt for your notice"), "comments/notices/receipt.txt")


def send_outcome(notice: Notice) -> None:
    """In the site's language: whoever decides may read another."""
    facts = {"locations": list(notice.locations.all()), "redress": settings.NOTICE_REDRESS}
    with override(settings.LANGUAGE_CODE):
        _send(notice, _("%(site)s: Decision on your notice"), "comments/notices/outcome.txt", **facts)


def _send(notice: Notice, subject: str, template: str, **more: Any) -> None:
    if not notice.email:
        return
    facts = {
        "notice": notice,
        "link": f"{settings.SITE_URL}{case_path(notice)}",
        **more,
    }
    queue_letter(
        notice.email,
        subject=subject % {"site": settings.SITE_NAME},
        template=template,
        facts=facts,
    )
