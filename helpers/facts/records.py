"""``records``: the rows of a table as instances of a dataclass, each value of its promised type."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from helpers.facts.errors import FactError
from helpers.facts.loader import checked
from helpers.facts.nearest import known

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")


def records(name: str, cls: type[T], folder: Path | None = None) -> tuple[T, ...]:
    """The rows of a checked table, in its order, as instances of a dataclass.

    Each field of the dataclass is the column of the same name; columns without a field are left
    out. Text is ``str``, a number ``float``, a whole number or year ``int``, yes or no ``bool``,
    a day ``date``, a list ``tuple[str, ...]``; a field of ``float`` also takes whole numbers, a
    ``Literal`` names the texts it takes. An empty cell is the field's default where it has one,
    else ``""`` for ``str``, ``()`` for a list, and ``None`` where the type allows it.

    Args:
        name: the table's name without its ending, for example ``"survival_models"``.
        cls: the dataclass.
        folder: where the tables are; by default the project's ``data/``.

    Raises:
        FactError: for whatever is wrong with the table, and for a value that the dataclass does
            not take, its own ``__post_init__`` included: file, row and column.
        TypeError: for a field that is no column; the nearest column is named.
    """
    table = checked(name, folder)
    fields = {field.name: field for field in dataclasses.fields(cls) if field.init}
    for field in fields:
        try:
            known(field, table.schema.names, f"column of {name}.csv")
        except ValueError as error:
            raise TypeError(f"{cls.__qualname__}.{field}: {error}") from None
    hints = typing.get_type_hints(cls)
    places = {field: table.schema.names.index(field) for field in fields}
    found: list[T] = []
    for row, number in zip(table.values, table.numbers, strict=True):
        try:
            cells = {name: row[place] for name, place in places.items()}
            found.append(cls(**dict(_values(cells, fields, hints))))
        except _Wrong as error:
            column, told = error.args
            what = f"{told} {cls.__qualname__}.{column}"
            raise FactError(what, file=table.file, row=number, column=column) from None
        except ValueError as error:
            raise FactError(str(error), file=table.file, row=number) from error
    return tuple(found)


class _Wrong(Exception):
    """A value that does not suit its field: the column, and what to say before its name."""


def _values(
    cells: Mapping[str, object],
    fields: Mapping[str, dataclasses.Field[object]],
    hints: Mapping[str, object],
) -> Iterator[tuple[str, object]]:
    for name, cell in cells.items():
        wanted = hints[name]
        if cell is None:
            if _has_default(fields[name]):
                continue
            cell = _empty(wanted)
            if cell is None and not _suits(None, wanted):
                raise _Wrong(name, "the cell is empty; fill it, or allow None in")
        if isinstance(cell, int) and not _suits(cell, wanted) and _suits(float(cell), wanted):
            cell = float(cell)
        if not _suits(cell, wanted):
            raise _Wrong(name, f"{cell!r} was read, which is no value of")
        yield name, cell


def _has_default(field: dataclasses.Field[object]) -> bool:
    missing = dataclasses.MISSING
    return field.default is not missing or field.default_factory is not missing


def _empty(wanted: object) -> object:
    if _suits("", wanted):
        return ""
    return () if typing.get_origin(wanted) is tuple else None


def _suits(value: object, wanted: object) -> bool:
    """Whether a value is of a type as it stands behind a field's name."""
    origin, parts = typing.get_origin(wanted), typing.get_args(wanted)
    if origin in (types.UnionType, typing.Union):
        return any(_suits(value, part) for part in parts)
    if origin is typing.Literal:
        return value in parts
    if wanted is int:
        return isinstance(value, int) and not isinstance(value, bool)
    if wanted is type(None):
        return value is None
    kind = origin or wanted
    return isinstance(kind, type) and isinstance(value, kind)
