"""The survival apps: every control to its ends, and the picture follows the domain."""

from __future__ import annotations

import numpy as np
import pytest

from helpers.apps import survival as apps
from helpers.domain import survival
from helpers.domain.survival import Response

APPS = (apps.fading_hundred_app, apps.models_app, apps.worth_of_a_minute_app)

#: By app and control: the words with which the domain refuses one of its ends.
REFUSED = {
    ("fading_hundred_app", "cpr"): "cannot start after",
    ("fading_hundred_app", "shock"): "cannot",
    ("fading_hundred_app", "als"): "before the crew arrives",
    ("models_app", "cpr"): "cannot start after",
    ("models_app", "crew"): "cannot",
    ("models_app", "als"): "before the crew arrives",
    ("models_app", "call"): "before it was called",
    ("worth_of_a_minute_app", "cpr"): "cannot start after",
    ("worth_of_a_minute_app", "crew"): "cannot",
    ("worth_of_a_minute_app", "als"): "before the crew arrives",
    ("worth_of_a_minute_app", "call"): "before it was called",
}


def test_the_hundred_are_drawn_as_the_domain_counts_them() -> None:
    shown = apps.fading_hundred_app().drive(cpr=1, shock=4, als=8)
    assert dict(shown.drawn["fates"]) == survival.hundred(1, 4, 8)
    assert shown.values["alive"] == "44 of 100"  # 43.5 %, Larsen's published example (M21)


def test_the_drawn_crowd_has_as_many_living_as_the_model_says() -> None:
    app = apps.fading_hundred_app()
    app.controls["als"].value = 20
    crowd = app._painter().picture.crowd
    opaque = (crowd.get_facecolor()[:, 3] == 1).sum()
    assert opaque == survival.hundred(2, 5, 20)["alive"]


def test_leaving_the_range_is_said() -> None:
    app = apps.fading_hundred_app()
    assert app.drive(als=12).values["outside the model's range"] == "no"
    assert app.drive(als=13).values["outside the model's range"] == "yes"
    outside = apps.models_app().drive(als=20, crew=15).values["Outside its range"]
    assert "Valenzuela 1997" in outside


def test_no_bar_is_called_a_ranking() -> None:
    for shown in (apps.worth_of_a_minute_app().shown, apps.fading_hundred_app().shown):
        assert "no ranking of the links" in str(shown)


def test_each_strip_is_its_models_curve() -> None:
    curves = apps.models_app().drive(call=2, cpr=4, crew=9).drawn["curves"]
    minutes = curves["valenzuela"]["minutes"]
    late = minutes >= 4
    expected = 100 * survival.valenzuela(4, minutes[late])
    assert curves["valenzuela"]["percent"][late] == pytest.approx(expected)
    assert curves["de_maio"]["here"] == 7  # its clock starts at the call
    assert np.all(np.diff(curves["larsen"]["percent"]) <= 0)


def test_the_call_comes_before_the_crew() -> None:
    for make in (apps.models_app, apps.worth_of_a_minute_app):
        assert "before it was called" in make().drive(call=9, crew=8).problem


@pytest.mark.parametrize("make", APPS)
def test_impossible_times_are_answered_in_words(make: object) -> None:
    crew = "shock" if "shock" in make().controls else "crew"
    assert "cannot start after" in make().drive(cpr=9, **{crew: 8}).problem
    assert "before the crew arrives" in make().drive(als=1).problem


def test_the_worth_of_a_minute_is_drawn() -> None:
    app = apps.worth_of_a_minute_app()
    app.controls["crew"].value = 9
    picture = app._painter().picture
    gains = survival.worth_of_a_minute("valenzuela", Response(1, 2, 9, 12))
    assert picture.bars["valenzuela", "crew"].get_width() == pytest.approx(gains["crew"])
    assert picture.words["valenzuela", "als"].get_text() == "ALS: no term"
