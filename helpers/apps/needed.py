"""A ratio of odds in two towns: what it makes of a survival, and how many for one more."""

from __future__ import annotations

from helpers.apps.controls import slider
from helpers.apps.guess import find_guess
from helpers.apps.shown import Shown
from helpers.apps.toolkit import App
from helpers.domain import needed
from helpers.figures.worth import OddsPicture


def odds_app(guess: str | None = None) -> App:
    """One ratio of odds, and what it makes of a low and of a high survival."""

    def show(baseline: int, ratio: float) -> Shown:
        after = needed.with_odds(baseline, ratio)
        points = after - baseline
        number = f"{needed.number_needed(points):.0f} arrests" if points > 0 else "there is none"
        values = {
            "Survive with it": f"{after:.1f} %",
            "One more survivor for": number,
            "Times as many": f"{after / baseline:.2f}",
        }
        return Shown(values, {"baseline": float(baseline), "ratio": ratio})

    controls = {
        "baseline": slider("Survive without it (%)", 5, 1, 90),
        "ratio": slider("Ratio of odds", 2.0, 1.0, 3.0, 0.1),
    }
    title = "One ratio of odds, two towns"
    return App(title, controls, show, OddsPicture, find_guess("odds_app", guess))
