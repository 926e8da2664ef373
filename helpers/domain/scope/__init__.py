"""Who may do what: interventions by level, what each level adds, and where the lists differ.

No list here is the national scope of practice model, whose tables have not been read. Levels
are those of two full lists copied by others (:data:`BASE_LISTS`); beside them stand the parts
of state lists that were read. A row that is missing does not mean no.
"""

from helpers.domain.scope.catalog import (
    BASE_LISTS,
    EVIDENCE,
    LEVELS,
    Intervention,
    intervention,
    interventions,
)
from helpers.domain.scope.grid import base_answer, links, matrix, topics
from helpers.domain.scope.levels import Crew, adds, allowed, count_evidence, crew, level_of_care
from helpers.domain.scope.lists import LIST_NAMES, disagreement, disagreements, lists_of, who_may

__all__ = [
    "BASE_LISTS",
    "EVIDENCE",
    "LEVELS",
    "LIST_NAMES",
    "Crew",
    "Intervention",
    "adds",
    "allowed",
    "base_answer",
    "count_evidence",
    "crew",
    "disagreement",
    "disagreements",
    "intervention",
    "interventions",
    "level_of_care",
    "links",
    "lists_of",
    "matrix",
    "topics",
    "who_may",
]
