"""What the overview tells of each cohort, in numbers that travel with its report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from helpers.cohort import Results
from helpers.cohort.actions import due
from helpers.cohort.expiry import BANDS
from helpers.cohort.results import COMPLETE, WITHDRAWN
from helpers.reports.tables import Piece

#: The form of an output that carries them; nothing shows it.
MIME = "application/vnd.life-support.counts+json"
#: What they are, in the order in which they are told.
NAMES = ("enrolled", "complete", "due", "expiring")
_ABOUT = "about"


def counts_of(results: Results) -> dict[str, int]:
    """How many are enrolled and complete, how much is due, and how many cards expire soon.

    Returns:
        enrolled (withdrawn learners left out), complete, due (what somebody has to do, as
        :func:`helpers.cohort.actions.due` gives it), expiring (learners' cards that expire within
        90 days).
    """
    status = results.completion["status"]
    return {
        "enrolled": int((status != WITHDRAWN).sum()),
        "complete": int((status == COMPLETE).sum()),
        "due": len(due(results.actions)),
        "expiring": int(results.cards["band"].isin(list(BANDS)).sum()),
    }


@dataclass(frozen=True)
class Counted(Piece):
    """A piece of a page that carries the numbers of its cohort."""

    counts: Mapping[str, int] = field(default_factory=dict)
    about: str = ""

    @classmethod
    def of(cls, piece: Piece, counts: Mapping[str, int], about: str) -> Self:
        """The piece with these numbers, and what the overview calls it."""
        return cls(piece.html, piece.text, counts, about)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        carried = {**self.counts, _ABOUT: self.about}
        return {MIME: carried, "text/html": self.html, "text/plain": self.text}


def found_in(outputs: Iterable[Mapping[str, Any]]) -> tuple[dict[str, int], str]:
    """The numbers among the outputs of a notebook, and what it is about; none where it has none."""
    for output in outputs:
        carried = output.get("data", {}).get(MIME)
        if isinstance(carried, Mapping):
            counts = {name: int(carried[name]) for name in NAMES if name in carried}
            return counts, str(carried.get(_ABOUT, ""))
    return {}, ""
