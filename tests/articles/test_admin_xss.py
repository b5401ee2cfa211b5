"""Nothing that an editor pastes, or is made to paste, runs on a page."""

import pytest
from django.test import Client

from articles.models import Article
from tests.articles.desk import ADD, change_url, save_form
from tests.articles.test_sanitizing import inventory, judge_article
from tests.factories import ArticleFactory
from tests.shared_data import read_shared_json

# One of each kind: element, handler, address, style, foreign namespace, broken markup.
WORST = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">a</a>',
    '<p style="background:url(javascript:alert(1))">p</p>',
    "<svg onload=alert(1)><a xlink:href='javascript:alert(1)'>a</a></svg>",
    '<math><mtext></p><style><img title="--></style><img src=x onerror=alert(1)>">',
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<<script>alert(1)//<</script>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "</textarea><script>alert(1)</script>",
]


@pytest.mark.parametrize("body", WORST)
def test_what_would_run_is_taken_out_on_its_way_to_the_page(desk: Client, body: str) -> None:
    save_form(desk, ADD, headline="Pasted", body=body)

    html = Article.objects.get().body_html
    assert inventory(judge_article(html)) == inventory(html)
    assert not {item for item in inventory(html) if item[1] in {"script", "svg", "math", "iframe", "style"}}


@pytest.mark.parametrize("start", range(0, 1524, 127))
def test_known_attacks_are_taken_out_on_their_way_to_the_page(desk: Client, start: int) -> None:
    payload = read_shared_json("xss/payloads.json")[start]["payload"]

    save_form(desk, ADD, headline="Pasted", body=payload.replace("\x00", ""))

    html = Article.objects.get().body_html
    assert inventory(judge_article(html)) == inventory(html)


@pytest.mark.parametrize("body", WORST)
def test_the_form_shows_a_pasted_text_as_text(desk: Client, body: str) -> None:
    article = ArticleFactory.create(draft=True, headline=f"H {body}"[:200], dek=body, body=body)

    page = desk.get(change_url(article)).content.decode()
    text = desk.get(f"/admin/articles/article/{article.pk}/revisions/1/").content.decode()
    listed = desk.get("/admin/articles/article/").content.decode()

    for html in (page, text, listed):
        assert "alert(1)</script>" not in html
        assert "<img src=x" not in html
        assert "<svg onload" not in html


def test_a_text_with_a_null_character_is_refused_beside_the_field(desk: Client) -> None:
    answer = save_form(desk, ADD, headline="Pasted", body="a\x00b")

    assert answer.status_code == 200
    assert not Article.objects.exists()
