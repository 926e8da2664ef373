"""From a file to rows of text, whatever a spreadsheet has done to it on the way."""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from helpers.cohort.file_kinds import is_binary, no_table
from helpers.cohort.problems import Problem, Refused
from helpers.course.ids import visible

#: Characters that a cell may have.
LONGEST = 500
#: A class's table has some hundred rows; far more is a mistake, and would take hours to read.
MAX_ROWS, MAX_COLUMNS, MAX_CELLS = 500_000, 200, 5_000_000
_MAX_BYTES = 100_000_000
WINDOWS = "cp1252"
_MARKS = (  # the longer mark first: that of UTF-32 begins like that of UTF-16
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

Row = tuple[int, Sequence[str]]


@dataclass(frozen=True)
class RawTable:
    """A table as text.

    Attributes:
        numbers: the number of each row as a spreadsheet counts, the header being row 1.
        columns: the cells of each column, by the column's name in lower case.
        problems: rows and headers that could not be used.
    """

    file: str
    numbers: list[int]
    columns: dict[str, list[str]]
    problems: list[Problem] = field(default_factory=list)


def read_csv(file: Path) -> RawTable:
    """Read a comma-, semicolon- or tab-separated file in UTF-8 or UTF-16.

    Raises:
        Refused: if it cannot be opened, decoded or divided into cells.
    """
    return table_of(file.name, csv_rows(file.name, text_of(file)))


def text_of(file: Path) -> str:
    """The text of a file in UTF-8 or UTF-16, with or without a byte-order mark.

    Raises:
        Refused: if it cannot be opened or is in another encoding.
    """
    raw = bytes_of(file)
    encoding = _encoding(raw)
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
        byte = f"the byte {raw[error.start]:#04x}"
        remedy = f"{byte} is no {encoding[:5].upper()} text; save the file as CSV UTF-8"
        raise Refused(Problem(file.name, remedy, row)) from None


def decoded(raw: bytes, file: str) -> tuple[str, str, bytes]:
    """The text of another program's file, its encoding, and the mark that stands before it.

    What is no UTF-8 is read as Windows-1252, which spreadsheets in Europe and America write as
    plain CSV.

    Raises:
        Refused: if it is no text.
    """
    encoding, mark = encoding_of(raw)
    ways = [encoding] if mark or encoding != "utf-8" else ["utf-8", WINDOWS]
    for way in ways:
        try:
            if way != WINDOWS or not is_binary(raw):
                return raw[len(mark) :].decode(way), way, mark
        except UnicodeDecodeError:
            continue
    remedy = "this is no text that can be read; open it in a spreadsheet and save it as CSV UTF-8"
    raise Refused(Problem(file, remedy))


def bytes_of(file: Path) -> bytes:
    """The bytes of a file.

    Raises:
        Refused: if it cannot be opened, is far too large, or is a picture, a PDF, a zip.
    """
    try:
        if file.stat().st_size > _MAX_BYTES:
            remedy = f"the file is larger than {_MAX_BYTES // 1_000_000} MB; is it the right one?"
            raise Refused(Problem(file.name, remedy))
        raw = file.read_bytes()
    except OSError as error:
        remedy = f"the file cannot be opened ({error.strerror}); look at it and its permissions"
        raise Refused(Problem(file.name, remedy)) from None
    if why := no_table(raw, file.suffix.lower()):
        raise Refused(Problem(file.name, why))
    return raw


def clean(text: str) -> str:
    """A cell without stray spaces and invisible marks, accents in one form.

    What is far too long keeps its accents as they are: bringing a long row of them into one
    form takes time that grows with the square, and it is refused for its length anyway.
    """
    text = visible(text)
    if not text.isascii() and len(text) <= 4 * LONGEST:
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.split())


class Limits:
    """Counts rows and cells while a file is read, and stops where there are far too many.

    Raises:
        Refused: from :meth:`count`, with the row.
    """

    def __init__(self, file: str, columns: int = MAX_COLUMNS) -> None:
        self.file, self.columns, self.cells = file, columns, 0

    def count(self, row: int, width: int) -> None:
        """Take note of a row and of how many cells it has."""
        self.cells += width
        if row > MAX_ROWS:
            self._refuse(f"the file has more than {MAX_ROWS:,} rows", row)
        if width > self.columns:
            self._refuse(f"the row has {width:,} columns, more than {self.columns}", row)
        if self.cells > MAX_CELLS:
            self._refuse(f"the file has more than {MAX_CELLS:,} cells", row)

    def _refuse(self, what: str, row: int) -> None:
        remedy = f"{what}; delete what stands far from the table, or see whether the file is right"
        raise Refused(Problem(self.file, remedy, row))


def table_of(file: str, rows: Iterable[Row]) -> RawTable:
    """Rows of text as a table: the first row that is not empty is the header.

    Raises:
        Refused: if there is no row at all.
    """
    filled = [row for row in rows if any(clean(cell) for cell in row[1])]
    if not filled:
        raise Refused(Problem(file, "the file is empty; it needs a header and rows"))
    (top, header), *body = filled
    names = [re.sub(r"[\s\-]+", "_", clean(cell).lower()) for cell in header]
    problems = [*_repeated(file, top, names), *_overlong(file, len(names), body)]
    even = [_fitted(row, len(names)) for _, row in body]
    cells = [list(column) for column in zip(*even, strict=True)] or [[] for _ in names]
    problems += _unnamed(file, top, names, cells)
    columns = {name: column for name, column in zip(names, cells, strict=True) if name}
    return RawTable(file, [number for number, _ in body], columns, problems)


def _fitted(row: Sequence[str], width: int) -> Sequence[str]:
    """A row as wide as the header: spreadsheets leave out empty cells at the end."""
    return row if len(row) == width else [*row[:width], *[""] * (width - len(row))]


def encoding_of(raw: bytes) -> tuple[str, bytes]:
    """The encoding of what stands behind the byte-order mark, and the mark itself, if any."""
    mark = next((mark for mark, _ in _MARKS if raw.startswith(mark)), b"")
    encoding = _encoding(raw)
    if encoding in ("utf-16", "utf-32"):
        encoding += "-le" if raw[0] == 0xFF else "-be"
    return encoding.removesuffix("-sig"), mark


def _encoding(raw: bytes) -> str:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return encoding
    # UTF-16 without a mark: every second byte of plain letters is zero.
    start = raw[:400]
    if start[1::2].count(0) > len(start) / 4:
        return "utf-16-le"
    return "utf-16-be" if start[0::2].count(0) > len(start) / 4 else "utf-8"


def dialect_of(text: str) -> tuple[str, int]:
    """What parts the cells of a file, and how many letters its own line about that takes."""
    separator = re.match(r"\s*sep=([,;\t])\r?\n", text)  # Excel's own way to name it
    return (separator[1], separator.end()) if separator else (_delimiter(text), 0)


def csv_rows(file: str, text: str, columns: int = MAX_COLUMNS) -> list[Row]:
    """The rows of a text that is divided by commas, semicolons or tabs.

    Raises:
        Refused: if it cannot be divided into cells.
    """
    delimiter, start = dialect_of(text)
    reader = csv.reader(
        io.StringIO(text[start:], newline=""),
        delimiter=delimiter,
        strict=True,
        skipinitialspace=True,
    )
    rows: list[Row] = []
    limits = Limits(file, columns)
    try:
        for number, row in enumerate(reader, start=1):
            limits.count(number, len(row))
            rows.append((number, row))
    except csv.Error as error:
        remedy = f"the row cannot be divided into cells ({error}); look for a stray quote"
        raise Refused(Problem(file, remedy, len(rows) + 1)) from None
    return rows


def _delimiter(text: str) -> str:
    header = next((line for line in text.splitlines() if line.strip()), "")
    # The first of equals wins, so a single column is taken for commas.
    return max(",;\t", key=re.sub(r'"[^"]*"', "", header).count)


def _repeated(file: str, row: int, names: Sequence[str]) -> list[Problem]:
    remedy = "this column stands twice; keep one"
    twice = [name for name, times in Counter(names).items() if name and times > 1]
    return [Problem(file, remedy, row, name, name) for name in twice]


def _unnamed(
    file: str, row: int, names: Sequence[str], cells: Sequence[Sequence[str]]
) -> list[Problem]:
    remedy = "a column without a name holds cells; name it or empty it"
    pairs = zip(names, cells, strict=True)
    held = any(clean(cell) for name, column in pairs if not name for cell in column)
    return [Problem(file, remedy, row)] if held else []


def _overlong(file: str, width: int, body: Sequence[Row]) -> list[Problem]:
    remedy = "the row has more cells than the header; put text that holds commas in quotes"
    return [
        Problem(file, remedy, number, read=next(cell for cell in row[width:] if clean(cell)))
        for number, row in body
        if len(row) > width and any(clean(cell) for cell in row[width:])
    ]
