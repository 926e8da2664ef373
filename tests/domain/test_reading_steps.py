"""Reading in five steps: what is told, what is asked, and with which reason it is judged."""

from __future__ import annotations

import numpy as np
import pytest

from helpers.domain import reading_reasons as reasons
from helpers.domain import reading_steps as steps
from helpers.domain import rhythms
from helpers.domain.reading_steps import ALONE, ANY, HALF, NAME, NEW, NEXT, WORKED, Exercise
from helpers.domain.rhythms import STEPS, criteria

READ = [name for name in rhythms.names() if rhythms.rhythm(name).family]


def right(exercise: Exercise) -> Exercise:
    """All the way, rightly."""
    while not exercise.is_over:
        word = exercise.criteria.family
        if exercise.asked != NAME:
            word = exercise.reading.word(exercise.asked)
        exercise = exercise.answer(NEXT if exercise.help == WORKED else word)
    return exercise


def test_every_word_that_a_step_can_find_is_explained_and_no_other() -> None:
    explained = {(one.step, one.word) for one in steps.words()}
    known = {
        (step, word)
        for one in criteria().values()
        for step in STEPS
        if step != "Rate?"
        for word in one.allowed(step)
    }
    known |= {("Rate?", word) for word in ("slow", "ordinary", "fast", "none")}
    assert explained == known
    with pytest.raises(ValueError, match="did you mean"):
        steps.meaning("P?", "saw tooth")


@pytest.mark.parametrize("help", [HALF, ALONE])
@pytest.mark.parametrize("name", READ)
def test_whoever_answers_by_the_steps_is_right_throughout(name: str, help: str) -> None:
    for seed in range(3):
        done = right(steps.begin(name, help, seed))
        asked = 6 - steps.TOLD[help] - (not done.criteria.is_told_alone)
        assert done.score == (asked, asked) and len(done.said) == 6
        assert done.said[-1].right == rhythms.rhythm(name).family
        assert done.said[-1].right in done.reading.fits()


@pytest.mark.parametrize("name", READ)
def test_no_other_name_or_word_that_is_offered_is_right_too(name: str) -> None:
    exercise = steps.begin(name, ALONE, 2)
    while not exercise.is_over:
        options = exercise.options
        assert 3 <= len(options) <= 6 and len(set(options)) == len(options)
        if exercise.asked == NAME:
            assert [one for one in options if one in exercise.reading.fits()] == [
                exercise.criteria.family
            ]
        else:
            assert exercise.reading.word(exercise.asked) in options
        exercise = exercise.tell()


@pytest.mark.parametrize("name", ["second-degree block, 2:1", "P-wave asystole", "agonal rhythm"])
def test_a_name_that_one_strip_does_not_tell_is_told_and_not_asked(name: str) -> None:
    done = right(steps.begin(name, ALONE, 1))
    assert done.said[-1].answer == "" and done.score[1] == 5 and done.criteria.doubt


def test_how_much_is_told_at_first() -> None:
    assert len(steps.begin("sinus rhythm", WORKED).said) == 1
    half = steps.begin("sinus rhythm", HALF)
    assert [one.asked for one in half.said] == ["Regular?", "Rate?"] and half.asked == "P?"
    assert steps.begin("sinus rhythm", ALONE).said == ()
    assert half.answer("anything else") == half
    for wrong in ({"rhythm": "asystol"}, {"help": "a bit"}):
        with pytest.raises(ValueError, match=r"there is no|did you mean"):
            steps.begin(**{"rhythm": "sinus rhythm", "help": ALONE, **wrong})
    with pytest.raises(ValueError, match="has no name"):
        steps.begin("other ventricular tachycardia", ALONE)


def test_a_wrong_answer_is_judged_and_the_reading_goes_on_with_the_truth() -> None:
    exercise = steps.begin("first-degree block", HALF).answer("saw teeth").answer("long")
    wrong, then = exercise.said[2:]
    assert not wrong.is_right and wrong.right == "one before each QRS" and then.is_right
    assert exercise.score == (1, 2) and exercise.asked == "QRS?"


def test_a_new_patient_has_the_same_rhythm_only_where_all_is_told() -> None:
    worked = steps.play([NEW], "first-degree block", WORKED, 4)
    assert (worked.rhythm, worked.seed) == ("first-degree block", 5)
    many = len({rhythms.rhythm(name).family for name in READ}) - 3  # those not told alone
    came = [steps.play([NEW] * n, ANY, ALONE, 1).criteria.family for n in range(many)]
    assert len(set(came)) == many
    assert all(criteria()[family].is_told_alone for family in came)
    with pytest.raises(ValueError, match="there is no answer"):
        steps.play(["Perhaps"])


# -- reasons and marks ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", READ)
def test_each_reason_ends_with_what_its_word_means(name: str) -> None:
    exercise = steps.begin(name, ALONE, 1)
    for step in STEPS:
        assert reasons.why(exercise, step).endswith(
            steps.meaning(step, exercise.reading.word(step))
        )


def test_the_reasons_carry_the_published_limits() -> None:
    exercise = steps.begin("first-degree block", ALONE, 1)
    assert "usual are 120 to 200 ms" in reasons.why(exercise, "PR?")
    assert "from 120 ms on it is wide" in reasons.why(exercise, "QRS?")
    rate = reasons.why(exercise, "Rate?")
    assert f"= {exercise.measured.rate:.0f} a minute; usual are 60 to 100" in rate
    assert " to " not in reasons.number(exercise.reading.findings[3])  # always the same PR


@pytest.mark.parametrize("name", READ)
def test_each_mark_measures_what_is_true_of_the_strip(name: str) -> None:
    exercise = steps.begin(name, ALONE, 3)
    what = exercise.measured
    intervals = [mark.right - mark.left for mark in reasons.marks(exercise, "Regular?")]
    assert np.allclose(intervals, what.intervals)
    for mark in reasons.marks(exercise, "PR?"):
        assert float(mark.label) == pytest.approx(1000 * (mark.right - mark.left), abs=0.51)
        assert any(mark.right == one.onset for one in what.qrs)
    widths = [float(mark.label) for mark in reasons.marks(exercise, "QRS?")]
    if exercise.reading.word("QRS?") != "none":
        assert widths == pytest.approx([one.ms for one in what.qrs], abs=0.51)
    for step in STEPS:
        assert all(mark.left <= mark.right for mark in reasons.marks(exercise, step))


def test_nothing_is_measured_where_there_is_nothing() -> None:
    fibrillation = steps.begin("coarse ventricular fibrillation", ALONE, 1)
    assert [reasons.marks(fibrillation, step) for step in STEPS] == [()] * 5
    assert reasons.marks(steps.begin("junctional rhythm", ALONE, 1), "PR?") == ()


def test_what_it_may_be_taken_for_is_told_with_the_step_that_differs() -> None:
    told = dict(reasons.apart(steps.begin("first-degree block", ALONE, 1)))
    assert told["sinus rhythm"] == "PR? usual"
    tachycardia = steps.begin("monomorphic ventricular tachycardia", ALONE, 1)
    assert "harmless" in tachycardia.criteria.doubt and tachycardia.reading.caution


@pytest.mark.parametrize(
    ("help", "seed", "name", "regular"),
    [
        (HALF, 4, "second-degree block, Mobitz I", "in groups"),
        (ALONE, 57, "second-degree block, Mobitz II", "with missing beats"),
    ],
)
def test_the_lesson_gets_these_two_blocks_without_naming_them(
    help: str, seed: int, name: str, regular: str
) -> None:
    exercise = steps.begin(ANY, help, seed)
    assert exercise.rhythm == name and exercise.reading.word("Regular?") == regular
    assert exercise.reading.fits() == (name,)
