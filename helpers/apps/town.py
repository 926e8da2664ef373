"""The town: a budget, a thousand arrests, and what a long run says of it."""

from __future__ import annotations

import functools

from helpers.apps.citing import Citing
from helpers.apps.controls import choice, slider
from helpers.apps.guess import find_guess
from helpers.apps.shown import Shown
from helpers.apps.toolkit import App
from helpers.domain import town as towns
from helpers.domain.town import NOTHING, Comparison, Field, Model, Policy
from helpers.figures.town import DOTS, TownPicture, in_points

#: Arrests behind the answer; a picture that stands still has a million.
ARRESTS = 200_000
_MODELS = [
    ("Ontario: almost none", "opals"),
    ("Bakalos: some", "bakalos"),
    ("Larsen: a lot", "larsen"),
]
_AGAINST = {
    "today": NOTHING,
    "one more ALS crew": Policy(als_crews=1),
    "20 points more CPR": Policy(training=20),
}
#: Programs of a town, one or all of them, by what a policy calls them.
_PROGRAMS: dict[str, tuple[str, ...]] = {
    "none": (),
    "coaching by telephone": ("telephone",),
    "volunteers by app": ("app",),
    "AEDs for police": ("police",),
    "all three": ("telephone", "app", "police"),
}
_CHANCE = (
    "Which dots change is chance: the answer is that of the long run. A teaching model: the "
    "interval holds chance alone."
)


def town_app(guess: str | None = None) -> App:
    """A town's budget: what it changes in a thousand arrests, and in two hundred thousand."""

    @functools.lru_cache(maxsize=256)  # a picture for another width asks for the same again
    def run(policy: Policy, other: Policy, kind: Model) -> tuple[Field, Comparison]:
        here = towns.town()
        return (
            towns.field(here, policy, other, DOTS, model=kind),
            towns.compare(here, policy, other, ARRESTS, model=kind),
        )

    def show(
        model: str,
        against: str,
        training: int,
        program: str,
        aeds: int,
        crews: int,
        als_crews: int,
    ) -> Shown:
        telephone, app, police = (name in _PROGRAMS[program] for name in _PROGRAMS["all three"])
        policy = Policy(als_crews, crews, aeds, training, telephone, police, app)
        seen, found = run(policy, _AGAINST[against], Model(model))
        low, high = found.interval
        values = {
            "More survive, of all arrests": in_points(found),
            "Better": _better(found, against),
            "In this town": f"{_people(found.lives_a_year)} a year, {_people(found.well_a_year)} "
            f"with a good brain outcome, of {found.arrests_a_year:.0f} arrests",
        }
        drawn = {
            "before": seen.before,
            "after": seen.after,
            "points": found.points,
            "low": low,
            "high": high,
        }
        return Shown(values=values, drawn=drawn, note=f"{_CHANCE} {_price(policy)}")

    controls = {
        "model": choice("What ALS adds, by whom", _MODELS),
        "against": choice("Held against", list(_AGAINST)),
        "training": slider("More bystander CPR (points)", 10, 0, 30, 5),
        "program": choice("Program", list(_PROGRAMS)),
        "aeds": slider("More public AEDs", 0, 0, 500, 50),
        "crews": slider("More BLS crews", 0, -3, 6),
        "als_crews": slider("More ALS crews", 0, -3, 3),
    }
    made = Citing(
        "A thousand arrests in one town", controls, show, TownPicture, find_guess("town_app", guess)
    )
    made.facts = (*towns.numbers(), *towns.costs())
    return made


def _better(found: Comparison, against: str) -> str:
    low, high = found.interval
    if low <= 0 <= high:
        return "cannot be told"
    return "your budget" if found.points > 0 else against


def _people(number: float) -> str:
    return f"{number:+.1f}".replace("-", "−")


@functools.cache
def _findings() -> dict[str, tuple[str, str]]:
    """By the name of a thing to buy: what it is, and what was found of its price."""
    return {one.policy: (one.thing, one.finding) for one in reversed(towns.costs())}


def _price(policy: Policy) -> str:
    """What the chosen things cost, where anybody published it."""
    bought = [name for name in _findings() if getattr(policy, name) > 0]
    priced = [_findings()[name] for name in bought if _findings()[name][1] != "no price found"]
    unpriced = [_findings()[name][0] for name in bought if _findings()[name][1] == "no price found"]
    told = [f"{thing}: {finding}." for thing, finding in priced]
    if unpriced:
        told.append(f"No price found: {', '.join(unpriced)}.")
    return " ".join(told)
