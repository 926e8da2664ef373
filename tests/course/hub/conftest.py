"""A database for one test file, its owner and a learner."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from helpers.course.hub import database, store
from tests.postgres import Server


@pytest.fixture(autouse=True)
def new_session() -> Iterator[None]:
    """Each test begins as a new kernel, which has waited for nothing yet."""
    store._admitted.clear()
    store._waited_for.clear()
    yield


@pytest.fixture(scope="module")
def owner(postgres: Server) -> str:
    """The address of a database with its owner's login; its tables are made."""
    address = postgres.database()
    database.upgrade(address)
    return address


@pytest.fixture(scope="module")
def ana(owner: str) -> str:
    """The address of a learner, E01."""
    return database.grant(owner, "E01", "ana")


@pytest.fixture(scope="module")
def ben(owner: str) -> str:
    """The address of another learner, E02."""
    return database.grant(owner, "E02", "ben")
