"""What a file most probably means. It is shown, and holds only when somebody has said yes."""

from __future__ import annotations

import re
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
    "clinical": (
        *("clinical", "clinic", "hospital", "ed", "er", "emergency department", "ward", "icu"),
        *("or", "ccu", "nicu", "picu", "obstetrics", "pediatrics", "theatre"),
    ),
    "field": (
        *("field", "ambulance", "ride along", "ride", "prehospital", "ems", "internship", "medic"),
        *("squad", "rescue", "engine", "fire"),
    ),
    "lab": ("lab", "laboratory", "skills", "skills lab", "simulation", "sim"),
    "classroom": ("classroom", "class", "lecture", "didactic", "online", "theory", "zoom"),
}
_COUNTED = frozenset(
    (
        *("approved", "complete", "completed", "verified", "confirmed", "attended", "present"),
        *("yes", "accepted", "signed", "locked"),
    )
)
_ID_LIKE = re.compile(r"(?=.*[0-9])[A-Za-z0-9][A-Za-z0-9_./-]{2,20}")
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
            if _means(name, sheet.kind) == target
            and sheet.headings.count(name) == 1
            and _may_hold(target, sheet.cells(name))
        ]
        if names:
            found[target] = min(
                names,
                key=lambda name: (
                    target == "setting" and not any(map(_setting, sheet.cells(name))),
                    rank(name, target),
                ),
            )
    if {"first_name", "last_name"} <= set(found):
        found.pop("name", None)
    if "hours" in found:
        found.pop("start", None)
        found.pop("end", None)
    return found


def _means(heading: str, kind: str) -> str:
    """What stands below a heading: in a roster, a grade or rank is somebody's place there."""
    in_roster = kind == "roster" and key(heading) in ("grade", "rank", "grade rank")
    return "role" if in_roster else means(heading)


def _may_hold(target: str, cells: Sequence[str]) -> bool:
    """Whether most cells that are filled are what the heading promises, where that can be seen."""
    held = [cell for cell in cells if any(sign.isalnum() for sign in cell)]
    looks = {
        "email": lambda text: "@" in text,
        "withdrawn_on": is_day,
        "role": lambda text: any(sign.isalpha() for sign in text),
    }.get(target)
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

    def order(name: str) -> tuple[bool, int]:
        return _is_email(name, sheet), rank(name, means(name))

    other = [name for name in sheet.headings if name not in names and _like_ids(sheet, name)]
    ranked = sorted(names, key=order)
    mails = [name for name in ranked if _is_email(name, sheet)]
    for name in [*(one for one in ranked if one not in mails), *other, *mails]:
        cells = [bare(cell) for cell in sheet.cells(name)]
        if cells and all(cells) and len(set(cells)) == len(cells):
            return name, "learner_id"
    ranked = sorted(names, key=lambda name: rank(name, means(name)))
    filled = [name for name in ranked if any(sheet.cells(name))]
    return (filled[0] if filled else "", "learner_id")


def _is_email(name: str, sheet: Sheet) -> bool:
    return means(name) == "email" or any("@" in cell for cell in sheet.cells(name))


_NO_ID = frozenset(
    (
        *("phone", "telephone", "tel", "mobile", "cell", "cellphone", "fax", "contact", "zip"),
        *("postcode", "postal", "dob", "birth", "age", "address", "date", "day", "seat", "room"),
        *("group", "section", "line", "row"),
    )
)


def _like_ids(sheet: Sheet, name: str) -> bool:
    """Whether a column whose heading says nothing holds what looks like ids, each once."""
    if not name or means(name) or sheet.headings.count(name) > 1:
        return False
    cells = [bare(cell) for cell in sheet.cells(name)]
    counted = cells == [str(n) for n in range(1, len(cells) + 1)]  # the rows, from one on
    right = all(_ID_LIKE.fullmatch(cell) and not is_day(cell) for cell in cells)
    return len(cells) > 1 and right and not counted and not _NO_ID & set(key(name).split())


def name_of(row: Mapping[str, str], columns: Mapping[str, str]) -> str:
    """The name of a row, from one column or two."""
    if "name" in columns:
        return row.get(columns["name"], "")
    parts = [row.get(columns[t], "") for t in ("first_name", "last_name") if t in columns]
    return " ".join(filter(None, parts))


def _shifts(sheet: Sheet, found: Meaning) -> Meaning:
    columns = dict(found.columns)
    words = setting_words(sheet, found)
    settings = {word: meant for word, meant in words.items() if meant}
    if not words:
        columns.pop("setting", None)
    count: tuple[str, ...] = ()
    if "status" in columns:
        status = dict.fromkeys(filter(None, sheet.cells(columns["status"])))
        count = tuple(word for word in status if key(word) in _COUNTED)
    return replace(
        found,
        columns=columns,
        settings=settings,
        setting="" if words else "clinical",
        count=count,
    )


def setting_words(sheet: Sheet, meaning: Meaning) -> dict[str, str]:
    """The words of a log for its settings, and what each means; empty where that is open."""
    if "setting" not in meaning.columns:
        return {}
    words = dict.fromkeys(filter(None, sheet.cells(meaning.columns["setting"])))
    return {word: meaning.settings.get(word) or _setting(word) for word in words}


def _setting(word: str) -> str:
    """The setting that a word of a log means; empty where that is open."""
    words = set(key(word).split()) | {key(word)}
    meant = [name for name in SETTINGS if words & set(_WORDS[name])]
    return meant[0] if len(meant) == 1 else ""


def _cards(sheet: Sheet, found: Meaning) -> Meaning:
    ecards = any("ecard" in key(name) for name in sheet.headings)  # AHA's own word
    issuer = "AHA" if ecards and "issuer" not in found.columns else ""
    return replace(found, issuer=issuer)
