"""``load``: one loader for every table, checked against its schema before anyone sees it."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pandas as pd

from helpers.facts import cell_values, nearest, selection
from helpers.facts.csv_rows import read_rows
from helpers.facts.errors import FactError
from helpers.facts.location import data_dir
from helpers.facts.schema import ANY, Field, Schema, read_schema
from helpers.facts.table import Table


def load(name: str, folder: Path | None = None) -> pd.DataFrame:
    """A checked table of facts.

    Args:
        name: the table's name without its ending, for example ``"survival_models"``.
        folder: where the tables are; by default :func:`data_dir`.

    Returns:
        A copy of its own for each caller, one row a fact. Numbers are floats (empty: NaN),
        whole numbers and years ``Int64`` (empty: NA), lists and sources tuples of text
        (empty: an empty tuple), other empty cells empty text.

    Raises:
        FactError: for an unknown table and for whatever is wrong in it: file, row, column.
    """
    return _frame(checked(name, folder)).copy()


def checked(name: str, folder: Path | None = None) -> Table:
    """A table whose every cell was read and held to its schema, references included.

    Raises:
        FactError: as :func:`load`.
    """
    return _checked(name, (folder or data_dir()).resolve())


def table_names(folder: Path | None = None) -> tuple[str, ...]:
    """The names of all tables that have a schema, in alphabetical order."""
    return tuple(sorted(file.stem for file in ((folder or data_dir()) / "schemas").glob("*.toml")))


def faults(folder: Path | None = None) -> list[FactError]:
    """What is wrong with a folder of tables: the first fault of each table, in their order.

    A table without a schema and a schema without a table are faults too.
    """
    folder = folder or data_dir()
    found: list[FactError] = []
    for name in sorted({*table_names(folder), *(file.stem for file in folder.glob("*.csv"))}):
        try:
            checked(name, folder)
        except FactError as error:
            found.append(error)
    return list({str(error): error for error in found}.values())


@functools.lru_cache(maxsize=256)
def _checked(name: str, folder: Path) -> Table:
    table = _read(name, folder)
    for key in table.schema.foreign_keys:
        known = _target(table, folder, key.table, key.to)
        for number, values in table.rows(key.fields):
            if None not in values and values not in known:
                raise _missing(table, number, key.fields, values, key.table, key.to, known)
    for field in table.schema.fields:
        if field.references:
            _check_references(table, field, field.references, folder)
    for view in table.schema.views:
        selection.places(view, table)
    return table


def _check_references(
    table: Table, field: Field, references: tuple[str, str], folder: Path
) -> None:
    name, column = references
    known = _target(table, folder, name, (column,))
    for number, cell in zip(table.numbers, table.column(field.name), strict=True):
        for item in cell if isinstance(cell, tuple) else ():
            if (item,) not in known:
                raise _missing(table, number, (field.name,), (item,), name, (column,), known)


def _target(
    table: Table, folder: Path, name: str, columns: tuple[str, ...]
) -> set[tuple[object, ...]]:
    """The values to which a key may lead."""
    names = [name]
    if name == ANY:
        names = [one for one in table_names(folder) if _schema(one, folder).is_facts]
    elif name not in table_names(folder):
        told = f"a key leads to {name!r}, and there is no such table"
        file = folder / "schemas" / f"{table.schema.name}.toml"
        raise FactError(told + nearest.hint(name, table_names(folder)), file=file)
    known: set[tuple[object, ...]] = set()
    for one in names:
        other = _read(one, folder)
        for column in columns:
            if column not in other.schema.names:
                file = folder / "schemas" / f"{table.schema.name}.toml"
                told = f"a key leads to column {column!r}, which {one}.csv does not have"
                raise FactError(told, file=file)
        known.update(values for _, values in other.rows(columns))
    if columns == ("fact_id",):  # a fact of several rows, E02-1 and E02-2, is also named as E02
        known.update((str(fact).partition("-")[0],) for (fact,) in tuple(known))
    return known


def _missing(
    table: Table,
    number: int,
    fields: tuple[str, ...],
    values: tuple[object, ...],
    name: str,
    to: tuple[str, ...],
    known: set[tuple[object, ...]],
) -> FactError:
    read = " / ".join(map(str, values))
    near = nearest.nearest(read, sorted(" / ".join(map(str, one)) for one in known))
    where = f"no table has it as {to[0]}" if name == ANY else f"it is not in {name}.csv"
    hint = f"; did you mean {near!r}? If not, add it there" if near else "; add it there or mend it"
    return table.fault(f"{read!r} was read, and {where}{hint}", number, ", ".join(fields))


@functools.lru_cache(maxsize=256)
def _schema(name: str, folder: Path) -> Schema:
    return read_schema(folder / "schemas" / f"{name}.toml")


@functools.lru_cache(maxsize=256)
def _read(name: str, folder: Path) -> Table:
    """A table held to its schema, but for what it says of other tables."""
    file = folder / f"{name}.csv"
    if name not in table_names(folder):
        if file.exists():
            told = f"this table has no schema; write schemas/{name}.toml and describe its columns"
            raise FactError(told, file=file)
        near = nearest.nearest(name, table_names(folder))
        hint = f"did you mean {near!r}?" if near else f"there are {', '.join(table_names(folder))}"
        raise FactError(f"there is no table {name!r}; {hint}", file=file)
    schema = _schema(name, folder)
    if not file.exists():
        told = f"there is no such file; write the table, or remove schemas/{name}.toml"
        raise FactError(told, file=file)
    header, rows = read_rows(file)
    _check_header(header, schema, file)
    if not rows:
        told = "the table has only its headings; add a row, or remove table and schema"
        raise FactError(told, file=file, row=1)
    values = tuple(
        tuple(_cell(text, one, file, n) for text, one in zip(row, schema.fields, strict=True))
        for n, row in rows
    )
    table = Table(file, schema, values, tuple(number for number, _ in rows))
    _check_unique(table)
    _check_rising(table)
    return table


def _check_header(header: Sequence[str], schema: Schema, file: Path) -> None:
    if len(header) == 1 and ";" in header[0]:
        told = "the cells are separated by semicolons; save the table with commas"
        raise FactError(told, file=file, row=1)
    for name in header:
        if name not in schema.names:
            near = nearest.nearest(name, [one for one in schema.names if one not in header])
            hint = f"did you mean {near!r}?" if near else "remove it or describe it there"
            told = f"this column is not in the schema; {hint}"
            raise FactError(told, file=file, row=1, column=name)
    for name in schema.names:
        if name not in header:
            raise FactError("this column is missing", file=file, row=1, column=name)
    if tuple(header) != schema.names:
        told = f"the columns stand in another order than {', '.join(schema.names)}"
        raise FactError(told, file=file, row=1)


def _cell(text: str, field: Field, file: Path, row: int) -> object:
    try:
        return cell_values.parse(text, field)
    except ValueError as error:
        raise FactError(str(error), file=file, row=row, column=field.name) from None


def _check_unique(table: Table) -> None:
    for group in table.schema.unique:
        first: dict[tuple[object, ...], int] = {}
        for number, values in table.rows(group):
            if values in first:
                told = f"{' / '.join(map(str, values))} stands in row {first[values]} already"
                raise table.fault(told, number, ", ".join(group))
            first[values] = number


def _check_rising(table: Table) -> None:
    for group in table.schema.rising:
        for number, values in table.rows(group):
            given = [value for value in values if isinstance(value, int | float | date)]
            if any(_is_less(later, earlier) for earlier, later in itertools.pairwise(given)):
                read = ", ".join(
                    f"{name} {value}" for name, value in zip(group, values, strict=True)
                )
                raise table.fault(f"the range is the wrong way round ({read})", number, group[0])


def _is_less(one: int | float | date, other: int | float | date) -> bool:
    if isinstance(one, date) or isinstance(other, date):
        return isinstance(one, date) and isinstance(other, date) and one < other
    return one < other


@functools.lru_cache(maxsize=256)
def _frame(table: Table) -> pd.DataFrame:
    fields = table.schema.fields
    return pd.DataFrame({field.name: _series(table.column(field.name), field) for field in fields})


def _series(values: Sequence[object], field: Field) -> pd.Series:
    match field.type:
        case "number":
            return pd.Series(values, dtype="float64")
        case "integer" | "year":
            return pd.Series(values, dtype="Int64")
        case "boolean":
            return pd.Series(values, dtype="boolean")
    empty: object = () if field.type == "list" else ""
    return pd.Series([empty if value is None else value for value in values], dtype="object")
