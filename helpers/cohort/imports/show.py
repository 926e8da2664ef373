"""What was guessed, as somebody at a terminal reads it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from helpers.cohort.formats import SETTINGS
from helpers.cohort.imports.guess import WANTED, name_of, setting_words
from helpers.cohort.imports.sheets import Sheet, persons
from helpers.cohort.mapping import BY, KINDS, ORDERS, Meaning, toml
from helpers.cohort.match import Roster, turned
from helpers.cohort.problems import shortened

_SAMPLES = 3
_WORDS = {
    "learner": "whose row",
    "first_name": "first name",
    "last_name": "last name",
    "withdrawn_on": "left on",
}


def meaning_lines(sheet: Sheet, meaning: Meaning, roster: Roster) -> Iterator[str]:
    """The guess, with samples."""
    people = f"{len(sheet.rows)} {'learner' if sheet.kind != 'hours' else 'row'}"
    people += "s" if len(sheet.rows) != 1 else ""
    yield f"{sheet.file}: {KINDS[sheet.kind]}, {people}, headings in row {sheet.top}"
    for target, heading in meaning.columns.items():
        found = list(dict.fromkeys(filter(None, sheet.cells(heading))))[:_SAMPLES]
        samples = " · ".join(shortened(text)[:40] for text in found) or "(empty)"
        yield f"    {_WORDS.get(target, target):<12} from {heading!r}: {samples}"
    if len(roster):
        yield f"    {'matched':<12} {_matched(sheet, meaning, roster)}"
    for name in ("dates", "setting", "issuer", "certification"):
        if text := getattr(meaning, name):
            yield f"    {name:<12} {text} (for all rows)"
    for word, setting in (setting_words(sheet, meaning) | dict(meaning.settings)).items():
        yield f"    {word!r} is {setting or 'not known: which setting?'}"
    if meaning.count:
        yield f"    {'count':<12} rows of the status {', '.join(meaning.count)}"
    yield from _points(sheet, meaning)
    yield from _unused(sheet, meaning)


def settable_lines(sheet: Sheet, meaning: Meaning, about: Path) -> Iterator[str]:
    """What somebody who said no can do: the lines, the file they go into, what can stand there."""
    yield f"Put these lines at the end of {about}, mend them, and import the file again:"
    words = {word: setting or "?" for word, setting in setting_words(sheet, meaning).items()}
    yield toml(replace(meaning, settings=words), {})
    names = ", ".join(dict.fromkeys(["learner", *WANTED[meaning.kind]]))
    yield f'columns takes {names}: each = "the heading of its column".'
    yield f"by is {', '.join(BY)}: what of the roster the column learner is compared with."
    orders = " or ".join(f'"{order}"' for order in ORDERS)
    yield f"dates is {orders}: how 03/04/2026 is meant."
    if meaning.kind == "hours":
        yield f"setting is one of {', '.join(SETTINGS)}, for the whole file; or settings says what"
        yield 'the words in the column setting mean: settings = { "Ride-along" = "field" }.'
        yield 'count names the words in the column status that count: count = ["Approved"].'
    if meaning.kind in ("cards", "centre"):
        yield "certification and issuer say what all cards of the file are, if no column does."


def matches(sheet: Sheet, meaning: Meaning, roster: Roster) -> int:
    """How many rows are of a learner of the roster."""
    hits = 0
    for _, row in persons(sheet):
        by_name = meaning.by == "name" or "learner" not in meaning.columns
        name = turned(name_of(row, meaning.columns))
        text = name if by_name else row[meaning.columns["learner"]]
        hits += roster.find(text, "name" if by_name else meaning.by).learner is not None
    return hits


def _matched(sheet: Sheet, meaning: Meaning, roster: Roster) -> str:
    what = {"learner_id": "the roster's ids", "email": "its addresses", "name": "its names"}
    found = matches(sheet, meaning, roster)
    return f"{found} of {len(sheet.rows)} rows, by {what[meaning.by]}"


def _points(sheet: Sheet, meaning: Meaning) -> Iterator[str]:
    taken = {station.column: station for station in meaning.stations}
    for station in meaning.stations:
        who = station.assessor or "no assessor, so no pass"
        yield f"    station      {station.skill!r} from {station.column!r}, {station.date}, {who}"
    free = [name for name in sheet.points if name not in taken]
    if free:
        yield "    points, which are nobody's pass unless you say so:"
    for number, name in enumerate(free, start=1):
        most = sheet.points[name]
        yield f"    {number:>4}  {name}" + ("" if most is None else f" ({most:g} points)")


def _unused(sheet: Sheet, meaning: Meaning) -> Iterator[str]:
    used = {*meaning.columns.values(), *sheet.points}
    rest = [name for name in sheet.headings if name and name not in used]
    if rest:
        more = f" and {len(rest) - 12} more" if len(rest) > 12 else ""
        yield f"    not used     {', '.join(shortened(name) for name in rest[:12])}{more}"
