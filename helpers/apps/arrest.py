"""The clock of one arrest."""

from __future__ import annotations

from helpers.apps.controls import slider
from helpers.apps.guess import find_guess
from helpers.apps.shown import Shown
from helpers.apps.toolkit import App
from helpers.domain import arrest
from helpers.figures.arrest import ClockPicture


def arrest_clock_app(guess: str | None = None) -> App:
    """Move through twelve minutes; each person who comes lights a band."""

    def show(minute: int) -> Shown:
        here = arrest.here(minute)
        return Shown(
            values={
                "Time": f"{minute} min after the collapse",
                "There": ", ".join(person.short for person in here) or "nobody yet",
                "Care so far": arrest.level_of_care(minute),
            },
            drawn={"minute": float(minute), "here": tuple(person.key for person in here)},
        )

    controls = {"minute": slider("Time since the collapse (minutes)", 4, 0, arrest.LENGTH)}
    return App(
        "One arrest on a clock of twelve minutes",
        controls,
        show,
        ClockPicture,
        find_guess("arrest_clock_app", guess),
    )
