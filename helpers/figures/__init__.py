"""Values in, a matplotlib figure out: no controls, no files, no ``pyplot``.

What a lesson shows without controls stands here by name: ``from helpers.figures import
plot_fall``.
"""

from helpers.figures.algorithms import plot_algorithm
from helpers.figures.capabilities import plot_success
from helpers.figures.care_clocks import plot_care_clock
from helpers.figures.chain import plot_chain
from helpers.figures.chest import plot_chest
from helpers.figures.cpr import plot_hands_only, plot_published_effects
from helpers.figures.dispatch import (
    plot_accuracy,
    plot_hundred_calls,
    plot_positives,
    plot_queue,
)
from helpers.figures.handover import plot_handovers
from helpers.figures.look_alikes import plot_look_alikes
from helpers.figures.outcome import plot_studies
from helpers.figures.payment import plot_receipt
from helpers.figures.rhythms import (
    plot_first_lines,
    plot_orderly_lines,
    plot_recording,
    plot_rhythms,
)
from helpers.figures.stopping import plot_stopping
from helpers.figures.survival import plot_fall, plot_registry
from helpers.figures.town import plot_scorecard, plot_town
from helpers.figures.training import plot_hours, plot_retention
from helpers.figures.waiting import plot_waiting

__all__ = [
    "plot_accuracy",
    "plot_algorithm",
    "plot_care_clock",
    "plot_chain",
    "plot_chest",
    "plot_fall",
    "plot_first_lines",
    "plot_handovers",
    "plot_hands_only",
    "plot_hours",
    "plot_hundred_calls",
    "plot_look_alikes",
    "plot_orderly_lines",
    "plot_positives",
    "plot_published_effects",
    "plot_queue",
    "plot_receipt",
    "plot_recording",
    "plot_registry",
    "plot_retention",
    "plot_rhythms",
    "plot_scorecard",
    "plot_stopping",
    "plot_studies",
    "plot_success",
    "plot_town",
    "plot_waiting",
]
