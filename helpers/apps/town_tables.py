"""Tables of the town: where its model misses, and the policies of a class, ranked."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from helpers.apps.town_words import MODEL_NAMES
from helpers.domain import town as towns
from helpers.domain.town import Model, Score, ranking
from helpers.domain.town.ranking import Ranked
from helpers.facts import TableView, data_dir, fact_table, load, table_view

_MISSES = 7
_WORDS = {
    "training": "{} points more CPR",
    "telephone": "coaching by telephone",
    "police": "AEDs for police",
    "app": "an app for volunteers",
    "aeds": "{} public AEDs",
    "crews": "{} BLS crews",
    "als_crews": "{} ALS crews",
    "off": "without {}",
}


def misses_table() -> TableView:
    """The published outcomes that the model, not set to them, misses by most."""
    scores = [one for one in towns.scorecard() if one.target.use == "held out"]
    worst = scores[:_MISSES]
    hits = sum(one.hit for one in scores)
    facts = load("targets").set_index("fact_id")
    facts = facts.loc[[one.target.fact_id for one in worst]].reset_index()
    caption = (
        f"Published outcomes that the model was not set to: {hits} of {len(scores)} within the "
        f"tolerance. The {_MISSES} worst misses"
    )
    return fact_table([_miss(one) for one in worst], facts, caption)


def _miss(score: Score) -> dict[str, str]:
    target, found = score.target, score.found
    assert found is not None
    unit = {"percent": " %", "points": " points", "odds ratio": ", a ratio of odds"}[target.unit]
    model = "" if target.model == "opals" else f", by {MODEL_NAMES[target.model]}"
    return {
        "Outcome": f"{target.study}: {target.what}",
        "Published": f"{target.value:g}{unit}",
        "Model": f"{found:.2f}{model}" if abs(found) < 10 else f"{found:.1f}{model}",
        "Why": target.why,
    }


def policies_table(folder: str = "", model: str = "opals", seed: int = 1) -> TableView:
    """The policies of a class on the same people, the one that gains most first.

    Args:
        folder: where :func:`hand_in` put them; without one, those of an example class.
        model: what ALS adds, by whom: ``opals``, ``bakalos`` or ``larsen``.
        seed: of the people.

    Raises:
        DomainError: for a folder without policies, or one that cannot be read.
        ValueError: for a model that there is not; the nearest is named.
    """
    place = Path(folder) if folder else data_dir() / "policies"
    found = ranking.ranked(ranking.read(place), seed=seed, model=Model(model))
    caption = (
        f"Policies on the same {ranking.ARRESTS:,} people, by {MODEL_NAMES[model]}: points of "
        "survival gained"
    )
    rows = [_ranked(one) for one in found]
    return table_view(pd.DataFrame(rows), {name: name for name in rows[0]}, caption)


def _ranked(one: Ranked) -> dict[str, str]:
    first, last = one.places
    gained = f"{one.points:+.2f} ({one.low:+.2f} to {one.high:+.2f})".replace("-", "−")
    return {
        "Place": f"{first}" if first == last else f"{first} to {last}",
        "Policy": one.name,
        "What it does": _in_words(one.told),
        "Points": gained,
    }


def _in_words(told: str) -> str:
    parts = [part.partition("=") for part in told.split(", ") if part]
    words = [
        _WORDS[name].format(value if name in ("training", "off") else _signed(value))
        for name, _, value in parts
    ]
    return "; ".join(words) or "nothing"


def _signed(value: str) -> str:
    return value if value in ("yes", "no") else f"{float(value):+g}".replace("-", "−")
