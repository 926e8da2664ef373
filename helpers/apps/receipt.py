"""The receipt of a transport: care is added to a run sheet, and the level climbs, or does not."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date

from helpers.apps.care_list import CareList
from helpers.apps.citing import Citing
from helpers.apps.controls import choice
from helpers.apps.guess import find_guess
from helpers.apps.shown import Shown
from helpers.domain import payment
from helpers.domain.errors import DomainError
from helpers.domain.payment import Receipt, SheetError, Transport
from helpers.facts import explained, with_sign
from helpers.figures.payment import ReceiptPicture, in_words

_TITLE = "The receipt of one transport"
_PROMISE = (
    "Medicare's ground ambulance rules, for practice: no advice on a bill. What a patient is given "
    "is chosen for the patient, never for the bill."
)
_CARE_MOST = 6
_DAYS = (date(2025, 1, 1), date(2024, 12, 31))  # the day of a new rule, and the one before
_SHEET = Transport(_DAYS[0], "emergency", "paramedic", dispatch="ALS", loaded_miles=6)
#: What the call was, by the words of its choice.
_CALLS: Mapping[str, Mapping[str, str]] = {
    "emergency, ALS asked for": {"response": "emergency", "dispatch": "ALS"},
    "emergency, BLS asked for": {"response": "emergency", "dispatch": "BLS"},
    "no protocol; ALS needed": {"dispatch": "no protocol", "scene": "ALS"},
    "no protocol; BLS enough": {"dispatch": "no protocol", "scene": "BLS"},
    "no protocol; need not said": {"dispatch": "no protocol", "scene": ""},
    "planned": {"response": "planned", "dispatch": ""},
    "critical, to a hospital": {
        "response": "planned",
        "dispatch": "",
        "from_place": "hospital",
        "critical": "yes",
    },
    "met or hailed": {"response": "hailed", "dispatch": ""},
}
_CREWS = {"EMTs only": "EMT", "with a paramedic": "paramedic", "with a specialist": "specialist"}
#: What decides whether anything is paid, by the words of its choice.
_ENDS: Mapping[str, Mapping[str, str]] = {
    "transported": {},
    "another vehicle would do": {"necessary": "no"},
    "need not said": {"necessary": "not said"},
    "nobody was transported": {"outcome": "not transported"},
    "died before dispatch": {"outcome": "died before dispatch"},
    "died before loading": {"outcome": "died before loading"},
    "died on the way": {"outcome": "died after loading"},
}
_CARE = (
    "ALS assessment",
    "oxygen",
    "IV line, ALS only",
    "IV line, EMT may",
    "IV line",
    "IV line, ALS only, precautionary",
    "normal saline, IV infusion, ALS only",
    "fentanyl, IV push",
    "ondansetron, IV push",
    "epinephrine, IV push",
    "epinephrine, IV push, in parts",
    "epinephrine, IV push, milligrams only",
    "epinephrine, IM, EMT may",
    "norepinephrine, IV infusion",
    "dextrose 50 %, IV push, ALS only",
    "aspirin, oral, EMT may",
    "salbutamol, nebulized, EMT may",
    "12-lead ECG, EMT may",
    "CPAP, ALS only",
    "CPAP, EMT may",
    "AED",
    "manual defibrillation or cardioversion",
    "supraglottic airway, EMT may",
    "endotracheal intubation",
    "endotracheal intubation, already in place",
    "surgical airway",
    "cardiac pacing",
    "chest decompression",
    "central venous line",
    "intraosseous line",
    "intraosseous line, attempted",
    "blood transfusion",
    "balloon pump",
)
_WORDS = {
    "EMT may": "where EMTs may",
    "ALS only": "where only ALS may",
    "already in place": "kept up",
}
_FIRST = (
    "ALS assessment",
    "fentanyl, IV push",
    "ondansetron, IV push",
    "normal saline, IV infusion, ALS only",
)


def receipt_app(guess: str | None = None) -> ReceiptApp:
    """A run sheet and its receipt: what each line counts as, by which rule, and what does not.

    Args:
        guess: the name of a question that is asked first; a row of ``guesses``.
    """

    def show(call: str, crew: str, day: date, end: str, care: tuple[str, ...]) -> Shown:
        transport = _transport(call, crew, day, end, care)
        receipt = payment.receipt(transport)
        decided = receipt.decided
        mark = decided.confidence or "unverified"
        values = {"Level": _level(receipt), "Why": with_sign(_why(receipt), mark)}
        if care:
            values["Last added"] = _last(receipt, len(care))
        note = f"{_PROMISE} {explained([mark])}".rstrip()
        return Shown(values, {"transport": transport, "receipt": receipt}, note=note)

    days = [(f"{day:%B} {day.day}, {day.year}", day) for day in _DAYS]
    controls = {
        "call": choice("The call", tuple(_CALLS)),
        "crew": choice("Crew", list(_CREWS.items()), "paramedic"),
        "day": choice("Day of service", days),
        "end": choice("What came of it", tuple(_ENDS)),
        "care": CareList([(_offered(one), one) for one in _CARE], _FIRST, most=_CARE_MOST),
    }
    return ReceiptApp(_TITLE, controls, show, ReceiptPicture, find_guess("receipt_app", guess))


class ReceiptApp(Citing):
    """Its picture is told line by line to whoever does not see it."""

    def __init__(self, *given: object) -> None:
        super().__init__(*given)  # type: ignore[arg-type]  # what App takes
        self.facts = payment.rules()
        care = self.controls["care"]
        assert isinstance(care, CareList)
        self.stage.names = {**self.stage.names, **care.names}

    def _paint(self) -> None:
        super()._paint()
        if not (self.is_covered or self.shown.problem):
            self.stage.alt = f"{self.title}. {in_words(self.shown.drawn['receipt'])}"
            # A line each: the answer, its reason, and what the last line did.
            values = self.shown.values
            self.stage.status = "\n".join(f"{name}: {text}" for name, text in values.items())


def _transport(call: str, crew: str, day: date, end: str, care: tuple[str, ...]) -> Transport:
    told = {**_CALLS[call], **_ENDS[end]}
    try:
        return dataclasses.replace(_SHEET, date=day, crew=crew, care=care, **told)  # type: ignore[arg-type]
    except SheetError as error:
        if error.column != "crew":
            raise
        raise DomainError(_beyond(crew, care)) from None


def _beyond(crew: str, care: tuple[str, ...]) -> str:
    """What a crew may not do, in the words of the app."""
    who = next(words for words, one in _CREWS.items() if one == crew)
    read = [payment.care(one) for one in care]
    scopes = ("ALS", "ALS or beyond") if crew == "EMT" else ()
    over = [
        one
        for one in read
        if one.kind != "assessment" and (one.scope in scopes or one.scope == "beyond")
    ]
    name = str(over[0])
    return f"“{name}” is more than this crew may do ({who}). Choose another crew, or take it off."


def _offered(entry: str) -> str:
    name, *words = entry.split(", ")
    return ", ".join((name, *(_WORDS.get(word, word) for word in words)))


def _level(receipt: Receipt) -> str:
    decided = receipt.decided
    if decided.level is None:
        return f"{payment.UNDECIDED}: {' or '.join(decided.possible)}"
    return "nothing is paid" if decided.level == payment.NOTHING else decided.level


def _why(receipt: Receipt) -> str:
    """The reason without the level before it."""
    said = receipt.said
    if receipt.decided.level is None:
        _, _, reason = said.partition("; ")
        return f"{reason[0].upper()}{reason[1:]}"
    return said.partition(": ")[2]


def _last(receipt: Receipt, many: int) -> str:
    line = receipt.lines[many]
    counts = f"counts as {line.counts_as}" if line.counts_as and not line.is_crossed_out else ""
    sign = "open" if line.is_unsure else "not counted"
    why = f"{sign}: {line.not_counted}" if line.not_counted else ""
    return f"{line.entry}: {'; '.join(filter(None, (counts, why)))}"
