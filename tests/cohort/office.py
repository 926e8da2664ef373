"""Files as other programs export them, made for the tests: nobody in them exists.

A class of 24: accents, two of one name, ids with zeros at the beginning.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from openpyxl import Workbook

_GIVEN = (
    *("Aaliyah", "Bjørn", "Chloé", "Minh Anh", "Ebele", "Farid", "Grace", "Hana", "Ivo", "Jun"),
    *("Kateřina", "Liam", "Mía", "Noor", "Olu", "Priya", "Quentin", "Rosa", "Sinéad", "Tarek"),
    *("Uma", "Vera", "Ana", "Ana"),
)
_FAMILY = (
    *("Johnson", "Halvorsen", "Lefèvre", "Đặng", "Okafor", "Haddad", "O’Brien", "Sato", "Novak"),
    *("Park", "Dvořáková", "Murphy", "Fernández", "Aziz", "Adeyemi", "Nair", "Dubois", "Ricci"),
    *("Walsh", "Mansour", "Iyer", "Lindqvist", "Núñez", "Núñez"),
)
#: id, given name, family name, address.
CLASS = tuple(
    (f"{n:06}", given, family, f"s{n:06}@example.edu")
    for n, (given, family) in enumerate(zip(_GIVEN, _FAMILY, strict=True), start=1041)
)
QUIZ, CODE, DONE = "Final exam (48211)", "Megacode (48307)", "Course complete (48400)"


def _csv(rows: Iterable[Sequence[object]], end: str = "\n") -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator=end).writerows(rows)
    return out.getvalue()


def roster_xlsx(file: Path) -> Path:
    """An office's own roster: a title, a date, an empty row, columns that nobody asked for."""
    book = Workbook()
    sheet = book.active
    sheet.append(["Riverside Community College, EMT spring 2026"])
    sheet.append(["Printed 2026-01-09", None, "24 enrolled"])
    sheet.append([])
    sheet.append(["No.", "Student ID", "Last Name", "First Name", "E-mail", "Phone", "Notes"])
    for n, (learner, given, family, mail) in enumerate(CLASS, start=1):
        sheet.append([n, int(learner), family, given, mail, "555-01" + learner[-2:], None])
        sheet.cell(sheet.max_row, 2).number_format = "000000"
    sheet.append(["Total: 24"])
    book.save(file)
    return file


def canvas(scores: Sequence[float | None] = (), *, most: int = 20) -> str:
    """A gradebook as Canvas exports it; ``scores`` are those of the megacode, in order."""
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", QUIZ, CODE, DONE]
    head += ["Assignments Current Score", "Current Score", "Final Score", "Final Grade"]
    points = ["    Points Possible", "", "", "", "", "100.0", f"{most}.0", "1.0"]
    rows: list[list[object]] = [head, [*points, *["(read only)"] * 4]]
    for place, (learner, given, family, mail) in enumerate(CLASS):
        score = scores[place] if place < len(scores) else None
        cells = [f"{family}, {given}", 70_000 + place, learner, mail.split("@")[0], "EMT 101"]
        rows.append([*cells, "88.5", "" if score is None else score, "", "88.5", "88.5", "70", "C"])
    rows.append(["Student, Test", 79_999, "", "f3a9c1d2e4", "EMT 101", "", "", *[""] * 5])
    return _csv(rows)


def moodle(separator: str = ",") -> str:
    """A gradebook as Moodle exports it."""
    head = ["First name", "Last name", "ID number", "Institution", "Department", "Email address"]
    head += ["Quiz: Final exam (Real)", "Assignment: Megacode (Real)", "Course complete (Real)"]
    head += ["Course total (Real)", "Last downloaded from this course"]
    rows = [head]
    for learner, given, family, mail in CLASS:
        rows.append(
            [given, family, learner, "", "", mail, "88.50", "17.00", "-", "-", "1777890000"]
        )
    return _csv(rows).replace(",", separator)


def blackboard() -> str:
    """A gradebook as Blackboard exports it: in UTF-16, between tabs."""
    head = ["Last Name", "First Name", "Username", "Student ID", "Last Access", "Availability"]
    head += ["Megacode [Total Pts: 20 Score] |238110", "Total [Total Pts: up to 120 Score] |238001"]
    rows = [head]
    for learner, given, family, mail in CLASS:
        cells = [family, given, mail.split("@")[0], learner, "2026-05-20 18:02:11", "Yes"]
        rows.append([*cells, "17.00", "105.50"])
    rows.append(["User", "Preview", "jdoe_previewuser", "", "", "Yes", "", ""])
    out = io.StringIO()
    csv.writer(out, delimiter="\t", quoting=csv.QUOTE_ALL).writerows(rows)
    return out.getvalue()


def brightspace() -> str:
    """A gradebook as Brightspace exports it."""
    code = "Megacode Points Grade <Numeric MaxPoints:20 Weight:10 Category:Skills>"
    rows = [["OrgDefinedId", "Username", "Last Name", "First Name", "Email", code]]
    rows[0].append("End-of-Line Indicator")
    for learner, given, family, mail in CLASS:
        rows.append([f"#{learner}", f"#{mail.split('@')[0]}", family, given, mail, "17", "#"])
    return _csv(rows, "\r\n")


def shifts() -> str:
    """A log of clinical and field hours, with times, a shift past midnight, one refused."""
    rows: list[list[object]] = [["Clinical hours report"], ["Program: EMT"], []]
    rows.append(["Student", "Email", "Date", "Type", "Site", "Start Time", "End Time", "Status"])
    for place, (_, given, family, mail) in enumerate(CLASS[:6]):
        name = f"{family}, {given}"
        rows.append(
            [
                name,
                mail,
                f"4/{14 + place}/2026",
                "Clinical",
                "Mercy ED",
                "7:00 AM",
                "3:00 PM",
                "Approved",
            ]
        )
        rows.append([name, mail, "5/2/2026", "Ambulance", "Medic 4", "19:00", "07:00", "Approved"])
    rows.append(
        [
            f"{CLASS[0][2]}, {CLASS[0][1]}",
            CLASS[0][3],
            "4/20/2026",
            "Clinical",
            "Mercy ED",
            "7:00 AM",
            "3:00 PM",
            "Denied",
        ]
    )
    return _csv(rows)


def centre() -> str:
    """What a training centre's program gives out after a class: cards and results."""
    head = ["First Name", "Last Name", "Email", "Course", "Course Date", "Instructor"]
    head += ["Written Score", "Skills Test", "eCard Code", "Issue Date", "Renew By"]
    rows = [head]
    for learner, given, family, mail in CLASS:
        rows.append([given, family, mail, "BLS Provider", "01/17/2026", "I. Ruiz", "92", "Pass"])
        rows[-1] += [f"26500{learner}", "01/17/2026", "01/2028"]
    return _csv(rows)


def cards() -> str:
    """A list of cards, kept by hand."""
    rows = [["Name", "Employee ID", "Certification", "Issued by", "Issued", "Expiration Date"]]
    for learner, given, family, _ in CLASS[:10]:
        rows.append([f"{given} {family}", str(int(learner)), "BLS", "AHA", "2025-02-11", ""])
    return _csv(rows)


def answers_to_new(**other: str) -> list[str]:
    """What somebody types when a new cohort asks."""
    said = {
        "title": "EMT, spring 2026",
        "course": "EMT",
        "kind": "initial",
        "start": "2026-01-13",
        "end": "2026-05-29",
        "edition": "AHA 2025",
        "region": "Ohio",
        "mark": "80",
        "instructor": "8",
        "manikin": "",
        "card": "",
        "hours": "",
        "people": "I-01, I-02",
    }
    return list({**said, **other}.values())


TODAY = date(2026, 6, 1)
