"""Two policies compared: what each mechanism explains, and what chance leaves open."""

from __future__ import annotations

import math

import pytest

from helpers.domain import town as towns
from helpers.domain.town import MODELS, NOTHING, Model, Policy
from tests.domain.test_town import FEW, HERE, MORE


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize(
    "policy",
    [Policy(training=30, als_crews=1, police=True), Policy(crews=-2), NOTHING.without("hospital")],
)
def test_the_shares_of_the_mechanisms_add_up(policy: Policy, model: str) -> None:
    shares = towns.explain(HERE, policy, arrests=FEW, model=Model(model))
    people = next(towns.blocks(1, FEW))
    chances = [
        towns.treat(HERE, each, Model(model), people).chance.mean() for each in (policy, NOTHING)
    ]
    assert sum(shares.values()) == pytest.approx(100 * (chances[0] - chances[1]), abs=1e-9)
    assert set(shares) == set(towns.MECHANISMS)


def test_a_mechanism_that_a_policy_does_not_touch_explains_nothing() -> None:
    shares = towns.explain(HERE, NOTHING.without("hospital"), arrests=5000)
    assert shares["hospital"] < 0
    assert all(shares[name] == 0 for name in shares if name != "hospital")
    shares = towns.explain(HERE, MORE["app"], arrests=5000)
    assert shares["cpr"] > 0 and shares["rhythm"] > 0
    assert shares["shock"] == shares["als"] == shares["care"] == 0


def test_pairs_are_told_more_exactly_than_two_runs_of_strangers() -> None:
    paired = towns.compare(HERE, MORE["telephone"], arrests=100_000)
    low, high = paired.interval
    share = paired.before / paired.arrests
    strangers = 2 * 1.96 * 100 * math.sqrt(2 * share * (1 - share) / paired.arrests)
    assert high - low < strangers / 3
    assert low < paired.points < high


def test_the_interval_covers_what_a_hundred_times_as_many_find() -> None:
    truth = towns.compare(HERE, MORE["training"], arrests=1_000_000, seed=99).points
    ends = [
        towns.compare(HERE, MORE["training"], arrests=10_000, seed=seed).interval
        for seed in range(100)
    ]
    covered = sum(low <= truth <= high for low, high in ends)
    assert 88 <= covered <= 100


def test_a_number_needed_only_where_there_is_a_difference() -> None:
    found = towns.compare(HERE, MORE["training"], arrests=100_000)
    assert found.number_needed == pytest.approx(100 / found.points)
    assert towns.compare(HERE, Policy(aeds=1), arrests=1000).number_needed is None
    assert found.lives_a_year == pytest.approx(found.points / 100 * HERE.arrests_a_year)
