"""Who may do what in a hub's database, and how its schema is brought up to date.

The rights are laid anew each time, so that what somebody changed by hand is mended. Learners read
and add rows of their own; a rule of the database compares each row's login with ``current_user``,
which nobody but the server sets. Instructors read everything. The owner reads and deletes, for
the office has to, and can neither write nor change an answer.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from helpers.course.hub.connect import NotDone
from helpers.course.hub.schema import ANSWERS, INSTRUCTORS, LEARNERS, LOGINS, SCHEMA

_MIGRATIONS = Path(__file__).parent / "migrations"
_MINE = "login = current_user"
# A learner says neither whose an answer is nor its place; the database does.
_WRITTEN = ", ".join(c.name for c in ANSWERS.columns if c.name not in ("login", "place"))


def upgrade(connection: sa.Connection) -> None:
    """Make the tables, or bring them up to date, and lay all rights; whole or not at all.

    Raises:
        NotDone: for a login that does not own the database.
    """
    database = _owned(connection)
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    for name in (database + LEARNERS, database + INSTRUCTORS):
        if not role_exists(connection, name):
            connection.execute(sa.text(f"CREATE ROLE {quoted(name)} NOLOGIN"))
    for line in _rights(database):
        connection.execute(sa.text(line))


def quoted(name: str) -> str:
    """A name as SQL writes it, for a statement that takes no parameters."""
    return '"' + name.replace('"', '""').replace(":", r"\:") + '"'


def role_exists(connection: sa.Connection, name: str) -> bool:
    """Whether the server has a login or a group of this name."""
    found = sa.text("SELECT 1 FROM pg_roles WHERE rolname = :name")
    return connection.execute(found, {"name": name}).first() is not None


def _owned(connection: sa.Connection) -> str:
    """The database's name."""
    about = sa.text(
        "SELECT datname, pg_get_userbyid(datdba) AS owner, current_user AS me "
        "FROM pg_database WHERE datname = current_database()"
    )
    found = connection.execute(about).one()
    if found.owner != found.me:
        raise NotDone(
            f"the login {found.me!r} was read, and the database {found.datname!r} belongs to "
            f"{found.owner!r}; only its owner can do this. Use the owner's login, or give the "
            f'database away first: ALTER DATABASE "{found.datname}" OWNER TO "{found.me}"'
        )
    return str(found.datname)


def _rights(database: str) -> list[str]:
    base, learners = quoted(database), quoted(database + LEARNERS)
    instructors = quoted(database + INSTRUCTORS)
    both = f"{learners}, {instructors}"
    lines = [
        f"REVOKE ALL ON DATABASE {base} FROM PUBLIC, {both}",
        f"GRANT CONNECT ON DATABASE {base} TO {both}",
        f"REVOKE ALL ON SCHEMA {SCHEMA} FROM PUBLIC, {both}",
        f"GRANT USAGE ON SCHEMA {SCHEMA} TO {both}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA {SCHEMA} FROM PUBLIC, {both}",
        f"GRANT SELECT ON {ANSWERS}, {LOGINS} TO {both}",
        f"GRANT INSERT ({_WRITTEN}) ON {ANSWERS} TO {learners}",
    ]
    for table in (ANSWERS, LOGINS):
        lines.append(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        # Its owner too goes by the rules below, by which nobody changes an answer.
        lines.append(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        lines += _rule(table, "learner_reads", f"FOR SELECT TO {learners} USING ({_MINE})")
        lines += _rule(table, "instructor_reads", f"FOR SELECT TO {instructors} USING (true)")
    lines += _rule(ANSWERS, "learner_adds", f"FOR INSERT TO {learners} WITH CHECK ({_MINE})")
    lines += _rule(ANSWERS, "owner_reads", "FOR SELECT TO CURRENT_USER USING (true)")
    lines += _rule(ANSWERS, "owner_deletes", "FOR DELETE TO CURRENT_USER USING (true)")
    lines += _rule(LOGINS, "owner_keeps", "FOR ALL TO CURRENT_USER USING (true)")
    return lines


def _rule(table: sa.Table, name: str, text: str) -> list[str]:
    return [f"DROP POLICY IF EXISTS {name} ON {table}", f"CREATE POLICY {name} ON {table} {text}"]
