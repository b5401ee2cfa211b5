"""Reading people."""

from django.db.models import QuerySet

from accounts.models import User


def shown_people() -> QuerySet[User]:
    """Who has a public page: everybody but those who signed up and never confirmed their address."""
    return User.objects.exclude(last_login=None, emailaddress__verified=False)
