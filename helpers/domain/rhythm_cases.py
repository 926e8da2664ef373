"""The cases of the drill of rhythms: an invented patient, what one finds, and the strip.

A strip alone decides no treatment, so *not enough to say* is among the answers, and right wherever
nobody has felt for a pulse yet. What councils dispute, or one strip cannot tell, is shown and not
scored.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from helpers.domain import rhythms
from helpers.domain.rhythms import SHOCKED, Strip
from helpers.facts import records
from helpers.facts.nearest import known

#: What can be done. None of them names a dose, and none follows from a strip alone.
NOT_ENOUGH = "Not enough to say: the patient first"
SHOCK = "Shock, not synchronized"
PRESS = "Compressions and adrenaline, no shock"
SYNCHRONIZED = "Shock, synchronized"
SLOWER = "Maneuver or drug, no shock"
FASTER = "Speed the heart up: drug or pacing"
CAUSE = "Treat the cause, leave the rate alone"
WATCH = "Leave the rhythm alone, watch, find out more"
ACTIONS = (NOT_ENOUGH, SHOCK, PRESS, SYNCHRONIZED, SLOWER, FASTER, CAUSE, WATCH)
_CHANGING = "polymorphic ventricular tachycardia"
#: What can be slowed, or be shocked in somebody with a pulse: never a sinus tachycardia.
_TOO_FAST = frozenset(
    {
        "atrial fibrillation",
        "atrial flutter",
        "supraventricular tachycardia",
        "monomorphic ventricular tachycardia",
    }
)
_NO_BEATS = frozenset({"ventricular fibrillation", "asystole", "P-wave asystole", "agonal rhythm"})
#: The rates at which a rate can be the reason for what is done, a minute: nobody is shocked for
#: an atrial fibrillation of 70. The AHA calls 150 and more, and less than 50, typical of rates that
#: make somebody unstable; from where on we draw what is slowed by a drug is our choice.
RATES = {SYNCHRONIZED: (150.0, math.inf), SLOWER: (120.0, math.inf), FASTER: (0.0, 50.0)}
_FURTHER, _TRIES = 7_000_003, 200  # seeds that no other card has


@dataclass(frozen=True)
class Case:
    """An invented patient, what one finds, and the strip.

    Attributes:
        rhythms: the rhythms of which one is drawn; all have one name.
        pulse, state: as found; ``not felt yet`` and ``not known`` where nobody has looked.
        action: what is done, one of :data:`ACTIONS`.
        is_action_scored: whether it counts: no where councils or studies disagree.
        is_name_scored: whether the name counts: no where one strip does not tell it.
        level: 1 comes before 2, and 2 before 3.

    Raises:
        ValueError: for an action that must never follow from this patient and this rhythm.
    """

    fact_id: str
    name: str
    rhythms: tuple[str, ...]
    pulse: Literal["yes", "no", "not felt yet"]
    state: Literal["stable", "unstable", "not known", ""]
    who: str
    age: int
    story: str
    action: str
    is_action_scored: bool
    is_name_scored: bool
    why: str
    council: str
    level: int
    source: tuple[str, ...]
    via: tuple[str, ...]
    confidence: str

    def __post_init__(self) -> None:
        known(self.action, ACTIONS, "action")
        families = {rhythms.rhythm(name).family for name in self.rhythms}
        if len(families) != 1 or "" in families:
            raise ValueError("the rhythms of a case must have one name")
        for forbidden, sentence in self._rules():
            if forbidden:
                raise ValueError(sentence)

    @property
    def family(self) -> str:
        """What a reader calls its rhythm."""
        return rhythms.rhythm(self.rhythms[0]).family

    @property
    def card(self) -> str:
        """What is known of the patient before the strip is seen."""
        state = {"not known": "stable or not: not known"}.get(self.state, self.state)
        return (
            f"{self.who}, {self.age}. {self.story} Pulse: {self.pulse}{'; ' * bool(state)}{state}."
        )

    def _rules(self) -> Iterable[tuple[bool, str]]:
        """What no case may teach, each with the sentence that refuses it."""
        return *self._rules_of_patient(), *self._rules_of_rhythm()

    def _rules_of_patient(self) -> Iterable[tuple[bool, str]]:
        """What follows from what is known of the patient."""
        act, family = self.action, self.family
        what = rhythms.criteria_of(family)
        has_pulse, is_shocked = self.pulse == "yes", what.without_pulse == SHOCKED
        return (
            (has_pulse == (self.state == ""), "stable or not is asked of a pulse, and only there"),
            (
                (self.pulse == "not felt yet" or self.state == "not known") and act != NOT_ENOUGH,
                "before the patient was looked at there is not enough to say",
            ),
            (
                self.pulse == "no" and act != (SHOCK if is_shocked else PRESS),
                "without a pulse fibrillation and ventricular tachycardia are shocked, not "
                "synchronized, and nothing else is",
            ),
            (has_pulse and act == PRESS, "nobody is compressed who has a pulse"),
            (not 18 <= self.age <= 110, "the criteria are those of adults"),
        )

    def _rules_of_rhythm(self) -> Iterable[tuple[bool, str]]:
        """What follows from the rhythm, in somebody with a pulse above all."""
        act, family, has_pulse = self.action, self.family, self.pulse == "yes"
        what = rhythms.criteria_of(family)
        return (
            (
                has_pulse and act == SHOCK and (family != _CHANGING or self.state != "unstable"),
                "with a pulse only an unstable polymorphic tachycardia is shocked without "
                "synchronizing",
            ),
            (
                act == SYNCHRONIZED
                and not (has_pulse and self.state == "unstable" and family in _TOO_FAST),
                "a synchronized shock needs a pulse, an unstable patient, and a rhythm that is "
                "too fast by itself",
            ),
            (
                family == "sinus tachycardia" and act not in (NOT_ENOUGH, CAUSE, PRESS),
                "a sinus tachycardia is never slowed or shocked: its cause is treated",
            ),
            (
                act == SLOWER and (family not in _TOO_FAST or self.state != "stable"),
                "only a rhythm that is too fast by itself is slowed, in a stable patient",
            ),
            (
                has_pulse and family in _NO_BEATS and (act != NOT_ENOUGH or self.is_name_scored),
                "a line without beats in somebody with a pulse is a loose lead or a mistake",
            ),
            (
                has_pulse and family == _CHANGING and act != NOT_ENOUGH and self.is_action_scored,
                "how a polymorphic tachycardia with a pulse is shocked is told differently by "
                "councils: it is not scored",
            ),
            (
                not what.is_told_alone and (self.is_name_scored or self.is_action_scored),
                "what one strip does not tell is shown and not scored",
            ),
        )


@functools.cache
def cases() -> tuple[Case, ...]:
    """All cases, in the order of the table."""
    return records("rhythm_cases", Case)


def drawn(name: str, seed: int, actions: Iterable[str], seconds: float = 8.0) -> Strip:
    """The strip of a seed whose rate can be the reason for these actions.

    Where the strip of this seed is too slow or too fast for them, the first that is not follows.

    Raises:
        ValueError: for an unknown rhythm, and for one that is never drawn at such a rate.
    """
    return rhythms.strip(name, _seed(name, seed, tuple(actions), seconds), seconds)


@functools.lru_cache(maxsize=512)
def _seed(name: str, seed: int, actions: tuple[str, ...], seconds: float) -> int:
    asked = [RATES[action] for action in actions if action in RATES]
    for place in range(_TRIES):
        tried = seed + _FURTHER * place
        rate = rhythms.strip(name, tried, seconds).rate if asked else math.nan
        if all(least <= rate <= most for least, most in asked):
            return tried
    raise ValueError(f"{name} is never drawn at a rate that asks for {' and '.join(actions)}")
