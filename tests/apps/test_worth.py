"""What steps, crews and links are worth, as apps and tables; one ratio of odds in two towns."""

from __future__ import annotations

import numpy as np
import pytest

from helpers.apps.ladder import odds_app
from helpers.apps.tables import misses_table, policies_table
from helpers.apps.town import town_app
from helpers.apps.worth import als_or_cpr_app, gains_app, layers_app
from helpers.domain import needed
from helpers.domain.errors import DomainError
from helpers.domain.town import worth
from helpers.figures.worth import PointsPicture


def test_what_is_drawn_is_what_the_domain_says() -> None:
    drawn = gains_app().drive(model="larsen").drawn
    assert list(drawn["points"]) == [one.points for one in worth.steps("larsen")]
    off = layers_app().drive(off="cpr", model="larsen").drawn
    assert list(off["points"]) == [one.points for one in worth.layers("cpr", "larsen")]
    assert list(off["held"]) == [one.points for one in worth.layers("", "larsen")]


def test_the_answer_names_the_models_and_those_not_told_apart() -> None:
    app = als_or_cpr_app()
    assert app.shown.values["More CPR gains more under"] == "all three"
    fifth = app.drive(reading=worth.FIFTH, als_crews=2)
    assert fifth.values["A fifth more is"].endswith("points more")
    said = fifth.values["More CPR gains more under"]
    assert said.startswith("Ontario") and "Larsen" not in said


def test_the_line_of_als_spans_what_its_model_leaves_open() -> None:
    drawn = als_or_cpr_app().shown.drawn
    for row, one in enumerate(worth.duels()):
        low, high = one.als_ends
        assert drawn["low"][2 * row] <= low and drawn["high"][2 * row] >= high


def test_a_switched_off_link_says_so() -> None:
    values = layers_app().drive(off="als").values
    assert values["ALS"] == "switched off"
    assert values["CPR by bystanders"].startswith("+")


def test_no_number_stands_on_a_hollow_dot() -> None:
    picture = PointsPicture(("a", "b", "c"), 3 * ("black",), (0, 8), "points")
    at = np.array([0.46, 0.20, 2.0])
    picture.show(at, at, at, held=np.array([1.29, 0.52, 7.3]))
    dots = picture.axes.transData.transform(np.asarray(picture.held.get_offsets()))
    for number, dot in zip(picture.numbers, dots, strict=True):
        assert not number.get_window_extent().padded(3).contains(*dot)


def test_the_notes_say_that_intervals_hold_chance_alone() -> None:
    for app in (gains_app(), als_or_cpr_app(), town_app()):
        assert "chance alone" in app.shown.note


def test_one_ratio_two_towns() -> None:
    app = odds_app()
    assert app.shown.values["Survive with it"] == "9.5 %"
    shown = app.drive(baseline=40, ratio=2.0)
    assert shown.values["Survive with it"] == "57.1 %"
    points = needed.with_odds(40, 2) - 40
    assert shown.values["One more survivor for"] == f"{100 / points:.0f} arrests"
    assert app.drive(ratio=1.0).values["One more survivor for"] == "there is none"


def test_the_misses_come_first_and_say_why() -> None:
    table = misses_table()
    assert len(table.rows) == 7 and all(row["Why"] for row in table.rows)
    assert "within the tolerance" in table.caption


def test_a_class_is_ranked_and_a_missing_folder_is_said() -> None:
    assert policies_table().rows[0]["Place"].startswith("1")
    with pytest.raises(DomainError, match="policies were found"):
        policies_table("no such folder")
