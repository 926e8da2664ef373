"""What was fitted, and to which rows: ``python -m tests.bench.town_fit``.

Each fitted number of ``data/town.csv`` is moved until one published figure comes out, one
number for one figure. It prints the values; it writes nothing. All other rows of
``data/targets.csv`` are left out of this on purpose.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable

import numpy as np

from helpers.domain import town as towns
from helpers.domain.town import MODELS, Model, Outcome, Town

_ARRESTS, _SEED, _ROUNDS = 262_144, 11, 2


def _response(place: Town) -> tuple[float, float]:
    """Median, and ratio of the quartiles, of the minutes from the call to the first crew."""
    found = []
    for people in towns.blocks(_SEED, 130_000):
        block = towns.treat(place, towns.NOTHING, Model(), people)
        found.append(block.help.arrival[~block.who.crew_sees])
    low, middle, high = np.quantile(np.concatenate(found), [0.25, 0.5, 0.75])
    return float(middle), float(high / low)


def _run(place: Town, name: str = "opals") -> Outcome:
    return towns.simulate(place, arrests=_ARRESTS, seed=_SEED, model=Model(name))


def _survival(name: str, group: str) -> Callable[[Town], float]:
    return lambda place: _run(place, name).survival(group)


#: Number of the town, what it is set to, and how the model's figure is had.
FITTED: dict[str, tuple[float, Callable[[Town], float]]] = {
    "drive_shape": (10.0 / 5.2, lambda t: _response(t)[1]),
    "drive": (7.2, lambda t: _response(t)[0]),
    "responder": (23.6, lambda t: _run(t).share("shocked by first responders", "shockable")),
    "fibrillation_home": (28.4, lambda t: _run(t).share("seen, shockable", "seen")),
    "down": (9.8, lambda t: _share_unseen(_run(t))),
    "fade_shape": (4.3, lambda t: _run(t).survival("unseen")),
    "organised_lost": (51.7, lambda t: _run(t).share("asystole")),
    **{f"shock_{name}": (29.0, _survival(name, "shockable")) for name in MODELS},
    **{f"other_{name}": (6.4, _survival(name, "not shockable")) for name in MODELS},
    "good_other": (8.3, lambda t: _run(t).good()),
}


def _share_unseen(found: Outcome) -> float:
    return 100 * found.people["unseen, shockable"] / found.people["unseen"]


def fit(place: Town) -> Town:
    """The same town with every fitted number moved until its figure comes out."""
    for _ in range(_ROUNDS):
        for parameter, (wanted, figure) in FITTED.items():
            place = _moved(place, parameter, wanted, figure)
    return place


def _moved(place: Town, parameter: str, wanted: float, figure: Callable[[Town], float]) -> Town:
    """By halving between two ends around the present value."""
    here = place[parameter]
    reach = 0.5 if abs(here) < 5 else 0.2 * abs(here)
    low, high = here - reach, here + reach
    if parameter.split("_")[0] not in ("other", "shock"):
        low = max(low, 0.01)
    if parameter in ("shock_larsen", "good_other", "responder", "fibrillation_home"):
        high = min(high, 100.0)
    rises = figure(place.with_(**{parameter: high})) > figure(place.with_(**{parameter: low}))
    for _ in range(9):
        middle = statistics.fmean((low, high))
        too_high = figure(place.with_(**{parameter: middle})) > wanted
        low, high = (low, middle) if too_high == rises else (middle, high)
    return place.with_(**{parameter: statistics.fmean((low, high))})


def main() -> int:
    """Fit and print."""
    place = towns.town()
    fitted = fit(place)
    for parameter, (wanted, figure) in FITTED.items():
        print(
            f"{parameter:<18} {fitted[parameter]:8.3f}  (now {place[parameter]:8.3f})   "
            f"wanted {wanted:6.2f}  found {figure(fitted):6.2f}"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
