"""What the review gives back to a learner, in one import."""

from __future__ import annotations

from helpers.apps.certification import pathway_app
from helpers.apps.come_back import come_back_app, first_ideas_app
from helpers.apps.final import final_form
from helpers.apps.own_chain import own_chain_app
from helpers.apps.scene import scene_app
from helpers.course import schedule
from helpers.domain.interval import share_interval
from helpers.facts import TableView
from helpers.figures import plot_retention

__all__ = [
    "come_back_app",
    "few_questions_table",
    "final_form",
    "first_ideas_app",
    "own_chain_app",
    "pathway_app",
    "plot_retention",
    "scene_app",
    "waits_table",
]

_COUNTS = ((3, 6), (5, 6), (25, 30))


def waits_table(times: int = 6) -> TableView:
    """What somebody waits who is right each time, by the memory model."""
    return TableView(
        [
            {"Right for the": f"{number}. time", "Days until it is asked again": str(days)}
            for number, days in enumerate(schedule.waits(times), start=1)
        ]
    )


def few_questions_table() -> TableView:
    """What some shares of right answers allow to say, with Wilson's interval at 95 %."""
    rows = []
    for right, asked in _COUNTS:
        low, high = share_interval(right, asked)
        rows.append(
            {
                "Right": f"{right} of {asked}",
                "Share, %": f"{100 * right / asked:.0f}",
                "A longer test might say, %": f"{100 * low:.0f} to {100 * high:.0f}",
            }
        )
    return TableView(rows)
