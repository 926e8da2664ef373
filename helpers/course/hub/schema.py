"""The tables of a hub's database, and how its schema and groups are called.

``login`` is the name under which somebody is connected. The database itself writes it into each
row and compares it, so that no program can answer in another's name. Which id of a class belongs
to a login stands in ``learners``, where only the owner writes.
"""

from __future__ import annotations

import sqlalchemy as sa

from helpers.course.answers_rows import Rows, columns

SCHEMA = "life_support"
#: The ends of the names of both groups of logins; they begin with the database's own name.
LEARNERS, INSTRUCTORS = "_learners", "_instructors"

_TABLES = sa.MetaData(schema=SCHEMA)
LOGINS = sa.Table(
    "learners",
    _TABLES,
    sa.Column("login", sa.Text, primary_key=True),
    sa.Column("learner_id", sa.Text, nullable=False, unique=True),
)
ANSWERS = sa.Table(
    "answers",
    _TABLES,
    *columns(
        sa.Column("login", sa.Text, nullable=False),
        sa.Column("answer_id", sa.Uuid(as_uuid=False), nullable=False),
    ),
)
KEPT = Rows(ANSWERS, ANSWERS.c.login)
