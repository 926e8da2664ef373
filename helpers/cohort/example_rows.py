"""One row a file that shows how it is meant, in a new cohort; nobody's, and told until it goes."""

from __future__ import annotations

from collections.abc import Mapping

from helpers.cohort.formats import FORMATS
from helpers.cohort.problems import Problem
from helpers.course.questions import questions

#: The learner of the example rows.
EXAMPLE = "EXAMPLE-1"


def example_rows(day: str, most_of: Mapping[str, str] | None = None) -> dict[str, dict[str, str]]:
    """The example row of each table, by the table's name.

    Args:
        day: a day of the class, as 2026-03-31.
        most_of: cells that are to be other ones.
    """
    question = questions()[0]
    cells = {
        "learner_id": EXAMPLE,
        "name": "Example Learner",
        "email": "example@example.org",
        "role": "student",
        "certification": "BLS",
        "issuer": "AHA",
        "issued": day,
        "question_id": question.id,
        "question_version": str(question.version),
        "attempt": "1",
        "option_id": question.options[0].id,
        "answered_at": f"{day}T09:30:00+00:00",
        "date": day,
        "setting": "classroom",
        "hours": "3.5",
        "skill": "Adult CPR and AED",
        "result": "pass",
        "assessor": "I-01",
    } | dict(most_of or {})
    return {
        form.name: {column.name: cells.get(column.name, "") for column in form.columns}
        for form in FORMATS
    }


def left_over(tables: Mapping[str, list[dict[str, str]]]) -> list[Problem]:
    """A problem for each file that still holds its example row."""
    words = "this is the example row; delete it, or import a roster, which takes it away"
    return [
        Problem(f"{name}.csv", words, number, "learner_id", EXAMPLE)
        for name, rows in tables.items()
        for number, row in enumerate(rows, start=2)
        if row.get("learner_id") == EXAMPLE
    ]
