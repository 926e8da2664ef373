"""Rhythms with beats: the waves of each beat, and the moments at which beats come."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from helpers.domain import waves
from helpers.domain.rhythms.strips import Atrial, Beat, Strip
from helpers.domain.rhythms.textbook import Rhythm
from helpers.domain.waves import Signal, Waves

_MARGIN = 1.5  # seconds of beats before and after the strip, so that none is cut short


def pace(rng: np.random.Generator, kind: Rhythm, time: Signal, spread: float) -> Signal:
    """Moments of beats at an even pace within the rhythm's rates, from before the strip on.

    Args:
        spread: how much intervals vary from one to the next, as a share of their mean.
    """
    interval = 60 / rng.uniform(*kind.drawn)
    count = int((time[-1] + 2 * _MARGIN) / interval) + 3
    breathing = 0.5 * spread * np.sin(2 * np.pi * 0.25 * interval * np.arange(count))
    intervals = interval * (1 + breathing + 0.5 * spread * rng.normal(size=count))
    return np.cumsum(intervals) - _MARGIN - rng.uniform(0, 1) * interval


def assemble(
    parts: list[tuple[float, Waves]],
    beats: list[Beat],
    time: Signal,
    rate: int,
    kind: Rhythm,
    atria: list[Atrial] | None = None,
) -> Strip:
    """A strip from waves and their moments; only what lies inside it is kept as truth."""
    rows = np.concatenate([part + np.array([moment, 0.0, 0.0]) for moment, part in parts])
    seen = tuple(beat for beat in beats if 0 <= beat.second <= time[-1])
    before = tuple(one for one in atria or () if 0 <= one.second <= time[-1])
    return Strip(waves.draw(rows, time.size, rate), rate, kind.name, seen, before)


def beat_at(moment: float, qrs: Waves, pr_ms: float | None = None, early: bool = False) -> Beat:
    """What is true of a beat whose QRS has its middle at this moment."""
    onset, end = waves.qrs_span(qrs)
    return Beat(float(moment), float(moment + onset), 1000 * (end - onset), pr_ms, early)


def atrial_at(top: float, width: float, is_followed: bool = True) -> Atrial:
    """What is true of a P whose top is at this moment.

    Args:
        width: its standard deviation, seconds.
    """
    return Atrial(float(top - waves.EDGE * width), float(top), is_followed)


def breathe(rng: np.random.Generator, part: Waves) -> Waves:
    """The same beat with heights a few per cent different."""
    return part * np.column_stack(
        [np.ones(len(part)), rng.normal(1.0, 0.03, len(part)), np.ones(len(part))]
    )


def conducted(
    rng: np.random.Generator,
    time: Signal,
    rate: int,
    kind: Rhythm,
    moments: Signal,
    p: str,
    usual: float | None = None,
) -> Strip:
    """Narrow beats at these moments, with a P before (``before``), after or not at all.

    Args:
        usual: the interval to which QT and PR belong, seconds; by default that of the moments.
    """
    qrs = waves.narrow_qrs(rng)
    interval = usual or float(np.median(np.diff(moments)))
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
    beats = [beat_at(moment, qrs, pr_ms) for moment in moments]
    own = [row for part in parts[2:] for row in part]
    atria = [atrial_at(moment + at, width) for moment in moments for at, _, width in own]
    return assemble([(m, breathe(rng, beat)) for m in moments], beats, time, rate, kind, atria)


def sinus(rng: np.random.Generator, time: Signal, rate: int, kind: Rhythm) -> Strip:
    """Narrow beats at an even pace, each after a P."""
    return conducted(rng, time, rate, kind, pace(rng, kind, time, 0.04), "before")


def supraventricular(rng: np.random.Generator, time: Signal, rate: int, kind: Rhythm) -> Strip:
    """Fast narrow beats, with a P after each or hidden in it."""
    where = "after" if rng.uniform() < 0.5 else "none"
    return conducted(rng, time, rate, kind, pace(rng, kind, time, 0.005), where)


def atrial_fibrillation(rng: np.random.Generator, time: Signal, rate: int, kind: Rhythm) -> Strip:
    """Narrow beats at uneven moments over a trembling line."""
    mean = 60 / rng.uniform(*kind.drawn)
    rest = max(0.26, 0.45 * mean)  # the node lets nothing through before
    count = int((time[-1] + 2 * _MARGIN) / mean * 2) + 6
    intervals = rest + rng.gamma(3.0, (mean - rest) / 3, count)
    moments = np.cumsum(intervals) - _MARGIN - rng.uniform(0, mean)
    moments = moments[moments < time[-1] + _MARGIN]
    made = conducted(rng, time, rate, kind, moments, "none")
    trembling, _ = waves.wandering_waves(rng, time, 5.8, 10.0)
    return replace(made, signal=made.signal + rng.uniform(0.02, 0.06) * trembling)


def heart_block(rng: np.random.Generator, time: Signal, rate: int, kind: Rhythm) -> Strip:
    """Slow beats, and P waves that march at a pace of their own."""
    is_narrow = rng.uniform() < 0.5
    drawn = (max(40, kind.drawn[0]), kind.drawn[1]) if is_narrow else (kind.drawn[0], 40)
    moments = pace(rng, replace(kind, drawn=drawn), time, 0.02)
    if is_narrow:
        made = conducted(rng, time, rate, kind, moments, "none")
    else:
        made = ventricular(rng, time, rate, kind, moments, (0.13, 0.18))
    atria = pace(rng, replace(kind, drawn=(62, 98)), time, 0.03)
    height = rng.uniform(0.1, 0.2)
    p = np.column_stack([atria, np.full(atria.size, height), np.full(atria.size, 0.02)])
    free = [atrial_at(top, 0.02, is_followed=False) for top in atria if 0 <= top <= time[-1]]
    return replace(made, signal=made.signal + waves.draw(p, time.size, rate), atria=tuple(free))


def ventricular(
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
    beats = [beat_at(moment, qrs) for moment in moments]
    return assemble([(m, breathe(rng, beat)) for m in moments], beats, time, rate, kind)


def idioventricular(rng: np.random.Generator, time: Signal, rate: int, kind: Rhythm) -> Strip:
    """Slow wide beats."""
    return ventricular(rng, time, rate, kind, pace(rng, kind, time, 0.03), (0.14, 0.2))


def rapid_tachycardia(rng: np.random.Generator, time: Signal, rate: int, kind: Rhythm) -> Strip:
    """Fast wide beats of one shape."""
    return ventricular(rng, time, rate, kind, pace(rng, kind, time, 0.015), (0.13, 0.18))


def other_tachycardia(rng: np.random.Generator, time: Signal, rate: int, kind: Rhythm) -> Strip:
    """Wide beats that are slower, or that twist about the line."""
    if rng.uniform() < 0.5:
        slow = replace(kind, drawn=(kind.drawn[0], 150))
        return ventricular(rng, time, rate, kind, pace(rng, slow, time, 0.02), (0.13, 0.19))
    fast = replace(kind, drawn=(180, kind.drawn[1]))
    made = ventricular(rng, time, rate, kind, pace(rng, fast, time, 0.06), (0.13, 0.16))
    twist = np.sin(2 * np.pi * (rng.uniform(0.15, 0.45) * time + rng.uniform()))
    turned = made.signal * (twist + 0.25 * waves.smooth(rng, time, 1.5))
    return replace(made, signal=turned)


def premature(rng: np.random.Generator, time: Signal, rate: int, kind: Rhythm) -> Strip:
    """Sinus beats, some replaced by early wide ones; the sinus clock runs on undisturbed."""
    moments = pace(rng, kind, time, 0.03)
    early = _early(rng, moments, time)
    sinus = conducted(rng, time, rate, kind, np.delete(moments, early), "before")
    interval = float(np.median(np.diff(moments)))
    comes = moments[early] - interval * rng.uniform(0.3, 0.45)
    height = rng.choice([-1, 1]) * rng.uniform(1.0, 1.8)
    qrs = waves.wide_qrs(rng, rng.uniform(0.13, 0.17), height)
    t = waves.t_wave(0.42 * np.sqrt(interval), -height * rng.uniform(0.3, 0.5), 0.055)
    beat = np.concatenate([qrs, t])
    beats = [beat_at(moment, qrs, early=True) for moment in comes]
    wide = assemble([(m, breathe(rng, beat)) for m in comes], beats, time, rate, kind)
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
