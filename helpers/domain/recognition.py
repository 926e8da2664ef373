"""The drill of recognition: two questions to somebody who is found, and what follows.

The engine is that of ``helpers.domain.drill``; a case that was missed comes back in other words.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from helpers.domain import drill
from helpers.domain.drill import AGAIN, Drill
from helpers.facts import records
from helpers.facts.nearest import known

YES, NO = "Yes", "No, or not sure"
RESPONDS, BREATHES = "Does this person respond?", "Is the breathing normal?"
#: What the two answers come to.
TALK, SIDE, PRESS = "responds", "no response, normal breathing", "no response, no normal breathing"
CALL_AND_PRESS = "Call, or have somebody call, and press."


@dataclass(frozen=True)
class Case:
    """Somebody who is found.

    Raises:
        ValueError: for fewer than three wordings, and where what follows is told of an arrest
            or of nobody else.
    """

    fact_id: str
    name: str
    responds: bool
    breathing: Literal["normal", "not normal"]
    texts: tuple[str, ...]
    why: str
    then: str
    council: str
    source: tuple[str, ...]
    via: tuple[str, ...]
    confidence: str

    def __post_init__(self) -> None:
        if len(self.texts) < 3:
            raise ValueError("a case needs three wordings: it may be missed twice")
        if bool(self.then) == (self.right == PRESS):
            raise ValueError("'then' says what follows, and for an arrest it is always the same")

    @property
    def right(self) -> str:
        """What the two questions come to."""
        if self.responds:
            return TALK
        return SIDE if self.breathing == "normal" else PRESS

    @property
    def follows(self) -> str:
        """What is done then."""
        return self.then or CALL_AND_PRESS


@dataclass(frozen=True)
class Found:
    """A case in one of its wordings: a card of the drill."""

    case: Case
    wording: int
    needed: int = 1
    again: bool = False

    @property
    def name(self) -> str:
        """The case's name."""
        return self.case.name

    @property
    def right(self) -> str:
        """What the two questions come to."""
        return self.case.right

    @property
    def options(self) -> tuple[str, ...]:
        """What they can come to."""
        return (TALK, SIDE, PRESS)

    @property
    def text(self) -> str:
        """What is found."""
        return self.case.texts[self.wording % len(self.case.texts)]

    def next(self, needed: int) -> Found:
        """The same case in other words."""
        return replace(self, wording=self.wording + 1, needed=needed, again=True)


@dataclass(frozen=True)
class Sitting:
    """The drill, and which of the two questions is asked now."""

    drill: Drill[Found]
    asked: str


@functools.cache
def cases() -> tuple[Case, ...]:
    """All cases, in the order of the table."""
    return records("recognition_cases", Case)


def begin(seed: int) -> Drill[Found]:
    """All cases, shuffled, each in one of its wordings."""
    draw = np.random.default_rng(seed)
    order = draw.permutation(len(cases()))
    return Drill(tuple(Found(cases()[i], int(draw.integers(3))) for i in order))


def play(presses: Iterable[str], seed: int = 1) -> Sitting:
    """The drill after these buttons; who responds is not asked about the breathing.

    Raises:
        ValueError: for a button that the drill does not have.
    """
    steps = list(_said(presses))
    said = [word for word, _ in steps if word]
    asked = steps[-1][1] if steps else RESPONDS
    return Sitting(drill.fold(begin, said, (TALK, SIDE, PRESS), seed), asked)


def _said(presses: Iterable[str]) -> Iterator[tuple[str, str]]:
    """After each button: what the two answers come to, if they do, and what is asked next."""
    asked = RESPONDS
    for press in presses:
        known(press, (YES, NO, AGAIN), "answer")
        if press == AGAIN:
            asked = RESPONDS
            yield AGAIN, asked
        elif asked == RESPONDS and press == NO:
            asked = BREATHES
            yield "", asked
        else:
            word = TALK if asked == RESPONDS else SIDE if press == YES else PRESS
            asked = RESPONDS
            yield word, asked
