"""One arrest under every model: its curves, and what a minute sooner is worth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from helpers.domain.errors import DomainError
from helpers.domain.survival.equations import (
    Probability,
    de_maio,
    larsen,
    valenzuela,
    waalewijn,
)
from helpers.domain.survival.models import is_outside, model


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
