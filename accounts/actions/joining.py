"""Taking back a sign-up that was never finished."""

from accounts.models import User


def forget_sign_up(user: User) -> None:
    """Delete `user`, whose handle is free again, unless they have ever confirmed an address or signed in."""
    User.objects.filter(pk=user.pk, last_login=None).exclude(emailaddress__verified=True).delete()
