"""What a town's steps gain, ALS against CPR, and what a link is worth without another."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from helpers.apps.citing import Citing
from helpers.apps.controls import choice, slider
from helpers.apps.guess import find_guess
from helpers.apps.shown import Shown
from helpers.apps.town_words import MODEL_NAMES
from helpers.domain import town as towns
from helpers.domain.town import worth
from helpers.domain.town.worth import Duel, Worth
from helpers.figures import style
from helpers.figures.worth import PointsPicture, signed

MODELS = [
    ("Ontario: almost none", "opals"),
    ("Bakalos: some", "bakalos"),
    ("Larsen: a lot", "larsen"),
]
_OF = "percentage points of survival, of all arrests"
_ONLY = "chance alone, and no doubt about the model"
_LINES = f"The lines hold {_ONLY}."
_RUN = f"{worth.ARRESTS:,} arrests; a teaching model"
_STEP_COLORS = (
    style.LAY,
    style.DISPATCH,
    style.LAY,
    *2 * [style.DEFIBRILLATION],
    style.BLS,
    style.ALS,
)
_LINK_COLORS = (style.DISPATCH, style.LAY, style.DEFIBRILLATION, style.ALS, style.HOSPITAL)


def gains_app(guess: str | None = None) -> Citing:
    """One step of each thing that a town can buy, and what it gains."""

    def show(model: str) -> Shown:
        found = worth.steps(model)
        most, least = max(found, key=_points), min(found, key=_points)
        values = {
            "Gains most": most.name,
            "By": _told(most),
            "Gains least": f"{least.name}, {_told(least)}",
        }
        note = f"The steps are ours, and have no common size or price. {_LINES} {_RUN}."
        return Shown(values, _drawn(found), note=note)

    controls = {"model": choice("What ALS adds, by whom", MODELS)}
    picture = partial(PointsPicture, tuple(worth.STEPS), _STEP_COLORS, (-0.05, 1.0), _OF)
    return _made("One step of each", controls, show, picture, "gains_app", guess)


def als_or_cpr_app(guess: str | None = None) -> Citing:
    """One more ALS crew, or 20 % more CPR by bystanders, under each choice of model."""

    def show(reading: str, als_crews: int) -> Shown:
        found = worth.duels(reading, als_crews)
        more = worth.more_cpr(reading)
        values = {
            "More CPR gains more under": _under(found),
            "The gap": "; ".join(f"{MODEL_NAMES[one.model]} {_told(one.gap)}" for one in found),
        }
        if reading == worth.FIFTH:
            values["A fifth more is"] = f"{more:g} points more"
        note = f"The line of ALS spans its model's own interval; of CPR and the gap: {_ONLY}."
        return Shown(values, _duel_rows(found), note=f"{note} {_RUN}.")

    controls = {
        "reading": choice("20 % more CPR", worth.READINGS),
        "als_crews": slider("More ALS crews", 1, 1, 3),
    }
    labels = [f"{MODEL_NAMES[name]}: {what}" for name in towns.MODELS for what in ("ALS", "CPR")]
    colors = 3 * (style.ALS, style.LAY)
    picture = partial(PointsPicture, labels, colors, (-0.25, 1.35), _OF)
    return _made(
        "One more ALS crew, or more CPR?", controls, show, picture, "als_or_cpr_app", guess
    )


def layers_app(guess: str | None = None) -> Citing:
    """What each link is still worth in the model once one of them is switched off."""

    def show(off: str, model: str) -> Shown:
        full, now = worth.layers("", model), worth.layers(off, model)
        kept = {
            one.name: (one.points, before.points) for one, before in zip(now, full, strict=True)
        }
        values = {
            worth.LINK_NAMES[link]: _kept(*kept[link], link == off) for link in ("cpr", "als")
        }
        values["Care in hospital"] = _kept(*kept["hospital"], off == "hospital")
        note = f"Hollow: with every link in place; each number is the full dot's. {_RUN}."
        return Shown(values, _drawn(now, full), note=note)

    links = [("nothing", ""), *((words, link) for link, words in worth.LINK_NAMES.items())]
    controls = {
        "off": choice("Switched off", links),
        "model": choice("What ALS adds, by whom", MODELS),
    }
    labels = tuple(worth.LINK_NAMES.values())
    picture = partial(PointsPicture, labels, _LINK_COLORS, (-0.3, 8.5), "points lost without it")
    return _made("What rests on what", controls, show, picture, "layers_app", guess)


def _made(
    title: str, controls: Any, show: Any, picture: Any, name: str, guess: str | None
) -> Citing:
    made = Citing(title, controls, show, picture, find_guess(name, guess))
    made.facts = towns.numbers()
    return made


def _points(one: Worth) -> float:
    return one.points


def _told(one: Worth) -> str:
    return f"{signed(one.points)} points ({signed(one.low)} to {signed(one.high)})"


def _under(found: tuple[Duel, ...]) -> str:
    """Under which models CPR gains more: all three, or their names."""
    cpr = [MODEL_NAMES[one.model] for one in found if one.winner == "CPR"]
    open_ = [MODEL_NAMES[one.model] for one in found if not one.winner]
    told = "all three" if len(cpr) == len(found) else ", ".join(cpr) or "none"
    return told + (f"; not told apart under {', '.join(open_)}" if open_ else "")


def _kept(now: float, before: float, is_off: bool) -> str:
    if is_off:
        return "switched off"
    return f"{signed(now)} points, with all links {signed(before)}"


def _drawn(found: tuple[Worth, ...], held: tuple[Worth, ...] = ()) -> dict[str, Any]:
    return {
        "points": np.array([one.points for one in found]),
        "low": np.array([one.low for one in found]),
        "high": np.array([one.high for one in found]),
        "held": np.array([one.points for one in held or found]),
    }


def _duel_rows(found: tuple[Duel, ...]) -> dict[str, Any]:
    rows = []
    for one in found:
        low, high = min(one.als.low, one.als_ends[0]), max(one.als.high, one.als_ends[1])
        rows += [Worth("ALS", one.als.points, low, high), one.cpr]
    return _drawn(tuple(rows))
