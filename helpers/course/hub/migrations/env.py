"""What Alembic runs: every step of the schema, on the connection that the caller has open."""

from __future__ import annotations

from alembic import context
from sqlalchemy.schema import CreateSchema

from helpers.course.hub.schema import SCHEMA

connection = context.config.attributes["connection"]
connection.execute(CreateSchema(SCHEMA, if_not_exists=True))
context.configure(connection=connection, version_table_schema=SCHEMA)
context.run_migrations()
