"""Paced hearts: a spike, and a beat that follows it or does not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from helpers.domain import waves
from helpers.domain.rhythms.beating import assemble, atrial_at, beat_at, breathe, pace
from helpers.domain.rhythms.strips import Atrial, Beat, Strip
from helpers.domain.rhythms.textbook import Rhythm
from helpers.domain.waves import Signal, Waves

_SPIKE = 0.0008  # standard deviation of a spike, seconds: a single sample on most recorders
_P_WIDTH = 0.02
_SET = (60, 80)  # spikes a minute, as pacemakers are set


def capturing(rng: np.random.Generator, time: Signal, rate: int, kind: Rhythm) -> Strip:
    """Each spike has its wide beat; in half of the strips another spike and a P come before."""
    moments = pace(rng, kind, time, 0.0)
    is_dual = rng.uniform() < 0.5
    return _paced(rng, time, rate, kind, moments, [True] * moments.size, is_dual)


def losing(rng: np.random.Generator, time: Signal, rate: int, kind: Rhythm) -> Strip:
    """Spikes at an even pace, some with a beat and some with nothing behind them."""
    moments = pace(rng, replace(kind, drawn=_SET), time, 0.0)
    captured: list[bool] = []
    while len(captured) < moments.size:
        captured += [True] * int(rng.integers(1, 4)) + [False] * int(rng.integers(1, 3))
    return _paced(rng, time, rate, kind, moments, captured[: moments.size], is_dual=False)


def _paced(
    rng: np.random.Generator,
    time: Signal,
    rate: int,
    kind: Rhythm,
    moments: Signal,
    captured: list[bool],
    is_dual: bool,
) -> Strip:
    """Spikes at these moments, each with a wide beat where it captures."""
    height = rng.choice([-1, -1, 1]) * rng.uniform(0.7, 1.4)
    qrs = waves.wide_qrs(rng, rng.uniform(0.14, 0.18), height)
    t = waves.t_wave(0.42, -height * rng.uniform(0.25, 0.45), 0.055)
    p = np.array([(0.0, rng.uniform(0.1, 0.16), _P_WIDTH)])
    delay = rng.uniform(0.15, 0.19)  # from the atria's spike to that of the ventricles
    gap = rng.uniform(0.005, 0.012)  # from a spike to the wave that it makes
    onset, _ = waves.qrs_span(qrs)
    parts: list[tuple[float, Waves]] = []
    beats: list[Beat] = []
    atria: list[Atrial] = []
    for moment, is_captured in zip(moments, captured, strict=True):
        top = moment - delay + gap + waves.EDGE * _P_WIDTH
        pr = 1000 * delay if is_dual else None
        if is_dual:
            parts.append((top, breathe(rng, p)))
            atria.append(atrial_at(top, _P_WIDTH))
        if is_captured:
            middle = moment + gap - onset
            parts.append((middle, breathe(rng, np.concatenate([qrs, t]))))
            beats.append(beat_at(middle, qrs, pr))
    made = assemble(parts, beats, time, rate, kind, atria)
    fired = np.sort(np.concatenate([moments, moments - delay] if is_dual else [moments]))
    # On a sample: between two of them so thin a wave would be lost.
    fired = np.round(fired * rate) / rate
    fired = fired[(fired >= 0) & (fired <= time[-1])]
    tall = rng.uniform(0.4, 0.9)
    rows = np.column_stack([fired, np.full_like(fired, tall), np.full_like(fired, _SPIKE)])
    spikes = tuple(float(one) for one in fired)
    return replace(made, signal=made.signal + waves.draw(rows, time.size, rate), spikes=spikes)
