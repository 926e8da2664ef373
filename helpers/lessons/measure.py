"""How long the depths of a lesson are: words, cells, lines of code, tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from helpers.facts import TableView
from helpers.lessons import depths, sheet, shelf
from helpers.lessons.sheet import Sheet

_IN_SIGHT = ("frame", "core")


def measures(files: Sequence[Path]) -> TableView:
    """One row a lesson; what the first reader reads beside what stands there in all.

    Raises:
        SheetError: for a file that is no notebook.
    """
    return TableView([_row(sheet.read_sheet(file)) for file in files])


def _row(page: Sheet) -> dict[str, str]:
    minutes = {one.name: one.minutes for one in shelf.lessons()}.get(page.name, 0)
    core, whole = depths.core_words(page), _count(page, ("frame", "core", "on duty", "evidence"))
    seen = _count(page, _IN_SIGHT)
    row = {"Lesson": page.name, "Minutes": str(minutes), "Words, core": str(core)}
    row["A minute"] = f"{core / minutes:.0f}" if minutes else ""
    row["Words, all"] = str(whole["words"])
    for what in ("cells", "lines", "tables"):
        row[what.capitalize()] = f"{seen[what]} of {whole[what]}"
    return row


def _count(page: Sheet, which: Sequence[str]) -> Counter[str]:
    """Words, code cells, their lines, and tables in some depths of a lesson."""
    found: Counter[str] = Counter()
    for passage in page.written():
        if depths.depth(passage.section) in which:
            found["words"] += sheet.count_words(passage.text)
    for cell in page.code:
        if depths.depth(cell.section) in which:
            found["cells"] += 1
            found["lines"] += len(cell.code_lines)
            found["tables"] += any(map(_is_table, cell.outputs))
    return found


def _is_table(output: object) -> bool:
    data = output.get("data", {}) if isinstance(output, dict) else {}
    return "<table" in sheet.text_of(data.get("text/html", ""))
