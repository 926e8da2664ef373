"""First attempts, the gain and its interval, and what is not broken down."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.cohort.example_class import LESSONS
from helpers.cohort.scores import LEAST_GROUP, breakdown, first_attempts, gain, tallies
from helpers.course.forms import PARALLEL, order
from helpers.course.questions import bank
from tests.cohort.build import ANSWERS, FORMS, answers, cohort, results, roster

N = len(FORMS["pretest"])


def class_of(*rights: tuple[int, int]) -> dict[str, str]:
    """The files of a class in which learner i gets so many right before and after."""
    rows = "".join(
        answers(f"L{i}", "pretest", before) + answers(f"L{i}", "posttest", after)
        for i, (before, after) in enumerate(rights, start=1)
    )
    return {"roster_csv": roster(len(rights)), "answers_csv": ANSWERS + rows}


def test_a_gain_worked_by_hand(tmp_path: Path) -> None:
    # Four learners, changes of 1, 2, 3 and 2 questions: mean 2, standard deviation 0.8165.
    found = results(tmp_path, **class_of((7, 8), (6, 8), (5, 8), (9, 11))).gain
    step = 100 / N
    assert found.learners == 4 and found.left_out == 0
    assert found.before_percent == pytest.approx(6.75 * step)
    assert found.change_points == pytest.approx(2 * step)
    half = 3.18245 * 0.816497 / 2 * step  # t with three degrees of freedom, printed tables
    assert (found.low, found.high) == pytest.approx((2 * step - half, 2 * step + half), rel=1e-4)


def test_only_first_attempts_count(tmp_path: Path) -> None:
    question = FORMS["pretest"][0]
    wrong = next(o.id for o in question.options if not o.correct)
    rows = [
        f"L1,{question.id},1,,1,{wrong},2026-01-10T10:00:00Z",
        f"L1,{question.id},1,,2,{question.right[0].id},2026-01-10T10:01:00Z",
        # Of this learner only the second try was kept; how the first went is not known.
        f"L2,{question.id},1,,2,{question.right[0].id},2026-01-10T10:01:00Z",
    ]
    found = first_attempts(cohort(tmp_path, answers_csv=ANSWERS + "\n".join(rows)), bank())
    assert found[["learner_id", "correct"]].values.tolist() == [["L1", False]]


def test_of_two_variants_the_earlier_is_the_first(tmp_path: Path) -> None:
    question = FORMS["pretest"][0]
    wrong = next(o.id for o in question.options if not o.correct)
    rows = [
        f"L1,{question.id},1,7,1,{question.right[0].id},2026-01-10T11:00:00+01:00",
        f"L1,{question.id},1,8,1,{wrong},2026-01-10T09:30:00Z",  # earlier, by its offset
    ]
    found = first_attempts(cohort(tmp_path, answers_csv=ANSWERS + "\n".join(rows)), bank())
    assert list(found["correct"]) == [False]


def test_who_has_no_lesson_complete_is_in_no_number_of_the_gain(tmp_path: Path) -> None:
    files = class_of((5, 6), (5, 7), (5, 8))
    files["roster_csv"] = roster(4)
    files["answers_csv"] += answers("L4", "pretest", 0) + answers("L4", "posttest", 0, answered=1)
    found = results(tmp_path, **files).gain
    assert (found.learners, found.lessons, found.left_out) == (3, 3 * len(LESSONS), 1)
    assert found.before_percent == pytest.approx(500 / N)


def test_who_skips_a_lesson_is_scored_by_the_others(tmp_path: Path) -> None:
    size = sum(question.lesson == LESSONS[0] for question in FORMS["pretest"])
    files = class_of((N, N), (N, N))
    # The third took the first lesson only, and got from nothing right to everything.
    files["roster_csv"] = roster(3)
    files["answers_csv"] += answers("L3", "pretest", 0, answered=size)
    files["answers_csv"] += answers("L3", "posttest", size, answered=size)
    found = results(tmp_path, **files).gain
    assert (found.learners, found.lessons, found.left_out) == (3, 2 * len(LESSONS) + 1, 0)
    assert found.before_percent == pytest.approx(200 / 3)
    assert found.change_points == pytest.approx(100 / 3)


def test_each_lesson_has_its_own_first_form(tmp_path: Path) -> None:
    """A learner skips what stands before the first lesson, and answers it after all others."""
    size = sum(question.lesson == LESSONS[0] for question in FORMS["pretest"])
    late = answers("L1", "pretest", 0, answered=size).replace("2026-01-10", "2026-05-28")
    rest = answers("L1", "pretest", N).splitlines(keepends=True)[size:]
    text = ANSWERS + late + "".join(rest) + answers("L1", "posttest", N)
    first = first_attempts(cohort(tmp_path, answers_csv=text), bank())
    turned = set(first.loc[first["form"] != first["occasion"], "lesson"])
    assert turned == {LESSONS[0]}


def test_who_took_one_form_of_a_lesson_took_it_as_in_other_lessons(tmp_path: Path) -> None:
    size = sum(question.lesson == LESSONS[0] for question in FORMS["pretest"])
    begin = answers("L1", "posttest", N).replace("2026-05-20", "2026-01-02")
    after = answers("L1", "pretest", N).splitlines(keepends=True)[size:]
    text = ANSWERS + begin + "".join(after)
    first = first_attempts(cohort(tmp_path, answers_csv=text), bank())
    assert set(first.loc[first["lesson"] == LESSONS[0], "occasion"]) == {"pretest"}


@pytest.mark.parametrize("place", [0, 1])
def test_who_took_one_form_of_each_lesson_took_it_as_it_is_given_to_their_id(
    tmp_path: Path, place: int
) -> None:
    learners = [f"L{number}" for number in range(1, 9)]
    text = ANSWERS + "".join(answers(one, order(one)[place], 0) for one in learners)
    found = cohort(tmp_path, roster_csv=roster(len(learners)), answers_csv=text)
    first = first_attempts(found, bank())
    assert set(first["form"]) == set(PARALLEL)  # or nothing is shown
    assert set(first["occasion"]) == {PARALLEL[place]}


def test_a_question_that_one_learner_met_is_not_in_the_class_test(tmp_path: Path) -> None:
    rows = "".join(answers(f"L{i}", "pretest", 5, answered=8) for i in range(1, 4))
    stray = answers("L1", "pretest", 0).splitlines(keepends=True)[10]
    found = cohort(tmp_path, roster_csv=roster(3), answers_csv=ANSWERS + rows + stray)
    table = tallies(first_attempts(found, bank()))
    assert table["asked"].tolist() == table["answered"].tolist() == [8, 8, 8]


def test_forms_may_be_taken_the_other_way_round(tmp_path: Path) -> None:
    files = class_of((5, 8), (6, 9), (7, 7))
    # The third takes the posttest's form first: seven right before, two right after.
    rows = answers("L3", "posttest", 7).replace("2026-05-20", "2026-01-02")
    third = rows + answers("L3", "pretest", 2)
    kept = [row for row in files["answers_csv"].splitlines() if not row.startswith("L3")]
    text = "\n".join(kept) + "\n" + third
    found = results(tmp_path, roster_csv=files["roster_csv"], answers_csv=text).gain
    assert found.before_percent == pytest.approx(100 * 18 / 3 / N)
    assert found.after_percent == pytest.approx(100 * 19 / 3 / N)


def test_who_took_one_form_only_took_it_when_it_is_meant(tmp_path: Path) -> None:
    text = ANSWERS + answers("L1", "posttest", 7) + answers("L2", "pretest", 7)
    completion = results(tmp_path, answers_csv=text).completion
    assert list(completion["posttest_answered"]) == [N, 0]
    assert list(completion["pretest_answered"]) == [0, N]


def test_who_has_withdrawn_is_not_scored(tmp_path: Path) -> None:
    files = class_of((1, 1), (5, 7), (5, 8))
    rows = "learner_id,name,email,role,withdrawn_on\nL1,A,,,2026-02-01\nL2,B,,,\nL3,C,,,\n"
    found = results(tmp_path, **{**files, "roster_csv": rows}).gain
    assert (found.learners, found.left_out) == (2, 0)


@pytest.mark.parametrize("learners", [0, 1])
def test_too_few_learners_have_no_gain(tmp_path: Path, learners: int) -> None:
    files = class_of(*[(5, 6)] * learners) if learners else {}
    assert results(tmp_path, **files).gain is None


def test_without_spread_the_gain_has_no_interval(tmp_path: Path) -> None:
    found = results(tmp_path, **class_of((5, 6), (7, 8))).gain
    assert found.change_points == pytest.approx(100 / N) and math.isnan(found.low)


@pytest.mark.parametrize(("learners", "rows"), [(LEAST_GROUP - 1, 0), (LEAST_GROUP, len(LESSONS))])
def test_groups_under_ten_are_not_broken_down(tmp_path: Path, learners: int, rows: int) -> None:
    found = results(tmp_path, **class_of(*[(5, 6)] * learners))
    assert len(found.by_lesson) == rows and (len(found.by_objective) > rows) == bool(rows)
    assert found.gain is not None


def test_lessons_and_objectives_are_scored_by_their_own_questions(tmp_path: Path) -> None:
    first = FORMS["pretest"][0].lesson
    own = sum(question.lesson == first for question in FORMS["pretest"])
    found = results(tmp_path, **class_of(*[(own, own)] * 10))
    lessons = found.by_lesson.set_index("lesson")["before_percent"]
    assert lessons[first] == 100 and (lessons.drop(first) == 0).all()
    assert list(found.by_lesson["lesson"]) == sorted(found.by_lesson["lesson"])


@settings(max_examples=15)
@given(st.lists(st.tuples(st.integers(0, N), st.integers(0, N)), min_size=2, max_size=12))
def test_the_gain_is_after_less_before(tmp_path_factory, rights) -> None:
    found = cohort(tmp_path_factory.mktemp("x"), **class_of(*rights))
    first = first_attempts(found, bank())
    total = gain(first)
    assert total.change_points == pytest.approx(total.after_percent - total.before_percent)
    assert 0 <= total.before_percent <= 100 and total.learners == len(rights)
    if not math.isnan(total.low):
        assert total.low <= total.change_points <= total.high
    assert len(breakdown(first, "lesson")) == (len(LESSONS) if len(rights) >= LEAST_GROUP else 0)
