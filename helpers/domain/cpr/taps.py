"""How evenly somebody taps: rate, spread, drift and pauses from the times of taps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from helpers.domain.cpr.guidelines import asked_rate
from helpers.domain.errors import DomainError

Floats = npt.NDArray[np.float64]


PAUSE = 1.5  # seconds from one tap to the next; the slowest rate that can be told is 40 a minute
DOUBLE = 0.15  # seconds; nobody presses 400 times a minute, so the second tap was a slip
LEAST_TAPS = 20
#: Milliseconds by which the browser's time between two taps is wrong, in 95 of 100, on an idle
#: and on a busy page: measured with key presses at known times in tests/browser/test_taps.py.
TIMING_ERROR = 0.2
#: Milliseconds that an interval may lie outside the range and still count as inside. Our
#: choice: room for the keyboard, whose delays cancel on average (PINET2017) but not each time.
TOLERANCE = 4.0
_EVEN = 0.5  # of the intervals in range: below that a trial is called uneven
_NOTABLE_DRIFT = 5.0  # a minute in each minute; less is not worth a word


@dataclass(frozen=True)
class Trial:
    """What a browser sent: numbered taps with its own event times in milliseconds.

    Attributes:
        taps: pairs of number, counted from 1, and time.
        sent: how many the browser says it sent.
    """

    taps: tuple[tuple[int, float], ...] = ()
    sent: int = 0


def trial(times: Sequence[float]) -> Trial:
    """A complete trial from times in milliseconds."""
    return Trial(tuple(enumerate(map(float, times), start=1)), len(times))


def taps_like(first: float, last: float | None = None, seconds: float = 60.0) -> Trial:
    """Taps without any unevenness: at one rate, or drifting steadily from one to another.

    Args:
        first, last: rates a minute at the beginning and at the end.
        seconds: how long.
    """
    times, now = [0.0], 0.0
    while now < seconds:
        rate = first + (0.0 if last is None else last - first) * now / seconds
        now += 60.0 / rate
        times.append(1000.0 * now)
    return trial(times)


@dataclass(frozen=True)
class Score:
    """How evenly somebody tapped. Depth, recoil and position are not in it.

    Attributes:
        taps: how many counted; doubles are left out.
        seconds: from the first tap to the last, and one interval for the last.
        rate: taps a minute while tapping, pauses left out.
        spread: standard deviation of the time between two taps, in milliseconds.
        drift: change of the rate, a minute in each minute; below 0 is slowing.
        inside: part of the intervals that lie in the range asked for, within
            :data:`TOLERANCE`, 0 to 1.
        pauses: seconds without taps, one number for each gap longer than :data:`PAUSE`.
        pause_ends: seconds from the first tap to the end of each.
        doubles: taps that came within :data:`DOUBLE` of another.
        times, rates: seconds from the first tap, and the rate of each interval that ends
            there, a minute; for the picture.
    """

    taps: int
    seconds: float
    rate: float
    spread: float
    drift: float
    inside: float
    pauses: tuple[float, ...]
    pause_ends: tuple[float, ...]
    doubles: int
    times: Floats
    rates: Floats

    @property
    def fraction(self) -> float:
        """Part of the time that was not a pause, 0 to 1: the compression fraction of taps."""
        return 1.0 - sum(self.pauses) / self.seconds

    @property
    def verdict(self) -> str:
        """The rate against what is asked for."""
        least, most = asked_rate()
        rate = round(self.rate)
        place = "too slow" if rate < least else "too fast" if rate > most else "in range"
        return f"{place} (asked for: {least:g} to {most:g} a minute)"

    @property
    def evenness(self) -> str:
        """Whether single intervals, and not only their mean, lie in the range."""
        percent = f"{100 * self.inside:.0f} % of the single intervals are in range"
        return percent if self.inside >= _EVEN else f"uneven: {percent}"

    @property
    def course(self) -> str:
        """Where the rate drifted and where tapping paused."""
        return "; ".join(self._remarks()) or "no drift and no pause"

    def _remarks(self) -> Iterator[str]:
        if abs(self.drift) >= _NOTABLE_DRIFT:
            how = "slowing" if self.drift < 0 else "speeding up"
            half = self.drift * self.seconds / 60 / 2
            yield f"{how} from about {self.rate - half:.0f} to about {self.rate + half:.0f}"
        if self.pauses:
            plural = "pauses" if len(self.pauses) > 1 else "pause"
            yield f"{len(self.pauses)} {plural}, the longest {max(self.pauses):.1f} s"
        if self.doubles:
            yield f"{self.doubles} double taps left out"


def score(done: Trial) -> Score:
    """Score the taps of one trial.

    Raises:
        DomainError: in words, where taps were lost on the way or came twice, where times do
            not run forward, or where there are too few to say anything.
    """
    times = _arrived(done)
    kept = _without_doubles(times)
    gaps = np.diff(kept)
    pausing = gaps > PAUSE
    steady = gaps[~pausing]
    if len(steady) < LEAST_TAPS - 1:
        raise DomainError(
            f"{len(kept)} taps are too few to speak of a rate; at least {LEAST_TAPS} are needed, "
            f"none more than {PAUSE:g} s after the last."
        )
    interval = float(steady.mean())
    since_first = kept[1:] - kept[0]
    rates, ends = 60.0 / steady, since_first[~pausing]
    least, most = asked_rate()
    error = TOLERANCE / 1000.0
    inside = (steady >= 60.0 / most - error) & (steady <= 60.0 / least + error)
    return Score(
        taps=len(kept),
        seconds=float(kept[-1] - kept[0]) + interval,
        rate=60.0 / interval,
        spread=1000.0 * float(steady.std()),
        drift=float(np.polyfit(ends / 60.0, rates, 1)[0]),
        inside=float(inside.mean()),
        pauses=tuple(float(gap) - interval for gap in gaps[pausing]),
        pause_ends=tuple(map(float, since_first[pausing])),
        doubles=len(times) - len(kept),
        times=ends,
        rates=rates,
    )


def _arrived(done: Trial) -> Floats:
    """The times in seconds, once it is sure that every tap is there."""
    numbers = [number for number, _ in done.taps]
    missing = sorted(set(range(1, max([done.sent, *numbers]) + 1)) - set(numbers))
    if missing:
        raise DomainError(
            f"{len(missing)} of {max([done.sent, *numbers])} taps were lost on the way "
            f"(first lost: number {missing[0]}). Nothing is scored, because holes would look "
            "like pauses. Please tap again."
        )
    if len(set(numbers)) < len(numbers):
        raise DomainError("some taps came twice. Nothing is scored. Please tap again.")
    times = np.array([ms for _, ms in sorted(done.taps)], dtype=float) / 1000.0
    if not np.all(np.isfinite(times)) or np.any(np.diff(times) < 0):
        raise DomainError("the browser's clock ran backwards. Nothing is scored. Please tap again.")
    return times


def _without_doubles(times: Floats) -> Floats:
    """The times without those that follow another at once."""
    kept: list[float] = []
    for time in times:
        if not kept or time - kept[-1] >= DOUBLE:
            kept.append(float(time))
    return np.array(kept)
