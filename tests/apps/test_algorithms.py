"""The algorithms as an app: what two editions settle differently is marked and told."""

from __future__ import annotations

import pytest

from helpers.apps.algorithms import algorithm_app
from helpers.domain.algorithms import catalog, differences, doses, load

EVERY = [
    (name, one, other)
    for name, editions in catalog().items()
    for one in editions
    for other in editions
    if one != other
]


def test_first_adrenaline_falls_after_another_shock() -> None:
    shown = algorithm_app().drive(other="ERC/RCUK 2025")
    (row,) = [row for row in shown.drawn["rows"] if row["What"] == "first adrenaline"]
    assert row["Box"] == "4 · CPR for two minutes"
    assert row["AHA 2025"] == "after the 2nd shock, then every 2nd round"
    assert row["ERC/RCUK 2025"] == "after the 3rd shock, then every 2nd round"
    assert "round after a shock" in shown.drawn["differing"]


def test_atropine_is_twice_as_much_across_the_sea() -> None:
    rows = algorithm_app("bradycardia").drive(other="ERC/RCUK 2025").drawn["rows"]
    (row,) = [row for row in rows if row["What"] == "atropine: how much"]
    assert "1 mg" in row["AHA 2025"] and "500 micrograms" in row["ERC/RCUK 2025"]


@pytest.mark.parametrize(("name", "one", "other"), EVERY)
def test_a_dose_for_clinicians_is_told_as_a_difference_without_its_numbers(
    name: str, one: str, other: str
) -> None:
    hidden = {dose.words for dose in doses() if dose.audience == "clinicians"}
    for found in differences(name, one, other):
        told = f"{found.here} {found.there}"
        assert not [words for words in hidden if words in told]
        if found.for_clinicians:
            assert " mg" not in told and "J/kg" not in told and " J" not in told, told


@pytest.mark.parametrize(("name", "one", "other"), EVERY)
def test_there_and_back_is_the_same(name: str, one: str, other: str) -> None:
    there = {(d.place, d.about.partition(" (")[0]) for d in differences(name, one, other)}
    back = {(d.place, d.about.partition(" (")[0]) for d in differences(name, other, one)}
    assert {place for place, _ in there} == {place for place, _ in back}
    assert differences(name, one, one) == ()


def test_what_only_one_edition_has_is_a_line() -> None:
    (row,) = [
        d for d in differences("adult_arrest", "AHA 2025", "ERC/RCUK 2025")
        if d.place == "three shocks"
    ]  # fmt: skip
    assert row.here == "not in it, as far as it was read"
    assert row.there == load("adult_arrest", "ERC/RCUK 2025").places["three shocks"].title


def test_the_same_edition_twice_says_so() -> None:
    shown = algorithm_app().drive(other="AHA 2025")
    assert "the same edition twice" in str(shown) and shown.drawn["differing"] == ()


def test_one_edition_alone_is_a_table_of_its_boxes() -> None:
    rows = algorithm_app().shown.drawn["rows"]
    algorithm = load("adult_arrest", "AHA 2025")
    assert [row["Box"] for row in rows][: len(algorithm.places)] == [
        f"{n} · {algorithm.places[place].title}"
        for n, place in enumerate(
            ("begin", "check", "shock", "round after a shock", "round without a shock",
             "stopped", "pulse is back", "fast pulse"), start=1)
    ]  # fmt: skip
    assert [row for row in rows if row["Box"] == "Left open"]


def test_the_page_without_a_kernel_has_the_table_and_says_for_whom_it_is() -> None:
    app = algorithm_app()
    data, _ = app._repr_mimebundle_()
    assert "Look at the rhythm" in data["text/html"]
    assert "clinicians" in data["text/plain"]
    app.controls["other"].value = "ERC/RCUK 2025"
    assert "first adrenaline" in app.stage.html


def test_an_unknown_algorithm_or_edition_gets_the_nearest() -> None:
    with pytest.raises(ValueError, match="adult_arrest"):
        algorithm_app("adult_arest")
    with pytest.raises(ValueError, match="AHA 2025"):
        algorithm_app(edition="AHA 2026")
