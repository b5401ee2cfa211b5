"""How many notices may come from one network and name one address: enough for a bad day, too few for a program."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from comments.guards.rates import Rate, free_at, last_times
from comments.guards.stops import Stop, Stopped, when_to_try_again
from comments.models import Notice

FROM_NETWORK: list[Rate] = [(10, timedelta(hours=1)), (40, timedelta(days=1))]
# Each sends a receipt there: an address that is not the sender's own is not to be pestered.
FROM_ADDRESS: list[Rate] = [(5, timedelta(hours=1)), (20, timedelta(days=1))]


def refuse_notice(*, network: str, email: str) -> None:
    """Raises Stopped where too many came lately."""
    now = timezone.now()
    until = free_at(last_times(Notice, "network", network, "received_at", FROM_NETWORK), FROM_NETWORK, now)
    if until is None and email:
        until = free_at(last_times(Notice, "email", email, "received_at", FROM_ADDRESS), FROM_ADDRESS, now)
    if until:
        sentence = _("Very many notices came from you lately. One notice can name several places.")
        raise Stopped(Stop("notices", f"{sentence} {when_to_try_again(until)}", until))
