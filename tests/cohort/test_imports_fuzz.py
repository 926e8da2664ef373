"""Whatever a file holds, it is read or refused in words, and never makes a result by itself.

``FUZZ=2000`` in the environment makes as many examples of each; what failed once is kept here as
an ``example``.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from helpers.cohort.back import fill
from helpers.cohort.back.cells import cells_of
from helpers.cohort.imports.convert import makes_roster, roster_rows, table_rows
from helpers.cohort.imports.guess import guess
from helpers.cohort.imports.sheets import read_sheet
from helpers.cohort.imports.show import meaning_lines
from helpers.cohort.imports.values import between, day, hours
from helpers.cohort.mapping import (
    BY,
    CHANGES,
    KINDS,
    ORDERS,
    TARGETS,
    Meaning,
    Station,
    meanings,
    toml,
)
from helpers.cohort.match import Roster
from helpers.cohort.problems import Refused, Wrong, told_lines
from helpers.cohort.raw_tables import clean, encoding_of
from helpers.cohort.sources import exports
from tests.cohort import office

FUZZ = settings(
    max_examples=int(os.environ.get("FUZZ", "60")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
ROSTER = Roster({"learner_id": i, "name": f"{g} {f}", "email": m} for i, g, f, m in office.CLASS)
IDS = set(ROSTER.names)
SAMPLES = {
    "canvas": office.canvas([17.0] * 24),
    "moodle": office.moodle(),
    "blackboard": office.blackboard(),
    "brightspace": office.brightspace(),
    "hours": office.shifts(),
    "centre": office.centre(),
    "cards": office.cards(),
    "roster": "Student ID,Name,Email\n"
    + "".join(f"{i},{g} {f},{m}\n" for i, g, f, m in office.CLASS),
}
#: A change of a file: where, as a share of its length; how much goes; what comes.
EDIT = st.tuples(
    st.floats(0, 1),
    st.integers(0, 40),
    st.one_of(
        st.text(max_size=12),
        st.sampled_from(
            [
                '"',
                ",",
                "\n",
                "\r\n",
                "\t",
                ";",
                "1E+15",
                "=1+1",
                "99999999999",
                "3/4/26",
                "#",
                "\x00",
            ]
        ),
    ),
)


def edited(text: str, edits: list[tuple[float, int, str]]) -> bytes:
    for share, gone, come in edits:
        place = int(share * len(text))
        text = text[:place] + come + text[place + gone :]
    return text.encode("utf-8", "surrogatepass")


def whole(file: Path, roster: Roster) -> None:
    """Read a file as an import does, and hold what comes out of it to what may."""
    sheet = read_sheet(file)
    meaning = guess(sheet, roster)
    assert not meaning.stations
    "\n".join([*meaning_lines(sheet, meaning, roster), *told_lines(sheet.told)])
    if makes_roster(sheet.kind, roster):
        made = roster_rows(sheet, meaning).tables["roster"]
        ids = [row["learner_id"].casefold() for row in made]
        assert len(set(ids)) == len(ids) and all(ids)
    found = table_rows(sheet, meaning, roster)
    assert "skills" not in found.tables
    assert all(row["learner_id"] in roster.names for rows in found.tables.values() for row in rows)
    assert all(float(row["hours"]) >= 0 for row in found.tables.get("hours", []))
    list(told_lines(found.told))


@pytest.mark.parametrize("kind", list(SAMPLES))
@FUZZ
@given(edits=st.lists(EDIT, min_size=1, max_size=6), named=st.booleans())
def test_a_spoilt_export_is_read_or_refused(
    kind: str, edits: list[tuple[float, int, str]], named: bool, tmp_path: Path
) -> None:
    file = tmp_path / "export.csv"
    file.write_bytes(edited(SAMPLES[kind], edits))
    try:
        whole(file, ROSTER if named else Roster([]))
    except Refused as refused:
        assert refused.problem.remedy


@FUZZ
@given(st.binary(max_size=300), st.sampled_from([".csv", ".xlsx", ".txt"]))
@example(b"Student,ID,Section\n\x00", ".csv")
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes, ending: str) -> None:
    file = tmp_path / f"any{ending}"
    file.write_bytes(content)
    try:
        whole(file, ROSTER)
    except Refused as refused:
        assert refused.problem.remedy


GRADEBOOKS = {
    "canvas": (Meaning("canvas", {"learner": "SIS User ID", "name": "Student"}), office.DONE),
    "moodle": (
        Meaning("moodle", {"learner": "Email address"}, by="email"),
        "Course complete (Real)",
    ),
}


def raw_cells(content: bytes) -> list[list[str]]:
    """The cells of a gradebook as they are written, quotes and spaces and all."""
    encoding, mark = encoding_of(content)
    text = content[len(mark) :].decode(encoding)
    separator = max(",;\t", key=text.partition("\n")[0].count)
    return [[text[cell.start : cell.end] for cell in row] for row in cells_of(text, separator)]


@pytest.mark.parametrize("kind", list(GRADEBOOKS))
@FUZZ
@given(
    edits=st.lists(EDIT, min_size=1, max_size=4),
    value=st.from_regex(r"[1-9][0-9]{0,2}(\.[1-9])?", fullmatch=True),
)
def test_a_spoilt_gradebook_is_filled_or_refused(
    kind: str, edits: list[tuple[float, int, str]], value: str, tmp_path: Path
) -> None:
    file = tmp_path / "g.csv"
    file.write_bytes(before := edited(SAMPLES[kind], edits))
    meaning, column = GRADEBOOKS[kind]
    try:
        done = fill(file, column, dict.fromkeys(IDS, value), ROSTER, meaning)
    except Refused:
        return
    pairs = zip(raw_cells(before), raw_cells(done.content), strict=True)
    changed = [new for a, b in pairs for old, new in zip(a, b, strict=True) if old != new]
    assert len(changed) == done.filled and {cell.strip(' "') for cell in changed} <= {value}
    # What is filled in already is filled in again without a change.
    file.write_bytes(done.content)
    assert fill(file, column, dict.fromkeys(IDS, value), ROSTER, meaning).filled == 0


@FUZZ
@given(
    st.one_of(st.text(max_size=20), st.from_regex(r"[0-9/:. apm-]{1,16}", fullmatch=True)),
    st.sampled_from(["", *ORDERS]),
)
def test_days_and_hours_are_read_or_refused(text: str, order: str) -> None:
    for read in (
        lambda: day(text, order),
        lambda: day(text, order, month_is_enough=True),
        lambda: hours(text),
        lambda: between(text, "07:00"),
    ):
        try:
            value = read()
        except Wrong:
            continue
        if isinstance(value, float):
            assert 0 <= value <= 24
        else:
            assert len(value) == 10


TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn"]), max_size=12
)
# As headings and answers come to a mapping: without spaces that nobody sees.
WORD = st.from_regex(r"[A-Za-z][A-Za-z0-9 ]{0,10}[A-Za-z0-9]", fullmatch=True).map(clean)
STATION = st.builds(
    Station,
    column=WORD,
    skill=WORD.filter(
        lambda w: (
            w.casefold()
            not in {
                "none",
                "null",
                "nil",
                "nan",
                "tbd",
                "tba",
                "tbc",
                "yes",
                "no",
                "true",
                "false",
                "pass",
                "fail",
                "blank",
                "unknown",
                "passed",
                "failed",
            }
        )
    ),
    date=st.dates(office.TODAY, office.TODAY.replace(year=2030)),
    points=st.one_of(st.none(), st.integers(1, 900).map(float)),
    assessor=st.just("I-01"),
    changed=st.sampled_from(["", *CHANGES]),
)


@FUZZ
@given(
    st.builds(
        Meaning,
        kind=st.sampled_from(list(KINDS)),
        columns=st.dictionaries(st.sampled_from(TARGETS), TEXT, max_size=4),
        by=st.sampled_from(BY),
        dates=st.sampled_from(["", *ORDERS]),
        settings=st.dictionaries(TEXT, st.sampled_from(["clinical", "lab"]), max_size=3),
        count=st.lists(TEXT, max_size=3).map(tuple),
        stations=st.lists(STATION, max_size=2).map(tuple),
    ),
    st.dictionaries(TEXT, st.one_of(st.none(), st.just(20.0)), max_size=3),
)
def test_a_mapping_is_read_as_it_was_written(
    meaning: Meaning, points: dict[str, float | None]
) -> None:
    told: list[str] = []
    raw = tomllib.loads(toml(meaning, points))
    (read,) = meanings(raw["imports"], lambda remedy, key, text, hint: told.append(remedy + key))
    assert not told and read == meaning


@FUZZ
@given(
    st.binary(max_size=200),
    st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", b"SQLite format 3\x00"]),
)
def test_any_source_of_answers_is_read_or_told(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, head: bytes
) -> None:
    folder = tmp_path_factory.mktemp("source")
    (folder / "handed-in.zip").write_bytes(head + content)
    found = exports([folder / "handed-in.zip"], tmp_path_factory.mktemp("place"))
    assert len(found.files) + len(found.left) >= 1
