"""Writes a case down as an edition has it: the interpreter says what is due, here time passes."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.domain.algorithms import Due, begin, carry_out, load, step
from helpers.domain.errors import DomainError
from helpers.domain.score.notes import Kind, Note, Round, Score
from helpers.domain.score.patients import Look

ALGORITHM = "adult_arrest"
#: How long one pair of hands needs, in seconds; ours, set for teaching.
LINE, DRUG, AIRWAY = 50.0, 35.0, 22.0
#: Pauses that can be chosen, seconds.
LEAST_PAUSE, MOST_PAUSE = 1.0, 120.0
_DRAWN: dict[str, Kind] = {"drug": "drug", "line": "line", "airway": "airway"}


def allowed_pause(edition: str) -> float:
    """How long hands may be off the chest for a look and a shock, by the algorithm's places."""
    places = load(ALGORITHM, edition).places
    return float(places["check"].seconds + places["shock"].seconds)


def write(looks: Sequence[Look], edition: str, pause: float = 10.0, title: str = "") -> Score:
    """A case as an edition has it, everything done as soon as it is due.

    Args:
        looks: what each look finds; after one with a pulse the case is over.
        pause: seconds without hands for each look, its shock included.
        title: whose score it is; the edition's, if nothing is said.

    Raises:
        DomainError: for a pause that is none, or no looks.
        ValueError: for an edition that there is not.
    """
    if not LEAST_PAUSE <= pause <= MOST_PAUSE:
        told = f"A pause lasts from {LEAST_PAUSE:g} to {MOST_PAUSE:g} seconds; {pause:g} was read."
        raise DomainError(told)
    if not looks:
        raise DomainError("A case needs at least one look at the monitor.")
    writer = _Writer(edition, pause)
    for look in looks:
        writer.look(look)
        if writer.state.is_over:
            break
    return Score(title or edition, tuple(writer.rounds), writer.second, allowed_pause(edition))


class _Writer:
    """Goes through the algorithm, and puts down each note at its second."""

    def __init__(self, edition: str, pause: float) -> None:
        _, self.state = begin(ALGORITHM, edition)
        self.pause = pause
        self.rounds: list[Round] = []
        self.has_line = self.has_airway = False
        places = load(ALGORITHM, edition).places
        self.second = float(places[self.state.place].seconds)
        self.round_seconds = float(load(ALGORITHM, edition).round_seconds)
        self.before = Note(0.0, self.second, "compressions", "compressions")

    def look(self, look: Look) -> None:
        """One row: what is found, the shock if one is due, and the round that follows."""
        looked = self.second
        notes = [] if self.rounds else [self.before]
        notes.append(Note(looked, self.pause, "gap", "gap", len(self.rounds) + 1))
        self.second += self.pause
        _, self.state = step(self.state, {})  # from the round before to the look
        due, self.state = step(self.state, self._findings(look))
        shocks = [one for one in due if one.action.kind == "shock" and one.is_scored]
        notes += [_note(one, self.second, "shock") for one in shocks]
        if shocks:
            due, self.state = step(self.state, self._findings(look))
        if self.state.is_over:
            notes.append(Note(self.second, 0.0, "pulse", "pulse"))
        else:
            notes += self._round(due)
        back = looked + self.pause
        row = (len(self.rounds) + 1, looked, back, look.rhythm, look.pulse, tuple(notes))
        self.rounds.append(Round(*row))

    def _findings(self, look: Look) -> dict[str, str]:
        return {
            "rhythm": look.rhythm,
            "pulse": "yes" if look.pulse else "no",
            "access": "yes" if self.has_line else "no",
        }

    def _round(self, due: Sequence[Due]) -> list[Note]:
        """Two minutes: line and drugs one after another by one person, the airway by another."""
        begun, busy = self.second, 0.0
        self.second += self.round_seconds
        notes = [Note(begun, self.round_seconds, "compressions", "compressions", self.state.rounds)]
        for one in due:
            kind = _DRAWN.get(one.action.kind)
            if kind is None or not one.is_scored or (kind == "airway" and self.has_airway):
                continue
            if kind == "airway":
                self.has_airway = True
                notes.append(_note(one, begun + AIRWAY, kind))
                continue
            if one.waits_for and not self.has_line:
                continue  # nobody can give it in this round
            busy += LINE if kind == "line" else DRUG
            self.has_line = self.has_line or kind == "line"
            if one.waits_for:
                self.state = carry_out(self.state, one)
            notes.append(_note(one, begun + busy, kind))
        return notes


def _note(due: Due, second: float, kind: Kind) -> Note:
    return Note(second, 0.0, kind, due.action.series, due.number, due.action.confidence)
