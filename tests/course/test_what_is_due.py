"""What a question calls right in a round of an arrest is what the algorithm of its council says."""

from __future__ import annotations

import re

import pytest

from helpers.course.questions import questions
from helpers.course.variants import variant
from helpers.domain.algorithms import begin, step

NO_PULSE = {"pulse": "no", "access": "yes"}
FIBRILLATION = {**NO_PULSE, "rhythm": "ventricular fibrillation"}
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
#: The option by whether epinephrine and an antiarrhythmic are due.
OPTION = {(True, False): "adr", (True, True): "both", (False, True): "anti", (False, False): "none"}

BY_ID = {question.id: question for question in questions()}
AFTER_A_SHOCK = [
    f"{council}_{place}"
    for council, places in {
        "aha": ("second_shock", "third_shock", "fifth_shock", "every_second"),
        "erc": ("second_shock", "third_shock", "fifth_shock", "between"),
    }.items()
    for place in places
]


def due_after(edition: str, shock: int) -> str:
    """The option that is right once so many shocks of one fibrillation have been given."""
    _, state = begin("adult_arrest", edition)
    _, state = step(state, {})
    for _ in range(shock):
        _, state = step(state, FIBRILLATION)
        due, state = step(state, FIBRILLATION)
        series = {one.action.series for one in due if one.action.kind == "drug"}
        _, state = step(state, FIBRILLATION)
    return OPTION["adrenaline" in series, "antiarrhythmic" in series]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("name", AFTER_A_SHOCK)
def test_after_a_shock_the_algorithm_says_the_same(name: str, seed: int) -> None:
    question = variant(BY_ID[name], seed)
    council = "AHA" if name.startswith("aha") else "ERC/RCUK"
    last = re.findall(r"The (\w+) shock", question.stem)[-1]
    (right,) = question.right
    assert right.id == due_after(f"{council} 2025", 1 + ORDINALS.index(last))


@pytest.mark.parametrize("edition", ["AHA 2025", "ERC/RCUK 2025"])
def test_a_flat_line_gets_epinephrine_as_soon_as_there_is_a_line(edition: str) -> None:
    _, state = begin("adult_arrest", edition)
    _, state = step(state, {})
    due, _ = step(state, {**NO_PULSE, "rhythm": "asystole"})
    drugs = {one.action.series for one in due if one.action.kind == "drug"}
    assert drugs == {"adrenaline"}
    assert [option.id for option in BY_ID["flat_with_a_line"].right] == ["adr"]
