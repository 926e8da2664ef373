"""Dispatch: a hundred calls and one threshold, the queue that follows, and what was published.

The calls and their points are invented, and so is nothing else: rate and times are those of
``data/dispatch_times.csv``, the published accuracy stands in ``data/dispatch_accuracy.csv``.
"""

from helpers.domain.dispatch.accuracy import (
    Accuracy,
    accuracy,
    base_rate,
    comparisons,
    what_a_positive_means,
)
from helpers.domain.dispatch.arrivals import Arrivals, draw
from helpers.domain.dispatch.calls import (
    FATES,
    HUNDRED,
    THRESHOLDS,
    Call,
    Sign,
    Sorted,
    calls,
    signs,
    sort_calls,
)
from helpers.domain.dispatch.counts import Counts, Share, natural_frequencies
from helpers.domain.dispatch.day import Visit, als_day
from helpers.domain.dispatch.erlang import mean_wait, must_wait, turned_away
from helpers.domain.dispatch.queue import Played, play
from helpers.domain.dispatch.replications import (
    Compared,
    Estimate,
    Runs,
    Waited,
    compared,
    estimate,
    replicate,
    t_quantile,
    waited,
)
from helpers.domain.dispatch.station import MINUTES_A_YEAR, Spread, Station

__all__ = [
    "FATES",
    "HUNDRED",
    "MINUTES_A_YEAR",
    "THRESHOLDS",
    "Accuracy",
    "Arrivals",
    "Call",
    "Compared",
    "Counts",
    "Estimate",
    "Played",
    "Runs",
    "Share",
    "Sign",
    "Sorted",
    "Spread",
    "Station",
    "Visit",
    "Waited",
    "accuracy",
    "als_day",
    "base_rate",
    "calls",
    "compared",
    "comparisons",
    "draw",
    "estimate",
    "mean_wait",
    "must_wait",
    "natural_frequencies",
    "play",
    "replicate",
    "signs",
    "sort_calls",
    "t_quantile",
    "turned_away",
    "waited",
    "what_a_positive_means",
]
