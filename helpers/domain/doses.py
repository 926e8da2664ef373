"""A dose and its volume for invented patients, in two steps, judged with the way to them.

It is practice in arithmetic for clinicians and no reference: nobody's weight can be entered.
A patient who was missed gives way to another with the same dose. The engine is that of
``helpers.domain.drill``.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from helpers.domain.algorithms import Dose
from helpers.domain.algorithms import doses as all_doses
from helpers.domain.drill import AGAIN, Drill
from helpers.facts import records

DOSE, VOLUME = "dose", "volume"
RIGHT, MISSED = "right", "missed"
#: How far a rounded answer may lie from the exact one.
TOLERANCE = 0.03
PROMISE = (
    "For paramedics and other clinicians. The patients are invented. This is practice in "
    "arithmetic and no reference for the bedside: there the local protocol and a second person "
    "who checks decide."
)
#: Of adrenaline: for the muscle in anaphylaxis, and for the vein in an arrest.
_STRENGTHS = (1.0, 0.1)
_ADULT, _PUBERTY = 18, 12
_LINE = 40  # characters of an entry that are read and said back; to search more takes minutes
_THOUSANDS = re.compile(r"[1-9]\d*,\d{3}")


@dataclass(frozen=True)
class Patient:
    """An invented patient, the dose that is due, and the ampoule at hand.

    Raises:
        ValueError: for a dose that is not one amount in milligrams or not settled, for a child's
            dose without its ceiling, for the bolus of an arrest in somebody with a pulse, and for
            an ampoule of another strength than the dose names.
    """

    patient_id: str
    name: str
    age: str
    years: float
    story: str
    pulse: bool
    dose: str
    ampoule_mg: float
    ampoule_ml: float
    kilograms: float | None = None

    def __post_init__(self) -> None:
        for is_wrong, sentence in self._rules():
            if is_wrong:
                raise ValueError(sentence)

    @property
    def row(self) -> Dose:
        """The dose that is due."""
        return next(one for one in all_doses() if one.fact_id == self.dose)

    @property
    def strength(self) -> float:
        """Of the ampoule, in milligrams in a milliliter."""
        return self.ampoule_mg / self.ampoule_ml

    @property
    def label(self) -> str:
        """What stands on the ampoule."""
        drug = self.row.drug
        return f"{drug}, {self.ampoule_mg:g} mg in {self.ampoule_ml:g} mL"

    @property
    def by_weight(self) -> float:
        """The dose in milligrams without floor and ceiling."""
        return self.row.amount_most * (self.kilograms or 1.0 if self.row.per_kg else 1.0)

    @property
    def milligrams(self) -> float:
        """The dose that is right."""
        return self.row.of(self.kilograms or 1.0)[1]

    @property
    def milliliters(self) -> float:
        """The volume of it, out of this ampoule."""
        return self.milligrams / self.strength

    def _rules(self) -> Iterable[tuple[bool, str]]:
        """What no patient may be asked for, each with the sentence that refuses it."""
        row = self.row
        is_child = self.years < (_PUBERTY if row.council == "AHA" else _ADULT)
        is_one = row.unit == "mg" and row.amount_least == row.amount_most
        yield not is_one or row.form == "infusion", "the dose is no one amount in milligrams"
        yield row.standing == "not settled", "what is not settled is not practised"
        yield row.per_kg != (self.kilograms is not None), "a weight is named where it counts"
        yield row.per_kg and row.most_single is None, "a dose per kilogram needs its ceiling"
        yield is_child != (row.age_group == "child"), "the dose is for another age"
        yield row.use == "arrest" and self.pulse, "the bolus of an arrest is never for a pulse"
        yield row.use != "arrest" and not self.pulse, "without a pulse it is an arrest"
        named = row.mg_per_ml
        is_other = named is not None and not math.isclose(named, self.strength)
        yield is_other, f"{row.drug} of {named} mg/mL is named for this dose"
        yield self._is_close, "ceiling or floor is too near to tell whether it was kept"

    @property
    def _is_close(self) -> bool:
        """Whether forgetting floor and ceiling would pass as rounding."""
        is_moved = not math.isclose(self.by_weight, self.milligrams)
        return is_moved and _is_near(self.by_weight, self.milligrams)


@dataclass(frozen=True)
class Asked:
    """A patient as a card of the drill."""

    patient: Patient
    needed: int = 1
    again: bool = False

    @property
    def name(self) -> str:
        """The dose, which comes back with another patient."""
        return self.patient.dose

    @property
    def right(self) -> str:
        """What both steps together come to."""
        return RIGHT

    @property
    def options(self) -> tuple[str, ...]:
        """What they can come to."""
        return (RIGHT, MISSED)

    def next(self, needed: int) -> Asked:
        """Another patient with the same dose, if there is one."""
        alike = [one for one in patients() if one.dose == self.patient.dose]
        other = alike[(alike.index(self.patient) + 1) % len(alike)]
        return replace(self, patient=other, needed=needed, again=True)


@dataclass(frozen=True)
class Judged:
    """One step as it was answered.

    Attributes:
        step: :data:`DOSE` or :data:`VOLUME`.
        said: the number.
        mistake: what went wrong, in words; empty where it is right.
    """

    patient: Patient
    step: str
    said: float
    mistake: str

    @property
    def is_right(self) -> bool:
        """Whether it is."""
        return not self.mistake

    @property
    def way(self) -> str:
        """How one comes to the right answer."""
        return way_to_dose(self.patient) if self.step == DOSE else way_to_volume(self.patient)


@dataclass(frozen=True)
class Sitting:
    """The drill so far.

    Attributes:
        judged: the steps answered so far.
        problem: why the last entry was no answer; empty where it was one.
    """

    drill: Drill[Asked]
    judged: tuple[Judged, ...] = ()
    is_at_volume: bool = False
    problem: str = ""

    @property
    def step(self) -> str:
        """What is asked now."""
        return VOLUME if self.is_at_volume else DOSE

    def enter(self, text: str) -> Sitting:
        """The sitting after an entry."""
        card = self.drill.now
        number = read(text)
        if card is None:
            return replace(self, problem=f"Everybody is seen to. Press {AGAIN} for another order.")
        if number is None:
            unit = "milliliters" if self.is_at_volume else "milligrams"
            told = f"“{_short(text)}” was read; {_why_not(text)}write a number of {unit} above 0, "
            told += "for example 0.25."
            return replace(self, problem=told)
        given = judge(card.patient, self.step, number)
        judged = (*self.judged, given)
        if not self.is_at_volume:
            return Sitting(self.drill, judged, is_at_volume=True)
        both = all(one.is_right for one in judged[-2:])
        return Sitting(self.drill.answer(RIGHT if both else MISSED), judged)


@functools.cache
def patients() -> tuple[Patient, ...]:
    """All invented patients."""
    return records("dose_patients", Patient)


def begin(seed: int) -> Sitting:
    """Everybody, shuffled."""
    order = np.random.default_rng(seed).permutation(len(patients()))
    return Sitting(Drill(tuple(Asked(patients()[i]) for i in order)))


def play(entries: Iterable[str], seed: int = 1) -> Sitting:
    """The sitting after these entries; :data:`AGAIN` shuffles anew, under the next seed."""
    sitting = begin(seed)
    for entry in entries:
        if entry == AGAIN:
            seed += 1
            sitting = begin(seed)
        else:
            sitting = sitting.enter(entry)
    return sitting


def read(text: str) -> float | None:
    """A number above 0 as somebody writes it, with point or comma; nothing for anything else.

    ``1,000`` is nothing: some read a thousand there, and others one.
    """
    if len(text) > _LINE or _THOUSANDS.search(text) or "_" in text:
        return None
    try:
        number = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) and number > 0 else None


def _short(text: str) -> str:
    """What was entered, as far as it fits a line: a whole page may have been pasted."""
    return text if len(text) <= _LINE else f"{text[:_LINE]}…"


def _why_not(text: str) -> str:
    return "some read thousands there; " if _THOUSANDS.search(text[:_LINE]) else ""


def judge(patient: Patient, step: str, said: float) -> Judged:
    """An answer to one of the two steps, with its mistake by name."""
    right = patient.milligrams if step == DOSE else patient.milliliters
    if _is_near(said, right):
        return Judged(patient, step, said, "")
    named = _of_dose(patient, said) if step == DOSE else _of_volume(patient, said)
    less = "Too much" if said > right else "Too little"
    return Judged(patient, step, said, named or _of_power(said / right) or f"{less}.")


def _of_dose(patient: Patient, said: float) -> str:
    row = patient.row
    if _is_near(said, 1000 * patient.milligrams):
        return "These are micrograms: 1 mg is 1,000 micrograms."
    if _is_near(said, patient.by_weight):
        forgotten = "ceiling" if said > patient.milligrams else "least dose"
        return f"The {forgotten} was forgotten."
    if row.per_kg and _is_near(said, row.amount_most):
        return "This is the dose of one kilogram."
    return ""


def _of_volume(patient: Patient, said: float) -> str:
    if patient.row.drug == "adrenaline":
        (other,) = (one for one in _STRENGTHS if not math.isclose(one, patient.strength))
        if _is_near(said, patient.milligrams / other):
            times = _of_power(said / patient.milliliters)
            return f"{times} This would be right of {other:g} mg/mL: the wrong ampoule."
    if _is_near(said, patient.milligrams * patient.strength):
        return "Multiplied by the strength, where one divides by it."
    if _is_near(said, patient.milligrams):
        return "These are the milligrams, not the milliliters."
    return ""


def _of_power(ratio: float) -> str:
    """Too much or too little by a power of ten: a point in the wrong place, or a wrong unit."""
    for power, times in ((1, "Ten times"), (2, "A hundred times"), (3, "A thousand times")):
        if _is_near(ratio, 10.0**power):
            return f"{times} too much."
        if _is_near(ratio, 10.0**-power):
            return f"{times} too little."
    return ""


def way_to_dose(patient: Patient) -> str:
    """From the weight to the dose, with floor and ceiling."""
    row, right = patient.row, f"{_number(patient.milligrams)} mg"
    if not row.per_kg:
        return f"The same for every adult: {right}"
    whole = f"{_number(patient.by_weight)} mg"
    way = f"{patient.kilograms:g} kg × {row.amount_most:g} mg/kg = {whole}"
    assert row.most_single is not None
    if patient.by_weight > row.most_single:
        return f"{way}, above the ceiling of {row.most_single:g} mg: {right}"
    if row.least_single is not None and patient.by_weight < row.least_single:
        return f"{way}, below the least dose of {row.least_single:g} mg: {right}"
    return f"{way}, below the ceiling of {row.most_single:g} mg: {right}"


def way_to_volume(patient: Patient) -> str:
    """From the dose and the label to the volume."""
    strength = f"{_number(patient.strength)} mg/mL"
    label = f"{patient.ampoule_mg:g} mg in {patient.ampoule_ml:g} mL is {strength}"
    dose = f"{_number(patient.milligrams)} mg"
    return f"{label}; {dose} / {strength} = {_number(patient.milliliters)} mL"


def _is_near(said: float, right: float) -> bool:
    return math.isclose(said, right, rel_tol=TOLERANCE)


def _number(value: float) -> str:
    return f"{round(value, 3):g}"
