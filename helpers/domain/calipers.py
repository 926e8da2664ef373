"""Calipers: what somebody measured on a strip, held against what is true of it.

Two legs are set on the paper. PR goes from the onset of a P to that of its QRS, the width of a
QRS from its onset to its end, and a rate follows from one point of a QRS to the same point of a
later one. Calipers are for people with a pulse; nobody measures on a person in arrest.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from helpers.domain import rhythms
from helpers.domain.errors import DomainError
from helpers.domain.rhythms import Beat, Strip
from helpers.domain.rhythms.reading import DANGEROUS
from helpers.facts.nearest import known

PR, QRS, RATE = "PR", "QRS", "Rate"
WHAT = (PR, QRS, RATE)

#: How far a leg may stand from its place, and how wrong a width may be, in small squares. Our
#: choice, and no fact of strips: half a square for the width; a leg of its own a little more,
#: because the eye does not agree with itself on where a wave begins.
LEG, WIDTH = 0.75, 0.5
#: How wrong a rate may be, as a share. Our choice.
RATE_SHARE = 0.06
#: How far from the middle of its QRS the leg of a rate may stand, seconds.
_WITHIN = 0.12
#: How far an answer may be from one's own legs: a rounded number is no mistake.
_ROUNDED = 0.05
#: Milliseconds by which the browser's legs are off where they were put, at most, in a window
#: of usual width: measured in tests/browser/test_calipers.py.
LEG_ERROR = 6.0
PROMISE = (
    "No width measured here turns a regular, wide, fast rhythm into something harmless: it is "
    "taken for ventricular tachycardia until it is shown otherwise."
)
SECONDS, SAMPLING_RATE = 6.0, 500


@dataclass(frozen=True)
class Measurement:
    """What somebody measured.

    Attributes:
        what: one of :data:`WHAT`.
        left, right: where the legs stand, seconds from the start of the strip.
        answer: what was read from them: milliseconds, or beats a minute; None where the legs
            alone are judged.
        is_none: whether it was said that this strip has none.

    Raises:
        DomainError: for legs the wrong way round, or too near each other to measure anything.
    """

    what: str
    left: float
    right: float
    answer: float | None = None
    is_none: bool = False

    def __post_init__(self) -> None:
        known(self.what, WHAT, "interval")
        if not self.is_none and not self.right - self.left >= 0.01:
            raise DomainError("The left leg must stand before the right one. Move them apart.")
        if self.answer is not None and not 0 < self.answer < 10_000:
            raise DomainError(f"Type a number of milliseconds or of beats; {self.answer:g} is none")

    @property
    def span(self) -> float:
        """Seconds between the legs."""
        return self.right - self.left


@dataclass(frozen=True)
class Step:
    """One step of a measurement, and what is to be said of it."""

    name: str
    said: str
    is_right: bool


@dataclass(frozen=True)
class Judged:
    """A measurement, judged.

    Attributes:
        measured: with its unit, by the legs; empty where none was claimed.
        truth: with its unit, for the beat that was measured; or that there is none.
        steps: in their order; the first that is not right is where it went wrong.
        caution: what must be said whatever was measured; empty where nothing must.
    """

    what: str
    measured: str
    truth: str
    steps: tuple[Step, ...]
    caution: str = ""

    @property
    def is_right(self) -> bool:
        """Whether every step is."""
        return self.wrong is None

    @property
    def wrong(self) -> Step | None:
        """The first step that is not right."""
        return next((step for step in self.steps if not step.is_right), None)


def square() -> float:
    """Seconds of a small square."""
    return rhythms.limits("small square")[0] / 1000


def measurable() -> tuple[str, ...]:
    """The rhythms that somebody with a pulse can have and that calipers are good for."""
    return tuple(name for name in rhythms.names() if _has_pulse(name))


def _has_pulse(name: str) -> bool:
    family = rhythms.rhythm(name).family
    return name == DANGEROUS or bool(family and rhythms.may_be_pea(family))


def strip(name: str, seed: int) -> Strip:
    """Six seconds of somebody with a pulse.

    Raises:
        DomainError: for a rhythm that is met in people without one.
        ValueError: for an unknown rhythm; the nearest is named.
    """
    if not _has_pulse(name):
        raise DomainError(
            f"Nobody measures {name}: calipers are for people with a pulse, and this one needs "
            "hands and a defibrillator."
        )
    return rhythms.strip(name, seed, SECONDS, SAMPLING_RATE)


def judge(on: Strip, made: Measurement) -> Judged:
    """Say whether a measurement is right, and at which step it is not.

    Raises:
        DomainError: where the legs stand at nothing that can be judged.
    """
    judges: dict[str, Callable[[Strip, Measurement], Judged]] = {
        PR: _judge_pr,
        QRS: _judge_qrs,
        RATE: _judge_rate,
    }
    judged = judges[made.what](on, made)
    caution = rhythms.read(rhythms.measured(on)).caution
    return Judged(judged.what, judged.measured, judged.truth, judged.steps, caution)


# -- PR ------------------------------------------------------------------------------------------


def _judge_pr(on: Strip, made: Measurement) -> Judged:
    led = [beat for beat in on.beats if beat.pr_ms is not None and _p_onset(beat) > 0]
    if not led:
        truth = "none: no P here belongs to a QRS at a distance of its own"
        return _none_here(PR, made, truth)
    if made.is_none:
        return _missed(PR, f"{led[0].pr_ms:.0f} ms at the first P with a QRS")
    beat = min(on.beats, key=lambda one: abs(one.onset - made.right))
    if beat not in led:
        # Any beat with a P of its own will do; this one has none in sight.
        said = "The QRS at the right leg has no P of its own in sight. Take another beat."
        return Judged(PR, _ms(made.span), "", (Step("Which beat", said, False),))
    onset = _p_onset(beat)
    steps = (
        _leg("Left leg", "the onset of the P", made.left, onset),
        _leg("Right leg", "the onset of the QRS", made.right, beat.onset),
        _width(made.span, beat.onset - onset),
    )
    return Judged(PR, _ms(made.span), _ms(beat.onset - onset), (*steps, *_read(made, _as_ms)))


def _p_onset(beat: Beat) -> float:
    assert beat.pr_ms is not None
    return beat.onset - beat.pr_ms / 1000


# -- QRS -----------------------------------------------------------------------------------------


def _judge_qrs(on: Strip, made: Measurement) -> Judged:
    if made.is_none:
        return _missed(QRS, _ms(on.beats[0].qrs_ms / 1000))
    middle = (made.left + made.right) / 2
    whole = [beat for beat in on.beats if beat.onset >= 0 and _end(beat) <= on.seconds]
    beat = min(whole, key=lambda one: abs((one.onset + _end(one)) / 2 - middle))
    end = _end(beat)
    steps = (
        _leg("Left leg", "the onset of the QRS", made.left, beat.onset),
        _leg("Right leg", "the end of the QRS", made.right, end),
        _width(made.span, end - beat.onset),
    )
    return Judged(QRS, _ms(made.span), _ms(beat.qrs_ms / 1000), (*steps, *_read(made, _as_ms)))


def _end(beat: Beat) -> float:
    return beat.onset + beat.qrs_ms / 1000


# -- rate ----------------------------------------------------------------------------------------


def _judge_rate(on: Strip, made: Measurement) -> Judged:
    if len(on.beats) < 2:
        raise DomainError("Six seconds hold fewer than two QRS here: no rate can be measured.")
    truth = f"{on.rate:.0f} a minute over the whole strip"
    if made.is_none:
        return _missed(RATE, truth)
    first, last = (_nearest(on, leg) for leg in (made.left, made.right))
    number = on.beats.index(last) - on.beats.index(first)
    measured = f"{60 * max(number, 1) / made.span:.0f} a minute"
    legs = _beat_to_beat(number, made.left - first.second, made.right - last.second)
    if not legs.is_right:
        return Judged(RATE, measured, truth, (legs,))
    read = _read(made, lambda seconds: 60 * number / seconds)
    return Judged(RATE, measured, truth, (legs, _long_enough(on, number, made.span), *read))


def _beat_to_beat(number: int, here: float, there: float) -> Step:
    """Whether both legs stand at the same point of a QRS, so many beats apart."""
    name = "From QRS to QRS"
    if number == 0:
        said = "Both legs stand at one QRS. A rate needs the way from one QRS to a later one."
        return Step(name, said, False)
    if max(abs(here), abs(there)) > _WITHIN:
        return Step(name, "A leg stands between two QRS. Put each on a QRS.", False)
    if abs(there - here) > LEG * square():
        said = f"The legs stand at different points of their QRS: off by {_away(there - here)}."
        return Step(name, said, False)
    counted = "the next QRS" if number == 1 else f"the {_ordinal(number)} QRS after it"
    return Step(name, f"From one QRS to the same point of {counted}.", True)


def _long_enough(on: Strip, number: int, span: float) -> Step:
    """Whether the piece that was measured goes at the pace of the whole strip."""
    rate = 60 * number / span
    if abs(rate / on.rate - 1) <= RATE_SHARE:
        return Step("Long enough", "This piece goes at the pace of the whole strip.", True)
    said = (
        f"This piece goes at {rate:.0f}, the whole strip at {on.rate:.0f}: the beats come "
        "unevenly, so measure from the first QRS to the last."
    )
    return Step("Long enough", said, False)


def _nearest(on: Strip, second: float) -> Beat:
    return min(on.beats, key=lambda one: abs(one.second - second))


def _ordinal(number: int) -> str:
    return {2: "second", 3: "third"}.get(number, f"{number}th")


# -- what the steps say --------------------------------------------------------------------------


def _none_here(what: str, made: Measurement, truth: str) -> Judged:
    said = "Right: there is none to measure." if made.is_none else f"This strip has {truth}."
    measured = "" if made.is_none else _ms(made.span)
    return Judged(what, measured, truth, (Step("Is there one?", said, made.is_none),))


def _missed(what: str, truth: str) -> Judged:
    said = f"There is one on this strip: {truth}."
    return Judged(what, "", truth, (Step("Is there one?", said, False),))


def _leg(name: str, place: str, stands: float, belongs: float) -> Step:
    away = stands - belongs
    if abs(away) <= LEG * square():
        return Step(name, f"At {place}.", True)
    side = "before" if away < 0 else "after"
    return Step(name, f"{_away(away)} {side} {place}, where it belongs.", False)


def _width(span: float, truth: float) -> Step:
    wrong = span - truth
    if abs(wrong) <= WIDTH * square():
        return Step("Width", "Within half a small square.", True)
    return Step("Width", f"{_away(wrong)} too {'wide' if wrong > 0 else 'narrow'}.", False)


def _read(made: Measurement, worked_out: Callable[[float], float]) -> tuple[Step, ...]:
    """Whether the answer follows from one's own legs; nothing where none was typed."""
    if made.answer is None:
        return ()
    own = worked_out(made.span)
    squares = made.span / square()
    how = (
        f"{squares:.1f} small squares of {_ms(square())} are {own:.0f} ms"
        if made.what != RATE
        else f"{squares:.1f} small squares of {square():g} s are {made.span:.2f} s, and that makes "
        f"{own:.0f} a minute"
    )
    room = max(_ROUNDED * own, 5.0)
    is_right = abs(made.answer - own) <= room
    said = "It follows from your legs." if is_right else f"{made.answer:g} does not follow: {how}."
    return (Step("Your number", said, is_right),)


def _as_ms(seconds: float) -> float:
    return 1000 * seconds


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.0f} ms"


def _away(seconds: float) -> str:
    squares = abs(seconds) / square()
    return f"{abs(1000 * seconds):.0f} ms ({squares:.1f} small squares)"
