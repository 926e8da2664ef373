"""A wallet at a border: which card is accepted where, from whom, and by which rule.

Where no rule was read the answer is to ask the employer, which is often the truth.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from helpers.domain.certification.cards import card, in_words
from helpers.domain.certification.held import Held
from helpers.domain.errors import DomainError
from helpers.facts import records
from helpers.facts.nearest import known

ACCEPTED, ASK, REFUSED = "accepted", "ask the employer", "refused"
VERDICTS = (ACCEPTED, ASK, REFUSED)
_NOT_READ = "No rule on this card was read for this role here."
_SO_ASK = "Nothing was read on this card here, which says nothing against it: ask{whom}."


def ask(role: str) -> str:
    """Whom somebody asks where no rule was read: a student has a school, and no employer yet."""
    return "ask the school" if role.endswith(" student") else ASK


@dataclass(frozen=True)
class Acceptance:
    """What a rule makes of one card, shown in one role in one place.

    Attributes:
        place: a state or province; empty where it holds for the region.
        newest_months: how old the card may be at most; ``None`` where nothing is said.
        rule: the rule in our own words.
        why: why it comes out so for this card.
    """

    fact_id: str
    region: str
    place: str
    role: str
    card: str
    verdict: str
    newest_months: int | None
    rule: str
    why: str
    source: tuple[str, ...]
    confidence: str

    def __post_init__(self) -> None:
        if self.verdict not in VERDICTS:
            raise ValueError(f"{self.fact_id}: {self.verdict!r} is none of {', '.join(VERDICTS)}")
        if self.verdict == REFUSED and self.newest_months is not None:
            raise ValueError(f"{self.fact_id}: a card that is refused can be of any age")
        if self.verdict == ACCEPTED and self.confidence == "unverified":
            raise ValueError(f"{self.fact_id}: nothing is accepted by a rule that nobody read")

    @property
    def where(self) -> str:
        """The place, or the region where the rule holds for all of it."""
        return self.place or self.region


@dataclass(frozen=True)
class Answer:
    """What is said at the border.

    Attributes:
        expires: the card's last day, as far as it is known.
        row: the row that decided; ``None`` where none does.
    """

    card: str
    verdict: str
    rule: str
    why: str
    expires: date | None
    row: Acceptance | None

    @property
    def source(self) -> tuple[str, ...]:
        """The keys of the sources of the rule; none where no rule was read."""
        return self.row.source if self.row else ()

    @property
    def confidence(self) -> str:
        """How far the rule can be trusted."""
        return self.row.confidence if self.row else "unverified"


@functools.cache
def acceptances() -> tuple[Acceptance, ...]:
    """Every rule that was read, card by card."""
    return records("card_acceptance", Acceptance)


@functools.cache
def places() -> dict[str, str]:
    """Every place that can be asked for, and the region it lies in; regions lie in themselves."""
    regions = dict.fromkeys(one.region for one in acceptances())
    return {
        **{region: region for region in regions},
        **{one.place: one.region for one in acceptances() if one.place},
    }


@functools.cache
def roles() -> tuple[str, ...]:
    """Every role for which a rule was read."""
    return tuple(dict.fromkeys(one.role for one in acceptances()))


def accepted(
    name: str,
    role: str,
    where: str,
    *,
    issued: date | None = None,
    expires: date | None = None,
    on: date | None = None,
) -> Answer:
    """What is said of a card that somebody shows in a role in a place.

    A rule of a state comes before that of its country; where there is neither, the answer is to
    ask. A card that has expired, or is older than the rule allows, is refused.

    Args:
        name: the card, such as ``AHA ACLS``.
        role: what the person wants to work as, such as ``dentist``.
        where: a place or region of :func:`places`.
        issued: when the card was issued; without it and ``expires`` its age is not looked at.
        expires: the day that stands on the card; worked out where it is not given.
        on: the day on which it is shown.

    Raises:
        ValueError: for an unknown card or place; the nearest is named.
        DomainError: for a card that is shown before it was issued.
    """
    known(where, places(), "place")
    shown = card(name)
    if expires is None and issued is not None and shown.tells_its_day:
        expires = shown.expires(issued)
    row = _row(name, role, where)
    verdict, rule, why = (row.verdict, row.rule, row.why) if row else _unread(role)
    if on is not None:
        if issued is not None and on < issued:
            raise DomainError(f"{name} cannot be shown on {on}, before it was issued on {issued}")
        if expires is not None and on > expires:
            verdict, why = REFUSED, f"Its last day was {in_words(expires)}."
        elif too_old := _too_old(row, issued, on):
            verdict, why = REFUSED, too_old
    return Answer(name, verdict, rule, why, expires, row)


def _unread(role: str) -> tuple[str, str, str]:
    whom = "" if ask(role) == ASK else ask(role).removeprefix("ask")
    return ASK, _NOT_READ, _SO_ASK.format(whom=whom)


def _row(name: str, role: str, where: str) -> Acceptance | None:
    """The rule of the place itself, else that of its region."""
    fitting = [one for one in acceptances() if (one.card, one.role) == (name, role)]
    for place in (where, places()[where]):
        for one in fitting:
            if one.where == place:
                return one
    return None


def _too_old(row: Acceptance | None, issued: date | None, on: date) -> str:
    """Why a card is older than the rule of a place allows; empty where it is not."""
    if row is None or row.newest_months is None or issued is None:
        return ""
    latest = pd.Timestamp(issued) + pd.DateOffset(months=row.newest_months)
    if on <= latest.date():
        return ""
    return f"It was issued on {in_words(issued)}, more than {row.newest_months} months ago."


def wallet(held: Sequence[Held], role: str, where: str, on: date) -> tuple[Answer, ...]:
    """What is said of each card of a wallet, in its order.

    Raises:
        DomainError: for a card that is shown before it was issued.
    """
    return tuple(
        accepted(one.card, role, where, issued=one.issued, expires=one.expires, on=on)
        for one in held
    )
