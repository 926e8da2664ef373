"""Which rows of a checked table a named view shows."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

from helpers.facts.cell_values import as_text
from helpers.facts.errors import FactError
from helpers.facts.nearest import hint
from helpers.facts.schema import MOST_ROWS, View
from helpers.facts.table import Table


def places(view: View, table: Table) -> tuple[int, ...]:
    """The places of the rows that a view shows, from 0, in its order.

    Raises:
        FactError: if it names a value or a row that the table does not have, or shows no row, or
            more rows than a screen holds.
    """
    fits = [_fitting(view, table, name, wanted) for name, wanted in view.rows]
    found = [place for place in range(len(table.values)) if all(place in fit for fit in fits)]
    if view.order:
        found = _ordered(view, table, found)
    if not found:
        _fail(view, table, "no row fits all of rows; take one out or write the row")
    if len(found) > MOST_ROWS and not view.evidence:
        told = f"{len(found)} rows are more than {MOST_ROWS}"
        _fail(view, table, f"{told}; choose some by order, or say evidence = true")
    return tuple(found)


def _fitting(view: View, table: Table, name: str, wanted: Iterable[str]) -> set[int]:
    cells = [_items(value) for value in table.column(name)]
    there = sorted({item for cell in cells for item in cell})
    for text in wanted:
        if text not in there:
            _fail(view, table, f"no row has {text!r} in column {name!r}{hint(text, there)}")
    return {place for place, cell in enumerate(cells) if not cell.isdisjoint(wanted)}


def _items(value: object) -> set[str]:
    """What a cell holds as texts: the items of a list, an empty text for an empty cell."""
    return set(value) if isinstance(value, tuple) else {as_text(value)}


def _ordered(view: View, table: Table, found: list[int]) -> list[int]:
    (key,) = table.schema.primary_key
    keys = [as_text(value) for value in table.column(key)]
    for name in view.order:
        if name not in keys:
            _fail(view, table, f"no row has the {key} {name!r}{hint(name, keys)}")
        if keys.index(name) not in found:
            _fail(view, table, f"row {name!r} stands in order and does not fit rows")
        if view.order.count(name) > 1:
            _fail(view, table, f"row {name!r} stands twice in order")
    return [keys.index(name) for name in view.order]


def _fail(view: View, table: Table, message: str) -> NoReturn:
    file = Path(f"{table.schema.name}.toml")
    raise FactError(message, file=file, column=f"views.{view.name}")
