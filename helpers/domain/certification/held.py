"""A card that somebody holds, with the days that stand on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from helpers.domain.certification.cards import card
from helpers.domain.errors import DomainError


@dataclass(frozen=True)
class Held:
    """A card that somebody holds.

    Attributes:
        card: its name, such as ``AHA BLS``.
        issued: the day on which it was issued; ``None`` where that is not known.
        expires: the day that stands on it; worked out by its rule where it is not given.

    Raises:
        ValueError: for an unknown card.
        DomainError: for a last day before the first.
    """

    card: str
    issued: date | None = None
    expires: date | None = None

    def __post_init__(self) -> None:
        card(self.card)
        if self.expires is not None and self.issued is not None and self.expires < self.issued:
            raise DomainError(f"{self.card} would end on {self.expires}, before it was issued")

    @property
    def last_day(self) -> date:
        """Its last day: the one on the card, else by its issuer's rule.

        Raises:
            DomainError: where the card does not say it and no rule that was read does.
        """
        if self.expires is not None:
            return self.expires
        if self.issued is None:
            raise DomainError(
                f"{self.card}: without the day of issue or the day on it, no last day"
            )
        return card(self.card).expires(self.issued)

    @property
    def is_known(self) -> bool:
        """Whether its last day is known."""
        return self.expires is not None or (
            self.issued is not None and card(self.card).tells_its_day
        )
