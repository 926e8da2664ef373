"""What the questions of a lesson must be together, and how it is told where they are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.course.question_rules import faults
from tests.course.test_questions import write

LESSON = "00_start_here"
WHY = "That is so because of what was shown before."
OPTIONS = (
    f"q1,a,Press,Right. {WHY},yes\nq1,b,Wait,No. {WHY},no\n"
    f"q1,c,Go,No. {WHY},no\nq1,d,Sit,No. {WHY},no\n"
)


def bank_of(folder: Path, *forms: str) -> Path:
    stems = [
        f"q{n},1,{form},{LESSON},Do it,core,What now?,Think,COMMON\n"
        for n, form in enumerate(forms)
    ]
    options = [OPTIONS.replace("q1", f"q{n}") for n in range(len(forms))]
    return write(folder / "data", "".join(stems), "".join(options))


GOOD = (*["pretest", "posttest"] * 4, *["lesson"] * 8)


@pytest.mark.parametrize(
    ("forms", "row", "words"),
    [
        (GOOD, None, ""),
        (GOOD[:-1], 16, "has 7 questions of the form 'lesson' and needs 8 at least"),
        (("pretest", *GOOD), 18, "'Do it' is asked 5 times in the pretest and 4 in the posttest"),
        (GOOD[8:], None, "no question of the form 'pretest' or 'posttest'; write one of each"),
    ],
)
def test_questions_that_are_too_few_or_uneven_are_named(
    tmp_path: Path, forms: tuple[str, ...], row: int | None, words: str
) -> None:
    found = faults([LESSON], bank_of(tmp_path, *forms))
    assert len(found) == bool(words)
    assert all(words in str(error) and error.file == "questions.csv" for error in found)
    assert all(error.row == row for error in found)


@pytest.mark.parametrize("times", [3, 7])
def test_a_form_that_is_too_short_or_too_long_is_named(tmp_path: Path, times: int) -> None:
    forms = (*["pretest"] * times, *["posttest"] * times, *["lesson"] * 8)
    told = [str(error) for error in faults([LESSON], bank_of(tmp_path, *forms))]
    assert len(told) == 2
    assert f"row {times + 1}, column 'form'" in told[0] and f"has {times} questions" in told[0]
    assert "'posttest'; write 4 to 6" in told[1]


@pytest.mark.parametrize(
    ("good", "bad", "place"),
    [
        (
            "Press,Right. That",
            "Press,Yes. That",
            "options.csv, row 2, column 'feedback': q0, option 'a'",
        ),
        ("Wait,No.", "Wait,Right.", "row 3, column 'feedback': q0, option 'b' is wrong"),
        (f"Sit,No. {WHY}", "Sit,No.", "q0, option 'd': 3 characters of feedback are too few"),
        ("Sit,", "All of the above,", "options.csv, row 5, column 'text': q0, option 'd'"),
        (
            "What now?",
            "Press now?",
            "questions.csv, row 2, column 'stem': q0 names its right",
        ),
        ("Think", "Do press", "questions.csv, row 2, column 'hint': q0 names its right"),
    ],
)
def test_a_badly_told_question_is_named(tmp_path: Path, good: str, bad: str, place: str) -> None:
    folder = bank_of(tmp_path, *GOOD)
    for name in ("questions.csv", "options.csv"):
        text = (folder / name).read_text()
        (folder / name).write_text(text.replace(good, bad, 1))
    (told,) = map(str, faults([LESSON], folder))
    assert place in told


def test_a_lesson_without_questions_is_told_both_and_a_broken_bank_once(tmp_path: Path) -> None:
    folder = bank_of(tmp_path, *GOOD)
    told = [str(error) for error in faults(["05_rhythms"], folder)]
    assert len(told) == 2 and "05_rhythms has 0 questions" in told[0]
    assert len(faults([LESSON, "05_rhythms"], write(tmp_path / "b", options=""))) == 1


def test_what_is_folded_away_is_no_fair_question_before_and_after(tmp_path: Path) -> None:
    folder = bank_of(tmp_path, *GOOD)
    table = folder / "questions.csv"
    text = table.read_text().replace("Do it,core", "Do it,evidence")
    table.write_text(text)
    assert {error.row for error in faults([LESSON], folder)} == set(range(2, 10))
