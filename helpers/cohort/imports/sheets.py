"""Another program's file as headings and rows, with whatever stands above, below and between."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from helpers.cohort.imports.headings import kind_of, means
from helpers.cohort.imports.values import is_day
from helpers.cohort.mapping import GRADEBOOKS
from helpers.cohort.problems import Problem, Refused
from helpers.cohort.raw_tables import LONGEST, WINDOWS, bytes_of, clean, csv_rows, decoded
from helpers.cohort.workbook import xlsx_rows
from helpers.domain.certification.names import key

_WINDOWS = (
    "this is no UTF-8 text and was read as Windows-1252, which Excel writes as plain CSV; look "
    "whether the accents in the names are right, or save it as CSV UTF-8"
)
_MOST_COLUMNS = 1_000  # a gradebook has a column for each thing that was ever handed in
_MONTH = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_SHORT_DAY = re.compile(
    rf"((mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?([0-9]{{1,2}}/[0-9]{{1,2}}|{_MONTH} [0-9]{{1,2}}"
    rf"|[0-9]{{1,2}}[ -]{_MONTH})",
    re.IGNORECASE,
)
_TOP = 40  # rows among which the headings are looked for
_MARKED = re.compile(r"\[total pts: ?(?:up to )?([0-9.,]+)|maxpoints: ?([0-9.,]+)", re.IGNORECASE)
_READ_ONLY = "(read only)"  # in Canvas's row of points possible
_NOT_POINTS = re.compile(
    r"\b(current|final|unposted) (score|grade|points)\b|\btotal\b|^last downloaded|^feedback"
    r"|\bindicator\b|\bnotes\b|\bletter\)|^section$|^root account$|^availability$|^last access$"
    r"|^institution$|^department$|^integration id$|\bfeedback\b|\bcode\b|\bphone\b|\bzip\b|^no\.?$"
    r"|^child course id$|\(read only\)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Sheet:
    """A file whose headings were found.

    Attributes:
        kind: what it is, see ``mapping.KINDS``.
        top: the row of the headings, as a spreadsheet counts.
        headings: as they are written.
        rows: the rows of people: number, and as many cells as there are headings.
        points: the columns that may hold points, and what can be reached, where it says so.
        told: rows and columns that are left out, with the reason.
        own: columns that a gradebook works out itself; it takes nothing back into them.
    """

    file: str
    kind: str
    top: int
    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    points: dict[str, float | None]
    told: tuple[Problem, ...]
    own: tuple[str, ...] = ()

    def cells(self, heading: str) -> list[str]:
        """The cells below a heading, in the order of the rows."""
        place = self.headings.index(heading)
        return [cells[place] for _, cells in self.rows]


def read_sheet(file: Path) -> Sheet:
    """Read a file of any kind that is known.

    Raises:
        Refused: where it cannot be read, or what it is cannot be told.
    """
    if file.name.startswith("~$"):
        remedy = (
            "this is only the lock that Excel keeps beside an open workbook; close the workbook "
            "there, and give its name without ~$"
        )
        raise Refused(Problem(file.name, remedy))
    if file.is_dir():
        raise Refused(Problem(file.name, "this is a folder; give the files in it"))
    if file.suffix.lower() in (".xls", ".ods", ".numbers", ".doc", ".docx"):
        remedy = "this kind of file is not read; open it and save it as XLSX or CSV UTF-8"
        raise Refused(Problem(file.name, remedy))
    encoding = ""
    if file.suffix.lower() == ".xlsx":
        raw = xlsx_rows(file, _MOST_COLUMNS)
    else:
        text, encoding, _ = decoded(bytes_of(file), file.name)
        raw = csv_rows(file.name, text, _MOST_COLUMNS)
    rows = [(number, [clean(cell) for cell in cells]) for number, cells in raw]
    sheet = sheet_of(file.name, [row for row in rows if any(row[1])])
    if encoding != WINDOWS:
        return sheet
    return replace(sheet, told=(Problem(file.name, _WINDOWS), *sheet.told))


def sheet_of(file: str, rows: Sequence[tuple[int, Sequence[str]]]) -> Sheet:
    """Rows of clean text as a sheet.

    Raises:
        Refused: where no row holds headings of a known kind.
    """
    if not any(any(cells) for _, cells in rows):
        remedy = "the file is empty; see that it is the right one, or export it again"
        raise Refused(Problem(file, remedy))
    place = _headings(rows)
    if place is None or kind_of(rows[place][1]) == "roster":
        _refuse_grid(file, rows)
    if place is None:
        read = ", ".join(cell for cell in rows[0][1] if cell) if rows else ""
        remedy = (
            "no row holds headings from which it can be told what this file is; it needs a "
            "heading for the learner (a name, an id or an address) and one for what is told"
        )
        raise Refused(Problem(file, remedy, rows[0][0] if rows else None, None, read))
    top, headings = rows[place][0], tuple(rows[place][1])
    kind = kind_of(headings)
    told = [_above(file, number) for number, _ in rows[:place]]
    told += [
        Problem(file, "this heading stands twice; neither column is taken", top, name, name)
        for name, times in Counter(headings).items()
        if name and times > 1 and means(name)
    ]
    body = [(number, _fitted(cells, len(headings))) for number, cells in rows[place + 1 :]]
    most = most_row(kind, body)
    people = []
    for number, cells in body:
        if why := _no_person(kind, headings, cells):
            told.append(Problem(file, why, number, None, next((c for c in cells if c), "")))
        else:
            people.append((number, cells))
    points = _points(kind, headings, most, people)
    own = tuple(name for name, cell in zip(headings, most, strict=False) if _READ_ONLY in cell)
    return Sheet(file, kind, top, headings, tuple(people), points, tuple(told), own)


def _refuse_grid(file: str, rows: Sequence[tuple[int, Sequence[str]]]) -> None:
    """Refuse an attendance sheet with the days across the top: it would pass for a roster."""
    for number, cells in rows[:_TOP]:
        days = [cell for cell in cells if is_day(cell) or _SHORT_DAY.fullmatch(cell)]
        if len(days) > 2 and {means(cell) for cell in cells} & {"learner", "name", "last_name"}:
            remedy = (
                "hours as a grid, with the days across the top, are not read; write one row a "
                "shift, with the headings Student ID, Date, Hours and Type"
            )
            raise Refused(Problem(file, remedy, number, None, days[0]))


def number_of(text: str) -> float | None:
    """A number as gradebooks write it: ``8.5``, ``8,5``, ``85.00 %``; ``None`` for other text."""
    text = text.replace(",", ".").removesuffix("%").strip()
    return float(text) if re.fullmatch(r"[0-9]{1,9}(\.[0-9]*)?", text) else None


def _headings(rows: Sequence[tuple[int, Sequence[str]]]) -> int | None:
    """The place of the first row that makes a kind, and no later row knows more of."""
    known = {
        place: sum(bool(means(cell)) for cell in cells)
        for place, (_, cells) in enumerate(rows[:_TOP])
        if kind_of(cells)
    }
    return max(known, key=lambda place: (known[place], -place)) if known else None


def _above(file: str, number: int) -> Problem:
    return Problem(file, "a row above the headings; left out", number)


def _fitted(cells: Sequence[str], width: int) -> tuple[str, ...]:
    return tuple([*cells, *[""] * width][:width])


def most_row(kind: str, body: Sequence[tuple[int, Sequence[str]]]) -> Sequence[str]:
    """The row of a Canvas gradebook that says how many points there are."""
    found = (cells for _, cells in body[:5] if key(cells[0]) == "points possible")
    return next(found, ()) if kind == "canvas" else ()


def _points(
    kind: str,
    headings: Sequence[str],
    most: Sequence[str],
    people: Sequence[tuple[int, Sequence[str]]],
) -> dict[str, float | None]:
    """The columns that an assessor may have filled, and what can be reached in each."""
    if kind not in (*GRADEBOOKS, "centre"):
        return {}
    points: dict[str, float | None] = {}
    for place, name in enumerate(headings):
        bare = _MARKED.sub("", name)
        if not name or means(name) or _NOT_POINTS.search(bare) or headings.count(name) > 1:
            continue
        if not _may_be_points([cells[place] for _, cells in people]):
            continue
        cell = most[place] if most else ""
        if most and cell and number_of(cell) is None:
            continue  # read only: Canvas works it out itself
        marked = _MARKED.search(name)
        written = cell or (next(filter(None, marked.groups())) if marked else "")
        reached = number_of(written) if written else None
        # What Moodle gives in percent is out of a hundred.
        reached = 100.0 if reached is None and name.lower().endswith("(percentage)") else reached
        points[name] = reached or None
    return points


def _may_be_points(cells: Sequence[str]) -> bool:
    """Whether a column holds points, or pass and fail, or nothing yet."""
    held = [cell for cell in cells if cell and cell != "-"]
    results = [c for c in held if number_of(c) is not None or c.casefold() in _RESULTS]
    return not held or len(results) > len(held) / 2


_RESULTS = ("pass", "passed", "fail", "failed")
_TESTERS = ("student test", "demo student", "learner demo", "student demo", "test student")


def _no_person(kind: str, headings: Sequence[str], cells: Sequence[str]) -> str:
    """Why a row is nobody's; empty where it is somebody's."""
    first = key(cells[0]) if cells else ""
    if len(cells[0]) > 4 * LONGEST:
        return "the first cell is far too long for a name or an id; left out"
    if kind == "canvas" and first == "points possible":
        return "the row of points possible; nobody's"
    if kind == "canvas" and first in ("", "manual posting", "manual grading"):
        return "a row of the gradebook itself; nobody's"
    held = {means(name): cell for name, cell in zip(headings, cells, strict=True) if cell}
    if not {"learner", "name", "first_name", "last_name", "email"} & set(held):
        return "the row names nobody; left out"
    if re.match(r"(grand |sub)?total\b|overall average|average\b|mean\b", cells[0], re.I):
        return "a row of totals; left out"
    if kind in GRADEBOOKS and _is_tester(kind, held, headings, cells):
        return "a test student of the gradebook; left out"
    return ""


def _is_tester(
    kind: str, held: dict[str, str], headings: Sequence[str], cells: Sequence[str]
) -> bool:
    name = held.get("name") or f"{held.get('first_name', '')} {held.get('last_name', '')}"
    sis = dict(zip(map(key, headings), cells, strict=True)).get("sis user id", "")
    usual = " ".join(sorted(key(name).split())) in {" ".join(sorted(t.split())) for t in _TESTERS}
    preview = any(cell.lower().endswith("_previewuser") for cell in cells)
    # Somebody may really be called so: then the school has given an id.
    return preview or (usual and (kind != "canvas" or not sis))


def persons(sheet: Sheet) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows, each with its cells by heading; of a heading that stands twice none."""
    once = {name for name in sheet.headings if name and sheet.headings.count(name) == 1}
    for number, cells in sheet.rows:
        pairs = zip(sheet.headings, cells, strict=True)
        yield number, {name: cell for name, cell in pairs if name in once}
