"""Looking at a page as axe does, in every scheme and width; and what is done on it before."""

from collections.abc import Callable
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from accounts.models import User
from tests.browser.conftest import DESK, PHONE, OpenPage
from tests.browser.steps import follow, wait_until

AXE = Axe().axe_script
OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    # For rules that are not among these, axe would write what stylesheets import into the page, against the policy.
    "preload": False,
}
# All that a dark scheme can change.
COLOURS = OPTIONS | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
RUN = "options => axe.run(document, options).then(({ violations }) => violations)"
# Colours that fade into others are judged once they are there, and signs once they have the font that draws them.
SETTLED = """() => document.fonts.ready
    .then(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)))
    .then(() => null)"""
OVERHANG = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

# What is done on a page before it is looked at.
Step = Callable[[Page], object]


def open_with_axe(open_page: OpenPage, reader: User | None = None) -> Page:
    page = open_page(reader=reader)
    # Much faster than to send it to each page anew.
    page.add_init_script(AXE)
    return page


def deeds_on(pk: int) -> str:
    return f"/comments/{pk}/"


def fill(**words: str) -> Step:
    """Fill in the page's form, past what the browser itself would refuse, and send it."""

    def step(page: Page) -> None:
        form = page.locator("main form[method=post]:not(.search)").first
        for name, value in words.items():
            form.locator(f"[name={name}]").fill(value)
        form.evaluate("form => { form.noValidate = true }")
        submit = form.locator("button.button").first
        if form.evaluate("form => 'writing' in form.dataset"):
            form.get_by_role("toolbar").wait_for()
            submit.click()
            page.locator("[data-refused]").wait_for()
        else:
            follow(submit)

    return step


def press(name: str) -> Step:
    def step(page: Page) -> None:
        follow(page.get_by_role("button", name=name))

    return step


def open_in_place(label: str) -> Step:
    def step(page: Page) -> None:
        page.locator(".deeds").get_by_text(label, exact=True).first.click()
        page.locator(".deed-place").wait_for()

    return step


def look_at(page: Page, place: Any, step: Step | None = None, *, query: str = "") -> list[str]:
    """What is wrong with the page, each thing once, with every scheme and width in which it is wrong."""
    path = (place if isinstance(place, str) else place.get_absolute_url()) + query
    page.goto(path)
    wait_until(page, "() => !document.querySelector('[data-enhance]:not([data-enhanced])')")
    if step:
        step(page)
    found: dict[str, list[str]] = {}
    for scheme in SCHEMES:
        for width in (DESK, PHONE):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate(SETTLED)
            for finding in judge(page, OPTIONS if scheme == "light" else COLOURS):
                found.setdefault(finding, []).append(f"{scheme} {width}")
    return [f"{path} ({', '.join(modes)}): {finding}" for finding, modes in found.items()]


def judge(page: Page, options: dict[str, Any] = OPTIONS) -> list[str]:
    overhang = page.evaluate(OVERHANG)
    wide = ["wider than the window"] if overhang > 0 else []
    violations = page.evaluate(RUN, options)
    return wide + [f"{rule['id']}: {node['html'][:200]}" for rule in violations for node in rule["nodes"]]
