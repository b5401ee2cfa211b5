"""Pictures in a browser: the right one is fetched, at the right moment, and nothing moves when it comes."""

import re
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from playwright.sync_api import Page

from articles.models import Article, Picture
from articles.tasks import render_picture
from tests.browser.conftest import OpenPage
from tests.browser.steps import wait_until
from tests.factories import ArticleFactory, PictureFactory

PHONE = {"width": 360, "height": 740}
SHIFTED = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 300);
})"""
SHOWN = "img => img.complete && img.naturalWidth > 0"
WORDS = "<p>" + "It happened at the harbour, and nobody saw it. " * 40 + "</p>"


def pictured() -> Picture:
    written = BytesIO()
    Image.linear_gradient("L").resize((1400, 900)).convert("RGB").save(written, "JPEG", quality=60)
    picture = PictureFactory.create(file=ContentFile(written.getvalue(), name="grey.jpg"))
    render_picture.enqueue(picture.pk)
    picture.refresh_from_db()
    return picture


@pytest.fixture
def article(db: None) -> Article:
    """A lead picture and five within the text, each after more words than a phone shows."""
    lead, *others = [pictured() for _ in range(6)]
    body = "".join(f'{WORDS}<figure><img src="/pictures/{other.pk}/image/"></figure>' for other in others)
    return ArticleFactory.create(lead_picture=lead, body=body)


def chosen(page: Page) -> list[str]:
    """The file names of what the browser fetched, in the order of the page; blank for what it did not yet."""
    names: list[str] = page.eval_on_selector_all(
        "main picture img", "imgs => imgs.map(img => img.complete ? img.currentSrc.split('/').at(-1) : '')"
    )
    return names


@pytest.mark.parametrize(("density", "expected"), [(1, "whole-320.avif"), (2, "whole-640.avif")])
def test_a_lead_picture_and_five_in_the_text_on_a_phone(
    open_page: OpenPage, article: Article, density: int, expected: str
) -> None:
    page = open_page(viewport=PHONE, device_scale_factor=density)

    page.goto(article.get_absolute_url(), wait_until="load")
    first = chosen(page)
    for number in range(6):
        img = page.locator("main picture img").nth(number)
        img.scroll_into_view_if_needed()
        wait_until(page, SHOWN, img.element_handle())

    assert (first[0], first[-1]) == (expected, "")
    assert chosen(page) == [expected] * 6
    assert page.evaluate(SHIFTED) <= 0.02


def test_a_wide_window_gets_a_wide_picture(open_page: OpenPage, db: None) -> None:
    article = ArticleFactory.create(lead_picture=pictured())

    page = open_page(article.get_absolute_url())

    assert chosen(page)[0] == "whole-960.avif"


def test_a_picture_opens_in_full_without_script(open_page: OpenPage, db: None) -> None:
    article = ArticleFactory.create(body=f'<figure><img src="/pictures/{pictured().pk}/"></figure>')
    page = open_page(article.get_absolute_url(), java_script_enabled=False, viewport=PHONE)

    page.click(".body figure a >> nth=0")
    page.wait_for_url(re.compile(rf"/pictures/\d+/\?in={article.pk}$"))

    assert page.get_attribute(".picture-full img", "width") == "1400"
    assert page.locator("figcaption").inner_text().startswith("The harbour at dawn")
