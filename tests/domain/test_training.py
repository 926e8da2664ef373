"""Hours as intervals: published ratios, properties, and the cautions of a comparison."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from helpers.domain import training
from helpers.domain.training import Hours, Ratio
from helpers.facts import load

NUMBER = st.floats(1, 10_000, allow_nan=False)
RATIOS = load("training_ratios").query("stated == 'computed'")
COURSES = RATIOS[RATIOS["beyond_or_including"].isin(["beyond", "including"])]


@st.composite
def hours(draw: st.DrawFn) -> Hours:
    return Hours(*sorted((draw(NUMBER), draw(NUMBER))))


@st.composite
def within(draw: st.DrawFn, span: Hours) -> float:
    return draw(st.floats(span.least, span.most))


# -- arithmetic ------------------------------------------------------------------------------


@pytest.mark.parametrize("row", COURSES.to_dict("records"), ids=COURSES["fact_id"])
def test_published_ratios(row: dict[str, object]) -> None:
    paramedic = Hours(row["paramedic_hours_least"], row["paramedic_hours_most"])
    emt = Hours(row["emt_hours_least"], row["emt_hours_most"])
    got = training.ratio(paramedic, emt, row["beyond_or_including"])
    expected = (row["ratio_low"], row["ratio_high"])
    assert (got.low, got.high) == pytest.approx(expected, abs=0.05001)


@pytest.mark.parametrize(
    ("got", "worked_by_hand"),
    [
        (training.beyond(Hours(1200, 1800), Hours(170, 170)), (7.0588, 10.5882)),
        (training.including(Hours(1200, 1800), Hours(170, 170)), (8.0588, 11.5882)),
        (training.including(Hours(1200, 1800), Hours(150, 190)), (7.3158, 13.0)),
        # Not to be had for 1 + p/e: the careless interval, wider than it may be.
        ((Hours(1200, 1800) + Hours(150, 190)).over(Hours(150, 190)), (7.1053, 13.2667)),
    ],
)
def test_four_decimals(got: Ratio, worked_by_hand: tuple[float, float]) -> None:
    assert (got.low, got.high) == pytest.approx(worked_by_hand, abs=5e-5)


@given(st.data(), hours(), hours())
def test_an_interval_holds_every_pair(data: st.DataObject, paramedic: Hours, emt: Hours) -> None:
    p, e = data.draw(within(paramedic)), data.draw(within(emt))
    alone, both = training.beyond(paramedic, emt), training.including(paramedic, emt)
    assert alone.low - 1e-9 <= p / e <= alone.high * (1 + 1e-9)
    assert both.low - 1e-9 <= (p + e) / e <= both.high * (1 + 1e-9)


@given(hours(), hours())
def test_an_interval_is_no_wider_than_its_ends(paramedic: Hours, emt: Hours) -> None:
    both = training.including(paramedic, emt)
    ends = [(p + e) / e for p in (paramedic.least, paramedic.most) for e in (emt.least, emt.most)]
    assert (both.low, both.high) == pytest.approx((min(ends), max(ends)))


@given(hours(), hours())
def test_including_is_one_more_and_never_wider_than_the_careless(p: Hours, e: Hours) -> None:
    alone, both, free = training.beyond(p, e), training.including(p, e), (p + e).over(e)
    assert (both.low, both.high) == pytest.approx((1 + alone.low, 1 + alone.high))
    assert free.low <= both.low + 1e-9 and both.high <= free.high * (1 + 1e-9)


@given(hours(), st.floats(1, 80), st.floats(1, 80))
def test_weeks_fall_as_the_pace_rises(span: Hours, slow: float, fast: float) -> None:
    assume(slow < fast)
    assert span.weeks(slow)[0] >= span.weeks(fast)[0]
    assert span.weeks(slow)[1] * slow == pytest.approx(span.most)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: Hours(190, 150), "exceed the most"),
        (lambda: Hours(-1, 150), "must be a number from 0"),
        (lambda: Hours(1, float("nan")), "must be a number from 0"),
        (lambda: Hours(1, 2).over(Hours(0, 2)), "no meaning"),
        (lambda: Hours(1, 2).weeks(0), "more than 0"),
        (lambda: training.ratio(Hours(1, 2), Hours(1, 2), "beyond EMT"), "did you mean 'beyond'"),
        (lambda: training.requirement("H600"), "did you mean 'H60'"),
        (lambda: training.place("Arizonia"), "did you mean 'Arizona'"),
        (lambda: training.find("paramedics"), "did you mean 'paramedic'"),
        (lambda: training.find("EMT", "Germny"), "did you mean 'Germany'"),
        (lambda: training.find("EMT", kind="rules"), "did you mean 'rule'"),
        (lambda: training.retention("Andersen 2019"), "did you mean 'Anderson 2019'"),
    ],
)
def test_nonsense_is_refused_in_words(call: object, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()


def test_numbers_in_words() -> None:
    assert str(Hours(1200, 1800)) == "1,200 to 1,800 hours" and str(Hours(170, 170)) == "170 hours"
    assert training.weeks_in_words(Hours(170, 170), 40) == "4.2 weeks"
    assert training.weeks_in_words(Hours(1200, 1800), 40) == "30 to 45 weeks"
    assert str(Ratio(7.69, 7.70)) == "7.7 times" and str(Ratio(7.06, 10.59)) == "7.1 to 10.6 times"


# -- requirements and places ----------------------------------------------------------------


def test_every_row_of_the_table_is_a_requirement() -> None:
    assert len(training.requirements()) == len(load("training_hours"))
    counted = [one for one in training.requirements() if one.hours is None]
    assert counted and all(one.hours_in_words() for one in counted)


def test_a_ladder_stands_on_the_course_below() -> None:
    steps = training.ladder(training.requirement("H80-3"))
    assert [one.fact_id for one in steps] == ["H79-2", "H80-2", "H80-3"]
    assert training.place("Virginia, old ladder").paramedic == Hours(1257, 1257)  # H98
    assert training.place("Virginia, old ladder").from_nothing == Hours(1411, 1411)


@pytest.mark.parametrize("name", training.place_names())
def test_every_place_can_be_compared(name: str) -> None:
    where = training.place(name)
    alone = training.compare(where)
    assert alone.ratio == training.beyond(where.paramedic, where.emt.hours)
    assert alone.warnings or where.confidence != "primary", "some doubt stands against every ratio"


@pytest.mark.parametrize(
    ("name", "way", "published"),
    [
        ("Arizona", "beyond", (7.7, 7.7)),
        ("Arizona", "including", (8.7, 8.7)),
        ("Virginia, old ladder", "beyond", (8.2, 8.2)),
        ("California", "including", (7.4, 7.4)),
        ("Pennsylvania, advice", "beyond", (5.0, 8.0)),
        ("Germany", "beyond", (8.8, 8.8)),
        ("Pennsylvania, advice", "including", (6.0, 9.0)),
        ("Austria", "including", (2.8, 2.8)),
        ("the source document", "beyond", (7.06, 10.59)),
    ],
)
def test_places_give_the_published_ratios(
    name: str, way: str, published: tuple[float, float]
) -> None:
    got = training.compare(training.place(name), way).ratio
    assert (got.low, got.high) == pytest.approx(published, abs=0.05001)


def test_what_is_no_prerequisite_cannot_be_included() -> None:
    germany = training.place("Germany")
    assert germany.from_nothing == germany.paramedic
    with pytest.raises(ValueError, match="nothing to include"):
        training.compare(germany, "including")
    with pytest.raises(ValueError, match="nothing to include"):
        training.towers(germany, "including", 40)


@pytest.mark.parametrize(
    ("name", "caution"),
    [
        ("Florida", "counts classroom only"),
        ("Germany", "several units mixed: school lessons of 45 minutes"),
        ("Germany", "need not come before"),
        ("Arizona", "ratio of two minima"),
        ("California", "is a minimum"),
        ("the source document", "counted is not stated"),
        ("Pennsylvania, advice", "comes first is not stated"),
        ("Ohio, before 2012", "no longer in force"),
    ],
)
def test_a_comparison_says_what_stands_against_it(name: str, caution: str) -> None:
    assert any(caution in told for told in training.compare(training.place(name)).warnings)


def test_levels_of_two_countries_are_compared_with_cautions() -> None:
    unlike = training.compare_levels(training.requirement("H30"), training.requirement("H62"))
    assert unlike.ratio.low == pytest.approx(4.6)
    told = " ".join(unlike.warnings)
    assert "two countries" in told and "builds on another course (EMT)" in told
    assert not unlike.is_like_with_like
    with pytest.raises(ValueError, match="not counted in hours"):
        training.compare_levels(training.requirement("H87"), training.requirement("H61"))


def test_like_with_like_needs_no_caution() -> None:
    # Two whole courses of one country, each with one number: nothing to warn of.
    fair = training.compare_levels(training.requirement("H94"), training.requirement("H92"))
    assert fair.is_like_with_like and fair.ratio.low == pytest.approx(212 / 180)


def test_places_are_compared_from_nothing() -> None:
    fair = training.compare_places(training.place("Germany"), training.place("Arizona"))
    assert fair.ratio.low == pytest.approx(4600 / 1130)
    assert any("Arizona is a minimum" in told for told in fair.warnings)
    assert any("two countries" in told for told in fair.warnings)


@pytest.mark.parametrize("name", training.place_names())
@given(pace=st.floats(4, 60))
def test_towers_stand_to_scale(name: str, pace: float) -> None:
    where = training.place(name)
    emt, paramedic = training.towers(where, "beyond", pace)
    assert emt.base == paramedic.base == 0
    assert (emt.least * pace, emt.most * pace) == pytest.approx(
        (where.emt.hours.least, where.emt.hours.most)
    )
    if where.can_include:
        taller = training.towers(where, "including", pace)[1]
        assert taller.base * pace == pytest.approx(where.emt.hours.most)
        assert (taller.most + taller.base) * pace == pytest.approx(where.from_nothing.most)


def test_what_is_counted_is_seen_on_the_tower() -> None:
    assert training.towers(training.place("Florida"), "beyond", 40)[1].counts == "part"
    assert training.towers(training.place("Germany"), "beyond", 40)[0].counts == "part"
    assert training.towers(training.place("Arizona"), "beyond", 40)[1].counts == "whole"
    assert (
        training.towers(training.place("the source document"), "beyond", 40)[0].counts == "unknown"
    )


def test_lessons_that_are_counted_as_hours_are_no_weeks_on_a_clock() -> None:
    emt, paramedic = training.towers(training.place("Germany"), "beyond", 40)
    assert str(emt) == "at least 520 hours, 13 weeks if every lesson were an hour"
    assert str(paramedic) == "at least 4,600 hours, 115 weeks"


def test_a_summary_counts_every_row_once() -> None:
    found = training.find("paramedic")
    told = training.summary(found)
    assert told.with_hours + told.with_duration + told.with_else == told.rows == len(found)
    assert told.with_duration == len([one for one in found if one.duration and not one.hours])
    assert (
        told.with_duration and training.summary(training.find("EMR", kind="program")).with_else == 0
    )
    assert training.summary(()).span is None


def test_finding_puts_the_fewest_hours_first_and_leaves_none_out() -> None:
    found = training.find("EMT")
    table = load("training_hours")
    assert len(found) == ((table["level"] == "EMT") | (table["level_name"] == "every level")).sum()
    least = [one.hours.least for one in found if one.hours]
    assert least == sorted(least) and found[-1].hours is None
    assert {one.country for one in training.find("EMT", "Austria")} == {"Austria"}
    assert training.summary(training.find("EMT", "United States")).span == Hours(110, 400)


def test_the_claim_is_the_source_documents() -> None:
    assert training.claimed() == Ratio(7.0, 10.0)
    assert Ratio(7.5, 9).is_within(training.claimed())
    assert not Ratio(7.1, 10.6).is_within(training.claimed())


def test_retention_is_as_published() -> None:
    assert list(training.retention("Anderson 2019")["percent"]) == [58, 26, 21, 15]


@pytest.mark.parametrize("level", training.LEVELS)
def test_a_rule_for_every_level_is_found_at_each(level: str) -> None:
    places = [one.jurisdiction for one in training.find(level, "United States")]
    assert "Wisconsin" in places and "Oregon" in places
