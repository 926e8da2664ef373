"""One's own renewals as a file that a calendar reads (.ics, RFC 5545)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from icalendar import Alarm, Calendar, Event

from helpers.domain.certification.cards import card
from helpers.domain.certification.held import Held
from helpers.domain.errors import DomainError
from helpers.facts.files import write

#: So many days before the last day a calendar reminds of it.
REMIND_DAYS = (90, 30)
#: The file's name, where no other is given.
FILE = "my-renewals.ics"
_PRODUCT = "-//life-support-curriculum//renewals//EN"


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
    whole = Calendar()
    whole.add("prodid", _PRODUCT)
    whole.add("version", "2.0")
    for held in sorted(cards, key=lambda one: (one.last_day, one.card)):
        whole.add_component(_event(held))
    text: bytes = whole.to_ical()
    return text.decode("utf-8")


def save(cards: Sequence[Held], file: str | Path = FILE) -> Path:
    """Write the renewals to a file, in the place of an earlier one.

    Returns:
        Where the file is.

    Raises:
        DomainError: as :func:`calendar`; and where the file cannot be written, or another file
            would be lost.
    """
    path, text = Path(file).expanduser().absolute(), calendar(cards)
    try:
        if path.is_symlink() or (path.exists() and _PRODUCT.encode() not in path.read_bytes()):
            raise DomainError(f"{path} is there and holds no renewals of this course; rename it")
        write(path, text.encode("utf-8"), 0o600)
    except OSError as error:
        why = error.strerror or str(error)
        raise DomainError(f"{path} cannot be written: {why}; look at that folder") from error
    return path


def _event(held: Held) -> Event:
    rule = card(held.card)
    read = "The day stands on the card." if held.expires else f"By rule: {rule.rule}"
    event = Event()
    event.add("uid", _uid(held))
    # When the entry was made: a fixed moment, so that the file does not change by itself.
    made = held.issued or held.last_day
    event.add("dtstamp", datetime(made.year, made.month, made.day, tzinfo=UTC))
    event.add("dtstart", held.last_day)
    event.add("dtend", held.last_day + timedelta(days=1))  # a whole day, the end excluded
    event.add("summary", f"Last day of {held.card}")
    event.add("description", f"{rule.course}, {rule.issuer}. {read} Ask whoever issued it.")
    event.add("transp", "TRANSPARENT")
    for days in REMIND_DAYS:
        event.add_component(_alarm(held.card, days))
    return event


def _alarm(name: str, days: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"{name} ends in {days} days")
    alarm.add("trigger", timedelta(days=-days))
    return alarm


def _uid(held: Held) -> str:
    text = f"{held.card}/{held.issued}/{held.last_day}"
    return f"{hashlib.sha256(text.encode()).hexdigest()[:32]}@life-support-curriculum"
