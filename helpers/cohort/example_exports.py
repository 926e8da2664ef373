"""The gradebooks beside the example cohorts, as Canvas and Moodle export them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from helpers.cohort import example_draws as draws
from helpers.cohort.example_class import ExampleClass, Learner

CANVAS_FILE, MOODLE_FILE = "exports/canvas-gradebook.csv", "exports/moodle-gradebook.csv"
#: The column that waits to be filled in.
CANVAS_COLUMN, MOODLE_COLUMN = "Course complete (48400)", "Assignment: Course complete (Real)"


def canvas(made: ExampleClass, station: str) -> str:
    """A class's gradebook of Canvas: points possible, a test student, one empty column of ours.

    Args:
        station: the scored station whose points stand in it.
    """
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    head += [f"{station} (48211)", CANVAS_COLUMN, "Current Score", "Final Score"]
    possible = ["    Points Possible", "", "", "", "", "100.0", "1.0", "(read only)", "(read only)"]
    rows = [
        [_turned(one), 9000 + n, one.id, f"{one.id.lower()}@example.org", "A", score, "", "", ""]
        for n, (one, score) in enumerate(_scores(made, station), start=1)
    ]
    test = ["Student, Test", "9999", "", "0123456789abcdef", "A", "", "", "", ""]
    return _csv([head, possible, *rows, test])


def moodle(made: ExampleClass, station: str) -> str:
    """A class's gradebook of Moodle: a dash where there is no grade, one empty column of ours.

    Args:
        station: the scored station whose points stand in it; where it is empty, those of the
            questions after the lessons do.
    """
    quiz = f"Quiz: {station or 'Questions after the lessons'} (Real)"
    head = ["First name", "Last name", "ID number", "Email address", quiz, MOODLE_COLUMN]
    head += ["Course total (Real)", "Last downloaded from this course"]
    rows = []
    for one, score in _scores(made, station):
        first, _, last = one.name.rpartition(" ")
        mail = f"{one.id.lower()}@example.org"
        rows.append([first, last, one.id, mail, score or "-", "-", score or "-", "1780300000"])
    return _csv([head, *rows])


def _turned(learner: Learner) -> str:
    first, _, last = learner.name.rpartition(" ")
    return f"{last}, {first}"


def _scores(made: ExampleClass, station: str) -> Iterator[tuple[Learner, str]]:
    """Learners who have not left, each with the points that the gradebook holds."""
    last = {row[0]: str(row[3]) for row in made.rows["skills"] if row[1] == station}
    for learner in made.learners:
        if learner.withdrawn_on is None:
            own = str(draws.score(made.after_mean, draws.POSTTEST_SD, learner.after))
            points = last.get(learner.id, "") if station else own
            yield learner, f"{float(points):.2f}" if points else ""


def _csv(rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
