"""The notes for instructors are read as they are meant, add up, and are kept by the build."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from helpers.lessons import normal, notes, sheet, shelf
from tests.lessons import toys
from tests.lessons.toys import Node

WRITTEN = [sheet.read_sheet(file) for file in shelf.notebooks()]
STATION = {"title": "Hands", "minutes": 8, "need": ["a manikin"], "do": ["Press."], "watch": ["?"]}


def cells_with(place: int, **entries: Any) -> list[Node]:
    cells = toys.good_cells()
    cells[place]["metadata"][notes.KEY] |= entries
    return cells


def problems(cells: list[Node]) -> list[str]:
    return [what for _, what, _ in notes.noted(toys.page(*cells))]


def test_notes_are_read_with_their_section_and_its_depth() -> None:
    cells = cells_with(toys.ESSAY, ask="Why?", wrong=["Never."])
    cells[toys.HEADER]["metadata"][notes.KEY] |= {
        "class": [[20, "talk", "the screen"], [40, "press", "manikins"]],
        "stations": [STATION],
    }
    found = notes.notes_of(toys.page(*cells))
    essay = found.of("Why minutes matter")
    assert essay and (essay.depth, essay.minutes, essay.ask) == ("core", 25.5, "Why?")
    assert essay.wrong == ("Never.",) and essay.cell == toys.ESSAY
    assert (found.minutes, found.on_duty) == (40, 4)
    assert [one.heading for one in found.short] == ["Overview"]
    assert [step.what for step in found.plan] == ["talk", "press"]
    assert found.stations[0].need == ("a manikin",)
    assert found.of("Evidence: how anyone knows") is None


def _forget(place: int) -> Callable[[], list[Node]]:
    def cells() -> list[Node]:
        made = toys.good_cells()
        del made[place]["metadata"][notes.KEY]
        return made

    return cells


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda: cells_with(toys.ESSAY, minutes=25), "takes 39.5 minutes"),
        (lambda: cells_with(toys.CLAIM, minutes=3.25), "3.25, not whole or half"),
        (lambda: cells_with(toys.CLAIM, minutes=0), "0, not whole or half"),
        (lambda: cells_with(toys.CLAIM, minutes=True), "True, not whole or half"),
        (lambda: cells_with(toys.CLAIM, minutes="3"), "'3', not whole or half"),
        (lambda: cells_with(toys.CLAIM, aim=" "), "needs a text for 'aim'"),
        (lambda: cells_with(toys.CLAIM, ask=["Why?"]), "needs a text for 'ask'"),
        (lambda: cells_with(toys.CLAIM, wrong="Never."), "needs a list of texts for 'wrong'"),
        (lambda: cells_with(toys.CLAIM, short="yes"), "neither true nor false"),
        (lambda: cells_with(toys.CLAIM, minuts=3), "'minuts'; did you mean 'minutes'?"),
        (lambda: cells_with(toys.OVERVIEW, short=False), "no section belongs"),
        (lambda: cells_with(toys.ESSAY, short=True), "take 28.5 minutes, more than 15"),
        (lambda: cells_with(toys.DUTY, aim=f"{notes.TO_WRITE} What?"), "still the template's"),
        (lambda: cells_with(toys.HEADER, **{"class": [[59, "a", "b"]]}), "takes 59 minutes, not"),
        (lambda: cells_with(toys.HEADER, **{"class": [[60, "a"]]}), "not minutes, what, with what"),
        (lambda: cells_with(toys.HEADER, **{"class": [[60, "a", 1]]}), "a step holds 1"),
        (lambda: cells_with(toys.HEADER, stations=[STATION]), "stations and no class"),
        (
            lambda: cells_with(toys.HEADER, stations=[{**STATION, "do": []}]),
            "list of texts for 'do'",
        ),
        (lambda: cells_with(toys.HEADER, stations=["Hands"]), "a station is 'Hands'"),
        (_forget(toys.HEADER), "says no aim"),
        (_forget(toys.SUMMARY), "section 'Summary' has no note"),
        (_forget(toys.DUTY), "section 'On duty: the next minute' has no note"),
    ],
)
def test_each_fault_is_named(make: Callable[[], list[Node]], expected: str) -> None:
    found = problems(make())
    assert any(expected in what for what in found), found


def test_a_fault_of_form_names_its_cell() -> None:
    page = toys.page(*cells_with(toys.CLAIM, minuts=3))
    assert [cell for cell, _, _ in notes.noted(page)] == [toys.CLAIM]


def test_what_an_instructor_wrote_is_kept_when_a_lesson_is_built() -> None:
    cells = cells_with(toys.ESSAY, ask="Why?", wrong=["Never."])
    built = normal.normalise(toys.NAME, toys.notebook(*cells))
    assert [cell["metadata"].get(notes.KEY) for cell in built["cells"]] == [
        cell["metadata"].get(notes.KEY) for cell in cells
    ]


@pytest.mark.parametrize("page", WRITTEN, ids=[page.name for page in WRITTEN])
def test_a_lesson_can_be_taught_from_its_notes(page: sheet.Sheet) -> None:
    """There is something to ask in every section that teaches, and somewhere to go wrong."""
    found = notes.notes_of(page)
    core = [one for one in found.sections if one.depth == "core"]
    assert core and all(one.ask for one in core), [one.heading for one in core if not one.ask]
    assert sum(bool(one.wrong) for one in core) >= len(core) / 2
    assert {one.depth for one in found.short} <= {"core", "frame"}


def test_where_hands_are_practised_there_is_a_class_with_stations() -> None:
    by_number = {page.name[:2]: notes.notes_of(page) for page in WRITTEN}
    for number in ("01", "02", "03", "05", "06"):
        found = by_number[number]
        assert found.plan and found.stations, number
        at_stations = sum(one.minutes for one in found.stations)
        assert at_stations in [step.minutes for step in found.plan], "the stations have their time"
