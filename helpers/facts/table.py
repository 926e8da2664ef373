"""A checked table, as it stands in its file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.facts.errors import FactError
from helpers.facts.schema import Schema


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

    def column(self, name: str) -> tuple[object, ...]:
        """The values of one column."""
        place = self.schema.names.index(name)
        return tuple(row[place] for row in self.values)

    def rows(self, names: Sequence[str]) -> Iterator[tuple[int, tuple[object, ...]]]:
        """Each row's number, and its values in the columns named."""
        columns = [self.column(name) for name in names]
        return zip(self.numbers, zip(*columns, strict=True), strict=True)

    def fault(self, message: str, row: int, column: str) -> FactError:
        """What is wrong at one place of the table."""
        return FactError(message, file=self.file, row=row, column=column)
