"""The headers every answer carries."""

import re

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from articles.models import Article
from tests.factories import ArticleFactory

pytestmark = pytest.mark.django_db


def read_policy(header: str) -> dict[str, str]:
    directives = header.split(";")
    return {name: sources for name, _, sources in (directive.strip().partition(" ") for directive in directives)}


@pytest.fixture
def article() -> Article:
    return ArticleFactory.create()


def test_nothing_is_loaded_from_elsewhere(client: Client, article: Article) -> None:
    policy = read_policy(client.get(article.get_absolute_url()).headers["Content-Security-Policy"])

    assert policy.pop("default-src") == policy.pop("frame-ancestors") == policy.pop("base-uri") == "'none'"
    assert set(policy.values()) == {"'self'"}


def test_no_inline_script_or_style_is_allowed_or_there(client: Client, article: Article) -> None:
    response = client.get(article.get_absolute_url())

    assert "unsafe" not in response.headers["Content-Security-Policy"]
    page = response.content.decode()
    # A block of data is no script: no browser runs it.
    page = page.replace('<script type="application/ld+json">', "")
    assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=", page)


def test_other_sites_may_neither_frame_nor_reach_a_page(client: Client) -> None:
    headers = client.get("/").headers

    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"


def test_a_browser_neither_guesses_types_nor_lends_devices(client: Client) -> None:
    headers = client.get("/").headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "camera=()" in headers["Permissions-Policy"]


def test_outside_the_demonstration_pages_are_read_over_https_only(client: Client, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 3600

    over_http, over_https = client.get("/"), client.get("/", secure=True)

    assert (over_http.status_code, over_http.headers["Location"]) == (301, "https://testserver/")
    assert over_https.headers["Strict-Transport-Security"].startswith("max-age=3600")
