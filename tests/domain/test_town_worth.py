"""What the lesson says of the town: one step of each, ALS or CPR, links without others, ranks."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from helpers.domain.errors import DomainError
from helpers.domain.town import LINKS, MODELS, NOTHING, Policy, compare, policy_of, ranking, town
from helpers.domain.town import worth as steps
from helpers.facts import data_dir
from helpers.facts.files import NotOurs

FEW = 20_000


def test_more_cpr_gains_more_than_one_crew_under_every_model() -> None:
    assert [one.winner for one in steps.duels(steps.POINTS)] == ["CPR", "CPR", "CPR"]


def test_a_fifth_more_is_less_and_more_crews_turn_the_answer() -> None:
    assert 5 < steps.more_cpr(steps.FIFTH) < 10 < steps.more_cpr(steps.POINTS)
    winners = {one.model: one.winner for one in steps.duels(steps.FIFTH, 3)}
    assert winners["larsen"] == winners["bakalos"] == "ALS" and winners["opals"] != "ALS"
    two = {one.model: one.winner for one in steps.duels(steps.FIFTH, 2)}
    assert (two["larsen"], two["opals"]) == ("ALS", "CPR")
    one_crew = {one.model: one.gap.points for one in steps.duels(steps.FIFTH)}
    wide = {one.model: one.gap.points for one in steps.duels(steps.POINTS)}
    assert all(one_crew[model] < wide[model] for model in MODELS)
    assert min(one_crew, key=lambda model: one_crew[model]) == "larsen"


def test_the_interval_of_a_model_holds_its_estimate_and_larsen_has_none() -> None:
    for one in steps.duels(steps.POINTS):
        low, high = one.als_ends
        assert low <= one.als.points <= high
        assert (low == high) == (one.model == "larsen")


@pytest.mark.parametrize("model", MODELS)
def test_als_is_worth_less_without_cpr_and_everything_less_without_hospital(model: str) -> None:
    full = {one.name: one.points for one in steps.layers("", model)}
    no_cpr = {one.name: one.points for one in steps.layers("cpr", model)}
    no_hospital = {one.name: one.points for one in steps.layers("hospital", model)}
    assert 0 < no_cpr["als"] < full["als"] and no_cpr["cpr"] == 0
    assert all(no_hospital[link] < full[link] for link in LINKS)


def test_without_earlier_shocks_als_is_worth_more_under_two_models() -> None:
    more = {
        model
        for model in MODELS
        if steps.layers("defibrillation", model)[3].points > steps.layers("", model)[3].points
    }
    assert more == {"opals", "bakalos"}


def test_a_hundred_aeds_gain_least_of_the_steps_and_police_most() -> None:
    found = sorted(steps.steps("opals"), key=lambda one: one.points)
    assert (found[0].name, found[-1].name) == ("100 public AEDs", "AEDs for police")


# -- the policies of a class ------------------------------------------------------------------


def test_a_rank_says_what_a_comparison_of_two_says() -> None:
    policies = {"a": Policy(training=10), "b": Policy(als_crews=1)}
    found = {one.name: one for one in ranking.ranked(policies, FEW)}
    for name, policy in policies.items():
        alone = compare(town(), policy, NOTHING, FEW)
        assert found[name].points == pytest.approx(alone.points)
        assert (found[name].low, found[name].high) == pytest.approx(alone.interval)
    low, high = compare(town(), policies["a"], policies["b"], FEW).interval
    assert (found["a"].places == (1, 1)) == (low > 0 or high < 0)


def test_the_same_policy_twice_shares_its_places_and_a_better_one_does_not() -> None:
    found = ranking.ranked(
        {"one": Policy(police=True), "two": Policy(police=True), "none": NOTHING}, FEW
    )
    assert [one.places for one in found] == [(1, 2), (1, 2), (3, 3)]
    again = ranking.ranked(
        {"one": Policy(police=True), "two": Policy(police=True), "none": NOTHING}, FEW
    )
    assert found == again  # seeded


def test_hand_in_and_read_is_the_same_policy(tmp_path: Path) -> None:
    mine = Policy(training=7.5, telephone=True, als_crews=-1, off=frozenset({"call"}))
    ranking.hand_in("Ada L.", mine, tmp_path)
    ranking.hand_in("nobody", NOTHING, tmp_path)
    assert ranking.read(tmp_path) == {"Ada L.": mine, "nobody": NOTHING}
    assert policy_of(ranking.told(mine)) == mine
    ranking.hand_in("Ada L.", NOTHING, tmp_path)  # one's own is replaced
    assert ranking.read(tmp_path)["Ada L."] == NOTHING


def test_a_file_that_is_something_else_is_kept(tmp_path: Path) -> None:
    (tmp_path / "mine.policy.txt").write_text("my diary")
    with pytest.raises(NotOurs, match="something else"):
        ranking.hand_in("mine", NOTHING, tmp_path)
    assert (tmp_path / "mine.policy.txt").read_text() == "my diary"


@pytest.mark.parametrize("name", ["../out", "", "a/b", ".hidden", "x" * 50])
def test_a_name_that_no_file_can_have_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(DomainError, match="A name has letters"):
        ranking.hand_in(name, NOTHING, tmp_path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("trainings=5", "did you mean 'training'"),
        ("training=many", "a number"),
        ("police=1", "yes or no"),
    ],
)
def test_a_policy_that_cannot_be_read_names_its_file(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "bad.policy.txt").write_text(text)
    with pytest.raises(DomainError, match=f"bad.policy.txt.*{said}"):
        ranking.read(tmp_path)


def test_an_empty_folder_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(DomainError, match="0 policies"):
        ranking.read(tmp_path)


def test_the_example_class_has_places_that_are_shared() -> None:
    found = ranking.ranked(ranking.read(data_dir() / "policies"))
    assert any(first != last for first, last in (one.places for one in found))
    assert np.all(np.diff([one.points for one in found]) <= 0)


def test_a_lead_by_a_hair_is_no_place_of_its_own() -> None:
    policies = {"few": Policy(training=5), "boxes": Policy(training=5, aeds=100)}
    first, second = ranking.ranked(policies, FEW)
    assert first.points > second.points
    assert first.places == second.places == (1, 2)
