"""Which card, from whom, until when: a wallet at a border, a way to the card, renewals."""

from __future__ import annotations

from abc import abstractmethod
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

import ipywidgets as widgets

from helpers.apps.citing import Bundle, carrying
from helpers.apps.controls import choice, day
from helpers.apps.guess import find_guess
from helpers.apps.shown import Shown
from helpers.apps.toolkit import App
from helpers.apps.wallet import Kept, Wallet, held
from helpers.domain import certification
from helpers.domain.certification import (
    ACCEPTED,
    ASK,
    REFUSED,
    Answer,
    Held,
    Pathway,
    in_words,
    renewals,
)
from helpers.domain.errors import DomainError
from helpers.facts import explained, html_table, short, with_sign
from helpers.facts.files import NotOurs
from helpers.figures.certification import CounterPicture, YearsPicture, reasons, sign

#: The counter is open on this day until the learner sets another; so is every saved page.
_TODAY = date(2026, 12, 1)
_YOURS = (
    ("AHA ACLS", date(2025, 5, 12), None),
    ("Red Cross ALS", date(2025, 9, 30), date(2027, 9, 30)),
    ("RCUK ALS", date(2024, 3, 8), None),
    ("AMC ACLS", date(2025, 10, 2), date(2027, 10, 2)),
)
_TO_RENEW = (
    ("AHA BLS", date(2025, 5, 12), None),
    ("RCUK ILS", date(2026, 2, 3), None),
    ("RCUK ALS", date(2024, 3, 8), None),
    ("Red Cross BLS", date(2025, 9, 30), None),
)
_OF_DAYS = (
    "The day that stands on a card counts; put it in where it differs. The calendar reminds you "
    f"{' and '.join(map(str, renewals.REMIND_DAYS))} days before, where the bar has its marks."
)
_UNDATED = "A card whose last day is not known is taken here as if it were valid."
_OF_RULES = (
    "Rules as we read them; they change, and this is no advice. Whoever employs or licenses you "
    "decides."
)


def wallet_app(guess: str | None = None) -> WalletApp:
    """Your cards on a counter: accepted, ask the employer, or refused, with the rule."""

    def show(role: str, where: str, on: date | None, held_cards: tuple[Kept, ...]) -> Shown:
        if on is None:
            raise DomainError("choose the day on which you show your cards")
        answers = certification.wallet(held(held_cards), role, where, on)
        drawn = {"answers": answers, "role": role, "where": where}
        signs = explained(one.confidence for one in answers if one.row)
        undated = _UNDATED if any(one.expires is None for one in answers) else ""
        note = " ".join(filter(None, (_OF_RULES, undated, signs)))
        return Shown(_counted(answers), drawn, note=note)

    controls = {
        "role": choice("You want to work as", certification.roles(), "paramedic"),
        "where": choice("Where", _places(), "New Jersey"),
        "on": day("The day at the counter", _TODAY),
        "held_cards": Wallet(*_YOURS),
    }
    title = "A wallet at a border"
    return WalletApp(title, controls, show, CounterPicture, find_guess("wallet_app", guess))


class HeldApp(App):
    """What is drawn of a wallet is told card by card to whoever does not see it."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        wallet = self.controls["held_cards"]
        assert isinstance(wallet, Wallet)
        self.stage.names = {**self.stage.names, **wallet.names}

    def _paint(self) -> None:
        super()._paint()
        if not (self.is_covered or self.shown.problem):
            self.stage.alt = " ".join((f"{self.stage.alt}.", *self._tell()))

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        return carrying(super()._repr_mimebundle_(include, exclude), self._keys())

    @abstractmethod
    def _tell(self) -> list[str]:
        """What is drawn, card by card, in words."""

    @abstractmethod
    def _keys(self) -> set[str]:
        """Keys of the works that what is shown stands on."""


class WalletApp(HeldApp):
    """The counter; in a narrow window rule and reasons stand in a table below it."""

    def _paint(self) -> None:
        super()._paint()
        if self.is_covered or self.shown.problem:
            return
        drawn, rows = self.shown.drawn, []
        if self.stage.narrow:
            pairs = zip(drawn["answers"], reasons(drawn["answers"]), strict=True)
            rows = [{"Card": one.card, "Why": why} for one, why in pairs]
        self.stage.html = html_table(rows, sign(**drawn)) if rows else ""

    def _more(self) -> str:
        has_table = self.stage.narrow and self.shown.drawn["answers"]
        return ". Scroll inside the table for every reason" if has_table else ""

    def page(self) -> str:
        """Nothing beside its picture, which is the wide one."""
        return ""

    def _tell(self) -> list[str]:
        answers: Sequence[Answer] = self.shown.drawn["answers"]
        return [_told(one) for one in answers]

    def _keys(self) -> set[str]:
        answers: Sequence[Answer] = self.shown.drawn["answers"]
        return {key for one in answers for key in one.source}


def _counted(answers: Sequence[Answer]) -> dict[str, str]:
    if not answers:
        return {"In the wallet": "no card; put one in"}
    counts = Counter(one.verdict for one in answers)
    return {
        "Accepted": f"{counts[ACCEPTED]} of {len(answers)}",
        "Ask the employer": f"{counts[ASK]}",
        "Refused": f"{counts[REFUSED]}",
    }


def _told(answer: Answer) -> str:
    until = f", until {in_words(answer.expires)}" if answer.expires else ""
    return f"{answer.card}{until}: {answer.verdict}. {answer.rule} {answer.why}"


def pathway_app() -> PathwayApp:
    """What is typically asked of whom, where, with which patients; and whom to ask."""

    def show(role: str, where: str, patients: str) -> Shown:
        found = certification.pathway(role, where, patients)
        meant = [one.patients in (patients, certification.ALL_AGES) for one in found]
        told = "; ".join(
            f"{one.patients}: {one.asked}" if len(found) > 1 or not all(meant) else one.asked
            for one in found
        )
        values = {"Typically asked for": told}
        if patients != certification.ALL_AGES and not any(meant):
            values = {f"Of {patients}": "nothing was read for this work here", **values}
        note = " ".join(filter(None, (_OF_RULES, explained(one.confidence for one in found))))
        drawn = {"rows": _asked(found), "found": found}
        return Shown(values, drawn, note=note)

    controls = {
        "role": choice("You want to work as", certification.roles(), "hospital nurse"),
        "where": choice("Where", _places(), "United States"),
        "patients": choice("With patients", certification.PATIENTS, "adults"),
    }
    return PathwayApp("Which card for which work", controls, show)


class PathwayApp(App):
    """Its table carries the keys of its sources."""

    def _more(self) -> str:
        return ""  # the whole table is in sight

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        found: Sequence[Pathway] = self.shown.drawn["found"]
        keys = {key for one in found for key in one.source}
        return carrying(super()._repr_mimebundle_(include, exclude), keys)


def _asked(found: Sequence[Pathway]) -> list[dict[str, str]]:
    """One row an aspect, one column a kind of patients."""
    aspects = {
        "Where it holds": lambda one: one.where,
        "Typically asked for": lambda one: with_sign(one.asked, one.confidence),
        "First": lambda one: one.first,
        "Hours": lambda one: one.hours,
        "Valid for": lambda one: one.validity,
        "Renewal": lambda one: one.renewal,
        "Not certain": lambda one: one.doubt,
        "Read in": lambda one: ", ".join(dict.fromkeys(map(short, one.source))) or "nothing",
    }
    heads = [f"{one.patients[0].upper()}{one.patients[1:]}" for one in found]
    return [
        {"What": aspect, **dict(zip(heads, map(told, found), strict=True))}
        for aspect, told in aspects.items()
    ]


def renewals_app() -> RenewalsApp:
    """Your own cards: the last day of each, and a file for your calendar."""

    def show(held_cards: tuple[Kept, ...]) -> Shown:
        mine = held(held_cards)
        known = sorted(
            (one for one in mine if one.is_known), key=lambda one: (one.last_day, one.card)
        )
        if not mine:
            return Shown({"In the wallet": "no card; put one in"}, {"cards": ()})
        first = f"{known[0].card}, {in_words(known[0].last_day)}" if known else "none is known"
        values = {"First to end": first}
        if unknown := [one.card for one in mine if not one.is_known]:
            values["Not in the calendar"] = f"{', '.join(unknown)}; put in the last day on it"
        note = f"{_OF_DAYS} {explained(certification.card(one.card).confidence for one in mine)}"
        return Shown(values, {"cards": mine}, note=note.strip())

    controls = {"held_cards": Wallet(*_TO_RENEW)}
    return RenewalsApp("Until when your cards are valid", controls, show, YearsPicture)


class RenewalsApp(HeldApp):
    """The last days, and a button that writes them to a file whose place is told."""

    def _lay_out(self) -> widgets.Widget:
        view = super()._lay_out()
        button = widgets.Button(description="Save for my calendar")
        button.on_click(self.save)
        wallet = self.controls["held_cards"]
        row = widgets.HBox([button])
        row.add_class("ls-presses")
        wallet.children = (*wallet.children, row)
        return view

    def save(self, button: object = None) -> None:
        """Write the file; where it is, or why it is not, stands on the stage."""
        self.attempt(self._save, DomainError, NotOurs)

    def _save(self) -> None:
        known = [one for one in self.shown.drawn["cards"] if one.is_known]
        place = renewals.save(known)
        cards = f"{len(known)} card{'s' * (len(known) != 1)}"
        self.stage.status = f"Saved, {cards}: {place}. Open that file with your calendar."

    def _tell(self) -> list[str]:
        return [_dated(one) for one in self.shown.drawn["cards"]]

    def _keys(self) -> set[str]:
        mine: Sequence[Held] = self.shown.drawn["cards"]
        return {key for one in mine for key in certification.card(one.card).source}


def _dated(one: Held) -> str:
    until = f"until {in_words(one.last_day)}" if one.is_known else "last day not known here"
    return f"{one.card}: {until}. {certification.card(one.card).rule}"


def _places() -> list[tuple[str, str]]:
    """Every place with the region it lies in, states after their countries."""
    places = certification.places().items()
    return [
        (place if place == region else f"{place} ({region})", place) for place, region in places
    ]
