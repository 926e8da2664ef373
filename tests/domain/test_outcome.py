"""The studies as published, and no study left out by hand."""

from __future__ import annotations

import pytest

from helpers.domain import outcome
from helpers.facts import load


def by_id(question: str) -> dict[str, outcome.Study]:
    return {study.fact_id: study for study in outcome.studies(question)}


def test_published_values() -> None:
    als = by_id("ALS against BLS")
    assert (als["E01-2"].estimate, als["E01-2"].low, als["E01-2"].high) == (1.1, 0.8, 1.5)
    assert als["E05-1"].result() == "1.468 (1.257 to 1.715)"
    assert als["E04-1"].result() == "−4.0 points (−5.7 to −2.3)"
    assert als["E04-1"].people == "n = 31,292 against 1,643"
    drugs = by_id("drugs")
    assert drugs["E10"].result() == "1.39 (1.06 to 1.82)" and drugs["E10"].people == "n = 8,014"
    assert "no two-sided interval" in by_id("airway")["E18"].result()


def test_both_sides_are_there() -> None:
    als = outcome.studies("ALS against BLS")
    neutral = {"odds ratio": 1, "percentage points": 0}
    assert any(s.low > neutral[s.scale] for s in als)
    assert any(s.high < neutral[s.scale] for s in als)
    assert any(s.low <= neutral[s.scale] <= s.high for s in als)


def test_every_estimate_for_survival_is_taken() -> None:
    table = load("outcome_evidence")
    rows = table[table["topic"].isin(outcome.QUESTIONS) & table["estimate"].notna()]
    shown = {fact for question in outcome.QUESTIONS for fact in by_id(question)}
    left = rows[~rows["fact_id"].isin(shown)]
    # What is left counts admission, or something of which more is worse.
    assert ((left["higher_is"] == "worse") | left["outcome"].str.contains("admission")).all()


def test_odds_ratios_and_points_never_share_a_strip() -> None:
    for question in outcome.QUESTIONS:
        for study in outcome.studies(question):
            assert (study.scale == "percentage points") == (study.measure == "percentage points")


@pytest.mark.parametrize(
    ("key", "treated", "control"),
    [("E12-4", 363, 117), ("E12-1", 238, 80), ("E10", 32, 24), ("E11", 22, 19), ("E01-2", 51, 50)],
)
def test_stages_are_the_percentages_of_a_thousand(key: str, treated: int, control: int) -> None:
    stage = outcome.endpoint(key)
    assert (stage.treated, stage.control, stage.more) == (treated, control, treated - control)


def test_stages_of_one_study_only_get_fewer() -> None:
    for study in {stage.study for stage in outcome.endpoints()}:
        treated = [stage.treated for stage in outcome.endpoints() if stage.study == study]
        assert treated == sorted(treated, reverse=True)


def test_unknown_names_are_refused() -> None:
    with pytest.raises(ValueError, match="did you mean 'drugs'"):
        outcome.studies("drug")
    with pytest.raises(ValueError, match="there is no endpoint"):
        outcome.endpoint("E99")
