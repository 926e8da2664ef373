"""Drills: what was missed comes back, soon and once more later.

The engine takes cards of any kind; the drill *shock or no shock?* stands here with it, that of
recognition in ``helpers.domain.recognition``.

The drill is a value. Each answer gives the next drill, so that a whole sitting is a fold over
the buttons that were pressed, and can be played again in a test or a lesson.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Generic, Protocol, Self, TypeVar

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


class Asked(Protocol):
    """What the engine asks of a card."""

    @property
    def name(self) -> str:
        """What it is about: the same when it comes back."""

    @property
    def needed(self) -> int:
        """How many right answers it still needs to be put away."""

    @property
    def again(self) -> bool:
        """Whether it comes back after a miss."""

    @property
    def right(self) -> str:
        """The right answer."""

    @property
    def options(self) -> tuple[str, ...]:
        """What can be answered."""

    def next(self, needed: int) -> Self:
        """The same in another guise, so that nothing is learnt by heart."""


C = TypeVar("C", bound=Asked)


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
    def name(self) -> str:
        """The rhythm."""
        return self.rhythm

    @property
    def options(self) -> tuple[str, ...]:
        """What can be answered to every strip."""
        return (SHOCK, NO_SHOCK)

    @property
    def right(self) -> str:
        """What an AED should advise."""
        return _ADVICE[rhythms.rhythm(self.rhythm).advice]

    def next(self, needed: int) -> Card:
        """The same rhythm in another patient, so that no picture is learnt by heart."""
        return replace(self, seed=self.seed + 1, needed=needed, again=True)


@dataclass(frozen=True)
class Verdict(Generic[C]):
    """What was said to a card."""

    card: C
    said: str

    @property
    def is_right(self) -> bool:
        """Whether it is the right answer."""
        return self.said == self.card.right


@dataclass(frozen=True)
class Drill(Generic[C]):
    """A sitting.

    Attributes:
        waiting: the cards still to come; the first is asked now.
        answers: what was said so far, in order.
    """

    waiting: tuple[C, ...]
    answers: tuple[Verdict[C], ...] = ()

    @property
    def now(self) -> C | None:
        """The card that is asked; None when all are put away."""
        return self.waiting[0] if self.waiting else None

    @property
    def last(self) -> Verdict[C] | None:
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
        """The names missed at least once, in the order of the first miss."""
        return tuple(dict.fromkeys(a.card.name for a in self.answers if not a.is_right))

    def answer(self, said: str, beside: Sequence[C] = ()) -> Drill[C]:
        """The drill after an answer.

        Args:
            beside: cards that come with the missed one when it comes back: what it was taken for.

        Raises:
            DomainError: when nothing is asked.
            ValueError: for a word that is no answer to this card.
        """
        if not self.waiting:
            raise DomainError(f"Everything is put away. Press {AGAIN!r} for others.")
        known(said, self.waiting[0].options, "answer")
        given = Verdict(self.waiting[0], said)
        rest = list(self.waiting[1:])
        if not given.is_right:
            rest.insert(SOON, given.card.next(needed=2))
            rest[SOON + 1 : SOON + 1] = beside
        elif given.card.needed > 1:
            rest.insert(LATER, given.card.next(given.card.needed - 1))
        return Drill(tuple(rest), (*self.answers, given))


@dataclass(frozen=True)
class Confusion:
    """How often each thing was called by each name.

    Attributes:
        counts: by (what it was, what was said).
    """

    counts: Mapping[tuple[str, str], int]

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> Confusion:
        """From what each was and what was said of it."""
        return cls(MappingProxyType(dict(Counter(pairs))))

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that was shown or said, in the order in which it first was."""
        return tuple(dict.fromkeys(name for pair in self.counts for name in pair))

    def row(self, name: str) -> tuple[int, ...]:
        """How often it was called each of :attr:`names`."""
        return tuple(self.counts.get((name, said), 0) for said in self.names)

    @property
    def right(self) -> int:
        """How many were called by their own name."""
        return sum(count for (was, said), count in self.counts.items() if was == said)

    @property
    def total(self) -> int:
        """How many were named."""
        return sum(self.counts.values())

    @property
    def by_trouble(self) -> tuple[str, ...]:
        """All names, those that were mixed up most often first."""
        first = (name for pair in self.mixed_up for name in pair)
        return tuple(dict.fromkeys((*first, *self.names)))

    @property
    def mixed_up(self) -> tuple[tuple[str, str], ...]:
        """Pairs taken for one another, either way, the most often mixed up first."""
        wrong: Counter[tuple[str, str]] = Counter()
        for (was, said), count in self.counts.items():
            if was != said:
                wrong[(min(was, said), max(was, said))] += count
        return tuple(pair for pair, _ in wrong.most_common())


def begin(seed: int) -> Drill[Card]:
    """A shuffled deck.

    Args:
        seed: of the order and of the strips.
    """
    order = np.random.default_rng(seed).permutation(len(DECK))
    # Seeds lie so far apart that no returning card meets another's.
    return Drill(tuple(Card(DECK[i], 1000 * seed + 50 * int(i)) for i in order))


def play(presses: Iterable[str], seed: int = 1) -> Drill[Card]:
    """The drill after these buttons were pressed; starting again shuffles anew.

    Raises:
        ValueError: for a button that the drill does not have.
    """
    return fold(begin, presses, (SHOCK, NO_SHOCK), seed)


def fold(
    begin: Callable[[int], Drill[C]], presses: Iterable[str], options: Iterable[str], seed: int
) -> Drill[C]:
    """Any drill after some answers; each :data:`AGAIN` shuffles anew, under the next seed.

    Args:
        options: all answers that the drill knows; they are passed over when it is at its end.

    Raises:
        ValueError: for a button that the drill does not have.
    """
    drill, known_answers = begin(seed), tuple(options)
    for press in presses:
        if press == AGAIN:
            seed += 1
            drill = begin(seed)
            continue
        known(press, known_answers, "answer")
        if drill.now:
            drill = drill.answer(press)
    return drill
