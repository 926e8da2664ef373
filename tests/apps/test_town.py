"""The town's app: the picture is the domain's field, and the answer is that of the long run."""

from __future__ import annotations

import numpy as np
import pytest

from helpers.apps import town as apps
from helpers.domain import town as towns
from helpers.domain.town import Policy
from helpers.figures.town import DOTS, plot_scorecard, plot_town

APP = apps.town_app


def test_the_dots_and_the_answer_are_those_of_the_domain() -> None:
    shown = APP().drive(training=20, crews=-1, als_crews=1, model="bakalos")
    policy, kind = Policy(training=20, crews=-1, als_crews=1), towns.Model("bakalos")
    seen = towns.field(towns.town(), policy, people=DOTS, model=kind)
    found = towns.compare(towns.town(), policy, arrests=apps.ARRESTS, model=kind)
    assert (shown.drawn["after"] == seen.after).all()
    assert (shown.drawn["before"] == seen.before).all()
    assert shown.drawn["points"] == found.points
    assert f"{found.points:+.2f} points" in shown.values["More survive, of all arrests"]


def test_nothing_spent_changes_nobody() -> None:
    shown = APP().drive(training=0)
    assert (shown.drawn["after"] == shown.drawn["before"]).all()
    assert shown.values["Better"] == "cannot be told"


def test_one_more_als_crew_against_more_cpr_hangs_on_the_model() -> None:
    app = APP()
    setting = {"against": "one more ALS crew", "training": 20}
    assert app.drive(**setting, model="opals").values["Better"] == "your budget"
    larsen = app.drive(**setting, model="larsen").drawn["points"]
    opals = app.drive(**setting, model="opals").drawn["points"]
    assert larsen < opals


@pytest.mark.parametrize(
    ("control", "more"),
    [
        ("program", "coaching by telephone"),
        ("program", "volunteers by app"),
        ("program", "AEDs for police"),
        ("aeds", 500),
        ("crews", 3),
    ],
)
def test_each_control_gains(control: str, more: object) -> None:
    shown = APP().drive(training=0, **{control: more})
    assert shown.drawn["low"] > 0
    assert (shown.drawn["after"] >= shown.drawn["before"]).all()


def test_a_town_needs_a_crew_and_a_price_is_said_or_is_not_there() -> None:
    app = APP()
    assert "No price found: Training in CPR" in app.shown.note
    assert "30,000 US dollars" in app.drive(aeds=100).note
    assert "chance" in app.shown.note and "teaching model" in app.shown.note


@pytest.mark.parametrize("narrow", [False, True])
def test_those_who_change_are_ringed_and_nobody_else(narrow: bool) -> None:
    app = APP()
    app.stage.narrow = narrow
    app.controls["training"].value = 30
    app.controls["against"].value = "one more ALS crew"
    dots = app._painter().picture._dots
    before, after = app.shown.drawn["before"], app.shown.drawn["after"]
    assert len(dots.gained.get_offsets()) == (after & ~before).sum() > 0
    assert len(dots.lost.get_offsets()) == (before & ~after).sum()
    dark = np.unique(dots.dots.get_facecolor(), axis=0, return_counts=True)[1]
    assert sorted(dark) == sorted([after.sum(), DOTS - after.sum()])


def test_the_picture_that_stands_still_says_its_values() -> None:
    alt = plot_town(Policy(crews=-1, als_crews=1), arrests=100_000).alt
    assert "only with the policy" in alt and "100,000 arrests" in alt and "is chance" in alt


def test_the_scorecard_is_drawn_misses_first() -> None:
    scores = towns.scorecard()
    alt = plot_scorecard(scores, rows=len(scores)).alt
    held = [one for one in scores if one.target.use == "held out" and one.found is not None]
    first, last = held[0].target.what, held[-1].target.what
    assert alt.index(first) < alt.index(last)
    assert f"of {len(held)} within" in alt
    few = plot_scorecard(scores, rows=3).alt
    assert f"of {len(held)} within" in few and last not in few


def test_a_good_brain_outcome_stands_beside_survival() -> None:
    """Fewer than those who survive, and counted in people as these are."""
    found = towns.compare(towns.town(), Policy(training=20), arrests=apps.ARRESTS)
    low, high = found.well_interval
    assert 0 < low < found.well_points < high < found.points
    all_of_them = APP().drive(training=20).values["In this town"]
    shares = (found.points / 100, found.well_points / 100)
    people, well = (f"{share * found.arrests_a_year:+.1f}" for share in shares)
    assert all_of_them.startswith(f"{people} a year, {well} with a good brain outcome")
    told = plot_town(Policy(training=20), arrests=20_000).alt
    assert "with a good brain outcome +" in told
