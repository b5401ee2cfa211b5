"""What is not kept of notices: who sent them, once that is not needed any more."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from comments.models import Notice

# Counted from the decision, which can be contested for half a year; courts take longer to ask.
SENDERS_FOR = timedelta(days=365)
NETWORKS_FOR = timedelta(days=90)


@transaction.atomic
def forget_old_senders() -> int:
    """Name, address and account of those whose notice was decided long ago; how many that were comes back."""
    now = timezone.now()
    Notice.objects.filter(received_at__lt=now - NETWORKS_FOR).exclude(network="").update(network="")
    old = Notice.objects.filter(decided_at__lt=now - SENDERS_FOR).exclude(name="", email="", notifier=None)
    return old.update(name="", email="", notifier=None)


def forget_sender(person: User) -> None:
    """At their request: what they claimed stays, since it has been, or has to be, decided on."""
    Notice.objects.filter(notifier=person).update(name="", email="", notifier=None)
