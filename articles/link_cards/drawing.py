"""A text's lone links as cards: where they stand, and what is shown in their place."""

import re
from collections.abc import Iterable
from html import unescape
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString, mark_safe

from articles.link_cards.addresses import card_address, is_like_an_address, slug_of
from articles.models import Article, FormerAddress, LinkCard

# Of one text; what comes after them stays a plain link.
CARDS_IN_A_TEXT = 20

_A = r"""<a(?:\s(?:[^"'>]|"[^"]*"|'[^']*')*)?>"""
# As the sanitiser writes them. What stands within something else, such as a list, is part of that, and stays.
_PLACE = re.compile(
    rf"<(?P<end>/?)(?:blockquote|d[ld]|figure|[ou]l|pre|table)\b[^>]*>"
    rf"|<p>\s*(?P<open>{_A})(?P<words>(?:(?!</?(?:a|img|p|picture)\b).)*)</a>(?:\s|<br>)*</p>",
    re.DOTALL,
)
_HREF = re.compile(r"""\shref=(?:"([^"]*)"|'([^']*)')""")


def with_cards(html: str) -> tuple[str, list[LinkCard]]:
    """Sanitised HTML with its lone links drawn, and the cards of all of them, stored yet or not.

    It must pass the door again: nothing else fills a field of HTML.
    """
    if not settings.LINK_CARDS:
        return html, []
    places = list(_places(html))[:CARDS_IN_A_TEXT]
    if not places:
        return html, []
    cards = _cards(list(dict.fromkeys(address for _match, address in places)))
    drawn, end = "", 0
    for match, address in places:
        card = cards.get(address)
        shown = _card_html(card, match["open"], match["words"]) if card and card.is_drawn else match[0]
        drawn += html[end : match.start()] + shown
        end = match.end()
    return drawn + html[end:], list(cards.values())


def _places(html: str) -> Iterable[tuple[re.Match[str], str]]:
    """Paragraphs of nothing but a link, at the text's own level, with the addresses of their cards."""
    depth = 0
    for match in _PLACE.finditer(html):
        if match["open"] is None:
            depth += -1 if match["end"] else 1
        elif depth == 0 and (address := card_address(_href(match["open"]))) and strip_tags(match["words"]).strip():
            yield match, address


def _href(tag: str) -> str:
    found = _HREF.search(tag)
    return unescape(found[1] or found[2] or "") if found else ""


def _cards(addresses: list[str]) -> dict[str, LinkCard]:
    """By address; those that are not stored yet are made, but for links to articles that are not there."""
    stored = LinkCard.objects.filter(address__in=addresses).select_related("article")
    cards = {card.address: card for card in stored}
    lacking = [address for address in addresses if address not in cards]
    slugs = {address: slug for address in lacking if (slug := slug_of(address))}
    articles = _articles_known_as(set(slugs.values()))
    for address in lacking:
        if address not in slugs:
            cards[address] = LinkCard(address=address)
        elif article := articles.get(slugs[address]):
            cards[address] = LinkCard(address=address, article=article)
    return cards


def _articles_known_as(slugs: set[str]) -> dict[str, Article]:
    """By the slug that leads to each now, or did before."""
    without_texts = Article.objects.defer("body", "body_html")
    found = {article.slug: article for article in without_texts.filter(slug__in=slugs)} if slugs else {}
    if former := slugs - found.keys():
        for known in FormerAddress.objects.filter(slug__in=former):
            found[known.slug] = without_texts.get(pk=known.article_id)
    return found


def _card_html(card: LinkCard, link: str, words: str) -> SafeString:
    """The editor's own words lead where there are any; what the page says of itself follows."""
    title, description, source = _said(card)
    is_pasted = is_like_an_address(unescape(strip_tags(words)))
    lines = [description] if is_pasted else [title, description]
    return format_html(
        '<blockquote class="link-card"><p>{}{}</a></p>{}<p><small>{}</small></p></blockquote>',
        mark_safe(link),  # noqa: S308  # as the sanitiser wrote it, and so are the words
        title if is_pasted else mark_safe(words),  # noqa: S308
        format_html_join("", "<p>{}</p>", ((line,) for line in lines if line)),
        source,
    )


def _said(card: LinkCard) -> tuple[str, str, str]:
    """Title, description, and whose page it is."""
    if card.article:
        return card.article.headline, card.article.dek, settings.SITE_NAME
    host = (urlsplit(card.address).hostname or "").removeprefix("www.")
    named = card.site_name and card.site_name.lower() != host
    return card.title, card.description, f"{card.site_name} · {host}" if named else host
