"""The rows of a file as rows of a cohort's tables, by what somebody has said that they mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from helpers.cohort.cell_values import FAIL, PASS, parse
from helpers.cohort.formats import ROSTER
from helpers.cohort.imports.card_rows import card
from helpers.cohort.imports.guess import name_of
from helpers.cohort.imports.headings import means
from helpers.cohort.imports.learner import whose
from helpers.cohort.imports.sheets import Sheet, number_of, persons
from helpers.cohort.imports.values import At, between, day, hours, read_cell
from helpers.cohort.mapping import GRADEBOOKS, Meaning, Station
from helpers.cohort.match import Roster, bare, shorter_ids, turned
from helpers.cohort.problems import Problem, Wrong
from helpers.course.ids import clean_id
from helpers.domain.certification.names import key

Rows = list[dict[str, str]]
_EMAIL = next(column for column in ROSTER.columns if column.name == "email")
ZERO_GONE = (
    "shorter than the other ids: has a spreadsheet left out a zero at its beginning? Then write "
    "the id in full, in this file and in roster.csv, as your other files have it; format the "
    "column as text before you type"
)
_GONE = ("dropped", "drop", "withdrawn", "withdrew", "withdraw", "left", "unenrolled", "inactive")
_STAYED = ("no", "n", "n a", "none", "active", "enrolled")
_RESULTS = {"pass": PASS, "passed": PASS, "fail": FAIL, "failed": FAIL}


@dataclass
class Converted:
    """What a file comes to.

    Attributes:
        tables: rows by the name of their table.
        changed: what another score than last time means, by station.
        told: rows and cells that were left out or changed, with the reason.
        unmatched: rows whose learner the roster does not have.
        days: the learners and days that a log names, also in rows that do not count.
        unsure: learners of whom a row could not be read.
        places: row and column of what a table holds, by its learner and what tells it apart.
    """

    tables: dict[str, Rows] = field(default_factory=dict)
    changed: dict[str, str] = field(default_factory=dict)
    told: list[Problem] = field(default_factory=list)
    unmatched: int = 0
    days: set[tuple[str, ...]] = field(default_factory=set)
    unsure: set[str] = field(default_factory=set)
    places: dict[tuple[str, ...], tuple[int, str]] = field(default_factory=dict)


def makes_roster(kind: str, roster: Roster) -> bool:
    """Whether a file's people are taken into the roster."""
    return kind == "roster" or (kind in (*GRADEBOOKS, "centre") and not len(roster))


def roster_rows(sheet: Sheet, meaning: Meaning) -> Converted:
    """The people of a file as rows of a roster."""
    done = Converted()
    rows: Rows = []
    seen: dict[str, int] = {}
    column = meaning.columns.get("learner", "")
    for number, cells in persons(sheet):
        try:
            row = _person(cells, meaning)
        except Wrong as error:
            read = cells.get(column, "")
            done.told.append(Problem(sheet.file, error.remedy, number, column, read, error.hint))
            continue
        done.told += _may_have_left(sheet, number, cells, row)
        if row["email"] and (why := _no_address(row["email"])):
            done.told.append(
                Problem(sheet.file, why, number, meaning.columns["email"], row["email"])
            )
            row["email"] = ""
        if other := seen.get(row["learner_id"].casefold()):
            why = f"this learner stands in row {other}, too; only that row is taken"
            done.told.append(Problem(sheet.file, why, number, column, row["learner_id"]))
            continue
        seen[row["learner_id"].casefold()] = number
        rows.append(row)
    short = shorter_ids(row["learner_id"] for row in rows)
    done.told += [
        Problem(sheet.file, ZERO_GONE, seen[text.casefold()], column, text, f"is it {whole}?")
        for text, whole in short.items()
    ]
    done.tables["roster"] = rows
    return done


def _person(cells: Mapping[str, str], meaning: Meaning) -> dict[str, str]:
    columns = meaning.columns
    if "learner" not in columns:
        raise Wrong("no column gives each learner an id; name one: columns = { learner = … }")
    text = bare(cells[columns["learner"]])
    if not text:
        raise Wrong("the learner has no id here; fill it in, and import the file again")
    try:
        learner = clean_id(text)
    except ValueError as error:
        raise Wrong(str(error)) from None
    left = cells[columns["withdrawn_on"]] if "withdrawn_on" in columns else ""
    left = left if any(sign.isalnum() for sign in left) and key(left) not in _STAYED else ""
    return {
        "learner_id": learner,
        "name": turned(name_of(cells, columns)) or learner,
        "email": cells[columns["email"]] if "email" in columns else "",
        "role": cells[columns["role"]] if "role" in columns else "",
        "withdrawn_on": day(left, meaning.dates) if left else "",
    }


def _may_have_left(
    sheet: Sheet, number: int, cells: Mapping[str, str], row: Mapping[str, str]
) -> Iterator[Problem]:
    """Told of somebody whose status says so without a day: only a day takes them off the list."""
    for name, text in cells.items():
        left = {"status": _GONE, "withdrawn_on": (*_GONE, "yes", "y", "x")}.get(means(name), ())
        if key(text) in left:
            if not row["withdrawn_on"]:
                words = "has this learner left? Then write the day as withdrawn_on in roster.csv"
                yield Problem(sheet.file, words, number, name, text)
            return


def _no_address(text: str) -> str:
    try:
        parse(text, _EMAIL)
    except Wrong as error:
        return f"{error.remedy}; left out"
    return ""


def table_rows(sheet: Sheet, meaning: Meaning, roster: Roster) -> Converted:
    """What a file says of learners whom the roster has: hours, cards, results at stations."""
    done = Converted()
    made: dict[str, Callable[[Mapping[str, str]], Iterator[dict[str, str]]]] = {}
    if sheet.kind == "hours":
        made["hours"] = lambda cells: _shift(cells, meaning)
    if {"issued", "expires"} & set(meaning.columns):
        made["certifications"] = lambda cells: card(cells, meaning)
    for station in meaning.stations:
        most = station.points or sheet.points.get(station.column)
        made[f"skills {station.skill}"] = _station(station, most)
        done.changed[station.skill] = station.changed
    seen: dict[tuple[str, ...], int] = {}
    for number, cells in persons(sheet):
        first = seen.setdefault(tuple(cells.values()), number)
        if sheet.kind == "hours" and first != number:
            words = f"row {first} says the same in every cell; counted once"
            done.told.append(Problem(sheet.file, words, number))
            continue
        learner, why = whose(sheet.file, number, cells, meaning, roster)
        done.told += why
        done.unmatched += learner is None
        if learner is None:
            continue
        done.days |= _named_day(learner, cells, meaning)
        for name, make in made.items():
            table = done.tables.setdefault(name.partition(" ")[0], [])
            rows = _tried(sheet.file, number, learner, cells, make, done)
            for row in rows:
                done.places.setdefault(place_of(row), (number, _column(row, meaning)))
            table += rows
    done.tables = {
        name: _added_up(sheet.file, rows, done.told) if name == "hours" else rows
        for name, rows in done.tables.items()
    }
    return done


def _tried(
    file: str,
    number: int,
    learner: str,
    cells: Mapping[str, str],
    make: Callable[[Mapping[str, str]], Iterator[dict[str, str]]],
    done: Converted,
) -> Rows:
    try:
        return [{"learner_id": learner, **row} for row in make(cells)]
    except At as error:
        if not isinstance(error, _NotCounted):
            done.unsure.add(learner)
        done.told.append(
            Problem(
                file, f"{error.remedy}; not taken", number, error.column, error.read, error.hint
            )
        )
        return []


class _NotCounted(At):
    """A shift that the log has, and that does not count."""


def place_of(row: Mapping[str, str]) -> tuple[str, ...]:
    """What tells a row of hours, or of a station, from the learner's others."""
    names = ("skill",) if "skill" in row else ("date", "setting")
    return (row["learner_id"], *(row.get(name, "") for name in names))


def _column(row: Mapping[str, str], meaning: Meaning) -> str:
    of = {station.skill: station.column for station in meaning.stations}
    return of.get(row.get("skill", "")) or meaning.columns.get("hours", "")


def _named_day(learner: str, cells: Mapping[str, str], meaning: Meaning) -> set[tuple[str, ...]]:
    try:
        return {(learner, day(cells[meaning.columns["date"]], meaning.dates))}
    except (KeyError, Wrong):
        return set()


def _shift(cells: Mapping[str, str], meaning: Meaning) -> Iterator[dict[str, str]]:
    columns = meaning.columns
    if "status" in columns and (status := cells[columns["status"]]) not in meaning.count:
        raise _NotCounted(
            Wrong("rows of this status do not count (count in cohort.toml)"),
            columns["status"],
            status,
        )
    when = read_cell(cells, columns, "date", lambda text: day(text, meaning.dates))
    if "hours" in columns:
        spent = float(read_cell(cells, columns, "hours", lambda text: f"{hours(text):.4f}"))
    else:
        start = cells[columns["start"]]
        spent = float(read_cell(cells, columns, "end", lambda text: f"{between(start, text):.4f}"))
    setting = meaning.setting
    if "setting" in columns:
        word = cells[columns["setting"]]
        setting = meaning.settings.get(word, "")
        if not setting:
            raise At(
                Wrong("say in settings of cohort.toml what this word means"),
                columns["setting"],
                word,
            )
    yield {"date": when, "setting": setting, "hours": f"{spent:.4f}".rstrip("0").rstrip(".")}


def _station(
    station: Station, most: float | None
) -> Callable[[Mapping[str, str]], Iterator[dict[str, str]]]:
    def make(cells: Mapping[str, str]) -> Iterator[dict[str, str]]:
        text = cells[station.column]
        if text in ("", "-", "EX", "N/A"):
            return  # not graded, or excused
        try:
            result = _result(text, most)
        except Wrong as error:
            raise At(error, station.column, text) from None
        yield {
            "skill": station.skill,
            "attempt": "",  # numbered when it is put beside what is there
            "result": result,
            "assessor": station.assessor,
            "date": station.date.isoformat(),
            "remediation": "",
        }

    return make


def _result(text: str, most: float | None) -> str:
    if text.casefold() in _RESULTS:
        return _RESULTS[text.casefold()]
    value = number_of(text)
    if value is None:
        raise Wrong("this is neither points nor pass or fail")
    if text.endswith("%"):
        most = 100.0
    if most is None:
        raise Wrong("say how many points there are: points = … in cohort.toml")
    if value > most:
        raise Wrong(f"these are more points than the {most:g} that there are")
    return f"{100 * value / most:.4f}".rstrip("0").rstrip(".")


def _added_up(file: str, rows: Sequence[dict[str, str]], told: list[Problem]) -> Rows:
    """One row a learner, day and setting: two shifts of a day are added up, and it is said."""
    keys = ("learner_id", "date", "setting")
    sums: dict[tuple[str, ...], float] = {}
    times: Counter[tuple[str, ...]] = Counter()
    for row in rows:
        place = tuple(row[name] for name in keys)
        sums[place] = sums.get(place, 0.0) + float(row["hours"])
        times[place] += 1
    for place, number in times.items():
        if number > 1:
            words = f"{number} rows of {place[0]} on {place[1]} are added up: {sums[place]:g} hours"
            told.append(Problem(file, words))
    return [
        {**dict(zip(keys, place, strict=True)), "hours": f"{total:.4f}".rstrip("0").rstrip(".")}
        for place, total in sums.items()
    ]
