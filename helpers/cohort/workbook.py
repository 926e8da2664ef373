"""An XLSX workbook as rows of text, the way its reader sees them."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from helpers.cohort.cell_values import NO_VALUE
from helpers.cohort.problems import Problem, Refused
from helpers.cohort.raw_tables import MAX_COLUMNS, Limits, RawTable, Row, bytes_of, table_of

_MAX_UNPACKED = 100_000_000  # bytes; a small file can be made to unpack without end
_EXACT = 2**53  # whole numbers below it are kept exactly
# A format of whole numbers: digits, and between them what is shown as it stands.
_PART = re.compile(r'"([^"]*)"|\\(.)|([0#?])|([-+ ().:/])')


def read_xlsx(file: Path) -> RawTable:
    """The visible sheet that is named as the file is, or else the first visible one.

    Formulas give the value that the spreadsheet stored with them; they are never computed.
    Numbers stand as they are shown: ``00017``, ``1234567890123451``, ``88%``.

    Raises:
        Refused: if the file is no workbook, shows no sheet, or holds far too much.
    """
    return table_of(file.name, xlsx_rows(file))


def xlsx_rows(file: Path, columns: int = MAX_COLUMNS) -> list[Row]:
    """The rows of that sheet which hold something, with their numbers.

    Raises:
        Refused: if the file is no workbook, shows no sheet, or holds far too much.
    """
    raw = bytes_of(file)
    try:
        _check_size(file.name, raw)
        with warnings.catch_warnings():
            # Its reader's own words, about days that cannot be and parts it leaves out, are for
            # programmers; a cell that cannot be read is told by us.
            warnings.simplefilter("ignore", UserWarning)
            return _rows(raw, file, columns)
    except Refused:
        raise
    except Exception as error:  # a broken workbook makes its reader raise nearly anything
        remedy = f"this is no XLSX workbook that can be read ({type(error).__name__})"
        raise Refused(Problem(file.name, f"{remedy}; save it anew, without a password")) from None


def _check_size(name: str, raw: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        if sum(part.file_size for part in archive.infolist()) > _MAX_UNPACKED:
            raise Refused(Problem(name, "the workbook unpacks to far too much; save it anew"))


def _rows(raw: bytes, file: Path, columns: int) -> list[Row]:
    """The rows that hold something, with their numbers; read no further than the limits."""
    values, formulas = _sheet(raw, file, data_only=True), _sheet(raw, file, data_only=False)
    limits, number = Limits(file.name, columns), 0
    rows: list[Row] = []
    try:
        for number, (row, beside) in enumerate(zip(values, formulas, strict=False), start=1):
            limits.count(number, len(row))
            if row:  # the gap before a row of a high number is made of empty ones
                texts = [_text(cell, other) for cell, other in zip(row, beside, strict=False)]
                rows.append((number, texts))
    except ValueError as error:
        if isinstance(error, Refused):
            raise
        remedy = "a cell of the row cannot be read, perhaps a number of very many digits; mend it"
        raise Refused(Problem(file.name, remedy, number + 1)) from None
    return rows


def _sheet(raw: bytes, file: Path, *, data_only: bool) -> Iterator[tuple[Any, ...]]:
    from openpyxl import load_workbook  # part of the report's packages; CSV works without it

    book = load_workbook(io.BytesIO(raw), read_only=True, data_only=data_only)
    # Sheets of cells only: a chart has a sheet of its own, and no cell.
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not shown:
        remedy = "no sheet of the workbook is visible; unhide the one that holds the table"
        raise Refused(Problem(file.name, remedy))
    named = [sheet for sheet in shown if sheet.title.strip().lower() == file.stem.lower()]
    sheet = (named or shown)[0]
    sheet.reset_dimensions()  # some programs write a size that is not that of the sheet
    yield from sheet.iter_rows()


def _text(cell: Any, formula: Any) -> str:
    value = cell.value
    if value is None:
        return "" if formula.value is None else NO_VALUE
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, int | float):
        return _number(value, str(cell.number_format or ""))
    return str(value)


def _number(value: float, shown_as: str) -> str:
    """A number as it is shown: a spreadsheet keeps 88 % as 0.88, and 7 often as 7.0.

    A fraction that is shown rounded is given whole, since hours are added up.
    """
    if shown_as.endswith("%"):
        return f"{value * 100:.10g}%"
    if isinstance(value, int) or (value.is_integer() and abs(value) < _EXACT):
        return _whole(int(value), shown_as)
    return f"{value:.15g}"


def _whole(value: int, shown_as: str) -> str:
    """A whole number in its format: 17 as ``00017``, or as ``EMT-017``."""
    digits, form = str(abs(value)), shown_as.partition(";")[0]
    parts = list(_PART.finditer(form))
    places = sum(part[3] is not None for part in parts)
    padded = any(part[3] == "0" for part in parts)
    if value < 0 or not padded or "".join(part[0] for part in parts) != form:
        return str(value)
    # Digits fill the format from its end; those that are too many stand at its first place.
    digits = digits.zfill(places)
    extra = len(digits) - places
    queue = [digits[: extra + 1], *digits[extra + 1 :]]
    return "".join(_shown(part, queue) for part in parts)


def _shown(part: re.Match[str], digits: list[str]) -> str:
    if part[3] is not None:
        return digits.pop(0)
    return next(text for text in (part[1], part[2], part[4]) if text is not None)
