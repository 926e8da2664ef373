"""Rhythms that the ventricles make by themselves, beside those of ``beating``."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from helpers.domain import waves
from helpers.domain.rhythms.beating import (
    assemble,
    atrial_at,
    beat_at,
    breathe,
    conducted,
    pace,
    ventricular,
)
from helpers.domain.rhythms.strips import Strip
from helpers.domain.rhythms.textbook import Rhythm
from helpers.domain.waves import Signal, Waves

_SEEN_ATRIA = 0.2  # share of ventricular tachycardias in which the atria's own pace can be seen


def accelerated(rng: np.random.Generator, time: Signal, rate: int, kind: Rhythm) -> Strip:
    """Wide beats of one shape, faster than an escape and slower than a tachycardia."""
    return ventricular(rng, time, rate, kind, pace(rng, kind, time, 0.02), (0.13, 0.18))


def monomorphic(rng: np.random.Generator, time: Signal, rate: int, kind: Rhythm) -> Strip:
    """Fast wide beats of one shape; in some, P waves can be seen that march on their own."""
    made = ventricular(rng, time, rate, kind, pace(rng, kind, time, 0.012), (0.13, 0.17))
    if rng.uniform() >= _SEEN_ATRIA:
        return made
    tops = pace(rng, replace(kind, drawn=(62, 98)), time, 0.02)
    rows = np.column_stack(
        [tops, np.full(tops.size, rng.uniform(0.12, 0.2)), np.full_like(tops, 0.02)]
    )
    free = tuple(atrial_at(top, 0.02, is_followed=False) for top in tops if 0 <= top <= time[-1])
    return replace(made, signal=made.signal + waves.draw(rows, time.size, rate), atria=free)


def polymorphic(rng: np.random.Generator, time: Signal, rate: int, kind: Rhythm) -> Strip:
    """Fast wide beats, no two of one shape."""
    moments = pace(rng, kind, time, 0.08)
    size = rng.uniform(0.7, 1.3)
    heights = size * rng.choice([-1, 1], moments.size) * rng.uniform(0.5, 1.4, moments.size)
    return _changing(rng, time, rate, kind, moments, heights)


def torsades(rng: np.random.Generator, time: Signal, rate: int, kind: Rhythm) -> Strip:
    """Two slow beats with a long QT, then fast beats that twist around the line.

    The long QT belongs to the name; without it nobody can tell torsades from its kin.
    """
    slow = rng.uniform(1.0, 1.15)
    first = rng.uniform(0.25, 0.45)
    before = first + slow * np.arange(2)
    qrs = waves.narrow_qrs(rng)
    onset, _ = waves.qrs_span(qrs)
    qt = rng.uniform(0.56, 0.62) * np.sqrt(slow)
    pr, height = rng.uniform(0.14, 0.18), rng.uniform(0.08, 0.14)
    p = waves.p_wave(qrs, pr, height)
    t = waves.t_wave(onset + qt, rng.uniform(0.2, 0.35), 0.075)
    usual = np.concatenate([qrs, t, p])
    # The first of the fast beats falls on the long T.
    start = float(before[-1] + onset + 0.9 * qt)
    moments = pace(rng, kind, time, 0.05)
    moments = moments + start - moments[moments >= start - 0.3][0]
    moments = moments[moments >= start]
    twist = np.sin(2 * np.pi * rng.uniform(0.25, 0.4) * (moments - start) + 0.4)
    heights = rng.uniform(0.8, 1.15) * np.sign(twist) * np.maximum(np.abs(twist), 0.15)
    made = _changing(rng, time, rate, kind, moments, heights)
    parts = [(float(moment), breathe(rng, usual)) for moment in before]
    sinus = assemble(
        parts,
        [beat_at(moment, qrs, 1000 * pr) for moment in before],
        time,
        rate,
        kind,
        [atrial_at(moment + p[0, 0], p[0, 2]) for moment in before],
    )
    return replace(
        made,
        signal=sinus.signal + made.signal,
        beats=sinus.beats + made.beats,
        atria=sinus.atria,
        run_from=start,
    )


def _changing(
    rng: np.random.Generator,
    time: Signal,
    rate: int,
    kind: Rhythm,
    moments: Signal,
    heights: Signal,
) -> Strip:
    """Wide beats, each of a height and shape of its own."""
    parts: list[tuple[float, Waves]] = []
    beats = []
    for moment, height in zip(moments, heights, strict=True):
        qrs = waves.wide_qrs(rng, rng.uniform(0.13, 0.16), height)
        t = waves.t_wave(0.24, -0.25 * height, 0.03)
        parts.append((float(moment), np.concatenate([qrs, t])))
        beats.append(beat_at(moment, qrs))
    return assemble(parts, beats, time, rate, kind)


def bigeminy(rng: np.random.Generator, time: Signal, rate: int, kind: Rhythm) -> Strip:
    """Every second beat comes early and from the ventricles; the sinus clock runs on."""
    moments = pace(rng, kind, time, 0.015)
    kept = conducted(rng, time, rate, kind, moments[::2], "before", usual=60 / 75)
    interval = float(np.median(np.diff(moments)))
    comes = moments[1::2] - interval * rng.uniform(0.3, 0.42)
    height = rng.choice([-1, 1]) * rng.uniform(1.0, 1.7)
    qrs = waves.wide_qrs(rng, rng.uniform(0.13, 0.16), height)
    t = waves.t_wave(0.42 * np.sqrt(interval), -height * rng.uniform(0.3, 0.45), 0.055)
    beat = np.concatenate([qrs, t])
    early = assemble(
        [(float(moment), breathe(rng, beat)) for moment in comes],
        [beat_at(moment, qrs, early=True) for moment in comes],
        time,
        rate,
        kind,
    )
    every = sorted(kept.beats + early.beats, key=lambda one: one.second)
    return replace(kept, signal=kept.signal + early.signal, beats=tuple(every))


def agonal(rng: np.random.Generator, time: Signal, rate: int, kind: Rhythm) -> Strip:
    """A few wide low beats, seconds apart, without any pace."""
    least, most = (60 / per_minute for per_minute in reversed(kind.drawn))
    gaps = rng.uniform(least, most, int(time[-1] / least) + 2)
    first = rng.uniform(0.15, 0.85) * min(float(time[-1]), least)
    moments = first + np.concatenate([[0.0], np.cumsum(gaps)])
    moments = moments[moments < time[-1]]
    parts: list[tuple[float, Waves]] = []
    beats = []
    for moment in moments:
        height = rng.choice([-1, 1]) * rng.uniform(0.2, 0.42)
        qrs = waves.wide_qrs(rng, rng.uniform(0.18, 0.28), height)
        t = waves.t_wave(0.6, -height * rng.uniform(0.2, 0.4), 0.08)
        parts.append((float(moment), np.concatenate([qrs, t])))
        beats.append(beat_at(moment, qrs))
    made = assemble(parts, beats, time, rate, kind)
    return replace(made, signal=made.signal + 0.02 * waves.smooth(rng, time, 3.0))
