"""The notes for instructors: what the metadata of a lesson's cells say, read and checked.

The cell that begins a second-level section may say how long it takes before a class, what it is
for, what to ask and what people get wrong; the first cell what the whole hour is for, and where
hands are practised, how its sixty minutes go and which stations it has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from helpers.facts.nearest import hint
from helpers.lessons import depths, sheet, shelf
from helpers.lessons.sheet import Cell, Found, Sheet

#: The name under which the metadata of a cell hold its note.
KEY = "instructor"

SHORTEST = 15  # minutes: the cut of a lesson for whoever has no more
CLASS = 60  # minutes: a class with manikin stations
_STATION_MINUTES = 5
#: Begins in the template what stands there only to be replaced.
TO_WRITE = "**To write.**"

_OF_A_SECTION = ("minutes", "aim", "ask", "wrong", "short")
_OF_A_LESSON = ("aim", "class", "stations", "home")
_OF_A_STATION = ("title", "minutes", "need", "do", "watch", "ask")
_GENERATED = (sheet.NEXT, sheet.SOURCES)
_REMEDY = f"Mend the {KEY!r} entry in the metadata of this cell."

_Parts = Mapping[str, Any]


class NoteError(ValueError):
    """A note that cannot be read; ``cell`` is its place from 0."""

    def __init__(self, cell: int, message: str) -> None:
        self.cell = cell
        super().__init__(message)


@dataclass(frozen=True)
class SectionNote:
    """What an instructor needs for one section.

    Attributes:
        cell: the place of the cell that begins the section, from 0.
        depth: ``frame``, ``core``, ``on duty`` or ``evidence``.
        minutes: how long it takes before a class; 0 where only those look who ask.
        ask: what to ask the class; may be empty.
        wrong: what people often believe, each with what is true.
        short: whether it belongs to the fifteen minutes.
    """

    heading: str
    cell: int
    depth: str
    minutes: float
    aim: str
    ask: str = ""
    wrong: tuple[str, ...] = ()
    short: bool = False


@dataclass(frozen=True)
class Step:
    """One line of a class of sixty minutes: how long, what, and with what."""

    minutes: float
    what: str
    with_what: str


@dataclass(frozen=True)
class Station:
    """One place in the room where hands are practised; it is printed as a card.

    Attributes:
        minutes: how long a group stays.
        need: what lies there.
        do: what the group does, in order.
        watch: what the instructor looks for.
        ask: the question at the end.
    """

    title: str
    minutes: float
    need: tuple[str, ...]
    do: tuple[str, ...]
    watch: tuple[str, ...]
    ask: str = ""


@dataclass(frozen=True)
class LessonNotes:
    """All notes of one lesson.

    Attributes:
        plan: the class of sixty minutes; none where no hands are practised.
        home: what a learner can do at home, without a screen in front of them.
    """

    lesson: str
    aim: str
    sections: tuple[SectionNote, ...]
    plan: tuple[Step, ...] = ()
    stations: tuple[Station, ...] = ()
    home: tuple[str, ...] = ()

    @property
    def minutes(self) -> float:
        """What the core takes, opening and closing included."""
        return sum(one.minutes for one in self.sections if one.depth in ("frame", "core"))

    @property
    def on_duty(self) -> float:
        """What the sections *On duty* take beside it."""
        return sum(one.minutes for one in self.sections if one.depth == "on duty")

    @property
    def short(self) -> tuple[SectionNote, ...]:
        """The sections of the fifteen minutes, in order."""
        return tuple(one for one in self.sections if one.short)

    def of(self, heading: str) -> SectionNote | None:
        """The note of a section, if it has one."""
        return next((one for one in self.sections if one.heading == heading), None)


def notes_of(page: Sheet) -> LessonNotes:
    """The notes of a lesson.

    Raises:
        NoteError: for a note that is not of the form described in this module.
    """
    found = _parts(page.cells[0], _OF_A_LESSON) if page.cells else {}
    steps = tuple(_step(page.cells[0], one) for one in found.get("class", ()))
    stations = tuple(_station(page.cells[0], one) for one in found.get("stations", ()))
    sections = [_section(cell, heading) for heading, cell in begins(page) if KEY in _metadata(cell)]
    home = _texts(page.cells[0], found, "home", may_be_absent=True) if found else ()
    aim = str(found.get("aim", ""))
    return LessonNotes(page.name, aim, tuple(sections), steps, stations, home)


def begins(page: Sheet) -> Iterator[tuple[str, Cell]]:
    """Each second-level heading that somebody wrote, with the cell that it stands in."""
    for heading in page.headings:
        cell = page.cells[heading.cell]
        if heading.level == 2 and not set(cell.tags) & set(_GENERATED):
            yield heading.text, cell


def noted(page: Sheet) -> Found:
    """Every section says to an instructor how long it takes and what it is for, and it adds up."""
    try:
        notes = notes_of(page)
    except NoteError as error:
        yield error.cell, str(error), _REMEDY
        return
    yield from _missing(page, notes)
    yield from _times(page, notes)
    yield from _short(notes)
    yield from _class(notes)


def _missing(page: Sheet, notes: LessonNotes) -> Found:
    left = [notes.aim, *(one.aim for one in notes.sections)]
    if any(TO_WRITE in aim for aim in left):
        yield None, "a note for instructors is still the template's", f"Replace {TO_WRITE}"
    if not notes.aim:
        yield 0, "the lesson says no aim to an instructor", f"Write {KEY!r}: aim into its metadata."
    for heading, cell in begins(page):
        note = notes.of(heading)
        if note is None and depths.depth(heading) != "evidence":
            what = f"section {heading!r} has no note for instructors"
            yield cell.index, what, f"Write {KEY!r} with minutes and aim into its metadata."
        if heading in [one.heading for one in notes.sections] and not cell.source.startswith("##"):
            yield cell.index, f"section {heading!r} begins inside a cell", "Give it its own cell."


def _times(page: Sheet, notes: LessonNotes) -> Found:
    wanted = {one.name: one.minutes for one in shelf.lessons()}.get(page.name)
    if notes.sections and wanted is not None and notes.minutes != wanted:
        what = (
            f"the core takes {notes.minutes:g} minutes by its notes, and the header says {wanted}"
        )
        yield None, what, "Change the minutes of a section, or those in lessons.csv."


def _short(notes: LessonNotes) -> Found:
    taken = sum(one.minutes for one in notes.short)
    if notes.sections and not notes.short:
        what = "no section belongs to the fifteen minutes"
        yield None, what, f"Mark some as short, {SHORTEST} minutes together at most."
    if taken > SHORTEST:
        what = f"the short sections take {taken:g} minutes, more than {SHORTEST}"
        yield None, what, "Take the mark from one."


def _class(notes: LessonNotes) -> Found:
    taken = sum(step.minutes for step in notes.plan)
    if notes.plan and taken != CLASS:
        yield 0, f"the class takes {taken:g} minutes, not {CLASS}", "Change a step of it."
    if notes.stations and not notes.plan:
        yield 0, "there are stations and no class", "Say when they are visited."


def _section(cell: Cell, heading: str) -> SectionNote:
    parts, depth = _parts(cell, _OF_A_SECTION), depths.depth(heading)
    minutes = _minutes(cell, parts.get("minutes"), depth == "evidence")
    short = parts.get("short", False)
    if not isinstance(short, bool):
        raise NoteError(cell.index, f"short is {short!r}, neither true nor false")
    aim, ask = _text(cell, parts, "aim"), _text(cell, parts, "ask", may_be_absent=True)
    wrong = _texts(cell, parts, "wrong", may_be_absent=True)
    return SectionNote(heading, cell.index, depth, minutes, aim, ask, wrong, short)


def _step(cell: Cell, parts: Any) -> Step:
    if not isinstance(parts, list) or len(parts) != 3:
        raise NoteError(
            cell.index, f"a step of the class is {parts!r}, not minutes, what, with what"
        )
    minutes = _minutes(cell, parts[0])
    for one in parts[1:]:
        if not isinstance(one, str):
            raise NoteError(cell.index, f"a step holds {one!r}, no text")
    return Step(minutes, parts[1], parts[2])


def _station(cell: Cell, parts: Any) -> Station:
    if not isinstance(parts, dict):
        raise NoteError(cell.index, f"a station is {parts!r}, not a title with what belongs to it")
    _known(cell, parts, _OF_A_STATION)
    return Station(
        _text(cell, parts, "title"),
        _minutes(cell, parts.get("minutes", _STATION_MINUTES)),
        _texts(cell, parts, "need"),
        _texts(cell, parts, "do"),
        _texts(cell, parts, "watch"),
        _text(cell, parts, "ask", may_be_absent=True),
    )


def _parts(cell: Cell, names: tuple[str, ...]) -> _Parts:
    parts = _metadata(cell).get(KEY, {})
    if not isinstance(parts, dict):
        raise NoteError(cell.index, f"the note is {parts!r}, not names with values")
    _known(cell, parts, names)
    return parts


def _metadata(cell: Cell) -> _Parts:
    found: _Parts = cell.raw.get("metadata", {})
    return found


def _known(cell: Cell, parts: _Parts, names: tuple[str, ...]) -> None:
    for name in parts:
        if name not in names:
            told = hint(name, names) or f"; it knows {', '.join(names)}"
            raise NoteError(cell.index, f"a note knows no {name!r}{told}")


def _minutes(cell: Cell, value: Any, may_be_none: bool = False) -> float:
    """Whole or half minutes; none at all only where nobody has to look."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if value is None and may_be_none:
        return 0
    if (
        not is_number
        or value * 2 != int(value * 2)
        or value < 0
        or (value == 0 and not may_be_none)
    ):
        raise NoteError(cell.index, f"the minutes of a note are {value!r}, not whole or half ones")
    return float(value)


def _text(cell: Cell, parts: _Parts, name: str, may_be_absent: bool = False) -> str:
    value = parts.get(name, "" if may_be_absent else None)
    if not isinstance(value, str) or not (value.strip() or may_be_absent):
        raise NoteError(cell.index, f"a note needs a text for {name!r}, not {value!r}")
    return value


def _texts(cell: Cell, parts: _Parts, name: str, may_be_absent: bool = False) -> tuple[str, ...]:
    value = parts.get(name, [] if may_be_absent else None)
    are_texts = isinstance(value, list) and all(isinstance(one, str) and one for one in value)
    if not are_texts or not (value or may_be_absent):
        raise NoteError(cell.index, f"a note needs a list of texts for {name!r}, not {value!r}")
    return tuple(value)
