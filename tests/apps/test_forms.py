"""Before and after a lesson: parallel forms, each question once, nothing told too early."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.apps import forms as module
from helpers.apps import who
from helpers.apps.ask import posttest, pretest, quiz, warm_up
from helpers.apps.forms import OneByOne
from helpers.course import answers, forms, identity
from helpers.course import objectives as table
from helpers.course import questions as bank
from helpers.course.answers import NotKept
from tests.course.test_questions import write

LESSON, NEXT = "00_start_here", "01_chain_of_survival"
#: question, form, lesson, objective
ASKED = (
    ("b1", "pretest", LESSON, "Do it"),
    ("b2", "pretest", LESSON, "Do it"),
    ("b3", "pretest", LESSON, "Know it"),
    ("a1", "posttest", LESSON, "Do it"),
    ("a2", "posttest", LESSON, "Do it"),
    ("a3", "posttest", LESSON, "Know it"),
    ("q1", "lesson", LESSON, "Do it"),
    ("q2", "lesson", LESSON, "Prove it"),
    ("q3", "lesson", NEXT, "Go on"),
)

DEPTH = {"Prove it": "evidence"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bank and a store of its own for each test."""
    stems = [
        f"{q},1,{form},{lesson},{o},{DEPTH.get(o, 'core')},What <{q}>?,Think,COMMON\n"
        for q, form, lesson, o in ASKED
    ]
    options = [
        f"{q},yes,Press {q},Right. So.,yes\n"
        + "".join(f"{q},no{n},Wait {n} {q},Too late {n}.,no\n" for n in range(3))
        for q, *_ in ASKED
    ]
    data = write(tmp_path / "data", "".join(stems), "".join(options))
    (data / "objectives.csv").write_text(
        f"lesson,objective,link,heading,final\n{LESSON},Do it,,,0\n{LESSON},Know it,,,0\n"
        f"{LESSON},Prove it,,,0\n{LESSON},To come,,,0\n{NEXT},Go on,,,0\n"
    )
    for place in (bank, table):
        monkeypatch.setattr(place, "data_dir", lambda: data)
    monkeypatch.setenv(answers.VARIABLE, str(tmp_path / "answers"))
    return tmp_path / "answers"


def call_me_one_who_gets(form: str) -> None:
    """A learner who is asked that form first."""
    names = (f"E{number:02}" for number in range(99))
    answers.store().call_me(next(name for name in names if forms.order(name)[0] == form))


def take(asked: OneByOne, option: str = "yes") -> list[str]:
    """Answer all that is asked; the questions in order."""
    taken = []
    while asked.question:
        taken.append(asked.question.id)
        asked.answer(option)
        if asked.question and asked.question.id == taken[-1]:  # the answer is told; go on
            asked.button.click()
    return taken


# -- which questions ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "before", "after"), [("pretest", "b", "a"), ("posttest", "a", "b")]
)
def test_each_learner_gets_one_form_before_and_the_other_after(
    form: str, before: str, after: str
) -> None:
    call_me_one_who_gets(form)
    assert take(pretest(LESSON, "Do it")) == [f"{before}1", f"{before}2"]
    assert take(pretest(LESSON, "Know it")) == [f"{before}3"]
    assert take(posttest(LESSON)) == [f"{after}{n}" for n in (1, 2, 3)]


def test_a_name_that_is_chosen_later_does_not_turn_the_forms_round() -> None:
    for number in range(8):
        kept = answers.store()
        kept.delete()
        identity.forget(kept)
        before = take(pretest(LESSON))
        identity.choose(kept, f"L{number}")
        assert {name[0] for name in take(posttest(LESSON))} == {"ab"[before[0][0] == "a"]}
        assert take(pretest(LESSON)) == []


@pytest.mark.parametrize(
    ("lesson", "objective", "words"),
    [
        (LESSON, "Do itt", "did you mean 'Do it'"),
        ("00_start", "Do it", "did you mean '00_start_here'"),
    ],
)
def test_what_is_misspelt_is_refused_with_the_nearest(
    lesson: str, objective: str, words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        pretest(lesson, objective)


def test_an_objective_without_questions_yet_is_a_plain_line() -> None:
    asked = pretest(LESSON, "To come")
    assert asked.question is None and asked._item.layout.display == "none"
    assert "no question yet" in repr(asked) and not asked.stage.problem
    assert "no question yet" in repr(posttest("12_review")) and not posttest("12_review").stage.html


def test_a_warm_up_asks_what_a_core_taught() -> None:
    assert set(warm_up(NEXT, n=1).items) == {"q1"}
    with pytest.raises(ValueError, match="1 questions come before"):
        warm_up(NEXT, n=2)


# -- before ------------------------------------------------------------------------------------


def test_before_a_lesson_nothing_is_told_right_or_wrong() -> None:
    told = []
    for option in ("yes", "no1"):
        answers.store().call_me(option)
        asked = pretest(LESSON, "Know it")
        told.append([str(asked.answer(option)), asked.said.value, asked.stage.html])
    assert told[0] == told[1] and "the lesson answers it" in told[0][0]
    assert "ight" not in told[0][0]


def test_a_question_that_is_skipped_is_recorded_as_nothing_and_can_be_answered_later() -> None:
    asked = pretest(LESSON, "Do it")
    asked.skip.click()
    assert asked.question is None and answers.store().answers() == []
    assert "Not answered" in asked.stage.status
    asked = pretest(LESSON, "Do it")
    assert asked.question is not None
    asked.answer("yes")
    asked.skip.click()
    assert len(answers.store().answers()) == 1
    assert len(pretest(LESSON, "Do it").left) == 1


def test_what_was_answered_before_is_not_asked_again() -> None:
    take(pretest(LESSON))
    again = pretest(LESSON)
    assert again.question is None and again.stage.status == "Kept; the lesson answers it."
    with pytest.raises(ValueError, match="nothing is asked here"):
        again.answer("yes")


def test_nothing_is_asked_before_a_lesson_once_it_was_asked_after_it() -> None:
    asked = posttest(LESSON)
    asked.answer("yes")
    again = pretest(LESSON)
    assert again.question is None and "after this lesson" in again.stage.status


def test_nothing_is_kept_before_an_option_is_chosen() -> None:
    asked = pretest(LESSON)
    asked.button.click()
    assert answers.store().answers() == [] and "Choose one" in asked.stage.status


# -- after -------------------------------------------------------------------------------------


def test_after_a_lesson_each_answer_is_told_at_once_with_the_right_one() -> None:
    asked = posttest(LESSON)
    name = asked.question.id
    said = asked.answer("no1").values["Said"]
    assert said == f"Not so. Too late 1. The answer: Press {name}."
    assert asked.field.disabled and len(answers.store().answers()) == 1
    asked.button.click()
    assert asked.question.id != name and not asked.field.disabled
    assert asked.answer("yes").values["Said"] == "Right. So."


def test_it_ends_with_before_and_after_by_objective_and_what_to_come_back_to() -> None:
    answers.store().call_me("E07")
    take(pretest(LESSON, "Do it"), "no2")
    asked = posttest(LESSON)
    asked.answer("yes")
    asked.button.click()
    asked.answer("yes")
    asked.button.click()
    asked.answer("no1")
    asked.button.click()
    rows = [row.split("</tr>")[0] for row in asked.stage.html.split("<tr>")[2:]]
    assert "Know it" in rows[0] and "not answered" in rows[0] and "0 of 1 right" in rows[0]
    assert "missed last time" in rows[0]
    assert "Do it" in rows[1] and "0 of 2 right" in rows[1] and "2 of 2 right" in rows[1]
    assert "missed" not in rows[1]
    assert "Come back first to Know it, which you missed" in asked.stage.status
    # What was asked before is answered now.
    assert asked.stage.html.count("Too late 2. The answer: Press") == 2
    again = posttest(LESSON)
    assert again.question is None and again.stage.html == asked.stage.html


def test_what_was_answered_after_all_cells_were_run_counts_as_before() -> None:
    before, after = pretest(LESSON), posttest(LESSON)
    take(before)
    take(after)
    assert after.stage.html and "not answered" not in after.stage.html


def test_who_goes_on_sees_what_there_is() -> None:
    asked = posttest(LESSON)
    asked.skip.click()
    assert "not answered" in asked.stage.html and "Nothing is to come back to" in asked.stage.status


# -- pages, names, faults ----------------------------------------------------------------------


def test_pages_are_the_same_for_everybody_and_escape_what_they_show() -> None:
    pages = set()
    for learner in ("E01", "E02", "E03", "E04"):
        answers.store().call_me(learner)
        asked = pretest(LESSON), posttest(LESSON)
        take(asked[0])
        take(asked[1])
        pages.add((*map(repr, asked), *(one.page() for one in asked)))
    ((before, after, *_),) = pages
    assert "What <b1>?" in before and "What <a1>?" in after and "Too late" not in before + after
    for page in (pages.pop())[2:]:
        assert "<b1>" not in page and "<a1>" not in page
    assert "<b" not in asked[1].stage.html.replace("<br>", "")


def test_the_choices_have_the_question_as_their_name() -> None:
    asked = pretest(LESSON, "Do it")
    for _ in range(2):
        assert asked.question.stem in asked.stage.names.values()
        asked.answer("yes")


def test_where_nothing_can_be_kept_it_is_told_and_answered_all_the_same(folder: Path) -> None:
    folder.write_text("a file where the folder should be")
    asked = posttest(LESSON)
    assert "cannot be kept" in asked.answer("yes").problem
    asked.button.click()
    take(asked)
    assert "3 of 3" in asked.stage.status and asked.fault is None


def test_a_fault_is_shown_and_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = posttest(LESSON)
    monkeypatch.setattr(module, "told_to", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        asked.answer("yes")
    assert "This question has a fault" in asked.stage.problem


# -- the learner's id --------------------------------------------------------------------------


def test_an_id_is_asked_for_once_where_the_first_answer_is_given() -> None:
    first, *others = pretest(LESSON, "Do it"), pretest(LESSON, "Know it"), quiz(LESSON)
    assert first.who.is_open and not any(other.who.is_open for other in others)
    assert pretest(LESSON, "Do it").who.is_open  # its cell is run again
    first.who.field.value = "=E07"
    first.who.use.click()
    assert "cannot be an id" in first.who.said
    first.who.field.value = " E07 "
    first.who.use.click()
    assert answers.store().learner() == "E07" and "under E07" in first.who.said
    assert not pretest(LESSON, "Do it").who.is_open


@pytest.mark.parametrize("make", [quiz, posttest, pretest, lambda _: warm_up(NEXT, n=1)])
def test_whatever_asks_first_asks_for_the_id_and_remembers_that_none_is_wanted(make) -> None:
    asked = make(LESSON)
    assert asked.who.is_open and who.NAME[0] in asked.stage.names
    asked.who.go_on.click()
    assert not make(LESSON).who.is_open and not identity.is_chosen(answers.store().learner())
    assert json.loads((answers.store().file.parent / "identity.json").read_text())["declined"]


def test_what_asks_nothing_does_not_ask_for_an_id() -> None:
    assert not pretest(LESSON, "To come").who.is_open
    assert quiz(LESSON).who.is_open


def test_where_nothing_can_be_kept_nobody_is_asked_for_an_id(folder: Path) -> None:
    folder.write_text("a file where the folder should be")
    assert not quiz(LESSON).who.is_open
    with pytest.raises(NotKept):
        answers.store().learner()
