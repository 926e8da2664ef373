"""What the columns of another program's file mean: the tables ``[[imports]]`` of cohort.toml.

Written by ``python -m helpers.cohort import`` once somebody has said yes, read again by it next
month, and meant to be mended by hand.
"""

from __future__ import annotations

import contextlib
import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from helpers.cohort.cell_values import parse
from helpers.cohort.column import Column
from helpers.cohort.formats import SETTINGS
from helpers.cohort.problems import Wrong
from helpers.facts.nearest import nearest

#: What a file can be, as it is called in a sentence.
KINDS = MappingProxyType(
    {
        "roster": "a roster",
        "canvas": "a gradebook of Canvas",
        "moodle": "a gradebook of Moodle",
        "blackboard": "a gradebook of Blackboard",
        "brightspace": "a gradebook of Brightspace",
        "centre": "an export of a training centre",
        "hours": "a log of shifts",
        "cards": "a list of cards",
    }
)
GRADEBOOKS = ("canvas", "moodle", "blackboard", "brightspace")
#: By what a row finds its learner in the roster.
BY = ("learner_id", "email", "name")
_SPARE = frozenset(("role", "withdrawn_on", "email"))
#: What a column of a file can hold.
TARGETS = (
    *("learner", "name", "first_name", "last_name", "email", "role", "withdrawn_on"),
    *("date", "setting", "hours", "start", "end", "status"),
    *("certification", "issuer", "issued", "expires"),
)
#: Which number of 3/4/2026 is the month.
ORDERS = ("day first", "month first")
#: What another score than last time means.
CHANGES = ("attempt", "correction")

# Where the order of days can be written: below the head of a table, or where it stands empty.
_WHERE = re.compile(
    r"^[ \t]*(?:(?P<table>\[\[[ \t]*[\"']?imports[\"']?[ \t]*\]\])[^\r\n]*"
    r"|dates[ \t]*=[ \t]*(?:\"\"|'')[ \t]*)(?P<end>\r?\n|\Z)",
    re.MULTILINE,
)

Tell = Callable[[str, str, str | None, str], None]


@dataclass(frozen=True)
class Station:
    """A column of points that is an assessor's result at a station.

    Attributes:
        points: what can be reached; ``None`` where the file says it, or holds pass and fail.
        changed: what another score than last time is; empty: it is told and not taken.
    """

    column: str
    skill: str
    date: date
    points: float | None = None
    assessor: str = ""
    changed: str = ""


@dataclass(frozen=True)
class Meaning:
    """What one kind of file holds.

    Attributes:
        columns: the heading of each thing that is taken, see :data:`TARGETS`.
        by: what the column ``learner`` is compared with in the roster.
        dates: how 3/4/2026 is meant; empty where the file holds no such date.
        setting: where all hours of the file were spent, if no column says it.
        settings: what the file's words for a setting mean.
        count: the words in the column ``status`` whose rows count.
        certification, issuer: what all cards of the file are, if no column says it.
    """

    kind: str
    columns: Mapping[str, str]
    by: str = "learner_id"
    dates: str = ""
    setting: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)
    count: tuple[str, ...] = ()
    certification: str = ""
    issuer: str = ""
    stations: tuple[Station, ...] = ()

    def fits(self, kind: str, headings: Sequence[str]) -> bool:
        """Whether a file of that kind with these headings can be read by it."""
        return kind == self.kind and not self.missing(headings)

    def part(self, kind: str, headings: Sequence[str]) -> Meaning | None:
        """What of it can be read without the headings that a file does not have.

        Stations, and what only describes a learner, can be missing; ``None`` where more is: a
        name stands beside each id to be compared.
        """
        columns = {t: name for t, name in self.columns.items() if name in headings}
        if kind != self.kind or set(self.columns) - set(columns) - _SPARE:
            return None
        stations = tuple(one for one in self.stations if one.column in headings)
        return replace(self, columns=columns, stations=stations)

    def missing(self, headings: Sequence[str]) -> list[str]:
        """The headings that it needs and a file does not have."""
        needed = [*self.columns.values(), *(station.column for station in self.stations)]
        return [name for name in dict.fromkeys(needed) if name not in headings]


_KEYS = (
    Column("kind", "choice", True, tuple(KINDS)),
    Column("by", "choice", choices=BY),
    Column("dates", "choice", choices=ORDERS),
    Column("setting", "choice", choices=SETTINGS),
    Column("certification", "text"),
    Column("issuer", "text"),
)
_STATION = (
    Column("column", "text", True),
    Column("skill", "name", True),
    Column("date", "date", True),
    Column("points", "number", least=0.01),
    Column("assessor", "text"),
    Column("changed", "choice", choices=CHANGES),
)


def meanings(raw: object, tell: Tell) -> Iterator[Meaning]:
    """The tables ``[[imports]]``, as TOML gives them; what is wrong is told and left out."""
    if not isinstance(raw, list) or not all(isinstance(entry, dict) for entry in raw):
        tell("write each file's meaning under a line [[imports]]", "imports", None, "")
        return
    for entry in raw:
        told: list[str] = []
        found = _meaning(entry, _counting(tell, told))
        if found is not None and not told:
            yield found


def _counting(tell: Tell, told: list[str]) -> Tell:
    def count(remedy: str, key: str, read: str | None, hint: str) -> None:
        told.append(key)
        tell(remedy, key, read, hint)

    return count


def _meaning(raw: Mapping[str, object], tell: Tell) -> Meaning | None:
    more = ("columns", "settings", "count", "stations")
    values = _values(raw, _KEYS, more, tell)
    columns = _texts(raw.get("columns", {}), "columns", TARGETS, None, tell)
    settings = _texts(raw.get("settings", {}), "settings", None, SETTINGS, tell)
    count = raw.get("count", [])
    if not isinstance(count, list) or not all(isinstance(word, str) for word in count):
        tell('write a list of words, for example count = ["Approved"]', "count", None, "")
        count = []
    stations = raw.get("stations", [])
    if not isinstance(stations, list) or not all(isinstance(one, dict) for one in stations):
        tell("write each station under a line [[imports.stations]]", "stations", None, "")
        stations = []
    read = [_values(one, _STATION, (), tell) for one in stations]
    if any(one[name] is None for one in read for name in ("column", "skill", "date")):
        return None
    if values["kind"] is None:
        return None
    known = {name: value for name, value in values.items() if value not in (None, "")}
    found = tuple(Station(**{k: v for k, v in one.items() if v is not None}) for one in read)  # type: ignore[arg-type]
    return Meaning(
        columns=columns,
        settings=settings,
        count=tuple(count),
        stations=found,
        **known,  # type: ignore[arg-type]
    )


def _values(
    raw: Mapping[str, object], columns: Sequence[Column], more: Sequence[str], tell: Tell
) -> dict[str, object]:
    names = [*(column.name for column in columns), *more]
    for name in raw:
        if name not in names:
            _unknown(name, name, names, tell)
    values: dict[str, object] = {}
    for column in columns:
        values[column.name] = None
        value = raw.get(column.name)
        if value is None:
            if column.required:
                tell("this key is missing; add it", column.name, None, "")
            continue
        try:
            if isinstance(value, list | dict | bool):
                raise Wrong("write a single value, not a list or a table")
            values[column.name] = parse(str(value), column)
        except Wrong as error:
            tell(error.remedy, column.name, str(value), error.hint)
    return values


def _texts(
    raw: object,
    key: str,
    names: Sequence[str] | None,
    choices: Sequence[str] | None,
    tell: Tell,
) -> dict[str, str]:
    if not isinstance(raw, dict) or not all(isinstance(value, str) for value in raw.values()):
        tell(f'write text for text, for example {key} = {{ name = "Student" }}', key, None, "")
        return {}
    for name, value in raw.items():
        if names is not None and name not in names:
            _unknown(key, name, names, tell)
        if choices is not None and value not in choices:
            _unknown(key, value, choices, tell)
    return dict(raw)


def _unknown(key: str, name: str, names: Sequence[str], tell: Tell) -> None:
    near = nearest(name, names)
    hint = f"did you mean {near}?" if near else f"known are {', '.join(names)}"
    tell("this is not known; rename it or take it out", key, name, hint)


def toml(meaning: Meaning, points: Mapping[str, float | None]) -> str:
    """The lines of cohort.toml that say it.

    Args:
        points: the columns of points that are no station yet, and what can be reached in each;
            they stand there as comments, to be taken up by hand.
    """
    lines = ["", "[[imports]]", f"kind = {_quoted(meaning.kind)}", f"by = {_quoted(meaning.by)}"]
    single = ("dates", "setting", "certification", "issuer")
    lines += [f"{name} = {_quoted(text)}" for name in single if (text := getattr(meaning, name))]
    lines.append(f"columns = {_table(meaning.columns)}")
    if meaning.settings:
        lines.append(f"settings = {_table(meaning.settings)}")
    if meaning.count:
        lines.append(f"count = [{', '.join(map(_quoted, meaning.count))}]")
    for station in meaning.stations:
        lines += _station(station)
    if points:
        lines += _offered(points)
    return "\n".join([*lines, ""])


def with_order(text: str, place: int, order: str) -> str | None:
    """A cohort.toml in which a table ``[[imports]]`` says how 3/4/2026 is meant.

    Args:
        text: of the file; every other letter of it stays.
        place: of the table among those of its name, from 0.
        order: see :data:`ORDERS`.

    Returns:
        ``None`` where no line can be added, for example in tables that stand in one line.
    """
    wanted = tomllib.loads(text.lstrip("\ufeff"))
    wanted["imports"][place]["dates"] = order
    line = f"dates = {_quoted(order)}"
    for found in _WHERE.finditer(text):
        end = found["end"] or "\n"
        head = f"{found[0].removesuffix(found['end'])}{end}{line}" if found["table"] else line
        changed = f"{text[: found.start()]}{head}{found['end']}{text[found.end() :]}"
        # A line that only looks like the one, inside a longer text, gives another file.
        with contextlib.suppress(tomllib.TOMLDecodeError):
            if tomllib.loads(changed.lstrip("\ufeff")) == wanted:
                return changed
    return None


def _station(station: Station) -> list[str]:
    lines = ["", "[[imports.stations]]", f"column = {_quoted(station.column)}"]
    lines += [f"skill = {_quoted(station.skill)}", f"date = {station.date.isoformat()}"]
    if station.points is not None:
        lines.append(f"points = {station.points:g}")
    if station.assessor:
        lines.append(f"assessor = {_quoted(station.assessor)}")
    return [*lines, f"changed = {_quoted(station.changed)}"] if station.changed else lines


def _offered(points: Mapping[str, float | None]) -> list[str]:
    lines = [
        "",
        "# Points are nobody's pass until you say so. For a column that an assessor filled at a",
        "# station, take the # away and write the day and the assessor.",
    ]
    for column, most in points.items():
        lines += ["# [[imports.stations]]", f"# column = {_quoted(column)}"]
        lines += [f"# skill = {_quoted(_bare(column))}", "# date = 2026-03-31"]
        lines += [f"# points = {'' if most is None else f'{most:g}'}", '# assessor = ""']
    return lines


def _bare(column: str) -> str:
    for mark in (" (", " [", " Points Grade"):
        column = column.partition(mark)[0]
    return column.strip() or "station"


def _table(pairs: Mapping[str, str]) -> str:
    inner = ", ".join(f"{_name(name)} = {_quoted(text)}" for name, text in pairs.items())
    return f"{{ {inner} }}"


def _name(name: str) -> str:
    plain = name.isascii() and name.replace("_", "a").replace("-", "a").isalnum()
    return name if plain else _quoted(name)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
