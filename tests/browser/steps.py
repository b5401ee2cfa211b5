"""What people do on pages, and where they look."""

from contextlib import suppress
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from playwright.sync_api import Error, Locator, Page

from accounts.models import User
from articles.models import Article
from comments.models import Comment
from tests.browser.conftest import PATIENCE_MS, OpenPage
from tests.factories import CommentFactory

# The factory's, too.
PASSWORD = "a-long-enough-secret"


def open_discussion(open_page: OpenPage, article: Article, reader: User | None = None, **how: Any) -> Page:
    """The article's page, once its scripts are at work."""
    page = open_page(article.get_absolute_url(), reader=reader, **how)
    wait_for_scripts(page)
    return page


def reload(page: Page) -> None:
    page.reload()
    wait_for_scripts(page)


def wait_for_scripts(page: Page) -> None:
    """Until they are at work: before that links and forms are those of a page without script."""
    page.locator("[data-enhanced]").wait_for()


def wait_until(page: Page, condition: str, arg: Any = None) -> None:
    """Until this function of the page says yes; by a promise, since the pages forbid what `wait_for_function` does."""
    page.evaluate(
        f"""arg => new Promise((go, stop) => {{
            const late = setTimeout(() => stop(new Error("waited in vain")), {PATIENCE_MS});
            const ask = () => (({condition})(arg) ? go(clearTimeout(late)) : setTimeout(ask, 20));
            ask();
        }})""",
        arg,
    )


def follow(link: Locator) -> None:
    """Press what leads to another page, and wait for all of it: until then the old one stands there."""
    with link.page.expect_navigation():
        link.click()


def comment_of(page: Page, comment: Comment) -> Locator:
    return page.locator(f"#comment-{comment.pk}")


def entry_of(page: Page, comment: Comment) -> Locator:
    """The comment's own words and facts, without its replies."""
    return comment_of(page, comment).locator("> .entry")


def deed_on(page: Page, comment: Comment, label: str) -> Locator:
    return entry_of(page, comment).get_by_text(label, exact=True)


def press_deed(page: Page, comment: Comment, label: str) -> None:
    deed_on(page, comment, label).click()


def form_on(page: Page, comment: Comment) -> Locator:
    """The form that stands open under the comment."""
    return comment_of(page, comment).locator("> .deed-place")


def let_undo_pass(page: Page) -> None:
    """Until the deletion just made cannot be undone any more; `page.clock` must have been installed."""
    page.get_by_role("button", name="Undo").wait_for()
    page.clock.run_for(11_000)


def write(form: Locator, words: str, button: str = "Send") -> None:
    """Press the button, whatever comes of it: to be waited for before one goes on."""
    form.get_by_label("Your comment").fill(words)
    form.get_by_role("button", name=button).click()


def send_from_page(page: Page, button: str = "Send") -> None:
    """Send the form of a page of its own, and wait until one has been brought to the comment."""
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_url("**#comment-*")


def talk(article: Article, count: int) -> list[Comment]:
    """So many comments that the page is longer than the window."""
    return [CommentFactory.create(article=article) for _ in range(count)]


def end_sessions() -> None:
    Session.objects.all().delete()


def confirm_address(user: User) -> None:
    """As after a sign-up, so that the sign-in form lets the user in."""
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


def fill_in_sign_in(page: Page, user: User) -> None:
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def click_last(window: Page, selector: str) -> None:
    """Click on what closes its window, which may be gone before the click has come back."""
    with window.expect_event("close"), suppress(Error):
        window.click(selector)
