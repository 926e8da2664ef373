"""What is wrong with a cohort's files, said so that whoever made them can mend them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from helpers.facts import TableView

_SHOWN = 60  # characters of a cell that are repeated in a sentence
_ROWS = 4  # row numbers that are written out before the rest is only counted


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, or only worth a look.

    Attributes:
        file: the file's name.
        remedy: what is wrong with it and what to do, in words.
        row: as a spreadsheet counts, the header being row 1; ``None`` for the whole file.
        column: the column, or the key of cohort.toml; ``None`` for a whole row or file.
        read: what stood there; empty for an empty cell, ``None`` where nothing was read.
        hint: what the remedy comes to for what was read, for example the date to write.
    """

    file: str
    remedy: str
    row: int | None = None
    column: str | None = None
    read: str | None = None
    hint: str = ""

    @property
    def place(self) -> str:
        """File, row and column as far as they are known."""
        row = None if self.row is None else f"row {self.row}"
        column = None if self.column is None else f"column {self.column!r}"
        return ", ".join(part for part in (self.file, row, column) if part)

    def __str__(self) -> str:
        read = f"{shortened(self.read)!r} was read; " if self.read else ""
        return f"{self.place}: {read}{'; '.join(filter(None, (self.remedy, self.hint)))}"


class Refused(ValueError):
    """A file that cannot be read at all; carries the :class:`Problem`."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


class Wrong(ValueError):
    """A cell that cannot be read: what to do, and what that comes to in this cell."""

    def __init__(self, remedy: str, hint: str = "") -> None:
        self.remedy, self.hint = remedy, hint
        super().__init__("; ".join(filter(None, (remedy, hint))))


def shortened(text: str) -> str:
    """The text as far as a sentence can hold it."""
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def told_lines(problems: Iterable[Problem]) -> Iterator[str]:
    """What was left out or changed; rows with the same to say share a line."""
    groups: dict[tuple[str, str | None, str], list[Problem]] = {}
    for problem in problems:
        groups.setdefault((problem.file, problem.column, problem.remedy), []).append(problem)
    for (file, column, remedy), group in groups.items():
        rows = _some([str(one.row) for one in group if one.row is not None])
        read = _some(list(dict.fromkeys(repr(shortened(one.read)) for one in group if one.read)))
        hints = _some(list(dict.fromkeys(one.hint for one in group if one.hint)))
        plural = "rows" if len(group) > 1 else "row"
        place = ", ".join(
            part
            for part in (
                file,
                f"{plural} {rows}" if rows else "",
                f"column {column!r}" if column else "",
            )
            if part
        )
        yield f"{place}: {f'{read}: ' if read else ''}{remedy}{f'; {hints}' if hints else ''}"


def problem_table(problems: Iterable[Problem]) -> TableView:
    """All problems as a table; those with the same remedy for the same column share a line.

    A file of 100,000 rows with one wrong column is one line and not 100,000.
    """
    groups: dict[tuple[str, str | None, str], list[Problem]] = {}
    for problem in problems:
        groups.setdefault((problem.file, problem.column, problem.remedy), []).append(problem)
    return TableView([_line(group) for group in groups.values()])


def _line(group: Sequence[Problem]) -> dict[str, str]:
    first = group[0]
    read = dict.fromkeys(shortened(p.read) or "(empty)" for p in group if p.read is not None)
    hints = dict.fromkeys(p.hint for p in group if p.hint)
    return {
        "File": first.file,
        "Row": _some([str(p.row) for p in group if p.row is not None]),
        "Column": first.column or "",
        "Read": _some(list(read)),
        "What to do": "; ".join(filter(None, (first.remedy, _some(list(hints))))),
    }


def _some(texts: Sequence[str]) -> str:
    shown = ", ".join(texts[:_ROWS])
    more = len(texts) - _ROWS
    return f"{shown} and {more:,} more" if more > 0 else shown
