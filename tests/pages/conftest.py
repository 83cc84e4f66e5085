"""A page in AppTest begins where a visitor's does: after the server's warm-up, which also spares the collector."""

import pytest

from pages.server.warm import warm_up


@pytest.fixture(scope="session", autouse=True)
def warm() -> None:
    warm_up()
