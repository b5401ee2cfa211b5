"""How many guests may come from one network, and how many letters go to one address.

How much each of them says is a matter of the guards that all comments pass.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from comments.guards.rates import Rate, free_at, last_times
from comments.guards.stops import Stop, Stopped, when_to_try_again
from comments.models import Guest, Letter

# Enough for a slip in the first two; an address that is not the writer's own is not to be pestered.
LETTERS_TO_ADDRESS: list[Rate] = [(3, timedelta(hours=1)), (6, timedelta(days=1))]
# A school or an office may have a lively hour.
GUESTS_FROM_NETWORK: list[Rate] = [(20, timedelta(hours=1)), (60, timedelta(days=1))]
# Whoever said that somebody else had used their address is left in peace for that long.
LEFT_IN_PEACE = timedelta(days=30)


def refuse_guest(network: str) -> None:
    """Raises Stopped where too many guests came from the network lately."""
    done = last_times(Guest, "network", network, "created_at", GUESTS_FROM_NETWORK)
    _refuse(done, GUESTS_FROM_NETWORK, _("Very many guests wrote from your network."))


def refuse_letter(email: str) -> None:
    """Raises Stopped where no letter may go to the address now."""
    if Guest.objects.filter(email=email, disowned_at__gt=timezone.now() - LEFT_IN_PEACE).exists():
        sentence = _("The owner of this address asked us not to write there. Please open an account instead.")
        raise Stopped(Stop("disowned", sentence))
    done = last_times(Letter, "email", email, "sent_at", LETTERS_TO_ADDRESS)
    sentence = _("Several links were mailed to this address already: look for them, among the spam as well.")
    _refuse(done, LETTERS_TO_ADDRESS, sentence)


def _refuse(done: Sequence[datetime | None], rates: list[Rate], sentence: str) -> None:
    if until := free_at(done, rates, timezone.now()):
        raise Stopped(Stop("guests", f"{sentence} {when_to_try_again(until)}", until))
