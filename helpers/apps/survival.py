"""Survival against time: the fading hundred, the models side by side, what a minute is worth."""

from __future__ import annotations

from collections.abc import Mapping

from helpers.apps.controls import minutes
from helpers.apps.guess import find_guess
from helpers.apps.shown import Shown
from helpers.apps.toolkit import App
from helpers.domain import survival
from helpers.domain.survival import Response
from helpers.figures.survival import HundredPicture, StripsPicture, WorthPicture

_NO_RANKING = (
    "This is no ranking of the links: Larsen's term for ALS carries what else comes with the crew, "
    "and few of his people had CPR late and a shock early."
)


def fading_hundred_app(guess: str | None = None) -> App:
    """A hundred people with a shockable arrest; move the three delays of Larsen's model."""

    def show(cpr: int, shock: int, als: int) -> Shown:
        Response(0, cpr, shock, als)  # refuses an order that cannot be
        fates = survival.hundred(cpr, shock, als)
        doubt = "yes" if survival.is_outside("larsen", cpr, shock, als) else "no"
        values = {"alive": f"{fates['alive']} of 100", "outside the model's range": doubt}
        return Shown(values=values, drawn={"fates": fates}, note=_NO_RANKING)

    controls = {
        "cpr": minutes("CPR begins", 2),
        "shock": minutes("Crew arrives and shocks", 5),
        "als": minutes("Advanced life support begins", 10),
    }
    return App(
        "A hundred people, by Larsen's line",
        controls,
        show,
        HundredPicture,
        find_guess("fading_hundred_app", guess),
    )


def _response_controls() -> dict[str, object]:
    return {
        "call": minutes("Emergency call", 1, 10),
        "cpr": minutes("CPR begins", 2),
        "crew": minutes("Crew arrives and shocks", 8),
        "als": minutes("Advanced life support begins", 12),
    }


def models_app(guess: str | None = None) -> App:
    """The four published models, each on its own strip and clock."""

    def show(call: int, cpr: int, crew: int, als: int) -> Shown:
        response = Response(call, cpr, crew, als)
        curves = survival.curves(response, StripsPicture.span)
        alive = [100 * survival.chance(name, response) for name in survival.model_names()]
        outside = [survival.model(n).title for n, curve in curves.items() if curve["outside_here"]]
        values = {
            "The four models": f"{min(alive):.1f} to {max(alive):.1f} % alive",
            "Outside its range": ", ".join(outside) or "none of them",
        }
        return Shown(values=values, drawn={"curves": curves})

    controls = _response_controls()
    return App(
        "Four models of one arrest", controls, show, StripsPicture, find_guess("models_app", guess)
    )


def _points(gains: Mapping[str, float]) -> str:
    """What each link gains under one model, in words."""
    told = (f"{survival.LINK_NAMES[link]} {gain:+.1f}" for link, gain in gains.items())
    return f"{', '.join(told)} points"


def worth_of_a_minute_app(guess: str | None = None) -> App:
    """What each link gains if it comes one minute sooner, under each model."""

    def show(call: int, cpr: int, crew: int, als: int) -> Shown:
        response = Response(call, cpr, crew, als)
        gains = {n: survival.worth_of_a_minute(n, response) for n in survival.model_names()}
        told = {"Valenzuela 1997": "valenzuela", "Larsen 1993": "larsen"}
        values = {title: _points(gains[name]) for title, name in told.items()}
        return Shown(values=values, drawn={"gains": gains}, note=_NO_RANKING)

    controls = _response_controls()
    return App(
        "What one minute sooner is worth",
        controls,
        show,
        WorthPicture,
        find_guess("worth_of_a_minute_app", guess),
    )
