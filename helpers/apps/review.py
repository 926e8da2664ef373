"""What the review gives back to a learner, in one import."""

from __future__ import annotations

from helpers.apps.certification import pathway_app
from helpers.apps.come_back import my_calendar, my_first_ideas
from helpers.apps.final import final_form
from helpers.apps.own_chain import my_chain
from helpers.course import schedule
from helpers.domain.interval import share_interval
from helpers.facts import TableView
from helpers.facts.nearest import known
from helpers.figures import plot_retention

__all__ = [
    "final_form",
    "my_calendar",
    "my_chain",
    "my_first_ideas",
    "pathway_app",
    "plot_retention",
    "review_table",
]

_COUNTS = ((3, 6), (5, 6), (25, 30))


def review_table(name: str) -> TableView:
    """One of two tables: how the memory model waits, and what few questions can say.

    Args:
        name: ``waits`` or ``few questions``.

    Raises:
        ValueError: for another name; the nearest is named.
    """
    return TableView(_TABLES[known(name, _TABLES, "table of the review")]())


def _waits() -> list[dict[str, str]]:
    return [
        {"Right for the": f"{number}. time", "Days until it is asked again": str(days)}
        for number, days in enumerate(schedule.waits(6), start=1)
    ]


def _few_questions() -> list[dict[str, str]]:
    rows = []
    for right, asked in _COUNTS:
        low, high = share_interval(right, asked)
        told = {"Right": f"{right} of {asked}", "Share, %": f"{100 * right / asked:.0f}"}
        rows.append({**told, "A longer test might say, %": f"{100 * low:.0f} to {100 * high:.0f}"})
    return rows


_TABLES = {"waits": _waits, "few questions": _few_questions}
