"""A piece of ECG, and what is true of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from helpers.domain.rhythms.textbook import Rhythm
from helpers.domain.waves import Signal


@dataclass(frozen=True)
class Beat:
    """One beat of the ventricles.

    Attributes:
        second: the middle of its QRS, from the start of the strip.
        onset: the beginning of its QRS, seconds from the start of the strip.
        qrs_ms: width of its QRS, milliseconds.
        pr_ms: from the onset of P to that of the QRS, milliseconds; None without a P of its own.
        is_premature: whether it came too early, from the ventricles.
    """

    second: float
    onset: float
    qrs_ms: float
    pr_ms: float | None = None
    is_premature: bool = False


@dataclass(frozen=True)
class Atrial:
    """One wave of the atria.

    Attributes:
        onset, second: where it begins and where its top is, seconds from the start of the strip.
        is_followed: whether a QRS belongs to it.
    """

    onset: float
    second: float
    is_followed: bool = True


@dataclass(frozen=True)
class Strip:
    """A piece of ECG and what is true of it.

    Attributes:
        signal: millivolts; read-only.
        sampling_rate: samples a second.
        rhythm: its name, as in :func:`names`.
        beats: every beat whose middle lies in the strip; none in fibrillation and asystole.
        atria: every P, or wave of flutter, whose top lies in the strip, those that a QRS or T
            hides among them; none in fibrillation of the atria.
        spikes: moments at which a pacemaker fires, seconds.
        conduction: waves of the atria to beats, ``3:2``; empty where each has its beat or none.
        run_from: from which second on the rhythm lasts that the strip is named after.
        dominant_hz: mean dominant frequency of fibrillation; NaN where that is not known.
        seed, noise, compressions: as :func:`strip` was asked for; artifacts in millivolts.
    """

    signal: Signal
    sampling_rate: int
    rhythm: str
    beats: tuple[Beat, ...] = ()
    atria: tuple[Atrial, ...] = ()
    spikes: tuple[float, ...] = ()
    conduction: str = ""
    run_from: float = 0.0
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
        """Beats a minute, from the first of the rhythm to the last; NaN with fewer than two."""
        beats = [beat.second for beat in self.beats if beat.second >= self.run_from]
        if len(beats) < 2:
            return float("nan")
        return 60 * (len(beats) - 1) / (beats[-1] - beats[0])


Maker = Callable[[np.random.Generator, Signal, int, Rhythm], Strip]
