"""Item analysis, held to other ways to the same and to what must be true of any class."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.cohort.items import Analysis, analyse, distractors
from helpers.course.questions import bank
from tests.cohort.published_items import WUENSCH, answers, lsat6


def quick(scores: pd.DataFrame, cut: float = 0.84) -> Analysis:
    return analyse(scores, cut, resampled=50)


# -- the same by another way ----------------------------------------------------------------------


def by_variance_components(scores: pd.DataFrame, cut: float) -> float:
    """Phi(lambda) from the mean squares of learners, items and the rest (BRENNAN1980)."""
    values = scores.to_numpy(float)
    n, k = values.shape
    mean = values.mean()
    people = k * ((values.mean(axis=1) - mean) ** 2).sum() / (n - 1)
    items = n * ((values.mean(axis=0) - mean) ** 2).sum() / (k - 1)
    rest = ((values - mean) ** 2).sum() - people * (n - 1) - items * (k - 1)
    rest /= (n - 1) * (k - 1)
    of_people, of_items = (people - rest) / k, (items - rest) / n
    error = (of_items + rest) / k
    # The square of a sample's distance from the cut is too large by the variance of its mean.
    bias = of_people / n + of_items / k + rest / (n * k)
    signal = of_people + (mean - cut) ** 2 - bias
    return float(signal / (signal + error))


def test_phi_is_that_of_the_variance_components() -> None:
    for scores in (lsat6(), answers(WUENSCH)):
        for cut in (0.5, 0.8, 0.84):
            expected = by_variance_components(scores, cut)
            assert quick(scores, cut).phi_lambda == pytest.approx(expected, abs=1e-9)


def test_at_the_mean_livingstons_coefficient_is_the_reliability() -> None:
    scores = lsat6()
    mean = scores.to_numpy().mean()
    found = quick(scores, mean)
    assert found.livingston_k2 == pytest.approx(found.kr20, abs=1e-9)
    away = [float(quick(scores, mean + step).livingston_k2) for step in (0, 0.1, 0.2)]
    assert away == sorted(away)
    spread, distance = 25 * scores.mean(axis=1).var(ddof=0), (5 * (0.84 - mean)) ** 2
    by_hand = (found.kr20 * spread + distance) / (spread + distance)
    assert quick(scores).livingston_k2 == pytest.approx(by_hand, abs=1e-9)


def test_consistency_is_that_of_two_forms_played_out() -> None:
    """Two forms drawn for every learner, by the chance that SUBKOVIAK1976 gives each."""
    scores = answers(WUENSCH)
    found = quick(scores, 0.7)
    shares = scores.mean(axis=1).to_numpy()
    chance = found.kr20 * shares + (1 - found.kr20) * shares.mean()
    random = np.random.default_rng(1)
    forms = random.binomial(10, chance[:, None, None], (10, 2, 200_000)) >= 7
    same = float((forms[:, 0] == forms[:, 1]).mean())
    assert found.decision_consistency == pytest.approx(same, abs=0.002)
    assert found.needed == 7


# -- what must be true of any class ---------------------------------------------------------------

classes = st.integers(2, 8).flatmap(
    lambda items: st.lists(
        st.lists(st.integers(0, 1), min_size=items, max_size=items), min_size=3, max_size=30
    )
)


@given(classes, st.floats(0, 1))
@settings(max_examples=60)
def test_every_index_has_its_bounds_and_the_order_of_learners_changes_nothing(
    rows: list[list[int]], cut: float
) -> None:
    scores = pd.DataFrame(rows)
    found, turned = quick(scores, cut), quick(scores.iloc[::-1], cut)
    if not math.isnan(found.kr20):
        assert found.kr20 == pytest.approx(found.alpha, abs=1e-9)
        assert found.kr20 <= 1 + 1e-9 and found.sem >= 0
    assert 0.5 - 1e-9 <= found.decision_consistency <= 1 + 1e-9
    assert math.isnan(found.livingston_k2) or found.livingston_k2 <= 1 + 1e-9
    for name in ("kr20", "sem", "phi_lambda", "livingston_k2", "decision_consistency"):
        assert getattr(found, name) == pytest.approx(getattr(turned, name), nan_ok=True, abs=1e-9)
    columns = ["difficulty", "point_biserial", "discrimination"]
    bounds = found.table[columns].to_numpy(float)
    assert bounds == pytest.approx(turned.table[columns].to_numpy(float), nan_ok=True)
    assert np.nanmax(np.abs(np.nan_to_num(bounds)), initial=0) <= 1 + 1e-9


def test_a_class_that_is_all_right_tells_nobody_apart_and_decides_well() -> None:
    found = quick(pd.DataFrame(np.ones((30, 10), int)))
    assert math.isnan(found.kr20) and "everybody scored the same" in str(found.kr20)
    at_the_cut = (found.decision_consistency, found.livingston_k2, found.phi_lambda)
    assert [float(one) for one in at_the_cut] == [1, 1, 1]
    assert set(found.table["flags"]) == {"nobody missed it"}
    assert "meant to be easy" in found.note


def test_the_interval_holds_what_it_is_drawn_around_and_narrows_with_the_class() -> None:
    few, many = lsat6().sample(60, random_state=3), lsat6()
    wide, narrow = analyse(few).alpha, analyse(many, resampled=200).alpha
    assert wide.low < wide < wide.high and narrow.low < narrow < narrow.high
    assert wide.high - wide.low > 2 * (narrow.high - narrow.low)
    assert narrow.low < 0.2950 < narrow.high
    assert str(narrow) == f"{narrow:.2f} ({narrow.low:.2f} to {narrow.high:.2f})"
    assert analyse(few).alpha.low == wide.low  # the same class, the same interval


def test_a_key_that_is_turned_round_is_seen() -> None:
    scores = lsat6()
    scores["item 3"] = 1 - scores["item 3"]
    found = quick(scores).table
    assert "look at the key" in str(found.loc["item 3", "flags"])
    assert not found.loc[["item 1", "item 4"], "flags"].str.contains("key").any()


def test_missing_answers_count_for_the_items_that_were_answered_and_no_more() -> None:
    scores = lsat6().astype(object)
    scores.iloc[:100, 0] = None
    scores.iloc[100:150] = np.nan
    found = quick(scores)
    assert (found.learners, found.complete) == (950, 850)
    assert found.table.loc["item 1", "answered"] == 850
    assert found.alpha == quick(lsat6().iloc[150:]).alpha
    assert "150 did not answer everything" in found.note
    nobody = quick(scores.assign(extra=None))
    assert nobody.complete == 0 and not nobody.kr20.is_enough


@pytest.mark.parametrize(
    ("cell", "said"), [(2, "2 was read"), ("x", "'x' was read"), (0.5, "0.5 was read")]
)
def test_what_is_neither_right_nor_wrong_is_refused_with_its_place(cell: object, said: str) -> None:
    scores = answers(WUENSCH).astype(object).set_axis(list("ABCDEFGHIJ"))
    scores.iat[2, 4] = cell
    with pytest.raises(ValueError, match=f"learner 'C', item 4: {said}"):
        analyse(scores)


def test_nothing_and_an_impossible_cut_are_refused() -> None:
    with pytest.raises(ValueError, match="there is none"):
        analyse(pd.DataFrame())
    with pytest.raises(ValueError, match=r"1\.2 was read"):
        analyse(answers(WUENSCH), cut=1.2)


# -- the wrong options ----------------------------------------------------------------------------


def test_the_wrong_option_that_many_chose_comes_first_with_what_it_stands_for() -> None:
    question = next(q for q in bank().values() if q.form == "posttest")
    wrong = [option for option in question.options if not option.correct]
    chosen = [wrong[0].id] * 2 + [wrong[1].id] * 3 + [question.right[0].id] * 5 + ["gone"]
    first = pd.DataFrame({"question_id": question.id, "option_id": chosen})
    found = distractors(first, bank())
    assert list(found["option_id"]) == [wrong[1].id, wrong[0].id]
    assert list(found["chosen"]) == [3, 2]
    assert found["share"].iloc[0] == pytest.approx(3 / 11)
    assert found["misconception"].iloc[0] == wrong[1].feedback
    assert distractors(first.iloc[:0], bank()).empty


def test_upper_and_lower_group_by_hand() -> None:
    """Of 100 learners 27 are right in all, 27 in none, the others in the first half."""
    rows = [[1] * 4] * 27 + [[1, 1, 0, 0]] * 46 + [[0] * 4] * 27
    assert list(quick(pd.DataFrame(rows)).table["discrimination"]) == [1, 1, 1, 1]
    rows = [[1] * 4] * 20 + [[1, 1, 0, 0]] * 60 + [[0] * 4] * 20
    expected = [1 - 7 / 27, 1 - 7 / 27, 20 / 27, 20 / 27]  # seven of the middle in each group
    assert list(quick(pd.DataFrame(rows)).table["discrimination"]) == pytest.approx(expected)
