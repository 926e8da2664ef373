"""The cells of a CSV file with the place of each in its text, so that one can be replaced."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """A cell: where it stands in the text, as it is written there, and what it says."""

    start: int
    end: int
    text: str


def cells_of(text: str, separator: str) -> list[list[Cell]]:
    """The rows of a text, each as its cells; empty rows are rows without one.

    Raises:
        ValueError: for a quote that is not closed.
    """
    rows: list[list[Cell]] = []
    row: list[Cell] = []
    place = 0
    while place < len(text):
        cell, place = _cell(text, place, separator)
        row.append(cell)
        if place < len(text) and text[place] == separator:
            place += 1
            if place == len(text):
                row.append(Cell(place, place, ""))
            continue
        place += 2 if text.startswith("\r\n", place) else 1
        rows.append([] if len(row) == 1 and row[0].start == row[0].end else row)
        row = []
    if row:
        rows.append(row)
    return rows


def _cell(text: str, place: int, separator: str) -> tuple[Cell, int]:
    start, quoted = place, _quoted_from(text, place)
    if quoted is not None:
        end = quoted + 1
        while True:
            end = text.find('"', end)
            if end < 0:
                raise ValueError(f"a quote is not closed (character {start + 1})")
            if text.startswith('""', end):
                end += 2
                continue
            break
        said = text[quoted + 1 : end].replace('""', '"')
        place = _until(text, end + 1, separator)
        return Cell(start, place, said + text[end + 1 : place].rstrip()), place
    place = _until(text, place, separator)
    return Cell(start, place, text[start:place].strip()), place


def _quoted_from(text: str, place: int) -> int | None:
    """Where a quote opens a cell, spaces before it left out."""
    while place < len(text) and text[place] == " ":
        place += 1
    return place if place < len(text) and text[place] == '"' else None


def _until(text: str, place: int, separator: str) -> int:
    while place < len(text) and text[place] not in (separator, "\r", "\n"):
        place += 1
    return place
