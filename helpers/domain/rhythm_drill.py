"""The drill of rhythms: the patient's card first, then the strip; what to do, then its name.

The cases stand in ``helpers.domain.rhythm_cases``; the engine is that of ``helpers.domain.drill``.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from helpers.domain import rhythms
from helpers.domain.drill import AGAIN, Confusion, Drill
from helpers.domain.errors import DomainError
from helpers.domain.rhythm_cases import ACTIONS, Case, cases, drawn
from helpers.domain.rhythms import Strip
from helpers.facts.nearest import known

#: The two questions, in their order.
ACT, NAME = "What do you do?", "Which rhythm?"
#: In whose favor nothing is scored.
_SHOWN = "shown, not scored"
_CHOICES = 4


@dataclass(frozen=True)
class Shown:
    """A case with its strip: a card of the drill."""

    case: Case
    seed: int
    needed: int = 1
    again: bool = False

    @property
    def name(self) -> str:
        """What a reader calls its rhythm."""
        return self.case.family

    @property
    def rhythm(self) -> str:
        """Which of the case's rhythms is drawn."""
        return self.case.rhythms[self.seed % len(self.case.rhythms)]

    @property
    def strip(self) -> Strip:
        """Its strip, at a rate that can be the reason for what is done."""
        return drawn(self.rhythm, self.seed, (self.case.action,))

    @property
    def names(self) -> tuple[str, ...]:
        """The rhythms to choose from: its own, and those for which it may be taken."""
        return _names(self)

    @property
    def right(self) -> str:
        """What counts as right to both questions."""
        return self.both(self.case.action, self.name)

    @property
    def options(self) -> tuple[str, ...]:
        """What the two answers can come to."""
        pairs = (self.both(action, name) for action in ACTIONS for name in self.names)
        return tuple(dict.fromkeys(pairs))

    def both(self, action: str, name: str) -> str:
        """Two answers as one; what is not scored is the same whatever was said."""
        first = action if self.case.is_action_scored else _SHOWN
        return f"{first} | {name if self.case.is_name_scored else _SHOWN}"

    def next(self, needed: int) -> Shown:
        """The same patient's like, with another strip."""
        return replace(self, seed=self.seed + 1, needed=needed, again=True)


@dataclass(frozen=True)
class Answered:
    """What was said to one card, scored or not."""

    card: Shown
    action: str
    name: str

    @property
    def is_action_right(self) -> bool | None:
        """None where it is not scored."""
        return self.action == self.card.case.action if self.card.case.is_action_scored else None

    @property
    def is_name_right(self) -> bool | None:
        """None where it is not scored."""
        return self.name == self.card.name if self.card.case.is_name_scored else None

    @property
    def told(self) -> str:
        """How the two rhythms are told apart, or by what this one is told."""
        what = rhythms.criteria_of(self.card.name)
        steps: tuple[tuple[str, str, str], ...] = ()
        if self.name != self.card.name:
            reading = rhythms.read(rhythms.measured(self.card.strip))
            steps = reading.apart(self.card.name, self.name)
        apart = " ".join(f"{step} Here {one}, there {other}." for step, one, other in steps)
        if apart:
            apart = f"Against {self.name}: {apart}"
        # Who mixed it up needs what tells the two apart; the finer doubt waits until it comes back.
        doubt = "" if self.is_name_right is False else what.doubt
        return " ".join(filter(None, (apart, what.told_by, doubt)))


@dataclass(frozen=True)
class Sitting:
    """A sitting: the drill, what was said so far, and which of the two questions is asked now."""

    drill: Drill[Shown]
    answered: tuple[Answered, ...] = ()
    action: str = ""

    @property
    def asked(self) -> str:
        """The question that is asked now."""
        return NAME if self.action else ACT

    @property
    def options(self) -> tuple[str, ...]:
        """What can be answered to it; nothing at the end."""
        if not self.drill.now:
            return ()
        return self.drill.now.names if self.action else ACTIONS

    def answer(self, said: str) -> Sitting:
        """The sitting after an answer to the question that is asked.

        Raises:
            DomainError: when nothing is asked.
            ValueError: for a word that is no answer to it.
        """
        card = self.drill.now
        if card is None:
            raise DomainError(f"Everything is put away. Press {AGAIN!r} for others.")
        known(said, self.options, "answer")
        if not self.action:
            return replace(self, action=said)
        given = Answered(card, self.action, said)
        # What it was taken for comes with it, so that the two are seen side by side.
        beside = _other(card, said) if given.is_name_right is False else ()
        drill = self.drill.answer(card.both(self.action, said), beside)
        return Sitting(drill, (*self.answered, given))

    @property
    def confusion(self) -> Confusion:
        """What each rhythm was called, where its name is scored."""
        return Confusion.of(
            (one.card.name, one.name) for one in self.answered if one.is_name_right is not None
        )

    @property
    def actions(self) -> tuple[int, int]:
        """How many actions were right, and of how many that are scored."""
        scored = [a.is_action_right for a in self.answered if a.is_action_right is not None]
        return sum(scored), len(scored)

    @property
    def level(self) -> int:
        """The easiest level of which something still waits; the last when all is put away."""
        waiting = [card.case.level for card in self.drill.waiting]
        return min(waiting, default=max(case.level for case in cases()))

    @property
    def last(self) -> Answered | None:
        """The answer before; None at the beginning."""
        return self.answered[-1] if self.answered else None


@functools.lru_cache(maxsize=256)
def _names(card: Shown) -> tuple[str, ...]:
    """The name of a strip and three others, none of which the five steps allow, in any order."""
    fits = rhythms.read(rhythms.measured(card.strip)).fits()
    others = [one for one in rhythms.criteria_of(card.name).mistaken_for if one not in fits]
    chosen = np.array([card.name, *others[: _CHOICES - 1]])
    return tuple(map(str, np.random.default_rng((card.seed, 5)).permutation(chosen)))


def begin(seed: int, mixed_up: Sequence[tuple[str, str]] = (), level: int = 1) -> Sitting:
    """All cases, the easier ones first, shuffled within each level.

    Args:
        seed: of the order and of the strips.
        mixed_up: pairs of rhythms that were taken for one another some days ago; they come first.
        level: where somebody stands who was here before: what is easier comes last.

    Raises:
        ValueError: for a rhythm that does not exist.
    """
    first = [rhythms.criteria_of(name).family for pair in mixed_up for name in pair]
    draw = np.random.default_rng(seed)
    places = {family: place for place, family in reversed(list(enumerate(first)))}

    def place(i: int) -> tuple[int, bool, int]:
        case = cases()[i]
        return places.get(case.family, len(first)), case.level < level, case.level

    order = sorted(draw.permutation(len(cases())), key=place)
    # Seeds lie so far apart that no returning card meets another's.
    return Sitting(Drill(tuple(Shown(cases()[i], 100_000 * seed + 500 * int(i)) for i in order)))


def play(
    presses: Iterable[str],
    seed: int = 1,
    mixed_up: Sequence[tuple[str, str]] = (),
    level: int = 1,
) -> Sitting:
    """The sitting after these answers; starting again shuffles anew, with what was mixed up first.

    Raises:
        ValueError: for a word that is no answer.
    """
    sitting = begin(seed, mixed_up, level)
    for press in presses:
        if press == AGAIN:
            seed += 1
            sitting = begin(seed, sitting.confusion.mixed_up, max(level, sitting.level))
        elif sitting.drill.now:
            sitting = sitting.answer(press)
    return sitting


def _other(card: Shown, said: str) -> tuple[Shown, ...]:
    """A card of the rhythm that was named, the easiest of its cases."""
    its = sorted((one for one in cases() if one.family == said), key=lambda one: one.level)
    return tuple(Shown(one, card.seed + 250, again=True) for one in its[:1])
