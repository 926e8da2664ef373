"""Waves of an ECG in millivolts: heartbeats as sums of Gaussians, fibrillation, artifacts.

A beat is a table of waves, one row a wave: seconds from the middle of its QRS, height in
millivolts, standard deviation in seconds. All randomness comes from the generator that is
passed in, so that a strip can be drawn again from its seed.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Signal = npt.NDArray[np.float64]
#: Rows of (seconds from the QRS, millivolts, standard deviation in seconds).
Waves = npt.NDArray[np.float64]

#: A Gaussian is told from the line within this many standard deviations of its middle.
EDGE = 2.2
_REACH = 4.0  # standard deviations of the broadest wave, beyond which all are nothing


def draw(waves: Waves, length: int, sampling_rate: int) -> Signal:
    """The sum of Gaussian waves whose first column holds seconds from the start of the strip."""
    center, height, width = waves.T
    reach = int(_REACH * np.max(width, initial=0.0) * sampling_rate) + 1
    middle = np.round(center * sampling_rate).astype(int)
    places = middle[:, None] + np.arange(-reach, reach + 1)
    away = (places / sampling_rate - center[:, None]) / width[:, None]
    values = height[:, None] * np.exp(-0.5 * away * away)
    inside = (places >= 0) & (places < length)
    return np.bincount(places[inside], values[inside], minlength=length)


def qrs_span(qrs: Waves) -> tuple[float, float]:
    """Seconds from the middle of a QRS to its onset (negative) and to its end."""
    at, _, width = qrs.T
    return float(np.min(at - EDGE * width)), float(np.max(at + EDGE * width))


def narrow_qrs(rng: np.random.Generator) -> Waves:
    """Q, R and S as seen from the pads or in lead II: 80 to 110 ms wide."""
    wide, height = rng.uniform(0.9, 1.15), rng.uniform(0.6, 1.5)
    rows = [
        (-0.025 * wide, -height * rng.uniform(0.05, 0.15), 0.0080 * wide),
        (0.0, height, 0.0105 * wide),
        (0.027 * wide, -height * rng.uniform(0.10, 0.35), 0.0095 * wide),
    ]
    return np.array(rows)


def wide_qrs(rng: np.random.Generator, seconds: float, height: float) -> Waves:
    """A QRS of ventricular origin: broad, often notched, up or down.

    Args:
        seconds: from onset to end.
        height: of its greatest deflection, millivolts, with its sign.
    """
    width = seconds / (2 * EDGE)
    notch = rng.uniform(-0.32, 0.32) * seconds
    rows = [
        (0.0, 0.85 * height, width),
        (notch, height * rng.uniform(0.15, 0.45), 0.5 * width),
    ]
    return np.array(rows)


def t_wave(end: float, height: float, width: float) -> Waves:
    """A T wave that ends so many seconds after the middle of the QRS; it climbs slowly."""
    top = end - EDGE * width
    return np.array([(top, height, width), (top - 1.1 * width, 0.35 * height, 1.1 * width)])


def p_wave(qrs: Waves, pr: float, height: float) -> Waves:
    """A P wave that begins ``pr`` seconds before the QRS does."""
    width = 0.019
    return np.array([(qrs_span(qrs)[0] - pr + EDGE * width, height, width)])


def smooth(rng: np.random.Generator, time: Signal, seconds: float) -> Signal:
    """A smooth random curve with mean 0 and variance 1 that changes over about ``seconds``."""
    rates = rng.uniform(0.15, 1.0, 5) / seconds
    phases = rng.uniform(0, 2 * np.pi, 5)
    return np.sqrt(2 / 5) * np.sin(2 * np.pi * np.outer(rates, time) + phases[:, None]).sum(0)


def mirrored(values: Signal, least: float, most: float) -> Signal:
    """Values folded back at both ends, so that they stay between ``least`` and ``most``."""
    span = most - least
    return least + span - np.abs(np.mod(values - least, 2 * span) - span)


def wandering_waves(
    rng: np.random.Generator, time: Signal, least: float, most: float
) -> tuple[Signal, float]:
    """Waves whose frequency wanders between two bounds, and its mean.

    Args:
        time: seconds, evenly spaced.
        least, most: bounds of the dominant frequency, Hz.

    Returns:
        The waves, about 1 high, and the mean of their dominant frequency in Hz.
    """
    step = time[1] - time[0]
    center = rng.uniform(least + 0.5, most - 0.5)
    unsteady = 0.5 * smooth(rng, time, 1.5) + 0.5 * smooth(rng, time, 0.5)
    speed = mirrored(center + unsteady, least, most)
    signal = _swelling(rng, time, 1.0) * _turning(rng, speed, step)
    for ratio in (rng.uniform(0.45, 0.8), rng.uniform(1.25, 1.9)):
        other = ratio * speed + 0.5 * smooth(rng, time, 0.7)
        share = rng.uniform(0.25, 0.5)
        signal += share * _swelling(rng, time, 0.7) * _turning(rng, other, step)
    return signal, float(np.mean(speed))


def _turning(rng: np.random.Generator, speed: Signal, step: float) -> Signal:
    """A sine whose frequency is given at each sample, Hz."""
    return np.sin(2 * np.pi * (np.cumsum(speed) * step + rng.uniform()))


def _swelling(rng: np.random.Generator, time: Signal, seconds: float) -> Signal:
    """A height that swells and shrinks around 1, over seconds and from wave to wave."""
    return np.exp(0.35 * smooth(rng, time, seconds) + 0.35 * smooth(rng, time, 0.35))


def patches(rng: np.random.Generator, time: Signal) -> Signal:
    """Fibrillation by another model: patches of muscle that fire each at its own pace.

    Each of four to seven patches fires again after 120 ms of rest and a random wait, and sends
    a wave with two sides into the lead; how the lead sees the patch changes slowly.
    """
    sampling_rate = round(1 / (time[1] - time[0]))
    common = rng.uniform(3.5, 7.0)  # Hz
    signal = np.zeros(time.size)
    for _ in range(rng.integers(4, 8)):
        mean = 1 / (common * rng.uniform(0.85, 1.15))
        rest = min(0.12, 0.8 * mean)
        count = int(2 * time[-1] / mean) + 5
        fires = np.cumsum(rest + rng.gamma(2.0, (mean - rest) / 2, count)) - rng.uniform(0, 1)
        width = rng.uniform(0.022, 0.045)
        rows = [
            ((at - width, 1.0, width), (at + width, -rng.uniform(0.5, 1.0), width))
            for at in fires[fires < time[-1] + 0.3]
        ]
        seen = rng.normal() + 0.6 * smooth(rng, time, 2.0)
        signal += seen * draw(np.reshape(rows, (-1, 3)), time.size, sampling_rate)
    return signal


def scaled(signal: Signal, sampling_rate: int, millivolts: float) -> Signal:
    """The signal centered, with that median peak-to-peak height in a second."""
    centered = signal - signal.mean()
    seconds = centered[: centered.size // sampling_rate * sampling_rate]
    return centered * millivolts / np.median(np.ptp(seconds.reshape(-1, sampling_rate), axis=1))


def noise(rng: np.random.Generator, time: Signal, millivolts: float) -> Signal:
    """What skin, muscle and mains add, ``millivolts`` being the spread of the muscle's part."""
    mains = rng.choice([50.0, 60.0])
    hum = 0.7 * np.sin(2 * np.pi * (mains * time + rng.uniform()))
    drift = 4.0 * smooth(rng, time, 4.0)
    return millivolts * (rng.normal(size=time.size) + hum + drift)


def compressions(rng: np.random.Generator, time: Signal, millivolts: float) -> Signal:
    """What hands pressing on the chest add: 100 to 120 waves a minute with harmonics.

    Args:
        millivolts: height of the greatest part above the line.
    """
    step = time[1] - time[0]
    rate = rng.uniform(100, 120) / 60 * (1 + 0.03 * smooth(rng, time, 2.0))
    phase = 2 * np.pi * np.cumsum(rate) * step
    parts = np.array([1.0, rng.uniform(0.3, 0.8), rng.uniform(0.1, 0.5), rng.uniform(0.0, 0.3)])
    turns = rng.uniform(0, 2 * np.pi, 4)
    waves = (parts[:, None] * np.sin(np.outer([1, 2, 3, 4], phase) + turns[:, None])).sum(0)
    return millivolts * waves / np.max(np.abs(waves)) * (1 + 0.15 * smooth(rng, time, 2.0))
