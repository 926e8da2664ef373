"""What the owner of a hub's database does: the tables, the rights and the logins.

Each is one transaction: done, or not begun.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from helpers.course.hub import connect, people, rights
from helpers.course.hub.connect import NotDone

Result = TypeVar("Result")
_ADVICE = (
    "Use the login of the database's owner, who may make logins (CREATEROLE), and run upgrade first"
)


def upgrade(address: str) -> str:
    """Make the tables or bring them up to date, and lay all rights anew; where that was.

    Args:
        address: with the login of the database's owner.

    Raises:
        NotDone: where the database is somebody else's, or cannot be reached.
    """
    _do(address, rights.upgrade)
    return connect.place_of(connect.url_of(address))


def grant(address: str, learner_id: str, login: str = "") -> str:
    """Give a learner a login of their own; the address with which a lesson keeps answers.

    Args:
        address: with the login of the database's owner.
        learner_id: the id of the learner in the class.
        login: as the hub calls the learner; by default the id.

    Raises:
        NotDone: for a login or an id that is somebody else's.
        ValueError: for what cannot be an id.
    """
    url = _do(address, lambda connection: people.grant(connection, learner_id, login))
    return url.render_as_string(hide_password=False)


def instructor(address: str, login: str) -> str:
    """Give an instructor a login that reads all answers; the address to collect them from."""
    url = _do(address, lambda connection: people.instructor(connection, login))
    return url.render_as_string(hide_password=False)


def enter(address: str, login: str) -> str:
    """A new password for whoever begins to work on a hub; the address with it.

    Who is new there is a learner whose id in the class is the login.
    """
    url = _do(address, lambda connection: people.enter(connection, login))
    return url.render_as_string(hide_password=False)


def forget(address: str, learner_id: str) -> int:
    """Delete a learner's answers and login for good; how many answers they were."""
    return _do(address, lambda connection: people.forget(connection, learner_id))


def _do(address: str, what: Callable[[sa.Connection], Result]) -> Result:
    engine = connect.engine_of(address, is_long=True)
    try:
        with engine.begin() as connection:
            return what(connection)
    except DBAPIError as error:
        place, why = connect.place_of(engine.url), connect.plain(engine.url, error.orig or error)
        raise NotDone(f"{place}: nothing was done: {why}. {_ADVICE}") from None
