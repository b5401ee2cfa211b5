"""Pictures served by the site itself."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["nothing.jpg", "x" * 300 + ".jpg", "é" * 200, "%00"])
def test_what_no_picture_is_called_is_not_found(client: Client, path: str) -> None:
    assert client.get(f"/media/{path}").status_code == 404
