"""What a town decides: more of this, less of that, and which links are switched off."""

from __future__ import annotations

from dataclasses import dataclass, fields

from helpers.domain.errors import DomainError
from helpers.facts.nearest import known

#: The links that can be switched off, in their order.
LINKS = ("call", "cpr", "defibrillation", "als", "hospital")


@dataclass(frozen=True)
class Policy:
    """What changes in a town; as it stands, nothing does.

    Attributes:
        als_crews: more ALS crews, or fewer.
        crews: more BLS crews with an AED, or fewer.
        aeds: more public AEDs in the whole town.
        training: percentage points more of CPR by bystanders.
        telephone: whether call takers have the program of coaching.
        police: whether police carry AEDs and are sent.
        app: whether volunteers are alerted to give CPR.
        off: links that are switched off.

    Raises:
        DomainError: for what cannot be.
        ValueError: for a link that there is not; the nearest is named.
    """

    als_crews: float = 0
    crews: float = 0
    aeds: float = 0
    training: float = 0
    telephone: bool = False
    police: bool = False
    app: bool = False
    off: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        object.__setattr__(self, "off", frozenset(self.off))
        for link in self.off:
            known(link, LINKS, "link")
        if not -100 <= self.training <= 100:
            raise DomainError("training is in percentage points, from -100 to 100")

    def without(self, *links: str) -> Policy:
        """The same with these links switched off as well."""
        own = {field.name: getattr(self, field.name) for field in fields(self)}
        return Policy(**{**own, "off": self.off | set(links)})


NOTHING = Policy()
