"""Which database the tests run on."""

import os

import pytest
from django.db import connection


@pytest.mark.skipif(
    "postgres" not in os.environ.get("PARLEY_REQUIRE", ""),
    reason="not asked for; PARLEY_REQUIRE=postgres DATABASE_URL=postgres://… runs the tests on PostgreSQL",
)
def test_the_tests_that_are_to_run_on_postgresql_do(db: None) -> None:
    assert connection.vendor == "postgresql"
