"""What the worker does for accounts."""

import logging
from datetime import timedelta

from django.core.mail import EmailMessage
from django.utils import timezone
from django_tasks import task

logger = logging.getLogger(__name__)

# A mail server that restarts is back within minutes; a code in the message is good for a quarter of an hour.
RETRY_AFTER = (timedelta(seconds=20), timedelta(minutes=2), timedelta(minutes=10), timedelta(hours=1))


# Somebody waits for the code in it: before pictures and imports.
@task(priority=50)
def deliver_mail(*, subject: str, text: str, sender: str, recipients: list[str], failures: int = 0) -> str:
    """Hand one message to the mail server; "delivered" or "put off" comes back.

    A server that does not take it is asked again after each of RETRY_AFTER; then the task fails with
    the server's last words, which the table of tasks keeps.
    """
    try:
        EmailMessage(subject, text, sender, recipients).send()
    except OSError as problem:  # smtplib's exceptions are all of this kind
        if failures == len(RETRY_AFTER):
            raise
        logger.warning("Mail was not taken (%s); it will be tried again.", problem)
        later = timezone.now() + RETRY_AFTER[failures]
        deliver_mail.using(run_after=later).enqueue(
            subject=subject, text=text, sender=sender, recipients=recipients, failures=failures + 1
        )
        return "put off"
    return "delivered"
