"""People and their roles in the admin."""

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group, Permission
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.names import refuse_disguise, refuse_handle_like_another, refuse_lookalike, tidy_display_name
from accounts.permissions import Viewer
from accounts.roles import ROLE_NAMES, ROLES

# What says how much somebody may do. Nobody changes these of their own account: no step up, no locking oneself out.
OWN_STANDING = ("is_active", "is_staff", "groups")
# Given and taken by superusers only.
HIGHEST = ("is_superuser", "user_permissions")


class NoLookalike:
    """For the forms of people: no two whom readers would take for one another. Words kept for the site are allowed."""

    cleaned_data: dict[str, Any]
    instance: User

    def clean_handle(self) -> str:
        handle: str = self.cleaned_data["handle"]
        refuse_handle_like_another(handle)
        return handle

    def clean_display_name(self) -> str:
        name = tidy_display_name(self.cleaned_data["display_name"])
        if name and name != self.instance.display_name:
            refuse_disguise(name)
            refuse_lookalike(name, but=self.instance)
        return name


class PersonCreationForm(NoLookalike, AdminUserCreationForm[User]):
    class Meta:
        model = User
        fields = ("handle", "display_name", "email")


class PersonForm(NoLookalike, UserChangeForm[User]):
    class Meta:
        model = User
        fields = "__all__"


@admin.register(User)
class PersonAdmin(UserAdmin[User]):
    form = PersonForm
    add_form = PersonCreationForm
    fieldsets = (
        (None, {"fields": ("handle", "display_name", "email", "password")}),
        (
            _("Roles"),
            {
                "fields": ("groups", "is_staff", "is_active"),
                "description": _(
                    "Editors and administrators also need to be let into the admin. A person who may not sign in "
                    "keeps their comments."
                ),
            },
        ),
        (_("Times"), {"fields": ("joined_at", "last_login")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": ("handle", "display_name", "email", "usable_password", "password1", "password2"),
                "description": _("The person confirms the e-mail address by a code when they first sign in."),
            },
        ),
    )
    list_display = ("handle", "display_name", "email", "roles", "is_staff", "is_active", "joined_at")
    list_filter = ("groups", "is_staff", "is_active", "joined_at")
    list_per_page = 50
    search_fields = ("handle", "display_name", "email")
    search_help_text = _("Part of a handle, a display name or an e-mail address.")
    ordering = ("handle",)
    filter_horizontal = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        """What only superusers give is not on anybody else's form."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not request.user.is_superuser:
            return fieldsets
        return [*fieldsets, (_("Beyond roles"), {"fields": HIGHEST})]

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        fields: tuple[str, ...] = ("joined_at", "last_login")
        if obj is not None:
            fields += ("handle",)
        if obj == request.user:
            fields += OWN_STANDING
        return fields

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """A superuser's account is changed by superusers only: its password would be the way to everything."""
        is_out_of_reach = obj is not None and obj.is_superuser and not request.user.is_superuser
        return not is_out_of_reach and super().has_change_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        obj.note_skeletons()
        super().save_model(request, obj, form, change)
        if change and "email" in form.changed_data:
            # Signing in goes by allauth's list: the old address stops working, the new one is confirmed by code.
            EmailAddress.objects.filter(user=obj).exclude(email__iexact=obj.email).delete()

    @admin.display(description=_("roles"))
    def roles(self, person: User) -> str:
        return ", ".join(str(ROLE_NAMES.get(group.name, group.name)) for group in person.groups.all())


admin.site.unregister(Group)


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    """The roles' permissions can be tuned; their names are how the site knows them.

    Nobody hands out what they do not hold themselves: that would be a way around one's own role.
    """

    def get_readonly_fields(self, request: HttpRequest, obj: Group | None = None) -> tuple[str, ...]:
        fields: tuple[str, ...] = ("name",) if obj is not None and obj.name in ROLES else ()
        is_beyond = obj is not None and obj.permissions.exclude(pk__in=_permissions_held_by(request.user)).exists()
        return (*fields, "permissions") if is_beyond else fields

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return (obj is None or obj.name not in ROLES) and super().has_delete_permission(request, obj)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest | None = None, **kwargs: Any) -> Any:
        if request is not None and db_field.name == "permissions":
            kwargs["queryset"] = _permissions_held_by(request.user).select_related("content_type")
        return super().formfield_for_manytomany(db_field, request, **kwargs)


def _permissions_held_by(user: Viewer) -> QuerySet[Permission]:
    if user.is_superuser:
        return Permission.objects.all()
    return Permission.objects.filter(Q(group__user=user) | Q(user=user)).distinct()
