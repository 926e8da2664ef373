"""Survival after out-of-hospital cardiac arrest against time: four published models.

Each function takes minutes (numbers or arrays that broadcast) and gives the probability of
survival to hospital discharge, 0 to 1. The coefficients stand in ``data/survival_models.csv``.
The models were fitted on different people and start their clocks at different moments, so
their curves must not be laid over one another without saying so; :func:`model` tells which.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from helpers.domain.errors import DomainError
from helpers.facts import load, records
from helpers.facts.nearest import known

Minutes = npt.ArrayLike
Probability = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Model:
    """One published model: what it was fitted on and where it may be used.

    Attributes:
        clock: the event at which its minutes start.
        valid_minutes: least and greatest delay for which we draw it as valid.
        validity: why the range ends there.
        validity_basis: who says so: ``published``, or ``ours``.
        sources: keys of the original work.
        confidence: the weakest mark of its coefficients.
    """

    name: str
    title: str
    form: str
    clock: str
    population: str
    rhythm: str
    n: int | None
    valid_minutes: tuple[float, float]
    validity: str
    validity_basis: str
    sources: tuple[str, ...]
    via: tuple[str, ...]
    confidence: str
    coefficients: MappingProxyType[str, float]


_TITLES = {
    "larsen": "Larsen 1993",
    "valenzuela": "Valenzuela 1997",
    "waalewijn": "Waalewijn 2001",
    "de_maio": "De Maio 2003",
}
_WEAKEST_FIRST = ("unverified", "second-hand", "derived", "primary")


@functools.cache
def model(name: str) -> Model:
    """One model by its name: ``larsen``, ``valenzuela``, ``waalewijn`` or ``de_maio``.

    Raises:
        ValueError: for any other name; the nearest is named.
    """
    known(name, _TITLES, "model")
    rows = load("survival_models").query("model == @name")
    first = rows.iloc[0]
    return Model(
        name=name,
        title=_TITLES[name],
        form=first["form"],
        clock=first["clock"],
        population=first["population"],
        rhythm=first["rhythm"],
        n=None if rows["n"].isna().all() else int(rows["n"].dropna().iloc[0]),
        valid_minutes=(
            float(rows["valid_minutes_least"].max()),
            float(rows["valid_minutes_most"].min()),
        ),
        validity=first["validity"],
        validity_basis=first["validity_basis"],
        sources=tuple(dict.fromkeys(key for cell in rows["source"] for key in cell)),
        via=tuple(dict.fromkeys(key for cell in rows["via"] for key in cell)),
        confidence=next(m for m in _WEAKEST_FIRST if m in set(rows["confidence"])),
        coefficients=MappingProxyType(dict(zip(rows["term"], rows["coefficient"], strict=True))),
    )


def model_names() -> tuple[str, ...]:
    """The names of the four models, oldest first."""
    return tuple(_TITLES)


def larsen(cpr: Minutes, defibrillation: Minutes, acls: Minutes) -> Probability:
    """Larsen 1993: a straight line, for ventricular fibrillation outside hospital.

    Args:
        cpr, defibrillation, acls: minutes from collapse to each.

    Returns:
        Probability of survival to discharge, 0 to 1; the line is cut off at 0.

    Raises:
        DomainError: for negative or non-finite minutes.
    """
    c = model("larsen").coefficients
    percent = (
        c["intercept"]
        + c["cpr"] * _minutes(cpr, "CPR")
        + c["defibrillation"] * _minutes(defibrillation, "defibrillation")
        + c["acls"] * _minutes(acls, "advanced life support")
    )
    return np.clip(percent, 0.0, 100.0) / 100.0


def valenzuela(cpr: Minutes, defibrillation: Minutes) -> Probability:
    """Valenzuela 1997, simplified model: witnessed ventricular fibrillation.

    Args:
        cpr, defibrillation: minutes from collapse to each.

    Returns:
        Probability of survival to discharge, 0 to 1.

    Raises:
        DomainError: for negative or non-finite minutes.
    """
    c = model("valenzuela").coefficients
    return _logistic(
        c["intercept"]
        + c["cpr"] * _minutes(cpr, "CPR")
        + c["defibrillation"] * _minutes(defibrillation, "defibrillation")
    )


def waalewijn(
    cpr: Minutes, ems_arrival: Minutes, ems_witnessed: npt.ArrayLike = False
) -> Probability:
    """Waalewijn 2001, model I (what a bystander knows): witnessed arrests of every rhythm.

    Args:
        cpr: minutes from collapse to CPR, at most ``ems_arrival``.
        ems_arrival: minutes from collapse to the arrival of the emergency medical services.
        ems_witnessed: whether a crew saw the collapse. Its odds ratio of 0.50 is not harm
            done by crews: their patients have no delay and more often no shockable rhythm.

    Returns:
        Probability of survival to discharge, 0 to 1.

    Raises:
        DomainError: for negative or non-finite minutes, and for CPR after the arrival.
    """
    c = model("waalewijn").coefficients
    start = _minutes(cpr, "CPR")
    arrival = _minutes(ems_arrival, "EMS arrival")
    if np.any(start > arrival):
        raise DomainError(
            "CPR cannot start after the ambulance arrives in this model: "
            "the crew starts it at the latest. Choose an earlier CPR or a later arrival."
        )
    witnessed = np.asarray(ems_witnessed, dtype=float)
    return _logistic(
        c["intercept"]
        + c["ems_witnessed"] * witnessed
        + c["cpr"] * start
        + c["ems_after_cpr"] * (arrival - start)
    )


def de_maio(call_to_defibrillator: Minutes) -> Probability:
    """De Maio 2003 (OPALS): arrests of every rhythm before the ambulance came.

    Args:
        call_to_defibrillator: minutes from the *call* to the stop of the vehicle with the
            defibrillator; this clock starts later than the collapse.

    Returns:
        Probability of survival to discharge, 0 to 1.

    Raises:
        DomainError: for negative or non-finite minutes.
    """
    c = model("de_maio").coefficients
    delay = _minutes(call_to_defibrillator, "call to defibrillator")
    return _logistic(c["intercept"] + c["call_to_defibrillator"] * delay)


def _minutes(value: Minutes, what: str) -> Probability:
    try:
        minutes = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        raise ValueError(f"the minutes to {what} must be numbers; {value!r} was read") from None
    if not np.all(np.isfinite(minutes)):
        raise DomainError(f"the minutes to {what} must be finite numbers")
    if np.any(minutes < 0):
        raise DomainError(f"the minutes to {what} must not be negative")
    return minutes


def _logistic(log_odds: Probability) -> Probability:
    # exp(-|x|) cannot overflow, so that very late help gives 0 and not a warning.
    small = np.exp(-np.abs(log_odds))
    return np.where(log_odds >= 0, 1.0, small) / (1.0 + small)


def is_outside(name: str, *minutes: Minutes) -> npt.NDArray[np.bool_]:
    """Whether any of these delays lies outside the range for which a model is drawn as valid."""
    least, most = model(name).valid_minutes
    outside = [(delay < least) | (delay > most) for delay in map(np.asarray, minutes)]
    any_outside: npt.NDArray[np.bool_] = np.logical_or.reduce(np.broadcast_arrays(*outside))
    return any_outside


@dataclass(frozen=True)
class Response:
    """When help came, in minutes from collapse; what the models need of one arrest.

    Attributes:
        call: when the emergency number was called.
        cpr: when somebody began CPR.
        crew: when the crew with a defibrillator arrived, and gave the first shock.
        als: when advanced life support began.

    Raises:
        DomainError: where help comes in an order that cannot be.
    """

    call: float
    cpr: float
    crew: float
    als: float

    def __post_init__(self) -> None:
        if self.call > self.crew:
            raise DomainError("The crew cannot arrive before it was called.")
        if self.cpr > self.crew:
            raise DomainError("CPR cannot start after the crew arrives: the crew starts it.")
        if self.als < self.crew:
            raise DomainError("Advanced life support cannot begin before the crew arrives.")

    def sooner(self, link: str, minutes: float = 1.0) -> Response:
        """The same arrest with one link earlier, no earlier than the collapse."""
        return replace(self, **{link: max(0.0, getattr(self, link) - minutes)})


def chance(name: str, response: Response) -> float:
    """What one model expects of one response: probability of survival, 0 to 1.

    Raises:
        DomainError: where the response makes no sense under the model.
    """
    r = response
    by_model: dict[str, Callable[[], Probability]] = {
        "larsen": lambda: larsen(r.cpr, r.crew, r.als),
        "valenzuela": lambda: valenzuela(r.cpr, r.crew),
        "waalewijn": lambda: waalewijn(r.cpr, r.crew),
        "de_maio": lambda: de_maio(r.crew - r.call),
    }
    model(name)
    return float(by_model[name]())


#: The links whose delay each model knows; for the others it has no term.
KNOWS = MappingProxyType(
    {
        "larsen": ("cpr", "crew", "als"),
        "valenzuela": ("cpr", "crew"),
        "waalewijn": ("cpr", "crew"),
        "de_maio": ("crew",),
    }
)


#: What a reader calls them.
LINK_NAMES = MappingProxyType({"cpr": "CPR", "crew": "crew and shock", "als": "ALS"})


def worth_of_a_minute(name: str, response: Response) -> dict[str, float]:
    """Percentage points gained if one link came a minute sooner and the rest stayed.

    Only the links the model knows are in the result. A link that comes at the collapse
    already gains nothing.
    """
    now = chance(name, response)
    gains = {}
    for link in KNOWS[name]:
        if link == "crew" and response.crew - 1 < response.call:
            gains[link] = 0.0
            continue
        gains[link] = 100 * (chance(name, response.sooner(link)) - now)
    return gains


FATES = (
    "alive",
    "lost waiting for CPR",
    "lost waiting for a shock",
    "lost waiting for ALS",
    "lost even with no wait",
)


def hundred(cpr: float, defibrillation: float, acls: float) -> dict[str, int]:
    """Larsen's line told as a hundred people: who lives, and what the others waited for.

    Shares are rounded to whole people so that they sum to 100 (largest remainders). Once the
    line has reached 0, the losses share out the 67 in proportion: that is ours, not Larsen's.

    Raises:
        DomainError: for negative or non-finite minutes.
    """
    c = model("larsen").coefficients
    delays = {"cpr": cpr, "defibrillation": defibrillation, "acls": acls}
    lost = np.array([-c[name] * float(_minutes(delay, name)) for name, delay in delays.items()])
    lost *= min(1.0, c["intercept"] / max(lost.sum(), 1e-12))
    alive = c["intercept"] - lost.sum()
    shares = np.array([alive, *lost, 100 - c["intercept"]])
    return dict(zip(FATES, _whole_people(shares), strict=True))


def _whole_people(shares: Probability) -> list[int]:
    whole = np.floor(shares + 1e-9).astype(int)
    left = 100 - int(whole.sum())
    for place in np.argsort(whole - shares, kind="stable")[:left]:
        whole[place] += 1
    return [int(number) for number in whole]


def curves(response: Response, span: float = 20.0) -> dict[str, dict[str, object]]:
    """Each model's curve against its own clock, everything but the crew's arrival held.

    Returns:
        By model: ``minutes`` on its clock, ``percent``, ``outside`` (both arrays), and
        ``here``, ``percent_here``, ``outside_here`` for the response itself. Before CPR has
        begun the crew is taken to begin it, so that no model is asked for what cannot be.

    Raises:
        DomainError: where the response makes no sense under a model.
    """
    minutes = np.linspace(0.0, span, 81)
    early = np.minimum(response.cpr, minutes)
    late = np.maximum(minutes, response.als)
    by_model: dict[str, tuple[Probability, tuple[Probability, ...]]] = {
        "larsen": (larsen(early, minutes, late), (early, minutes, late)),
        "valenzuela": (valenzuela(early, minutes), (early, minutes)),
        "waalewijn": (waalewijn(early, minutes), (early, minutes)),
        "de_maio": (de_maio(minutes), (minutes,)),
    }
    return {name: _curve(name, response, minutes, *drawn) for name, drawn in by_model.items()}


def _curve(
    name: str,
    response: Response,
    minutes: Probability,
    probability: Probability,
    delays: tuple[Probability, ...],
) -> dict[str, object]:
    here = response.crew - (response.call if model(name).clock == "call" else 0.0)
    place = int(np.argmin(np.abs(minutes - here)))
    outside = is_outside(name, *delays)
    return {
        "minutes": minutes,
        "percent": 100 * probability,
        "outside": outside,
        "here": here,
        "percent_here": 100 * chance(name, response),
        "outside_here": bool(outside[place]),
    }


def formula(name: str) -> str:
    """A model's formula with its coefficients, as one would write it down."""
    m = model(name)
    constant = m.coefficients["intercept"]
    terms = "".join(
        f" {'-' if value < 0 else '+'} {abs(value):g} x {_TERMS[term]}"
        for term, value in m.coefficients.items()
        if term != "intercept"
    )
    if m.form == "linear":
        return f"survival in % = {constant:g}{terms}"
    return f"log-odds of survival = {constant:g}{terms}"


_TERMS = {
    "cpr": "minutes to CPR",
    "defibrillation": "minutes to the shock",
    "acls": "minutes to ALS",
    "ems_witnessed": "(1 if a crew saw it)",
    "ems_after_cpr": "minutes from CPR to the crew",
    "call_to_defibrillator": "minutes from the call to the defibrillator",
}


@dataclass(frozen=True)
class Slope:
    """How fast survival falls: a row of ``survival_slopes``.

    Attributes:
        fall: what is lost a minute, in the row's unit; None where only a range was read.
        from_minutes, to_minutes: the stretch of time; None where it has no such end.
    """

    fact_id: str
    fall: float | None
    from_minutes: float | None
    to_minutes: float | None


@dataclass(frozen=True)
class Segment:
    """A stretch of time in which survival falls evenly: minutes, and points lost a minute."""

    start: float
    end: float
    fall: float


@functools.cache
def _slopes() -> Mapping[str, Slope]:
    return {one.fact_id: one for one in records("survival_slopes", Slope)}


def gold_segments() -> tuple[Segment, ...]:
    """Gold 2010: three stretches of time, each with its own fall."""
    return tuple(_segment(_slopes()[key]) for key in ("M06-2", "M06-3", "M06-4"))


def _segment(row: Slope) -> Segment:
    assert row.from_minutes is not None and row.to_minutes is not None and row.fall is not None
    return Segment(row.from_minutes, row.to_minutes, row.fall)


def constant_falls() -> tuple[float, float]:
    """Points lost a minute at all times: Larsen's line with no help, and the mean of Gold."""
    line, mean = _slopes()["M02"].fall, _slopes()["M06-1"].fall
    assert line is not None and mean is not None
    return line, mean


def without_help() -> tuple[float, float]:
    """Larsen's line when nothing comes: points lost a minute, and the minute of zero."""
    c = model("larsen").coefficients
    slope = -(c["cpr"] + c["defibrillation"] + c["acls"])
    return slope, c["intercept"] / slope
