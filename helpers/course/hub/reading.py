"""What an office reads from a hub's database: the answers of a class, and nobody else's."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from helpers.course.answer import Answer
from helpers.course.hub import admit, connect
from helpers.course.hub.connect import NotDone
from helpers.course.hub.schema import KEPT, LOGINS


def place_of(address: str) -> str:
    """The database of an address in words, without login and password.

    Raises:
        NotDone: for an address that is none.
    """
    return connect.place_of(connect.url_of(address))


def answers_of(address: str, learners: Collection[str]) -> list[Answer]:
    """The answers of some learners, in the order in which they were given.

    Args:
        address: with an instructor's login.
        learners: the ids of a class.

    Raises:
        NotDone: for an address that is none, a login that may not read them, or where the
            database cannot be reached.
    """
    engine = connect.engine_of(address, is_long=True)
    try:
        with engine.begin() as connection:
            return _read(connection, set(learners))
    except DBAPIError as error:
        place, why = connect.place_of(engine.url), connect.plain(engine.url, error.orig or error)
        raise NotDone(f"{place}: nothing was read: {why}") from None


def _read(connection: sa.Connection, learners: set[str]) -> list[Answer]:
    login = connection.engine.url.username
    if not admit.reads_all(connection):
        raise NotDone(
            f"{connect.place_of(connection.engine.url)}: the login {login!r} reads only answers of "
            "its own; ask whoever looks after it for an instructor's login"
        )
    found: list[Answer] = []
    for name, learner_id in connection.execute(sa.select(LOGINS).order_by(LOGINS.c.login)):
        if learner_id in learners:
            found += [answer for _, answer in KEPT.of(connection, name, learner_id)]
    return found
