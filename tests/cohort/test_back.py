"""What goes back: our column and no other byte; no formula for a spreadsheet; renewals."""

from __future__ import annotations

import csv
import io
import os
from datetime import date
from itertools import pairwise
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from helpers.cohort import back
from helpers.cohort.__main__ import main
from helpers.cohort.back.cells import cells_of
from helpers.cohort.imports import import_files
from helpers.cohort.mapping import Meaning, Station
from helpers.cohort.match import Roster
from helpers.cohort.problems import Refused
from tests.cohort import office
from tests.cohort.build import ABOUT, CERTIFICATIONS, make, results

ROSTER = Roster({"learner_id": i, "name": f"{g} {f}", "email": m} for i, g, f, m in office.CLASS)
CANVAS = Meaning("canvas", {"learner": "SIS User ID", "name": "Student"})
MOODLE = Meaning("moodle", {"learner": "Email address"}, by="email")
ALL = {learner: "1" for learner, *_ in office.CLASS}


def put(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    (folder / "g.csv").write_bytes(text.encode(encoding))
    return folder / "g.csv"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_only_our_column_changes(encoding: str, end: str, tmp_path: Path) -> None:
    text = office.canvas([17.0] * 24).replace("\n", end)
    file = put(tmp_path, text, encoding)
    done = back.fill(file, office.DONE, {"001041": "1", "001063": "1"}, ROSTER, CANVAS)
    lines = text.split(end)
    for number, before, after in ((2, ",17.0,,", ",17.0,1,"), (24, ",17.0,,", ",17.0,1,")):
        lines[number] = lines[number].replace(before, after)
    assert done.content == end.join(lines).encode(encoding) and done.filled == 2
    # Of two learners of one name, the id tells which.
    assert "001063" in lines[24] and ",17.0,1," not in lines[25] and not done.told


def test_no_value_changes_no_byte(tmp_path: Path) -> None:
    for text, meaning in ((office.canvas(), CANVAS), (office.moodle(), MOODLE)):
        file = put(tmp_path, text)
        column = office.DONE if meaning is CANVAS else "Course complete (Real)"
        assert back.fill(file, column, {}, ROSTER, meaning).content == file.read_bytes()


def test_moodle_takes_its_own_back(tmp_path: Path) -> None:
    file = put(tmp_path, office.moodle(";"))
    done = back.fill(file, "Course complete (Real)", ALL, ROSTER, MOODLE)
    rows = list(csv.DictReader(io.StringIO(done.content.decode()), delimiter=";"))
    assert done.filled == 24 and {row["Course complete (Real)"] for row in rows} == {"1"}
    assert {row["Assignment: Megacode (Real)"] for row in rows} == {"17.00"}


def test_who_has_no_row_and_whose_row_is_nobodys_is_told(tmp_path: Path) -> None:
    text = office.canvas().replace("001042", "999999")
    done = back.fill(put(tmp_path, text), office.DONE, ALL, ROSTER, CANVAS)
    told = " ".join(map(str, done.told))
    assert done.filled == 23 and "nobody in the roster" in told and "Halvorsen" in told
    assert "have no row in the gradebook: 001042" in told


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        (office.canvas(), "Course complet", "did you mean 'Course complete (48400)'"),
        (office.canvas(), "Student", "names people, and stays as it is"),
        (office.canvas(), "Final Score", "read only: the gradebook works it out itself"),
        (office.brightspace(), "Megacode", "only gradebooks of Canvas and Moodle"),
        ('Student,ID,Section\n"a,1,b\n', "x", "cannot be read"),
    ],
)
def test_what_cannot_be_filled_is_refused(
    text: str, column: str, words: str, tmp_path: Path
) -> None:
    with pytest.raises(Refused) as told:
        back.fill(put(tmp_path, text), column, ALL, ROSTER, CANVAS)
    assert words in str(told.value)


def test_more_than_the_column_holds_is_told_before_anything_is_written(tmp_path: Path) -> None:
    file = put(tmp_path, office.canvas())
    with pytest.raises(Refused, match=r"takes 1 points, and 73\.75 would go into it"):
        back.fill(file, office.DONE, {"001041": "73.75"}, ROSTER, CANVAS)


def test_a_station_s_column_is_filled_only_when_that_is_said(tmp_path: Path) -> None:
    station = Station(office.CODE, "Megacode", date(2026, 5, 20))
    meaning = Meaning("canvas", CANVAS.columns, stations=(station,))
    file = put(tmp_path, office.canvas())
    with pytest.raises(Refused, match="add --over-a-station"):
        back.fill(file, office.CODE, ALL, ROSTER, meaning)
    assert back.fill(file, office.CODE, ALL, ROSTER, meaning, over_a_station=True).filled == 24


def test_percentages_are_short_and_never_rounded_up(tmp_path: Path) -> None:
    hours = "learner_id,date,setting,hours\nL1,2026-02-02,lab,23.95\nL2,2026-02-03,lab,7\n"
    summed = results(tmp_path, hours_csv=hours)
    found, table = summed.hours["percent"].dropna(), back.tables(summed)["hours"]
    shown = list(csv.DictReader(io.StringIO(back.as_csv(table).decode("utf-8-sig"))))
    texts = [row["percent"] for row in shown if row["percent"]]
    assert texts and any(len(f"{one:.10g}") > 6 for one in found)
    assert all(len(text.partition(".")[2]) < 2 for text in texts)
    assert all(float(text) <= one for text, one in zip(texts, found, strict=True))


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8)


@settings(max_examples=int(os.environ.get("FUZZ", "300")), deadline=None)
@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=5), st.booleans())
def test_cells_are_those_of_the_csv_module(rows: list[list[str]], all_quoted: bool) -> None:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL if all_quoted else csv.QUOTE_MINIMAL).writerows(rows)
    text = out.getvalue()
    found = cells_of(text, ",")
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert [[cell.text.strip() for cell in row] for row in found] == [
        [cell.strip() for cell in row] for row in read
    ]
    ends = [(cell.start, cell.end) for row in found for cell in row]
    assert all(a[1] <= b[0] for a, b in pairwise(ends))


FORMULAS = ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", " =1", "\uff1d1", '=HYPERLINK("http://x")']


@pytest.mark.parametrize("text", FORMULAS)
def test_no_formula_leaves_the_house(text: str) -> None:
    table = pd.DataFrame({"name": [text], "left": [-3]})
    (row,) = list(csv.DictReader(io.StringIO(back.as_csv(table).decode("utf-8-sig"))))
    assert row["name"] == f"'{text}" and row["left"] == "-3"
    book = openpyxl.load_workbook(io.BytesIO(back.as_xlsx({"one": table})))
    cell = book["one"]["A2"]
    assert cell.data_type == "s" and cell.value == text and book["one"]["B2"].value == -3


def test_names_are_left_alone_but_on_export() -> None:
    for name in ("O’Brien", "Núñez, Ana", "d'Or", "A=B", "5-3"):
        assert back.harmless(name) == name


def test_renewals_are_a_calendar(tmp_path: Path) -> None:
    rows = "L1,BLS,AHA,2024-07-10,\nL2,ACLS,AHA,,2026-09-30\nL2,BLS,AHA,2020-01-01,\n"
    table = results(tmp_path, certifications_csv=CERTIFICATIONS + rows).cards
    events = Calendar.from_ical(back.renewals(table, date(2026, 6, 15))).walk("VEVENT")
    days = {event["dtstart"].dt: str(event["summary"]) for event in events}
    assert sorted(days) == [date(2026, 7, 31), date(2026, 9, 30)]
    assert days[date(2026, 7, 31)].startswith("Ana Núñez: BLS")
    assert [len(event.walk("VALARM")) for event in events] == [3, 3]


def test_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = make(
        tmp_path,
        roster_csv=None,
        certifications_csv=CERTIFICATIONS + "001041,BLS,AHA,2026-01-10,\n",
    )
    (folder / "roster.csv").write_text("learner_id,name\n001041,Aaliyah Johnson\n")
    grades = put(tmp_path, office.canvas())
    column = ["--column", "Course complete"]
    assert main(["back", str(folder), str(grades), *column]) == 2
    assert "import g.csv first" in capsys.readouterr().err
    (folder / "roster.csv").write_text(
        "learner_id,name\n" + "".join(f"{i},{g} {f}\n" for i, g, f, _ in office.CLASS)
    )
    assert import_files(folder, [grades], ask=None, say=lambda line: None)
    before = grades.read_bytes()
    assert main(["back", str(folder), str(grades), *column]) == 0
    assert "nobody is complete yet" in capsys.readouterr().out
    assert (tmp_path / "g-filled.csv").read_bytes() == before
    assert main(["back", str(folder), str(grades), *column, "--what", "stations"]) == 0
    assert grades.read_bytes() == before and (tmp_path / "g-filled.csv").exists()
    assert main(["back", str(folder), str(grades), *column, "--out", str(grades)]) == 2
    capsys.readouterr()
    other = tmp_path / "other.csv"
    other.write_text(office.canvas().replace("0010", "7010"))
    assert main(["back", str(folder), str(other), *column]) == 1
    assert "none of its 24 rows" in (told := capsys.readouterr().err) and "another class?" in told
    assert not (tmp_path / "other-filled.csv").exists()
    assert main(["back", str(folder), str(grades), "--column", "Final Score"]) == 1
    assert "read only" in capsys.readouterr().err
    assert main(["tables", str(folder), "--out", str(tmp_path / "out")]) == 0
    assert len(list((tmp_path / "out").iterdir())) == 6
    ics = str(tmp_path / "out" / "r.ics")
    assert main(["renewals", str(folder), "--out", ics, "--today", "2026-06-01"]) == 0
    assert "2028" in Path(ics).read_text()


@pytest.mark.parametrize("hidden", [False, True])
def test_no_id_makes_the_name_of_a_table(hidden: bool, tmp_path: Path) -> None:
    ids = ("E/../../x", "E07/..", "CON", "nul.txt", "\u8b77" * 64)
    rows = "".join(f"{one},Somebody {n},,\n" for n, one in enumerate(ids))
    cards = "".join(f"{one},BLS,AHA,2026-01-10,\n" for one in ids)
    about = f"{ABOUT}pseudonyms = {str(hidden).lower()}\n"
    files = {"cohort_toml": about, "roster_csv": f"learner_id,name,email,role\n{rows}"}
    folder = make(tmp_path, certifications_csv=CERTIFICATIONS + cards, **files)
    out, before = tmp_path / "x" / "y" / "out", set(tmp_path.rglob("*"))
    ics = str(out / "r.ics")
    assert main(["tables", str(folder), "--out", str(out)]) == 0
    assert main(["renewals", str(folder), "--out", ics, "--today", "2026-06-01"]) == 0
    new = {path for path in tmp_path.rglob("*") if path.is_file()} - before
    names = ("completion", "stations", "hours", "cards", "due")
    wanted = {*(f"c-{name}.csv" for name in names), "c.xlsx", "r.ics"}
    assert {path.parent for path in new} == {out} and {path.name for path in new} == wanted
    text = (out / "c-completion.csv").read_text("utf-8-sig")
    assert all((one in text) is not hidden for one in ids)
