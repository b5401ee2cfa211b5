"""Who people are."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.skeletons import SKELETON_LENGTH, skeleton

HANDLE_LENGTH = 30
NAME_LENGTH = 60

validate_handle = RegexValidator(
    r"\A[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?\Z",
    _("Use small letters a–z, digits, hyphens and underscores, with a letter or digit at both ends."),
)


class UserManager(BaseUserManager["User"]):
    def create_user(self, handle: str, email: str, password: str | None = None, **facts: object) -> "User":
        user = self.model(handle=handle, email=self.normalize_email(email), **facts)
        user.note_skeletons()
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, handle: str, email: str, password: str | None = None, **facts: object) -> "User":
        return self.create_user(handle, email, password, is_staff=True, is_superuser=True, **facts)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(handle__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account. Roles are Django groups (accounts/roles.py)."""

    handle = models.CharField(
        _("handle"),
        max_length=HANDLE_LENGTH,
        unique=True,
        validators=[validate_handle],
        help_text=_("Your short name in addresses and mentions; it cannot be changed later."),
        error_messages={"unique": _("This handle is taken.")},
    )
    display_name = models.CharField(_("display name"), max_length=NAME_LENGTH, blank=True)
    # What handle and name look like (accounts/skeletons.py), kept by whoever sets them.
    handle_skeleton = models.CharField(max_length=SKELETON_LENGTH, default="", db_default="", editable=False)
    name_skeleton = models.CharField(max_length=SKELETON_LENGTH, default="", db_default="", editable=False)
    email = models.EmailField(_("e-mail address"))
    is_staff = models.BooleanField(_("may enter the admin"), default=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now, editable=False)
    # Whether a sanction may be in force: only of these are the sanctions asked for (comments/sanctions/in_force.py).
    is_sanctioned = models.BooleanField(default=False, db_default=False, editable=False)

    USERNAME_FIELD = "handle"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["email"]

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes = [
            models.Index(fields=["handle_skeleton"], name="accounts_user_handle_looks"),
            models.Index(fields=["name_skeleton"], name="accounts_user_name_looks"),
        ]
        constraints = [
            models.UniqueConstraint(Lower("handle"), name="accounts_user_handle_once"),
            models.UniqueConstraint(
                Lower("email"),
                name="accounts_user_email_once",
                violation_error_message=_("This address belongs to another account."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    def get_absolute_url(self) -> str:
        return reverse("person", args=[self.handle])

    def get_full_name(self) -> str:
        """The name shown beside what the person writes."""
        return self.display_name or self.handle

    def get_short_name(self) -> str:
        return self.handle

    def note_skeletons(self) -> None:
        """Bring what is kept of the names' looks up to date; the caller saves."""
        self.handle_skeleton = skeleton(self.handle)
        self.name_skeleton = skeleton(self.display_name) if self.display_name else ""


class Edition(models.Model):
    """One row: the number of the site's present edition (accounts/edition.py)."""

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="accounts_edition_one_row")]

    def __str__(self) -> str:
        return str(self.number)


class Erasure(models.Model):
    """That somebody asked for their own data to go; `finished_at` when it had.

    The handle and name that they had are kept until then, to be found in what others wrote.
    """

    person = models.OneToOneField(User, on_delete=models.PROTECT, related_name="erasure")
    handle = models.CharField(max_length=HANDLE_LENGTH, blank=True)
    name = models.CharField(max_length=NAME_LENGTH, blank=True)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")

    def __str__(self) -> str:
        return f"#{self.person_id}"
