"""How well people read rhythms: the rows that stand beside a learner's own, as published."""

from __future__ import annotations

from helpers.domain.rhythm_readers import readers


def test_a_bound_is_told_as_one_and_a_share_as_a_share() -> None:
    said = {one.fact_id: str(one) for one in readers()}
    assert said["RW01"] == "paramedics 83.7 % (shock or no shock, 2024)"
    assert said["RW05"] == "nurses 77 % (ventricular fibrillation, 2017)"
    assert "over 70 %" in said["RW06"]
    # A chance of noticing in the 1980s has no year of publication here.
    assert said["RW11"].endswith("42 % (runs of ventricular tachycardia)")


def test_ends_are_where_a_range_is_named() -> None:
    for one in readers():
        has_ends = one.percent_low is not None or one.percent_high is not None
        assert has_ends == bool(one.range_is), one.fact_id
        if one.percent is not None and one.percent_low is not None and one.percent_high:
            assert one.percent_low <= one.percent <= one.percent_high
