"""One's own renewals as a file that a calendar reads (.ics, RFC 5545)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from helpers.domain import calendars
from helpers.domain.calendars import Entry
from helpers.domain.certification.cards import card
from helpers.domain.errors import DomainError

#: So many days before the last day a calendar reminds of it.
REMIND_DAYS = (90, 30)


@dataclass(frozen=True)
class Held:
    """A card that somebody holds.

    Attributes:
        card: its name, such as ``AHA BLS``.
        expires: the day that stands on it; worked out by its rule where it is not given.

    Raises:
        ValueError: for an unknown card.
        DomainError: for a last day before the first.
    """

    card: str
    issued: date
    expires: date | None = None

    def __post_init__(self) -> None:
        card(self.card)
        if self.expires is not None and self.expires < self.issued:
            raise DomainError(f"{self.card} would end on {self.expires}, before it was issued")

    @property
    def last_day(self) -> date:
        """Its last day: the one on the card, else by its issuer's rule.

        Raises:
            DomainError: where the card does not say it and no rule that was read does.
        """
        return self.expires or card(self.card).expires(self.issued)


def calendar(cards: Sequence[Held]) -> str:
    """The renewals of some cards as the text of an .ics file.

    Each card is an event on its last day, with reminders before it. The same cards give the same
    text, and a card that is renewed is an event of its own.

    Raises:
        DomainError: for no card, one card twice, or a card whose last day nothing says.
    """
    if not cards:
        raise DomainError("there is no card yet; add one")
    if len(set(cards)) < len(cards):
        raise DomainError("a card is there twice; take one out")
    return calendars.text([_entry(held) for held in cards], "renewals")


def _entry(held: Held) -> Entry:
    rule = card(held.card)
    read = "The day stands on the card." if held.expires else f"By rule: {rule.rule}"
    return Entry(
        held.last_day,
        f"Last day of {held.card}",
        f"{rule.course}, {rule.issuer}. {read} Ask whoever issued it.",
        made=held.issued,
        key=f"{held.card}/{held.issued}/{held.last_day}",
        remind=REMIND_DAYS,
    )
