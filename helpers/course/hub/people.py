"""Logins of learners and instructors: made by the owner of a hub's database, or by the hub."""

from __future__ import annotations

import secrets

import sqlalchemy as sa

from helpers.course.answer import RANDOM
from helpers.course.hub.connect import NotDone
from helpers.course.hub.rights import quoted, role_exists
from helpers.course.hub.schema import ANSWERS, INSTRUCTORS, LEARNERS, LOGINS
from helpers.course.ids import clean_id

_LONGEST = 63  # bytes of a name in PostgreSQL
_MOST = 20  # connections of one learner at a time; an answer takes one for some milliseconds


def grant(connection: sa.Connection, learner_id: str, login: str = "") -> sa.URL:
    """Give a learner a login, or an existing one a new password; the address with it.

    Args:
        learner_id: the id of the learner in the class.
        login: as the hub calls the learner; by default the id.

    Raises:
        NotDone: for a login or an id that is somebody else's.
        ValueError: for what can be neither.
    """
    login, learner_id = _login(login or learner_id), clean_id(learner_id)
    if learner_id.startswith(RANDOM):
        raise NotDone(f"{learner_id!r} cannot be an id: what begins so is made at random")
    _held(connection)
    rows = connection.execute(
        sa.select(LOGINS).where((LOGINS.c.login == login) | (LOGINS.c.learner_id == learner_id))
    ).all()
    for row in rows:
        if (row.login, row.learner_id) != (login, learner_id):
            raise NotDone(
                f"the login {login!r} for {learner_id!r} was read, and {row.learner_id!r} has "
                f"the login {row.login!r}; a login is one learner's. Look at both names"
            )
    password = _password(connection, login, LEARNERS, is_ours=bool(rows))
    if not rows:
        connection.execute(sa.insert(LOGINS).values(login=login, learner_id=learner_id))
    return connection.engine.url.set(username=login, password=password)


def instructor(connection: sa.Connection, login: str) -> sa.URL:
    """Give an instructor a login that reads all answers, or a new password; the address with it.

    Raises:
        NotDone: for a login that is somebody else's.
        ValueError: for what cannot be a login.
    """
    login = _login(login)
    _held(connection)
    is_learner = sa.select(LOGINS.c.login).where(LOGINS.c.login == login)
    if connection.execute(is_learner).first():
        raise NotDone(f"{login!r} is a learner's login; an instructor needs another one")
    password = _password(connection, login, INSTRUCTORS, is_ours=False)
    return connection.engine.url.set(username=login, password=password)


def enter(connection: sa.Connection, login: str) -> sa.URL:
    """A new password for whoever begins to work on a hub; the address with it.

    Who has a login already keeps what it may do: a learner the id that was granted, an instructor
    the right to read. Whoever is new is a learner, and the login is the id too.

    Raises:
        NotDone: for a login that was not made for this.
        ValueError: for what cannot be a login.
    """
    known = sa.select(LOGINS.c.learner_id).where(LOGINS.c.login == _login(login))
    learner_id = connection.execute(known).scalar()
    if learner_id is None and role_exists(connection, login):
        return instructor(connection, login)
    return grant(connection, learner_id or login, login)


def forget(connection: sa.Connection, learner_id: str) -> int:
    """Delete all answers of a learner, and the login; how many answers they were.

    Raises:
        NotDone: for an id that nobody has here.
    """
    learner_id = clean_id(learner_id)
    _held(connection)
    login = connection.execute(
        sa.select(LOGINS.c.login).where(LOGINS.c.learner_id == learner_id)
    ).scalar()
    if login is None:
        raise NotDone(f"no learner has the id {learner_id!r} in this database; nothing was deleted")
    count = connection.execute(sa.delete(ANSWERS).where(ANSWERS.c.login == login)).rowcount
    connection.execute(sa.delete(LOGINS).where(LOGINS.c.login == login))
    if role_exists(connection, login):
        connection.execute(sa.text(f"DROP ROLE {quoted(login)}"))
    return int(count)


def _login(text: str) -> str:
    login = clean_id(text)
    if len(login.encode()) > _LONGEST:
        raise NotDone(f"{login!r} is too long for a login: at most {_LONGEST} bytes")
    return login


def _held(connection: sa.Connection) -> None:
    """One change of logins at a time; learners have no right to such a lock."""
    connection.execute(sa.text(f"LOCK TABLE {LOGINS} IN SHARE ROW EXCLUSIVE MODE"))


def _password(connection: sa.Connection, login: str, group: str, is_ours: bool) -> str:
    """Make the login a member of its group, if it is new, and give it a new password.

    Raises:
        NotDone: for a login that is there and not of that group alone.
    """
    database = connection.execute(sa.text("SELECT current_database()")).scalar_one()
    if not role_exists(connection, login):
        name, most = quoted(login), _MOST if group == LEARNERS else -1
        connection.execute(sa.text(f"CREATE ROLE {name} LOGIN CONNECTION LIMIT {most}"))
        connection.execute(sa.text(f"GRANT {quoted(database + group)} TO {name}"))
    elif not is_ours and _groups(connection, login) != [database + group]:
        raise NotDone(
            f"there is a login {login!r} already that was not made for this; nothing was done. "
            "Choose another name"
        )
    password = secrets.token_urlsafe(24)
    # The server is sent what it compares a password with, so that none stands in its log.
    raw = connection.connection.driver_connection
    assert raw is not None
    kind = b"scram-sha-256"
    sent = raw.pgconn.encrypt_password(password.encode(), login.encode(), kind).decode()
    told = f"'{sent}'".replace(":", r"\:")
    connection.execute(sa.text(f"ALTER ROLE {quoted(login)} PASSWORD {told}"))
    return password


def _groups(connection: sa.Connection, login: str) -> list[str]:
    found = sa.text(
        "SELECT g.rolname FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid "
        "JOIN pg_roles u ON u.oid = m.member WHERE u.rolname = :login"
    )
    return [str(name) for name in connection.execute(found, {"login": login}).scalars()]
