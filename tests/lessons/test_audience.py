"""What is for clinicians stands in no core: only where the page says for whom it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from helpers.facts import checked
from helpers.facts.selection import places
from helpers.lessons import shelf
from helpers.lessons.depths import depth
from helpers.lessons.sheet import read_sheet

_CALL = re.compile(r"^view\(\s*[\"'](\w+)[\"'],\s*[\"'](\w+)[\"']")


def for_clinicians(table: str, view: str) -> bool:
    """Whether a view shows a row that is for clinicians."""
    found = checked(table)
    if "audience" not in found.schema.names:
        return False
    (one,) = (v for v in found.schema.views if v.name == view)
    audience = found.column("audience")
    return any(audience[place] == "clinicians" for place in places(one, found))


@pytest.mark.parametrize("file", shelf.notebooks(), ids=lambda file: file.stem)
def test_no_core_shows_a_row_for_clinicians(file: Path) -> None:
    shown = [
        (cell.section, call.groups())
        for cell in read_sheet(file).code
        if (call := _CALL.match(cell.source)) and depth(cell.section) in ("core", "frame")
    ]
    assert [(s, names) for s, names in shown if for_clinicians(*names)] == []


def test_the_test_knows_a_view_for_clinicians() -> None:
    assert for_clinicians("stopping", "rules")
    assert not for_clinicians("stopping", "exceptions")
