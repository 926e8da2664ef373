"""Objectives: each is taught under a heading that its lesson has."""

from __future__ import annotations

from helpers.course.objectives import every
from helpers.lessons import sheet, shelf


def test_every_objective_has_a_heading_of_its_lesson() -> None:
    there = {
        file.stem: {heading.text for heading in sheet.read_sheet(file).headings}
        for file in shelf.notebooks()
    }
    written = [one for one in every() if one.lesson in there]
    missing = [(one.lesson, one.heading) for one in written if one.heading not in there[one.lesson]]
    assert missing == []
