"""From bytes to rows of text: what a spreadsheet may have done to a file is met here."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from helpers.facts.errors import FactError


def read_rows(file: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Read a comma-separated table as text.

    Returns:
        The header, and each row with its number as a spreadsheet counts it (header = 1).

    Raises:
        FactError: for a file that is missing, empty or cannot be opened, an encoding that is not
            UTF-8, a byte-order mark, a header that is missing, another separator than the comma,
            and a row with too few or too many cells.
    """
    text = _text(file)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        lines = [(number, cells) for number, cells in enumerate(reader, start=1) if any(cells)]
    except csv.Error as error:
        raise FactError(f"this is no comma-separated table ({error})", file=file) from error
    if not lines:
        raise FactError("the file is empty; it needs a header and rows", file=file)
    (_, header), *rows = lines
    _check_separator(header, file)
    for number, cells in rows:
        if len(cells) != len(header):
            raise FactError(
                f"{len(cells)} cells were read and the header has {len(header)}; "
                "look for a missing or an unquoted comma",
                file=file,
                row=number,
            )
    return header, rows


def _check_separator(header: list[str], file: Path) -> None:
    """Spreadsheets of many countries save semicolons, and a comma within each number."""
    for mark, name in ((";", "semicolons"), ("\t", "tabs")):
        if len(header) == 1 and mark in header[0]:
            raise FactError(
                f"the cells are separated by {name}; save the table with commas between the "
                "cells and a point before the decimals",
                file=file,
                row=1,
            )


def _text(file: Path) -> str:
    try:
        raw = file.read_bytes()
    except FileNotFoundError:
        raise FactError("there is no such file", file=file) from None
    except OSError as error:
        told = error.strerror or type(error).__name__
        raise FactError(f"the file cannot be opened ({told}); give another", file=file) from None
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FactError("this is UTF-16; save the table as UTF-8", file=file, row=1)
    if raw.startswith(b"\xef\xbb\xbf"):
        raise FactError(
            "the file begins with a byte-order mark; save it as UTF-8 without one",
            file=file,
            row=1,
        )
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
        raise FactError(
            f"byte {raw[error.start]:#04x} is not UTF-8; save the table as UTF-8",
            file=file,
            row=row,
        ) from None
