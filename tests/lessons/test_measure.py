"""What is counted of a lesson: by depth, and nothing twice."""

from __future__ import annotations

from pathlib import Path

from helpers.lessons import measure
from tests.lessons import toys


def test_the_core_is_counted_apart_from_the_rest(tmp_path: Path) -> None:
    cells = toys.good_cells()
    cells.insert(
        toys.PROOF + 1,
        toys.code("x = 1\ny = 2", toys.shown(text__html="<table></table>"), count=5),
    )
    (row,) = measure.measures([toys.write(tmp_path, *cells)]).rows
    assert row["Cells"] == "6 of 7"
    assert row["Lines"] == "10 of 12"  # five of them are imports
    assert row["Tables"] == "0 of 1"
    evidence = "Evidence how anyone knows One study Evidence one study It is told whole"
    duty = "On duty the next minute Somebody else presses now"
    beside = len(f"{evidence} {duty}".split())
    assert int(row["Words, all"]) - int(row["Words, core"]) == beside
