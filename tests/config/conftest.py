"""Who knocks."""

import pytest

from tests.config.door import Reader


@pytest.fixture
def reader_at_the_door() -> Reader:
    return Reader()
