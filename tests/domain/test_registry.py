"""What registries counted: the years asked for, and the arithmetic beside them."""

from __future__ import annotations

import pytest

from helpers.domain import registry
from helpers.domain.errors import DomainError
from helpers.facts import load


@pytest.mark.parametrize(
    ("group", "percent"),
    [
        # CARES 2025, as quoted by the notes that read its report.
        ("all", 10.5),
        ("shockable", 29.0),
        ("non-shockable", 6.4),
        ("witnessed by a bystander", 16.1),
        ("unwitnessed", 4.3),
        ("bystander CPR given", 12.9),
        ("no bystander CPR", 7.7),
    ],
)
def test_the_newest_year_is_taken(group: str, percent: float) -> None:
    count = registry.newest(group)
    assert (count.value, count.unit, count.year) == (percent, "percent", 2025)


def test_a_year_can_be_asked_for() -> None:
    count = registry.newest("witnessed by a bystander", year=2023)
    assert (count.value, count.year) == (15.6, 2023)
    with pytest.raises(DomainError, match="in 1999 in our tables"):
        registry.newest("all", year=1999)


def test_rows_bring_their_source_along() -> None:
    rows = registry.counts("all", "unwitnessed")
    assert list(rows["group"]) == ["all", "unwitnessed"] and list(rows["value"]) == [10.5, 4.3]
    assert set(rows["confidence"]) == {"second-hand"} and rows["source"].map(len).all()


def test_the_rhythm_makes_a_part_of_the_gap() -> None:
    part = registry.rhythm_part()
    # 15.6 - 4.6, and (28.4 - 9.8) x (28.8 - 6.3) / 100: CARES 2023.
    assert part.gap == pytest.approx(11.0)
    assert part.points == pytest.approx(4.185)
    assert part.percent == pytest.approx(38.05, abs=0.01)
    assert str(part).endswith("would make 4.2 of them, or 38 %")


def test_all_numbers_of_a_part_are_of_one_year() -> None:
    # The shockable shares by witness are not known for the newest year.
    with pytest.raises(DomainError, match=r"initially shockable.* in 2025"):
        registry.rhythm_part(year=2025)


def test_the_report_that_was_not_read_is_marked_so() -> None:
    rows = [row for row in load("registry").itertuples() if "CARES2025" in row.source]
    assert rows and {(row.year, row.confidence) for row in rows} == {(2025, "second-hand")}
