"""The gradebook that was exported, filled in: one column, and every other byte as it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.cohort.back.cells import Cell, cells_of
from helpers.cohort.imports.learner import whose
from helpers.cohort.imports.sheets import Sheet, most_row, number_of, persons, sheet_of
from helpers.cohort.mapping import KINDS, Meaning
from helpers.cohort.match import CONTRADICTS, Roster, none_matches
from helpers.cohort.problems import Problem, Refused
from helpers.cohort.raw_tables import bytes_of, clean, decoded
from helpers.facts.nearest import nearest

#: The gradebooks that take back what they exported.
TAKEN_BACK = ("canvas", "moodle")


@dataclass(frozen=True)
class Filled:
    """A gradebook with our column.

    Attributes:
        content: the bytes; those of every other cell are as they were.
        filled: how many cells were written.
        told: rows without a learner, learners without a row, cells that held something else.
    """

    content: bytes
    filled: int
    told: tuple[Problem, ...]


def fill(
    file: Path,
    column: str,
    values: Mapping[str, str],
    roster: Roster,
    meaning: Meaning,
    *,
    over_a_station: bool = False,
) -> Filled:
    """Fill one column of an exported gradebook.

    Args:
        file: the gradebook as it was exported, a CSV file.
        column: its heading; it must stand there already.
        values: what goes into the cell of each learner, by the roster's id.
        roster: the class.
        meaning: how a row finds its learner, as it was confirmed when the file was imported.
        over_a_station: whether the column may be one from which a station's results are read.

    Raises:
        Refused: where the file is no such gradebook, has no such column, is of another class,
            or the column cannot hold the values.
    """
    raw = bytes_of(file)
    text, encoding, mark = decoded(raw, file.name)
    try:
        separator = max(",;\t", key=text.partition("\n")[0].count)
        rows = cells_of(text, separator)
    except ValueError as error:
        raise Refused(Problem(file.name, f"the gradebook cannot be read ({error})")) from None
    numbered = [(n, [clean(c.text) for c in row]) for n, row in enumerate(rows, start=1) if row]
    sheet = sheet_of(file.name, numbered)
    if sheet.kind not in TAKEN_BACK:
        remedy = f"this is {KINDS[sheet.kind]}; only gradebooks of Canvas and Moodle are filled in"
        raise Refused(Problem(file.name, remedy))
    place = _place(sheet, column, meaning, over_a_station)
    most = most_row(sheet.kind, [row for row in numbered if row[0] > sheet.top])
    _fits_points(sheet, column, most[place] if place < len(most) else "", values)
    told, changes = [], []
    left = dict(values)
    by_number = dict(numbered)
    found = {n: whose(file.name, n, row, meaning, roster) for n, row in persons(sheet)}
    if not any(learner for learner, _ in found.values()):
        raise Refused(Problem(file.name, none_matches(len(found))))
    for number, cells in sheet.rows:
        learner, why = found[number]
        if learner is None and any(one.remedy == CONTRADICTS for one in why):
            told += why
        elif learner is None:
            words = "nobody in the roster is meant by this row; its cell stays as it is"
            told.append(Problem(file.name, words, number, None, next(filter(None, cells), "")))
        elif learner in left:
            value = left.pop(learner)
            old = by_number[number][place] if place < len(by_number[number]) else None
            if old is None:
                told.append(Problem(file.name, "the row ends before the column", number, column))
            elif value != old:
                if old not in ("", "-"):  # a cell without a grade, in Canvas and Moodle
                    told.append(Problem(file.name, f"replaced by {value}", number, column, old))
                changes.append((rows[number - 1][place], value))
    who = ", ".join(left)
    if left:
        told.append(Problem(file.name, f"these learners have no row in the gradebook: {who}"))
    content = mark + _replaced(text, changes, separator).encode(encoding)
    return Filled(content, len(changes), tuple(told))


def heading(sheet: Sheet, column: str) -> str:
    """The heading that somebody means: as it is written, or without the number behind it.

    Raises:
        Refused: where there is none, or more than one, or the gradebook fills it itself.
    """
    file, headings = sheet.file, sheet.headings
    bare = [name for name in headings if name.partition(" (")[0] == column]
    found = [name for name in headings if name == column] or bare
    if len(found) == 1 and found[0] in sheet.own:
        words = "this column is read only: the gradebook works it out itself and takes nothing back"
        hint = "name a column of your own, an assignment that you made for it"
        raise Refused(Problem(file, words, None, found[0], None, hint))
    if len(found) == 1:
        return found[0]
    near = nearest(column, [name for name in headings if name])
    hint = f"did you mean {near!r}?" if near else "make it in the gradebook, then export again"
    words = "the gradebook must have this column, and only once"
    raise Refused(Problem(file, words, None, column, column, hint))


def _fits_points(sheet: Sheet, column: str, possible: str, values: Mapping[str, str]) -> None:
    """Refuse numbers that are more than the column's points possible."""
    name = heading(sheet, column)
    most = number_of(possible) or None  # nothing is worth nothing: then it is not said
    numbers = [value for text in values.values() if (value := number_of(text)) is not None]
    if most is not None and max(numbers, default=0.0) > most:
        words = (
            f"this column takes {most:g} points, and {max(numbers):g} would go into it; nothing "
            "was written. Name another column, or raise its points in the gradebook, export it "
            "again"
        )
        raise Refused(Problem(sheet.file, words, None, name))


def _place(sheet: Sheet, column: str, meaning: Meaning, over_a_station: bool) -> int:
    name = heading(sheet, column)
    if not over_a_station and name in [station.column for station in meaning.stations]:
        words = (
            "a station's results are read from this column, and what an assessor entered would "
            "be lost; name another, or add --over-a-station if that is meant"
        )
        raise Refused(Problem(sheet.file, words, None, name))
    if name in meaning.columns.values():
        words = "this column names people, and stays as it is; name the one that is ours"
        raise Refused(Problem(sheet.file, words, None, column, column))
    return list(sheet.headings).index(name)


def _replaced(text: str, changes: Sequence[tuple[Cell, str]], separator: str) -> str:
    parts, place = [], 0
    for cell, value in sorted(changes, key=lambda change: change[0].start):
        quoted = '"' in text[cell.start : cell.end] or any(c in value for c in f'{separator}"\r\n')
        doubled = value.replace('"', '""')
        parts += [text[place : cell.start], f'"{doubled}"' if quoted else value]
        place = cell.end
    return "".join([*parts, text[place:]])
