"""A folder as a whole: bad input of every kind is read rightly or told with its place."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.cohort import problem_table, read_cohort
from tests.cohort.build import (
    ABOUT,
    ANSWERS,
    CERTIFICATIONS,
    FORMS,
    HEADERS,
    HOURS,
    ROSTER,
    SKILLS,
    cohort,
    make,
    problem,
    reading,
)

QUESTION = FORMS["pretest"][0]
OPTION = QUESTION.options[0].id
ANSWER = f"L1,{QUESTION.id},{QUESTION.version},,1,{OPTION},2026-01-10T10:00:00+01:00\n"


def test_a_good_folder_is_read(tmp_path: Path) -> None:
    found = cohort(tmp_path, answers_csv=ANSWERS + ANSWER)
    assert found.id == "c" and list(found.roster["name"]) == ["Ana Núñez", "Bo Li"]
    assert found.answers["answered_at"].iloc[0] == datetime(2026, 1, 10, 9, tzinfo=UTC)
    assert found.hours.empty and list(found.hours.columns) == [
        "learner_id",
        "date",
        "setting",
        "hours",
    ]


def test_names_are_kept_as_typed(tmp_path: Path) -> None:
    names = ("<script>alert(1)</script>", '=HYPERLINK("http://x.example","y")', "O’Hara & Søn")
    rows = "".join(
        f'L{i},"{name.replace(chr(34), chr(34) * 2)}",,\n' for i, name in enumerate(names)
    )
    found = cohort(tmp_path, roster_csv=f"learner_id,name,email,role\n{rows}")
    assert tuple(found.roster["name"]) == names
    assert "<script>" not in problem_table(reading(tmp_path).problems)._repr_html_()


def test_a_problem_is_shown_and_never_run(tmp_path: Path) -> None:
    found = reading(tmp_path, hours_csv=HOURS + "L1,<script>alert(1)</script>,lab,1\n")
    shown = problem_table(found.problems)._repr_html_()
    assert "&lt;script&gt;" in shown and "<script>" not in shown


@pytest.mark.parametrize(
    ("file", "content", "row", "column", "words"),
    [
        ("cohort_toml", None, None, None, "no such file"),
        ("roster_csv", None, None, None, "no such file"),
        ("roster_csv", "", None, None, "empty"),
        ("roster_csv", "learner_id,name,email,role\n", None, None, "no row"),
        ("roster_csv", "learner_id,email,role\nL1,,\n", 1, "name", "missing; add it"),
        ("roster_csv", ROSTER.replace("email", "e_mail"), 1, "e_mail", "did you mean email"),
        ("roster_csv", ROSTER.replace("role", "role,notes"), 1, "notes", "take it out"),
        ("roster_csv", ROSTER + "L1,Cy,,\n", 4, "learner_id", "first in row 2"),
        ("roster_csv", ROSTER + ",Cy,,\n", 4, "learner_id", "empty"),
        ("roster_csv", ROSTER + "L3,,,\n", 4, "name", "empty"),
        ("roster_csv", ROSTER + "L3,Cy,c@,\n", 4, "email", "no email address"),
        ("roster_csv", ROSTER.encode("cp1252"), 2, None, "CSV UTF-8"),
        ("hours_csv", HOURS + "L1,2026-02-29,lab,3\n", 2, "date", "no such day"),
        ("hours_csv", HOURS + "L1,1.2.2026,lab,3\n", 2, "date", "2026-02-01"),
        ("hours_csv", HOURS + "L1,2026-02-01,labor,3\n", 2, "setting", "did you mean lab"),
        ("hours_csv", HOURS + "L1,2026-02-01,lab,25\n", 2, "hours", "at most 24"),
        ("hours_csv", HOURS + "L1,2026-02-01,lab,=1+2\n", 2, "hours", "formula"),
        ("hours_csv", HOURS + "L3,2026-02-01,lab,3\n", 2, "learner_id", "not in the roster"),
        ("hours_csv", HOURS + "l1,2026-02-01,lab,3\n", 2, "learner_id", "did you mean L1"),
        ("hours_csv", HOURS + "L1,2026-02-01,lab,3\n" * 2, 3, "learner_id", "first in row 2"),
        ("answers_csv", ANSWERS + ANSWER.replace(QUESTION.id, "nothing"), 2, "question_id", "bank"),
        ("answers_csv", ANSWERS + ANSWER.replace(OPTION, "zz"), 2, "option_id", "no such option"),
        ("answers_csv", ANSWERS + ANSWER.replace("+01:00", ""), 2, "answered_at", "offset"),
        (
            "answers_csv",
            ANSWERS + ANSWER.replace(f",{QUESTION.version},,", ",9,,"),
            2,
            "question_version",
            "yet",
        ),
        ("answers_csv", ANSWERS + ANSWER.replace("L1", "L9"), 2, "learner_id", "not in the roster"),
        ("answers_csv", ANSWERS + ANSWER + ANSWER.replace("T10", "T11"), 3, "learner_id", "row 2"),
        ("skills_csv", SKILLS + "L1,CPR,1,good,I,2026-02-01,\n", 2, "result", "pass, fail"),
        ("skills_csv", SKILLS + "L1,CPR,1,pass,L1,2026-02-01,\n", 2, "assessor", "themselves"),
        (
            "skills_csv",
            SKILLS + "L1,CPR,1,pass,Ana Núñez,2026-02-01,\n",
            2,
            "assessor",
            "themselves",
        ),
        ("skills_csv", SKILLS + "L1,CPR,0,pass,I,2026-02-01,\n", 2, "attempt", "at least 1"),
        (
            "skills_csv",
            SKILLS + "L1,CPR,1,pass,I,2026-02-01,\nL1,cpr,1,fail,I,2026-02-01,\n",
            3,
            "learner_id",
            "row 2",
        ),
        ("certifications_csv", CERTIFICATIONS + "L1,BLS,ARC,2026-02-01,\n", 2, "issuer", "both"),
        ("certifications_csv", CERTIFICATIONS + "L1,BLS,X,2026-02-01,\n", 2, "expires", "no rule"),
        ("certifications_csv", CERTIFICATIONS + "L1,BLS,AHA,,\n", 2, "expires", "write when"),
        (
            "certifications_csv",
            CERTIFICATIONS + "L1,BLS,AHA,2026-02-01,2025-02-01\n",
            2,
            "expires",
            "before it was issued",
        ),
        ("hours_tsv", HOURS, None, None, "was hours.csv meant"),
        ("rooster_csv", ROSTER, None, None, "was roster.csv meant"),
        ("answers_xlsx", b"", None, None, "was answers.csv meant"),
        ("Hours_csv", HOURS, None, None, ""),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    tmp_path: Path, file: str, content: str | bytes | None, row: int, column: str, words: str
) -> None:
    if file == "Hours_csv":
        found = problem(tmp_path, hours_csv=HOURS, Hours_csv=HOURS)
        assert "stands beside it" in found.remedy
        return
    found = problem(tmp_path, **{file: content})
    assert (found.file, found.row, found.column) == (file.replace("_", ".", 1), row, column)
    assert words in str(found) and found.place in str(found)


def test_a_day_has_24_hours(tmp_path: Path) -> None:
    rows = "L1,2026-02-01,lab,20\nL1,2026-02-01,field,5\nL2,2026-02-01,lab,20\n"
    found = reading(tmp_path, hours_csv=HOURS + rows)
    assert [(p.row, p.column) for p in found.problems] == [(2, "hours"), (3, "hours")]


def test_a_score_needs_a_pass_mark(tmp_path: Path) -> None:
    skills = SKILLS + "L1,Written,1,84,I,2026-02-01,\nL2,Written,1,83.9 %,I,2026-02-01,\n"
    assert list(cohort(tmp_path, skills_csv=skills).skills["result"]) == ["pass", "fail"]
    about = ABOUT.replace("pass_mark_percent = 84\n", "")
    found = reading(tmp_path, cohort_toml=about, skills_csv=skills)
    assert [p.row for p in found.problems] == [2, 3]
    assert all("pass_mark_percent" in p.remedy for p in found.problems)


def test_everything_is_told_at_once(tmp_path: Path) -> None:
    found = reading(
        tmp_path,
        cohort_toml=ABOUT.replace("kind", "knd"),
        roster_csv=ROSTER + "L1,Cy,c@,\n",
        hours_csv=HOURS + "L9,2026-02-30,x,y\n",
        answers_csv="",
    )
    files = [p.file for p in found.problems]
    assert files == sorted(
        files, key=["cohort.toml", "roster.csv", "answers.csv", "hours.csv"].index
    )
    assert files.count("hours.csv") == 4 and files.count("roster.csv") == 2
    assert files.count("cohort.toml") == 1 and files.count("answers.csv") == 1


@pytest.mark.parametrize(
    ("files", "file", "words"),
    [
        ({"answers_csv": ANSWERS + ANSWER * 3}, "answers.csv", "counted once"),
        ({"hours_csv": HOURS + "L1,2025-12-31,lab,3\n"}, "hours.csv", "first and last day"),
        (
            {"answers_csv": ANSWERS + ANSWER.replace("2026-", "2025-")},
            "answers.csv",
            "first and last day",
        ),
        ({"roster_csv": ROSTER + "L3,Cy,ana@example.org,\n"}, "roster.csv", "same address"),
        ({"notes_txt": "x"}, "notes.txt", "not part of a cohort"),
    ],
)
def test_what_is_worth_a_look_is_noted(
    tmp_path: Path, files: dict[str, str], file: str, words: str
) -> None:
    found = reading(tmp_path, **files)
    assert found.cohort is not None and found.problems == ()
    assert found.notes[0].file == file and words in found.notes[0].remedy


def test_rows_that_repeat_are_counted_once(tmp_path: Path) -> None:
    assert len(cohort(tmp_path, answers_csv=ANSWERS + ANSWER * 3).answers) == 1


def test_a_rare_spelling_of_a_station_is_noted(tmp_path: Path) -> None:
    rows = "".join(f"L1,Megacode,{i},pass,I,2026-02-01,\n" for i in range(1, 13))
    found = reading(tmp_path, skills_csv=SKILLS + rows + "L2,Megacod,1,pass,I,2026-02-01,\n")
    assert "was Megacode meant" in found.notes[0].hint


def test_an_unknown_cohort_is_told_and_not_raised(tmp_path: Path) -> None:
    found = read_cohort("emt-2026-sprong", caller=tmp_path)
    assert found.cohort is None and "did you mean" in found.problems[0].remedy


def test_files_of_the_system_are_passed_over(tmp_path: Path) -> None:
    files = {".DS_Store": b"", "~$roster.xlsx": b"", "README.md": b"", ".~lock.roster.csv#": b""}
    folder = make(tmp_path)
    for name, raw in files.items():
        (folder / name).write_bytes(raw)
    found = read_cohort(folder)
    assert found.cohort is not None and found.notes == ()


def test_problems_that_are_alike_share_a_line(tmp_path: Path) -> None:
    rows = "".join(f"L1,{day}.2.2026,lab,1\n" for day in range(30, 40))
    (row,) = problem_table(reading(tmp_path, hours_csv=HOURS + rows).problems).rows
    assert row["Row"] == "2, 3, 4, 5 and 6 more" and row["Column"] == "date"


def big_answers(learners: int, broken: bool) -> str:
    asked = [*FORMS["pretest"], *FORMS["posttest"]][:22]
    rows, at = [], 0
    for learner in range(learners):
        for question in asked:
            for attempt in range(1, 6):
                at += 1
                clock = f"2026-03-{1 + at % 28:02d}T{at % 24:02d}:{at % 60:02d}:{at // 7 % 60:02d}"
                option = question.options[attempt % len(question.options)].id
                who = f"X{at}" if broken else f"L{learner + 1}"
                offset = "" if broken else f".{at % 1000:03d}+02:00"
                rows.append(
                    f"{who},{question.id},{question.version},,{attempt},{option},{clock}{offset}\n"
                )
    return ANSWERS + "".join(rows)


@pytest.mark.parametrize("broken", [False, True])
def test_a_hundred_thousand_answers_take_seconds(tmp_path: Path, broken: bool) -> None:
    learners = 910
    rows = "".join(f"L{i + 1},Name {i},,\n" for i in range(learners))
    files = {
        "roster_csv": f"learner_id,name,email,role\n{rows}",
        "answers_csv": big_answers(learners, broken),
    }
    folder = make(tmp_path, **files)
    start = time.process_time()
    found = read_cohort(folder)
    shown = problem_table(found.problems)
    # About one second on a quiet core; the bound only catches what grows with the square.
    assert time.process_time() - start < 20
    if broken:
        assert len(found.problems) == 200_200 and len(shown.rows) < 60
    else:
        assert found.cohort is not None and len(found.cohort.answers) == 100_100


FILES = {"cohort.toml": ABOUT, "roster.csv": ROSTER, **HEADERS}
NOISE = st.sampled_from(
    [
        "L1",
        "L2",
        "",
        "pass",
        "88",
        "2026-02-28",
        "2026-02-29",
        "lab",
        "3,5",
        "AHA",
        "BLS",
        "1",
        QUESTION.id,
        OPTION,
        "2026-03-31T09:30:00+02:00",
        "=1",
        "#REF!",
        "\ufeff",
        "ÿ",
        "1e999",
    ]
) | st.text(max_size=5)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(
        st.sampled_from(sorted(set(FILES) - {"cohort.toml"})),
        st.lists(st.lists(NOISE, min_size=4, max_size=8), max_size=4),
    ),
    st.sampled_from([",", ";", "\t"]),
)
def test_any_rows_in_any_file_are_read_or_told(tmp_path_factory, tables, delimiter: str) -> None:
    folder = make(tmp_path_factory.mktemp("x"))
    for name, rows in tables.items():
        text = FILES[name].replace(",", delimiter)
        body = "\n".join(delimiter.join(row) for row in rows)
        (folder / name).write_text(text + body, encoding="utf-8", errors="ignore")
    found = read_cohort(folder)
    assert (found.cohort is None) == bool(found.problems)
    assert all(str(p) and p.remedy for p in (*found.problems, *found.notes))


@given(st.dictionaries(st.sampled_from(sorted(FILES)), st.binary(max_size=80), min_size=1))
def test_any_bytes_in_any_file_are_read_or_told(tmp_path_factory, contents) -> None:
    folder = make(tmp_path_factory.mktemp("x"))
    for name, raw in contents.items():
        (folder / name).write_bytes(raw)
    found = read_cohort(folder)
    assert (found.cohort is None) == bool(found.problems)


def test_withdrawn_learners_are_not_enrolled(tmp_path: Path) -> None:
    rows = "learner_id,name,email,role,withdrawn_on\nL1,Ana,,,\nL2,Bo,,,2026-02-28\n"
    found = cohort(tmp_path, roster_csv=rows)
    assert list(found.enrolled["learner_id"]) == ["L1"]
    assert found.roster["withdrawn_on"].iloc[1] == date(2026, 2, 28)
