"""Practice with run sheets: the level and the rule, with less and less help."""

from __future__ import annotations

from typing import Any

from helpers.apps.choices import Choices
from helpers.apps.citing import Citing
from helpers.apps.shown import Shown
from helpers.domain import payment
from helpers.domain.drill import AGAIN
from helpers.domain.payment import Care, practice
from helpers.domain.payment.practice import ALONE, HALF, WORKED, Answered, Card, Sitting
from helpers.facts import explained, html_table, with_sign
from helpers.figures.payment import ReceiptPicture, in_words

_TITLES = {
    WORKED: "Run sheets, worked",
    HALF: "Run sheets, half worked",
    ALONE: "Run sheets, alone",
}
_PROMISE = "Invented sheets, Medicare's rules; no advice on a bill."
_ASKED_OF = {
    "ALS": "the protocol asked for ALS",
    "BLS": "the protocol asked for BLS",
    "no protocol": "no protocol was followed",
}
_SCENE = {
    "ALS": "; the patient's condition needed an ALS assessment",
    "BLS": "; the patient's condition needed no ALS assessment",
    "": "; nothing on the patient's condition",
}
_CALLS = {"planned": "Planned", "hailed": "Met or hailed; nobody sent the crew"}
_CREWS = {
    "EMT": "EMTs only",
    "AEMT": "an AEMT on board",
    "paramedic": "a paramedic on board",
    "specialist": "a specialist on board",
}
_OUTCOMES = {
    "transported": "transported",
    "not transported": "treated, and not transported",
    "died before dispatch": "pronounced dead before anybody was sent",
    "died before loading": "pronounced dead before loading",
    "died after loading": "pronounced dead after loading",
}
_NEED = {
    "no": "Another vehicle would have done",
    "not said": "Nothing is said of why it was an ambulance",
}


def run_sheets_app(help: str = ALONE, seed: int = 1) -> RunSheetsApp:
    """Invented run sheets, one by one: which level, and which rule decides it?

    Args:
        help: ``worked`` shows each receipt, ``half worked`` what each line counts as, ``alone``
            nothing.
        seed: of the sheets; *Start again* takes the next.

    Raises:
        ValueError: for a help that there is not; the nearest is named.
    """

    def show(presses: tuple[str, ...]) -> Shown:
        return _shown(practice.play(presses, help, seed))

    practice.begin(help, seed)
    return RunSheetsApp(_TITLES[help], {"presses": Choices()}, show, ReceiptPicture)


class RunSheetsApp(Citing):
    """The sheet while it is asked; its receipt once it is judged."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.facts = payment.rules()

    @property
    def _choices(self) -> Choices:
        control = self.controls["presses"]
        assert isinstance(control, Choices)
        return control

    def page(self) -> str:
        """The first sheet as it is asked, or nothing where its picture tells it."""
        return self.stage.html

    def _paint(self) -> None:
        super()._paint()
        if self.shown.problem:
            return
        sitting: Sitting = self.shown.drawn["sitting"]
        self.stage.html = html_table(_rows(sitting))
        if sitting.is_told:
            self.stage.html = ""
            self.stage.alt = f"{self.title}. {in_words(self.shown.drawn['receipt'])}"
        else:
            self.stage.png = b""
        card = sitting.card
        told = _head(card) if card and sitting.is_told else ""
        self._choices.follow(told, sitting.asked or "And now?", sitting.options)
        # A line each: an answer is judged, and its reason told.
        self.stage.status = "\n".join(f"{name}: {text}" for name, text in self.shown.values.items())


def _shown(sitting: Sitting) -> Shown:
    card = sitting.card
    first = practice.begin(sitting.help, 1).drill.waiting[0]
    receipt = payment.receipt((card or first).transport)
    drawn = {"sitting": sitting, "receipt": receipt, "transport": (card or first).transport}
    if card is None:
        return Shown(_closing(sitting), drawn, note=_PROMISE)
    if not sitting.is_told:
        return Shown({"To come": _to_come(sitting), **_so_far(sitting)}, drawn, note=_PROMISE)
    mark = card.decided.confidence or "unverified"
    values = _judged(sitting.shown) if sitting.shown else {"Level": card.level}
    values["Why"] = with_sign(_why(card), mark)
    note = f"{_PROMISE} {explained([mark])}".rstrip()
    return Shown(values, drawn, note=note)


def _head(card: Card) -> str:
    """What stands at the head of a sheet, in one paragraph beside its receipt."""
    told = [f"{text[0].upper()}{text[1:]}" for text in _context(card).values()]
    return f"{card.story} " * bool(card.story) + ". ".join(told) + "."


def _context(card: Card) -> dict[str, str]:
    """What stands on a sheet beside the care, each by its name."""
    one = card.transport
    call = _CALLS.get(one.response) or f"Emergency; {_ASKED_OF[one.dispatch]}"
    if one.dispatch == "no protocol":
        call += _SCENE[one.scene]
    way = f"from {_place(one.from_place)} to {_place(one.to_place)}"
    if one.outcome == "died after loading":
        way = f"on the way {way}"
    is_on_the_way = one.outcome in ("transported", "died after loading")
    rows = {
        "Day": f"{one.date:%B} {one.date.day}, {one.date.year}",
        "Call": call,
        "Crew": _CREWS[one.crew],
        "Outcome": f"{_OUTCOMES[one.outcome]}{f', {way}' * is_on_the_way}",
    }
    if one.critical == "yes":
        rows["Patient"] = "critically ill"
    if one.necessary != "yes":
        rows["Need"] = _NEED[one.necessary]
    if one.intercept:
        rows["Others"] = "; ".join(one.intercept)
    if one.patients > 1:
        rows["Patients"] = f"{one.patients} patients in this ambulance"
    return rows


def _place(place: str) -> str:
    return {"home": "home", "dialysis": "dialysis", "scene": "the scene"}.get(place, f"a {place}")


def _rows(sitting: Sitting) -> list[dict[str, str]]:
    card = sitting.card
    if card is None:
        return [_row("Done", f"{AGAIN} deals other sheets.")]
    rows = [_row(name, text) for name, text in _context(card).items()]
    if sitting.help == HALF:
        lines = payment.receipt(card.transport).lines[1 : len(card.transport.care) + 1]
        told = [
            f"{_entry(care)}: {line.counts_as or 'nothing'}"
            + (f" ({line.not_counted})" if line.not_counted else "")
            for care, line in zip(card.transport.care, lines, strict=True)
        ]
        return [*rows, *(_row(f"Line {n}", text) for n, text in enumerate(told, 1))]
    care = "; ".join(_entry(one) for one in card.transport.care) or "nothing"
    return [*rows, _row("Done and given", care)]


def _row(name: str, text: str) -> dict[str, str]:
    return {"Item": name, "On the sheet": text}


def _entry(one: Care) -> str:
    """An entry, with who may do it there where that is not plain."""
    usual = payment.care(one.name + (f", {one.route}" if one.route else "")).scope
    said = {
        "EMT": "EMTs may there",
        "ALS": "only ALS may there",
        "beyond": "beyond a paramedic there",
    }
    who = said.get(one.scope, "") if usual != one.scope or one.scope == "beyond" else ""
    return f"{one} ({who})" if who else f"{one}"


def _to_come(sitting: Sitting) -> str:
    many, again = len(sitting.drill.waiting), sitting.drill.returning
    back = f", {again} of them once more" if again else ""
    return f"{many} sheet{'s' * (many != 1)}{back}"


def _so_far(sitting: Sitting) -> dict[str, str]:
    right, of = sitting.score
    return {"Levels named rightly": f"{right} of {of}"} if of else {}


def _judged(given: Answered) -> dict[str, str]:
    card = given.card
    if not card.is_scored:
        return {"Not scored": f"you said “{given.level}”; {payment.UNDECIDED}"}
    if not given.is_level_right:
        return {"Level": f"you said “{given.level}”; it is “{card.level}”, and comes back"}
    if given.is_reason_right is False:
        told = f"“{card.level}” is right; you said “{given.reason}”, and “{card.name}” decides"
        return {"Level": f"{told}; it comes back"}
    return {"Level": f"right, “{card.level}”"}


def _why(card: Card) -> str:
    return card.decided.said.partition(": ")[2]


def _closing(sitting: Sitting) -> dict[str, str]:
    right, of = sitting.score
    missed = ", ".join(sitting.drill.missed)
    if sitting.help == WORKED:
        return {"Done": "every sheet was read"}
    return {"Levels named rightly": f"{right} of {of}", "Missed once": missed or "nothing"}
