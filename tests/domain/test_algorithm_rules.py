"""What must hold of algorithms, doses and energies beyond their numbers, written out by hand."""

from __future__ import annotations

import csv

import pytest

from helpers.domain.algorithms import begin, doses, energies, load, names, step, targets
from helpers.domain.algorithms.tables import facts
from helpers.domain.errors import DomainError
from helpers.facts import data_dir
from helpers.facts import load as table
from tests.domain.test_algorithm_values import AHA, ALL, ERC, dose

# ---- the five added facts


@pytest.mark.parametrize("name", ["adult_arrest", "pediatric_arrest"])
def test_recognition_is_by_breathing(name: str) -> None:
    for edition in ALL:
        first = next(a for a in load(name, edition).actions if a.series == "compressions")
        said = " ".join(one.statement for one in first.facts)
        for word in (
            "No response",
            "gasping, snorting, gurgling",
            "in doubt CPR",
            "Lay people do not feel",
        ):
            assert word in said


def test_first_breaths_of_a_child_are_told_by_council_and_training() -> None:
    for edition in ALL:
        (first,) = (
            a for a in load("pediatric_arrest", edition).done_at("begin") if a.kind == "cpr"
        )
        assert first.standing == "councils differ" and "15:2" in first.do and "30:2" in first.do
        assert first.do.startswith("Compressions" if edition in AHA else "Five breaths")


def test_no_stopping_rule_is_one_for_children() -> None:
    for edition in ALL:
        (stopping,) = (
            o for o in load("pediatric_arrest", edition).open_questions if o.about == "stopping"
        )
        assert "leave children out" in stopping.words
    for edition in ERC:
        (stopping,) = (
            o for o in load("adult_arrest", edition).open_questions if o.about == "stopping"
        )
        assert "Death is confirmed only in asystole" in stopping.words


@pytest.mark.parametrize("name", ["adult_arrest", "pediatric_arrest"])
def test_ventricular_tachycardia_without_a_pulse_is_no_electrical_activity_to_be_drugged(
    name: str,
) -> None:
    for edition in ALL:
        for rhythm in ("monomorphic VT", "polymorphic VT"):
            _, state = begin(name, edition)
            _, state = step(state, {})
            due, _ = step(state, {"pulse": "no", "rhythm": rhythm, "access": "yes"})
            assert "shock" in [one.action.kind for one in due]
            assert "drug" not in [one.action.kind for one in due]


def test_strengths_of_adrenaline_are_never_mixed_up() -> None:
    for one in doses():
        if one.drug == "adrenaline" and one.form == "bolus":
            strength = {"IV or IO": 0.1, "IM": 1.0}[one.route]
            assert one.mg_per_ml == strength and f"{strength:g} mg/mL" in one.words
    shot = dose("adrenaline", "anaphylaxis", "adult", "ERC/RCUK 2025")
    assert (shot.of(80), shot.route) == ((0.5, 0.5), "IM")
    assert "outer thigh" in shot.words and "kills" in shot.note
    for edition in ALL:
        assert "once there is a pulse" in dose("adrenaline", "arrest", "adult", edition).not_when
        said = [a.do for a in load("post_arrest", edition).actions]
        assert any("No more adrenaline as a bolus" in one for one in said)


def test_volumes_of_the_ampoules() -> None:
    child, adult = (dose("adrenaline", "arrest", age, "AHA 2025") for age in ("child", "adult"))
    assert child.volume(20) == pytest.approx((2, 2)) and child.volume(3)[1] == pytest.approx(0.3)
    assert adult.volume(70) == pytest.approx((10, 10)) == child.volume(140)
    shot = dose("adrenaline", "anaphylaxis", "adult", "ERC/RCUK 2025")
    assert shot.volume(70) == pytest.approx((0.5, 0.5))
    calcium = dose("calcium chloride", "hyperkalemic arrest", "adult", "ERC/RCUK 2025")
    assert calcium.volume(70) == pytest.approx((10, 10))
    with pytest.raises(DomainError, match="No strength of amiodarone"):
        dose("amiodarone", "arrest", "adult", "AHA 2025", "1").volume(70)


def test_stopping_is_for_crews_and_has_exceptions() -> None:
    for name, edition in ((n, e) for n in ("adult_arrest", "pediatric_arrest") for e in ALL):
        ways = [way for way in load(name, edition).edges if way.to == "stopped"]
        rhythms = {
            value for way in ways for key, values in way.when if key == "rhythm" for value in values
        }
        assert rhythms == {"asystole", "organised rhythm", "P waves only"}, (
            "fibrillation is no reason"
        )
        for fact in ways[0].facts:
            assert fact.standing == "not settled" and fact.audience == "clinicians"
            for word in ("cold", "drowning", "overdose", "pregnancy", "children"):
                assert word in fact.statement + fact.note


def test_an_overdose_with_a_pulse_gets_breaths_and_naloxone() -> None:
    rows = table("recognition").set_index("fact_id")["statement"]
    assert "breaths and naloxone are the treatment" in rows["RC26"]
    assert "wears off" in rows["RC27"] and "Stay" in rows["RC27"]
    assert "naloxone" not in {one.drug for one in doses()}, "no dose of it was read for certain"


# ---- for whom


def test_what_is_for_clinicians_only() -> None:
    clinicians = {
        ("dopamine", "bradycardia"), ("adrenaline", "bradycardia"), ("isoprenaline", "bradycardia"),
        ("adenosine", "tachycardia"), ("procainamide", "tachycardia"), ("sotalol", "tachycardia"),
        ("amiodarone", "tachycardia"), ("amiodarone", "failed cardioversion"),
        ("procainamide", "failed cardioversion"), ("magnesium", "torsades"),
        ("calcium chloride", "hyperkalemic arrest"), ("lidocaine", "arrest"),
    }  # fmt: skip
    for one in doses():
        if one.age_group == "child" or (one.drug, one.use) in clinicians:
            assert one.audience == "clinicians", one.fact_id
        else:
            assert one.audience == "all", one.fact_id
    assert {one.audience for one in energies() if one.use == "pulse"} == {"clinicians"}
    for key in (
        "EN05",
        "EN06",
        "TA04",
        "TA08",
        "TA09",
        "TA10",
        "TA11",
        "BR02",
        "BR04",
        "BR07",
        "TO07",
    ):
        assert facts()[key].audience == "clinicians", key


# ---- after the pulse is back


def test_targets_of_two_councils() -> None:
    found = {(one.measure, one.edition): (one.least, one.most) for one in targets()}
    oxygen = [found["SpO2", edition] for edition in ALL]
    assert oxygen == [(92, 98), (90, 98), (94, 98), (94, 98)]
    assert found["mean arterial pressure", "AHA 2025"] == (65, None)
    assert ("systolic pressure", "AHA 2025") not in found
    assert found["systolic pressure", "ERC/RCUK 2025"] == (100, None)
    assert found["PaCO2", "AHA 2025"] == found["PaCO2", "ERC/RCUK 2025"] == (35, 45)
    assert found["temperature", "AHA 2025"] == (32, 37.5)
    assert found["temperature", "ERC/RCUK 2025"] == (None, 37.5)
    hours = {
        one.edition: (one.hours_least, one.hours_most)
        for one in targets()
        if one.measure == "temperature"
    }
    assert hours == {"AHA 2020": (24, None), "AHA 2025": (36, None), "ERC/RCUK 2025": (36, 72)}
    assert found["glucose", "AHA 2025"] == (70, 180)


# ---- what holds of every row


def test_every_dose_says_what_it_must() -> None:
    for one in doses():
        assert one.route and one.source and one.words and one.edition.startswith(one.council)
        assert one.via or one.confidence in ("primary", "unverified"), "second-hand through whom?"
        if one.per_kg:
            assert one.most_single or one.most_total_per_kg
            for kilograms in (0.5, 3, 20, 70, 250):
                least, most = one.of(kilograms)
                assert 0 < least <= most <= (one.most_single or 1e9)
                assert most <= max(one.amount_most * kilograms, one.least_single or 0) + 1e-9
        if one.age_group == "child":
            assert one.per_kg and one.most_single and one.audience == "clinicians"
            assert f"{one.most_single:g} mg at most" in one.words


def test_every_energy_says_what_it_must() -> None:
    for one in energies():
        assert one.source and one.words and one.edition.startswith(one.council)
        assert one.via or one.confidence in ("primary", "unverified"), "second-hand through whom?"
        if one.age_group == "child":
            for kilograms in (3.0, 20.0, 90.0):
                least, most = one.of(kilograms)
                assert 0 < least <= most <= 10 * kilograms
        else:
            with pytest.raises(DomainError, match="does not go by weight"):
                one.of(70)


@pytest.mark.parametrize("kilograms", [0, -3, float("nan"), float("inf")])
def test_a_weight_is_a_weight(kilograms: float) -> None:
    with pytest.raises(DomainError, match="A weight is"):
        dose("adrenaline", "arrest", "child", "AHA 2025").of(kilograms)


def test_a_newer_edition_takes_the_place_of_an_older_one() -> None:
    for name in ("drug_doses", "shock_energies", "post_arrest_targets"):
        with (data_dir() / f"{name}.csv").open(encoding="utf-8") as file:
            rows = {row["fact_id"]: row for row in csv.DictReader(file)}
        for row in rows.values():
            if row["superseded_by"]:
                newer = rows[row["superseded_by"]]
                assert newer["council"] == row["council"] and newer["edition"] > row["edition"]
            if row["edition"] in ("AHA 2025", "ERC/RCUK 2025"):
                assert not row["superseded_by"]


def test_every_statement_is_used_by_the_algorithms_it_names() -> None:
    used: set[tuple[str, str]] = set()
    for name, edition in ((name, edition) for name in names() for edition in ALL):
        algorithm = load(name, edition)
        for one in (*algorithm.edges, *algorithm.actions, *algorithm.open_questions):
            used |= {(fact.fact_id, name) for fact in one.facts}
    named = {(one.fact_id, name) for one in facts().values() for name in one.algorithm}
    # The parts of a team stand behind the word `role` of every action.
    assert {pair for pair in named - used if pair[0] != "TE01"} == set()
