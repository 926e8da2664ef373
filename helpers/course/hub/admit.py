"""Which login a lesson works under, and the refusal of every one that is not a learner's alone."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from helpers.course.answer import DATABASE, Foreign
from helpers.course.hub import connect
from helpers.course.hub.schema import ANSWERS, INSTRUCTORS, LEARNERS, LOGINS, SCHEMA

_HUB_USER = "JUPYTERHUB_USER"
_OWN = "Ask whoever looks after the hub for an address with a login of your own"
_ABOUT = sa.text(
    f"""
    SELECT session_user AS login, current_user AS acting, current_database() AS database,
        row_security_active('{SCHEMA}.{ANSWERS.name}') AS closed,
        ARRAY(
            SELECT rolname::text FROM pg_roles
            WHERE pg_has_role(session_user, oid, 'MEMBER') AND rolname <> session_user
            ORDER BY rolname
        ) AS roles,
        (
            SELECT pg_get_userbyid(relowner)::text FROM pg_class
            WHERE oid = '{SCHEMA}.{ANSWERS.name}'::regclass
        ) AS owner
    """
)


@dataclass(frozen=True)
class Login:
    """A learner's login, and the id of a class that belongs to it."""

    login: str
    learner_id: str


def learner(connection: sa.Connection, url: sa.URL) -> Login:
    """The learner whose login this connection has.

    Raises:
        Foreign: for a login that is nobody's, or that could read or answer as somebody else.
    """
    about = connection.execute(_ABOUT).one()
    if why := _shared(about):
        raise _refused(url, f"its login {about.login!r} {why}")
    mine = sa.select(LOGINS.c.learner_id).where(LOGINS.c.login == about.login)
    learner_id = connection.execute(mine).scalar()
    if learner_id is None:
        raise _refused(url, f"its login {about.login!r} belongs to no learner")
    user = os.environ.get(_HUB_USER)
    if user and user != about.login:
        why = f"the hub calls you {user!r}, and its login is {about.login!r}, somebody else's"
        raise _refused(url, why)
    return Login(str(about.login), str(learner_id))


def reads_all(connection: sa.Connection) -> bool:
    """Whether the login of this connection may read everybody's answers."""
    about = connection.execute(_ABOUT).one()
    roles = {about.login, *about.roles}
    return bool({f"{about.database}{INSTRUCTORS}", about.owner} & roles)


def _shared(about: sa.Row[Any]) -> str:
    """What a login may do beyond reading and adding rows of its own; empty for a learner's."""
    others = [role for role in about.roles if role != f"{about.database}{LEARNERS}"]
    if about.owner in (about.login, *about.roles):
        return "owns the answers, or may act as their owner"
    if not about.closed:
        return "is held back by no rule of the database"
    if f"{about.database}{INSTRUCTORS}" in others:
        return "is an instructor's, and reads everybody's answers"
    if others:
        shown = ", ".join(others[:3]) + (" and more" if len(others) > 3 else "")
        return f"may also act as {shown}"
    if about.acting != about.login:
        return f"acts as {about.acting!r}"
    return ""


def _refused(url: sa.URL, why: str) -> Foreign:
    told = f"{why}; an address that several people share keeps nobody's answers apart"
    return Foreign(connect.place_of(url), told, f"{_OWN} ({DATABASE}).")
