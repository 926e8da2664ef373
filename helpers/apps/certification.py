"""Which card, from whom, until when: a wallet at a border, a way to the card, renewals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from helpers.apps.citing import Bundle, carrying
from helpers.apps.controls import choice, day
from helpers.apps.guess import find_guess
from helpers.apps.shown import Shown
from helpers.apps.toolkit import App
from helpers.apps.wallet import Kept, Wallet, held
from helpers.domain import certification
from helpers.domain.certification import ACCEPTED, ASK, REFUSED, Answer
from helpers.domain.errors import DomainError
from helpers.facts import explained
from helpers.figures.certification import CounterPicture

#: The counter is open on this day until the learner sets another; so is every saved page.
_TODAY = date(2026, 12, 1)
_FIRST_DAY, _LAST_DAY = date(2026, 1, 1), date(2046, 12, 31)
_YOURS = (
    ("AHA ACLS", date(2025, 5, 12), None),
    ("Red Cross ALS", date(2025, 9, 30), date(2027, 9, 30)),
    ("RCUK ALS", date(2024, 3, 8), None),
    ("AMC ACLS", date(2025, 10, 2), date(2027, 10, 2)),
)
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
        note = " ".join(
            filter(None, (_OF_RULES, explained(one.confidence for one in answers if one.row)))
        )
        return Shown(_counted(answers), drawn, note=note)

    controls = {
        "role": choice("You want to work as", certification.roles(), "paramedic"),
        "where": choice("Where", _places(), "New Jersey"),
        "on": day("The day at the counter", _TODAY, _FIRST_DAY, _LAST_DAY),
        "held_cards": Wallet(*_YOURS),
    }
    title = "A wallet at a border"
    return WalletApp(title, controls, show, CounterPicture, find_guess("wallet_app", guess))


class WalletApp(App):
    """What the counter shows is told card by card to whoever does not see it."""

    def __init__(self, *given: object) -> None:
        super().__init__(*given)  # type: ignore[arg-type]
        wallet = self.controls["held_cards"]
        assert isinstance(wallet, Wallet)
        self.stage.names = {**self.stage.names, **wallet.names}

    def _paint(self) -> None:
        super()._paint()
        if not (self.is_covered or self.shown.problem):
            told = " ".join(map(_told, self.shown.drawn["answers"]))
            self.stage.alt = f"{self.stage.alt}. {told}".strip()

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Bundle:
        answers: Sequence[Answer] = self.shown.drawn["answers"]
        keys = {key for one in answers for key in one.source}
        return carrying(super()._repr_mimebundle_(include, exclude), keys)


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
    until = f", until {answer.expires}" if answer.expires else ""
    return f"{answer.card}{until}: {answer.verdict}. {answer.rule} {answer.why}"


def _places() -> list[tuple[str, str]]:
    """Every place with the region it lies in, states after their countries."""
    places = certification.places().items()
    return [
        (place if place == region else f"{place} ({region})", place) for place, region in places
    ]
