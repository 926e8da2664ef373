"""Towers, ratios and rows: every control to its ends, and the picture follows the domain."""

from __future__ import annotations

import re

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from helpers.apps import training as apps
from helpers.domain import training
from helpers.figures import style

#: By app and control: the words with which the domain refuses one of its ends.
REFUSED = {
    ("weeks_app", "way"): "nothing to include",
    ("ratio_app", "emt_minimum"): "exceed the most",
    ("ratio_app", "emt_maximum"): "exceed the most",
    ("ratio_app", "paramedic_minimum"): "exceed the most",
    ("ratio_app", "paramedic_maximum"): "exceed the most",
}


@pytest.mark.parametrize("name", training.place_names())
def test_a_tower_has_a_brick_a_week(name: str) -> None:
    app = apps.weeks_app()
    app.controls["first"].value = name
    picture = app._painter().picture
    for course in training.towers(training.place(name), "beyond", 40):
        bricks = picture.towers[0][course.level].bricks
        corners = np.array([path.vertices[:4] for path in bricks.get_paths()])
        area = (corners[:, 1, 0] - corners[:, 0, 0]).sum()
        assert area == pytest.approx(course.most)


def test_bricks_fade_between_least_and_most() -> None:
    bricks = apps.weeks_app()._painter().picture.towers[0]["paramedic"].bricks
    alpha = bricks.get_facecolor()[:, 3]
    assert (alpha[:30] == 1).all() and (np.diff(alpha[30:]) < 0).all() and len(alpha) == 45


def test_the_course_below_stands_below_in_its_own_color() -> None:
    app = apps.weeks_app()
    app.controls["second"].value = "Arizona"
    app.controls["way"].value = "including"
    colors = app._painter().picture.towers[1]["paramedic"].bricks.get_facecolor()
    blue = np.isclose(colors[:, :3], np.array(to_rgb(style.BLS))).all(axis=1)
    assert blue.sum() == 3 and blue[:3].all()  # 130 hours at 40 a week


def test_hatches_tell_what_is_counted() -> None:
    picture = apps.weeks_app()._painter().picture
    assert picture.towers[0]["EMT"].hatch.get_hatch() == ".."
    assert picture.towers[1]["EMT"].hatch.get_hatch() == "xxx"
    assert not picture.towers[1]["paramedic"].hatch.get_visible()


def test_a_tower_that_is_too_tall_is_cut_visibly() -> None:
    app = apps.weeks_app()
    cut = app._painter().picture.towers[1]["paramedic"].cut
    assert not cut.get_visible()
    app.controls["hours_a_week"].value = 8
    assert cut.get_visible() and "575 weeks" in app.shown.values["Germany, paramedic"]


def test_what_cannot_be_included_is_answered_in_words() -> None:
    assert "nothing to include" in apps.weeks_app().drive(way="including").problem


def test_cautions_reach_the_status_line() -> None:
    shown = apps.weeks_app().drive(second="Florida")
    assert "Careful with Florida: " in shown.note and "classroom only" in shown.note


def test_the_ratio_is_drawn_as_the_domain_has_it() -> None:
    app = apps.ratio_app()
    for name, value in {"emt_minimum": 150, "emt_maximum": 190, "way": "including"}.items():
        app.controls[name].value = value
    bar = app._painter().picture.bar
    assert (bar.get_x(), bar.get_x() + bar.get_width()) == pytest.approx((7.3158, 13.0), abs=1e-4)
    free = app.shown.values["If the EMT course could differ above and below"]
    assert free == "7.1 to 13.3 times, too wide"


def test_one_number_for_the_emt_course_is_not_called_too_wide() -> None:
    told = apps.ratio_app().drive(way="including").values
    assert told["Ratio"] == "8.1 to 11.6 times"
    assert told["If the EMT course could differ above and below"].startswith("the same, because")


def test_a_range_the_wrong_way_round_is_answered_in_words() -> None:
    assert "exceed the most" in apps.ratio_app().drive(emt_minimum=200).problem


def test_how_much_of_the_interval_is_inside_the_claim() -> None:
    drive = apps.ratio_app().drive
    assert drive().values["Inside seven to ten"] == "part of it"
    assert drive(paramedic_maximum=1700).values["Inside seven to ten"] == "all of it"
    assert drive(emt_maximum=320, emt_minimum=320).values["Inside seven to ten"] == "none of it"


def test_what_the_rows_name_is_said_in_words() -> None:
    shown = apps.hours_app().drive(level="paramedic")
    counted = training.summary(training.find("paramedic"))
    assert f"No total of hours: {counted.with_duration} name months, years" in shown.note
    assert shown.values["Rows"] == f"{counted.rows}, {counted.with_hours} with hours"
    american = apps.hours_app().drive(level="EMT", country="United States").values
    assert american["Fewest to most"] == "110 to 400 hours"
    assert "No total of hours" not in apps.hours_app().drive(level="EMR", kind="program").note


def test_no_row_number_of_the_tables_reaches_the_reader() -> None:
    for level in training.LEVELS:
        for row in apps.hours_app().drive(level=level).drawn["rows"]:
            assert not re.search(r"\bH\d{2,3}\b", " ".join(row.values())), row


def test_rows_are_the_domains() -> None:
    shown = apps.hours_app().drive(level="paramedic", country="Austria", hours_a_week=20)
    (row,) = shown.drawn["rows"]
    assert row["Hours"] == "480 hours" and row["Weeks"] == "24 weeks"
    assert "Notfallsanitäter" in row["Called"] and row["Place"].endswith(" †")
