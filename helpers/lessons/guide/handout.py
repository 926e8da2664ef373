"""One page for each learner: what to keep, one table or picture, and what to do at home."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from helpers.lessons.guide.markup import head, listed
from helpers.lessons.notes import LessonNotes
from helpers.lessons.sheet import Cell, Sheet, text_of
from helpers.lessons.shelf import Lesson

_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z*\"“])")
_LINES = ("The nearest AED is", "I practise on", "with")


def handout(page: Sheet, lesson: Lesson, notes: LessonNotes) -> str:
    """The page of a lesson; its table and its picture come from the fifteen minutes."""
    short = {one.heading for one in notes.short}
    cells = [cell for cell in page.code if cell.section in short]
    table, picture = (next(found, "") for found in (_tables(cells), _pictures(cells)))
    at_home = f"<div><h2>Try this at home</h2>{listed(notes.home)}</div>" if notes.home else ""
    blanks = "".join(f"<span>{one} <i></i></span>" for one in _LINES)
    return (
        f"{head('To take home', lesson)}"
        f"<h2>What to keep</h2>{listed(_summary(page), name='keep')}"
        f"{table}<div class={'beside' if table else 'below'}>{at_home}{picture}</div>"
        f"<p class=blanks>{blanks}</p>"
    )


def _summary(page: Sheet) -> list[str]:
    (text,) = (p.text for p in page.written() if p.section == "Summary")
    said = text.partition("\n")[2].strip()
    return [one for one in _SENTENCE.split(" ".join(said.split())) if one]


def _tables(cells: list[Cell]) -> Iterator[str]:
    for cell in cells:
        for output in cell.outputs if cell.source.startswith("view(") else ():
            yield f"<figure>{_plain(text_of(output['data'].get('text/html', '')))}</figure>"


def _plain(table: str) -> str:
    return table.replace(' style="text-align:left"', "")


def _pictures(cells: list[Cell]) -> Iterator[str]:
    for cell in cells:
        for output in cell.outputs if cell.source.startswith("plot_") else ():
            data = text_of(output.get("data", {}).get("image/png", ""))
            alt = output.get("metadata", {}).get("image/png", {}).get("alt", "")
            if data:
                source = f"data:image/png;base64,{data}"
                yield f'<figure><img src="{source}" alt="{html.escape(alt)}"></figure>'
