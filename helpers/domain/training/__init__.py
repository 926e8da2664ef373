"""Hours of training as intervals, and comparisons that say what is counted.

No US federal minimum exists, and what one text calls hours another does not: classroom only
or the whole course, with or without the course that must come first, hours or lessons of 45
minutes. So a number of hours is an interval here, a ratio of two is an interval too, and a
comparison brings its cautions along (:class:`Comparison`).
"""

from helpers.domain.training.comparisons import (
    Comparison,
    compare,
    compare_levels,
    compare_places,
    ratios,
)
from helpers.domain.training.evidence import claimed, retention
from helpers.domain.training.hours import (
    WAYS,
    Hours,
    Ratio,
    beyond,
    including,
    ratio,
    span_in_words,
    weeks_in_words,
)
from helpers.domain.training.places import Place, place, place_names
from helpers.domain.training.texts import (
    LEVELS,
    Summary,
    TrainingRequirement,
    countries,
    find,
    kinds,
    ladder,
    requirement,
    requirements,
    summary,
)
from helpers.domain.training.weeks import Tower, towers

__all__ = [
    "LEVELS",
    "WAYS",
    "Comparison",
    "Hours",
    "Place",
    "Ratio",
    "Summary",
    "Tower",
    "TrainingRequirement",
    "beyond",
    "claimed",
    "compare",
    "compare_levels",
    "compare_places",
    "countries",
    "find",
    "including",
    "kinds",
    "ladder",
    "place",
    "place_names",
    "ratio",
    "ratios",
    "requirement",
    "requirements",
    "retention",
    "span_in_words",
    "summary",
    "towers",
    "weeks_in_words",
]
