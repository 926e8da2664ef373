"""Which hours came from which log, so that what a log no longer says can be told.

It is kept beside the hours, in ``imported.csv``: a log is corrected after it was imported, and
hours that stand in the folder are never taken out by a program.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from helpers.cohort.imports.convert import Converted, Rows
from helpers.cohort.problems import Problem

COLUMNS = ("learner_id", "date", "setting", "hours", "file")
_KEYS = ("learner_id", "date", "setting")
# What is added to the name of the same log, once more exported or mended.
_MORE = re.compile(r"\b(copy|kopie|final|new|corrected|updated|v)\b")

Key = tuple[str, ...]


class Earlier:
    """What logs said when they were imported.

    Args:
        rows: of imported.csv.
    """

    def __init__(self, rows: Rows) -> None:
        self._rows = {_key(row): row for row in rows}
        self.changed = False

    @property
    def rows(self) -> Rows:
        """The rows of imported.csv, in their order."""
        return list(self._rows.values())

    def keep(self, rows: Sequence[Mapping[str, str]], file: str, hours: Rows) -> None:
        """Remember what a log says and hours.csv holds; forget what hours.csv holds no more."""
        there = {_key(row) for row in hours}
        before = self.rows
        for row in rows:
            if _key(row) in there:
                self._rows[_key(row)] = {**{name: row[name] for name in COLUMNS[:-1]}, "file": file}
        self._rows = {key: row for key, row in self._rows.items() if key in there}
        self.changed |= before != self.rows

    def gone(self, found: Converted, file: str, hours: Rows) -> list[Problem]:
        """The hours that an earlier import of this log brought and that it no longer says.

        Of a log of the same name this is every one; of one that is called alike, such as next
        month's, those of the learners' days that it names.
        """
        said = {_key(row) for row in found.tables.get("hours", [])}
        there = {_key(row) for row in hours}
        return [
            Problem(file, _GONE, None, None, None, _words(row))
            for key, row in self._rows.items()
            if key in there
            and key not in said
            and row["learner_id"] not in found.unsure
            and (row["file"] == file or (_alike(row["file"], file) and key[:2] in found.days))
        ]


def _key(row: Mapping[str, str]) -> Key:
    return tuple(row[name] for name in _KEYS)


def _alike(one: str, other: str) -> bool:
    return _letters(one) == _letters(other)


def _letters(file: str) -> str:
    words = re.sub(r"[^a-z]+", " ", Path(file).stem.casefold())
    return " ".join(_MORE.sub(" ", words).split())


def _words(row: Mapping[str, str]) -> str:
    return f"{row['learner_id']}, {row['date']}, {row['setting']}, {row['hours']} hours"


_GONE = (
    "this log was imported before and no longer says these hours, which still count; take the row "
    "out of hours.csv, or, if the hours are right all the same, out of imported.csv"
)
