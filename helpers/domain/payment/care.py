"""What a crew did and gave, as one entry of a run sheet names it."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass

from helpers.domain.errors import DomainError
from helpers.facts import records
from helpers.facts.nearest import known, nearest

#: How a drug or a fluid is given; into a vein it may count, elsewhere it does not.
VEIN = ("IV push", "IV infusion")
BONE = ("IO push", "IO infusion")
ELSEWHERE = ("IM", "SC", "oral", "sublingual", "nebulized", "intranasal")
ROUTES = (*VEIN, *BONE, *ELSEWHERE)
_DOSES = ("in parts", "milligrams only")
_DONE = ("attempted", "already in place")
_NEED = ("precautionary",)
_SCOPES = {"EMT may": "EMT", "ALS only": "ALS", "beyond paramedic": "beyond"}
#: Every word that may stand behind the name, after a comma.
WORDS = (*ROUTES, *_DOSES, *_DONE, *_NEED, *_SCOPES)
_ALSO = {
    **dict.fromkeys(("IV bolus", "IVP"), "IV push"),
    **dict.fromkeys(("IV drip", "IVPB"), "IV infusion"),
    "IO bolus": "IO push",
    "PO": "oral",
    "SL": "sublingual",
    "IN": "intranasal",
    "neb": "nebulized",
    "SQ": "SC",
}
_FOLDED = {word.casefold(): word for word in WORDS} | {
    other.casefold(): word for other, word in _ALSO.items()
}
#: What to do about a thing that is in no list.
ABSENT = (
    "payment_care.csv has the names; for what is not there write 'other drug A' (B, C), "
    "'other fluid', 'other care of an EMT' or 'other care of ALS'"
)
#: So much of a name must agree before another is suggested: drugs have names that look alike.
_ALIKE = 0.75
_GIVEN = ("drug", "fluid", "concentrated dextrose")


@dataclass(frozen=True)
class Kind:
    """One row of ``payment_care``: what a thing is for the rules of payment."""

    care: str
    kind: str
    scope: str
    also: tuple[str, ...] = ()


@functools.cache
def kinds() -> tuple[Kind, ...]:
    """Everything that a sheet may name, in the order of the table."""
    return records("payment_care", Kind)


@functools.cache
def _by_name() -> dict[str, Kind]:
    return {name.casefold(): one for one in kinds() for name in (one.care, *one.also)}


@dataclass(frozen=True)
class Care:
    """One thing that was done or given.

    Attributes:
        name: as the table has it, whatever the sheet called it.
        kind: what it is for the rules.
        route: how it was given; empty for what is no drug or fluid.
        dose: ``in parts`` where it is part of one dose, ``milligrams only`` where the sheet does
            not say what a dose is.
        done: ``attempted`` or ``already in place``; empty where it was simply done.
        is_needed: whether it was medically necessary.
        scope: ``EMT``, ``ALS``, ``beyond``; ``EMT or ALS`` or ``ALS or beyond`` where the sheet
            does not say which.
    """

    name: str
    kind: str
    scope: str
    route: str = ""
    dose: str = ""
    done: str = ""
    is_needed: bool = True

    def __post_init__(self) -> None:
        is_given = self.kind in _GIVEN
        if is_given and self.route not in ROUTES:
            raise DomainError(f"{self.name!r}: how was it given? Write one of {', '.join(ROUTES)}")
        if not is_given and (self.route or self.dose):
            raise DomainError(f"{self.name!r} has no route and no dose; take {self._extra!r} out")
        if self.scope == "EMT" and (self.kind == "procedure" or self._is_drug_in_vessel):
            raise DomainError(
                f"{self.name!r}: nothing that was read lets EMTs do this; "
                "take 'EMT may' out, or ask the payer"
            )
        if is_given and self.done == "attempted":
            raise DomainError(f"{self.name!r} was given or was not; take 'attempted' out")

    @property
    def _extra(self) -> str:
        return self.route or self.dose

    @property
    def _is_drug_in_vessel(self) -> bool:
        return self.kind == "drug" and self.route in (*VEIN, *BONE)

    @property
    def is_in_place(self) -> bool:
        """Whether it was begun before the transport and only kept up."""
        return self.done == "already in place"

    def __str__(self) -> str:
        marks = [self.route, self.dose, self.done, "" if self.is_needed else "precautionary"]
        return ", ".join(filter(None, (self.name, *marks)))


def care(text: str) -> Care:
    """One entry of a run sheet: ``"fentanyl, IV push"``, ``"IV line, precautionary, ALS only"``.

    Raises:
        DomainError: for a name or a word that is not known; the nearest is named.
    """
    name, *words = (part.strip() for part in text.split(","))
    if name.casefold() not in _by_name():
        if joined := _without_comma(name):
            raise DomainError(f"there is no care {name!r}; {joined}")
        near = nearest(name, _by_name(), _ALIKE)
        hint = f"did you mean {_by_name()[near].care!r}?" if near else ABSENT
        raise DomainError(f"there is no care {name!r}; {hint}")
    kind = _by_name()[name.casefold()]
    words = [_known(_word(word), kind.care) for word in words]
    route = _one(words, ROUTES, kind.care)
    scope = _SCOPES.get(_one(words, _SCOPES, kind.care)) or _scope(kind, route)
    return Care(
        name=kind.care,
        kind=kind.kind,
        scope=scope,
        route=route,
        dose=_one(words, _DOSES, kind.care),
        done=_one(words, _DONE, kind.care),
        is_needed="precautionary" not in words,
    )


def _without_comma(text: str) -> str:
    """What to write for ``fentanyl IV push`` or ``fentanyl 50 mcg IV``; empty for anything else."""
    folded = text.casefold()
    for name in sorted(_by_name(), key=len, reverse=True):
        if folded.startswith(f"{name} "):
            kind = _by_name()[name]
            if word := _FOLDED.get(folded[len(name) :].strip(), ""):
                return f"did you mean '{kind.care}, {word}'?"
            if kind.kind not in _GIVEN:
                return f"write {kind.care!r} alone"
            how = "a comma and how it was given; leave the amount out, or write 'milligrams only'"
            return f"write {kind.care!r}, {how} where no whole dose is named; an entry each time"
    return ""


def _word(text: str) -> str:
    """The word as the list has it, in whatever letters it was written."""
    return _FOLDED.get(text.casefold(), text)


def _known(word: str, name: str) -> str:
    try:
        return known(word, WORDS, "word")
    except ValueError as error:
        told = str(error)
        if any(word.casefold().startswith(one) for one in _by_name()):
            told = f"{word!r} looks like an entry of its own; write a semicolon before it"
        raise DomainError(f"{name!r}: {told}") from None


def _one(words: Iterable[str], of: Iterable[str], name: str) -> str:
    found = list(dict.fromkeys(word for word in words if word in of))
    if len(found) > 1:
        raise DomainError(f"{name!r}: {found[0]!r} and {found[1]!r} cannot both be; write one")
    return found[0] if found else ""


def _scope(kind: Kind, route: str) -> str:
    """Where the sheet is silent: a drug into a vein is the work of ALS."""
    return "ALS" if kind.kind == "drug" and route in (*VEIN, *BONE) else kind.scope
