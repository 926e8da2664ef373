"""Cards that expire, as a file that a calendar reads: one day each, with reminders before."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import date

import pandas as pd

from helpers.cohort.expiry import BANDS
from helpers.domain.calendars import Entry, text


def renewals(cards: pd.DataFrame, today: date) -> str:
    """The text of a calendar with the day on which each card expires.

    Args:
        cards: as ``Results.cards``: name, learner_id, certification, issuer, expires, computed.
        today: cards that have expired before it are left out: nothing can be renewed in time.

    Raises:
        DomainError: where no card expires from today on.
    """
    ahead = cards[cards["expires"] >= today] if len(cards) else cards
    return text([_entry(row, today) for row in ahead.to_dict("records")], "renewals")


def _entry(row: Mapping[Hashable, object], today: date) -> Entry:
    expires = row["expires"]
    assert isinstance(expires, date)
    card = f"{row['certification']} ({row['issuer']})"
    told = f"The card of {row['name']} is valid to the end of this day."
    if row["computed"]:
        told += " The day was worked out from the day of issue by the issuer's rule."
    return Entry(
        on=expires,
        summary=f"{row['name']}: {card} expires",
        told=told + " Look at the card itself before you rely on it.",
        made=today,
        key=f"renewal\n{row['learner_id']}\n{card}\n{expires.isoformat()}",
        remind=tuple(sorted(BANDS.values(), reverse=True)),
    )
