"""One's own renewals as a file that a calendar reads (.ics, RFC 5545)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from helpers.domain import calendars
from helpers.domain.calendars import Entry
from helpers.domain.certification.cards import card
from helpers.domain.certification.held import Held
from helpers.domain.errors import DomainError
from helpers.facts.files import write_own

#: So many days before the last day a calendar reminds of it.
REMIND_DAYS = (90, 30)
#: The file's name, where no other is given.
FILE = "my-renewals.ics"
_PRODUCT = "renewals"


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
    return calendars.text([_entry(held) for held in cards], _PRODUCT)


def save(cards: Sequence[Held], file: str | Path = FILE) -> Path:
    """Write the renewals to a file, in the place of an earlier one.

    Returns:
        Where the file is.

    Raises:
        DomainError: as :func:`calendar`.
        NotOurs: where the file cannot be written, or another file would be lost.
    """
    return write_own(Path(file), calendar(cards).encode(), calendars.mark(_PRODUCT), 0o600)


def _entry(held: Held) -> Entry:
    rule = card(held.card)
    read = "The day stands on the card." if held.expires else f"By rule: {rule.rule}"
    return Entry(
        held.last_day,
        f"Last day of {held.card}",
        f"{rule.course}, {rule.issuer}. {read} Ask whoever issued it.",
        made=held.issued or held.last_day,
        key=f"{held.card}/{held.issued}/{held.last_day}",
        remind=REMIND_DAYS,
    )
