"""A transport as its run sheet tells it, and what makes no sense of it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from helpers.domain.errors import DomainError
from helpers.domain.payment.care import Care, care
from helpers.facts.nearest import known

#: The fee schedule began on this day; no rule here is older.
FIRST_DAY = date(2002, 4, 1)
CREWS = ("EMT", "AEMT", "paramedic", "specialist")
INTERCEPT = (
    "another ALS service",
    "agreement",
    "rural New York",
    "volunteer service gives BLS only",
    "volunteer service may not bill",
)

#: Outcomes of a patient who was loaded.
ON_BOARD = ("transported", "died after loading")


class SheetError(DomainError):
    """What makes no sense in one column of a run sheet."""

    def __init__(self, column: str, told: str) -> None:
        self.column, self.told = column, told
        super().__init__(f"{column}: {told}")


@dataclass(frozen=True)
class Transport:
    """One patient's transport; the fields are the columns of ``run_sheets``.

    ``care`` takes entries as a sheet writes them (``"fentanyl, IV push"``) and holds them read.

    Raises:
        SheetError: for a word that is not known or does not go with the others; its column.
    """

    date: date
    response: str
    crew: str
    care: tuple[Care, ...] = ()
    dispatch: str = ""
    scene: str = ""
    from_place: str = "scene"
    to_place: str = "hospital"
    critical: str = "no"
    necessary: str = "yes"
    outcome: str = "transported"
    intercept: tuple[str, ...] = ()
    patients: int = 1
    loaded_miles: float = 0.0

    WORDS: ClassVar[dict[str, tuple[str, ...]]] = {
        "response": ("emergency", "planned", "hailed"),
        "crew": CREWS,
        "dispatch": ("", "ALS", "BLS", "no protocol"),
        "scene": ("", "ALS", "BLS"),
        "from_place": (
            "scene",
            "home",
            "hospital",
            "Medicare skilled nursing facility",
            "nursing facility",
            "dialysis",
        ),
        "to_place": (
            "hospital",
            "home",
            "Medicare skilled nursing facility",
            "nursing facility",
            "dialysis",
        ),
        "critical": ("yes", "no"),
        "necessary": ("yes", "no", "not said"),
        "outcome": (
            "transported",
            "not transported",
            "died before dispatch",
            "died before loading",
            "died after loading",
        ),
    }

    def __post_init__(self) -> None:
        for column, words in self.WORDS.items():
            _word(column, getattr(self, column), words)
        for word in self.intercept:
            _word("intercept", word, INTERCEPT)
        object.__setattr__(self, "care", tuple(_read(one) for one in self.care))
        self._check_call()
        self._check_crew()
        if self.patients < 1:
            raise SheetError("patients", f"{self.patients} was read; write at least 1")
        if not 0 <= self.loaded_miles < 5000:
            told = f"{self.loaded_miles:g} was read; write miles with the patient, from 0 on"
            raise SheetError("loaded_miles", told)

    def _check_call(self) -> None:
        if self.date < FIRST_DAY:
            told = f"{self.date} was read; the fee schedule began on {FIRST_DAY}"
            raise SheetError("date", told)
        is_emergency = self.response == "emergency"
        if is_emergency and not self.dispatch:
            told = "empty; in an emergency say what the protocol asked for: ALS, BLS or no protocol"
            raise SheetError("dispatch", told)
        if not is_emergency and self.dispatch:
            told = f"{self.dispatch!r} was read, and the response was {self.response}; empty it"
            raise SheetError("dispatch", told)
        if self.scene and self.dispatch != "no protocol":
            told = (
                f"{self.scene!r} was read; it counts only where dispatch is no protocol; empty it"
            )
            raise SheetError("scene", told)
        if self.intercept and "another ALS service" not in self.intercept:
            told = "without 'another ALS service' the other words say nothing; add it or empty this"
            raise SheetError("intercept", told)
        if self.intercept and not is_emergency:
            told = f"an intercept is an emergency, and the response was {self.response}"
            raise SheetError("intercept", told)

    def _check_crew(self) -> None:
        for one in self.care:
            if one.kind == "assessment":
                continue  # EMTs may write it; it is then shown as not counted
            if self.crew == "EMT" and one.scope in ("ALS", "ALS or beyond"):
                joined = " (who joined from another service counts)" if self.intercept else ""
                told = (
                    f"{one.name!r} is the work of ALS, and the crew is EMT; mend the crew{joined}, "
                    "or write 'EMT may' behind it where the law there lets them"
                )
                raise SheetError("crew", told)
            if self.crew != "specialist" and one.scope == "beyond":
                told = f"{one.name!r} is beyond a paramedic, and the crew is {self.crew}"
                raise SheetError("crew", f"{told}; mend the crew, or take 'beyond paramedic' out")

    def with_care(self, *entries: str | Care) -> Transport:
        """The same transport with this care and no other."""
        return dataclasses.replace(self, care=tuple(_read(one) for one in entries))


def _read(entry: str | Care) -> Care:
    if isinstance(entry, Care):
        return entry
    try:
        return care(entry)
    except DomainError as error:
        raise SheetError("care", str(error)) from None


def _word(column: str, read: str, words: tuple[str, ...]) -> None:
    try:
        known(read, words, f"{column} word" if column == "intercept" else column)
    except ValueError as error:
        raise SheetError(column, str(error)) from None
