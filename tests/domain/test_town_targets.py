"""The town held against published outcomes: each verdict, and what the fit may have seen."""

from __future__ import annotations

import pytest

from helpers.domain import town as towns
from helpers.domain.errors import DomainError
from helpers.domain.town import Policy, Score, Target, policy_of
from helpers.facts import load

TARGETS = towns.targets()
TESTED = [target for target in TARGETS if target.is_tested]


@pytest.fixture(scope="module")
def scores() -> tuple[Score, ...]:
    return towns.scorecard()


@pytest.mark.parametrize("place", range(len(TESTED)), ids=[one.fact_id for one in TESTED])
def test_each_verdict_is_what_the_model_finds(place: int, scores: tuple[Score, ...]) -> None:
    target = TESTED[place]
    score = next(one for one in scores if one.target == target)
    assert score.hit == (target.verdict == "agrees"), (score.found, target.value)


def rule(target: Target) -> float:
    """How far off is allowed: by one rule for all rows, and never by what the model finds."""
    if target.use == "fitted":
        return 0.3
    if target.low is not None and target.high is not None:
        return (target.high - target.low) / 2
    size = abs(target.value)
    return {
        "percent": max(1.0, 0.1 * size),
        "points": max(0.5, 0.5 * size),
        "odds ratio": 0.2 * size,
    }[target.unit]


@pytest.mark.parametrize("target", TESTED, ids=[one.fact_id for one in TESTED])
def test_no_tolerance_is_wider_than_the_rule(target: Target) -> None:
    assert target.tolerance == pytest.approx(rule(target), abs=0.006)


def test_a_miss_says_why_and_so_does_what_is_out_of_scope() -> None:
    for target in TARGETS:
        assert bool(target.why) == (target.verdict != "agrees"), target.fact_id
        assert (target.use == "none") == (target.verdict == "out of scope"), target.fact_id


def test_fitted_rows_agree_and_most_rows_were_held_out() -> None:
    assert all(one.verdict == "agrees" for one in TARGETS if one.use == "fitted")
    held_out = [one for one in TARGETS if one.use == "held out"]
    assert len(held_out) > sum(one.use == "fitted" for one in TARGETS)
    assert sum(one.verdict == "expected to differ" for one in held_out) > 5


def test_the_scorecard_begins_with_the_misses(scores: tuple[Score, ...]) -> None:
    assert len(scores) == len(TARGETS)
    off = [one.off for one in scores if one.found is not None]
    assert off == sorted(off, reverse=True) and off[0] > 1
    assert [one.found is None for one in scores] == sorted(one.found is None for one in scores)


def test_a_number_that_was_fitted_names_its_row() -> None:
    """As many numbers were set as rows were used for it, in the default town."""
    table = load("town")
    numbers = set(table.loc[table["basis"] == "fitted", "parameter"])
    response = {"drive", "drive_shape"}  # set to minutes, which are no outcome
    rows = [one for one in TARGETS if one.use == "fitted" and one.setting == "default"]
    assert len(numbers - response) == len(rows)


@pytest.mark.parametrize("setting", towns.settings())
def test_every_published_town_is_held_against(setting: str) -> None:
    used = {one.setting for one in TARGETS} | {one.other_setting for one in TARGETS}
    assert setting in used
    fitted = load("town_settings").query("setting == @setting and basis == 'fitted'")
    assert set(fitted["parameter"]) <= {"hospital"}  # the level, and never what is tested


def test_a_policy_reads_as_a_table_writes_it() -> None:
    read = policy_of("training=20, telephone=yes, off=als cpr")
    assert read == Policy(training=20, telephone=True, off=frozenset({"als", "cpr"}))
    assert policy_of("") == Policy()
    for text, error in (
        ("trainings=1", ValueError),
        ("app=maybe", DomainError),
        ("crews=x", DomainError),
    ):
        with pytest.raises(error):
            policy_of(text)


def test_no_price_is_made_up() -> None:
    rows = towns.costs()
    assert {one.policy for one in rows} == set(Policy.__dataclass_fields__) - {"off"}
    for row in rows:
        assert (row.price is None) == (row.finding == "no price found"), row.fact_id
        assert row.price is None or "COURSE_TOWN" not in row.source
