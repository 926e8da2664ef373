"""What Medicare pays for: the keys of the run sheets, and what holds whatever is on a sheet."""

from __future__ import annotations

import dataclasses
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.domain import payment
from helpers.domain.payment import NOTHING, SheetError, Transport, classify, rank
from helpers.domain.payment.care import WORDS, kinds
from helpers.domain.payment.rules import Rule
from helpers.facts import load

#: Written by hand from the second reading of the rules: level, or the levels that stay open.
KEYS = {
    "RS01": "BLS",
    "RS02": "BLS-E",
    "RS03": "ALS1-E",
    "RS06": "BLS-E",
    "RS08": "BLS-E",
    "RS09": "BLS-E",
    "RS10": "ALS1-E",
    "RS11": "ALS1-E",
    "RS12": "ALS1",
    "RS13": "ALS2",
    "RS18": "ALS1-E",
    "RS22": "ALS1-E",
    "RS23": "ALS1-E",
    "RS24": "BLS-E",
    "RS25": "ALS2",
    "RS28": "ALS2",
    "RS30": "ALS2",
    "RS31": "ALS2",
    "RS32": "ALS2",
    "RS33": "ALS1-E",
    "RS35": "ALS2",
    "RS36": "ALS2",
    "RS37": "ALS2",
    "RS39": "SCT",
    "RS41": "ALS2",
    "RS42": "SCT",
    "RS45": "PI",
    "RS47": NOTHING,
    "RS49": "ALS2",
    "RS50": NOTHING,
    "RS52": "BLS-E",
    "RS53": "BLS-E",
    "RS55": "BLS-E",
    "RS56": "BLS-E",
    "RS56-2": "ALS1-E",
    "RS56-3": "ALS1-E",
    "RS57": "BLS",
    "RS58": NOTHING,
    "OS01": "BLS",
    "OS02": "ALS1",
    "OS03": "ALS1-E",
    "OS04": "BLS-E",
    "OS06": "BLS",
    "OS07": "ALS2",
    "OS10": "ALS2",
    "OS13": "ALS1-E",
    "OS14": "ALS1",
    "OS16": "ALS1-E",
    "OS18": "BLS-E",
    "OS19": "BLS",
    "OS21": "ALS1",
    "OS22": "ALS1-E",
    "OS23": "ALS2",
    "OS26": "ALS1-E",
}
#: What cannot be decided: the row that keeps it open, or what the sheet should have said.
OPEN = {
    "RS15": "F109-1",
    "RS16": "F109-1",
    "RS17": "F109-1",
    "RS20": "F106-1",
    "RS27": "F145-1",
    "RS44": "whether ALS personnel had to do any of it",
    "RS59": "F167-1",
    "OS05": "condition at the scene",
    "OS08": "F107-2",
    "OS09": "F106-2",
    "OS11": "F114-3",
    "OS12": "F114-2",
    "OS15": "F117-2",
    "OS17": "whether EMTs may do this there: IV line",
    "OS20": "any other vehicle",
    "OS24": "F145-2",
    "OS25": "F145-3",
    "OS27": "F167-2",
}
SHEETS = payment.run_sheets()
STANDING = dict(load("run_sheets")[["sheet", "standing"]].itertuples(index=False))


def test_every_sheet_has_a_key_by_hand() -> None:
    assert {*KEYS, *OPEN} == set(SHEETS) and not {*KEYS} & {*OPEN}
    assert len({name.partition("-")[0] for name in SHEETS if name.startswith("RS")}) == 43


@pytest.mark.parametrize("sheet", KEYS)
def test_a_sheet_has_the_level_of_its_key(sheet: str) -> None:
    decided = classify(SHEETS[sheet])
    assert decided.level == KEYS[sheet], decided.said
    assert (
        decided.rule is not None and decided.rule.may_decide and decided.rule.said in decided.said
    )


@pytest.mark.parametrize("sheet", OPEN)
def test_what_cannot_be_decided_is_said_with_what_keeps_it_open(sheet: str) -> None:
    decided = classify(SHEETS[sheet])
    assert decided.level is None and decided.rule is None and len(decided.possible) > 1
    assert payment.UNDECIDED in decided.said and OPEN[sheet] in decided.said
    assert STANDING[sheet] in ("undecided", "ours")


def test_as_many_sheets_are_clear_lack_a_word_or_stay_open_as_the_second_reading_says() -> None:
    stem = {name.partition("-")[0]: how for name, how in STANDING.items() if name[0] == "R"}
    assert Counter(stem.values()) == {"clear": 23, "word added": 13, "undecided": 7}


def test_the_seven_codes_and_weights() -> None:
    """As the fee schedule prints them."""
    assert {one.level: (one.code, one.relative_value) for one in payment.levels().values()} == {
        "BLS": ("A0428", 1.0),
        "BLS-E": ("A0429", 1.6),
        "ALS1": ("A0426", 1.2),
        "ALS1-E": ("A0427", 1.9),
        "ALS2": ("A0433", 2.75),
        "SCT": ("A0434", 3.25),
        "PI": ("A0432", 1.75),
    }


# The rules, one by one.

CALL = Transport(date(2026, 3, 2), "emergency", "paramedic", dispatch="BLS")


def level(*care: str, **change: object) -> str | None:
    return classify(dataclasses.replace(CALL, **change).with_care(*care)).level  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("care", "wanted"),
    [
        (["fentanyl, IV push"] * 3, "ALS2"),  # the same drug three times
        (["fentanyl, IV push"] * 2, "ALS1-E"),
        (["fentanyl, IV push"] * 2 + ["normal saline, IV infusion"], "ALS1-E"),
        (["fentanyl, IV push"] * 2 + ["Ringer's lactate, IV infusion, ALS only"], "ALS1-E"),
        (["fentanyl, IV push"] * 2 + ["hypertonic saline, IV infusion, ALS only"], "ALS1-E"),
        (["fentanyl, IV push"] * 2 + ["dextrose 10 %, IV infusion, ALS only"], "ALS1-E"),
        (["fentanyl, IV push"] * 2 + ["glucagon, IM, ALS only"], "ALS1-E"),
        (["fentanyl, IV push"] * 2 + ["ketamine, intranasal, ALS only"], "ALS1-E"),
        (["fentanyl, IV push"] * 2 + ["ketamine, IV push, precautionary"], "ALS1-E"),
        (["fentanyl, IV push"] * 2 + ["dopamine, IV infusion"], "ALS2"),
        (["diltiazem, IV push"] * 2 + ["diltiazem, IV infusion"], "ALS2"),
        (["dopamine, IV infusion"], "ALS1-E"),  # one infusion is one
        (["dopamine, IV infusion"] + ["dopamine, IV infusion, in parts"] * 4, "ALS1-E"),
        (["epinephrine, IV push, in parts"] * 6, "ALS1-E"),  # one dose
        (["epinephrine, IV push, in parts"] * 2 + ["epinephrine, IV push"] * 2, "ALS2"),
        (["adrenaline, IV bolus", "epinephrine, IV push", "TXA, IV infusion"], "ALS2"),
    ],
)
def test_three_administrations(care: list[str], wanted: str) -> None:
    assert level(*care) == wanted


@pytest.mark.parametrize(
    "care",
    [
        "manual defibrillation",
        "cardioversion",
        "intubation",
        "central line",
        "pacing",
        "needle decompression",
        "surgical airway",
        "IO line",
    ],
)
def test_one_procedure_of_the_list_is_enough_on_any_day(care: str) -> None:
    assert level(care) == level(care, date=date(2002, 4, 1)) == "ALS2"


def test_an_aed_a_supraglottic_airway_and_oxygen_are_not_on_the_list() -> None:
    assert level("AED", "oxygen", "supraglottic airway, ALS only") == "ALS1-E"


@pytest.mark.parametrize("blood", ["low-titre O whole blood", "packed red cells", "plasma"])
def test_blood_is_on_the_list_since_2025(blood: str) -> None:
    assert level(blood, date=date(2024, 12, 31)) == "ALS1-E"
    assert level(blood, date=date(2025, 1, 1)) == "ALS2"


def test_an_assessment_needs_emergency_crew_and_what_was_told_at_dispatch() -> None:
    planned = {"response": "planned", "dispatch": ""}
    assert level("ALS assessment", dispatch="ALS") == "ALS1-E"
    assert level("ALS assessment", dispatch="ALS", crew="AEMT") == "ALS1-E"
    assert level("ALS assessment", dispatch="ALS", crew="EMT") == "BLS-E"
    assert level("ALS assessment", dispatch="BLS") == "BLS-E"
    assert level("vital signs", dispatch="ALS") == "BLS-E"
    assert level("ALS assessment", **planned) == "BLS"
    assert level("ALS assessment", response="hailed", dispatch="") == "BLS"


def test_without_a_protocol_the_condition_at_the_scene_decides() -> None:
    assert level("ALS assessment", dispatch="no protocol", scene="ALS") == "ALS1-E"
    assert level("ALS assessment", dispatch="no protocol", scene="BLS") == "BLS-E"
    assert level("ALS assessment", dispatch="no protocol") is None
    assert level("vital signs", dispatch="no protocol") == "BLS-E"


def test_care_of_an_emt_never_lowers_an_als_response() -> None:
    """The order of the tests: a required assessment counts whatever follows."""
    assert level("ALS assessment", "supraglottic airway, EMT may", dispatch="ALS") == "ALS1-E"
    decided = classify(
        dataclasses.replace(CALL, dispatch="ALS").with_care("fentanyl, IV push", "ALS assessment")
    )
    assert decided.rule is not None and decided.rule.stage == "assessment"


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({}, "SCT"),
        ({"to_place": "home"}, None),
        ({"from_place": "nursing facility"}, None),
        ({"critical": "no"}, None),
        ({"from_place": "Medicare skilled nursing facility"}, "SCT"),
        ({"from_place": "Medicare skilled nursing facility", "date": date(2007, 1, 1)}, "SCT"),
        ({"from_place": "Medicare skilled nursing facility", "date": date(2006, 12, 31)}, None),
        ({"date": date(2006, 12, 31)}, "SCT"),
    ],
)
def test_specialty_care_needs_ends_patient_and_care(
    change: dict[str, object], wanted: str | None
) -> None:
    ride: dict[str, object] = {"response": "planned", "dispatch": "", "crew": "specialist"}
    ride |= {"from_place": "hospital", "critical": "yes"}
    assert level("balloon pump", **(ride | change)) == wanted


def test_on_no_day_before_2007_could_a_skilled_nursing_facility_be_an_end() -> None:
    sheet = dataclasses.replace(SHEETS["OS27"], date=date(2006, 12, 31))
    assert classify(sheet).level == "ALS1"


@pytest.mark.parametrize("missing", payment.transport.INTERCEPT[2:])
def test_an_intercept_needs_every_condition(missing: str) -> None:
    every = payment.transport.INTERCEPT
    assert level("fentanyl, IV push", intercept=every) == "PI"
    left = tuple(word for word in every if word != missing)
    assert level("fentanyl, IV push", intercept=left) == "ALS1-E"
    assert level("oxygen", intercept=every) == "BLS-E"
    assert level("fentanyl, IV push", "intubation", intercept=every) == "PI"


def test_an_intercept_without_agreement_cannot_be_decided() -> None:
    every = set(payment.transport.INTERCEPT) - {"agreement"}
    assert level("fentanyl, IV push", intercept=tuple(every)) is None


def test_an_intercept_of_open_care_is_pi_or_bls() -> None:
    call = dataclasses.replace(CALL, intercept=payment.transport.INTERCEPT)
    assert classify(call.with_care("IV line")).possible == ("BLS-E", "PI")


def test_the_gate_comes_first_and_death_on_the_way_changes_nothing() -> None:
    for care in ("vital signs", "intubation"):
        assert level(care, outcome="died before dispatch") == NOTHING
        assert level(care, outcome="not transported") == NOTHING
        assert level(care, outcome="died before loading") == "BLS"
        assert level(care, necessary="no") == NOTHING
        assert level(care, outcome="died after loading") == level(care)


# What holds whatever is on a sheet.

ROUTED = ("drug", "fluid", "concentrated dextrose")


def _entry(name: str, words: list[str]) -> str | None:
    text = ", ".join((name, *words))
    try:
        one = payment.care(text)
    except ValueError:
        return None
    return text if one.kind == "assessment" or one.scope != "beyond" else None


NAMES = [one.care for one in kinds() if one.kind not in ROUTED]
DRUGS = ["epinephrine", "fentanyl", "normal saline", "dextrose 50 %", "heparin"]
ROUTE_WORDS = st.sampled_from(["IV push", "IV infusion", "IO push", "IM"])
MARKS = st.lists(st.sampled_from([w for w in WORDS if w[:2] not in ("IV", "IO")]), max_size=2)
ENTRIES = st.one_of(
    st.builds(_entry, st.sampled_from(NAMES), MARKS),
    st.builds(
        lambda name, route, marks: _entry(name, [route, *marks]),
        st.sampled_from(DRUGS),
        ROUTE_WORDS,
        st.lists(
            st.sampled_from(
                ["in parts", "milligrams only", "already in place", "precautionary", "ALS only"]
            ),
            max_size=1,
        ),
    ),
).filter(bool)
BEYOND = st.sampled_from(["balloon pump", "mechanical ventilation, beyond paramedic"])


@st.composite
def transports(draw: st.DrawFn) -> Transport:
    response = draw(st.sampled_from(["emergency", "planned", "hailed"]))
    dispatch = scene = ""
    intercept: list[str] = []
    if response == "emergency":
        dispatch = draw(st.sampled_from(["ALS", "BLS", "no protocol"]))
        scene = draw(st.sampled_from(["", "ALS", "BLS"])) if dispatch == "no protocol" else ""
        words = payment.transport.INTERCEPT
        intercept = draw(st.sampled_from([[], [*words], [*words[:2]], [words[0], *words[2:]]]))
    crew = draw(st.sampled_from(["AEMT", "paramedic", "specialist"]))
    care = draw(
        st.lists(ENTRIES if crew != "specialist" else st.one_of(ENTRIES, BEYOND), max_size=6)
    )
    sheet = Transport(
        date(2002, 4, 1) + timedelta(days=draw(st.integers(0, 9000))),
        response,
        crew,
        dispatch=dispatch,
        scene=scene,
        intercept=tuple(intercept),
        from_place=draw(st.sampled_from(Transport.WORDS["from_place"])),
        to_place=draw(st.sampled_from(Transport.WORDS["to_place"])),
        critical=draw(st.sampled_from(["yes", "no"])),
        necessary=draw(st.sampled_from(["yes", "yes", "yes", "no", "not said"])),
        outcome=draw(st.sampled_from(["transported"] * 4 + [*Transport.WORDS["outcome"]])),
    )
    return sheet.with_care(*care)


@given(transports(), ENTRIES, st.integers(0, 6))
@settings(max_examples=400)
def test_more_care_never_lowers_the_level(sheet: Transport, more: str, place: int) -> None:
    held = list(sheet.care)
    held.insert(place, payment.care(more))
    before, after = classify(sheet).possible, classify(sheet.with_care(*held)).possible
    assert rank(after[0]) >= rank(before[0]) and rank(after[-1]) >= rank(before[-1])


@given(transports(), st.randoms())
@settings(max_examples=200)
def test_the_order_of_care_never_matters(sheet: Transport, chance: object) -> None:
    mixed = list(sheet.care)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    first, second = classify(sheet), classify(sheet.with_care(*mixed))
    assert (first.level, first.rule, first.possible) == (second.level, second.rule, second.possible)


@given(transports())
@settings(max_examples=300)
def test_no_sheet_has_two_levels_and_every_rule_of_the_day_was_tried(sheet: Transport) -> None:
    decided = classify(sheet)
    tried = [one.rule.fact_id for one in decided.tried]
    assert tried == [one.fact_id for one in payment.rules() if one.is_in_force(sheet.date)]
    if decided.rule is None:
        assert decided.level is None and len(decided.possible) > 1
        assert decided.open_rules
    else:
        assert decided.possible == (decided.level,) == (decided.rule.level,)
        assert next(t for t in decided.tried if t.rule is decided.rule).fits == "yes"
    assert all(t.not_met in t.rule.conditions for t in decided.tried if t.fits == "no")


@given(transports())
@settings(max_examples=300)
def test_an_independent_reading_of_the_rules_agrees(sheet: Transport) -> None:
    """Written once more, in another way, for what is said on a sheet without doubt."""
    decided = classify(sheet)
    if decided.level is not None:
        assert decided.level == _plainly(sheet)


def _plainly(sheet: Transport) -> str:
    if sheet.outcome in ("died before dispatch", "not transported"):
        return NOTHING
    if sheet.outcome == "died before loading":
        return "BLS"
    if sheet.necessary == "no":
        return NOTHING
    urgent = sheet.response == "emergency"
    needed = [one for one in sheet.care if one.is_needed and one.done != "attempted"]
    assessed = any(one.name == "ALS assessment" and not one.done for one in needed)
    asked = sheet.scene if sheet.dispatch == "no protocol" else sheet.dispatch
    acts = {one.name for one in needed if one.scope.startswith("ALS")} - {"ALS assessment"}
    is_als = bool(acts) or (urgent and assessed and asked == "ALS")
    ends = [sheet.from_place, sheet.to_place]
    after_2006 = sheet.date.year > 2006
    if (
        sheet.critical == "yes"
        and any(one.scope == "beyond" for one in needed)
        and all(end == "hospital" or ("skilled" in end and after_2006) for end in ends)
    ):
        return "SCT"
    if is_als and len(sheet.intercept) == 5:
        return "PI"
    listed = {one.care for one in kinds() if one.kind == "procedure"}
    if sheet.date.year < 2025:
        listed -= {"blood transfusion"}
    done = {one.name for one in needed if not one.done or "endotracheal" in one.name}
    given = [
        (one.name, one.route, one.dose) for one in needed if one.kind == "drug" and not one.done
    ]
    pushes = sum(route == "IV push" and not dose for _, route, dose in given)
    parts = len({one for one in given if one[1:] == ("IV push", "in parts")})
    drips = len(
        {name for name, route, dose in given if route == "IV infusion" and "mil" not in dose}
    )
    if done & listed or pushes + parts + drips >= 3:
        return "ALS2"
    return ("ALS1" if is_als else "BLS") + ("-E" if urgent else "")


def test_every_rule_decides_a_sheet_or_keeps_one_open() -> None:
    decided = [classify(one) for one in SHEETS.values()]
    used = {one.rule.fact_id for one in decided if one.rule}
    opened = {rule.fact_id for one in decided for rule in one.open_rules}
    assert used == {one.fact_id for one in payment.rules() if one.may_decide}
    assert opened >= {one.fact_id for one in payment.rules() if not one.may_decide}
    assert all(payment.sheets_by_rule().values())
    assert payment.sheets_by_rule()["F145-1"] == ("RS27",)


@pytest.mark.parametrize(
    "rule",
    [one for one in payment.rules() if one.fact_id not in ("F100-1", "F101-1", "F101-2")],
    ids=lambda rule: rule.fact_id,
)
def test_without_a_rule_some_sheet_has_another_answer(rule: Rule) -> None:
    """But for the three with which every sheet begins."""
    others = [one for one in payment.rules() if one is not rule]
    sheets = SHEETS.values()
    assert any(classify(one).possible != classify(one, others).possible for one in sheets)


@pytest.mark.parametrize(
    ("change", "column", "told"),
    [
        ({"response": "emergncy"}, "response", "did you mean 'emergency'"),
        ({"dispatch": ""}, "dispatch", "in an emergency say"),
        ({"scene": "ALS"}, "scene", "empty it"),
        ({"response": "planned"}, "dispatch", "empty it"),
        ({"date": date(2002, 3, 31)}, "date", "began on 2002-04-01"),
        ({"patients": 0}, "patients", "at least 1"),
        ({"loaded_miles": -1.0}, "loaded_miles", "from 0 on"),
        ({"loaded_miles": float("nan")}, "loaded_miles", "from 0 on"),
        ({"intercept": ("agreement",)}, "intercept", "add it or empty"),
        ({"care": ("fentanil, IV push",)}, "care", "did you mean 'fentanyl'"),
        ({"care": ("fentanyl",)}, "care", "how was it given"),
        ({"care": ("fentanyl, IV push, IM",)}, "care", "cannot both be"),
        ({"care": ("fentanyl, IV pus",)}, "care", "did you mean 'IV push'"),
        ({"care": ("splint, IV push",)}, "care", "no route"),
        ({"care": ("intubation, EMT may",)}, "care", "take 'EMT may' out"),
        ({"care": ("balloon pump",)}, "crew", "beyond a paramedic"),
        ({"crew": "EMT", "care": ("fentanyl, IV push",)}, "crew", "is the work of ALS"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_column(
    change: dict[str, object], column: str, told: str
) -> None:
    with pytest.raises(SheetError, match=column) as caught:
        dataclasses.replace(CALL, **change)  # type: ignore[arg-type]
    assert caught.value.column == column and told in str(caught.value)


def test_a_death_before_loading_has_a_level_and_no_code() -> None:
    decided = classify(SHEETS["OS06"])
    assert (decided.level, decided.code) == ("BLS", "") and "was not read" in decided.said
