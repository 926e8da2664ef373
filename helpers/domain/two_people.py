"""Same strip, two people: one rhythm, two bodies, and a hand that feels for a pulse.

The strip shows electricity. Whether blood moves is felt, for ten seconds at most. Whoever is not
sure acts as if there were no pulse, unless an answer or normal breathing shows life. So pulseless
electrical activity is met as what it is: a state of a person and no rhythm. The pressure in the
artery, which no crew sees, belongs to the debrief. Lay people feel for no pulse at all.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from helpers.domain import rhythms
from helpers.domain.errors import DomainError
from helpers.domain.rhythm_cases import ACTIONS as _ALL
from helpers.domain.rhythm_cases import NOT_ENOUGH, PRESS, SHOCK, Case, drawn
from helpers.domain.rhythms import Strip
from helpers.domain.waves import Signal
from helpers.facts import records
from helpers.facts.nearest import known

#: What the hand can say.
YES, NO, UNSURE = "Yes", "No", "Unsure"
SAID = (YES, NO, UNSURE)
#: What can be done once somebody has felt.
ACTIONS = tuple(one for one in _ALL if one != NOT_ENOUGH)
#: What is done for somebody without a pulse, and for nobody else.
IN_ARREST = (SHOCK, PRESS)
AGAIN = "Two other people"
LONGEST = 10.0  # seconds that a hand may feel
#: From the onset of a QRS to its beat under the fingers, and from there to its top; seconds. Ours.
DELAY, RISE = 0.2, 0.1
_SECONDS = 24.0  # a strip holds what is seen at first and the ten seconds after it
_FULL = {"strong": 1.0, "faint": 0.35, "none": 0.0}  # how high a pressure wave is drawn. Ours.
_EBB, _RESTING = 0.35, 0.45  # seconds in which pressure falls away; where it stands between waves
_EMPTY = 0.08  # where the pressure is drawn that no beat lifts


@dataclass(frozen=True)
class Person:
    """One of two people with the same strip.

    Attributes:
        pair: what the two have in common.
        feels: what is under the fingers.
        life: whether normal breathing or an answer shows that this is no arrest.
        story: what is seen and told, without the pulse.
        action: what a trained team does, one of :data:`ACTIONS`.

    Raises:
        ValueError: for an action that must never follow from this person and this rhythm, and
            where pulse and hand contradict each other.
    """

    fact_id: str
    pair: str
    rhythm: str
    pulse: Literal["yes", "no"]
    feels: Literal["strong", "faint", "none"]
    life: bool
    state: Literal["stable", "unstable", ""]
    who: str
    age: int
    story: str
    action: str
    why: str
    council: str
    source: tuple[str, ...]
    via: tuple[str, ...]
    confidence: str

    def __post_init__(self) -> None:
        known(self.action, ACTIONS, "action")
        if self.has_pulse == (self.feels == "none"):
            raise ValueError("who has a pulse has something under the fingers, and nobody else")
        if self.life and not self.has_pulse:
            raise ValueError("nobody without a pulse answers or breathes normally")
        if not rhythms.criteria_of(self.family).is_told_alone:
            raise ValueError("what one strip does not tell is no strip for two people")
        # The same rules as for the drill: what no case may teach is refused there.
        known_of = self.pulse, self.state, self.who, self.age, self.story, self.action
        cited = self.source, self.via, self.confidence
        why = True, True, self.why, self.council, 1
        Case(self.fact_id, self.pair, (self.rhythm,), *known_of, *why, *cited)

    @property
    def has_pulse(self) -> bool:
        """Whether the heart moves blood that can be felt."""
        return self.pulse == "yes"

    @property
    def family(self) -> str:
        """What a reader calls the rhythm."""
        return rhythms.rhythm(self.rhythm).family

    @property
    def is_pea(self) -> bool:
        """Whether this is pulseless electrical activity; ventricular tachycardia never is."""
        return not self.has_pulse and rhythms.may_be_pea(self.family)

    @property
    def state_in_words(self) -> str:
        """What this person is in: the debrief's word for it."""
        if self.has_pulse:
            return f"a pulse, {self.state}"
        return "pulseless electrical activity" if self.is_pea else "no pulse, and a rhythm to shock"


@dataclass(frozen=True)
class Hand:
    """What a hand said, and what was done then.

    Attributes:
        person: for whom.
        said: one of :data:`SAID`.
        second: after how many seconds of feeling; None without a clock.
        action: what was done; empty before anything was.

    Raises:
        DomainError: for a hand that felt longer than :data:`LONGEST`.
    """

    person: Person
    said: str
    second: float | None = None
    action: str = ""

    def __post_init__(self) -> None:
        known(self.said, SAID, "answer")
        if self.second is not None and not 0 <= self.second <= LONGEST:
            raise DomainError(f"A hand feels for {LONGEST:g} seconds at most.")

    @property
    def counts_as_pulse(self) -> bool:
        """Unsure counts as no pulse; an answer or normal breathing outweighs every hand."""
        return self.said == YES or self.person.life

    @property
    def is_hand_right(self) -> bool | None:
        """None where the hand was not sure."""
        return None if self.said == UNSURE else (self.said == YES) == self.person.has_pulse

    @property
    def follows(self) -> bool:
        """Whether what was done is what this answer asks for."""
        if self.counts_as_pulse:
            return self.action not in IN_ARREST
        return self.action == due_without_pulse(self.person.family)

    @property
    def is_by_the_rule(self) -> bool:
        """Whether a pulse that is there was not surely felt, and an arrest was treated for it.

        That keeps the rule, but in nobody who answers or breathes normally.
        """
        is_unsure = self.said == UNSURE and self.person.has_pulse
        return is_unsure and self.action in IN_ARREST and self.follows

    @property
    def is_action_right(self) -> bool:
        """Whether it was right for this person, and followed from what was felt."""
        return self.is_by_the_rule or (self.follows and self.action == self.person.action)


def due_without_pulse(family: str) -> str:
    """What is done where nobody feels a pulse.

    Raises:
        ValueError: for an unknown rhythm; the nearest is named.
    """
    is_shocked = rhythms.criteria_of(family).without_pulse == rhythms.SHOCKED
    return SHOCK if is_shocked else PRESS


#: What a learner does: for which of the two (0 or 1), what, and after how many seconds.
Deed = tuple[int, str, float | None]


@dataclass(frozen=True)
class Meeting:
    """Two people with one strip, as far as a learner has come.

    Attributes:
        people: as they lie, left and right.
        seed: of the strip and of who lies where.
        hands: what was felt and done for each; None before the hand has spoken.
    """

    people: tuple[Person, Person]
    seed: int
    hands: tuple[Hand | None, Hand | None] = (None, None)

    @property
    def pair(self) -> str:
        """What the two have in common."""
        return self.people[0].pair

    @property
    def strip(self) -> Strip:
        """The strip of both, at a rate that can be the reason for what is done."""
        actions = [person.action for person in self.people]
        return drawn(self.people[0].rhythm, self.seed, actions, _SECONDS)

    @property
    def is_over(self) -> bool:
        """Whether something was done for both."""
        return all(hand and hand.action for hand in self.hands)

    def do(self, deed: Deed) -> Meeting:
        """After this; what comes out of turn changes nothing.

        Raises:
            ValueError: for a word that can be neither said nor done.
            DomainError: for a hand that felt too long.
        """
        side, word, second = deed
        known(word, (*SAID, *ACTIONS), "answer")
        before = self.hands[side]
        if word in SAID and before is None:
            now: Hand | None = Hand(self.people[side], word, second)
        elif word in ACTIONS and before and not before.action:
            now = replace(before, action=word)
        else:
            return self
        return replace(self, hands=(now, self.hands[1]) if side == 0 else (self.hands[0], now))


@functools.cache
def pairs() -> tuple[tuple[Person, Person], ...]:
    """All pairs, in the order of the table.

    Raises:
        ValueError: for two people who do not have the same strip, or the same pulse.
    """
    by_pair: dict[str, list[Person]] = {}
    for person in records("two_people", Person):
        by_pair.setdefault(person.pair, []).append(person)
    return tuple(_pair(pair, people) for pair, people in by_pair.items())


def _pair(pair: str, people: list[Person]) -> tuple[Person, Person]:
    if len(people) != 2 or len({person.rhythm for person in people}) != 1:
        raise ValueError(f"{pair!r} needs two people with one rhythm")
    first, second = people
    if first.action == second.action or first.pulse == second.pulse:
        raise ValueError(f"{pair!r} must differ in the pulse, and in what is done")
    return first, second


def begin(pair: str = "", seed: int = 1) -> Meeting:
    """Two people nobody has touched yet.

    Args:
        pair: what they have in common; the first pair without one.
        seed: of the strip and of who lies where.

    Raises:
        ValueError: for an unknown pair; the nearest is named.
    """
    by_name = {people[0].pair: people for people in pairs()}
    first, second = by_name[known(pair or next(iter(by_name)), by_name, "pair")]
    is_turned = bool(np.random.default_rng((seed, 7)).integers(2))
    return Meeting((second, first) if is_turned else (first, second), seed)


def play(deeds: Iterable[Deed], pair: str = "", seed: int = 1) -> Meeting:
    """The meeting after these deeds; after :data:`AGAIN` the next pair lies there.

    Raises:
        ValueError: for a word that can be neither said nor done.
        DomainError: for a hand that felt too long.
    """
    meeting = begin(pair, seed)
    names = [people[0].pair for people in pairs()]
    for deed in deeds:
        if deed[1] == AGAIN:
            after = names[(names.index(meeting.pair) + 1) % len(names)]
            meeting = begin(after, meeting.seed + 1)
        else:
            meeting = meeting.do(deed)
    return meeting


def beats(person: Person, strip: Strip) -> tuple[float, ...]:
    """The seconds at which something is under the fingers; none without a pulse."""
    if not person.has_pulse:
        return ()
    return tuple(beat.onset + DELAY for beat in strip.beats if beat.onset + DELAY >= 0)


def strength(person: Person) -> float:
    """How much is under the fingers, from 0 to 1; a drawing's measure and no pressure."""
    return _FULL[person.feels]


def pressure(person: Person, strip: Strip) -> Signal:
    """The pressure in the artery under this strip, from 0 to 1: a drawing without a scale.

    Each beat of the strip lifts it where there is a pulse, and none does where there is not.
    """
    time = np.arange(strip.signal.size) / strip.sampling_rate
    full = strength(person)
    drawn = np.full(time.size, _EMPTY + _RESTING * full)
    for onset in beats(person, strip):
        after = np.clip(time - onset, 0.0, None)
        rise = np.clip(after / RISE, 0.0, 1.0)
        wave = np.sin(rise * np.pi / 2) ** 2 * np.exp(-np.clip(after - RISE, 0, None) / _EBB)
        drawn = np.maximum(drawn, _EMPTY + full * (_RESTING + (0.9 - _RESTING) * wave))
    return drawn


@dataclass(frozen=True)
class PulseCheck:
    """How often a hand is right about a pulse."""

    fact_id: str
    who: str
    seconds: float | None
    percent: float
    note: str
    source: tuple[str, ...]
    via: tuple[str, ...]
    confidence: str


@functools.cache
def pulse_checks() -> tuple[PulseCheck, ...]:
    """All that was read of it, in the order of the table."""
    return records("pulse_checks", PulseCheck)
