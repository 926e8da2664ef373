"""A class's own files become a cohort: recognised, shown, confirmed, and nothing passed by it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helpers.cohort import read_cohort
from helpers.cohort.__main__ import main
from helpers.cohort.cell_values import PASS
from helpers.cohort.folder import Cohort
from helpers.cohort.imports import import_files
from helpers.cohort.imports.sheets import read_sheet
from helpers.cohort.new import new_cohort
from tests.cohort import office

Import = Callable[..., tuple[bool, str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A new cohort with its example rows."""
    said = iter(office.answers_to_new())
    new_cohort(tmp_path / "emt", lambda text: next(said), lambda line: None)
    return tmp_path / "emt"


def put(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    file = folder.parent / name
    file.write_bytes(text.encode(encoding))
    return file


def take(folder: Path, *files: Path, answers: list[str] | None = None) -> tuple[bool, str]:
    """Import files; whether all were taken, and all that was said."""
    said: list[str] = []
    given: Iterator[str] = iter(answers or [])

    def ask(text: str) -> str:
        said.append(text)
        return next(given)

    done = import_files(folder, files, ask=None if answers is None else ask, say=said.append)
    return done, "\n".join(said)


def read(folder: Path) -> Cohort:
    reading = read_cohort(folder)
    assert reading.cohort is not None, [str(problem) for problem in reading.problems]
    return reading.cohort


@pytest.fixture
def filled(folder: Path) -> Path:
    """The cohort with its roster of 24."""
    take(folder, office.roster_xlsx(folder.parent / "Roster.xlsx"))
    return folder


def test_a_roster_with_a_title_and_more_columns_becomes_the_roster(folder: Path) -> None:
    done, said = take(folder, office.roster_xlsx(folder.parent / "Roster.xlsx"))
    roster = read(folder).roster
    assert done and list(roster["learner_id"]) == [learner for learner, *_ in office.CLASS]
    assert list(roster["name"][:3]) == ["Aaliyah Johnson", "Bjørn Halvorsen", "Chloé Lefèvre"]
    assert "headings in row 4" in said and "not used     No., Phone, Notes" in said
    assert "rows 1, 2: a row above the headings" in said and "'Total: 24'" in said


@pytest.mark.parametrize(
    ("kind", "text", "encoding", "station"),
    [
        ("canvas", office.canvas([17.0] * 24), "utf-8", 20.0),
        ("moodle", office.moodle(), "utf-8", None),
        ("moodle", office.moodle(";"), "utf-8-sig", None),
        ("blackboard", office.blackboard(), "utf-16", 20.0),
        ("brightspace", office.brightspace(), "utf-8", 20.0),
    ],
)
def test_a_gradebook_is_recognised_and_is_nobodys_pass(
    kind: str, text: str, encoding: str, station: float | None, filled: Path
) -> None:
    file = put(filled, "export.csv", text, encoding)
    sheet = read_sheet(file)
    assert sheet.kind == kind and len(sheet.rows) == 24
    assert [most for name, most in sheet.points.items() if "Megacode" in name] == [station]
    done, said = take(filled, file)
    assert done and "24 of 24 rows" in said and read(filled).skills.empty


@pytest.mark.parametrize(
    "make", [office.canvas, office.moodle, office.blackboard, office.brightspace]
)
def test_a_gradebook_makes_the_roster_where_there_is_none(
    make: Callable[[], str], folder: Path
) -> None:
    done, _ = take(folder, put(folder, "export.csv", make()))
    roster = read(folder).roster
    assert done and list(roster["learner_id"]) == [learner for learner, *_ in office.CLASS]
    assert "Ana Núñez" in set(roster["name"]) and "Test Student" not in set(roster["name"])


def test_a_station_is_one_only_when_somebody_says_so(filled: Path) -> None:
    scores = [17.0] * 20 + [12.0, None, 20.0, 16.0]
    file = put(filled, "grades.csv", office.canvas(scores))
    done, said = take(
        filled, file, answers=["y", "code", "2", "", "5/20/2026", "2026-05-20", "I-01"]
    )
    skills = read(filled).skills
    assert done and len(skills) == 23 and set(skills["skill"]) == {"Megacode"}
    marks = dict(zip(skills["learner_id"], skills["score_percent"], strict=True))
    # 16 of 20 is the pass mark of 80 itself, 12 of 20 is 60; who has no points has no attempt.
    assert marks["001061"] == 60 and marks["001064"] == 80 and "001062" not in marks
    assert (skills["result"] == PASS).sum() == 22
    assert "Points Possible" in said and "test student" in said


def test_a_station_needs_a_name_and_is_asked_for_it_again(filled: Path) -> None:
    file = put(filled, "grades.csv", office.canvas([17.0] * 24))
    done, said = take(filled, file, answers=["y", "2", "--", "", "2026-05-20", "..."])
    assert done and "this is no value, and the cell must not be empty" in said
    assert set(read(filled).skills["skill"]) == {"Megacode"}


def test_next_month_nothing_is_asked_and_nothing_stands_twice(filled: Path) -> None:
    files = [
        put(filled, "grades.csv", office.canvas([17.0] * 24)),
        put(filled, "shifts.csv", office.shifts()),
        put(filled, "cards.csv", office.cards()),
    ]
    take(filled, *files, answers=["y", "2", "", "2026-05-20", "I-01", "y", "y"])
    before = {path.name: path.read_bytes() for path in filled.iterdir()}
    done, said = take(filled, *files, answers=[])
    assert done and said.count("read as cohort.toml says") == 3 and "0 rows added" in said
    assert before == {path.name: path.read_bytes() for path in filled.iterdir()}


def test_no_to_the_guess_writes_nothing(filled: Path) -> None:
    before = {path.name: path.read_bytes() for path in filled.iterdir()}
    file = put(filled, "g.csv", office.canvas([20.0] * 24))
    done, said = take(filled, file, answers=["n"])
    assert not done and 'columns = { learner = "SIS User ID", name = "Student" }' in said
    assert before == {path.name: path.read_bytes() for path in filled.iterdir()}


@pytest.mark.parametrize(
    ("changed", "attempts"), [("", ["60"]), ("attempt", ["60", "90"]), ("correction", ["90"])]
)
def test_another_score_is_another_try_only_when_somebody_says_so(
    changed: str, attempts: list[str], filled: Path
) -> None:
    file = put(filled, "grades.csv", office.canvas([12.0]))
    take(filled, file, answers=["y", "2", "", "2026-05-20", "I-01"])
    about = filled / "cohort.toml"
    if changed:
        line = 'assessor = "I-01"'
        about.write_text(about.read_text().replace(line, f'{line}\nchanged = "{changed}"'))
        about.write_text(about.read_text().replace("date = 2026-05-20", "date = 2026-05-27"))
    put(filled, "grades.csv", office.canvas([18.0]))
    _, said = take(filled, file)
    skills = read(filled).skills
    assert [f"{mark:g}" for mark in skills["score_percent"]] == attempts
    assert ("keeps it: say in cohort.toml" in said) == (not changed)


@pytest.mark.parametrize(
    ("first", "then", "date", "words"),
    [
        (12.0, 18.0, "2026-05-20", "write it as date under this station in cohort.toml"),
        (12.0, 18.0, "2026-05-13", "write it as date under this station in cohort.toml"),
        (20.0, 18.0, "2026-05-27", "no later try, and not taken"),
        (20.0, 2.0, "2026-05-27", "no later try, and not taken"),
        (12.0, 10.0, "2026-05-27", ""),
        (18.0, 20.0, "2026-05-27", ""),
    ],
)
def test_a_later_try_has_a_later_day_and_takes_no_pass_away(
    first: float, then: float, date: str, words: str, filled: Path
) -> None:
    file = put(filled, "grades.csv", office.canvas([first]))
    take(filled, file, answers=["y", "2", "", "2026-05-20", "I-01"])
    about = filled / "cohort.toml"
    text = about.read_text().replace('assessor = "I-01"', 'assessor = "I-01"\nchanged = "attempt"')
    about.write_text(text.replace("date = 2026-05-20", f"date = {date}"))
    _, said = take(filled, put(filled, "grades.csv", office.canvas([then])))
    days = [day.isoformat() for day in read(filled).skills["date"]]
    assert days == (["2026-05-20"] if words else ["2026-05-20", date])
    assert words in said and ("grades.csv, row 3, column 'Megacode (48307)'" in said) == bool(words)


def test_shifts_become_hours(filled: Path) -> None:
    done, said = take(filled, put(filled, "shifts.csv", office.shifts()))
    hours = read(filled).hours
    assert done and len(hours) == 12 and "month first" in said
    # From 19:00 to 07:00 there are twelve; what was denied does not count.
    assert set(hours.loc[hours["setting"] == "field", "hours"]) == {12.0}
    assert hours["hours"].sum() == 6 * 8 + 6 * 12
    assert "'Denied': rows of this status do not count" in said


def test_a_day_that_can_be_two_is_not_taken(filled: Path) -> None:
    log = "Email,Date,Hours\ns001041@example.edu,3/4/2026,8\ns001042@example.edu,5/4/2026,8\n"
    done, said = take(filled, put(filled, "log.csv", log))
    assert not done and read(filled).hours.empty and "'3/4/2026' in 'Date' can mean two" in said
    assert f'kind = "hours" of {filled / "cohort.toml"}' in said and "nothing of it could" in said
    about = filled / "cohort.toml"
    about.write_text(
        about.read_text().replace('kind = "hours"', 'kind = "hours"\ndates = "day first"')
    )
    take(filled, filled.parent / "log.csv")
    assert [day.isoformat() for day in read(filled).hours["date"]] == ["2026-04-03", "2026-04-05"]


def test_the_same_row_twice_is_counted_once(filled: Path) -> None:
    row = "s001041@example.edu,2026-03-04,8\n"
    _, said = take(filled, put(filled, "log.csv", f"Email,Date,Hours\n{row}{row}"))
    assert list(read(filled).hours["hours"]) == [8.0] and "counted once" in said


def test_cards_of_a_training_centre(filled: Path) -> None:
    done, said = take(filled, put(filled, "centre.csv", office.centre()))
    cohort = read(filled)
    assert done and len(cohort.certifications) == 24 and cohort.skills.empty
    assert {day.isoformat() for day in cohort.certifications["expires"]} == {"2028-01-31"}
    assert "Skills Test" in said and "Instructor\n" not in said.partition("points,")[2][:90]


def test_ids_that_a_spreadsheet_spoilt(filled: Path) -> None:
    spoilt = office.cards().replace(",1042,", ',"=""001042""",').replace(",1043,", ",1.043E+3,")
    _, said = take(filled, put(filled, "cards.csv", spoilt))
    held = set(read(filled).certifications["learner_id"])
    assert {"001041", "001042"} <= held and "001043" not in held
    assert "spreadsheet has spoilt a long number" in said and "taken for 001041" in said


def test_names_that_two_learners_have_are_nobodys(filled: Path) -> None:
    log = "Student,Date,Hours\nAna Núñez,2026-03-04,8\nGrace O'Brien,2026-03-04,8\n"
    _, said = take(filled, put(filled, "log.csv", log))
    assert list(read(filled).hours["learner_id"]) == ["001047"]
    assert "more than one learner can be meant; 001063, 001064" in said


def test_a_guess_that_hardly_fits_is_not_taken_unseen(filled: Path) -> None:
    log = "Student ID,Date,Hours\n" + "".join(f"X{n},2026-03-04,8\n" for n in range(9))
    done, said = take(filled, put(filled, "log.csv", log + "001041,2026-03-04,8\n"))
    assert not done and "only 1 of 10 rows" in said and read(filled).hours.empty


@pytest.mark.parametrize("answers", [None, ["y", ""]])
def test_a_gradebook_of_another_class_is_told_as_one(
    answers: list[str] | None, filled: Path
) -> None:
    text = office.canvas().replace("0010", "7010")
    for _, given, family, mail in office.CLASS:
        text = text.replace(f"{family}, {given}", f"{family}x, {given}x").replace(mail, "x")
    done, said = take(filled, put(filled, "other.csv", text), answers=answers)
    assert not done and "none of its 24 rows" in said and "of another class?" in said
    assert "import the roster first" not in said


def test_a_log_before_the_roster_is_told(folder: Path) -> None:
    log = put(folder, "log.csv", "Email,Date,Hours\ns001041@example.edu,2026-03-04,8\n")
    done, said = take(folder, log, answers=["y"])
    assert not done and "no learner in the roster yet; import the roster first" in said


def test_what_stands_in_the_roster_is_kept(filled: Path) -> None:
    roster = filled / "roster.csv"
    roster.write_text(roster.read_text().replace("Bjørn Halvorsen", "Bjørn Berg"), encoding="utf-8")
    other = "Student ID,Name,Email\n001042,Bjørn Halvorsen,\nNEW-1,Zoë Quist,zoe@example.edu\n"
    _, said = take(filled, put(filled, "late.csv", other))
    names = dict(zip(read(filled).roster["learner_id"], read(filled).roster["name"], strict=True))
    assert names["001042"] == "Bjørn Berg" and names["NEW-1"] == "Zoë Quist" and len(names) == 25
    assert "'Bjørn Berg' for 001042, and keeps it" in said and "not in this file and kept" in said


def test_a_roster_with_other_ids_makes_no_second_class(filled: Path) -> None:
    rows = "".join(f"{mail},{given} {family}\n" for _, given, family, mail in office.CLASS)
    _, said = take(filled, put(filled, "other.csv", f"Email,Name\n{rows}"))
    assert len(read(filled).roster) == 24 and "this address under another id" in said


def test_a_cohort_with_problems_is_left_as_it_is(filled: Path) -> None:
    before = (filled / "roster.csv").read_bytes()
    (filled / "hours.csv").write_text("learner_id,date,setting,hours\nNOBODY,2026-02-01,lab,3\n")
    late = put(filled, "late.csv", "Student ID,Name\nNEW-1,Zoë Quist\n")
    done, said = take(filled, late)
    assert not done and "Nothing was written" in said and "NOBODY" in said
    assert (filled / "roster.csv").read_bytes() == before


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('kind = "cavnas"', "did you mean canvas?"),
        ('kind = "canvas"\ncolums = 3', "did you mean columns?"),
        ('kind = "canvas"\ncolumns = { nme = "Student" }', "did you mean name?"),
        ('kind = "canvas"\n[[imports.stations]]\ncolumn = "a"\nskill = "b"', "missing; add it"),
        ('kind = "hours"\nsettings = { ED = "clinicl" }', "did you mean clinical?"),
    ],
)
def test_a_mapping_is_checked_like_everything_else(line: str, words: str, filled: Path) -> None:
    about = filled / "cohort.toml"
    about.write_text(f"{about.read_text()}\n[[imports]]\n{line}\n")
    assert any(words in str(problem) for problem in read_cohort(filled).problems)


def test_from_the_command_line(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["check", str(folder)]) == 1
    assert "this is the example row" in capsys.readouterr().out
    roster = office.roster_xlsx(folder.parent / "Roster.xlsx")
    assert main(["import", str(folder), str(roster), "--yes"]) == 0
    assert main(["check", str(folder)]) == 0
    assert "is right: 24 learners" in capsys.readouterr().out
    said = iter(office.answers_to_new(start="13/1/2026", more="2026-01-13"))
    monkeypatch.setattr("builtins.input", lambda text: next(said))
    assert main(["new", str(folder)]) == 2  # it holds something
    monkeypatch.setattr("builtins.input", lambda text: (_ for _ in ()).throw(EOFError()))
    assert main(["new", str(folder.parent / "other")]) == 2
    assert not (folder.parent / "other").exists()
