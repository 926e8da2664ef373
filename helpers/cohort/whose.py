"""Whose answers a file holds: its ids as the roster writes them, and what was changed for that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from helpers.cohort.match import Roster
from helpers.cohort.raw_tables import RawTable, clean

_COLUMN = "learner_id"
_SHOWN = 6


class Whose:
    """The ids of answers beside those of a class; every id is looked up once.

    Args:
        roster: the roster of the class, as :class:`helpers.cohort.folder.Cohort` holds it.
    """

    def __init__(self, roster: pd.DataFrame) -> None:
        self.roster = roster
        self._found = Roster({_COLUMN: str(one)} for one in roster[_COLUMN])
        self._ids: dict[str, str] = {}

    def named(self, sheet: RawTable) -> RawTable:
        """The table under the roster's ids; an id of nobody, or of several, stays as it is."""
        if _COLUMN not in sheet.columns:
            return sheet
        ids = [self._id(clean(cell)) for cell in sheet.columns[_COLUMN]]
        return replace(sheet, columns={**sheet.columns, _COLUMN: ids})

    def _id(self, text: str) -> str:
        if text not in self._ids:
            self._ids[text] = self._found.find(text, _COLUMN).learner or text
        return self._ids[text]

    def lines(self) -> Iterator[str]:
        """What was taken for another text, in one line."""
        pairs = [f"{read} as {one}" for read, one in self._ids.items() if read != one]
        if pairs:
            more = f" and {len(pairs) - _SHOWN} more" if len(pairs) > _SHOWN else ""
            shown = ", ".join(pairs[:_SHOWN])
            yield (
                "ids that differ from the roster's only in zeros at the beginning, or in capitals, "
                f"are taken for the learners that it names: {shown}{more}"
            )
