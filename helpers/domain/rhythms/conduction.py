"""Rhythms that differ in how the atria and the ventricles are joined: blocks, flutter, the node."""

from __future__ import annotations

from collections.abc import Iterable
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
)
from helpers.domain.rhythms.strips import Atrial, Beat, Maker, Strip
from helpers.domain.rhythms.textbook import Rhythm
from helpers.domain.waves import Signal, Waves

_P_WIDTH = 0.02  # standard deviation of a P, seconds
#: PR as we draw it, seconds: a usual one, and one that is long.
_USUAL, _LONG = (0.14, 0.19), (0.22, 0.32)


def first_degree(rng: np.random.Generator, time: Signal, rate: int, kind: Rhythm) -> Strip:
    """Each P has its beat, late and always equally late."""
    tops = pace(rng, kind, time, 0.03)
    return _led(rng, time, rate, kind, zip(tops, _same(rng.uniform(*_LONG)), strict=False), 0.0)


def lengthening(rng: np.random.Generator, time: Signal, rate: int, kind: Rhythm) -> Strip:
    """Mobitz I: each PR is longer than the one before, by less and less, until a P stays alone."""
    group = int(rng.integers(3, 6))
    tops = pace(rng, _atria(kind, 62, 84), time, 0.015)
    first, step = rng.uniform(0.16, 0.2), rng.uniform(0.07, 0.11)
    grown = first + step * np.cumsum([0.0, *(0.45**n for n in range(group - 2))])
    cycle = [*grown, None]
    delays = (cycle[(place + group) % group] for place in range(tops.size))
    made = _led(rng, time, rate, kind, zip(tops, delays, strict=True), 0.0)
    return replace(made, conduction=f"{group}:{group - 1}")


def sudden(rng: np.random.Generator, time: Signal, rate: int, kind: Rhythm) -> Strip:
    """Mobitz II: PR is always the same, and now and then a P stays alone without a warning."""
    tops = pace(rng, _atria(kind, 62, 92), time, 0.015)
    pr = rng.uniform(*(_USUAL if rng.uniform() < 0.7 else (0.21, 0.26)))
    delays: list[float | None] = []
    while len(delays) < tops.size:
        delays += [pr] * int(rng.integers(2, 5)) + [None]
    return _led(rng, time, rate, kind, zip(tops, delays, strict=False), 0.7)


def every_second(rng: np.random.Generator, time: Signal, rate: int, kind: Rhythm) -> Strip:
    """Two P to each beat: which kind of block it is, the strip does not tell."""
    tops = pace(rng, _atria(kind, 66, 98), time, 0.015)
    pr = rng.uniform(*(_USUAL if rng.uniform() < 0.7 else (0.21, 0.26)))
    made = _led(rng, time, rate, kind, zip(tops, _same(pr, None), strict=False), 0.5)
    return replace(made, conduction="2:1")


def flutter(ratio: int) -> Maker:
    """A maker of flutter in which one of so many waves of the atria has its beat."""

    def make(rng: np.random.Generator, time: Signal, rate: int, kind: Rhythm) -> Strip:
        moments = pace(rng, kind, time, 0.0)
        made = conducted(rng, time, rate, kind, moments, "none")
        period = (moments[1] - moments[0]) / ratio
        behind = rng.uniform(0.3, 0.9) * period  # from the top of a wave to its beat
        turns = np.mod((time - moments[0] + behind) / period, 1.0)
        height = rng.uniform(0.18, 0.28)
        # A tooth falls slowly and climbs fast; as in the lower leads it points down.
        teeth = height * (_tooth(turns) - 0.5)
        first, last = np.floor(-moments[0] / period) - 1, (time[-1] - moments[0]) / period + 1
        tops = [(n, moments[0] + n * period - behind) for n in np.arange(first, last + 1)]
        f_waves = tuple(
            Atrial(float(top - 0.25 * period), float(top), int(n) % ratio == 0)
            for n, top in tops
            if 0 <= top <= time[-1]
        )
        return replace(
            made,
            signal=0.9 * made.signal + teeth,
            atria=f_waves,
            conduction=f"{ratio}:1",
        )

    return make


def _tooth(turns: Signal) -> Signal:
    """One tooth of a saw over each turn, from 1 to 0 and back: down over 70 % of it, then up."""
    down = 1 - turns / 0.7
    up = 0.5 - 0.5 * np.cos(np.pi * (turns - 0.7) / 0.3)
    tooth: Signal = np.where(turns < 0.7, down, up)
    return tooth


def junctional(rng: np.random.Generator, time: Signal, rate: int, kind: Rhythm) -> Strip:
    """Narrow beats from the node; the P is hidden, or upside down shortly before or after."""
    moments = pace(rng, kind, time, 0.015)
    where = rng.choice(["none", "none", "before", "after"])
    made = conducted(rng, time, rate, kind, moments, "none")
    if where == "none":
        return made
    away = -rng.uniform(0.10, 0.12) if where == "before" else rng.uniform(0.12, 0.15)
    height = -rng.uniform(0.08, 0.14)
    rows = np.array([(moment + away, height, 0.016) for moment in moments])
    atria = tuple(atrial_at(m + away, 0.016) for m in moments if 0 <= m + away <= time[-1])
    signal = made.signal + waves.draw(rows, time.size, rate)
    if where == "after":
        return replace(made, signal=signal, atria=atria)
    beats = tuple(
        replace(beat, pr_ms=1000 * (beat.onset - beat.second - away + waves.EDGE * 0.016))
        for beat in made.beats
    )
    return replace(made, signal=signal, atria=atria, beats=beats)


def _atria(kind: Rhythm, least: float, most: float) -> Rhythm:
    """The same rhythm, with the rates at which its atria are drawn."""
    return replace(kind, drawn=(least, most))


def _same(*delays: float | None) -> Iterable[float | None]:
    while True:
        yield from delays


def _led(
    rng: np.random.Generator,
    time: Signal,
    rate: int,
    kind: Rhythm,
    led: Iterable[tuple[float, float | None]],
    wide_share: float,
) -> Strip:
    """P waves, each with its beat so many seconds later, or with none.

    Args:
        led: the top of each P, and its PR in seconds or None.
        wide_share: how often the QRS is wide.
    """
    is_wide = rng.uniform() < wide_share
    qrs = _qrs(rng, is_wide)
    t = waves.t_wave(*_t_shape(rng, qrs, is_wide))
    p = np.array([(0.0, rng.uniform(0.1, 0.18), _P_WIDTH)])
    parts: list[tuple[float, Waves]] = []
    beats: list[Beat] = []
    atria: list[Atrial] = []
    onset, _ = waves.qrs_span(qrs)
    for top, pr in led:
        parts.append((top, breathe(rng, p)))
        atria.append(atrial_at(top, _P_WIDTH, is_followed=pr is not None))
        if pr is None:
            continue
        middle = atria[-1].onset + pr - onset
        parts.append((middle, breathe(rng, np.concatenate([qrs, t]))))
        beats.append(beat_at(middle, qrs, 1000 * pr))
    return assemble(parts, beats, time, rate, kind, atria)


def _qrs(rng: np.random.Generator, is_wide: bool) -> Waves:
    if is_wide:
        return waves.wide_qrs(rng, rng.uniform(0.125, 0.155), rng.uniform(0.7, 1.3))
    return waves.narrow_qrs(rng)


def _t_shape(rng: np.random.Generator, qrs: Waves, is_wide: bool) -> tuple[float, float, float]:
    """End, height and width of T; behind a wide QRS it points the other way."""
    end = waves.qrs_span(qrs)[0] + rng.uniform(0.38, 0.41)
    height = rng.uniform(0.15, 0.3)
    return (end + 0.03, -height, 0.045) if is_wide else (end, height, 0.042)
