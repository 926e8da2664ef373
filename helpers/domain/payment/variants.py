"""Run sheets that nobody has seen: a sheet of the table with other words, or with one thing turned.

The key of a variant stands nowhere: it follows from the rules, as that of the sheet does.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable
from datetime import date, timedelta

import numpy as np

from helpers.domain.payment.care import Care, care
from helpers.domain.payment.sheets import run_sheet, run_sheets
from helpers.domain.payment.transport import SheetError, Transport
from helpers.facts.nearest import known

#: Drugs that stand for one another on an invented sheet; no advice on when to give which.
_ALIKE = (
    ("fentanyl", "morphine", "hydromorphone"),
    ("midazolam", "lorazepam"),
    ("norepinephrine", "dopamine", "phenylephrine"),
    ("normal saline", "Ringer's lactate"),
)
_FROM, _DAYS = date(2025, 1, 1), 660  # no rule changes within these days
_USUAL = date(2026, 3, 2)  # the day of a sheet on which the day decides nothing
_BLOOD = "blood transfusion"
_MOST = 7  # entries: more would not be read

Turn = Callable[[Transport], "Transport | None"]


@functools.lru_cache(maxsize=4096)
def variant(sheet: str, seed: int) -> Transport:
    """A run sheet with other drugs, another day and other miles; in half of them one thing turned.

    Args:
        sheet: the name of a run sheet.
        seed: 0 is the sheet itself; each other seed another variant.

    Raises:
        ValueError: for a sheet that there is not; the nearest is named.
    """
    transport = run_sheet(known(sheet, run_sheets(), "run sheet"))
    if seed == 0:
        return transport
    draw = np.random.default_rng((seed, list(run_sheets()).index(sheet)))
    other = _reworded(transport, draw)
    if draw.random() < 0.5:
        return other
    for place in draw.permutation(len(TURNS)):
        turned = _turned(other, list(TURNS.values())[int(place)])
        if turned is not None:
            return turned
    return other


def _turned(transport: Transport, turn: Turn) -> Transport | None:
    try:
        return turn(transport)
    except SheetError:  # what makes no sense is no variant
        return None


# -- other words -----------------------------------------------------------------------------


def _reworded(transport: Transport, draw: np.random.Generator) -> Transport:
    """Other words that decide nothing."""
    instead: dict[str, str] = {}
    for alike in _ALIKE:
        others = draw.permutation(np.array(alike))
        instead |= dict(zip(alike, map(str, others), strict=True))
    entries = [
        dataclasses.replace(one, name=instead.get(one.name, one.name)) for one in transport.care
    ]
    day = transport.date
    if day == _USUAL:
        day = _FROM + timedelta(days=int(draw.integers(_DAYS)))
    miles = round(float(draw.uniform(2, 30)), 1) if transport.loaded_miles else 0.0
    other = transport.with_care(*entries)
    return dataclasses.replace(other, date=day, loaded_miles=miles)


# -- one thing turned ------------------------------------------------------------------------


def _pushes(transport: Transport) -> list[int]:
    return [
        n for n, one in enumerate(transport.care) if one.kind == "drug" and one.route == "IV push"
    ]


def _swapped(transport: Transport, place: int, *instead: Care) -> Transport:
    entries = [*transport.care[:place], *instead, *transport.care[place + 1 :]]
    return transport.with_care(*entries)


def _one_more(transport: Transport) -> Transport | None:
    pushes = _pushes(transport)
    if not pushes or len(transport.care) >= _MOST:
        return None
    one = transport.care[pushes[-1]]
    return _swapped(transport, pushes[-1], one, one)


def _one_less(transport: Transport) -> Transport | None:
    pushes = _pushes(transport)
    return _swapped(transport, pushes[-1]) if pushes else None


def _another_way(transport: Transport) -> Transport | None:
    """The last push goes up the nose."""
    pushes = _pushes(transport)
    if not pushes:
        return None
    one = transport.care[pushes[-1]]
    return _swapped(transport, pushes[-1], dataclasses.replace(one, route="intranasal", dose=""))


def _saline(transport: Transport) -> Transport | None:
    """Saline in the place of the last push."""
    pushes = _pushes(transport)
    fluid = care("normal saline, IV infusion, ALS only")
    return _swapped(transport, pushes[-1], fluid) if pushes else None


def _unassessed(transport: Transport) -> Transport | None:
    left = [one for one in transport.care if one.kind != "assessment"]
    return transport.with_care(*left) if 0 < len(left) < len(transport.care) else None


def _by_emts(transport: Transport) -> Transport | None:
    return None if transport.crew == "EMT" else dataclasses.replace(transport, crew="EMT")


def _otherwise_asked(transport: Transport) -> Transport | None:
    """The protocol asked for the other level."""
    other = {"ALS": "BLS", "BLS": "ALS"}.get(transport.dispatch)
    return dataclasses.replace(transport, dispatch=other) if other else None


def _unasked(transport: Transport) -> Transport | None:
    """There was no protocol; the patient's condition decides."""
    if transport.dispatch not in ("ALS", "BLS"):
        return None
    return dataclasses.replace(transport, dispatch="no protocol", scene=transport.dispatch)


def _planned(transport: Transport) -> Transport | None:
    if transport.response != "emergency" or any(one.kind == "procedure" for one in transport.care):
        return None
    begun = {"scene": "home"}.get(transport.from_place, transport.from_place)
    return dataclasses.replace(
        transport, response="planned", dispatch="", scene="", from_place=begun
    )


def _day_before(transport: Transport) -> Transport | None:
    if not any(one.name == _BLOOD for one in transport.care) or transport.date < _FROM:
        return None
    return dataclasses.replace(transport, date=_FROM - timedelta(days=1))


def _stayed(transport: Transport) -> Transport | None:
    if transport.response != "emergency" or transport.outcome != "transported":
        return None
    return dataclasses.replace(transport, outcome="not transported", loaded_miles=0.0)


def _died_on_the_way(transport: Transport) -> Transport | None:
    if transport.response != "emergency" or transport.outcome != "transported":
        return None
    return dataclasses.replace(transport, outcome="died after loading")


def _unneeded(transport: Transport) -> Transport | None:
    """Another vehicle would have done: only where nothing was done that needs a crew."""
    is_planned = transport.response == "planned" and transport.critical == "no"
    if (
        not is_planned
        or transport.necessary == "no"
        or any(one.scope != "EMT" for one in transport.care)
    ):
        return None
    return dataclasses.replace(transport, necessary="no")


def _to_home(transport: Transport) -> Transport | None:
    """A specialist goes along, and the way does not lead to another facility."""
    if transport.critical == "no" or transport.to_place != "hospital":
        return None
    return dataclasses.replace(transport, to_place="home")


#: What can be turned, each by its name; nothing where a sheet has no such thing.
TURNS: dict[str, Turn] = {
    "one administration more": _one_more,
    "one administration less": _one_less,
    "another way in": _another_way,
    "saline instead": _saline,
    "no assessment": _unassessed,
    "EMTs only": _by_emts,
    "the other level asked for": _otherwise_asked,
    "no protocol": _unasked,
    "planned": _planned,
    "the day before the rule": _day_before,
    "nobody transported": _stayed,
    "died on the way": _died_on_the_way,
    "another vehicle would do": _unneeded,
    "to the home": _to_home,
}
