"""What the steps of the schema make is what the code asks for."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from helpers.course.hub import connect
from helpers.course.hub.schema import ANSWERS, LOGINS


@pytest.mark.parametrize("table", [ANSWERS, LOGINS], ids=lambda table: table.name)
def test_every_column_is_there_and_of_its_type(table: sa.Table, owner: str) -> None:
    with connect.engine_of(owner).connect() as connection:
        made = sa.Table(table.name, sa.MetaData(), schema=table.schema, autoload_with=connection)
    asked = {column.name: column.type._type_affinity for column in table.columns}
    there = {column.name: column.type._type_affinity for column in made.columns}
    assert there == asked
