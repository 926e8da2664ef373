"""``python -m helpers.lessons new 05_rhythms``: begin a lesson that the table plans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from helpers.facts import files
from helpers.lessons import depths, generated, normal, notes, sheet, shelf
from helpers.lessons.notes import TO_WRITE

#: The cells as text, each after a line that names its tags; a fenced one is code.
TEMPLATE = Path(__file__).with_name("template.md")
_FOLD = "fold"  # marks in the template the heading of what is folded away
_FRAME_MINUTES = 3  # before a class, for each section that opens or closes
_NAME = "LESSON"  # stands in the template for the name of the lesson
_CELL = re.compile(r"^<!-- cell ?(.*?) -->\n", re.MULTILINE)
_CODE = re.compile(r"```python\n(.*)\n```", re.DOTALL)


def begin(name: str, folder: Path) -> Path:
    """Write the template as a new lesson, its header, links and sources filled.

    Args:
        name: a lesson of ``data/lessons.csv`` that is not written yet.
        folder: where the lessons are.

    Raises:
        ValueError: for a name the table of lessons does not have.
        FileExistsError: if the lesson is there already; it stays as it is.
    """
    file = folder / shelf.lesson(name).file
    if file.exists():
        raise FileExistsError(f"{file.name} is written already; nothing was changed")
    text = TEMPLATE.read_text(encoding="utf-8").replace(_NAME, file.stem)
    notebook = normal.normalise(file.stem, {"cells": list(_cells(text))})
    written = [path.stem for path in shelf.notebooks(folder)]
    generated.fill(file.stem, notebook["cells"], [*written, file.stem])
    _note(notebook["cells"], shelf.lesson(file.stem))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["execution_count"] = None  # nothing has run yet
    files.write(file, normal.to_bytes(notebook))
    return file


def _note(cells: list[normal.Node], lesson: shelf.Lesson) -> None:
    """Notes for instructors that say what to write, and whose minutes add up."""
    cells[0]["metadata"][notes.KEY] = {"aim": f"{TO_WRITE} What a class takes home."}
    page = sheet.Sheet(lesson.name, {"cells": cells})
    begun = {h: cell for h, cell in notes.begins(page) if depths.depth(h) != "evidence"}
    opening, closing = depths.OPENING[0][0], "Summary"
    for heading, cell in begun.items():
        note = {"minutes": _FRAME_MINUTES, "aim": f"{TO_WRITE} What this screen is for."}
        if heading in (opening, closing):
            note["short"] = True
        if depths.depth(heading) == "core":
            others = sum(depths.depth(one) == "frame" for one in begun)
            note["minutes"] = lesson.minutes - others * _FRAME_MINUTES
        cells[cell.index]["metadata"][notes.KEY] = note


def _cells(text: str) -> Iterator[normal.Node]:
    _, *parts = _CELL.split(text)
    for tags, body in zip(parts[::2], parts[1::2], strict=True):
        code = _CODE.fullmatch(body.strip())
        named = [tag for tag in tags.split() if tag != _FOLD]
        folded = {depths.FOLDED: True} if _FOLD in tags.split() else {}
        yield {
            "cell_type": "code" if code else "markdown",
            "metadata": {**folded, **({"tags": named} if named else {})},
            "source": code[1] if code else body.strip(),
        }
