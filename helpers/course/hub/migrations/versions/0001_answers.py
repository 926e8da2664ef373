"""Learners by their logins, and their answers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_SCHEMA = "life_support"
_LONGEST = 200  # characters; the ids of questions and options have under 60
_SHORT = ("question_id", "option_id", "answered_at", "lesson")


def upgrade() -> None:
    """Make both tables; who may do what is laid by ``helpers.course.hub.rights``."""
    op.create_table(
        "learners",
        sa.Column("login", sa.Text, primary_key=True),
        sa.Column("learner_id", sa.Text, nullable=False, unique=True),
        schema=_SCHEMA,
    )
    op.create_table(
        "answers",
        sa.Column("place", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column(
            "login",
            sa.Text,
            sa.ForeignKey(f"{_SCHEMA}.learners.login"),
            nullable=False,
            server_default=sa.func.current_user(),
        ),
        sa.Column("question_id", sa.Text, nullable=False),
        sa.Column("question_version", sa.Integer, nullable=False),
        sa.Column("variant_seed", sa.Integer),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("option_id", sa.Text, nullable=False),
        sa.Column("answered_at", sa.Text, nullable=False),
        sa.Column("lesson", sa.Text, nullable=False),
        sa.Column("answer_id", sa.Uuid, nullable=False),
        # By login first: what one learner keeps tells nothing of another's, not even by a refusal.
        sa.UniqueConstraint("login", "answer_id", name="answers_of_id"),
        sa.UniqueConstraint("login", "question_id", "attempt", name="answers_of_attempt"),
        *(sa.CheckConstraint(f"length({name}) <= {_LONGEST}") for name in _SHORT),
        schema=_SCHEMA,
    )


def downgrade() -> None:
    """Take both tables away, with all answers in them."""
    op.drop_table("answers", schema=_SCHEMA)
    op.drop_table("learners", schema=_SCHEMA)
