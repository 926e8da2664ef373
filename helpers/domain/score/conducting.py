"""A learner leads: says what is due and to whom, and the score writes itself.

A sitting is a fold over the learner's deeds. The interpreter says what is due; a line is put
down for each order, and for each thing that was due and not said.
"""

from __future__ import annotations

from collections.abc import Sequence

from helpers.domain.score.leading import GO, NO, YES, Leading
from helpers.domain.score.lines import Sitting
from helpers.domain.score.team import deed, orders

AGAIN = "Another patient"


def conduct(edition: str, deeds: Sequence[str] = (), seed: int = 1) -> Sitting:
    """A case after some deeds; each deed :data:`AGAIN` begins anew, with another patient.

    Args:
        deeds: orders as :func:`helpers.domain.score.team.deed` writes them, :data:`YES`,
            :data:`NO`, :data:`GO` and :data:`AGAIN`. What cannot be said just then is passed
            over.

    Raises:
        ValueError: for an edition, an order or a role that is not known.
    """
    begun = max((n for n, one in enumerate(deeds) if one == AGAIN), default=-1) + 1
    run = Leading(edition, seed + sum(one == AGAIN for one in deeds))
    for one in deeds[begun:]:
        run.do(one)
    return run.sitting()


def by_the_book(edition: str, seed: int = 1) -> tuple[str, ...]:
    """The deeds of a leader who says what is due, to whom it belongs, and hears each answer."""
    deeds: list[str] = []
    while not (run := _played(edition, deeds, seed)).is_over:
        if run.pending:
            order, _, said = run.pending
            deeds.append(YES if said == orders()[order].repeated else NO)
        elif run.open:
            order, due = next(iter(run.open.items()))
            deeds.append(deed(order, due.action.role))
        else:
            deeds.append(GO)
    return tuple(deeds)


def _played(edition: str, deeds: Sequence[str], seed: int) -> Leading:
    run = Leading(edition, seed)
    for one in deeds:
        run.do(one)
    return run
