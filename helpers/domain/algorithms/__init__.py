"""The algorithms of advanced life support as data, and their one interpreter.

``load("adult_arrest", "AHA 2025")`` gives places, ways and actions, which is all that a drawing
needs; ``begin(...)`` and ``step(state, findings)`` go through it. Nothing here draws by lot,
keeps anything or knows a real patient.
"""

from helpers.domain.algorithms.comparing import Difference, differences, timing
from helpers.domain.algorithms.model import Action, Algorithm, Edge, Finding, Open, Place
from helpers.domain.algorithms.reading import catalog, editions, load, names
from helpers.domain.algorithms.running import (
    Due,
    Findings,
    Given,
    State,
    begin,
    carry_out,
    leave_out,
    step,
)
from helpers.domain.algorithms.tables import Dose, Energy, Fact, Target, doses, energies, targets

__all__ = [
    "Action",
    "Algorithm",
    "Difference",
    "Dose",
    "Due",
    "Edge",
    "Energy",
    "Fact",
    "Finding",
    "Findings",
    "Given",
    "Open",
    "Place",
    "State",
    "Target",
    "begin",
    "carry_out",
    "catalog",
    "differences",
    "doses",
    "editions",
    "energies",
    "leave_out",
    "load",
    "names",
    "step",
    "targets",
    "timing",
]
