"""One class, one test: a row an item, and the indices of the whole test."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt
import pandas as pd

from helpers.cohort.items import indices
from helpers.cohort.items.estimate import LEAST, Estimate, Index, draws, estimated
from helpers.course.forms import mark_needed

#: The share of the class in the upper and in the lower group (KELLEY1939).
GROUP = 0.27
_EASY, _HARD, _WEAK = 0.95, 0.3, 0.1
#: Resampled classes; three hundred change an end of the interval by less than it is rounded.
RESAMPLED = 1000
EASY = (
    "A mastery test is meant to be easy: where all have learned what was taught, all are right, "
    "and what tells people apart falls."
)

Floats = npt.NDArray[np.float64]
Groups = tuple[Floats, Floats]


@dataclass(frozen=True)
class Analysis:
    """What the answers of one class to one test are worth.

    Attributes:
        table: one row an item: answered, difficulty (the share right: higher is easier),
            point_biserial (with the share right of the other items), discrimination (upper less
            lower 27 %), flags (in words; empty where nothing stands out).
        learners: so many answered anything.
        complete: so many answered everything; the indices below are theirs.
        cut: the share that is asked for.
        needed: right answers that reach it.
        kr20, alpha, sem, phi_lambda, livingston_k2, decision_consistency: see
            :mod:`helpers.cohort.items.indices`; sem in points.
        note: what must be known to read it.
    """

    table: pd.DataFrame
    learners: int
    complete: int
    cut: float
    needed: int
    kr20: Estimate
    alpha: Estimate
    sem: Estimate
    phi_lambda: Estimate
    livingston_k2: Estimate
    decision_consistency: Estimate
    note: str


def analyse(scores: pd.DataFrame, cut: float = 0.84, resampled: int = RESAMPLED) -> Analysis:
    """Item analysis of a test whose items are right or wrong.

    Args:
        scores: learners x items; 1 right, 0 wrong, missing where an item was not answered.
        cut: the share that the test asks for, 0 to 1.
        resampled: classes that are drawn for each interval.

    Raises:
        ValueError: for no learner or item, a value that is neither 0 nor 1 nor missing (its
            learner and item are named), and a cut outside 0 to 1.
    """
    values = _checked(scores, cut)
    whole = values[~np.isnan(values).any(axis=1)]
    needed = mark_needed(values.shape[1], round(100 * cut, 6))
    found = _of_the_test(whole, cut, needed, resampled)
    return Analysis(
        table=_table(values, scores.columns),
        learners=int((~np.isnan(values)).any(axis=1).sum()),
        complete=len(whole),
        cut=cut,
        needed=needed,
        note=_note(len(values), len(whole)),
        **found,
    )


def _of_the_test(whole: Floats, cut: float, needed: int, times: int) -> dict[str, Estimate]:
    asked: Mapping[str, Index] = {
        "kr20": indices.kr20,
        "alpha": indices.alpha,
        "sem": indices.sem,
        "phi_lambda": partial(indices.phi_lambda, cut=cut),
        "livingston_k2": partial(indices.livingston_k2, cut=cut),
        "decision_consistency": partial(indices.decision_consistency, needed=needed),
    }
    if not len(whole):
        return dict.fromkeys(asked, Estimate(math.nan, math.nan, math.nan, 0))
    drawn = draws(len(whole), times)
    return {name: estimated(index, whole, drawn) for name, index in asked.items()}


def _checked(scores: pd.DataFrame, cut: float) -> Floats:
    if scores.empty:
        raise ValueError("an item analysis needs a learner and an item at least; there is none")
    if not 0 <= cut <= 1:
        raise ValueError(f"the cut is a share between 0 and 1; {cut:g} was read")
    values: Floats = scores.apply(pd.to_numeric, errors="coerce").to_numpy(float, na_value=math.nan)
    is_read = ~np.isnan(values)
    is_wrong = (is_read & ~np.isin(values, (0, 1))) | (~is_read & scores.notna().to_numpy())
    if is_wrong.any():
        row, column = map(int, np.argwhere(is_wrong)[0])
        raise ValueError(
            f"learner {scores.index[row]!r}, item {scores.columns[column]!r}: "
            f"{scores.iat[row, column]!r} was read; write 1 for right, 0 for wrong, nothing where "
            "it was not answered"
        )
    return values


def _note(learners: int, complete: int) -> str:
    left = learners - complete
    missing = f" {left} did not answer everything and count for single items only." if left else ""
    few = f" Under {LEAST} learners there are too few to say." if complete < LEAST else ""
    return f"{EASY}{missing}{few}"


# -- the items --------------------------------------------------------------------------------


def _table(values: Floats, names: pd.Index[str]) -> pd.DataFrame:
    rows = [_item(values, place) for place in range(values.shape[1])]
    table = pd.DataFrame(rows, index=pd.Index(names, name="item"))
    table["discrimination"] = discrimination(values)
    return table.assign(flags=[_flags(row) for _, row in table.iterrows()])


def _item(values: Floats, place: int) -> dict[str, float]:
    own = values[:, place]
    answered = int((~np.isnan(own)).sum())
    return {
        "answered": answered,
        "difficulty": _share(own),
        "point_biserial": _with_the_others(values, place),
    }


def discrimination(values: Floats, share: float = GROUP) -> Floats:
    """Of each item, the share right in the upper group less that in the lower (KELLEY1939).

    Args:
        values: learners x items; 1 right, 0 wrong, nan where an item was not answered.
        share: how much of the class each group is, 0 to 0.5.
    """
    upper, lower = _groups(values, share)
    return np.array([_within(own, upper) - _within(own, lower) for own in values.T])


def _share(own: Floats) -> float:
    kept = own[~np.isnan(own)]
    return float(kept.mean()) if len(kept) else math.nan


def _with_the_others(values: Floats, place: int) -> float:
    """Correlation of an item with the share right of all others that were answered."""
    own, others = values[:, place], np.delete(values, place, axis=1)
    many = (~np.isnan(others)).sum(axis=1)
    kept = ~np.isnan(own) & (many > 0)
    own, rest = own[kept], np.nansum(others[kept], axis=1) / many[kept]
    if len(own) < 2 or own.std() == 0 or rest.std() == 0:
        return math.nan
    return float(np.corrcoef(own, rest)[0, 1])


def _groups(values: Floats, share: float) -> Groups:
    """How much each learner counts in the upper and in the lower group, by the share right.

    Learners who scored alike at the edge of a group count in part, all the same: which of them
    stands first in a file must not matter.
    """
    many = (~np.isnan(values)).sum(axis=1)
    shares = np.full(len(values), math.nan)
    shares[many > 0] = np.nansum(values[many > 0], axis=1) / many[many > 0]
    return _top(shares, share), _top(-shares, share)


def _top(shares: Floats, share: float) -> Floats:
    kept = shares[~np.isnan(shares)]
    if not len(kept):
        return np.zeros(len(shares))
    size = max(1.0, share * len(kept))
    edge = np.sort(kept)[-math.ceil(size)]
    above, at = shares > edge, shares == edge
    counts: Floats = above + at * (size - above.sum()) / at.sum()
    return counts


def _within(own: Floats, counts: Floats) -> float:
    kept = ~np.isnan(own) & (counts > 0)
    return float(np.average(own[kept], weights=counts[kept])) if kept.any() else math.nan


def _flags(row: pd.Series[float]) -> str:
    """What stands out, in words; nothing for fewer learners than can be told of."""
    if row["answered"] < LEAST:
        return f"too few answered to say ({row['answered']:.0f} of {LEAST})"
    found = []
    if row["difficulty"] >= 1:
        found.append("nobody missed it")
    elif row["difficulty"] > _EASY:
        found.append("nearly everybody had it right")
    elif row["difficulty"] < _HARD:
        found.append("few had it right: was it taught?")
    if row["point_biserial"] < 0:
        found.append("who knows the rest misses it more often: look at the key")
    elif row["point_biserial"] < _WEAK and row["difficulty"] <= _EASY:
        found.append("it hardly goes with the rest")
    return "; ".join(found)
