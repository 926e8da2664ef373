"""A class: read from its folder, checked, and summed up.

``read_cohort("emt-2026-spring")`` gives the cohort or everything that is wrong with its files;
``summarize(cohort, today)`` gives what a report shows; ``pseudonymized(cohort)`` comes between
the two where names must not be shown.
"""

from helpers.cohort.actions import Action
from helpers.cohort.exchange import pseudonymized, pseudonyms
from helpers.cohort.folder import Cohort, Reading, read_cohort
from helpers.cohort.locate import cohort_id, cohort_names, cohorts_dir, find_cohort
from helpers.cohort.problems import Problem, problem_table
from helpers.cohort.results import Results, summarize
from helpers.cohort.scores import Gain

__all__ = [
    "Action",
    "Cohort",
    "Gain",
    "Problem",
    "Reading",
    "Results",
    "cohort_id",
    "cohort_names",
    "cohorts_dir",
    "find_cohort",
    "problem_table",
    "pseudonymized",
    "pseudonyms",
    "read_cohort",
    "summarize",
]
