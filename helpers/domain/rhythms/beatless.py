"""Rhythms without beats: fibrillation of the ventricles by two models, and flat lines."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from helpers.domain import waves
from helpers.domain.rhythms.beating import atrial_at, pace
from helpers.domain.rhythms.strips import Maker, Strip
from helpers.domain.rhythms.textbook import Rhythm
from helpers.domain.waves import Signal

COARSE, FINE = (0.25, 1.5), (0.08, 0.2)  # millivolts, peak to peak
_VF_HERTZ = (4.0, 7.0)


def fibrillation(least: float, most: float) -> Maker:
    """A maker of wandering waves, so high from peak to peak in millivolts."""

    def make(rng: np.random.Generator, time: Signal, rate: int, kind: Rhythm) -> Strip:
        trembling, hertz = waves.wandering_waves(rng, time, *_VF_HERTZ)
        signal = waves.scaled(trembling, rate, _between(rng, least, most))
        return Strip(signal, rate, kind.name, dominant_hz=hertz)

    return make


def patched_fibrillation(least: float, most: float) -> Maker:
    """The same by the second model, :func:`helpers.domain.waves.patches`."""

    def make(rng: np.random.Generator, time: Signal, rate: int, kind: Rhythm) -> Strip:
        signal = waves.scaled(waves.patches(rng, time), rate, _between(rng, least, most))
        return Strip(signal, rate, kind.name)

    return make


def _between(rng: np.random.Generator, least: float, most: float) -> float:
    """Small values as often as large ones, counted in doublings."""
    return float(np.exp(rng.uniform(np.log(least), np.log(most))))


def asystole(rng: np.random.Generator, time: Signal, rate: int, kind: Rhythm) -> Strip:
    """A line that hardly wanders."""
    line = rng.uniform(0.0, 0.04) * waves.smooth(rng, time, 3.0)
    return Strip(line, rate, kind.name)


def atria_alone(rng: np.random.Generator, time: Signal, rate: int, kind: Rhythm) -> Strip:
    """P waves at an even pace, and never a QRS."""
    made = asystole(rng, time, rate, kind)
    tops = pace(rng, replace(kind, drawn=(50, 95)), time, 0.03)
    height = rng.uniform(0.1, 0.2)
    p = np.column_stack([tops, np.full(tops.size, height), np.full(tops.size, 0.02)])
    alone = tuple(atrial_at(top, 0.02, is_followed=False) for top in tops if 0 <= top <= time[-1])
    return replace(made, signal=made.signal + waves.draw(p, time.size, rate), atria=alone)
