"""The roles people have. Each is a Django group, so an administrator can tune it in the admin."""

from typing import TYPE_CHECKING

from django.apps.registry import Apps
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from accounts.models import User

READER = "reader"
EDITOR = "editor"
MODERATOR = "moderator"
SENIOR_MODERATOR = "senior moderator"
ADMINISTRATOR = "administrator"
ROLES = (READER, EDITOR, MODERATOR, SENIOR_MODERATOR, ADMINISTRATOR)

ROLE_NAMES: dict[str, "Promise"] = {
    READER: _("reader"),
    EDITOR: _("editor"),
    MODERATOR: _("moderator"),
    SENIOR_MODERATOR: _("senior moderator"),
    ADMINISTRATOR: _("administrator"),
}


def role_of(user: "User") -> str:
    """The highest role a person has; a superuser is an administrator, somebody in no group a reader."""
    if user.is_superuser:
        return ADMINISTRATOR
    held = set(user.groups.values_list("name", flat=True))
    return next((role for role in reversed(ROLES) if role in held), READER)


def grant(apps: Apps, role: str, app_label: str, codenames: dict[str, list[str]]) -> None:
    """Give `role` the permissions `codenames[model]`, making those that do not exist yet.

    For migrations: Django makes permission rows only after all migrations have run.
    """
    content_types = apps.get_model("contenttypes", "ContentType").objects
    permissions = apps.get_model("auth", "Permission").objects
    group = apps.get_model("auth", "Group").objects.get(name=role)
    for model, names in codenames.items():
        content_type, _ = content_types.get_or_create(app_label=app_label, model=model)
        for name in names:
            permission, _ = permissions.get_or_create(
                content_type=content_type, codename=name, defaults={"name": f"Can {name.replace('_', ' ')}"}
            )
            group.permissions.add(permission)
