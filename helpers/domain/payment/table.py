"""A file of run sheets: read cell by cell, classified row by row."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import pandas as pd

from helpers.domain.errors import DomainError
from helpers.domain.payment.amounts import are_miles_open, paid_miles, part_paid
from helpers.domain.payment.care import ABSENT, Care, care
from helpers.domain.payment.deciding import UNDECIDED, classify
from helpers.domain.payment.transport import INTERCEPT, ON_BOARD, SheetError, Transport
from helpers.facts.nearest import known, nearest

#: The columns of a file of run sheets, in their order; those after ``care`` may be left out.
COLUMNS = ("sheet", *(field.name for field in dataclasses.fields(Transport)))
NEEDED = ("sheet", "date", "response", "crew", "care", "outcome", "necessary")
#: The columns that are added.
ADDED = ("level", "code", "rule", "reason", "open_rows", "billed_miles", "part_paid")
_DEFAULTS = {
    field.name: field.default
    for field in dataclasses.fields(Transport)
    if field.default is not dataclasses.MISSING
}
#: What people head a column with; unnoticed, it would be read as if it were not there.
_HEADED = {
    **dict.fromkeys(("miles", "mileage", "mi"), "loaded_miles"),
    **dict.fromkeys(("from", "origin", "pickup"), "from_place"),
    **dict.fromkeys(("to", "destination", "dropoff"), "to_place"),
    **dict.fromkeys(("pts", "pt_count"), "patients"),
}
_YES_NO = {"y": "yes", "n": "no"}
_PLACES = {"snf": "Medicare skilled nursing facility", "nh": "nursing facility"}
#: What people write for a word of ours, where the nearest by its letters would mislead.
_MEANT = {
    "response": {
        **dict.fromkeys(("non-emergency", "nonemergency", "non emergency"), "planned"),
        **dict.fromkeys(("non-emergent", "scheduled", "routine"), "planned"),
        **dict.fromkeys(("emergent", "911"), "emergency"),
    },
    "crew": {
        **dict.fromkeys(("emt-p", "emtp", "emt-paramedic", "medic"), "paramedic"),
        **dict.fromkeys(("emt-b", "emtb", "emt-basic"), "EMT"),
    },
    "outcome": dict.fromkeys(("refused", "refusal", "no transport"), "not transported"),
    "necessary": {**_YES_NO, **dict.fromkeys(("unknown", "?"), "not said")},
    "critical": _YES_NO,
    "from_place": _PLACES,
    "to_place": _PLACES,
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
            wrong: Sequence[SheetError] = (error,)
        except _SheetErrors as errors:
            wrong = errors.errors
        else:
            continue
        problems += [f"{file}, row {number}, column {one.column!r}: {one.told}" for one in wrong]
    if problems:
        raise TableError(problems)
    if not found:
        raise TableError([f"{file}: there is no row; write one run sheet a row below the headings"])
    return found


def classify_table(
    table: pd.DataFrame, file: str = "table", numbers: Sequence[int] | None = None
) -> pd.DataFrame:
    """The same table with what was decided of each row, in the columns of :data:`ADDED`.

    Raises:
        TableError: as :func:`transports`.
    """
    added = []
    for one in transports(table, file, numbers).values():
        decided = classify(one)
        open_rows = [rule.fact_id for rule in decided.open_rules]
        level = decided.level or UNDECIDED
        rule = "" if decided.rule is None else decided.rule.fact_id
        # Nobody rides no mile: the sheet does not say them.
        is_unsaid = one.outcome in ON_BOARD and not one.loaded_miles
        is_open = are_miles_open(decided) or is_unsaid
        miles = "" if is_open else f"{paid_miles(one, decided).normalize():f}"
        part = "; ".join(part_paid(one, decided))
        added.append((level, decided.code, rule, decided.said, "; ".join(open_rows), miles, part))
    return table.assign(**dict(zip(ADDED, map(list, zip(*added, strict=True)), strict=True)))


def assumed(names: Iterable[str]) -> str:
    """What was taken for the columns that a file does not have; empty where it has them all."""
    left = [name for name in COLUMNS if name not in names]
    words = {"dispatch": "empty", "scene": "empty", "intercept": "none", "loaded_miles": "not said"}
    return ", ".join(f"{name} = {words.get(name) or _DEFAULTS[name]}" for name in left)


def _headings(names: Sequence[str], file: str) -> list[str]:
    told = []
    for name in names:
        near = _HEADED.get(name, "")
        if not near or near in names:
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


class _SheetErrors(Exception):
    """All that makes no sense in one row."""

    def __init__(self, errors: Sequence[SheetError]) -> None:
        self.errors = tuple(errors)
        super().__init__(len(errors))


def _transport(cells: Mapping[str, object]) -> Transport:
    read: dict[str, object] = {}
    errors = []
    for name, cell in cells.items():
        try:
            if name != "sheet":
                read[name] = _cell(name, cell)
        except SheetError as error:
            errors.append(error)
    if errors:
        raise _SheetErrors(errors)
    _check_critical(cells, read)
    return Transport(**read)  # type: ignore[arg-type]  # _cell reads what each column holds


def _check_critical(cells: Mapping[str, object], read: Mapping[str, object]) -> None:
    """An empty cell is no answer where the level turns on it."""
    given = read["care"]
    is_beyond = any("beyond" in one.scope for one in given)  # type: ignore[attr-defined]
    is_moved = read.get("from_place", "scene") not in ("scene", "home")
    if is_beyond and is_moved and not _text(cells.get("critical")):
        told = "empty; with care beyond a paramedic say whether the patient was critical: yes or no"
        raise SheetError("critical", told)


def _cell(name: str, cell: object) -> object:
    if name == "care":
        return _care(cell)
    if name == "intercept":
        return tuple(_word(name, text, INTERCEPT) for text in _listed(cell))
    if name == "date":
        return _day(cell)
    if name in ("patients", "loaded_miles"):
        return _counted(name, cell)
    text = _text(cell) or (_DEFAULTS.get(name, "") if name not in NEEDED else "")
    return _word(name, str(text), Transport.WORDS[name])


def _word(name: str, text: str, words: Sequence[str]) -> str:
    """The word as the list has it, in whatever letters it was written."""
    folded = {word.casefold(): word for word in words}
    if text.casefold() in folded:
        return folded[text.casefold()]
    meant = _MEANT.get(name, {}).get(text.casefold())
    if meant:
        raise SheetError(name, f"there is no {name} {text!r}; did you mean {meant!r}?")
    try:
        return known(text, words, name)
    except ValueError as error:
        raise SheetError(name, str(error)) from None


def _care(cell: object) -> tuple[Care, ...]:
    """Every entry; what is wrong with each is said."""
    read, told = [], []
    for entry in _listed(cell):
        try:
            read.append(care(entry))
        except DomainError as error:
            told.append(str(error))
    if told:
        short = [one.removesuffix(f"; {ABSENT}") for one in told]
        end = [ABSENT] if short != told else []  # once is enough
        raise SheetError("care", "; ".join((*dict.fromkeys(short), *end)))
    return tuple(read)


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
            "(in a spreadsheet, give its column the format yyyy-mm-dd)"
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
