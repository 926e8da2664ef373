"""Reading a strip in five steps: worked, half worked, alone.

Worked, each step is told with its measurement. Half worked, two steps are told and the reader
does the rest; alone, all of it. Every step is judged against what is true of the strip, with the
reason. At the end stand the name, and for what the rhythm may be taken. No treatment follows.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from helpers.domain import rhythms
from helpers.domain.rhythms import STEPS, Criteria, Measured, Reading, Strip
from helpers.facts import records
from helpers.facts.nearest import known

WORKED, HALF, ALONE = "worked", "half worked", "alone"
#: How many steps are told without being asked, at first.
TOLD = {WORKED: 1, HALF: 2, ALONE: 0}
NEXT, NEW = "Next step", "New patient"
NAME = "Which rhythm?"
ANY = "any"
SECONDS = 10.0
_WORDS_OFFERED, _NAMES_OFFERED = 6, 4
#: Half its teeth hide, so that one strip does not show for certain what it is.
_HALF_HIDDEN = "atrial flutter, 2:1"


@dataclass(frozen=True)
class Word:
    """What a step can find, and what it means."""

    step: str
    word: str
    meaning: str


@functools.cache
def words() -> tuple[Word, ...]:
    """Every word of every step, in the order of the table."""
    return records("reading_words", Word)


def meaning(step: str, word: str) -> str:
    """What a word of a step means.

    Raises:
        ValueError: for a word that this step does not know; the nearest is named.
    """
    of_step = {one.word: one.meaning for one in words() if one.step == known(step, STEPS, "step")}
    return of_step[known(word, of_step, f"word of {step!r}")]


@dataclass(frozen=True)
class Said:
    """A step, or the name, that was asked and answered, or told."""

    asked: str
    answer: str  # empty where it was told
    right: str

    @property
    def is_right(self) -> bool:
        """Whether it was told or answered rightly."""
        return self.answer in ("", self.right)


@dataclass(frozen=True)
class Exercise:
    """One strip that is read step by step.

    Attributes:
        rhythm, seed: the strip, as in :func:`helpers.domain.rhythms.strip`.
        help: :data:`WORKED`, :data:`HALF` or :data:`ALONE`.
        said: the steps so far, in their order; the name last.
    """

    rhythm: str
    seed: int
    help: str
    said: tuple[Said, ...] = ()

    @property
    def strip(self) -> Strip:
        """The strip that is read."""
        return rhythms.strip(self.rhythm, self.seed, SECONDS)

    @property
    def measured(self) -> Measured:
        """What is true of it."""
        return rhythms.measured(self.strip)

    @property
    def reading(self) -> Reading:
        """What the five steps find in it."""
        return rhythms.read(self.measured)

    @property
    def criteria(self) -> Criteria:
        """Those of its rhythm."""
        return rhythms.criteria_of(rhythms.rhythm(self.rhythm).family)

    @property
    def asked(self) -> str:
        """Which step is next, or the name; empty when the strip is read."""
        if len(self.said) < len(STEPS):
            return STEPS[len(self.said)]
        return NAME if len(self.said) == len(STEPS) else ""

    @property
    def is_over(self) -> bool:
        """Whether the strip is read."""
        return self.asked == ""

    @property
    def options(self) -> tuple[str, ...]:
        """What can be answered now."""
        if self.is_over:
            return ()
        if self.help == WORKED:
            return (NEXT,)
        return _names(self) if self.asked == NAME else _words(self, self.asked)

    def tell(self) -> Exercise:
        """The next step without an answer."""
        return self._after(Said(self.asked, "", self._right()))

    def answer(self, word: str) -> Exercise:
        """After an answer to the step that is asked; what was not offered changes nothing."""
        if word not in self.options:
            return self
        if word == NEXT:
            return self.tell()
        return self._after(Said(self.asked, word, self._right()))

    def _after(self, said: Said) -> Exercise:
        after = replace(self, said=(*self.said, said))
        # What one strip does not tell is told, and asked of nobody.
        is_told = after.asked == NAME and self.help != WORKED and not self.criteria.is_told_alone
        return after.tell() if is_told else after

    def _right(self) -> str:
        if self.asked == NAME:
            return self.criteria.family
        return self.reading.word(self.asked)

    @property
    def score(self) -> tuple[int, int]:
        """How many answers were right, of how many."""
        answered = [one for one in self.said if one.answer]
        return sum(one.is_right for one in answered), len(answered)


def begin(rhythm: str = ANY, help: str = WORKED, seed: int = 1) -> Exercise:
    """A strip with what is told of it at first.

    Raises:
        ValueError: for an unknown rhythm or help; the nearest is named.
    """
    told = TOLD[known(help, TOLD, "help")]
    name = _drawn(seed) if known(rhythm, (ANY, *rhythms.names()), "rhythm") == ANY else rhythm
    if not rhythms.rhythm(name).family:
        raise ValueError(f"{name!r} has no name for a reader: take another rhythm")
    exercise = Exercise(name, seed, help)
    for _ in range(told):
        exercise = exercise.tell()
    return exercise


def play(presses: Iterable[str], rhythm: str = ANY, help: str = WORKED, seed: int = 1) -> Exercise:
    """The exercise after these presses.

    A new patient has the same rhythm where the steps are worked, and any other one elsewhere:
    else the name would be known.

    Raises:
        ValueError: for a word that can be neither answered nor pressed.
    """
    every = {NEXT, NEW, *(one.word for one in words()), *rhythms.criteria()}
    exercise = begin(rhythm, help, seed)
    for press in presses:
        if known(press, every, "answer") == NEW:
            again = exercise.rhythm if help == WORKED else ANY
            exercise = begin(again, help, exercise.seed + 1)
        else:
            exercise = exercise.answer(press)
    return exercise


def _drawn(seed: int) -> str:
    """Any rhythm that one strip tells; never the same twice in a row."""
    names = _told_alone()
    # A walk through all of them in a shuffled order, the same for everybody.
    order = np.random.default_rng(11).permutation(len(names))
    return names[int(order[seed % len(names)])]


@functools.cache
def _told_alone() -> tuple[str, ...]:
    """A rhythm of each name that one strip tells."""
    families: dict[str, str] = {}
    for name in rhythms.names():
        family = rhythms.rhythm(name).family
        if family and rhythms.criteria_of(family).is_told_alone and name != _HALF_HIDDEN:
            families.setdefault(family, name)
    return tuple(families.values())


def _words(exercise: Exercise, step: str) -> tuple[str, ...]:
    """Words of a step: the right one, those of what it may be taken for, and others."""
    of_step = [one.word for one in words() if one.step == step]
    right = exercise.reading.word(step)
    if step == "Rate?" or len(of_step) <= _WORDS_OFFERED:
        return tuple(of_step)
    others = [
        word
        for name in exercise.criteria.mistaken_for
        for word in rhythms.criteria_of(name).allowed(step)
    ]
    chosen = list(dict.fromkeys([right, *others, *of_step]))[:_WORDS_OFFERED]
    return tuple(word for word in of_step if word in chosen)


def _names(exercise: Exercise) -> tuple[str, ...]:
    """Its name and others for which it may be taken, none of which the five steps allow."""
    fits = exercise.reading.fits()
    others = [name for name in exercise.criteria.mistaken_for if name not in fits]
    chosen = [exercise.criteria.family, *others][:_NAMES_OFFERED]
    order = np.random.default_rng((exercise.seed, 13)).permutation(len(chosen))
    return tuple(chosen[place] for place in order)
