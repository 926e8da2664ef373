"""What is said of training elsewhere: the claim of a ratio, and how long skills last."""

from __future__ import annotations

import pandas as pd

from helpers.domain.training.hours import Ratio
from helpers.facts import load
from helpers.facts.nearest import known


def claimed() -> Ratio:
    """What the source document says: seven to ten times the training of an EMT."""
    row = load("training_ratios").query("stated == 'claimed'").iloc[0]
    return Ratio(row["ratio_low"], row["ratio_high"])


def retention(study: str) -> pd.DataFrame:
    """The rows of one study on how long skills last: ``group``, ``months``, ``percent``, ...

    Raises:
        ValueError: for an unknown study.
    """
    table = load("retention")
    known(study, table["study"], "study on retention")
    return table[table["study"] == study].reset_index(drop=True)
