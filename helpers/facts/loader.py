"""``load``: one loader for every table, checked against its schema before anyone sees it."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from helpers.facts import cells
from helpers.facts.errors import FactError
from helpers.facts.places import data_dir
from helpers.facts.reading import read_rows
from helpers.facts.schema import Column, Schema, read_schema

_DTYPES = {"number": "float64", "integer": "Int64", "year": "Int64", "yesno": "boolean"}


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


@dataclass(frozen=True, eq=False)
class Table:
    """A checked table as values.

    Attributes:
        values: a row of values for each row of the file; ``None`` where a cell is empty.
        numbers: the number of each row as a spreadsheet counts it (the header is row 1).
    """

    file: Path
    schema: Schema
    values: tuple[tuple[object, ...], ...]
    numbers: tuple[int, ...]


def checked(name: str, folder: Path | None = None) -> Table:
    """A table whose every cell was read and held to its schema.

    Raises:
        FactError: as :func:`load`.
    """
    return _read(name, (folder or data_dir()).resolve())


def table_names(folder: Path | None = None) -> tuple[str, ...]:
    """The names of all tables that have a schema, in alphabetical order."""
    return tuple(sorted(file.stem for file in ((folder or data_dir()) / "schemas").glob("*.toml")))


@functools.lru_cache(maxsize=128)
def _read(name: str, folder: Path) -> Table:
    if name not in table_names(folder):
        known = ", ".join(table_names(folder))
        raise FactError(f"there is no table {name!r}; there are {known}", file=f"{name}.csv")
    schema = read_schema(folder / "schemas" / f"{name}.toml")
    file = folder / f"{name}.csv"
    header, rows = read_rows(file)
    _check_header(header, schema, file)
    values = [
        [
            _cell(text, column, file, number)
            for text, column in zip(row, schema.columns, strict=True)
        ]
        for number, row in rows
    ]
    numbers = [number for number, _ in rows]
    _check_unique(values, numbers, schema, file)
    _check_ranges(values, numbers, schema, file)
    _check_sources(values, numbers, schema, file, folder)
    return Table(file, schema, tuple(map(tuple, values)), tuple(numbers))


def _check_header(header: Sequence[str], schema: Schema, file: Path) -> None:
    for name in schema.names:
        if name not in header:
            raise FactError("this column is missing", file=file, row=1, column=name)
    for name in header:
        if name not in schema.names:
            raise FactError(
                "this column is not in the schema; remove it or describe it there",
                file=file,
                row=1,
                column=name,
            )
    if tuple(header) != schema.names:
        raise FactError(
            f"the columns stand in another order than {', '.join(schema.names)}", file=file, row=1
        )


def _cell(text: str, column: Column, file: Path, row: int) -> object:
    try:
        return cells.parse(text, column)
    except ValueError as error:
        raise FactError(str(error), file=file, row=row, column=column.name) from None


def _check_unique(
    values: Sequence[Sequence[object]], numbers: Sequence[int], schema: Schema, file: Path
) -> None:
    for group in schema.unique:
        places = [schema.names.index(name) for name in group]
        first: dict[tuple[object, ...], int] = {}
        for row, number in zip(values, numbers, strict=True):
            key = tuple(row[place] for place in places)
            if key in first:
                raise FactError(
                    f"{' / '.join(map(str, key))} stands in row {first[key]} already",
                    file=file,
                    row=number,
                    column=", ".join(group),
                )
            first[key] = number


def _check_ranges(
    values: Sequence[Sequence[object]], numbers: Sequence[int], schema: Schema, file: Path
) -> None:
    for group in schema.ranges:
        places = [schema.names.index(name) for name in group]
        for row, number in zip(values, numbers, strict=True):
            given = [row[place] for place in places if row[place] is not None]
            if given != sorted(given):  # type: ignore[type-var]
                read = ", ".join(f"{name} {row[p]}" for name, p in zip(group, places, strict=True))
                raise FactError(
                    f"the range is the wrong way round ({read})",
                    file=file,
                    row=number,
                    column=group[0],
                )


def _check_sources(
    values: Sequence[Sequence[object]],
    numbers: Sequence[int],
    schema: Schema,
    file: Path,
    folder: Path,
) -> None:
    columns = [(i, column) for i, column in enumerate(schema.columns) if column.kind == "source"]
    if not columns:
        return
    sources = _read("sources", folder)
    place_of_key = sources.schema.names.index("key")
    known = {row[place_of_key] for row in sources.values}
    for row, number in zip(values, numbers, strict=True):
        for place, column in columns:
            for key in row[place] or ():  # type: ignore[attr-defined]
                if key not in known:
                    raise FactError(
                        f"source {key!r} is not in sources.csv; add it there or mend the key",
                        file=file,
                        row=number,
                        column=column.name,
                    )


@functools.lru_cache(maxsize=128)
def _frame(table: Table) -> pd.DataFrame:
    columns = {}
    for place, column in enumerate(table.schema.columns):
        cells_of = [row[place] for row in table.values]
        if column.kind in _DTYPES:
            columns[column.name] = pd.array(
                [float("nan") if c is None and column.kind == "number" else c for c in cells_of],
                dtype=_DTYPES[column.kind],
            )
        else:
            empty: object = () if column.kind in ("list", "source", "fact") else ""
            filled = [empty if cell is None else cell for cell in cells_of]
            columns[column.name] = pd.Series(filled, dtype=object)
    return pd.DataFrame(columns)
