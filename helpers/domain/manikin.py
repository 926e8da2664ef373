"""What a manikin with feedback says of two minutes of compressions, judged in three sentences.

Formative: the numbers that a manikin shows are read by a person, and the judgement is that of
the newest rows of ``data/cpr_quality.csv`` for an adult.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from helpers.domain.cpr import asked_depth, asked_fractions, asked_rate
from helpers.domain.errors import DomainError

FULL, LEANING, NOT_SHOWN = "fully, each time", "not always", "it does not say"
RECOIL = (FULL, LEANING, NOT_SHOWN)
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")


@dataclass(frozen=True)
class Reading:
    """What a manikin can be believed to show.

    Attributes:
        name: what is read.
        unit: in words.
        least, most: beyond these it is a slip of the pen; ours.
        slip: what it may have been.
    """

    name: str
    unit: str
    least: float
    most: float
    slip: str


RATE = Reading("rate", "compressions a minute", 30, 220, "it is counted over a whole minute")
DEPTH = Reading("depth", "cm", 1, 9, "a manikin that shows 52 means mm: type 5.2")
FRACTION = Reading("fraction", "percent", 1, 100, "it is the share of the time, of 100")


@dataclass(frozen=True)
class Trial:
    """One trial on a manikin, as it was read from it."""

    rate: float
    depth: float
    fraction: float
    recoil: str


def number(text: str, reading: Reading) -> float:
    """A number as somebody types it, with a point or a comma.

    Raises:
        DomainError: for what is no number, and for one that no manikin shows.
    """
    typed = text.strip().removesuffix("%").removesuffix("cm").strip()
    if not typed:
        raise DomainError(f"The {reading.name} is empty: type it in {reading.unit}.")
    if not _NUMBER.fullmatch(typed):
        raise DomainError(
            f"The {reading.name} is a number in {reading.unit}, such as 5.4 or 110; "
            f"{text.strip()!r} was read."
        )
    value = float(typed.replace(",", "."))
    if not math.isfinite(value) or not reading.least <= value <= reading.most:
        raise DomainError(
            f"A {reading.name} of {value:g} {reading.unit} cannot be right; it lies between "
            f"{reading.least:g} and {reading.most:g} ({reading.slip})."
        )
    return value


def read(rate: str, depth: str, fraction: str, recoil: str) -> Trial:
    """A trial from what was typed.

    Raises:
        DomainError: for the first thing that cannot be right.
    """
    if recoil not in RECOIL:
        raise DomainError(f"Say how the chest came up: {', '.join(RECOIL)}.")
    return Trial(number(rate, RATE), number(depth, DEPTH), number(fraction, FRACTION), recoil)


def judge(trial: Trial) -> tuple[str, str, str]:
    """Three sentences: rate; depth and recoil; share of the time."""
    return _rate(trial.rate), _depth(trial), _fraction(trial.fraction)


def asked() -> tuple[tuple[str, str], ...]:
    """What is asked of compressions for an adult: what, and how much."""
    slow, fast = asked_rate()
    shallow, deep = _depth_asked()
    return (
        ("Rate", f"{slow:g} to {fast:g} a minute"),
        ("Depth", f"at least {shallow:g} cm, not more than {deep:g} cm"),
        ("Recoil", "the chest comes all the way up each time; do not lean"),
        ("Fraction", f"hands press at least {asked_fractions()[1]:g} % of the time"),
    )


def _depth_asked() -> tuple[float, float]:
    shallow, deep = asked_depth()
    return shallow / 10, deep / 10


def _rate(rate: float) -> str:
    slow, fast = asked_rate()
    if rate < slow:
        return f"{rate:g} a minute is too slow: {slow:g} to {fast:g} is asked for."
    if rate > fast:
        return f"{rate:g} a minute is too fast: {slow:g} to {fast:g} is asked for."
    return f"{rate:g} a minute is the right rate."


def _depth(trial: Trial) -> str:
    shallow, deep = _depth_asked()
    if trial.depth < shallow:
        told = f"{trial.depth:g} cm is too shallow: press at least {shallow:g} cm"
    elif trial.depth > deep:
        told = f"{trial.depth:g} cm is too deep: not more than {deep:g} cm"
    else:
        told = f"{trial.depth:g} cm is the right depth"
    if trial.recoil == LEANING:
        return f"{told}, and let the chest come all the way up each time."
    return f"{told}, and the chest came up fully." if trial.recoil == FULL else f"{told}."


def _fraction(fraction: float) -> str:
    least = asked_fractions()[1]
    if fraction < least:
        return f"Hands pressed {fraction:g} % of the time: at least {least:g} % is asked for."
    least_asked = f"at least {least:g} % is asked for, breaths included"
    return f"Hands pressed {fraction:g} % of the time: enough, as {least_asked}."
