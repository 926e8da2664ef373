"""The numbers that would hurt most if wrong, written out by hand and not read from a table."""

from __future__ import annotations

import pytest

from helpers.domain.algorithms import (
    Dose,
    Energy,
    begin,
    doses,
    energies,
    load,
    step,
)
from helpers.domain.algorithms.tables import facts

AHA = ("AHA 2020", "AHA 2025")
ERC = ("ERC/RCUK 2021", "ERC/RCUK 2025")
ALL = (*AHA, *ERC)
VF = "ventricular fibrillation or pulseless VT"


def dose(drug: str, use: str, age: str, edition: str, number: str = "each") -> Dose:
    wanted = (drug, use, age, edition, number)
    (found,) = (
        one
        for one in doses()
        if (one.drug, one.use, one.age_group, one.edition, one.dose_number) == wanted
    )
    return found


def energy(rhythm: str, use: str, age: str, edition: str, shock: int = 1) -> Energy:
    (found,) = (
        one
        for one in energies()
        if (one.rhythm, one.use, one.age_group, one.edition) == (rhythm, use, age, edition)
        and one.shock_least <= shock <= (one.shock_most or 99)
    )
    return found


# ---- the ten


@pytest.mark.parametrize("edition", ALL)
def test_1_adrenaline_of_a_child(edition: str) -> None:
    one = dose("adrenaline", "arrest", "child", edition)
    assert (one.amount_least, one.amount_most, one.unit, one.per_kg) == (0.01, 0.01, "mg", True)
    assert (one.most_single, one.mg_per_ml, one.route) == (1, 0.1, "IV or IO")
    assert one.of(3) == pytest.approx((0.03, 0.03)) and one.of(20) == pytest.approx((0.2, 0.2))
    assert one.of(100) == one.of(150) == (1, 1)
    # dose, volume and strength stand together
    for word in ("10 micrograms/kg", "0.01 mg/kg", "0.1 mL/kg", "0.1 mg/mL", "1 mg at most"):
        assert word in one.words
    assert (one.repeat_minutes_least, one.repeat_minutes_most) == (3, 5)


def test_2_synchronized_or_not() -> None:
    with_pulse = {
        "narrow regular": True,
        "atrial fibrillation": True,
        "atrial flutter": True,
        "monomorphic VT": True,
        "pre-excited atrial fibrillation": True,
        "polymorphic VT": False,
    }
    for edition in ALL:
        for shock in (1, 2, 3, 6, 9):
            assert not energy(VF, "arrest", "adult", edition, shock).synchronized
            assert not energy(VF, "arrest", "child", edition, shock).synchronized
        for rhythm, is_synchronized in with_pulse.items():
            assert energy(rhythm, "pulse", "adult", edition).synchronized == is_synchronized
    standing = [energy("polymorphic VT", "pulse", "adult", e).standing for e in ALL]
    assert standing == ["councils differ", "councils differ", "not settled", "not settled"]


def test_2_an_unstable_tachycardia_is_shocked_as_its_rhythm_wants() -> None:
    for edition in ALL:
        for rhythm, is_synchronized in (
            ("monomorphic VT", True),
            ("polymorphic VT", False),
            ("pre-excited atrial fibrillation", True),
        ):
            _, state = begin("tachycardia", edition)
            due, _ = step(state, {"pulse": "yes", "unstable": "yes", "rhythm": rhythm})
            (shock,) = (one.energy for one in due if one.energy)
            assert (shock.rhythm, shock.synchronized) == (rhythm, is_synchronized)
            names = [one.action.name for one in due]
            assert names[0] == "sedation" and ("synchronize" in names) == is_synchronized


@pytest.mark.parametrize("edition", ALL)
def test_2_no_box_names_a_synchronized_shock_without_its_safety_line(edition: str) -> None:
    algorithm = load("tachycardia", edition)
    named = {
        place
        for place in algorithm.places
        for action in algorithm.done_at(place)
        if "synchronized shock" in action.do
    }
    assert {"synchronized shock", "pre-excited and stable"} <= named
    for place in named:
        said = " ".join(action.do for action in algorithm.done_at(place)).lower()
        for word in (
            "sedate",
            "press",
            "marks on the r waves",
            "oxygen away",
            "clear",
            "hold",
        ):
            assert word in said or word.replace("hold", "held") in said, (place, word)


def schedule(name: str, edition: str, shocks: int) -> dict[str, list[int]]:
    """After which shocks each drug falls, where every rhythm is fibrillation."""
    found: dict[str, list[int]] = {"adrenaline": [], "antiarrhythmic": []}
    vf = {"rhythm": "ventricular fibrillation", "pulse": "no", "access": "yes"}
    _, state = begin(name, edition)
    _, state = step(state, {})
    while state.shocks < shocks:
        _, state = step(state, vf)
        due, state = step(state, vf)
        for one in due:
            if one.action.kind == "drug":
                found[one.action.series].append(state.shocks)
        _, state = step(state, vf)
    return found


def test_3_first_adrenaline_in_fibrillation() -> None:
    for edition in AHA:
        assert schedule("adult_arrest", edition, 8) == {
            "adrenaline": [2, 4, 6, 8],
            "antiarrhythmic": [3, 5],
        }
        assert schedule("pediatric_arrest", edition, 8) == {
            "adrenaline": [2, 4, 6, 8],
            "antiarrhythmic": [3],
        }
    for edition in ERC:
        for name in ("adult_arrest", "pediatric_arrest"):
            assert schedule(name, edition, 8) == {
                "adrenaline": [3, 5, 7],
                "antiarrhythmic": [3, 5],
            }
    for edition in ALL:
        one = dose("adrenaline", "arrest", "adult", edition)
        assert (one.of(80), one.unit, one.per_kg, one.mg_per_ml) == ((1, 1), "mg", False, 0.1)
        assert (one.repeat_minutes_least, one.repeat_minutes_most) == (3, 5)
        first, second = (dose("amiodarone", "arrest", "adult", edition, n) for n in "12")
        assert (first.of(80), second.of(80)) == ((300, 300), (150, 150))


@pytest.mark.parametrize("edition", ALL)
def test_3_amiodarone_first_the_larger_dose(edition: str) -> None:
    vf = {"rhythm": "ventricular fibrillation", "pulse": "no", "access": "yes"}
    _, state = begin("adult_arrest", edition)
    given = []
    while state.shocks < 9:
        due, state = step(state, vf)
        given += [d.amount_most for one in due for d in one.doses if d.drug == "amiodarone"]
    assert given == [300, 150]


def test_3_three_quick_shocks_count_as_one_and_only_in_europe() -> None:
    vf = {"rhythm": "ventricular fibrillation", "pulse": "no", "access": "yes"}
    for edition in ERC:
        _, state = begin("adult_arrest", edition)
        _, state = step(state, {"monitored": "yes"})
        due, state = step(state, vf)
        (shock,) = (one for one in due if one.action.kind == "shock")
        assert (shock.action.shots, state.shocks, state.in_a_row) == (3, 1, 3)
    for edition in AHA:
        assert all(action.shots == 1 for action in load("adult_arrest", edition).actions)


def test_4_energies_in_arrest() -> None:
    for edition in AHA:
        first = energy(VF, "arrest", "adult", edition)
        assert first.joules_least is None and "maker" in first.words and "highest" in first.words
        assert "360 J" in first.note
    now = energy(VF, "arrest", "adult", "ERC/RCUK 2025")
    assert (now.joules_least, now.joules_most) == (150, None) and "130 to 150" in now.words
    before = energy(VF, "arrest", "adult", "ERC/RCUK 2021")
    assert (before.joules_least, before.joules_most) == (120, 360)


def test_5_energies_with_a_pulse() -> None:
    aha = {"atrial fibrillation": (200, None), "atrial flutter": (200, None)}
    aha |= {"narrow regular": (100, None), "monomorphic VT": (100, None)}
    for rhythm, joules in aha.items():
        one = energy(rhythm, "pulse", "adult", "AHA 2025")
        assert (one.joules_least, one.joules_most) == joules
    assert energy("monomorphic VT", "pulse", "adult", "AHA 2025").standing == "not settled"
    erc: dict[str, tuple[float | None, float | None]] = {"atrial fibrillation": (None, None)}
    erc |= {"atrial flutter": (70, 120), "narrow regular": (70, 120), "monomorphic VT": (120, 150)}
    for edition in ERC:
        for rhythm, range_ in erc.items():
            one = energy(rhythm, "pulse", "adult", edition)
            assert (one.joules_least, one.joules_most, one.shock_most) == (*range_, 3)
        assert "highest" in energy("atrial fibrillation", "pulse", "adult", edition).words
    # what older cards print is no number of the edition of 2020
    for rhythm in aha:
        assert energy(rhythm, "pulse", "adult", "AHA 2020").joules_least is None


def test_6_atropine() -> None:
    for edition, each, times in (
        (*AHA[:1], 1, 3),
        (AHA[1], 1, 3),
        (ERC[0], 0.5, 6),
        (ERC[1], 0.5, 6),
    ):
        one = dose("atropine", "bradycardia", "adult", edition)
        assert (one.of(80), one.most_total, one.most_times) == ((each, each), 3, times)
    banned = dose("atropine", "bradycardia", "adult", "ERC/RCUK 2025").not_when
    assert "transplant" in banned and "high-degree block with a wide QRS" in banned
    assert not dose("atropine", "bradycardia", "adult", "AHA 2025").not_when
    assert "transplant" in dose("atropine", "bradycardia", "adult", "ERC/RCUK 2021").not_when
    assert facts()["BR06"].standing == "not settled" and facts()["BR06"].editions == ERC[1:]


@pytest.mark.parametrize("edition", ALL)
def test_6_no_atropine_after_a_heart_transplant(edition: str) -> None:
    for unstable, risk in (("yes", "no"), ("no", "yes")):
        _, state = begin("bradycardia", edition)
        found = {"pulse": "yes", "unstable": unstable, "risk": risk, "block": "heart transplant"}
        due, _ = step(state, found)
        assert not [d for one in due for d in one.doses if d.drug == "atropine"]


def test_a_small_childs_atropine_has_a_floor_too() -> None:
    one = dose("atropine", "bradycardia", "child", "AHA 2025")
    assert [one.of(kilograms)[1] for kilograms in (2, 10, 40)] == [0.1, 0.2, 0.5]


def test_7_adenosine() -> None:
    for edition in ALL:
        steps = [
            one
            for one in doses()
            if (one.drug, one.age_group, one.edition) == ("adenosine", "adult", edition)
        ]
        wanted = [6, 12] if edition in AHA else [6, 12, 18]
        assert [one.amount_most for one in steps] == wanted
        assert all("pre-excited" in one.not_when for one in steps)


@pytest.mark.parametrize("name", ["adult_arrest", "pediatric_arrest"])
def test_8_cold_is_left_open(name: str) -> None:
    for edition in ALL:
        algorithm = load(name, edition)
        said = " ".join(action.do for action in algorithm.actions)
        assert "cold" not in said and "30 °C" not in said
        cold = [one.words for one in algorithm.open_questions if one.about == "cold"]
        assert len(cold) == 1 and "erratum" in cold[0]


def test_9_calcium_and_potassium() -> None:
    one = dose("calcium chloride", "hyperkalemic arrest", "adult", "ERC/RCUK 2025")
    assert (one.amount_most, one.mg_per_ml) == (1000, 100)  # 10 mL of 10 %
    assert "10 mL of 10 % calcium chloride" in one.words and "gluconate" in one.note
    assert one.audience == "clinicians"
    drugs = {one.drug for one in doses()}
    assert not any("gluconate" in drug or "potassium" in drug for drug in drugs)


def test_10_shock_of_a_child() -> None:
    for edition in AHA:
        energies_ = [energy(VF, "arrest", "child", edition, n) for n in (1, 2, 3, 9)]
        per_kg = [(one.joules_per_kg_least, one.joules_per_kg_most) for one in energies_]
        assert per_kg == [(2, 2), (4, 4), (4, 10), (4, 10)]
        assert all(one.ceiling_joules_per_kg == 10 and "adult" in one.ceiling for one in energies_)
        assert all(one.ceiling_joules == 360 for one in energies_)
        assert energies_[0].of(20) == (40, 40) and energies_[2].of(20) == (80, 200)
        assert energies_[2].of(50) == (200, 360), "ten times fifty is more than any adult gets"
    for edition in ERC:
        energies_ = [energy(VF, "arrest", "child", edition, n) for n in (1, 5, 6, 9)]
        per_kg = [(one.joules_per_kg_least, one.joules_per_kg_most) for one in energies_]
        assert per_kg == [(4, 4), (4, 4), (4, 8), (4, 8)]
        assert [one.ceiling_joules for one in energies_] == [200, 200, 360, 360]
        # an adolescent of 60 kg does not get 240 J, nor 480
        assert energies_[0].of(60) == (200, 200) and energies_[2].of(60) == (240, 360)
