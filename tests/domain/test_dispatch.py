"""A hundred calls and one threshold; the counts; what was published."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.domain import dispatch
from helpers.domain.dispatch import Counts, Share, natural_frequencies, sort_calls
from helpers.domain.errors import DomainError
from helpers.facts import load

some = st.integers(0, 5000)
percent = st.floats(0, 100, allow_nan=False)


def test_there_are_a_hundred_and_as_many_need_als_as_in_san_mateo() -> None:
    counts = sort_calls(0).counts
    assert counts.calls == dispatch.HUNDRED
    base = dispatch.accuracy()["D123"].base_percent
    assert base is not None and counts.needed == round(base)


def test_six_complaints_are_as_frequent_as_published() -> None:
    times = load("dispatch_times")
    published = times[times["topic"] == "complaints"]
    complaints = [call.complaint for call in dispatch.calls()]
    assert len(published) == 6
    for what, share in zip(published["what"], published["value"], strict=True):
        assert complaints.count(what) == round(share)


def test_each_call_is_counted_once_whatever_the_threshold() -> None:
    for threshold in dispatch.THRESHOLDS:
        found = sort_calls(threshold)
        groups = (found.hit, found.missed, found.extra, found.spared)
        assert sorted(c.call_id for g in groups for c in g) == [c.call_id for c in dispatch.calls()]
        assert all(c.score >= threshold for c in (*found.hit, *found.extra))
        assert all(c.needs_als for c in (*found.hit, *found.missed))


def test_the_ends_send_als_to_everybody_and_to_nobody() -> None:
    everybody, nobody = sort_calls(0).counts, sort_calls(dispatch.THRESHOLDS[-1]).counts
    assert (everybody.missed, everybody.spared) == (0, 0) == (nobody.hit, nobody.extra)
    assert nobody.ppv.percent is None and everybody.npv.percent is None


def test_a_higher_threshold_misses_more_and_sends_too_much_less_often() -> None:
    for low, high in itertools.pairwise(dispatch.THRESHOLDS):
        one, two = sort_calls(low).counts, sort_calls(high).counts
        assert two.missed >= one.missed and two.extra <= one.extra
    assert sort_calls(3).missed and sort_calls(3).extra  # a mistake of either kind to look at


@pytest.mark.parametrize(
    ("threshold", "fact_id"), [(2, "D121-3"), (3, "D127"), (4, "D116")], ids=str
)
def test_a_threshold_is_as_good_as_a_real_system(threshold: int, fact_id: str) -> None:
    counts, real = sort_calls(threshold).counts, dispatch.accuracy()[fact_id]
    assert counts.sensitivity.percent == pytest.approx(real.sensitivity, abs=3)
    assert counts.specificity.percent == pytest.approx(real.specificity, abs=3)


def test_the_ppv_of_these_thresholds_lies_in_the_published_range() -> None:
    for threshold in (2, 3, 4):
        ppv = sort_calls(threshold).counts.ppv.percent
        assert ppv is not None and 21.7 <= ppv <= 37  # Vaud 21.7 at 14 %, San Mateo 26 at 22 %


@pytest.mark.parametrize("threshold", [-1, 12, 2.5])
def test_another_threshold_is_refused_in_words(threshold: int) -> None:
    with pytest.raises(DomainError, match="from 0 to 11"):
        sort_calls(threshold)


@given(some, some, some, some)
def test_shares_of_four_counts_agree_with_each_other(a: int, b: int, c: int, d: int) -> None:
    counts = Counts(hit=a, extra=b, missed=c, spared=d)
    for share, rest in (
        (counts.ppv, counts.over_triage_of_sent),
        (counts.npv, counts.under_triage_of_not_sent),
    ):
        assert share.of == rest.of == share.count + rest.count
    assert counts.over_triage_of_all.count == counts.over_triage_of_sent.count
    assert counts.over_triage_of_all.of == counts.under_triage_of_all.of == counts.calls
    if counts.calls and counts.sent:
        of_sent, of_all = counts.over_triage_of_sent.percent, counts.over_triage_of_all.percent
        assert of_sent is not None and of_all is not None and of_sent >= of_all


@given(percent, percent, percent, st.integers(1, 100_000))
def test_natural_frequencies_are_whole_calls_near_the_percentages(
    sensitivity: float, specificity: float, base: float, calls: int
) -> None:
    counts = natural_frequencies(sensitivity, specificity, base, calls)
    assert counts.calls == calls and abs(counts.needed - calls * base / 100) <= 0.5
    assert abs(counts.hit - counts.needed * sensitivity / 100) <= 0.5
    assert abs(counts.spared - (calls - counts.needed) * specificity / 100) <= 0.5


@pytest.mark.parametrize("values", [(101, 50, 20), (50, -1, 20), (50, 50, 200)])
def test_a_percentage_beyond_its_ends_is_refused(values: tuple[float, float, float]) -> None:
    with pytest.raises(DomainError, match="between 0 and 100"):
        natural_frequencies(*values)


def test_a_share_refuses_more_than_there_are() -> None:
    with pytest.raises(ValueError, match="3 cannot be counted among 2"):
        Share(3, 2)
    assert str(Share(12333, 27886)) == "12,333 of 27,886"


def test_the_four_cells_of_vaud_give_what_the_paper_prints() -> None:
    counts, printed = dispatch.accuracy()["D128"].counts, dispatch.accuracy()["D127"]
    assert counts is not None and counts.calls == printed.n
    for share, value in (
        (counts.sensitivity, printed.sensitivity),
        (counts.specificity, printed.specificity),
        (counts.ppv, printed.ppv),
        (counts.npv, printed.npv),
        (counts.over_triage_of_sent, printed.over_triage),
        (counts.under_triage_of_not_sent, printed.under_triage),
    ):
        assert share.percent == pytest.approx(value, abs=0.5)
    # The same cells by the other denominator: almost half of it.
    assert counts.over_triage_of_all.percent == pytest.approx(44.2, abs=0.05)
    assert counts.under_triage_of_all.percent == pytest.approx(2.0, abs=0.05)


def test_what_a_positive_means_agrees_with_the_printed_ppv() -> None:
    counts = dispatch.what_a_positive_means(100_000)
    rows = dispatch.accuracy()
    assert counts.ppv.percent == pytest.approx(rows["D122"].ppv, abs=0.2)
    assert counts.npv.percent == pytest.approx(rows["D123"].npv, abs=0.2)
    assert dispatch.what_a_positive_means() == Counts(hit=18, extra=53, missed=4, spared=25)


def test_over_and_under_triage_never_stand_without_their_denominator() -> None:
    for row in dispatch.accuracy().values():
        assert (row.over_triage is None) == (not row.over_of) or row.fact_id == "D132"
        assert (row.under_triage is None) == (not row.under_of)


def test_every_comparison_says_what_it_was_held_against() -> None:
    found = dispatch.comparisons()
    assert {"D116", "D119", "D121-1", "D127", "D129-3"} <= {row.fact_id for row in found}
    assert all(row.reference and row.predicted for row in found)
    assert {row.subset for row in dispatch.comparisons("chest pain")} == {"chest pain"}


def test_a_base_rate_is_found_for_the_same_calls_only() -> None:
    rows = dispatch.accuracy()
    assert dispatch.base_rate(rows["D121-1"]) == rows["D123"].base_percent
    assert dispatch.base_rate(rows["D127"]) == 14.3
    assert dispatch.base_rate(rows["D121-3"]) is None  # another reference, another share
