"""A draft is shown by a secret address, and somebody without an account says there what is wrong with it."""

import pytest

from accounts.models import User
from articles.models import PreviewLink, Remark
from tests.browser.conftest import OpenPage
from tests.browser.steps import follow
from tests.factories import ArticleFactory


@pytest.mark.parametrize("has_script", [True, False])
def test_a_remark_is_left_where_the_draft_is_read(open_page: OpenPage, has_script: bool) -> None:
    article = ArticleFactory.create(draft=True, body="<p>It sank at nine.</p>")
    link = PreviewLink.objects.create(article=article, label="Dr Grey, the expert")
    page = open_page(link.get_absolute_url(), java_script_enabled=has_script)

    page.locator("[name=words]").fill("I said ten.")
    page.locator("[name=name]").fill("Dr Grey")
    follow(page.get_by_role("button", name="Leave the remark"))

    assert Remark.objects.get().words == "I said ten."
    assert page.get_by_text("I said ten.").is_visible()


@pytest.mark.parametrize("has_script", [True, False])
def test_an_editor_makes_the_first_address_and_none_unasked(
    open_page: OpenPage, editor: User, has_script: bool
) -> None:
    article = ArticleFactory.create(draft=True)
    page = open_page(f"/admin/articles/article/{article.pk}/change/", reader=editor, java_script_enabled=has_script)

    follow(page.locator("[name=_continue]").first)
    assert not PreviewLink.objects.exists()
    page.fill("#id_preview_links-0-label", "Dr Grey, the expert")
    follow(page.locator("[name=_continue]").first)

    link = PreviewLink.objects.get()
    assert (link.label, link.made_by) == ("Dr Grey, the expert", editor)
    assert page.locator(f"a[href$='{link.get_absolute_url()}']").is_visible()
