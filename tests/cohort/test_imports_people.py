"""Who is in a class and who has left, as offices write it; and days that can be two."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.cohort.__main__ import main
from helpers.cohort.imports.headings import means
from tests.cohort.test_imports import filled, folder, put, read, take

__all__ = ["filled", "folder"]

HEAD = "Student No.,Last Name,First Name,College E-mail,Status,Drop date\n"
ROSTER = (
    f"{HEAD}0041,Abdi,Hodan,h41@example.edu,Enrolled,\n"
    "0042,Reyes,Carlos,c42@example.edu,Dropped,9/18/2026\n"
    "0043,Baker,Tyler,t43@example.edu,Dropped,-\n"
)


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("College E-mail", "email"),
        ("School email address", "email"),
        ("Personal E-Mail", "email"),
        ("Drop date", "withdrawn_on"),
        ("Date dropped", "withdrawn_on"),
        ("Date of withdrawal", "withdrawn_on"),
        ("Withdrew on", "withdrawn_on"),
        ("Preceptor e-mail", ""),
        ("Parent email", ""),
        ("Drop", ""),
        ("Exit exam", ""),
    ],
)
def test_spellings_of_an_office(heading: str, target: str) -> None:
    assert means(heading) == target


def test_who_has_dropped_out_is_not_enrolled(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done, said = take(folder, put(folder, "roster.csv", ROSTER), answers=["y"])
    cohort = read(folder)
    assert done and list(cohort.enrolled["learner_id"]) == ["0041", "0043"]
    assert list(cohort.roster["email"])[1] == "c42@example.edu"
    assert "left on      from 'Drop date': 9/18/2026" in said
    # No day says when the third one left.
    assert "row 4, column 'Status': 'Dropped': has this learner left?" in said
    assert main(["check", str(folder)]) == 0
    assert "is right: 2 learners, and 1 who has withdrawn." in capsys.readouterr().out


def test_a_column_that_holds_something_else_is_not_taken_for_it(folder: Path) -> None:
    text = "Student ID,Name,Contact,Student mail,Withdrawn\n1,Ana,x,Box 4,no\n2,Bo,x,Box 5,yes\n"
    done, said = take(folder, put(folder, "roster.csv", text))
    assert done and "not used     Contact, Student mail, Withdrawn" in said
    assert "'yes': has this learner left?" in said and len(read(folder).enrolled) == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (ROSTER, ("email", "withdrawn_on")),
        ("Email,Date,Hours\na@example.org,2026-03-04,8\n", ("settings = {", "count = [")),
        ("Name,ID,Card,Issued\nAna,1,BLS,2026-03-04\n", ("certification and issuer",)),
    ],
)
def test_who_says_no_is_told_what_can_be_set_and_where(
    text: str, words: tuple[str, ...], folder: Path
) -> None:
    done, said = take(folder, put(folder, "file.csv", text), answers=["n"])
    assert not done and f"at the end of {folder / 'cohort.toml'}, mend" in said
    told = said.partition("columns takes ")[2]
    assert told and all(word in told for word in words)


CARDS = "Name,Student No.,Card,Issued By,Issue Date\nAaliyah Johnson,1041,ACLS,AHA,03/04/2025\n"


@pytest.mark.parametrize(("order", "day"), [("m", "2025-03-04"), ("day", "2025-04-03")])
def test_the_order_of_the_dates_is_asked_for(order: str, day: str, filled: Path) -> None:
    file = put(filled, "cards.csv", CARDS)
    done, said = take(filled, file, answers=["y", "what?", order])
    assert done and [str(one) for one in read(filled).certifications["issued"]] == [day]
    assert "'03/04/2025' in 'Issue Date': does the month come first, or the day?" in said
    assert "differs from the roster only in zeros at the beginning, which spreadsheets" in said
    assert take(filled, file, answers=[])[0]  # it is kept, and not asked again


def test_without_questions_the_line_for_the_dates_is_told(filled: Path) -> None:
    file = put(filled, "cards.csv", CARDS)
    assert main(["import", str(filled), str(file), "--yes"]) == 1
    assert read(filled).certifications.empty
    about = filled / "cohort.toml"
    kind = 'kind = "cards"'
    assert about.read_text().count(kind) == 1
    _, said = take(filled, file)
    assert f"below the line {kind} of {about}\n    dates = " in said
    done, said = take(filled, file, answers=["d"])  # whoever is there is asked all the same
    assert done and "So that it is not asked again" not in said
    assert about.read_text().count('dates = "day first"') == 1
    assert take(filled, file)[0] and len(read(filled).certifications) == 1


def test_an_address_under_another_id_says_what_to_do(filled: Path) -> None:
    other = put(filled, "late.csv", "Student ID,Name,Email\n1041x,A J,s001041@example.edu\n")
    _, said = take(filled, other)
    assert "put this one in its place in every file" in said and "it is 001041" in said
