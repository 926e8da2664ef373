"""How often skills of ALS succeed: the counts reproduce the percentages, and say so."""

from __future__ import annotations

import dataclasses

import pytest

from helpers.domain import capabilities
from helpers.domain.capabilities import Share

BY_ID = {one.fact_id: one for one in capabilities.every_share()}
#: Written out by hand from the papers: count and people, and the percentage that they print.
COUNTED = {
    "CP08-1": (4, 23, 17.4),
    "CP08-2": (19, 23, 82.6),
    "CP09-1": (18, 56, 32),
    "CP09-2": (4, 26, 15),
    "CP10-1": (29, 299, 9.7),
    "CP11": (0, 112, 0),
    "CP13-n": (3, 17, 18),
    "CP13-t": (5, 6, 83),
    "CP17-32": (17, 26, 65),
    "CP17-45": (3, 75, 4),
    "CP04-sga": (4255, 4868, 87.4),
    "CP04-tube": (3473, 4397, 79.0),
    "SM11-2": (226, 285, 79),
}


@pytest.mark.parametrize("fact", COUNTED)
def test_counts_are_those_of_the_papers(fact: str) -> None:
    count, people, printed = COUNTED[fact]
    one = BY_ID[fact]
    assert (one.count, one.n) == (count, people)
    assert 100 * count / people == pytest.approx(
        printed, abs=0.51 if printed == int(printed) else 0.051
    )
    assert one.percent == pytest.approx(100 * count / people, abs=0.051)


def test_the_two_kinds_of_capture_are_the_whole_of_one_series() -> None:
    real, false = BY_ID["CP08-1"], BY_ID["CP08-2"]
    assert real.n == false.n and (real.count or 0) + (false.count or 0) == real.n


def test_after_a_shock_beat_flat_line_and_the_rest_are_all() -> None:
    beat, flat = BY_ID["SM14-beat"], BY_ID["SM14-flat"]
    assert beat.n == flat.n == 226
    assert 226 - (beat.count or 0) - (flat.count or 0) == 4  # tachycardia, 2 percent


@pytest.mark.parametrize("one", capabilities.every_share(), ids=lambda one: one.fact_id)
def test_each_share_lies_in_its_range_and_is_said_with_it(one: Share) -> None:
    if one.ends:
        assert one.ends[0] <= one.percent <= one.ends[1]
        assert f"{one.ends[0]:g} to {one.ends[1]:g}" in one.result
    if one.count is not None:
        assert f"{one.count:,} of {one.n:,}" in one.result


@pytest.mark.parametrize(
    ("fact", "change", "told"),
    [
        ("CP08-1", {"count": 5}, "5 of 23 are not 17.4 %"),
        ("CP08-1", {"n": 3}, "no part of 3"),
        ("CP08-1", {"percent_high": 38.1}, "ends at 37.1 %"),
        ("CP08-1", {"percent_high": None}, "two ends"),
        ("CP08-1", {"range_is": ""}, "go together"),
        ("CP08-1", {"result": "4 of 23 (17 %)"}, "result is '4 of 23 (17.4 %, 7 to 37.1)'"),
        ("SM10", {"n": None}, "without n"),
        ("CP13-n", {"is_main": True}, "for clinicians is no main row"),
    ],
)
def test_a_row_that_does_not_add_up_is_refused(
    fact: str, change: dict[str, object], told: str
) -> None:
    with pytest.raises(ValueError, match=f"{fact}") as caught:
        dataclasses.replace(BY_ID[fact], **change)  # type: ignore[arg-type]
    assert told in str(caught.value)


def test_main_rows_are_for_every_reader_and_an_unknown_capability_is_named() -> None:
    assert {one.audience for one in capabilities.shares()} == {"all"}
    assert {one.audience for one in capabilities.shares("decompression")} == {"clinicians"}
    with pytest.raises(ValueError, match="decompression"):
        capabilities.shares("decompresion")


def test_a_skill_has_the_rows_of_its_own_and_no_others() -> None:
    found = capabilities.shares("pacing")
    assert {one.skill for one in found} == {"pacing"} and len(found) == 7
    assert capabilities.shares("access") == tuple(
        one for one in capabilities.every_share() if one.capability == "access"
    )
