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

    @classmethod
    def of(cls, piece: Piece, counts: Mapping[str, int]) -> Self:
        """The piece with these numbers."""
        return cls(piece.html, piece.text, counts)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return {MIME: dict(self.counts), "text/html": self.html, "text/plain": self.text}


def found_in(outputs: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """The numbers among the outputs of a notebook; none where it carries none."""
    for output in outputs:
        carried = output.get("data", {}).get(MIME)
        if isinstance(carried, Mapping):
            return {name: int(carried[name]) for name in NAMES if name in carried}
    return {}
