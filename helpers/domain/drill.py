"""The drill *shock or no shock?*: what was missed comes back, soon and once more later.

The drill is a value. Each answer gives the next drill, so that a whole sitting is a fold over
the buttons that were pressed, and can be played again in a test or a lesson.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from helpers.domain import rhythms
from helpers.domain.errors import DomainError
from helpers.facts.nearest import known

SHOCK, NO_SHOCK, AGAIN = "Shock", "No shock", "Start again"
#: After how many other strips a missed rhythm comes back, and, once right, comes back again.
SOON, LATER = 2, 4
#: Each rhythm whose advice is certain; those to be shocked more than once, or "no" would pay.
DECK = (
    *3 * ("coarse ventricular fibrillation",),
    *2 * ("rapid ventricular tachycardia",),
    *("asystole", "sinus rhythm", "atrial fibrillation", "supraventricular tachycardia"),
    *("premature ventricular beats", "idioventricular rhythm", "complete heart block"),
)
_ADVICE = {"shock": SHOCK, "no shock": NO_SHOCK}


@dataclass(frozen=True)
class Card:
    """One strip to judge.

    Attributes:
        rhythm, seed: the strip, as in :func:`helpers.domain.rhythms.strip`.
        needed: how many right answers it still needs to be put away.
        again: whether it comes back after a miss.
    """

    rhythm: str
    seed: int
    needed: int = 1
    again: bool = False

    @property
    def right(self) -> str:
        """What an AED should advise."""
        return _ADVICE[rhythms.rhythm(self.rhythm).advice]

    def next(self, needed: int) -> Card:
        """The same rhythm in another patient, so that no picture is learnt by heart."""
        return replace(self, seed=self.seed + 1, needed=needed, again=True)


@dataclass(frozen=True)
class Answer:
    """What was said to a card."""

    card: Card
    said: str

    @property
    def is_right(self) -> bool:
        """Whether it is what an AED should advise."""
        return self.said == self.card.right


@dataclass(frozen=True)
class Drill:
    """A sitting.

    Attributes:
        waiting: the cards still to come; the first is asked now.
        answers: what was said so far, in order.
    """

    waiting: tuple[Card, ...]
    answers: tuple[Answer, ...] = ()

    @property
    def now(self) -> Card | None:
        """The card that is asked; None when all are put away."""
        return self.waiting[0] if self.waiting else None

    @property
    def last(self) -> Answer | None:
        """The answer before; None at the beginning."""
        return self.answers[-1] if self.answers else None

    @property
    def returning(self) -> int:
        """How many of the cards still to come were missed before."""
        return sum(card.again for card in self.waiting)

    @property
    def hits(self) -> int:
        """How many answers were right."""
        return sum(answer.is_right for answer in self.answers)

    @property
    def missed(self) -> tuple[str, ...]:
        """The rhythms missed at least once, in the order of the first miss."""
        return tuple(dict.fromkeys(a.card.rhythm for a in self.answers if not a.is_right))

    def answer(self, said: str) -> Drill:
        """The drill after an answer.

        Raises:
            DomainError: when nothing is asked.
        ValueError: for another word than the two answers.
        """
        known(said, (SHOCK, NO_SHOCK), "answer")
        if not self.waiting:
            raise DomainError(f"Every strip is put away. Press {AGAIN!r} for others.")
        given = Answer(self.waiting[0], said)
        rest = list(self.waiting[1:])
        if not given.is_right:
            rest.insert(SOON, given.card.next(needed=2))
        elif given.card.needed > 1:
            rest.insert(LATER, given.card.next(given.card.needed - 1))
        return Drill(tuple(rest), (*self.answers, given))


def begin(seed: int) -> Drill:
    """A shuffled deck.

    Args:
        seed: of the order and of the strips.
    """
    order = np.random.default_rng(seed).permutation(len(DECK))
    # Seeds lie so far apart that no returning card meets another's.
    return Drill(tuple(Card(DECK[i], 1000 * seed + 50 * int(i)) for i in order))


def play(presses: Iterable[str], seed: int = 1) -> Drill:
    """The drill after these buttons were pressed; starting again shuffles anew.

    Raises:
        ValueError: for a button that the drill does not have.
    """
    drill = begin(seed)
    for press in presses:
        if press == AGAIN:
            seed += 1
            drill = begin(seed)
        elif drill.now or press not in (SHOCK, NO_SHOCK):
            drill = drill.answer(press)
    return drill
