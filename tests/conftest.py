"""For every test: how hard hypothesis tries, and a database server for those that ask for it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from tests.postgres import Server

# A deadline would fail tests for the load of the machine and not for what they test.
settings.register_profile("dev", deadline=None, max_examples=50)
settings.register_profile(
    "ci",
    deadline=None,
    max_examples=300,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
# A second Python shows what the language changed, not what an example would find.
settings.register_profile("second", parent=settings.get_profile("ci"), max_examples=30)
# FUZZ=2000: as many examples of whatever sets no number of its own.
settings.register_profile(
    "fuzz",
    deadline=None,
    max_examples=int(os.environ.get("FUZZ", "2000")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE", "fuzz" if "FUZZ" in os.environ else "dev")
)


@pytest.fixture(scope="module")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server for the tests of one file: logins are a whole server's."""
    from tests.postgres import running_server

    with running_server() as server:
        yield server
