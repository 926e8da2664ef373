"""Survival against time: the fading hundred, the models side by side, what a minute is worth."""

from __future__ import annotations

from helpers.apps.controls import minutes
from helpers.apps.guess import find_guess
from helpers.apps.shown import Shown
from helpers.apps.toolkit import App
from helpers.domain import survival
from helpers.domain.survival import Response
from helpers.figures.survival import HundredPicture, StripsPicture, WorthPicture


def fading_hundred_app(guess: str | None = None) -> App:
    """A hundred people with a shockable arrest; move the three delays of Larsen's model."""

    def show(cpr: int, shock: int, als: int) -> Shown:
        Response(0, cpr, shock, als)  # refuses an order that cannot be
        fates = survival.hundred(cpr, shock, als)
        doubt = "yes" if survival.is_outside("larsen", cpr, shock, als) else "no"
        values = {fate: f"{count} of 100" for fate, count in fates.items()}
        return Shown(values={**values, "outside the model's range": doubt}, drawn={"fates": fates})

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
        curves = survival.curves(Response(call, cpr, crew, als), StripsPicture.span)
        values = {
            survival.model(name).title: f"{curve['percent_here']:.1f} %"
            + (" (outside its range)" if curve["outside_here"] else "")
            for name, curve in curves.items()
        }
        return Shown(values=values, drawn={"curves": curves})

    controls = _response_controls()
    return App(
        "Four models of one arrest", controls, show, StripsPicture, find_guess("models_app", guess)
    )


def worth_of_a_minute_app(guess: str | None = None) -> App:
    """What each link gains if it comes one minute sooner, under each model."""

    def show(call: int, cpr: int, crew: int, als: int) -> Shown:
        response = Response(call, cpr, crew, als)
        gains = {n: survival.worth_of_a_minute(n, response) for n in survival.model_names()}
        values = {
            survival.model(name).title: ", ".join(
                f"{survival.LINK_NAMES[link]} {gain:+.1f}" for link, gain in by_link.items()
            )
            + " points"
            for name, by_link in gains.items()
        }
        return Shown(values=values, drawn={"gains": gains})

    controls = _response_controls()
    return App(
        "What one minute sooner is worth",
        controls,
        show,
        WorthPicture,
        find_guess("worth_of_a_minute_app", guess),
    )
