"""An XLSX workbook as rows of text, the way its reader sees them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from helpers.cohort.problems import Problem, Refused
from helpers.cohort.raw_tables import RawTable, Row, bytes_of, table_of

_MAX_UNPACKED = 300_000_000  # bytes; a small file can be made to unpack without end
_NO_VALUE = "=?"  # what a formula without a stored value is shown as; no cell kind takes it


def read_xlsx(file: Path) -> RawTable:
    """The sheet that is named as the file is, or else the first one.

    Formulas give the value that the spreadsheet stored with them; they are never computed.

    Raises:
        Refused: if the file is no workbook, or unpacks to far too much.
    """
    raw = bytes_of(file)
    try:
        _check_size(file.name, raw)
        rows = _rows(raw, file.stem)
    except Refused:
        raise
    except Exception as error:  # a broken workbook makes its reader raise nearly anything
        remedy = f"this is no XLSX workbook that can be read ({type(error).__name__})"
        raise Refused(Problem(file.name, f"{remedy}; save it anew, without a password")) from None
    return table_of(file.name, rows)


def _check_size(name: str, raw: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        if sum(part.file_size for part in archive.infolist()) > _MAX_UNPACKED:
            raise Refused(Problem(name, "the workbook unpacks to far too much; save it anew"))


def _rows(raw: bytes, name: str) -> list[Row]:
    values, formulas = _sheet(raw, name, data_only=True), _sheet(raw, name, data_only=False)
    return [
        (number, [_text(cell, other) for cell, other in zip(row, beside, strict=False)])
        for number, (row, beside) in enumerate(zip(values, formulas, strict=False), start=1)
    ]


def _sheet(raw: bytes, name: str, *, data_only: bool) -> Iterator[tuple[Any, ...]]:
    from openpyxl import load_workbook  # part of the report's packages; CSV works without it

    book = load_workbook(io.BytesIO(raw), read_only=True, data_only=data_only)
    titles = {title.strip().lower(): title for title in book.sheetnames}
    sheet = book[titles.get(name.lower(), book.sheetnames[0])]
    sheet.reset_dimensions()  # some programs write a size that is not that of the sheet
    return sheet.iter_rows()


def _text(cell: Any, formula: Any) -> str:
    value = cell.value
    if value is None:
        return "" if formula.value is None else _NO_VALUE
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, int | float):
        return _number(value, str(cell.number_format or ""))
    return str(value)


def _number(value: float, shown_as: str) -> str:
    """A number as it is shown: a spreadsheet keeps 88 % as 0.88, and 7 often as 7.0."""
    if shown_as.endswith("%"):
        return f"{value * 100:.10g}%"
    return f"{value:.15g}"
