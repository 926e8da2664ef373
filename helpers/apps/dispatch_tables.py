"""Tables on dispatch that are worked out: the hundred calls, a line for crews, the queue."""

from __future__ import annotations

import pandas as pd

from helpers.domain import dispatch
from helpers.domain.dispatch import MINUTES_A_YEAR, Share, Station
from helpers.facts import TableView, table_view

#: Calls a year, minutes that one of them keeps a crew, crews: a line that theory knows.
_LINES = ((6000, 60, 2), (6000, 75, 2), (12000, 60, 2), (12000, 60, 4))
_THRESHOLDS = (1, 3, 5)
#: What no source gives, and the course chose.
_CHOICES = {
    "the ALS crew leaves, a BLS crew asks after 5 minutes": Station(),
    "the same, and it asks after 15 minutes": Station(finds_after=15),
    "the ALS crew stays with everybody": Station(als_stays=True),
    "a second ALS crew, nothing else changed": Station(als=2),
}


def hundred_table() -> TableView:
    """The hundred calls at every threshold, over-triage and under-triage by both denominators."""
    rows = []
    for threshold in dispatch.THRESHOLDS:
        counts = dispatch.sort_calls(threshold).counts
        rows.append(
            {
                "ALS goes from": _points(threshold),
                "ALS sent": str(counts.sent),
                "Missed": str(counts.missed),
                "Too much": str(counts.extra),
                "Over-triage, of those sent": _percent(counts.over_triage_of_sent),
                "Of all calls": _percent(counts.over_triage_of_all),
                "Under-triage, of those not sent": _percent(counts.under_triage_of_not_sent),
                "Of all": _percent(counts.under_triage_of_all),
            }
        )
    return _computed(rows, "The hundred calls at every threshold")


def positives_table() -> TableView:
    """What the level of a call says: a hundred calls of San Mateo."""
    counts = dispatch.what_a_positive_means()
    shares = {
        "in need of ALS": counts.base_rate,
        "in need, of those with a high level": counts.ppv,
        "in need, of those with a low level": counts.under_triage_of_not_sent,
    }
    rows = [{"Share": what, "Calls": str(share)} for what, share in shares.items()]
    return _computed(rows, "A hundred calls of San Mateo")


def line_table() -> TableView:
    """What theory says of a line for crews: calls at random, exponential times (Erlang C)."""
    rows = []
    for calls, minutes, crews in _LINES:
        load = calls * minutes / MINUTES_A_YEAR
        rows.append(
            {
                "Calls a year": f"{calls:,}",
                "Minutes for a call": str(minutes),
                "Crews": str(crews),
                "Busy": f"{100 * load / crews:.0f} %",
                "Calls that wait": f"{100 * dispatch.must_wait(load, crews):.0f} %",
                "Mean wait, minutes": f"{dispatch.mean_wait(load, crews, minutes):.1f}",
            }
        )
    return _computed(rows, "A line for crews, by theory")


def choices_table() -> TableView:
    """Minutes until ALS is there for those who need it, under choices that no source gives."""
    rows = []
    for choice, station in _CHOICES.items():
        found = (dispatch.waited(threshold, station).needed for threshold in _THRESHOLDS)
        minutes = {
            f"From {_points(threshold)}": str(one)
            for threshold, one in zip(_THRESHOLDS, found, strict=True)
        }
        rows.append({"Choice": choice, **minutes})
    return _computed(rows, "Mean minutes until ALS is there, for those who need it")


def _points(threshold: int) -> str:
    return f"{threshold} point" + "s" * (threshold != 1)


def _percent(share: Share) -> str:
    return "–" if share.percent is None else f"{share.percent:.0f} %"


def _computed(rows: list[dict[str, str]], caption: str) -> TableView:
    """Rows that rest on arithmetic or a model alone, and on no source."""
    return table_view(pd.DataFrame(rows), {name: name for name in rows[0]}, caption)
