"""Doses of invented patients: worked out by hand here, and the errors that would hurt."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.domain import doses
from helpers.domain.doses import DOSE, VOLUME, Patient
from helpers.domain.drill import AGAIN

#: Milligrams and milliliters, worked out on paper.
BY_HAND = {
    "Noor": (0.07, 0.7),
    "Emil": (0.15, 1.5),
    "Hana": (0.3, 3),
    "Luca": (0.2, 2),
    "Darius": (1, 10),  # 1.12 mg, and 1 mg is the most
    "Mei": (120, 2.4),
    "Samuel": (170, 3.4),
    "Rosa": (90, 1.8),
    "Jonas": (300, 6),  # 360 mg, and 300 mg is the most
    "Ada": (80, 1.6),
    "Tom": (150, 3),  # 180 mg, and 150 mg is the most of a second dose
    "Lena": (1.8, 0.6),
    "Marcus": (6, 2),  # 7 mg, and 6 mg is the most
    "Ida": (0.1, 1),  # 0.08 mg, and 0.1 mg is the least
    "Kofi": (0.24, 2.4),
    "Paula": (0.5, 5),  # 0.64 mg, and 0.5 mg is the most
    "Mrs. Weber": (1, 10),
    "Mr. Okafor": (1, 10),
    "Mr. Lindgren": (300, 6),
    "Ms. Haddad": (150, 3),
    "Mr. Brandt": (1, 10),
    "Ms. Novak": (0.5, 5),
    "Ms. Silva": (0.5, 0.5),
    "Mr. Yilmaz": (0.5, 0.5),
}


def patient(name: str) -> Patient:
    return next(one for one in doses.patients() if one.name == name)


def mistake(name: str, step: str, said: float) -> str:
    return doses.judge(patient(name), step, said).mistake


def test_doses_and_volumes_by_hand() -> None:
    found = {one.name: (one.milligrams, one.milliliters) for one in doses.patients()}
    assert found == {name: pytest.approx(values) for name, values in BY_HAND.items()}


def test_the_ceiling_is_reached_by_an_adolescent_and_the_floor_by_an_infant() -> None:
    above = {one.name: one.years for one in doses.patients() if one.by_weight > one.milligrams}
    assert {"Darius", "Jonas"} <= above.keys() and above["Darius"] >= 12 <= above["Jonas"]
    assert [one.name for one in doses.patients() if one.by_weight < one.milligrams] == ["Ida"]


def test_no_dose_per_kilogram_stands_without_its_ceiling() -> None:
    for one in doses.patients():
        if one.row.per_kg:
            assert f"{one.row.most_single:g} mg" in doses.way_to_dose(one) or one.name == "Ida"
            assert "at most" in one.row.words


def test_the_bolus_of_an_arrest_is_for_nobody_with_a_pulse() -> None:
    for one in doses.patients():
        if one.row.drug == "adrenaline" and one.pulse:
            assert (one.row.route, one.strength, one.milligrams) == ("IM", 1, 0.5)
        if one.row.drug == "adrenaline" and not one.pulse:
            assert one.strength == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("name", "changed", "told"),
    [
        ("Mrs. Weber", {"pulse": True}, "never for a pulse"),
        ("Ms. Silva", {"pulse": False}, "it is an arrest"),
        ("Emil", {"ampoule_ml": 1}, "mg/mL is named"),
        ("Emil", {"kilograms": None}, "a weight is named"),
        ("Mrs. Weber", {"kilograms": 70}, "a weight is named"),
        ("Emil", {"years": 15}, "another age"),
        ("Jonas", {"years": 18}, "another age"),
        ("Jonas", {"kilograms": 61}, "too near"),
        ("Mr. Lindgren", {"dose": "A03-aha2025-1"}, "no one amount"),
        ("Mr. Brandt", {"dose": "A22-aha2025"}, "no one amount"),
        ("Mr. Brandt", {"dose": "TA06-erc2025-3"}, "not settled"),
    ],
)
def test_what_no_patient_may_be_asked_for(name: str, changed: dict, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        replace(patient(name), **changed)


def test_ten_times_too_much_or_too_little_has_a_name() -> None:
    for one in doses.patients():
        more = doses.judge(one, DOSE, 10 * one.milligrams)
        less = doses.judge(one, VOLUME, 0.1 * one.milliliters)
        assert not more.is_right and not less.is_right
    assert mistake("Emil", DOSE, 1.5) == "Ten times too much."
    assert mistake("Emil", DOSE, 0.015) == "Ten times too little."
    assert mistake("Mei", VOLUME, 24) == "Ten times too much."


def test_the_wrong_ampoule_of_adrenaline_is_told() -> None:
    told = mistake("Mrs. Weber", VOLUME, 1)
    assert told.startswith("Ten times too little.") and "1 mg/mL: the wrong ampoule" in told
    told = mistake("Ms. Silva", VOLUME, 5)
    assert told.startswith("Ten times too much.") and "0.1 mg/mL: the wrong ampoule" in told


def test_milligrams_taken_for_micrograms() -> None:
    assert "micrograms" in mistake("Emil", DOSE, 150)
    assert "micrograms" in mistake("Ms. Silva", DOSE, 500)


def test_what_else_goes_wrong_by_name() -> None:
    assert mistake("Darius", DOSE, 1.12) == "The ceiling was forgotten."
    assert mistake("Jonas", DOSE, 360) == "The ceiling was forgotten."
    assert mistake("Ida", DOSE, 0.08) == "The least dose was forgotten."
    assert mistake("Mei", DOSE, 5) == "This is the dose of one kilogram."
    assert "divides" in mistake("Lena", VOLUME, 5.4)
    assert "not the milliliters" in mistake("Mei", VOLUME, 120)
    assert mistake("Mei", DOSE, 200) == "Too much."


@given(st.sampled_from(doses.patients()), st.floats(0.001, 5000), st.sampled_from((DOSE, VOLUME)))
def test_only_what_is_near_is_right(one: Patient, said: float, step: str) -> None:
    right = one.milligrams if step == DOSE else one.milliliters
    assert doses.judge(one, step, said).is_right == (
        abs(said - right) <= doses.TOLERANCE * max(said, right)
    )


def test_the_way_is_shown() -> None:
    assert doses.way_to_dose(patient("Jonas")) == (
        "72 kg × 5 mg/kg = 360 mg, above the ceiling of 300 mg: 300 mg"
    )
    assert doses.way_to_volume(patient("Jonas")) == (
        "150 mg in 3 mL is 50 mg/mL; 300 mg / 50 mg/mL = 6 mL"
    )


@pytest.mark.parametrize(
    ("text", "number"),
    [("0.25", 0.25), (" 0,25 ", 0.25), ("1,000", None), ("12,500", None), ("0,150", 0.15),
     ("", None), ("abc", None), ("-1", None), ("0", None), ("inf", None), ("nan", None)],
)  # fmt: skip
def test_what_is_read_as_a_number(text: str, number: float | None) -> None:
    assert doses.read(text) == number


def test_what_is_no_number_is_told_and_counts_nothing() -> None:
    sitting = doses.play(("abc",))
    assert "“abc” was read" in sitting.problem and sitting.judged == ()
    assert doses.play(("abc", "0.1")).problem == ""


def test_who_was_missed_gives_way_to_another_with_the_same_dose() -> None:
    first = doses.begin(1).drill.now
    assert first is not None
    sitting = doses.play(("0.000001", "0.000001"))
    assert sitting.drill.missed == (first.name,)
    back = [card for card in sitting.drill.waiting if card.again]
    assert [card.patient.dose for card in back] == [first.patient.dose]
    assert back[0].patient != first.patient or len(
        [one for one in doses.patients() if one.dose == first.patient.dose]
    ) == 1  # fmt: skip


def test_who_answers_all_is_done_and_each_seed_has_its_order() -> None:
    entries: list[str] = []
    while (card := doses.play(entries).drill.now) is not None:
        entries += [str(card.patient.milligrams), str(card.patient.milliliters)]
    done = doses.play(entries)
    assert len(entries) == 2 * len(BY_HAND) and all(one.is_right for one in done.judged)
    assert doses.play((*entries, "1")).problem.startswith("Everybody is seen to")
    orders = {
        tuple(card.patient.name for card in doses.begin(seed).drill.waiting) for seed in (1, 2, 3)
    }
    assert len(orders) == 3
    assert doses.play((AGAIN,)).drill.waiting == doses.begin(2).drill.waiting


def test_a_page_that_was_pasted_is_not_said_back_whole() -> None:
    begun = time.monotonic()
    told = doses.begin(1).enter(100_000 * "9").problem
    assert time.monotonic() - begun < 1
    assert "…” was read; write a number" in told and len(told) < 150


def test_a_comma_that_some_read_as_thousands_is_refused_with_its_reason() -> None:
    assert "some read thousands there" in doses.begin(1).enter("1,000").problem
    assert doses.read("1_0") is None
