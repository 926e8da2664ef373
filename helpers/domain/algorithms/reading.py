"""``load``: an algorithm of ``data/algorithms/`` in one edition, checked before anyone sees it.

A file holds all editions: what only some of them say names them. Doses, energies, targets and
statements are rows of tables; a file only says which.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import get_args

from helpers.domain.algorithms import tables
from helpers.domain.algorithms.checking import check
from helpers.domain.algorithms.entries import Entry
from helpers.domain.algorithms.model import (
    Action,
    ActionKind,
    Algorithm,
    Edge,
    Finding,
    Impossible,
    Open,
    Place,
    PlaceKind,
    When,
)
from helpers.domain.algorithms.tables import Dose, Fact, Target
from helpers.facts import data_dir
from helpers.facts.nearest import known

_FILE = {
    "title": '"text"',
    "age_group": '"adult" or "child"',
    "use": '"arrest", the use of the tables of doses that its drugs stand under',
    "begin": '"a place"',
    "round_seconds": "120",
    "editions": '["AHA 2025"]',
    "findings": "[findings.rhythm]",
    "groups": "[groups.shockable]",
    "places": "[places.check]",
    "impossible": "[[impossible]]",
    "edges": "[[edges]]",
    "actions": "[[actions]]",
    "open": "[[open]]",
}
_FINDING = {"question": '"text"', "values": '["yes", "no"]', "default": '"no"'}
_PLACE = {
    "title": '"text"',
    "kind": '"treatment", "check" or "end"',
    "seconds": "120",
    "round": "true",
    "leads_to": '"post_arrest"',
    "editions": '["AHA 2025"]',
}
_EDGE = {
    "from": '"a place"',
    "to": '"a place"',
    "when": '{ pulse = "no" }',
    "left": '"a series"',
    "spent": '"a series"',
    "label": '"text"',
    "facts": '["AL01"]',
    "editions": '["AHA 2025"]',
}
_ACTION = {
    "name": '"text"',
    "series": '"text"',
    "at": '["a place"]',
    "do": '"text"',
    "kind": '"drug"',
    "role": '"drugs"',
    "when": '{ pulse = "no" }',
    "needs": '{ access = "yes" }',
    "from_shock": "[3, 5]",
    "after_shocks_in_a_row": "3",
    "every_rounds": "2",
    "times": "2",
    "drugs": '["amiodarone", "lidocaine"]',
    "use": '"torsades"',
    "energy": '"polymorphic VT"',
    "shots": "3",
    "targets": '["SpO2"]',
    "note": '"text"',
    "facts": '["AL01"]',
    "editions": '["AHA 2025"]',
}
_OPEN = {
    "about": '"text"',
    "words": '"text"',
    "facts": '["EN06"]',
    "editions": '["AHA 2025"]',
}
_ROLES = ("compressions", "defibrillator", "airway", "drugs", "record", "leader")


def folder() -> Path:
    """Where the algorithms are."""
    return data_dir() / "algorithms"


def names() -> tuple[str, ...]:
    """The names of all algorithms."""
    return tuple(sorted(file.stem for file in folder().glob("*.toml")))


def editions(name: str) -> tuple[str, ...]:
    """The editions in which an algorithm is there, as its file has them.

    Raises:
        ValueError: for an algorithm that there is not.
    """
    return _file(name).texts("editions")


@functools.cache
def load(name: str, edition: str) -> Algorithm:
    """An algorithm in one edition.

    Raises:
        ValueError: for an algorithm or an edition that there is not; the nearest is named.
        FactError: for whatever is wrong in its file: file and place.
    """
    file = _file(name)
    known(edition, editions(name), f"edition of {name}")
    reader = _Reader(file, name, edition)
    algorithm = reader.algorithm()
    check(algorithm, file)
    return algorithm


def _file(name: str) -> Entry:
    known(name, names(), "algorithm")
    return read(folder() / f"{name}.toml")


@functools.cache
def read(file: Path) -> Entry:
    """A file of an algorithm as it stands, its words known.

    Raises:
        FactError: where it is no TOML, or has a word that no such file has.
    """
    whole = Entry(file, "", {}, _FILE)
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise whole.fault(f"this is no TOML ({error})") from None
    return Entry(file, "", raw, _FILE)


class _Reader:
    """One file, read for one edition."""

    def __init__(self, file: Entry, name: str, edition: str) -> None:
        self.file, self.name, self.edition = file, name, edition
        self.age_group = file.text("age_group")
        self.findings = {
            one.key: Finding(
                one.key, one.text("question"), one.texts("values"), one.text("default")
            )
            for one in file.tables("findings", _FINDING)
        }

    def algorithm(self) -> Algorithm:
        file = self.file
        return Algorithm(
            name=self.name,
            title=file.text("title"),
            edition=self.edition,
            age_group=self.age_group,
            begin=file.text("begin"),
            round_seconds=file.whole("round_seconds") or 0,
            findings=self.findings,
            impossible=tuple(
                Impossible(self._when(one, "when"), one.text("why"))
                for one in file.entries(
                    "impossible", {"when": '{ pulse = "yes" }', "why": '"text"'}
                )
            ),
            places={one.key: _place(one) for one in self._mine(file.tables("places", _PLACE))},
            edges=tuple(map(self._edge, self._mine(file.entries("edges", _EDGE)))),
            actions=tuple(map(self._action, self._mine(file.entries("actions", _ACTION)))),
            open_questions=tuple(
                Open(one.text("about"), one.text("words"), self._facts(one, needed=False))
                for one in self._mine(file.entries("open", _OPEN))
            ),
        )

    def _mine(self, entries: Iterable[Entry]) -> list[Entry]:
        """The entries that this edition has."""
        mine: list[Entry] = []
        for one in entries:
            named = one.texts("editions")
            for edition in named:
                one.known(edition, self.file.texts("editions"), "edition")
            if not named or self.edition in named:
                mine.append(one)
        return mine

    def _when(self, entry: Entry, key: str) -> When:
        conditions: list[tuple[str, tuple[str, ...]]] = []
        for name, values in entry.pairs(key):
            finding = self.findings[entry.known(name, self.findings, "finding")]
            meant: list[str] = []
            for value in values:
                meant += self._group(name, value) or [entry.known(value, finding.values, name)]
            conditions.append((name, tuple(meant)))
        return tuple(conditions)

    def _group(self, finding: str, value: str) -> list[str]:
        for group in self.file.tables("groups", dict.fromkeys(self.findings, '["a value"]')):
            if group.key == value:
                return [
                    group.known(one, self.findings[finding].values, finding)
                    for one in group.texts(finding)
                ]
        return []

    def _edge(self, entry: Entry) -> Edge:
        return Edge(
            origin=entry.text("from"),
            to=entry.text("to"),
            when=self._when(entry, "when"),
            left=entry.text("left"),
            spent=entry.text("spent"),
            facts=self._facts(entry),
            label=entry.text("label"),
        )

    def _action(self, entry: Entry) -> Action:
        name, kind = entry.text("name"), entry.one_of("kind", get_args(ActionKind))
        use = entry.text("use") or self.file.text("use")
        energy = entry.text("energy")
        energy_use = "arrest" if self.file.text("use") == "arrest" else "pulse"
        found = tables.energies_of(energy, energy_use, self.age_group, self.edition)
        if energy and not found:
            raise entry.fault(f"shock_energies.csv has no {energy!r} for {self.edition}")
        if (kind == "shock") != bool(energy):
            raise entry.fault("a shock names its energy, and only a shock does")
        return Action(
            name=name,
            series=entry.text("series") or name,
            at=self._at(entry),
            do=entry.text("do"),
            kind=kind,
            role=entry.one_of("role", _ROLES),
            when=self._when(entry, "when"),
            needs=self._when(entry, "needs"),
            facts=self._facts(entry),
            from_shock=entry.wholes("from_shock"),
            after_shocks_in_a_row=entry.whole("after_shocks_in_a_row") or 0,
            every_rounds=entry.whole("every_rounds") or 0,
            times=entry.whole("times"),
            drugs=tuple(self._doses(entry, drug, use) for drug in entry.texts("drugs")),
            energies=found,
            shots=entry.whole("shots") or 1,
            targets=tuple(self._target(entry, one) for one in entry.texts("targets")),
            note=entry.text("note"),
        )

    def _at(self, entry: Entry) -> tuple[str, ...]:
        places = self.file.tables("places", _PLACE)
        mine = {one.key for one in self._mine(places)}
        named = [entry.known(at, [one.key for one in places], "place") for at in entry.texts("at")]
        return tuple(place for place in named if place in mine)

    def _doses(self, entry: Entry, drug: str, use: str) -> tuple[Dose, ...]:
        found = tables.doses_of(drug, use, self.age_group, self.edition)
        if not found:
            raise entry.fault(f"drug_doses.csv has no {drug!r} ({use}) for {self.edition}")
        return found

    def _target(self, entry: Entry, measure: str) -> Target:
        found = tables.targets_of(measure, self.edition)
        if not found:
            raise entry.fault(f"post_arrest_targets.csv has no {measure!r} for {self.edition}")
        return found[0]

    def _facts(self, entry: Entry, *, needed: bool = True) -> tuple[Fact, ...]:
        there = tables.facts()
        found = [there[entry.known(key, there, "statement")] for key in entry.texts("facts")]
        mine = tuple(one for one in found if self.edition in one.editions)
        if needed and not mine:
            raise entry.fault(f"nothing in algorithm_facts.csv bears it out for {self.edition}")
        for one in mine:
            if self.name not in one.algorithm:
                raise entry.fault(f"{one.fact_id} is no statement on {self.name}")
        return mine


def _place(entry: Entry) -> Place:
    return Place(
        name=entry.key,
        title=entry.text("title"),
        kind=entry.one_of("kind", get_args(PlaceKind)),
        seconds=entry.whole("seconds") or 0,
        is_round=entry.flag("round"),
        leads_to=entry.text("leads_to"),
    )


def catalog() -> Mapping[str, tuple[str, ...]]:
    """All algorithms with their editions."""
    return {name: editions(name) for name in names()}
