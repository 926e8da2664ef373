"""What must hold in the tables on advanced life support, row by row."""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import Any

import pytest

from helpers.facts import checked, load
from helpers.facts.selection import places

TABLES = (
    "capabilities",
    "capability_success",
    "care_clocks",
    "care_facts",
    "children",
    "resuscitation_durations",
    "reversible_causes",
    "special_circumstances",
    "stopping",
    "stopping_counts",
    "team",
)
WITH_AUDIENCE = tuple(name for name in TABLES if "audience" in load(name))
#: An amount of a drug or of energy, as it is written.
AMOUNT = re.compile(r"\d\s?(mg|mcg|micrograms?|g|mmol|mEq|mL|units|J)\b(?!/d?L)")


def rows_for(name: str, audience: str) -> list[dict[Hashable, Any]]:
    return [row for row in load(name).to_dict("records") if row["audience"] == audience]


@pytest.mark.parametrize("name", WITH_AUDIENCE)
def test_what_is_for_clinicians_stands_in_no_view_of_the_core(name: str) -> None:
    table = checked(name)
    audience = table.column("audience")
    for view in table.schema.views:
        if not view.evidence:
            shown = {audience[place] for place in places(view, table)}
            assert shown == {"all"}, f"{name}: {view.name}"


def test_the_pattern_knows_an_amount() -> None:
    assert AMOUNT.search("162 to 325 mg") and AMOUNT.search("4 J/kg") and AMOUNT.search("20 mmol")
    assert not AMOUNT.search("70 to 180 mg/dL") and not AMOUNT.search("within 120 minutes")


@pytest.mark.parametrize("name", WITH_AUDIENCE)
def test_no_row_for_every_reader_names_an_amount(name: str) -> None:
    for row in rows_for(name, "all"):
        told = " ".join(str(v) for k, v in row.items() if k not in ("note", "source", "via"))
        assert not AMOUNT.search(told), row["fact_id"]


@pytest.mark.parametrize("name", ("resuscitation_durations", "stopping_counts"))
def test_counts_about_stopping_are_for_crews_and_in_the_evidence(name: str) -> None:
    assert set(load(name)["audience"]) == {"clinicians"}
    assert all(view.evidence for view in checked(name).schema.views)


def test_rules_for_stopping_and_for_withholding_are_for_crews() -> None:
    stopping = load("stopping")
    assert set(stopping[stopping["topic"] == "rules"]["audience"]) == {"clinicians"}
    special = load("special_circumstances").set_index("fact_id")
    for fact in ("SP05-erc", "SP05-aha", "SP06-rcuk", "SP06-erc", "SP06-aha", "SP07", "SP13"):
        assert special.at[fact, "audience"] == "clinicians", fact


def test_cold_is_shown_as_disputed_and_never_as_settled() -> None:
    special = load("special_circumstances")
    cold = special[(special["situation"] == "deep cold") & (special["audience"] == "clinicians")]
    assert set(cold["standing"]) <= {"councils differ", "not settled"}
    held = str(special.set_index("fact_id").at["SP07", "what_changes"])
    assert "only when continuous CPR is not feasible or not safe" in held


def test_a_dispute_names_who_says_what() -> None:
    for name in TABLES:
        table = load(name)
        if not {"standing", "edition"} <= set(table):
            continue
        for row in table[table["standing"] == "councils differ"].to_dict("records"):
            named = f"{row['edition']} {row.get('council', '')}".strip()
            assert named, row["fact_id"]


def test_the_exceptions_to_a_rule_for_stopping() -> None:
    stopping = load("stopping")
    told = " ".join(stopping[stopping["topic"] == "exceptions"]["statement"]).lower()
    assert all(w in told for w in ("cold", "drowning", "overdose", "pregnancy", "child", "injury"))
    assert "Bystanders never decide" in " ".join(stopping["statement"])
    assert "fibrillation is no reason to stop" in " ".join(stopping["statement"])


def test_every_amount_by_weight_has_its_ceiling() -> None:
    doses = load("drug_doses")
    by_weight = doses[doses["per_kg"]]
    ceilings = by_weight[["most_single", "most_total", "most_total_per_kg"]].notna()
    assert len(by_weight) > 5 and ceilings.any(axis=1).all()
    energies = load("shock_energies")
    by_weight = energies[energies["joules_per_kg_most"].notna()]
    assert len(by_weight) > 5 and (by_weight["ceiling_joules"] > 0).all()
    assert by_weight["ceiling"].str.len().min() > 0
    for name in TABLES:
        for row in load(name).to_dict("records"):
            told = " ".join(str(value) for value in row.values())
            if re.search(r"\d\s?(mg|mcg|mL|J|g)/kg", told):
                assert "at most" in told, row["fact_id"]


def test_the_five_capabilities_each_say_what_for_what_they_need_and_what_goes_wrong() -> None:
    table = load("capabilities")
    assert len(set(table["capability"])) == 5
    for _, rows in table.groupby("capability"):
        assert {"what for", "needs", "success", "goes wrong"} <= set(rows["aspect"])


def test_cardioversion_has_its_safety_line() -> None:
    table = load("capabilities")
    rows = table[table["skill"] == "cardioversion"]
    told = " ".join(rows["statement"])
    for word in ("Sedation", "each R", "held", "SYNC", "Pre-excited", "never in an arrest"):
        assert word in told, word


@pytest.mark.parametrize(
    ("council", "words"),
    [("AHA", "30:2 alone, 15:2 with two"), ("ERC/RCUK", "15:2 by those trained for children")],
)
def test_ratios_of_a_child_by_council(council: str, words: str) -> None:
    table = load("children")
    row = table[(table["topic"] == "compressions to breaths") & (table["council"] == council)]
    assert words in row["child"].item() and set(row["standing"]) == {"councils differ"}


def test_an_overdose_with_a_pulse_is_treated_by_breaths_and_naloxone() -> None:
    told = load("special_circumstances").set_index("fact_id")["what_changes"]
    assert "breaths and naloxone are the treatment" in told["SP01-2"]
    assert "Neither waits" in told["SP01-1"] and "CPR with breaths" in told["SP01-1"]


def test_durations_say_on_which_clock_and_name_no_single_rule() -> None:
    table = load("resuscitation_durations")
    assert table["clock"].str.len().min() > 2
    (view,) = checked("resuscitation_durations").schema.views
    assert "no rule for stopping" in view.caption
