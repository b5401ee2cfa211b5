"""Nothing that is stored ever runs: attacks from the sanitisers' own tests, stored everywhere and poked in Chromium.

The Watch of `open_page` fails a test for every breach of the content security policy, too: an attack that had come
as far as the page would cause one.
"""

from collections import defaultdict
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from accounts.models import NAME_LENGTH, User
from articles.fetching.door import Fetched
from articles.link_cards.drawing import CARDS_IN_A_TEXT
from articles.link_cards.facts import facts_of, plain
from articles.models import LinkCard
from articles.models.link_card import SITE_NAME_LENGTH, TITLE_LENGTH
from articles.sanitizing import clean_article_html
from comments.forms import NOTE_LENGTH
from comments.guards.gentle import OVERRIDABLE
from comments.models import Comment
from comments.models.comment import BODY_LENGTH
from comments.paging import THREADS_ON_A_PAGE
from tests.browser.conftest import OpenPage
from tests.browser.steps import form_on, press_deed, wait_for_scripts, write
from tests.comments.steps import discussion_path, written
from tests.corpora import attacks as every_attack
from tests.corpora import together
from tests.factories import ArticleFactory, CommentFactory, LinkCardFactory, ReportFactory, UserFactory
from tests.shared_data import read_shared_json

OF_EACH_SOURCE = 6
IMPORTED_NAME_LENGTH = 100

# Whatever an attack would call to show itself.
SET_TRAPS = """
window.ran = [];
for (const name of ['alert', 'confirm', 'prompt', 'print', 'open'])
    window[name] = (...said) => { window.ran.push(`${name}(${said})`); };
"""

# Touch everything that people wrote in every way that could wake it; say what woke and what should not be there.
POKE = """() => {
    const EVENTS = ['mouseover', 'mousemove', 'mousedown', 'mouseup', 'click', 'dblclick', 'contextmenu', 'wheel',
        'pointerover', 'pointerdown', 'touchstart', 'keydown', 'keyup', 'input', 'change', 'select', 'focusin', 'blur',
        'copy', 'cut', 'paste', 'drag', 'drop', 'toggle', 'beforetoggle', 'scroll', 'scrollend', 'load', 'error',
        'animationstart', 'animationend', 'transitionend', 'begin', 'invalid', 'submit', 'reset'];
    const FOREIGN = 'script, style, iframe, object, embed, form, input, button, base, meta, link, svg, math, img, ' +
        'video, audio, details, template, marquee, [style], [srcdoc], [xmlns], [id], [name], [contenteditable]';
    const strange = [];
    // Links lead on as they should; only where to is looked at.
    window.addEventListener('click', (event) => event.preventDefault(), true);
    const places = document.querySelectorAll('.words, .body, .writer, .subject, cite, q, .page-head, .person-facts');
    for (const place of places) {
        if (place.matches('.words')) strange.push(...[...place.querySelectorAll(FOREIGN)].map((it) => it.outerHTML));
        for (const element of [place, ...place.querySelectorAll('*')]) {
            strange.push(...element.getAttributeNames().filter((name) => name.startsWith('on')));
            if (element.href && !/^(https?|mailto):/.test(element.href)) strange.push(element.href);
            for (const name of EVENTS) element.dispatchEvent(new Event(name, { bubbles: true, cancelable: true }));
            element.focus();
        }
    }
    return [...window.ran, ...strange];
}"""


# Comments that do not stand in a list of comments, or whose words lead out of them.
ASTRAY = """() => [...document.querySelectorAll('.comment, .words')]
    .filter((it) => !it.matches('ol > .comment, .comment > .entry > .words'))
    .map((it) => `astray: ${it.outerHTML.slice(0, 200)}`)"""


# What stands in an article of link cards and is not one, or is more than one holds.
BESIDE_ITS_CARD = """() => [...document.querySelectorAll('.body > *, .body .link-card *')]
    .filter((it) => !it.matches('.body > .link-card, .body > p:has(> a:only-child), .body > p > a, .link-card > p, ' +
        '.link-card > p > :is(a, small)'))
    .map((it) => `beside: ${it.outerHTML.slice(0, 200)}`)"""


@pytest.fixture(scope="module")
def attacks() -> list[str]:
    """A few of each source and kind, spread evenly over what there is."""
    by_source: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for attack in read_shared_json("xss/payloads.json"):
        by_source[attack["source"].partition(":")[0], attack["context"]].append(attack["payload"])
    return [
        found[len(found) * number // OF_EACH_SOURCE]
        for found in by_source.values()
        for number in range(OF_EACH_SOURCE)
    ]


def test_comments(open_page: OpenPage, attacks: list[str], client: Client, reader: User) -> None:
    client.force_login(reader)
    articles = []
    for number, attack in enumerate(attacks):
        if number % THREADS_ON_A_PAGE == 0:
            articles.append(ArticleFactory.create())
        form = {**written(attack), "insist": sorted(OVERRIDABLE)}
        assert client.post(discussion_path(articles[-1]), form).status_code in {302, 422}
    page = open_trapped(open_page, reader)

    found = [finding for article in articles for finding in poke(page, article)]

    assert found == []
    assert Comment.objects.count() > len(attacks) * 0.9


def test_all_of_them_together(open_page: OpenPage, reader: User) -> None:
    """Every attack there is, many in one comment and quoted, some previewed: each comment stays in its own entry."""
    article = ArticleFactory.create()
    texts = together(every_attack())
    for text in texts:
        source = CommentFactory.create(article=article, body=text)
        CommentFactory.create(parent=source, body=f"> {text}".replace("\n", "\n> "))
    page = open_trapped(open_page, reader)

    found, entries = [], 0
    addresses = [article.get_absolute_url()]
    while addresses:
        found += poke(page, addresses.pop())
        found += page.evaluate(ASTRAY)
        entries += page.locator(".comment").count()
        later = page.get_by_role("link", name="Later comments")
        addresses += [str(later.first.get_attribute("href"))] if later.count() else []
    page.goto(f"/comments/{Comment.objects.latest('pk').pk}/reply/")
    for number, text in enumerate(texts[::6]):
        page.get_by_label("Your comment").fill(f"*So {number}* looks:\n\n{text}")
        expect(page.get_by_role("region", name="Preview").locator("em").first).to_have_text(f"So {number}")
        found += page.evaluate(POKE)

    assert found == []
    assert entries == Comment.objects.count()
    assert len(every_attack()) == 2_456


def test_names(open_page: OpenPage, attacks: list[str], reader: User) -> None:
    article = ArticleFactory.create()
    for number, attack in enumerate(attacks):
        writer: dict[str, Any] = {"imported_name": attack[:IMPORTED_NAME_LENGTH]}
        if number % 2:
            writer = {"author": UserFactory.create(display_name=attack[:NAME_LENGTH])}
        parent = CommentFactory.create(article=article, **writer)
        if number % THREADS_ON_A_PAGE == 0:
            recovered = {"parent_source": Comment.ParentSource.RECOVERED, "parent_confidence": 90}
            CommentFactory.create(parent=parent, **recovered)
    page = open_trapped(open_page, reader)

    found = poke(page, article)
    while (later := page.get_by_role("link", name="Later comments")).count():
        found += poke(page, later.first.get_attribute("href"))
    for comment in Comment.objects.filter(author__isnull=False).select_related("author")[::4]:
        found += poke(page, comment) + poke(page, comment.author) + poke(page, f"/comments/{comment.pk}/reply/")

    assert found == []


def test_articles(open_page: OpenPage, attacks: list[str]) -> None:
    article = ArticleFactory.create(
        headline=attacks[0][:200],
        dek=attacks[-1][:400],
        body="".join(attacks),
        body_html="".join(f"<p>{number}</p>{clean_article_html(attack)}" for number, attack in enumerate(attacks)),
    )
    page = open_trapped(open_page)

    found = [*poke(page, article), *poke(page, "/")]

    assert found == []


def test_what_pages_elsewhere_say_of_themselves(open_page: OpenPage, attacks: list[str], settings: Any) -> None:
    settings.LINK_CARDS = True
    texts = []
    for number, attack in enumerate(attacks):
        said = f"<title>{attack}</title><meta name=description content='{attack}'>".encode("utf-8", "replace")
        facts = facts_of(Fetched("https://example.org/", "text/html", "", said, is_whole=True))
        title = facts.title or plain(attack, TITLE_LENGTH)
        card = LinkCardFactory.create(title=title, description=facts.description, site_name=attack[:SITE_NAME_LENGTH])
        words = card.address if number % 2 else "Words of our own"
        texts.append(f'<p><a href="{card.address}">{words}</a></p>')
    pages = [texts[first : first + CARDS_IN_A_TEXT] for first in range(0, len(texts), CARDS_IN_A_TEXT)]
    articles = [ArticleFactory.create(body="".join(page)) for page in pages]
    page = open_trapped(open_page)

    found, cards = [], 0
    for article in articles:
        found += poke(page, article)
        found += page.evaluate(BESIDE_ITS_CARD)
        cards += page.locator(".body > .link-card").count()

    assert found == []
    assert cards == LinkCard.objects.exclude(title="").count() > len(attacks) * 0.9


def test_reports_and_decisions(open_page: OpenPage, attacks: list[str], moderator: User) -> None:
    for attack in attacks[::3]:
        ReportFactory.create(comment=CommentFactory.create(body=attack), note=attack[:NOTE_LENGTH])
    page = open_trapped(open_page, moderator)

    found = poke(page, "/moderation/?queue=reported")
    found += poke(page, f"/comments/{Comment.objects.latest('pk').pk}/decision/")

    assert found == []


def test_what_is_put_in_place(open_page: OpenPage, attacks: list[str], reader: User) -> None:
    article = ArticleFactory.create()
    page = open_trapped(open_page, reader)
    page.goto(article.get_absolute_url())
    wait_for_scripts(page)
    form = page.locator("#say")

    for number, attack in enumerate(attacks[1::OF_EACH_SOURCE], start=1):
        write(form, f"{attack}\nand words of one's own, for the {number}. time")
        expect(page.locator(".comment")).to_have_count(number)
    write(form, attacks[1] + "</textarea>" + "x" * BODY_LENGTH)
    expect(form.locator(".errorlist")).to_be_visible()
    press_deed(page, Comment.objects.latest("pk"), "Edit")
    form_on(page, Comment.objects.latest("pk")).get_by_label("Your comment").wait_for()

    assert page.evaluate(POKE) == []


def test_words_to_search_for(open_page: OpenPage, attacks: list[str]) -> None:
    page = open_trapped(open_page)

    found = []
    for attack in attacks[2::OF_EACH_SOURCE]:
        page.goto("/search/")
        page.get_by_role("searchbox").fill(attack)
        page.get_by_role("searchbox").press("Enter")
        page.wait_for_url("**/search/?q=*")
        found += page.evaluate(POKE)

    assert found == []


def open_trapped(open_page: OpenPage, reader: User | None = None) -> Page:
    page = open_page(reader=reader)
    page.add_init_script(SET_TRAPS)
    return page


def poke(page: Page, place: Any) -> list[str]:
    """What ran, what is there that should not be, and where the page went by itself."""
    page.goto(place if isinstance(place, str) else place.get_absolute_url())
    address = page.url
    found: list[str] = page.evaluate(POKE)
    gone = [f"went to {page.url}"] if page.url != address else []
    return [f"{address}: {finding}" for finding in [*found, *gone]]
