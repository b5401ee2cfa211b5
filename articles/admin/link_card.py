"""Link cards in the admin: what other sites said, where it is shown, and whether it is."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles.admin.kept import TellsOfKept
from articles.link_cards.actions import ask_again, save_card
from articles.models import LinkCard
from articles.permissions import may_edit_articles, may_preview

USES_LISTED = 50


@admin.register(LinkCard)
class LinkCardAdmin(TellsOfKept[LinkCard]):
    fieldsets = (
        (None, {"fields": ("link", "is_plain", "used_in")}),
        (
            _("What the page says of itself"),
            {
                "fields": ("said_title", "said_description", "said_site", "canonical"),
                "description": _(
                    "As it was when this site asked, which it does once, when readers first see the link. Pages "
                    "change hands: ask again only where you have looked."
                ),
            },
        ),
        (_("How it came"), {"fields": ("fetched_at", "tried_at", "attempts", "trouble")}),
    )
    readonly_fields = (
        "link", "used_in", "said_title", "said_description", "said_site", "canonical",
        "fetched_at", "tried_at", "attempts", "trouble",
    )  # fmt: skip
    list_display = ("page", "address", "state", "uses", "fetched_at")
    list_filter = ("is_plain", "trouble", "fetched_at")
    list_select_related = ("article",)
    list_per_page = 50
    ordering = ("-pk",)
    search_fields = ("address", "title", "site_name")
    search_help_text = _("Words of the title, the site's name, or a part of the address.")
    actions = ("fetch_again",)

    class Media:
        css = {"all": ("css/admin.css",)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[LinkCard]:
        return super().get_queryset(request).annotate(use_count=Count("in_bodies"))

    def has_add_permission(self, request: HttpRequest, obj: LinkCard | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: LinkCard | None = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: LinkCard | None = None) -> bool:
        return bool(may_preview(request.user))

    def has_change_permission(self, request: HttpRequest, obj: LinkCard | None = None) -> bool:
        return bool(may_edit_articles(request.user))

    def save_model(self, request: HttpRequest, obj: LinkCard, form: Any, change: bool) -> None:
        save_card(card=obj, editor=request.user)  # type: ignore[arg-type]  # nobody comes here without signing in

    def response_change(self, request: HttpRequest, obj: LinkCard) -> HttpResponse:
        if "_ask" not in request.POST:
            return super().response_change(request, obj)
        self.fetch_again(request, LinkCard.objects.filter(pk=obj.pk))
        return redirect("admin:articles_linkcard_change", obj.pk)

    @admin.action(description=_("Ask the other sites again"), permissions=["change"])
    def fetch_again(self, request: HttpRequest, queryset: QuerySet[LinkCard]) -> None:
        asked = [ask_again(card=card, editor=request.user) for card in queryset]  # type: ignore[arg-type]  # as above
        if not sum(asked):
            said = gettext("These are articles of this site: nobody has to be asked.")
            self.message_user(request, said, messages.WARNING)
            return
        self.message_user(
            request,
            ngettext("%(count)d other site will be asked.", "%(count)d other sites will be asked.", sum(asked))
            % {"count": sum(asked)},
        )

    @admin.display(description=_("page"), ordering="title")
    def page(self, card: LinkCard) -> str:
        return card.article.headline if card.article else str(card)

    @admin.display(description=_("state"))
    def state(self, card: LinkCard) -> str:
        if card.is_plain:
            return gettext("a plain link, as an editor decided")
        if card.article:
            return gettext("an article of this site")
        return card.get_trouble_display() or (gettext("a card") if card.title else gettext("not asked for yet"))

    @admin.display(description=_("texts"), ordering="use_count")
    def uses(self, card: Any) -> int:
        return int(card.use_count)

    @admin.display(description=_("link"))
    def link(self, card: LinkCard) -> SafeString:
        return format_html('<a href="{0}" rel="noreferrer">{0}</a>', card.address)

    @admin.display(description=_("title"))
    def said_title(self, card: LinkCard) -> str:
        return card.article.headline if card.article else card.title or "–"

    @admin.display(description=_("description"))
    def said_description(self, card: LinkCard) -> str:
        return card.article.dek if card.article else card.description or "–"

    @admin.display(description=_("site"))
    def said_site(self, card: LinkCard) -> str:
        return card.site_name or "–"

    @admin.display(description=_("used in"))
    def used_in(self, card: LinkCard) -> str | SafeString:
        """The articles whose texts have it, newest first, as links to their forms."""
        showing = card.in_bodies.only("headline")[:USES_LISTED]
        links = [
            (reverse("admin:articles_article_change", args=[article.pk]), article.headline) for article in showing
        ]
        return format_html_join(", ", '<a href="{}">{}</a>', links) or "–"
