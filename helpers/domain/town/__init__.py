"""A town: out-of-hospital arrests, what comes to each, and what a policy changes.

A teaching model, and no prediction. Every number stands in ``data/town.csv`` with its source,
or as a teaching assumption with its reason; slopes and effects come from the tables that the
course already has. The same people collapse under every policy, so that two policies differ
only by what they touch. What ALS adds hangs on a choice that the reader makes: :data:`MODELS`.
"""

from helpers.domain.town.chances import ENDS, MODELS, Model, slopes
from helpers.domain.town.comparing import (
    MECHANISMS,
    Comparison,
    Field,
    compare,
    explain,
    field,
)
from helpers.domain.town.costs import Cost, costs
from helpers.domain.town.people import BLOCK, draw
from helpers.domain.town.place import Number, Town, numbers, settings, town
from helpers.domain.town.policy import LINKS, NOTHING, Policy
from helpers.domain.town.running import Block, Outcome, blocks, simulate, treat
from helpers.domain.town.targets import Score, Target, found, policy_of, scorecard, targets

__all__ = [
    "BLOCK",
    "ENDS",
    "LINKS",
    "MECHANISMS",
    "MODELS",
    "NOTHING",
    "Block",
    "Comparison",
    "Cost",
    "Field",
    "Model",
    "Number",
    "Outcome",
    "Policy",
    "Score",
    "Target",
    "Town",
    "blocks",
    "compare",
    "costs",
    "draw",
    "explain",
    "field",
    "found",
    "numbers",
    "policy_of",
    "scorecard",
    "settings",
    "simulate",
    "slopes",
    "targets",
    "town",
    "treat",
]
