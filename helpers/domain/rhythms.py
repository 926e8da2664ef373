"""Heart rhythms as seeded strips in millivolts, with what is true of them.

The strips are drawn, not recorded: they look as a clinician expects, and they validate no
device. What textbooks say of a rhythm stands in the table ``rhythms``; the strips are held
against it by a detector that knows nothing of how they were made
(``tests/domain/test_rhythms.py``).
"""

from __future__ import annotations

import functools
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from helpers.domain import waves
from helpers.domain.errors import DomainError
from helpers.domain.waves import Signal, Waves
from helpers.facts import load
from helpers.facts.nearest import known

QUIET = 0.01  # millivolts of noise in a good recording
_COARSE, _FINE = (0.25, 1.5), (0.08, 0.2)  # millivolts, peak to peak
_VF_HERTZ = (4.0, 7.0)
_MARGIN = 1.5  # seconds of beats before and after the strip, so that none is cut short


@dataclass(frozen=True)
class Rhythm:
    """What textbooks say of one rhythm, and what an AED should advise.

    Attributes:
        grade_class: the class in which an AED is graded on it, as in ``aed_goals``.
        advice: ``shock``, ``no shock``, or ``either`` where goals only ask for a report.
        rates: least and greatest rate in textbooks, a minute; NaN where none is given.
        drawn: least and greatest rate of our strips, a minute.
        qrs_ms: least and greatest width of the QRS, milliseconds.
    """

    name: str
    short: str
    grade_class: str
    advice: str
    rates: tuple[float, float]
    drawn: tuple[float, float]
    qrs_ms: tuple[float, float]
    p_waves: str
    regularity: str
    picture: str
    note: str


@dataclass(frozen=True)
class Beat:
    """One beat of the ventricles.

    Attributes:
        second: the middle of its QRS, from the start of the strip.
        qrs_ms: width of its QRS, milliseconds.
        pr_ms: from the onset of P to that of the QRS, milliseconds; None without a P of its own.
        is_premature: whether it came too early, from the ventricles.
    """

    second: float
    qrs_ms: float
    pr_ms: float | None = None
    is_premature: bool = False


@dataclass(frozen=True)
class Strip:
    """A piece of ECG and what is true of it.

    Attributes:
        signal: millivolts; read-only.
        sampling_rate: samples a second.
        rhythm: its name, as in :func:`names`.
        beats: every beat whose middle lies in the strip; none in fibrillation and asystole.
        dominant_hz: mean dominant frequency of fibrillation; NaN where that is not known.
        seed, noise, compressions: as :func:`strip` was asked for; artifacts in millivolts.
    """

    signal: Signal
    sampling_rate: int
    rhythm: str
    beats: tuple[Beat, ...] = ()
    dominant_hz: float = float("nan")
    seed: int = 0
    noise: float = 0.0
    compressions: float = 0.0

    @property
    def seconds(self) -> float:
        """Length in seconds."""
        return self.signal.size / self.sampling_rate

    @property
    def rate(self) -> float:
        """Beats a minute, from the first to the last; NaN with fewer than two."""
        if len(self.beats) < 2:
            return float("nan")
        return 60 * (len(self.beats) - 1) / (self.beats[-1].second - self.beats[0].second)


@functools.cache
def rhythms() -> MappingProxyType[str, Rhythm]:
    """Every rhythm by its name, in the order of the table."""
    return MappingProxyType(
        {row["rhythm"]: _rhythm(row) for row in load("rhythms").to_dict("records")}
    )


def _rhythm(row: dict[str, object]) -> Rhythm:
    pairs = {
        "rates": (row["rate_least"], row["rate_most"]),
        "drawn": (row["drawn_least"], row["drawn_most"]),
        "qrs_ms": (row["qrs_ms_least"], row["qrs_ms_most"]),
    }
    words = ("short", "grade_class", "advice", "p_waves", "regularity", "picture", "note")
    return Rhythm(name=row["rhythm"], **pairs, **{word: row[word] for word in words})


def names() -> tuple[str, ...]:
    """The names of all rhythms."""
    return tuple(rhythms())


def rhythm(name: str) -> Rhythm:
    """One rhythm by its name.

    Raises:
        ValueError: for an unknown name; the nearest is named.
    """
    return rhythms()[known(name, names(), "rhythm")]


def strip(
    name: str,
    seed: int,
    seconds: float = 8.0,
    sampling_rate: int = 250,
    noise: float = QUIET,
    compressions: float = 0.0,
) -> Strip:
    """A strip of one rhythm.

    Args:
        name: one of :func:`names`.
        seed: from 0; the same arguments give the same strip.
        seconds: its length, 2 to 60.
        sampling_rate: samples a second, 100 to 1,000.
        noise: spread of the muscle noise, millivolts; mains and a wandering line come with it.
        compressions: height of the artifact of chest compressions, millivolts.

    Raises:
        DomainError: for numbers out of their range.
        ValueError: for an unknown rhythm.
    """
    return _strip(_MAKERS, name, seed, seconds, sampling_rate, noise, compressions)


def second_strip(
    name: str,
    seed: int,
    seconds: float = 8.0,
    sampling_rate: int = 250,
    noise: float = QUIET,
    compressions: float = 0.0,
) -> Strip:
    """A strip of fibrillation by another model (:func:`helpers.domain.waves.patches`).

    No threshold was ever chosen by looking at these strips; they grade a rule on fibrillation
    of a kind that it was not made for. Arguments as in :func:`strip`.

    Raises:
        ValueError: also for rhythms other than ventricular fibrillation.
    """
    return _strip(_SECOND_MAKERS, name, seed, seconds, sampling_rate, noise, compressions)


Maker = Callable[[np.random.Generator, Signal, int, Rhythm], Strip]


def _strip(
    makers: dict[str, Maker],
    name: str,
    seed: int,
    seconds: float,
    sampling_rate: int,
    noise: float,
    compressions: float,
) -> Strip:
    known(name, makers, "rhythm")
    for what, value, least, most in (
        ("seed", seed, 0, np.inf),
        ("number of seconds", seconds, 2, 60),
        ("sampling rate", sampling_rate, 100, 1000),
        ("noise in millivolts", noise, 0, 5),
        ("compression artifact in millivolts", compressions, 0, 5),
    ):
        if not least <= value <= most:
            raise DomainError(f"the {what} must be from {least:g} to {most:g}; {value!r} was read")
    # The name belongs to the seed: else all rhythms of one seed would share their noise.
    rng = np.random.default_rng((seed, zlib.crc32(name.encode())))
    time = np.arange(round(seconds * sampling_rate)) / sampling_rate
    made = makers[name](rng, time, sampling_rate, rhythm(name))
    signal = made.signal + waves.noise(rng, time, noise)
    if compressions:
        signal += waves.compressions(rng, time, compressions)
    signal.setflags(write=False)
    return replace(made, signal=signal, seed=seed, noise=noise, compressions=compressions)


# -- rhythms with beats ----------------------------------------------------------------------


def _pace(rng: np.random.Generator, kind: Rhythm, time: Signal, spread: float) -> Signal:
    """Moments of beats at an even pace within the rhythm's rates, from before the strip on.

    Args:
        spread: how much intervals vary from one to the next, as a share of their mean.
    """
    interval = 60 / rng.uniform(*kind.drawn)
    count = int((time[-1] + 2 * _MARGIN) / interval) + 3
    breathing = 0.5 * spread * np.sin(2 * np.pi * 0.25 * interval * np.arange(count))
    intervals = interval * (1 + breathing + 0.5 * spread * rng.normal(size=count))
    return np.cumsum(intervals) - _MARGIN - rng.uniform(0, 1) * interval


def _assemble(
    parts: list[tuple[float, Waves]], beats: list[Beat], time: Signal, rate: int, kind: Rhythm
) -> Strip:
    """A strip from beats' waves and their moments; only beats inside it are kept as truth."""
    rows = np.concatenate([part + np.array([moment, 0.0, 0.0]) for moment, part in parts])
    inside = tuple(beat for beat in beats if 0 <= beat.second <= time[-1])
    return Strip(waves.draw(rows, time.size, rate), rate, kind.name, inside)


def _breathe(rng: np.random.Generator, part: Waves) -> Waves:
    """The same beat with heights a few per cent different."""
    return part * np.column_stack(
        [np.ones(len(part)), rng.normal(1.0, 0.03, len(part)), np.ones(len(part))]
    )


def _width_ms(qrs: Waves) -> float:
    onset, end = waves.qrs_span(qrs)
    return 1000 * (end - onset)


def _conducted(
    rng: np.random.Generator, time: Signal, rate: int, kind: Rhythm, moments: Signal, p: str
) -> Strip:
    """Narrow beats at these moments, with a P before (``before``), after or not at all."""
    qrs = waves.narrow_qrs(rng)
    interval = float(np.median(np.diff(moments)))
    onset, _ = waves.qrs_span(qrs)
    # Bazett: the QT grows with the root of the interval.
    t_end = onset + rng.uniform(0.38, 0.43) * np.sqrt(interval)
    t = waves.t_wave(t_end, rng.uniform(0.15, 0.4), 0.042 * np.sqrt(interval))
    pr = rng.uniform(0.13, 0.19) if interval > 0.6 else rng.uniform(0.12, 0.15)
    parts = [qrs, t]
    if p == "before":
        parts.append(waves.p_wave(qrs, pr, rng.uniform(0.08, 0.18)))
    if p == "after":
        parts.append(np.array([(0.075, -rng.uniform(0.03, 0.1), 0.014)]))
    beat = np.concatenate(parts)
    pr_ms = 1000 * pr if p == "before" else None
    beats = [Beat(float(moment), _width_ms(qrs), pr_ms) for moment in moments]
    return _assemble([(m, _breathe(rng, beat)) for m in moments], beats, time, rate, kind)


def _sinus(rng: np.random.Generator, time: Signal, rate: int, kind: Rhythm) -> Strip:
    return _conducted(rng, time, rate, kind, _pace(rng, kind, time, 0.04), "before")


def _svt(rng: np.random.Generator, time: Signal, rate: int, kind: Rhythm) -> Strip:
    where = "after" if rng.uniform() < 0.5 else "none"
    return _conducted(rng, time, rate, kind, _pace(rng, kind, time, 0.005), where)


def _af(rng: np.random.Generator, time: Signal, rate: int, kind: Rhythm) -> Strip:
    mean = 60 / rng.uniform(*kind.drawn)
    rest = max(0.26, 0.45 * mean)  # the node lets nothing through before
    count = int((time[-1] + 2 * _MARGIN) / mean * 2) + 6
    intervals = rest + rng.gamma(3.0, (mean - rest) / 3, count)
    moments = np.cumsum(intervals) - _MARGIN - rng.uniform(0, mean)
    moments = moments[moments < time[-1] + _MARGIN]
    made = _conducted(rng, time, rate, kind, moments, "none")
    trembling, _ = waves.wandering_waves(rng, time, 5.8, 10.0)
    return replace(made, signal=made.signal + rng.uniform(0.02, 0.06) * trembling)


def _heart_block(rng: np.random.Generator, time: Signal, rate: int, kind: Rhythm) -> Strip:
    is_narrow = rng.uniform() < 0.5
    drawn = (max(40, kind.drawn[0]), kind.drawn[1]) if is_narrow else (kind.drawn[0], 40)
    moments = _pace(rng, replace(kind, drawn=drawn), time, 0.02)
    if is_narrow:
        made = _conducted(rng, time, rate, kind, moments, "none")
    else:
        made = _ventricular(rng, time, rate, kind, moments, (0.13, 0.18))
    atria = _pace(rng, replace(kind, drawn=(62, 98)), time, 0.03)
    height = rng.uniform(0.1, 0.2)
    p = np.column_stack([atria, np.full(atria.size, height), np.full(atria.size, 0.02)])
    return replace(made, signal=made.signal + waves.draw(p, time.size, rate))


def _ventricular(
    rng: np.random.Generator,
    time: Signal,
    rate: int,
    kind: Rhythm,
    moments: Signal,
    qrs_seconds: tuple[float, float],
) -> Strip:
    """Wide beats of one shape at these moments, T against QRS, no P."""
    interval = float(np.median(np.diff(moments)))
    least, most = qrs_seconds
    seconds = rng.uniform(least, min(most, max(least, 0.62 * interval)))
    height = rng.choice([-1, 1]) * rng.uniform(0.6, 1.8)
    qrs = waves.wide_qrs(rng, seconds, height)
    width = 0.058 * np.sqrt(interval)
    end = min(waves.qrs_span(qrs)[1] + 0.26 * np.sqrt(interval), 0.92 * interval)
    t = waves.t_wave(end, -height * rng.uniform(0.2, 0.5), min(width, 0.15 * interval))
    beat = np.concatenate([qrs, t])
    beats = [Beat(float(moment), _width_ms(qrs)) for moment in moments]
    return _assemble([(m, _breathe(rng, beat)) for m in moments], beats, time, rate, kind)


def _idioventricular(rng: np.random.Generator, time: Signal, rate: int, kind: Rhythm) -> Strip:
    return _ventricular(rng, time, rate, kind, _pace(rng, kind, time, 0.03), (0.14, 0.2))


def _rapid_vt(rng: np.random.Generator, time: Signal, rate: int, kind: Rhythm) -> Strip:
    return _ventricular(rng, time, rate, kind, _pace(rng, kind, time, 0.015), (0.13, 0.18))


def _other_vt(rng: np.random.Generator, time: Signal, rate: int, kind: Rhythm) -> Strip:
    if rng.uniform() < 0.5:
        slow = replace(kind, drawn=(kind.drawn[0], 150))
        return _ventricular(rng, time, rate, kind, _pace(rng, slow, time, 0.02), (0.13, 0.19))
    fast = replace(kind, drawn=(180, kind.drawn[1]))
    made = _ventricular(rng, time, rate, kind, _pace(rng, fast, time, 0.06), (0.13, 0.16))
    twist = np.sin(2 * np.pi * (rng.uniform(0.15, 0.45) * time + rng.uniform()))
    turned = made.signal * (twist + 0.25 * waves.smooth(rng, time, 1.5))
    return replace(made, signal=turned)


def _premature(rng: np.random.Generator, time: Signal, rate: int, kind: Rhythm) -> Strip:
    """Sinus beats, some replaced by early wide ones; the sinus clock runs on undisturbed."""
    moments = _pace(rng, kind, time, 0.03)
    early = _early(rng, moments, time)
    sinus = _conducted(rng, time, rate, kind, np.delete(moments, early), "before")
    interval = float(np.median(np.diff(moments)))
    comes = moments[early] - interval * rng.uniform(0.3, 0.45)
    height = rng.choice([-1, 1]) * rng.uniform(1.0, 1.8)
    qrs = waves.wide_qrs(rng, rng.uniform(0.13, 0.17), height)
    t = waves.t_wave(0.42 * np.sqrt(interval), -height * rng.uniform(0.3, 0.5), 0.055)
    beat = np.concatenate([qrs, t])
    beats = [Beat(float(m), _width_ms(qrs), is_premature=True) for m in comes]
    wide = _assemble([(m, _breathe(rng, beat)) for m in comes], beats, time, rate, kind)
    every = sorted(sinus.beats + wide.beats, key=lambda one: one.second)
    return replace(sinus, signal=sinus.signal + wide.signal, beats=tuple(every))


def _early(rng: np.random.Generator, moments: Signal, time: Signal) -> list[int]:
    """Which sinus beats an early one replaces: at least one in the strip, never two in a row."""
    inside = [i for i in range(1, moments.size - 1) if 0.9 < moments[i] < time[-1] - 0.9]
    share, chosen = rng.uniform(0.1, 0.4), [int(rng.choice(inside))]
    for place in inside:
        if rng.uniform() < share and all(abs(place - other) > 1 for other in chosen):
            chosen.append(place)
    return sorted(chosen)


# -- rhythms without beats -------------------------------------------------------------------


def _vf(least: float, most: float) -> Maker:
    def make(rng: np.random.Generator, time: Signal, rate: int, kind: Rhythm) -> Strip:
        trembling, hertz = waves.wandering_waves(rng, time, *_VF_HERTZ)
        signal = waves.scaled(trembling, rate, _between(rng, least, most))
        return Strip(signal, rate, kind.name, dominant_hz=hertz)

    return make


def _patches(least: float, most: float) -> Maker:
    def make(rng: np.random.Generator, time: Signal, rate: int, kind: Rhythm) -> Strip:
        signal = waves.scaled(waves.patches(rng, time), rate, _between(rng, least, most))
        return Strip(signal, rate, kind.name)

    return make


def _between(rng: np.random.Generator, least: float, most: float) -> float:
    """Small values as often as large ones, counted in doublings."""
    return float(np.exp(rng.uniform(np.log(least), np.log(most))))


def _asystole(rng: np.random.Generator, time: Signal, rate: int, kind: Rhythm) -> Strip:
    line = rng.uniform(0.0, 0.04) * waves.smooth(rng, time, 3.0)
    return Strip(line, rate, kind.name)


_MAKERS: dict[str, Maker] = {
    "sinus rhythm": _sinus,
    "sinus bradycardia": _sinus,
    "sinus tachycardia": _sinus,
    "atrial fibrillation": _af,
    "supraventricular tachycardia": _svt,
    "complete heart block": _heart_block,
    "premature ventricular beats": _premature,
    "idioventricular rhythm": _idioventricular,
    "rapid ventricular tachycardia": _rapid_vt,
    "other ventricular tachycardia": _other_vt,
    "coarse ventricular fibrillation": _vf(*_COARSE),
    "fine ventricular fibrillation": _vf(*_FINE),
    "asystole": _asystole,
}
_SECOND_MAKERS: dict[str, Maker] = {
    "coarse ventricular fibrillation": _patches(*_COARSE),
    "fine ventricular fibrillation": _patches(*_FINE),
}
