"""The keys of the questions on payment follow from the rules, and from nothing else.

Each question is written here as the run sheet that it tells; the domain says the answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from helpers.course.questions import questions
from helpers.domain import payment
from helpers.domain.payment.findings import counted
from helpers.domain.payment.transport import Transport

DAY = date(2026, 3, 2)
ALS = "ALS assessment"
HOSPITALS = {"from_place": "hospital", "to_place": "hospital"}
LEVELS = {
    "pressure_in_the_chest": {"care": (ALS, "12-lead ECG, EMT may"), "dispatch": "ALS"},
    "wrist_and_a_paramedic": {"care": (ALS, "splint"), "dispatch": "BLS"},
    "sick_in_the_bus": {"care": ("ondansetron, IV push",), "dispatch": "BLS"},
    "three_of_one_drug": {"care": (ALS, "CPR", *["epinephrine, IV push"] * 3), "dispatch": "ALS"},
    "two_emts_and_a_stroke": {"care": (ALS, "oxygen"), "dispatch": "ALS", "crew": "EMT"},
    "wheezing_at_night": {"care": (ALS, "salbutamol, nebulized, EMT may"), "dispatch": "ALS"},
    "timed_shock": {"care": (ALS, "synchronized cardioversion"), "dispatch": "ALS"},
    "paramedics_for_everybody": {"care": (ALS, "CPAP, ALS only"), "dispatch": "BLS"},
    "paramedic_rides_along": {"care": (ALS, "vital signs"), **HOSPITALS},
    "drip_that_runs_on": {
        "care": ("heparin, IV infusion, already in place, ALS only",),
        **HOSPITALS,
    },
    "line_in_the_corridor": {"care": ("IV line, ALS only",), **HOSPITALS},
    "worse_on_the_way": {
        "care": ("labetalol, IV push", "midazolam, IV push", "fentanyl, IV push"),
        **HOSPITALS,
    },
    "pump_on_board": {
        "care": ("balloon pump",),
        "critical": "yes",
        "crew": "specialist",
        **HOSPITALS,
    },
    "nurse_for_company": {"care": ("vital signs",), "crew": "specialist", **HOSPITALS},
}
#: What each right option says of the level.
SAYS = {"bls": "BLS", "assess": "ALS1", "act": "ALS1", "als1": "ALS1", "als2": "ALS2", "sct": "SCT"}
#: The rules by which an option is right.
RULES = {
    "assess": "required ALS assessment",
    "act": "ALS intervention, emergency",
    "als1": "ALS intervention, no emergency",
}
ADMINISTRATIONS = {
    "thigh_twice": ("epinephrine, IM", "epinephrine, IM", "diphenhydramine, IV push"),
    "pain_nausea_and_a_liter": (
        *("fentanyl, IV push", "ondansetron, IV push"),
        "Ringer's lactate, IV infusion",
    ),
    "mouth_tongue_mask": (
        *("aspirin, oral, EMT may", "nitroglycerin, sublingual, EMT may"),
        "salbutamol, nebulized, EMT may",
    ),
    "adenosine_thrice": ("adenosine, IV push",) * 3,
    "dose_in_three": ("epinephrine, IV push, in parts",) * 3,
    "hour_of_norepinephrine": ("norepinephrine, IV infusion", "fentanyl, IV push"),
    "saline_and_the_nose": ("normal saline, IV infusion", "naloxone, intranasal, EMT may"),
    "crash_three_drugs": (
        *("ketamine, IV push", "calcium, IV push", "tranexamic acid, IV infusion"),
        "normal saline, IV push",
    ),
}
PAID = {
    "bed_and_a_van": ({"necessary": "no"}, "none"),
    "kitchen_floor": ({"outcome": "died before loading"}, "bls"),
    "on_the_ring_road": ({"outcome": "died after loading"}, "care"),
    "bed_confined": ({"necessary": "not said"}, "open"),
    "lifted_and_well": ({"outcome": "not transported"}, "none"),
    "oxygen_and_bed": ({}, "care"),
}
BANK = {question.id: question for question in questions()}


def transport(told: Mapping[str, object]) -> Transport:
    call = "emergency" if "dispatch" in told else "planned"
    return Transport(**{"date": DAY, "response": call, "crew": "paramedic", **told})  # type: ignore[arg-type]


@pytest.mark.parametrize("name", LEVELS)
def test_the_right_level_is_that_of_the_rules(name: str) -> None:
    told: Mapping[str, object] = LEVELS[name]
    (right,) = BANK[name].right
    decided = payment.classify(transport(told))
    emergency = "-E" if "dispatch" in told and SAYS[right.id] in ("BLS", "ALS1") else ""
    assert decided.level == SAYS[right.id] + emergency
    assert decided.rule is not None
    assert decided.rule.rule == RULES.get(right.id, decided.rule.rule)


@pytest.mark.parametrize("name", ADMINISTRATIONS)
def test_the_right_number_of_administrations_is_that_of_the_rules(name: str) -> None:
    sure, unsure = counted([payment.care(entry) for entry in ADMINISTRATIONS[name]])
    (right,) = BANK[name].right
    assert not any(unsure.values())
    assert ("none", "one", "two", "three")[sure] == right.id


@pytest.mark.parametrize("name", PAID)
def test_whether_it_is_paid_is_decided_by_the_gate(name: str) -> None:
    told, wanted = PAID[name]
    decided = payment.classify(transport({"care": ("oxygen",), "crew": "EMT", **told}))
    (right,) = BANK[name].right
    assert right.id == wanted
    stage = decided.rule.stage if decided.rule else "open"
    assert (stage == "gate") == (wanted in ("none", "bls"))
    assert (decided.level is None) == (wanted == "open")
    assert (decided.level == payment.NOTHING) == (wanted == "none")


def test_no_question_on_payment_is_left_out_here() -> None:
    asked = {
        q.id
        for q in questions()
        if q.lesson == "09_payment" and q.objective in ("Which level, and why", "Payable at all")
    }
    assert asked == {*LEVELS, *PAID}
