"""Survival after out-of-hospital cardiac arrest against time: four published models.

Each function takes minutes (numbers or arrays that broadcast) and gives the probability of
survival to hospital discharge, 0 to 1. The coefficients stand in ``data/survival_models.csv``.
The models were fitted on different people and start their clocks at different moments, so
their curves must not be laid over one another without saying so; :func:`model` tells which.
"""

from helpers.domain.survival.crowd import FATES, hundred
from helpers.domain.survival.equations import (
    Minutes,
    Probability,
    de_maio,
    larsen,
    valenzuela,
    waalewijn,
)
from helpers.domain.survival.falls import (
    Segment,
    Slope,
    constant_falls,
    gold_segments,
    without_help,
)
from helpers.domain.survival.models import Model, formula, is_outside, model, model_names
from helpers.domain.survival.response import (
    KNOWS,
    LINK_NAMES,
    Response,
    chance,
    curves,
    worth_of_a_minute,
)

__all__ = [
    "FATES",
    "KNOWS",
    "LINK_NAMES",
    "Minutes",
    "Model",
    "Probability",
    "Response",
    "Segment",
    "Slope",
    "chance",
    "constant_falls",
    "curves",
    "de_maio",
    "formula",
    "gold_segments",
    "hundred",
    "is_outside",
    "larsen",
    "model",
    "model_names",
    "valenzuela",
    "waalewijn",
    "without_help",
    "worth_of_a_minute",
]
