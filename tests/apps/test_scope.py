"""The bag, the lists and the thousand: every control to its ends, and the picture follows."""

from __future__ import annotations

import re

import pytest

from helpers.apps import scope as apps
from helpers.domain import outcome, scope
from helpers.figures.scope import MARKS


@pytest.mark.parametrize("place", range(4))
def test_the_bag_opens_up_to_the_chosen_level(place: int) -> None:
    app, level = apps.jump_bag_app(), scope.LEVELS[place]
    app.controls["level"].value = level
    flaps = app._painter().picture.flaps
    shut = [name for name, flap in flaps.items() if flap[0].get_visible()]
    assert shut == list(scope.LEVELS[place + 1 :])
    assert app.shown.values[f"New with the {level}"] == f"{len(scope.adds(level))} things"
    assert app.shown.values["In the open bag"] == f"{len(scope.allowed(level))} things"


def test_the_bag_can_be_closed() -> None:
    assert apps.jump_bag_app().drive(level="").drawn["opened"] == ()


def test_the_matrix_shows_what_the_domain_finds() -> None:
    rows = apps.matrix_app().drive(level="AEMT", link="Defibrillation").drawn["rows"]
    cells = [row["AEMT"] for row in rows]
    assert cells == ["yes", "with condition or no", "with condition or no"]


def test_app_and_matrix_say_full_half_and_empty() -> None:
    shown = apps.jump_bag_app().drive(level="EMR").values
    assert shown["Dots among the new"] == "2 full, 1 half, 3 empty"
    rows = apps.matrix_app().drive().drawn["rows"]
    assert {row["Evidence in arrest"] for row in rows} == set(MARKS.values())


def test_who_may_names_list_year_condition_and_doubt() -> None:
    shown = apps.who_may_app().drive(what="supraglottic_airway")
    ohio = next(row for row in shown.drawn["rows"] if row["List"] == "Ohio")
    assert (
        ohio["EMT"] == "only in patients without pulse and breathing" and ohio["EMR"] == "not named"
    )
    assert "older" in ohio["Year"] and ohio["To know"].startswith("Known to be replaced.")
    assert "The lists differ." in shown.values["Do they agree"]
    newest = apps.who_may_app().drive(what="supraglottic_airway", newest_only=True)
    assert "Ohio" not in {row["List"] for row in newest.drawn["rows"]}


def test_no_row_number_of_the_tables_reaches_the_reader() -> None:
    for one in scope.interventions():
        for row in apps.who_may_app().show(one.key, False).drawn["rows"]:
            assert not re.search(r"\b[AEHS]R?\d{2,3}\b", row["To know"]), row


@pytest.mark.parametrize("narrow", [False, True])
def test_as_many_dots_are_dark_as_the_trial_counted(narrow: bool) -> None:
    app = apps.thousand_app()
    app.stage.narrow = narrow
    for endpoint in outcome.endpoints():
        app.controls["counted"].value = endpoint.key
        crowds = app._painter().picture.crowds
        dark = [len(crowd.get_offsets()) for crowd in crowds]
        assert dark == [endpoint.treated, endpoint.control]
