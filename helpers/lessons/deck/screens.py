"""From a lesson to the screens of its deck: a pure function of the notebook and the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from helpers.lessons import shelf
from helpers.lessons.deck import asking
from helpers.lessons.deck.asking import Ask
from helpers.lessons.deck.prose import LEAD, Piece, packed, pieces
from helpers.lessons.sheet import HEADER, NEXT, SOURCES, Cell, Sheet

EVIDENCE = "Evidence: how anyone knows"

# A call that is one learner's own affair: their answers, their address, their calendar.
_OWN = re.compile(r"^(my_\w+|nearest_aed|manikin_card|final_form|own_chain\w*)\(")
_APP = re.compile(r"^\w+_app\(.*\)$", re.DOTALL)
_PLOT = re.compile(r"^plot_\w+\([^\n]*\)$")
_SETUP = re.compile(r"^(from|import)\s")


@dataclass(frozen=True)
class Screen:
    """One screen.

    Attributes:
        kind: ``title``, ``text``, ``table``, ``app``, ``picture``, ``output``, ``ask``, ``answer``
            or ``sources``.
        heading: the section it belongs to.
        below: the heading below that, in the evidence.
        text: Markdown to be shown.
        source: what the kernel runs for it; empty where nothing is run.
        outputs: what the saved lesson shows in that place.
        aside: whether it lies beside the way, with the evidence and the sources.
        notes: what the instructor reads; on the first screen of a section.
        attachments: pictures that the text names.
    """

    kind: str
    heading: str
    text: str = ""
    below: str = ""
    source: str = ""
    outputs: tuple[Mapping[str, Any], ...] = ()
    ask: Ask | None = None
    aside: bool = False
    notes: Mapping[str, Any] = field(default_factory=dict)
    attachments: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Deck:
    """A lesson as screens, and what the kernel runs before the first app.

    Attributes:
        name: ``03_the_aed``.
        setup: the lesson's imports.
    """

    name: str
    title: str
    minutes: int
    setup: str
    screens: tuple[Screen, ...]

    @property
    def sections(self) -> tuple[str, ...]:
        """The headings, in the order of the screens."""
        return tuple(dict.fromkeys(screen.heading for screen in self.screens))


def deck_of(sheet: Sheet) -> Deck:
    """The screens of a lesson: its way first, then what lies beside it."""
    lesson = shelf.lesson(sheet.name)
    setup = [cell.source for cell in sheet.code if _SETUP.match(cell.source)]
    found = [screen for cells in _sections(sheet) for screen in _screens(cells)]
    way = [screen for screen in found if not screen.aside]
    aside = [screen for screen in found if screen.aside]
    screens = (_title(sheet, lesson), *way, *aside)
    return Deck(sheet.name, lesson.title, lesson.minutes, "\n".join(setup), screens)


def notes_in(cell: Cell) -> Mapping[str, Any]:
    """The instructor's notes of a cell; empty where it has none."""
    found = cell.raw.get("metadata", {}).get("instructor")
    return found if isinstance(found, Mapping) else {}


def _title(sheet: Sheet, lesson: shelf.Lesson) -> Screen:
    header = next((cell for cell in sheet.cells if HEADER in cell.tags), None)
    readers = ", ".join(lesson.readers)
    text = f"{lesson.question}\n\nLesson {lesson.number} · {lesson.minutes} minutes · for {readers}"
    picture = ""
    if header:
        picture = next((p.text for p in pieces(header.source) if p.kind == "picture"), "")
    return Screen(
        "title",
        lesson.title,
        f"{picture}\n\n{text}",
        notes=notes_in(header) if header else {},
        attachments=header.raw.get("attachments", {}) if header else {},
    )


def _sections(sheet: Sheet) -> Iterator[list[Cell]]:
    """The cells below each heading of the second level, the one with the heading first."""
    held: list[Cell] = []
    for cell in sheet.cells:
        if HEADER in cell.tags or NEXT in cell.tags or _SETUP.match(cell.source):
            continue
        if cell.kind == "markdown" and cell.source.startswith("## ") and held:
            yield held
            held = []
        held.append(cell)
    if held:
        yield held


def _screens(cells: list[Cell]) -> Iterator[Screen]:
    heading = _heading(cells[0])
    aside = heading == EVIDENCE or SOURCES in cells[0].tags
    if SOURCES in cells[0].tags:
        yield Screen("sources", "Sources", _without_heading(cells[0].source), aside=True)
        return
    notes = notes_in(cells[0])
    made = [screen for screen in _in_order(cells, heading) if _says_something(screen)]
    for place, screen in enumerate(made):
        yield _with(screen, aside=aside, notes=notes if place == 0 else {})


def _in_order(cells: list[Cell], heading: str) -> Iterator[Screen]:
    below, held = "", list[Piece]()
    for cell in cells:
        if cell.kind == "markdown":
            for piece in pieces(cell.source):
                if piece.kind != "heading":
                    held.append(piece)
                    continue
                yield from _texts(held, heading, below)
                held = []
                if piece.text.startswith("###"):
                    below = piece.text.lstrip("# ").removeprefix("Evidence: ")
                    below = below[:1].upper() + below[1:]
            continue
        if _OWN.match(cell.source.strip()) and held and held[-1].text.endswith(":"):
            held.pop()  # it leads to what only one learner sees
        shown = list(_shown(cell, heading, below))
        if shown:
            lead = held.pop().text if _leads_on(held, shown[0]) else ""
            yield from _texts(held, heading, below)
            held = []
            yield replace(shown[0], text=lead)
        yield from shown[1:]
    yield from _texts(held, heading, below)


def _leads_on(held: list[Piece], to: Screen) -> bool:
    """Whether the last words before a table or picture are read together with it."""
    if to.kind not in ("output", "picture") or not held:
        return False
    return held[-1].kind == "text" and held[-1].words <= LEAD


def _texts(held: list[Piece], heading: str, below: str) -> Iterator[Screen]:
    for screen in packed(held):
        kind = "table" if screen[-1].kind == "table" else "text"
        yield Screen(kind, heading, "\n\n".join(piece.text for piece in screen), below)


def _shown(cell: Cell, heading: str, below: str) -> Iterator[Screen]:
    call = cell.source.strip()
    if _OWN.match(call):
        return
    asked = asking.asks(call)
    if asked is not None:
        for one in asked:
            yield Screen("ask", heading, below=below, ask=one)
    elif _APP.match(call) and ").drive(" not in call:
        guess = asking.guess_of(call)
        if guess:
            yield Screen("ask", heading, below=below, ask=guess)
        yield Screen("app", heading, below=below, source=call, outputs=cell.outputs)
    elif cell.outputs:
        # Drawn anew by the kernel, sharper than the saved lesson keeps it.
        source = call if _PLOT.match(call) else ""
        for part in _apart(cell.outputs):
            kind = "picture" if _png(part[0]) else "output"
            yield Screen(kind, heading, below=below, source=source, outputs=part)


def _apart(outputs: tuple[Mapping[str, Any], ...]) -> Iterator[tuple[Mapping[str, Any], ...]]:
    """Each picture alone, and together what else a cell shows."""
    others = tuple(one for one in outputs if not _png(one))
    if others:
        yield others
    yield from ((one,) for one in outputs if _png(one))


def _png(output: Mapping[str, Any]) -> bool:
    return "image/png" in output.get("data", {})


def _says_something(screen: Screen) -> bool:
    return bool(screen.text.strip() or screen.source or screen.outputs or screen.ask)


def _heading(cell: Cell) -> str:
    first = cell.source.splitlines()[0] if cell.source else ""
    return first.removeprefix("## ").strip() if first.startswith("## ") else ""


def _without_heading(source: str) -> str:
    return "\n".join(line for line in source.splitlines() if not line.startswith("## ")).strip()


def _with(screen: Screen, **changed: Any) -> Screen:
    return replace(screen, **changed)
