"""Heart rhythms as seeded strips in millivolts, with what is true of them.

The strips are drawn, not recorded: they look as a clinician expects, and they validate no
device. What textbooks say of a rhythm stands in the table ``rhythms``; the strips are held
against it by a detector that knows nothing of how they were made
(``tests/domain/test_rhythms.py``).
"""

from helpers.domain.rhythms.criteria import (
    NOT_SHOCKED,
    PEA,
    SHOCKED,
    STEPS,
    Criteria,
    Measure,
    criteria,
    criteria_of,
    differences,
    limits,
    may_be_pea,
    measures,
)
from helpers.domain.rhythms.drawing import QUIET, second_strip, strip
from helpers.domain.rhythms.measuring import Measured, Qrs, measured
from helpers.domain.rhythms.reading import CAUTION, Finding, Reading, read
from helpers.domain.rhythms.strips import Atrial, Beat, Maker, Strip
from helpers.domain.rhythms.textbook import Rhythm, family, graded, names, rhythm, rhythms

__all__ = [
    "CAUTION",
    "NOT_SHOCKED",
    "PEA",
    "QUIET",
    "SHOCKED",
    "STEPS",
    "Atrial",
    "Beat",
    "Criteria",
    "Finding",
    "Maker",
    "Measure",
    "Measured",
    "Qrs",
    "Reading",
    "Rhythm",
    "Strip",
    "criteria",
    "criteria_of",
    "differences",
    "family",
    "graded",
    "limits",
    "may_be_pea",
    "measured",
    "measures",
    "names",
    "read",
    "rhythm",
    "rhythms",
    "second_strip",
    "strip",
]
