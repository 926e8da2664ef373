"""Ready tables: every number of the domain is there, and what is not known is said."""

from __future__ import annotations

import pytest

from helpers.apps import tables
from helpers.domain import aed, chain, cpr, scope, survival, training
from helpers.facts import TableView, with_sign


def test_a_chain_link_by_link() -> None:
    rows = tables.links_table().rows
    assert [row["Name"] for row in rows] == list(chain.links()["link"])
    assert all(row["Who forges it"] for row in rows)


def test_every_chain_with_links_is_one_row() -> None:
    rows = tables.chains_table().rows
    assert [row["Chain"].rstrip(" †‡") for row in rows] == [one.chain for one in chain.editions()]
    assert all(row["In order"].count("→") + 1 == int(row["Links"]) for row in rows)


def test_what_a_registry_counted_has_its_source() -> None:
    table = tables.counts_table("all", year=2025)
    assert table.caption == "Survival to hospital discharge"
    (row,) = table.rows
    assert row == {"Who": "all †", "Percent": "10.5", "Year": "2025"}
    assert "Sources: CARES 2025, quoted by " in table.note
    assert "CARES2025" in table.sources and "CARES2025" not in repr(table)


def test_each_model_says_where_it_is_valid() -> None:
    rows = {row["Model"]: row for row in tables.models_table().rows}
    assert len(rows) == len(survival.model_names())
    least, most = survival.model("larsen").valid_minutes
    assert rows["Larsen 1993"]["Drawn as valid"].startswith(f"{least:g} to {most:g} minutes (")


def test_what_was_not_read_is_said() -> None:
    cells = {row["Metric"].rstrip(" †‡"): row for row in tables.newest_rows("adult")}
    assert cells["rate"]["AHA"] == "100 to 120 a minute (AHA 2025)"
    assert cells["rate"]["Metric"] == "rate †"
    assert cells["head-up CPR"]["RCUK and ERC"] == tables.NOT_READ


def test_ages_stand_side_by_side() -> None:
    (depth,) = (row for row in tables.ages_table("AHA").rows if row["Metric"] == "depth †")
    assert list(depth) == ["Metric", *cpr.AGES] and "5 cm" in depth["adult"]


def test_history_marks_what_was_replaced() -> None:
    rows = tables.history_rows("adult")
    told = {row["Edition"]: row["Replaced"] for row in rows if row["Metric"][:5] == "depth"}
    assert told == {"AHA 2020": "yes", "AHA 2025": "", "ERC 2021": "yes", "RCUK 2025": ""}


def test_a_finding_carries_unit_and_interval() -> None:
    found = [row["Found"] for row in tables.findings_table("Cheskes").rows]
    assert found[0] == "adjusted odds ratio 0.47 (0.27 to 0.82; 95 %)"


def test_an_edition_is_named_where_it_is_not_the_newest() -> None:
    table = tables.ages_table("AHA")
    assert table.caption.startswith("AHA 2025")
    (pulse,) = (row for row in table.rows if row["Metric"].startswith("pulse check"))
    assert "(" not in pulse["adult"] and pulse["child"].endswith("(AHA 2015)")


def test_a_row_has_the_sign_of_its_weakest_cell() -> None:
    (row,) = (r for r in tables.ages_table("AHA").rows if r["Metric"][:11] == "compression")
    assert row["Metric"].endswith(" ‡")


@pytest.mark.parametrize(
    "table",
    [
        tables.links_table(),
        tables.chains_table(),
        tables.counts_table("all"),
        tables.models_table(),
        tables.ages_table("AHA"),
        tables.findings_table("Paradis"),
        tables.assumptions_table(),
        tables.checks_table(),
    ],
)
def test_no_ready_table_has_a_column_of_confidence_or_a_key(table: TableView) -> None:
    text = repr(table)
    assert table.sources and not any(key in text for key in table.sources if key != "COMMON")
    assert "second-hand" not in text.replace("read only where others quote it", "")
    assert ("†" in text) == ("† read only where others quote it" in text)


def test_every_assumption_is_called_a_teaching_model() -> None:
    table = tables.assumptions_table()
    assert "teaching model" in table.caption
    assert {row["Origin"] for row in table.rows} >= {"our choice", "Yu and others 2008"}


def test_the_models_failure_stands_beside_what_was_found() -> None:
    told = {row["When"]: row for row in tables.checks_table().rows}
    recovered = told["after 20 s of compressions"]
    assert recovered["Found"].startswith("83 percent") and recovered["Model"] == "100 %"
    assert told["after the pause"]["Model"].endswith(" mmHg")


@pytest.mark.parametrize("by", ["class", "rhythm"])
def test_grades(by: str) -> None:
    rows = tables.grades_table(aed.recorded(by=by)).rows
    assert rows[0]["Goal, %"] == "over 90, surely over 87" and rows[0]["Met"] in ("yes", "no")
    assert rows[-1]["Met"] == "report only" and rows[-1]["Wrong"] == "–"


def test_every_difference_between_the_lists_is_one_row_with_its_lists_as_sources() -> None:
    table = tables.differences_table()
    assert [row["What"] for row in table.rows] == list(scope.disagreements()["name"])
    assert all(" in " in row["Who says what"] for row in table.rows)
    assert {"MONTANA_ECP", "SOPM_SECOND", "WY_5_12"} <= set(table.sources)


def test_every_place_with_both_courses_has_its_ratio_and_its_cautions() -> None:
    table = tables.ratios_table()
    places = [training.place(name) for name in training.place_names()]
    assert "† read only where others quote it" in table.note and "second-hand" not in str(table)
    for row, where in zip(table.rows, places, strict=True):
        assert row["Place"] == with_sign(where.name, where.confidence)
        alone = training.compare(where)
        assert row["Part alone"] == str(alone.ratio)
        assert row["Careful"] == ("; ".join(alone.warnings) or "–")
