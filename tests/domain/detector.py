"""A detector that is given a signal and nothing else: spikes, QRS, P, and what the line does.

It imports nothing of ``helpers`` and knows neither the rhythm nor how strips are drawn. It wants
1,000 samples a second, as a laboratory would.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import scipy.ndimage
import scipy.signal

RATE = 1000
LEAST = 0.1  # millivolts: what is lower is no wave


@dataclass(frozen=True)
class Found:
    """What was found: moments in seconds, widths in milliseconds."""

    qrs: tuple[tuple[float, float, float], ...]  # middle, onset, width
    p: tuple[float, ...]  # onsets
    spikes: tuple[float, ...]
    alike: float  # median correlation of neighboring QRS
    half_ms: float  # median width of the QRS at half their height
    even_rate: float  # waves a minute by how the line repeats itself, without finding any QRS
    teeth: float  # how much an even wave of 250 to 350 a minute stands out between the QRS
    teeth_a_minute: float

    @property
    def intervals(self) -> np.ndarray:
        return np.diff([one[0] for one in self.qrs])

    @property
    def rate(self) -> float:
        """QRS a minute, from the first to the last."""
        return 60 / float(np.mean(self.intervals)) if len(self.qrs) > 1 else np.nan

    @property
    def spread(self) -> float:
        """Standard deviation of the intervals as a share of their mean."""
        return (
            float(np.std(self.intervals) / np.mean(self.intervals)) if len(self.qrs) > 2 else np.nan
        )

    @property
    def width_ms(self) -> float:
        return float(np.median([one[2] for one in self.qrs])) if self.qrs else np.nan

    @property
    def pr_ms(self) -> np.ndarray:
        """For each QRS with a P in the 450 ms before it, from the last of these to its onset."""
        found = []
        for before, (_, onset, _) in pairwise(((0.0, -1.0, 0.0), *self.qrs)):
            near = [at for at in self.p if max(onset - 0.45, before[0] + 0.05) < at < onset - 0.05]
            if near:
                found.append(1000 * (onset - near[-1]))
        return np.array(found)

    @property
    def p_rate(self) -> float:
        """P a minute, by the middle distance."""
        return 60 / float(np.median(np.diff(self.p))) if len(self.p) > 2 else np.nan


def detect(signal: np.ndarray) -> Found:
    spikes, line = without_spikes(signal)
    line = band(line, 0.4, 60)
    tops = qrs_tops(line)
    qrs = tuple((top / RATE, *span(line, top)) for top in tops)
    return Found(
        qrs,
        p_onsets(line, qrs),
        tuple(spikes / RATE),
        alike(line, tops),
        float(np.median([half_height(line, top) for top in tops])) if tops.size else np.nan,
        repeats(line),
        *even_wave(line, qrs),
    )


def band(signal: np.ndarray, low: float, high: float) -> np.ndarray:
    sos = scipy.signal.butter(2, (low, high), "bandpass", fs=RATE, output="sos")
    return np.asarray(scipy.signal.sosfiltfilt(sos, signal, padtype="even", padlen=RATE))


def without_spikes(signal: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Moments at which the signal jumps for a few milliseconds, and the signal without them."""
    smooth = scipy.ndimage.median_filter(signal, 15)
    away = np.abs(signal - smooth)
    places, _ = scipy.signal.find_peaks(away, height=0.25, distance=20)
    line = signal.copy()
    for place in places:
        near = slice(max(0, place - 6), place + 7)
        line[near] = smooth[near]
    return places, line


def qrs_tops(line: np.ndarray) -> np.ndarray:
    """The greatest deflections that are both high and steep, none of them a T or a P."""
    steep = np.abs(scipy.signal.hilbert(band(line, 6, 30)))
    height = np.abs(line)
    both = scipy.ndimage.gaussian_filter1d(np.sqrt(height * steep), 8)
    usual = np.quantile([both[n : n + 2 * RATE].max() for n in range(0, line.size, 2 * RATE)], 0.7)
    places, _ = scipy.signal.find_peaks(both, 0.28 * usual, distance=150)
    kept: list[int] = []
    for place in places:
        near = np.arange(max(0, place - 40), min(line.size, place + 40))
        top = int(near[np.argmax(height[near])])
        if height[top] < LEAST or is_p(line, top):
            continue
        if kept and top - kept[-1] < 340 and both[place] < 0.55 * both[kept[-1]]:
            continue  # its T
        if kept and top - kept[-1] < 140:
            continue
        if kept and top - kept[-1] < 600 and is_slow_t(line, kept[-1], top):
            continue
        kept.append(top)
    return np.array(kept, dtype=int)


def is_slow_t(line: np.ndarray, before: int, top: int) -> bool:
    """Lower and broader than the wide QRS before it."""
    width = half_height(line, before)
    is_lower = abs(line[top]) < 0.75 * abs(line[before])
    return bool(width > 85 and is_lower and half_height(line, top) > 1.05 * width)


def is_p(line: np.ndarray, top: int) -> bool:
    """Low and of the width of a P: no QRS of a heart that beats is both."""
    height = abs(line[top])
    return bool(height < 0.3 and 25 < half_height(line, top) < 75)


def repeats(line: np.ndarray) -> float:
    """A minute, how often the line repeats itself; where it turns over, how often its height does.

    By autocorrelation, for 75 to 350 a minute.
    """
    signed = line[::4]
    for wave in (signed, np.abs(signed)):
        even = scipy.ndimage.gaussian_filter1d(wave, 6)
        even = even - scipy.ndimage.gaussian_filter1d(even, 150)
        likeness = scipy.signal.correlate(even, even, method="fft")[even.size - 1 :]
        lags = 4 * np.arange(likeness.size) / RATE
        tops, _ = scipy.signal.find_peaks(likeness)
        tops = tops[(lags[tops] > 0.17) & (lags[tops] < 0.8)]
        if tops.size and likeness[tops].max() > 0.3 * likeness[0]:
            return float(60 / lags[tops[np.argmax(likeness[tops])]])
    return np.nan


def half_height(line: np.ndarray, top: int) -> float:
    """Milliseconds for which a deflection is higher than half of it."""
    high = np.abs(line[max(0, top - 200) : top + 200]) >= abs(line[top]) / 2
    place = min(top, 200)
    before = np.flatnonzero(~high[:place])
    after = np.flatnonzero(~high[place:])
    left = before[-1] + 1 if before.size else 0
    return float((after[0] if after.size else high.size - place) + place - left)


def span(line: np.ndarray, top: int) -> tuple[float, float]:
    """Onset in seconds and width in milliseconds, by where the line stops being steep."""
    steep = np.abs(np.gradient(scipy.ndimage.gaussian_filter1d(line, 3)))
    within, flat = (75, 0.07) if half_height(line, top) < 42 else (135, 0.26)
    near = np.arange(max(0, top - within), min(line.size, top + within))
    moving = near[steep[near] > flat * steep[near].max()]
    return float(moving[0]) / RATE, float(moving[-1] - moving[0])


def p_onsets(line: np.ndarray, qrs: tuple[tuple[float, float, float], ...]) -> tuple[float, ...]:
    """Low round waves about 45 ms wide at half their height, outside the QRS and their T."""
    quiet = scipy.ndimage.gaussian_filter1d(line, 6)
    t_tops = np.array(list(t_waves(quiet, qrs)))
    found = []
    for sign in (1, -1):
        places, about = scipy.signal.find_peaks(sign * quiet, prominence=0.045, width=(24, 74))
        widths = scipy.signal.peak_widths(sign * quiet, places, rel_height=0.5)[0]
        for place, prominence, width in zip(places, about["prominences"], widths, strict=True):
            second = place / RATE
            inside = any(one[1] - 0.03 < second < one[1] + one[2] / 1000 + 0.02 for one in qrs)
            is_t = t_tops.size and np.min(np.abs(t_tops - second)) < 0.045
            if prominence < 0.32 and not inside and not is_t:
                found.append(float(second - 0.93 * width / RATE))
    return tuple(sorted(found))


def t_waves(quiet: np.ndarray, qrs: tuple[tuple[float, float, float], ...]) -> Iterator[float]:
    """Behind each QRS the greatest wave, early enough in the interval to be a T."""
    for (_, onset, _), (_, end, _) in pairwise((*qrs, (0.0, quiet.size / RATE, 0.0))):
        first = round((onset + 0.18) * RATE)
        last = round((onset + min(0.48, 0.62 * (end - onset))) * RATE)
        if last > first + 20:
            yield (first + int(np.argmax(np.abs(quiet[first:last])))) / RATE


def alike(line: np.ndarray, tops: np.ndarray) -> float:
    """Median correlation of each QRS with the next."""
    pieces = [line[top - 60 : top + 60] for top in tops if 60 <= top < line.size - 60]
    if len(pieces) < 2:
        return 1.0
    return float(np.median([np.corrcoef(one, two)[0, 1] for one, two in pairwise(pieces)]))


def even_wave(line: np.ndarray, qrs: tuple[tuple[float, float, float], ...]) -> tuple[float, float]:
    """The even wave, two to six to each beat, that most stands above its neighbors; a minute."""
    if len(qrs) < 5:
        return 0.0, 0.0
    rest = line.copy()
    for _, onset, width in qrs:
        first, last = round(onset * RATE) - 15, round(onset * RATE + width) + 15
        first, last = max(first, 0), min(last, rest.size - 1)
        rest[first:last] = np.linspace(rest[first], rest[last], last - first)
    start, end = round(qrs[0][0] * RATE), round(qrs[-1][0] * RATE)
    turns = (len(qrs) - 1) * np.arange(end - start) / (end - start)
    per_minute = 60 * (len(qrs) - 1) * RATE / (end - start)
    heights = [
        abs(np.mean(rest[start:end] * np.exp(-2j * np.pi * many * turns))) for many in range(8)
    ]
    above = {
        many: float(heights[many] / max(heights[many + 1], 0.5 * heights[many - 1], 0.004))
        for many in range(2, 7)
    }
    many = max(above, key=lambda one: above[one])
    return above[many], many * per_minute
