"""What the minutes are worth: the chance of survival, under a model that the reader chooses.

Each model holds a term for ALS once. Slopes count from collapse, as those who published them
counted; what stands at no delay is set to one registry's year.
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from helpers.domain import outcome, survival
from helpers.domain.town.help import Help
from helpers.domain.town.people import Arrests, Numbers
from helpers.domain.town.place import Town
from helpers.domain.town.policy import Policy
from helpers.facts.nearest import known

Minutes = tuple[Numbers, Numbers, Numbers, Numbers]

#: The models, and what each says of ALS.
MODELS = MappingProxyType(
    {
        "larsen": "Larsen: 2.1 points for each minute to ALS",
        "opals": "Ontario (OPALS): almost nothing",
        "bakalos": "Bakalos: odds half as high again",
    }
)
#: Ends of the interval of a model's term for ALS that can be asked for.
ENDS = ("", "low", "high")
_ALS_ROWS = {"opals": "E01-2", "bakalos": "E05-1"}


@dataclass(frozen=True)
class Model:
    """A choice of model.

    Attributes:
        name: one of :data:`MODELS`.
        end: the estimate of what ALS adds, or the low or high end of its interval.

    Raises:
        ValueError: for a name or an end that there is not; Larsen's term has no interval.
    """

    name: str = "opals"
    end: str = ""

    def __post_init__(self) -> None:
        known(self.name, MODELS, "model")
        known(self.end, ENDS, "end")
        if self.end and self.name not in _ALS_ROWS:
            raise ValueError("no interval of Larsen's term for ALS was read")

    @property
    def als(self) -> float:
        """Log-odds that ALS adds where it comes in time; 0 on Larsen's line, which has minutes."""
        if self.name not in _ALS_ROWS:
            return 0.0
        row = outcome.evidence()[_ALS_ROWS[self.name]]
        value = {"": row.estimate, "low": row.estimate_low, "high": row.estimate_high}[self.end]
        assert value is not None
        return math.log(value)


@dataclass(frozen=True)
class Slopes:
    """Log-odds and percentage points lost with each minute, all published.

    ``slowed`` is how fast the chance falls between CPR and trained hands, against no CPR at
    all: CPR slows the fall and does not stop it (Waalewijn, model I).
    """

    cpr: float
    shock: float
    cpr_other: float
    slowed: float
    line_cpr: float
    line_shock: float
    line_als: float
    fibrillation: float
    fibrillation_cpr: float


@functools.cache
def slopes() -> Slopes:
    """Valenzuela and Larsen for fibrillation, Waalewijn for the rest and for the rhythm."""
    logistic = survival.model("valenzuela").coefficients
    line = survival.model("larsen").coefficients
    both = survival.model("waalewijn").coefficients
    rows = outcome.evidence()

    def log_odds(fact_id: str) -> float:
        ratio = rows[fact_id].estimate
        assert ratio is not None
        return math.log(ratio)

    return Slopes(
        cpr=logistic["cpr"],
        shock=logistic["defibrillation"],
        cpr_other=log_odds("M04-II-3"),
        slowed=both["ems_after_cpr"] / both["cpr"],
        line_cpr=line["cpr"],
        line_shock=line["defibrillation"],
        line_als=line["acls"],
        fibrillation=log_odds("X09-1"),
        fibrillation_cpr=log_odds("X09-2"),
    )


def still_fibrillating(who: Arrests, cpr: Numbers, reading: Numbers) -> Numbers:
    """Chance that fibrillation, where it was, is still there when the rhythm is first read."""
    s = slopes()
    before = np.minimum(cpr, reading)
    fallen = s.fibrillation * before + s.fibrillation_cpr * (reading - before)
    odds = who.fibrillation * np.exp(fallen)
    total = 1 - who.fibrillation + odds
    return np.divide(odds, total, out=np.ones_like(odds), where=total > 0)


@dataclass(frozen=True)
class Chances:
    """Chance of survival of each person, by the rhythm that is found."""

    shockable: Numbers
    organised: Numbers
    asystole: Numbers


def chances(town: Town, policy: Policy, model: Model, who: Arrests, minutes: Minutes) -> Chances:
    """Chance of survival by rhythm, given the minutes at which each link came."""
    cpr, care, reading, als = minutes
    s = slopes()
    shared = math.log(town["hospital"]) if town["hospital"] > 0 else -np.inf
    if "hospital" in policy.off:
        shared += math.log(town["hospital_off"])
    seen = np.where(who.crew_sees, math.log(town["crew_witnessed_odds"]), 0.0)
    seen = np.where(who.public, math.log(town["public_odds"]), seen)
    if model.name == "larsen":
        points = town["shock_larsen"] + s.line_cpr * cpr + s.line_shock * reading + s.line_als * als
        shock = _log_odds(points)
        helps: Numbers | float = 0.0
    else:
        shock = town[f"shock_{model.name}"] + who.fades * (s.cpr * cpr + s.shock * reading)
        helps = np.where(als <= town["als_window"], model.als, 0.0)
    still = cpr + s.slowed * np.maximum(care - cpr, 0.0)
    other = town[f"other_{model.name}"] + who.fades * s.cpr_other * still + helps + shared + seen
    flat = _logistic(other + math.log(town["asystole_odds"]))
    # A heart in fibrillation is never worse off than a still one, however late help comes.
    fibrillating = np.maximum(_logistic(shock + helps + shared + seen), flat)
    return Chances(fibrillating, _logistic(other), flat)


def good(town: Town, reading: Numbers, shockable: npt.NDArray[np.bool_]) -> Numbers:
    """Share of survivors with a good brain outcome."""
    fibrillating = _logistic(town["good_base"] - town["good_fall"] * reading)
    return np.where(shockable, fibrillating, town.share("good_other"))


def of(found: Help) -> Minutes:
    """The delays that survival hangs on: to CPR, to trained hands, to the reading, to ALS."""
    return found.cpr, found.care, found.reading, found.als


def _logistic(log_odds: Numbers) -> Numbers:
    with np.errstate(over="ignore"):
        return 1.0 / (1.0 + np.exp(-log_odds))


def _log_odds(percent: Numbers) -> Numbers:
    share = np.clip(percent, 0.0, 99.9) / 100
    with np.errstate(divide="ignore"):
        odds: Numbers = np.log(share) - np.log1p(-share)
    return odds
