"""The four published measurements of a strip."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from helpers.domain.errors import DomainError
from helpers.domain.waves import Signal

SECONDS = (4.0, 10.0)  # how long a signal must be
SAMPLING_RATES = (100.0, 500.0)  # samples a second


# Hz: below the first nothing is left, from the second on all of it. Breath, a moving body and a
# drying pad draw slower waves than 66 a minute. Compressions, 100 a minute and more, must stay:
# without their ground wave, what is left of them would look faster than it is.
_DRIFT = (1.1, 1.7)
_NOISE = 25.0  # Hz: faster is muscle and mains
_ROUGH = 10.0  # Hz: what is faster adds to the height of a line and is no wave of fibrillation
_STRAIGHT, _HUGE = 0.005, 20.0  # millivolts peak to peak that no heart gives on the skin


# -- what is measured ------------------------------------------------------------------------


def features(signal: npt.ArrayLike, sampling_rate: float) -> dict[str, float]:
    """The four measurements of a signal, by the names that the thresholds have.

    Args:
        signal: millivolts, 4 to 10 seconds of them.
        sampling_rate: samples a second, 100 to 500.

    Raises:
        DomainError: where the signal cannot be judged; the sentence says why.
        ValueError: where it is no row of numbers.
    """
    values = _checked(signal, sampling_rate)
    second = round(sampling_rate)
    filtered = _filtered(values, sampling_rate)
    return {
        "amplitude": _amplitude(_filtered(values, sampling_rate, _ROUGH), second),
        "waves": _waves_a_minute(filtered, second),
        "share": _share_away_from_line(filtered, second),
        "leakage": _leakage(filtered),
    }


def _checked(signal: npt.ArrayLike, sampling_rate: float) -> Signal:
    try:
        values = np.asarray(signal, dtype=float)
    except (TypeError, ValueError):
        raise ValueError("the signal must be a row of numbers in millivolts") from None
    if values.ndim != 1:
        raise ValueError(f"the signal must be one lead, a single row; it has {values.ndim} axes")
    minimum, maximum = SAMPLING_RATES
    if not minimum <= sampling_rate <= maximum:
        raise DomainError(
            f"the sampling rate must be {minimum:g} to {maximum:g} samples a second; "
            f"{sampling_rate:g} was given"
        )
    if not np.all(np.isfinite(values)):
        raise DomainError(
            "the signal has gaps (values that are no numbers); choose a piece without"
        )
    seconds, tolerance = values.size / sampling_rate, 0.5 / sampling_rate
    if not SECONDS[0] - tolerance <= seconds <= SECONDS[1] + tolerance:
        raise DomainError(
            f"the signal must last {SECONDS[0]:g} to {SECONDS[1]:g} seconds; "
            f"at this sampling rate it lasts {seconds:.1f}"
        )
    height = np.ptp(values)
    if height < _STRAIGHT:
        raise DomainError(
            "the line is straighter than any patient's: check the pads and the cable, "
            "or give the values in millivolts"
        )
    if height > _HUGE:
        raise DomainError(
            f"the signal is {height:.0f} high, and no heart gives that many "
            "millivolts; convert the values to millivolts"
        )
    return values


def _filtered(values: Signal, sampling_rate: float, high: float = _NOISE) -> Signal:
    """Without drift, muscle and mains; mirrored at both ends, so that these do not ring."""
    ends = round(sampling_rate)
    longer = np.pad(values - values.mean(), ends, mode="reflect")
    hertz = np.fft.rfftfreq(longer.size, 1 / sampling_rate)
    none, all_of_it = _DRIFT
    rising = np.clip((hertz - none) / (all_of_it - none), 0, 1)
    falling = np.clip((1.2 - hertz / high) / 0.4, 0, 1)
    clean = np.fft.irfft(np.fft.rfft(longer) * rising * falling, longer.size)
    return clean[ends : ends + values.size]


def _amplitude(filtered: Signal, second: int) -> float:
    """Peak to peak in the middle one of the seconds, ordered by height; millivolts."""
    whole = filtered[: filtered.size // second * second].reshape(-1, second)
    return float(np.median(np.ptp(whole, axis=1)))


def _waves_a_minute(filtered: Signal, second: int) -> float:
    """Waves a minute, by their tops and by their valleys; the smaller of the two.

    A wave has both. What has a spike on one side only, or a second bump, is counted twice on one
    side and once on the other.
    """
    return min(_rises_a_minute(filtered, second), _rises_a_minute(-filtered, second))


def _rises_a_minute(upright: Signal, second: int) -> float:
    """How often the signal rises through 30 % of its height nearby, a minute (Thakor)."""
    half, step = second // 2, max(1, second // 20)
    around = np.pad(upright, half, mode="edge")
    tops = np.lib.stride_tricks.sliding_window_view(around, 2 * half + 1)[::step].max(axis=1)
    # Where nothing happens for a second, the noise there must not count as waves.
    tops = np.maximum(tops, 0.5 * np.percentile(tops, 90))
    places = np.arange(upright.size)
    threshold = 0.3 * np.interp(places, places[::step], tops)
    rises = np.flatnonzero((upright[1:] >= threshold[1:]) & (upright[:-1] < threshold[:-1]))
    if rises.size < 3:
        return 0.0
    return float(60 * (rises.size - 1) * second / (rises[-1] - rises[0]))


def _share_away_from_line(filtered: Signal, second: int) -> float:
    """Per cent of the samples above a fifth of the greatest, in windows of three seconds."""
    height = np.abs(filtered)
    starts = range(0, height.size - 3 * second + 1, second)
    windows = [height[start : start + 3 * second] for start in starts]
    return float(100 * np.mean([np.mean(window > 0.2 * window.max()) for window in windows]))


def _leakage(filtered: Signal) -> float:
    """What is left when the signal is added to itself half a wave later (Kuo and Dillman).

    Returns:
        0 for a pure sine wave, towards 1 for narrow complexes with quiet line between them.
    """
    speed = np.sum(np.abs(np.diff(filtered)))
    half_wave = max(1, int(np.pi * np.sum(np.abs(filtered)) / speed + 0.5))
    now, before = filtered[half_wave:], filtered[:-half_wave]
    return float(np.sum(np.abs(now + before)) / np.sum(np.abs(now) + np.abs(before)))
