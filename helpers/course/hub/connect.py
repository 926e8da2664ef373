"""A connection to a hub's database: short, never idle, and cut off where nobody answers."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from functools import partial
from typing import Any

import sqlalchemy as sa

from helpers.course.answer import DATABASE, Foreign, NotKept

#: What an address looks like.
FORM = "postgresql+psycopg://LOGIN:PASSWORD@HOST/DATABASE"
_DRIVER = "postgresql+psycopg"
_WRITE = f"write it as {FORM}"
_CONNECT = 5  # seconds
_LIFE = 10.0  # seconds that a connection of a lesson may take altogether
_LONG = 600.0  # the same for an office, which reads a whole school
_MISSING = "the package psycopg is missing: pip install 'life-support-curriculum[hub]'"
_FINAL = (
    *("authentication failed", "no password", "pg_hba", "does not exist", "permission denied"),
    "permitted to log",
)
_NO_TABLES = ("42P01", "42703", "3F000")
_OPTIONS = {
    "connect_timeout": _CONNECT,
    "application_name": "life-support",
    # A cable that was pulled is noticed in seconds, and not when the system gives up in hours.
    "keepalives_idle": 3,
    "keepalives_interval": 1,
    "keepalives_count": 3,
    "tcp_user_timeout": _CONNECT * 1000,
}


class NotDone(ValueError):
    """What was asked of a database was not done; the message says why and what to do."""


def engine_of(address: str, is_long: bool = False) -> sa.Engine:
    """What makes connections to an address; none stays open behind the transaction it served.

    Args:
        address: as :data:`FORM`.
        is_long: whether a connection may take ten minutes, and not ten seconds.

    Raises:
        NotDone: for an address that is none, or none of PostgreSQL.
    """
    url, life = url_of(address), _LONG if is_long else _LIFE
    times = {"statement": life, "idle_in_transaction_session": life, "lock": _CONNECT}
    told = " ".join(f"-c {name}_timeout={round(1000 * time)}" for name, time in times.items())
    try:
        # No pool: with one, each kernel of a school would hold a connection for hours.
        engine = sa.create_engine(
            url,
            poolclass=sa.NullPool,
            connect_args={**_OPTIONS, "options": told},
            hide_parameters=True,
            # Closing ends what is not committed; to ask a lost server for it would only be logged.
            pool_reset_on_return=None,
            use_native_hstore=False,  # it would be asked for at each connection, in vain
        )
    except ImportError:
        raise NotDone(_MISSING) from None
    sa.event.listen(engine.pool, "connect", partial(_lives, life), insert=True)
    sa.event.listen(engine.pool, "close", _ends)
    return engine


def url_of(address: str) -> sa.URL:
    """An address, read; a message never repeats it, for a password may stand in it.

    Raises:
        NotDone: for an address that is none, or none of PostgreSQL.
    """
    try:
        url = sa.make_url(address)
    except (sa.exc.ArgumentError, ValueError):
        raise NotDone(f"the address of the database cannot be read; {_WRITE}") from None
    if url.drivername != _DRIVER:
        raise NotDone(f"the address of the database begins with {url.drivername!r}; {_WRITE}")
    return url


def place_of(url: sa.URL) -> str:
    """The database in words, without login and password."""
    return f"the database {url.database or '(unnamed)'} on {url.host or 'this computer'}"


def in_words(url: sa.URL, error: BaseException) -> NotKept:
    """What to say to an error of the database."""
    place, state = place_of(url), getattr(error, "sqlstate", None) or ""
    why = plain(url, error)
    if state in _NO_TABLES:
        return Foreign(
            place,
            f"it has no tables of this edition of the course: {why}",
            "Ask whoever looks after it to run: python -m helpers.course database upgrade",
        )
    if state == "42501":
        advice = "Ask whoever looks after the hub for a login of your own."
        return Foreign(place, f"your login may not do that: {why}", advice)
    if is_final(error):
        return NotKept(place, why, f"Ask whoever looks after the hub; it reads {DATABASE}.")
    return NotKept(place, why, "Each answer tries again. If this stays, tell who looks after it.")


def is_final(error: BaseException) -> bool:
    """Whether an error stays however often one tries again."""
    state = getattr(error, "sqlstate", None)
    if state:  # connection lost, too many, shutting down, timeout, deadlock
        return not (state.startswith(("08", "53", "57", "40")) or state == "55P03")
    # Where no connection came about there is no code, only the words of the server.
    return any(word in str(error) for word in _FINAL)


def plain(url: sa.URL, error: BaseException) -> str:
    """The first line of an error; a password in it, in whatever place, is taken out."""
    told = (str(error).strip() or type(error).__name__).splitlines()[0]
    query = url.query.get("password", ())
    secrets = [str(url.password or ""), *([query] if isinstance(query, str) else query)]
    secrets.append(os.environ.get("PGPASSWORD", ""))
    for secret in filter(None, secrets):
        told = told.replace(secret, "***")
    return told


def _lives(life: float, connection: Any, record: Any) -> None:
    """A connection whose other end is silent would be waited for without end; it is cut off."""
    timer = threading.Timer(life, _cut, [connection])
    timer.daemon = True
    record.info["life"] = timer
    timer.start()


def _ends(connection: Any, record: Any) -> None:
    if timer := record.info.pop("life", None):
        timer.cancel()


def _cut(connection: Any) -> None:
    with contextlib.suppress(Exception), socket.socket(fileno=os.dup(connection.fileno())) as end:
        end.shutdown(socket.SHUT_RDWR)
