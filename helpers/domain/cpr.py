"""CPR in time: what guidelines ask, what a pause does, and how evenly somebody taps.

Three parts. :func:`newest` and :func:`history` set editions and councils side by side.
:func:`sawtooth` is a **teaching model** of coronary perfusion pressure: compressions build it
up, a pause lets it fall; :func:`assumptions` and :func:`checks` say what it rests on and where
it fails. :func:`score` turns the times of somebody's taps into rate, spread, drift and pauses;
it knows nothing of depth, recoil or position.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.facts import TableView, load
from helpers.facts.nearest import known

Floats = npt.NDArray[np.float64]

# -- what guidelines ask ----------------------------------------------------------------

AGES = ("adult", "child", "infant")
#: RCUK adopts the guidelines of ERC, so the two share a column.
COUNCILS = MappingProxyType({"AHA": ("AHA",), "RCUK and ERC": ("RCUK", "ERC")})
NOT_READ = "not read by us"


def newest(age: str) -> list[dict[str, str]]:
    """What the newest edition that was read asks, one row a metric, one column a council.

    Each cell names its edition and how it is known, since not every metric was read in the
    newest edition.

    Raises:
        ValueError: for an age group that is none of :data:`AGES`.
    """
    rows = _of_age(age)
    found = []
    for metric in rows["metric"].unique():
        of_metric = rows[rows["metric"] == metric]
        cells = {
            title: _cell(of_metric[of_metric["council"].isin(councils)])
            for title, councils in COUNCILS.items()
        }
        found.append({"Metric": metric, **cells})
    return found


def across_ages(council: str) -> TableView:
    """What one council's newest edition that was read asks, one column an age group.

    Raises:
        ValueError: for a council that is none of :data:`COUNCILS`.
    """
    known(council, COUNCILS, "council")
    by_age = {age: {row["Metric"]: row[council] for row in newest(age)} for age in AGES}
    metrics = dict.fromkeys(metric for cells in by_age.values() for metric in cells)
    rows = [
        {"Metric": metric, **{age: by_age[age].get(metric, NOT_READ) for age in AGES}}
        for metric in metrics
    ]
    return TableView([row for row in rows if set(row.values()) != {row["Metric"], NOT_READ}])


def history(age: str) -> list[dict[str, str]]:
    """Every edition that was read, metric by metric, the oldest first.

    Raises:
        ValueError: for an age group that is none of :data:`AGES`.
    """
    rows = _of_age(age)
    order = {metric: place for place, metric in enumerate(rows["metric"].unique())}
    rows = rows.assign(place=rows["metric"].map(order)).sort_values(
        ["place", "council", "year"], kind="stable"
    )
    return [
        {
            "Metric": row["metric"],
            "Edition": row["edition"],
            "Asks": row["words"],
            "Replaced": "yes" if row["superseded_by"] else "",
            "Note": row["note"],
            "Confidence": row["confidence"],
        }
        for row in rows.to_dict("records")
    ]


def _of_age(age: str) -> pd.DataFrame:
    known(age, AGES, "age group")
    table = load("cpr_quality")
    rows = table[table["age_group"] == age]
    return rows.assign(year=rows["edition"].str[-4:].astype(int))


def _cell(rows: pd.DataFrame) -> str:
    if rows.empty:
        return NOT_READ
    row = rows.sort_values("year", kind="stable").iloc[-1]
    return f"{row['words']} ({row['edition']}, {row['confidence']})"


@functools.cache
def asked_rate() -> tuple[float, float]:
    """Least and most compressions a minute for an adult, in the newest edition of the AHA."""
    row = load("cpr_quality").set_index("fact_id").loc["Q01-adult-2025"]
    return float(row["per_minute_least"]), float(row["per_minute_most"])


def effect(fact_id: str) -> float:
    """The number of one row of ``cpr_effects``, in the row's unit."""
    return float(load("cpr_effects").set_index("fact_id").loc[fact_id, "value"])


def findings(*studies: str) -> TableView:
    """What these studies found, one row a number, each with its unit and interval.

    Raises:
        ValueError: for a study that ``cpr_effects`` does not have.
    """
    table = load("cpr_effects")
    for study in studies:
        known(study, table["study"], "study")
    rows = [
        {
            "Study": f"{row['study']} {row['year']}, {row['design']}",
            "Measured": row["measure"],
            "When, in whom": row["group"],
            "Found": _found(row),
            "Note": row["note"],
        }
        for row in table[table["study"].isin(studies)].to_dict("records")
    ]
    return TableView(rows)


def _found(row: Mapping[str, Any]) -> str:
    number, unit = f"{row['value']:g}", row["unit"]
    text = f"{unit} {number}" if unit == "adjusted odds ratio" else f"{number} {unit}"
    if pd.isna(row["low"]):
        return text
    return f"{text} ({row['low']:g} to {row['high']:g}; {row['interval']})"


# -- the sawtooth: a plan of compressions and pauses -------------------------------------

#: Compressions in a set, by the name of the ratio; none where nobody stops for breaths.
RATIOS = MappingProxyType({"30:2": 30, "15:2": 15, "continuous": None})
CHANGES = ("never", "during the check", "after the check")
PRESSING = "compressions"
SPAN = 300.0  # seconds that are followed
CHECK_EVERY = 120.0  # seconds from the end of one check to the next
_HAIR = 1e-6  # seconds that sums of intervals may miss the end of a set by


@dataclass(frozen=True)
class Plan:
    """How CPR is given for five minutes.

    Attributes:
        rate: compressions a minute while somebody presses.
        ratio: one of :data:`RATIOS`.
        breaths: seconds without compressions for the two breaths of a set.
        check: seconds of the stop for an AED's analysis or a rhythm check, two minutes after
            compressions began again; 0 where there is none.
        change: when another person takes over, one of :data:`CHANGES`.
        change_seconds: seconds that this takes.

    Raises:
        ValueError: for a rate that is not above 0, negative seconds, or an unknown name.
    """

    rate: float = 110.0
    ratio: str = "30:2"
    breaths: float = 5.0
    check: float = 0.0
    change: str = "never"
    change_seconds: float = 5.0

    def __post_init__(self) -> None:
        known(self.ratio, RATIOS, "ratio")
        known(self.change, CHANGES, "moment for a change")
        if not (math.isfinite(self.rate) and self.rate > 0):
            raise ValueError(f"the rate must be more than 0 a minute; {self.rate!r} was read")
        for name in ("breaths", "check", "change_seconds"):
            value = getattr(self, name)
            if not (math.isfinite(value) and value >= 0):
                raise ValueError(f"{name} must be a number of seconds from 0; {value!r} was read")

    @property
    def interval(self) -> float:
        """Seconds from one compression to the next."""
        return 60.0 / self.rate

    @property
    def cycle(self) -> tuple[tuple[str, float], ...]:
        """One set and its breaths, with their seconds; without breaths a set has no end."""
        count = RATIOS[self.ratio]
        if count is None:
            return ((PRESSING, math.inf),)
        return ((PRESSING, count * self.interval), ("breaths", self.breaths))

    @property
    def stops(self) -> tuple[tuple[str, float], ...]:
        """What stops compressions every two minutes, with its seconds."""
        if self.change == "never":
            stops = [("check", self.check)]
        elif self.change == "during the check":
            # Whoever is ready first waits for the other.
            stops = [("check", self.check), ("change", max(0.0, self.change_seconds - self.check))]
        else:
            stops = [("check", self.check), ("change", self.change_seconds)]
        return tuple((kind, seconds) for kind, seconds in stops if seconds > 0)


@dataclass(frozen=True)
class Stretch:
    """A stretch of time, in seconds: compressions, or what interrupts them."""

    kind: str
    start: float
    end: float

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return self.end - self.start


def stretches(plan: Plan, span: float = SPAN) -> tuple[Stretch, ...]:
    """What happens when: compressions, breaths, checks and changes, in seconds from the start.

    A check begins when it is due, whatever is going on, and a fresh set follows it.
    """
    done: list[Stretch] = []
    now, due = 0.0, CHECK_EVERY if plan.stops else math.inf
    while now < span:
        for kind, seconds in plan.cycle:
            now = _add(done, kind, now, min(now + seconds, due, span))
        if due <= now < span:
            for kind, seconds in plan.stops:
                now = _add(done, kind, now, min(now + seconds, span))
            due = now + CHECK_EVERY
    return tuple(done)


def _add(done: list[Stretch], kind: str, start: float, end: float) -> float:
    if end > start + _HAIR:
        done.append(Stretch(kind, start, end))
    return max(start, end)


# -- the sawtooth: a teaching model of the pressure --------------------------------------

#: mmHg that endless compressions would reach: chosen just above the 20.5 that pigs reached at
#: the end of a set (Yu 2008), so that the last compressions of a set add little.
CEILING = 22.0


@functools.cache
def fall_seconds() -> float:
    """Time constant of the fall without compressions, in seconds: 20.5 to 9.8 mmHg in 5 s."""
    return 5.0 / math.log(effect("CE04") / effect("CE05"))


@functools.cache
def gain() -> float:
    """Part of the way to :data:`CEILING` that one compression makes good.

    So chosen that 12 compressions lead back from 9.8 to 20.5 mmHg, as in Yu 2008.
    """
    still_missing = (CEILING - effect("CE04")) / (CEILING - effect("CE05"))
    return 1.0 - still_missing ** (1.0 / effect("CE07"))


@dataclass(frozen=True)
class Sawtooth:
    """Five minutes of CPR under a plan, and the pressure of the teaching model.

    Attributes:
        stretches: what happened when.
        seconds, mmhg: the curve of coronary perfusion pressure.
        compressions: how many were given.
        mean: mean pressure over the whole time, in mmHg.
        span: seconds that were followed.
    """

    stretches: tuple[Stretch, ...]
    seconds: Floats
    mmhg: Floats
    compressions: int
    mean: float
    span: float

    @property
    def per_minute(self) -> float:
        """Compressions delivered a minute, pauses counted in; lower than the rate."""
        return self.compressions / self.span * 60.0

    @property
    def no_flow(self) -> float:
        """Seconds without compressions."""
        return sum(part.seconds for part in self.stretches if part.kind != PRESSING)

    @property
    def fraction(self) -> float:
        """Chest compression fraction, 0 to 1."""
        return 1.0 - self.no_flow / self.span

    @property
    def longest_pause(self) -> float:
        """Seconds of the longest time without compressions, whatever it was for."""
        longest = running = 0.0
        for part in self.stretches:
            running = 0.0 if part.kind == PRESSING else running + part.seconds
            longest = max(longest, running)
        return longest


def sawtooth(plan: Plan, span: float = SPAN) -> Sawtooth:
    """Follow a plan through the **teaching model** of coronary perfusion pressure.

    It begins at 0 mmHg. Each compression makes good the part :func:`gain` of what is missing
    to :data:`CEILING`, and the pressure then holds until the next. In a pause it falls
    exponentially, with the time constant :func:`fall_seconds`. :func:`assumptions` lists what
    is left out; above all, what one compression does is the same at every rate.

    Args:
        span: seconds to follow.
    """
    parts = stretches(plan, span)
    seconds, mmhg = [np.zeros(1)], [np.zeros(1)]
    area, level, count = 0.0, 0.0, 0
    for part in parts:
        follow = _pressed if part.kind == PRESSING else _paused
        times, levels, under = follow(part, level, plan.interval)
        seconds.append(times)
        mmhg.append(levels)
        area, level = area + under, float(levels[-1])
        count += len(times) if part.kind == PRESSING else 0
    return Sawtooth(
        parts, np.concatenate(seconds), np.concatenate(mmhg), count, area / span, span
    )  # fmt: skip


def _pressed(part: Stretch, level: float, interval: float) -> tuple[Floats, Floats, float]:
    """Times of the compressions, the pressure after each, and the area under it in mmHg s."""
    # A set that just fits must not get one compression more.
    times = np.arange(part.start, part.end - _HAIR, interval)
    missing = (1.0 - gain()) ** np.arange(1, len(times) + 1)
    levels = CEILING - (CEILING - level) * missing
    holds = np.diff(np.append(times, part.end))
    return times, levels, float(levels @ holds)


def _paused(part: Stretch, level: float, interval: float) -> tuple[Floats, Floats, float]:
    """Times four a second, the falling pressure, and the area under it in mmHg s."""
    times = np.append(np.arange(part.start, part.end, 0.25), part.end)
    levels = level * np.exp((part.start - times) / fall_seconds())
    return times, levels, fall_seconds() * float(level - levels[-1])


_ASSUMED = (
    ("Every compression is perfect and alike", "Depth, recoil and position are left out: the "
     "model speaks of pauses only", ()),
    ("One compression makes good {gain:.0f} % of what is missing to {ceiling:g} mmHg", "So "
     "that 12 of them undo a pause of 5 s; the {ceiling:g} mmHg are our choice", ("YU2008",)),
    ("In a pause the pressure falls by half in {half:.1f} s", "From 20.5 to 9.8 mmHg in 5 s",
     ("YU2008",)),
    ("What one compression does is the same at every rate", "A simplification: the model "
     "cannot show why pressing too fast is bad", ()),
    ("The person who presses never tires", "Studies disagree on how soon people tire; here a "
     "change of compressor costs time and gains nothing", ("HIGHTOWER1995", "SJTREM2011")),
    ("It begins at 0 mmHg; no drug, no change of the vessels", "A simplification", ()),
    ("The numbers come from pigs", "Read shapes off the curve, not values for a person",
     ("YU2008",)),
)  # fmt: skip


def assumptions() -> TableView:
    """What the teaching model takes for granted, and why."""
    numbers = {"gain": 100 * gain(), "ceiling": CEILING, "half": fall_seconds() * math.log(2)}
    rows = [
        {
            "It assumes": what.format(**numbers),
            "Because": why.format(**numbers),
            "From": ", ".join(sources) or "our choice",
            "Confidence": "teaching model",
        }
        for what, why, sources in _ASSUMED
    ]
    return TableView(rows)


def checks() -> TableView:
    """The teaching model against experiments that it was not fitted to, failures included."""
    in_ten_seconds = math.exp(-10.0 / fall_seconds())
    first, last = _ends_of_a_set(_as_in_berg())
    model = {
        "CE13": f"{effect('CE12') * in_ten_seconds:.1f} mmHg",
        "CE14": f"{100 * (1 - (1 - gain()) ** 33):.0f} %",  # 20 s at 100 a minute
        "CE08": f"{first:.1f} mmHg",
        "CE09": f"{last:.1f} mmHg",
    }
    table = load("cpr_effects").set_index("fact_id")
    rows = [
        {
            "Study": f"{table.loc[key, 'study']} {table.loc[key, 'year']}",
            "Measured": table.loc[key, "measure"],
            "When": table.loc[key, "group"],
            "Found": _found(table.loc[key]),
            "The model says": said,
        }
        for key, said in model.items()
    ]
    return TableView(rows, caption="For Berg, 15:2 is assumed, the ratio of that time.")


def _as_in_berg() -> Plan:
    """Berg's pigs with breaths: 62 compressions a minute in sets of 15, at a rate of 92."""
    rate = effect("CE11")
    return Plan(rate=rate, ratio="15:2", breaths=15 * 60.0 * (1 / effect("CE10") - 1 / rate))


def _ends_of_a_set(plan: Plan) -> tuple[float, float]:
    """Mean pressure after the first two and the last two compressions, once it repeats."""
    whole_sets = 20 * sum(seconds for _, seconds in plan.cycle)
    course = sawtooth(plan, whole_sets)
    pressed = course.stretches[-2]
    levels = course.mmhg[course.seconds < pressed.end - _HAIR][-(RATIOS[plan.ratio] or 0) :]
    return float(levels[:2].mean()), float(levels[-2:].mean())


# -- the tap scorer -----------------------------------------------------------------------

PAUSE = 1.5  # seconds from one tap to the next; the slowest rate that can be told is 40 a minute
DOUBLE = 0.15  # seconds; nobody presses 400 times a minute, so the second tap was a slip
LEAST_TAPS = 20
#: Milliseconds by which the browser's time between two taps is wrong, in 95 of 100, on an idle
#: and on a busy page: measured with key presses at known times in tests/browser/test_taps.py.
TIMING_ERROR = 0.2
#: Milliseconds that an interval may lie outside the range and still count as inside. Our
#: choice: room for the keyboard, whose delays cancel on average (PINET2017) but not each time.
TOLERANCE = 4.0
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
        """The rate against what is asked for, and what else is to be said."""
        least, most = asked_rate()
        rate = round(self.rate)
        place = "too slow" if rate < least else "too fast" if rate > most else "in range"
        asked = f"{place} (asked for: {least:g} to {most:g} a minute)"
        return "; ".join([asked, *self._remarks()])

    def _remarks(self) -> Iterator[str]:
        least, most = asked_rate()
        if least <= round(self.rate) <= most and self.inside < 0.5:
            yield f"but uneven: {100 * self.inside:.0f} % of the single intervals are in range"
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
        ValueError: in words, where taps were lost on the way or came twice, where times do
            not run forward, or where there are too few to say anything.
    """
    times = _arrived(done)
    kept = _without_doubles(times)
    gaps = np.diff(kept)
    pausing = gaps > PAUSE
    steady = gaps[~pausing]
    if len(steady) < LEAST_TAPS - 1:
        raise ValueError(
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
        raise ValueError(
            f"{len(missing)} of {max([done.sent, *numbers])} taps were lost on the way "
            f"(first lost: number {missing[0]}). Nothing is scored, because holes would look "
            "like pauses. Please tap again."
        )
    if len(set(numbers)) < len(numbers):
        raise ValueError("some taps came twice. Nothing is scored. Please tap again.")
    times = np.array([ms for _, ms in sorted(done.taps)], dtype=float) / 1000.0
    if not np.all(np.isfinite(times)) or np.any(np.diff(times) < 0):
        raise ValueError("the browser's clock ran backwards. Nothing is scored. Please tap again.")
    return times


def _without_doubles(times: Floats) -> Floats:
    """The times without those that follow another at once."""
    kept: list[float] = []
    for time in times:
        if not kept or time - kept[-1] >= DOUBLE:
            kept.append(float(time))
    return np.array(kept)
