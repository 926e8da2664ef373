"""An AED's decision in four measurements, and the grading of such a rule.

The rule is ours, short enough to be read in a lesson. Each measurement is published; each
threshold stands in the table ``aed_thresholds`` with its reason, and was chosen on strips of
the seeds below :data:`GRADING_SEED` and on recordings of eleven people. The grades say how the
rule does on strips that this course draws; the table ``aed_recordings`` says how it does on
those recordings, which it has seen. Neither validates a device.
"""

from helpers.domain.aed.decision import Advice, Criterion, ShockRule, advise, criteria, rule
from helpers.domain.aed.grading import (
    CONDITIONS,
    GRADING_SEED,
    MODELS,
    Grade,
    Judge,
    artifacts,
    drawn_by,
    grade,
    grades_of,
    recorded,
    shocks,
)
from helpers.domain.aed.interval import lower_limit
from helpers.domain.aed.measurements import SAMPLING_RATES, SECONDS, features

__all__ = [
    "CONDITIONS",
    "GRADING_SEED",
    "MODELS",
    "SAMPLING_RATES",
    "SECONDS",
    "Advice",
    "Criterion",
    "Grade",
    "Judge",
    "ShockRule",
    "advise",
    "artifacts",
    "criteria",
    "drawn_by",
    "features",
    "grade",
    "grades_of",
    "lower_limit",
    "recorded",
    "rule",
    "shocks",
]
