"""Small cohorts for the tests: a good one, and any file of it replaced."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from helpers.cohort import Cohort, Problem, Reading, Results, read_cohort, summarize
from helpers.cohort.example_class import LESSONS
from helpers.course.questions import questions

TODAY = date(2026, 6, 15)
ABOUT = """format = 1
title = "A class"
course = "EMT"
kind = "initial"
start = 2026-01-10
end = 2026-05-30
pass_mark_percent = 84
requirement = "H64"
"""
ROSTER = "learner_id,name,email,role\nL1,Ana Núñez,ana@example.org,nurse\nL2,Bo Li,,\n"
CERTIFICATIONS = "learner_id,certification,issuer,issued,expires\n"
ANSWERS = "learner_id,question_id,question_version,variant_seed,attempt,option_id,answered_at\n"
HOURS = "learner_id,date,setting,hours\n"
SKILLS = "learner_id,skill,attempt,result,assessor,date,remediation\n"
HEADERS = {
    "certifications.csv": CERTIFICATIONS,
    "answers.csv": ANSWERS,
    "hours.csv": HOURS,
    "skills.csv": SKILLS,
}
FORMS = {
    form: [q for lesson in LESSONS for q in questions(lesson, form)]
    for form in ("pretest", "posttest")
}
AT = {"pretest": "2026-01-10T10:00:00-05:00", "posttest": "2026-05-20T10:00:00-04:00"}


def make(folder: Path, **files: str | bytes | None) -> Path:
    """A cohort folder with a roster of two; ``hours_csv="…"`` replaces or adds a file.

    ``None`` leaves a file out.
    """
    folder = folder / "c"
    folder.mkdir(exist_ok=True)
    default = {"cohort.toml": ABOUT, "roster.csv": ROSTER}
    given = {name.replace("_", ".", 1): content for name, content in files.items()}
    for name, content in {**default, **given}.items():
        if content is not None:
            raw = content.encode() if isinstance(content, str) else content
            (folder / name).write_bytes(raw)
    return folder


def reading(folder: Path, **files: str | bytes | None) -> Reading:
    return read_cohort(make(folder, **files))


def cohort(folder: Path, **files: str | bytes | None) -> Cohort:
    """The cohort of some files, which must be without problems."""
    found = reading(folder, **files)
    assert found.cohort is not None, [str(problem) for problem in found.problems]
    return found.cohort


def results(folder: Path, today: date = TODAY, **files: str | bytes | None) -> Results:
    return summarize(cohort(folder, **files), today)


def problem(folder: Path, **files: str | bytes | None) -> Problem:
    """The only problem of some files."""
    found = reading(folder, **files)
    assert found.cohort is None and len(found.problems) == 1, [str(p) for p in found.problems]
    return found.problems[0]


def roster(n: int) -> str:
    """A roster of ``n`` learners L1, L2 …"""
    rows = "".join(f"L{i},Learner {i},,\n" for i in range(1, n + 1))
    return f"learner_id,name,email,role\n{rows}"


def answers(learner: str, form: str, right: int, answered: int | None = None) -> str:
    """Rows of a learner who gets the first ``right`` questions of a form right."""
    rows = []
    for place, question in enumerate(FORMS[form][:answered]):
        wrong = next(option for option in question.options if not option.correct)
        option = question.right[0] if place < right else wrong
        rows.append(f"{learner},{question.id},{question.version},,1,{option.id},{AT[form]}\n")
    return "".join(rows)
