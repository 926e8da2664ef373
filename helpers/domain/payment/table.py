"""A file of run sheets: read cell by cell, classified row by row."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from helpers.domain.errors import DomainError
from helpers.domain.payment.amounts import paid_miles
from helpers.domain.payment.deciding import UNDECIDED, classify
from helpers.domain.payment.transport import SheetError, Transport
from helpers.facts.nearest import nearest

#: The columns of a file of run sheets, in their order; those after ``care`` may be left out.
COLUMNS = ("sheet", *(field.name for field in dataclasses.fields(Transport)))
NEEDED = ("sheet", "date", "response", "crew", "care", "outcome", "necessary")
#: The columns that are added.
ADDED = ("level", "code", "rule", "reason", "open_rows", "billed_miles")
_DEFAULTS = {
    field.name: field.default
    for field in dataclasses.fields(Transport)
    if field.default is not dataclasses.MISSING
}
_NUMBER = re.compile(r"\d+(\.\d+)?|\.\d+")


class TableError(DomainError):
    """A table of run sheets that cannot be used: each line says row, column, what was read."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problems))


def transports(
    table: pd.DataFrame, file: str = "table", numbers: Sequence[int] | None = None
) -> dict[str, Transport]:
    """The transports of a table by the names of their sheets.

    Args:
        file: how the table is called in what is said about it.
        numbers: the row of each in its file; by default as a spreadsheet counts, headings in 1.

    Raises:
        TableError: with everything that is wrong in it: file, row, column, what was read and
            what to do.
    """
    problems = _headings([str(name) for name in table.columns], file)
    if problems:
        raise TableError(problems)
    rows = list(range(2, len(table) + 2)) if numbers is None else numbers
    found: dict[str, Transport] = {}
    first: dict[str, int] = {}
    for number, (_, row) in zip(rows, table.iterrows(), strict=True):
        cells = {str(name): row[name] for name in table.columns if name in COLUMNS}
        sheet = _text(cells["sheet"])
        try:
            if not sheet:
                raise SheetError("sheet", "empty; give the sheet a name")
            if sheet in first:
                told = f"{sheet!r} stands in row {first[sheet]} already; give each its own name"
                raise SheetError("sheet", told)
            first[sheet] = number
            found[sheet] = _transport(cells)
        except SheetError as error:
            problems.append(f"{file}, row {number}, column {error.column!r}: {error.told}")
    if problems:
        raise TableError(problems)
    if not found:
        raise TableError([f"{file}: there is no row; write one run sheet a row below the headings"])
    return found


def classify_table(
    table: pd.DataFrame, file: str = "table", numbers: Sequence[int] | None = None
) -> pd.DataFrame:
    """The same table with level, code, rule, reason, open rows and billed miles of each row.

    Raises:
        TableError: as :func:`transports`.
    """
    added = []
    for one in transports(table, file, numbers).values():
        decided = classify(one)
        open_rows = [rule.fact_id for rule in decided.open_rules]
        level = decided.level or UNDECIDED
        rule = "" if decided.rule is None else decided.rule.fact_id
        miles = "" if decided.level is None else f"{paid_miles(one, decided).normalize():f}"
        added.append((level, decided.code, rule, decided.said, "; ".join(open_rows), miles))
    return table.assign(**dict(zip(ADDED, map(list, zip(*added, strict=True)), strict=True)))


def _headings(names: Sequence[str], file: str) -> list[str]:
    told = []
    for name in names:
        near = nearest(name, [one for one in COLUMNS if one not in names])
        if name in ADDED:
            told.append(
                f"{file}, row 1, column {name!r}: this column is written by the command; rename it"
            )
        elif names.count(name) > 1:
            told.append(f"{file}, row 1, column {name!r}: it stands twice; take one out")
        elif name not in COLUMNS and near:
            hint = f"did you mean {near!r}? Rename it"
            told.append(f"{file}, row 1, column {name!r}: no column of a run sheet; {hint}")
    for name in NEEDED:
        if name not in names:
            told.append(f"{file}, row 1, column {name!r}: this column is missing; add it")
    return list(dict.fromkeys(told))


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None or cell is pd.NA or cell != cell else str(cell).strip()


def _transport(cells: Mapping[str, object]) -> Transport:
    read: dict[str, object] = {}
    for name, cell in cells.items():
        if name == "sheet":
            continue
        if name in ("care", "intercept"):
            read[name] = _listed(cell)
        elif name == "date":
            read[name] = _day(cell)
        elif name in ("patients", "loaded_miles"):
            read[name] = _counted(name, cell)
        else:
            read[name] = _text(cell) or (_DEFAULTS.get(name, "") if name not in NEEDED else "")
    return Transport(**read)  # type: ignore[arg-type]  # Transport holds every word to its list


def _listed(cell: object) -> tuple[str, ...]:
    items = cell if isinstance(cell, tuple | list) else _text(cell).split(";")
    return tuple(text for text in (str(item).strip() for item in items) if text)


def _day(cell: object) -> date:
    if isinstance(cell, date):  # a Timestamp is one too, and must not keep its hour
        return date(cell.year, cell.month, cell.day)
    text = _text(cell)
    try:
        return date.fromisoformat(text)
    except ValueError:
        told = (
            f"{text!r} was read; write the day of service as 2026-03-31 "
            "(in a spreadsheet, format the column as text first)"
        )
        raise SheetError("date", told if text else "empty; write the day of service") from None


def _counted(name: str, cell: object) -> float | int:
    text = _text(cell)
    if not text:
        return 1 if name == "patients" else 0.0
    is_whole = name == "patients"
    if not _NUMBER.fullmatch(text) or (is_whole and not text.isdecimal()):
        what = "a whole number such as 1" if is_whole else "a plain number such as 8.2"
        raise SheetError(name, f"{text!r} was read; write {what}")
    return int(text) if is_whole else float(text)
