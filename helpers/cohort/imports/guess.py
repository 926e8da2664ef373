"""What a file most probably means. It is shown, and holds only when somebody has said yes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from helpers.cohort.formats import SETTINGS
from helpers.cohort.imports.headings import means, rank
from helpers.cohort.imports.sheets import Sheet, persons
from helpers.cohort.imports.values import day_order, is_day, two_days
from helpers.cohort.mapping import Meaning
from helpers.cohort.match import Roster, bare
from helpers.domain.certification.names import key

_WORDS = {
    "clinical": ("clinical", "hospital", "ed", "er", "emergency department", "ward", "icu", "or"),
    "field": ("field", "ambulance", "ride along", "ride", "prehospital", "ems", "internship"),
    "lab": ("lab", "laboratory", "skills", "skills lab", "simulation", "sim"),
    "classroom": ("classroom", "class", "lecture", "didactic", "online", "theory"),
}
_COUNTED = frozenset(
    (
        *("approved", "complete", "completed", "verified", "confirmed", "attended", "present"),
        *("yes", "accepted", "signed", "locked"),
    )
)
_DATED = ("date", "issued", "expires", "withdrawn_on")
_PEOPLE = ("name", "first_name", "last_name", "email")
#: What can be taken from each kind of file, beside the learner.
WANTED = {
    "roster": (*_PEOPLE, "role", "withdrawn_on"),
    "canvas": _PEOPLE,
    "moodle": _PEOPLE,
    "blackboard": _PEOPLE,
    "brightspace": _PEOPLE,
    "hours": (*_PEOPLE, "date", "setting", "hours", "start", "end", "status"),
    "cards": (*_PEOPLE, "certification", "issuer", "issued", "expires"),
    "centre": (*_PEOPLE, "certification", "issuer", "issued", "expires"),
}


def guess(sheet: Sheet, roster: Roster) -> Meaning:
    """What the columns of a file probably mean; nothing of it is used before it is confirmed."""
    columns = _columns(sheet)
    learner, by = _learner(sheet, roster, columns)
    if learner:
        columns = {"learner": learner, **columns}
    found = Meaning(sheet.kind, columns, by)
    if sheet.kind == "hours":
        found = _shifts(sheet, found)
    if sheet.kind in ("cards", "centre"):
        found = _cards(sheet, found)
    dated = [columns[target] for target in _DATED if target in columns]
    return replace(found, dates=day_order([cell for name in dated for cell in sheet.cells(name)]))


def doubtful(sheet: Sheet, meaning: Meaning) -> tuple[str, str] | None:
    """A column and a cell of it that can mean two days; ``None`` where there is none."""
    for target in _DATED:
        name = meaning.columns.get(target, "")
        for text in sheet.cells(name) if name else ():
            if two_days(text):
                return name, text
    return None


def _columns(sheet: Sheet) -> dict[str, str]:
    """The best heading for each thing; of two that say the same the more telling one."""
    found: dict[str, str] = {}
    for target in WANTED[sheet.kind]:
        names = [
            name
            for name in sheet.headings
            if means(name) == target
            and sheet.headings.count(name) == 1
            and _may_hold(target, sheet.cells(name))
        ]
        if names:
            found[target] = min(names, key=lambda name: rank(name, target))
    if {"first_name", "last_name"} <= set(found):
        found.pop("name", None)
    if "hours" in found:
        found.pop("start", None)
        found.pop("end", None)
    return found


def _may_hold(target: str, cells: Sequence[str]) -> bool:
    """Whether most cells that are filled are what the heading promises, where that can be seen."""
    held = [cell for cell in cells if any(sign.isalnum() for sign in cell)]
    looks = {"email": lambda text: "@" in text, "withdrawn_on": is_day}.get(target)
    return looks is None or not held or 2 * sum(map(looks, held)) > len(held)


def _learner(sheet: Sheet, roster: Roster, columns: Mapping[str, str]) -> tuple[str, str]:
    """The column that tells whose a row is, and with what of the roster it is compared."""
    names = [
        name
        for name in sheet.headings
        if means(name) in ("learner", "email") and sheet.headings.count(name) == 1
    ]
    if not len(roster):
        return _new_ids(sheet, names)
    if sheet.kind == "roster":  # its ids are those of the class, whatever else would fit as well
        return _roster_ids(sheet, roster, names)
    ways = [(name, way) for name in names for way in ("learner_id", "email")]
    hits = {(name, way): _hits(sheet.cells(name), roster, way) for name, way in ways}
    best = max(hits, key=lambda pair: hits[pair], default=("", "name"))
    by_name = sum(
        roster.find(name_of(row, columns), "name").learner is not None for _, row in persons(sheet)
    )
    return best if hits.get(best) and 2 * hits[best] >= by_name else ("", "name")


def _roster_ids(sheet: Sheet, roster: Roster, names: Sequence[str]) -> tuple[str, str]:
    hits = {name: _hits(sheet.cells(name), roster, "learner_id") for name in names}
    best = max(hits, key=lambda name: hits[name], default="")
    return (best, "learner_id") if hits.get(best) else _new_ids(sheet, names)


def _hits(cells: Sequence[str], roster: Roster, by: str) -> int:
    return sum(roster.find(cell, by).learner is not None for cell in cells)


def _new_ids(sheet: Sheet, names: Sequence[str]) -> tuple[str, str]:
    """The column whose cells can be the ids of a new roster: nobody's empty, none twice."""
    for name in sorted(names, key=lambda name: (means(name) == "email", rank(name, means(name)))):
        cells = [bare(cell) for cell in sheet.cells(name)]
        if cells and all(cells) and len(set(cells)) == len(cells):
            return name, "learner_id"
    ranked = sorted(names, key=lambda name: rank(name, means(name)))
    filled = [name for name in ranked if any(sheet.cells(name))]
    return (filled[0] if filled else "", "learner_id")


def name_of(row: Mapping[str, str], columns: Mapping[str, str]) -> str:
    """The name of a row, from one column or two."""
    if "name" in columns:
        return row.get(columns["name"], "")
    parts = [row.get(columns[t], "") for t in ("first_name", "last_name") if t in columns]
    return " ".join(filter(None, parts))


def _shifts(sheet: Sheet, found: Meaning) -> Meaning:
    columns = dict(found.columns)
    settings: dict[str, str] = {}
    if "setting" in columns:
        words = dict.fromkeys(filter(None, sheet.cells(columns["setting"])))
        settings = {word: meant for word in words if (meant := _setting(word))}
    if not settings:
        columns.pop("setting", None)
    count: tuple[str, ...] = ()
    if "status" in columns:
        words = dict.fromkeys(filter(None, sheet.cells(columns["status"])))
        count = tuple(word for word in words if key(word) in _COUNTED)
    return replace(
        found,
        columns=columns,
        settings=settings,
        setting="" if settings else "clinical",
        count=count,
    )


def _setting(word: str) -> str:
    """The setting that a word of a log means; empty where that is open."""
    words = set(key(word).split()) | {key(word)}
    meant = [name for name in SETTINGS if words & set(_WORDS[name])]
    return meant[0] if len(meant) == 1 else ""


def _cards(sheet: Sheet, found: Meaning) -> Meaning:
    ecards = any("ecard" in key(name) for name in sheet.headings)  # AHA's own word
    issuer = "AHA" if ecards and "issuer" not in found.columns else ""
    return replace(found, issuer=issuer)
