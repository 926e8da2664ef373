"""Tables for a spreadsheet, as CSV and XLSX; what it would take for a formula is made text."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime

import numpy as np
import pandas as pd

from helpers.cohort.results import Results

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_WIDEST = 60
# What no sheet can hold: control characters, and halves of characters.
_UNSHOWN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_DUE = ("due", "urgency", "kind", "learner_id", "name", "what")


def harmless(text: str) -> str:
    """Text that a spreadsheet shows and does not run: an apostrophe stands before a formula."""
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_STARTS) else text


def tables(results: Results) -> dict[str, pd.DataFrame]:
    """The tables of a report that an office works with, by name."""
    found = {
        "completion": results.completion,
        "stations": results.stations,
        "hours": results.hours,
        "cards": results.cards,
        "due": pd.DataFrame(map(asdict, results.actions), columns=list(_DUE)),
    }
    return {name: _short(table) for name, table in found.items()}


def _short(table: pd.DataFrame) -> pd.DataFrame:
    """Percentages to one decimal, downwards: what is not whole never looks so."""
    names = [str(name) for name in table.columns if str(name).endswith("percent")]
    return table.assign(
        **{name: np.floor((table[name].astype(float) * 10).round(6)) / 10 for name in names}
    )


def as_csv(table: pd.DataFrame) -> bytes:
    """A table as CSV in UTF-8, with the mark by which a spreadsheet knows it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([harmless(str(name)) for name in table.columns])
    for row in table.itertuples(index=False, name=None):
        writer.writerow([_text(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(sheets: Mapping[str, pd.DataFrame]) -> bytes:
    """Tables as a workbook, a sheet each; every text is stored as text, so none is a formula."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    book.remove(book.active)
    for name, table in sheets.items():
        sheet = book.create_sheet(name[:31])
        sheet.append([str(column) for column in table.columns])
        for row in table.itertuples(index=False, name=None):
            sheet.append([_value(value) for value in row])
        for line in sheet.iter_rows():
            for cell in line:
                if isinstance(cell.value, str):
                    cell.value, cell.data_type = cell.value, "s"
                    cell.quotePrefix = cell.value.startswith(_STARTS)
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        sheet.freeze_panes = "A2"
        for place, column in enumerate(sheet.columns, start=1):
            widest = max(len(str(cell.value or "")) for cell in column)
            letter = sheet.cell(1, place).column_letter
            sheet.column_dimensions[letter].width = min(widest + 2, _WIDEST)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _value(value: object) -> object:
    """A cell of a workbook: numbers and days as such, everything else as text."""
    if _is_nothing(value):
        return None
    if isinstance(value, bool | int | float | datetime | date):
        return value
    item = getattr(value, "item", None)
    plain = item() if callable(item) else value
    return plain if isinstance(plain, bool | int | float) else _shown(plain)


def _text(value: object) -> str:
    if _is_nothing(value):
        return ""
    number = isinstance(value, int | float) or hasattr(value, "item")
    return _shown(value) if number else harmless(_shown(value))


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.10g}"
    return _UNSHOWN.sub("\ufffd", str(value))


def _is_nothing(value: object) -> bool:
    return (
        value is None
        or value is pd.NaT
        or value is pd.NA
        or (isinstance(value, float) and value != value)
    )
