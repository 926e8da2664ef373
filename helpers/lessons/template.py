"""``python -m helpers.lessons new 05_rhythms``: begin a lesson that the table plans."""

from __future__ import annotations

from pathlib import Path

from helpers.facts import files
from helpers.lessons import shelf

TEMPLATE = Path(__file__).with_name("template.ipynb")
_NAME = "LESSON"  # stands in the template for the name of the lesson


def begin(name: str, folder: Path) -> Path:
    """Write the template as a new lesson; the builder fills header, links and sources.

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
    files.write(file, text.encode())
    return file
