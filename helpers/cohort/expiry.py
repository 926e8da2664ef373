"""How soon a card expires, in the bands in which a report tells it.

Until when a card is valid is worked out in one place, :mod:`helpers.domain.certification`.
"""

from __future__ import annotations

from datetime import date

#: The bands in which expiry is told, with the most days that are left in each.
BANDS = {"30 days": 30, "60 days": 60, "90 days": 90}
EXPIRED, LATER = "expired", "later"


def band(expires: date, today: date) -> str:
    """In which band a day of expiry lies: expired, 30, 60 or 90 days, or later.

    The day of expiry itself is still valid.
    """
    left = (expires - today).days
    if left < 0:
        return EXPIRED
    return next((name for name, most in BANDS.items() if left <= most), LATER)
