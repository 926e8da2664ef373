"""The quiz: feedback at once, a hint after two wrong tries, every answer kept, faults seen."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from helpers.apps import quiz as module
from helpers.apps.answers import my_answers
from helpers.apps.quiz import Quiz, quiz, warm_up
from helpers.course import answers, forms, identity
from helpers.course.answers import NotKept
from helpers.course.questions import bank, questions
from helpers.course.variants import has_numbers
from helpers.facts import load

ROOT = Path(__file__).resolve().parents[2]
LESSON = "00_start_here"
WRITTEN = sorted({question.lesson for question in questions(form="lesson")})


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of its own for each test."""
    monkeypatch.setenv(answers.VARIABLE, str(tmp_path / "answers"))
    return tmp_path / "answers"


@pytest.fixture
def asked() -> Quiz:
    return quiz(LESSON)


def first(asked: Quiz) -> tuple[str, str, list[str]]:
    """The first question: its id, the right option, and the wrong ones."""
    name, item = next(iter(asked.items.items()))
    wrong = [option.id for option in item.question.options if not option.correct]
    return name, item.question.right[0].id, wrong


def test_an_answer_is_kept_and_answered_at_once(asked: Quiz) -> None:
    name, right, _ = first(asked)
    shown = asked.answer(name, right)
    assert shown.values["Feedback"] == asked.items[name].question.right[0].feedback
    assert shown.values["Progress"].startswith(f"1 of {len(asked.items)} answered, 1 right")
    (answer,) = answers.store().answers()
    assert (answer.question_id, answer.option_id, answer.attempt) == (name, right, 1)
    assert answer.lesson == LESSON


def test_the_hint_comes_after_two_wrong_tries(asked: Quiz) -> None:
    name, right, wrong = first(asked)
    assert "Hint" not in asked.answer(name, wrong[0]).values
    shown = asked.answer(name, wrong[1])
    assert shown.values["Hint"] == asked.items[name].question.hint
    assert shown.values["Feedback"].startswith("Not yet. ")
    shown = asked.answer(name, right)
    assert "Hint" not in shown.values and "1 right, 0 of them at the first" in str(shown)


def test_progress_is_there_again_in_a_new_kernel(asked: Quiz) -> None:
    name, right, wrong = first(asked)
    asked.answer(name, wrong[0])
    asked.answer(name, right)
    again = quiz(LESSON)
    assert again.progress == asked.progress and again.progress.answered == 1
    assert again.stage.status.startswith("1 of ")
    assert "rightly, at try 2" in again.items[name].said
    assert again.answer(name, wrong[0]).problem == ""
    assert answers.store().answers()[-1].attempt == 3


def test_nothing_can_be_checked_before_an_option_is_chosen(asked: Quiz) -> None:
    name, right, _ = first(asked)
    assert asked.items[name].button.disabled and asked.items[name].chosen is None
    asked.items[name].choose(right)
    assert not asked.items[name].button.disabled


def test_options_are_shuffled_by_learner_and_keyed_by_id() -> None:
    orders, chosen = set(), set()
    every = len(questions(LESSON, "lesson"))
    for learner in ("E01", "E02", "E03", "E04"):
        answers.store().call_me(learner)
        asked = quiz(LESSON, n=every)
        name, right, _ = first(asked)
        orders.add(tuple(option.id for option in asked.items[name].question.options))
        asked.answer(name, right)
        chosen.add(answers.store().answers()[-1].option_id)
        assert tuple(quiz(LESSON, n=every).items[name].field.options) == tuple(
            asked.items[name].field.options
        )
    assert len(orders) > 1 and len(chosen) == 1


def test_two_learners_get_other_numbers_and_one_key() -> None:
    numbered = next(q for q in questions(form="lesson") if has_numbers(q))
    every = len(questions(numbered.lesson, "lesson"))
    stems, keys = set(), set()
    for learner in (f"E{number:02}" for number in range(8)):
        answers.store().call_me(learner)
        item = quiz(numbered.lesson, n=every).items[numbered.id]
        stems.add(item.question.stem)
        keys.add(item.question.right[0].id)
        assert "{" not in item.question.stem
    assert len(stems) > 1 and len(keys) == 1
    quiz(numbered.lesson, n=every).answer(numbered.id, keys.pop())
    assert answers.store().answers()[-1].variant_seed == answers.seed_of("E07")


# -- a page without a kernel -----------------------------------------------------------------


@pytest.mark.parametrize("lesson", WRITTEN)
def test_a_page_holds_the_questions_and_nothing_of_a_learner(lesson: str) -> None:
    before, _ = quiz(lesson)._repr_mimebundle_()
    answers.store().call_me("Q-zebra-77")
    asked = quiz(lesson)
    name, right, _ = first(asked)
    asked.answer(name, right)
    after, _ = asked._repr_mimebundle_()
    for kind in ("text/plain", "text/html"):
        assert before[kind] == after[kind] and "Q-zebra" not in after[kind]
    assert all(repr(asked).count(f"\n{n}. ") == 1 for n in range(1, len(asked.items) + 1))
    assert "{" not in repr(asked)


@pytest.mark.parametrize("n", [0, -1, 999])
def test_a_number_of_questions_that_there_is_not(n: int) -> None:
    for make in (quiz, warm_up):
        with pytest.raises(ValueError, match=f"{n}"):
            make("01_chain_of_survival", n=n)


def test_a_question_that_could_only_fail_later_is_refused_at_once() -> None:
    good = questions(LESSON, "lesson")[0]
    first_option, *others = good.options
    all_right = tuple(replace(option, correct=True) for option in good.options)
    silent = (replace(first_option, feedback=""), *others)
    for asked in (
        [good, good],
        [replace(good, options=all_right)],
        [replace(good, options=silent)],
        [replace(good, hint="")],
    ):
        with pytest.raises(ValueError, match=good.id):
            Quiz("Questions", LESSON, asked, answers.store())


def test_a_page_escapes_what_it_shows(asked: Quiz) -> None:
    bad = replace(questions(LESSON, "lesson")[0], stem="<script>alert(1)</script>")
    made = Quiz("<b>", LESSON, [bad], answers.store())
    assert (
        "<script" not in made.page() and "<script" not in made.items[bad.id].view.children[0].value
    )


def test_every_set_of_options_has_a_name(asked: Quiz) -> None:
    stems = {item.question.stem for item in asked.items.values()}
    assert set(asked.stage.names.values()) - set(asked.who.names.values()) == stems


# -- what is asked -----------------------------------------------------------------------------


@pytest.mark.parametrize("lesson", WRITTEN)
def test_a_lesson_has_eight_questions_at_least(lesson: str) -> None:
    assert len(quiz(lesson).items) >= 8
    assert len(quiz(lesson, n=3).items) == 3


@pytest.mark.parametrize("lesson", WRITTEN)
def test_a_quiz_is_short_spread_and_each_learners_own(lesson: str) -> None:
    objectives = {question.objective for question in questions(lesson, "lesson")}
    drawn = set()
    for learner in ("E01", "E02", "E03", "E04", "E05"):
        answers.store().call_me(learner)
        asked = quiz(lesson)
        assert len(asked.items) <= module.SEVERAL
        assert {item.question.objective for item in asked.items.values()} == objectives
        assert list(quiz(lesson).items) == list(asked.items)
        drawn.add(tuple(asked.items))
    assert len(drawn) > 1 or len(questions(lesson, "lesson")) <= module.SEVERAL


def test_the_parallel_forms_can_be_asked_whole() -> None:
    before, after = quiz(LESSON, "pretest"), quiz(LESSON, "posttest")
    assert not set(before.items) & set(after.items)
    objectives = [sorted(i.question.objective for i in q.items.values()) for q in (before, after)]
    assert objectives[0] == objectives[1]


@pytest.mark.parametrize(
    ("lesson", "form", "words"),
    [
        ("00_start", "lesson", "did you mean '00_start_here'"),
        (LESSON, "lessn", "did you mean 'lesson'"),
    ],
)
def test_what_is_not_there_is_refused(lesson: str, form: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        quiz(lesson, form)


def test_a_form_without_questions_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("helpers.apps.quiz.questions", lambda lesson, form: ())
    with pytest.raises(ValueError, match="no question"):
        quiz("12_review", "pretest")


def test_a_lesson_without_questions_says_where_to_write_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("helpers.apps.quiz.questions", lambda lesson, form: ())
    asked = quiz("12_review")
    assert not asked.items and "no question yet" in repr(asked)
    assert asked.stage.status.startswith("0 questions")


def test_a_warm_up_names_the_lesson_that_a_question_is_from() -> None:
    for item in warm_up("02_basic_life_support").items.values():
        number = item.question.lesson[:2]
        assert item.origin.startswith(f"From lesson {number}, ") and number != "02"
    assert not any(item.origin for item in quiz("02_basic_life_support").items.values())


def test_a_warm_up_asks_three_from_earlier_lessons() -> None:
    lessons = sorted(load("lessons")["lesson"])
    for place, lesson in enumerate(lessons[1:], start=1):
        items = warm_up(lesson).items.values()
        assert len(items) == 3
        assert {item.question.lesson for item in items} <= set(lessons[:place])
    with pytest.raises(ValueError, match="no lesson before"):
        warm_up(lessons[0])


def test_a_warm_up_asks_nobody_what_their_path_goes_round() -> None:
    lay = {"00_start_here", "01_chain_of_survival", "02_basic_life_support", "03_the_aed"}
    for seed in range(20):
        answers.store().call_me(f"E{seed:02}")
        for lesson in ("11_from_bystander_to_paramedic", "12_review"):
            asked = {item.question.lesson for item in warm_up(lesson).items.values()}
            assert asked <= {*lay, "11_from_bystander_to_paramedic"}


def test_a_warm_up_asks_about_the_lessons_in_which_one_has_answered() -> None:
    rhythms = quiz("05_rhythms")
    name, item = next(iter(rhythms.items.items()))
    rhythms.answer(name, item.question.right[0].id)
    asked = warm_up("11_from_bystander_to_paramedic").items.values()
    assert {item.question.lesson for item in asked} == {"05_rhythms"}


def test_a_warm_up_comes_back_to_what_was_missed() -> None:
    asked = quiz(LESSON)
    missed = list(asked.items)[-2:]
    for name in missed:
        item = asked.items[name]
        asked.answer(name, next(o.id for o in item.question.options if not o.correct))
    again = warm_up("04_bls_and_als")
    assert set(missed) <= set(again.items)
    assert set(missed) - set(warm_up("04_bls_and_als").items) == set()
    again.answer(missed[0], again.items[missed[0]].question.right[0].id)
    assert answers.store().answers()[-1].lesson == "04_bls_and_als"


def test_the_page_of_a_warm_up_is_the_same_for_everybody() -> None:
    pages = set()
    for learner in ("E01", "E02", "E03"):
        answers.store().call_me(learner)
        pages.add(repr(warm_up("04_bls_and_als")))
    assert len(pages) == 1


# -- when something goes wrong ----------------------------------------------------------------


def test_where_nothing_can_be_kept_the_answer_stays_on_the_screen(folder: Path) -> None:
    folder.write_text("a file where the folder should be")
    asked = quiz(LESSON)
    assert "cannot be kept" in asked.stage.problem
    name, right, wrong = first(asked)
    asked.answer(name, wrong[0])
    shown = asked.answer(name, wrong[1])
    assert "cannot be kept" in shown.problem and shown.values["Hint"]
    assert "1 of " in asked.answer(name, right).values["Progress"]
    assert asked.items[name].said.startswith("Right.")


def test_a_store_that_recovers_is_used_again(asked: Quiz, monkeypatch: pytest.MonkeyPatch) -> None:
    name, right, _ = first(asked)

    def full(*_: Any) -> None:
        raise NotKept(Path("/full"), "database or disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(type(asked._kept), "keep", full)
        assert "disk is full" in asked.answer(name, right).problem
    assert asked.answer(name, right).problem == ""
    assert len(answers.store().answers()) == 1


def test_a_fault_in_the_callback_is_shown_and_raised(
    asked: Quiz, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, right, _ = first(asked)

    def broken(*_: Any) -> None:
        raise KeyError("planted")

    monkeypatch.setattr(module.Item, "respond", broken)
    with pytest.raises(KeyError, match="planted"):
        asked.answer(name, right)
    assert "This quiz has a fault (KeyError: 'planted')." in asked.stage.problem
    assert len(answers.store().answers()) == 1  # it was kept before


def test_a_question_or_option_that_is_not_here_is_refused(asked: Quiz) -> None:
    name, right, _ = first(asked)
    with pytest.raises(ValueError, match="no question here"):
        asked.answer("nothing", right)
    with pytest.raises(ValueError, match="no option of"):
        asked.answer(name, "nothing")


def test_it_runs_in_a_browsers_python(folder: Path) -> None:
    program = (
        "import sys, threading, subprocess\n"
        "for name in ('sqlalchemy', 'platformdirs'): sys.modules[name] = None\n"
        "from helpers.apps.quiz import quiz, warm_up\n"
        "from helpers.apps.answers import my_answers\n"
        "threading.Thread.start = subprocess.Popen.__init__ = None\n"
        f"asked = quiz({LESSON!r})\n"
        "name, item = next(iter(asked.items.items()))\n"
        "asked.answer(name, item.question.right[0].id)\n"
        f"print(quiz({LESSON!r}).progress.answered, len(warm_up('04_bls_and_als').items))\n"
        "print(my_answers().fault)"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.stdout.split() == ["1", "3", "None"], done.stderr
    assert (folder / "answers.jsonl").is_file()


class TestMyAnswers:
    def test_it_shows_how_far_the_learner_has_come(self, asked: Quiz) -> None:
        name, right, _ = first(asked)
        asked.answer(name, right)
        page = my_answers()
        assert page.fault is None and "1 of " in page.stage.html
        data, _ = page._repr_mimebundle_()
        assert "1 of " not in data["text/plain"] + data["text/html"] and "image/png" not in data

    def test_it_exports_under_the_id_of_the_class(
        self, asked: Quiz, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        name, right, _ = first(asked)
        asked.answer(name, right)
        page = my_answers()
        monkeypatch.chdir(tmp_path)
        page.id_field.value = "=E01"
        page.use_id.click()
        assert "cannot be an id" in page.stage.problem
        page.id_field.value = " E01 "
        page.use_id.click()
        page.export.click()
        told = f"Written: {tmp_path / 'answers-E01.csv'} (1 answers, all under E01)."
        assert page.stage.status == told
        assert f"E01,{name},{bank()[name].version}," in (tmp_path / "answers-E01.csv").read_text()

    def test_it_deletes_only_when_the_learner_is_sure(self, asked: Quiz) -> None:
        name, right, _ = first(asked)
        asked.answer(name, right)
        page = my_answers()
        page.delete.click()
        assert page.delete.disabled and len(answers.store().answers()) == 1
        page.sure.value = True
        page.delete.click()
        assert "1 answers were deleted" in page.stage.status and answers.store().answers() == []

    def test_every_id_of_the_store_is_named_before_it_is_deleted(self) -> None:
        kept = answers.store()
        for name in ("E1", "E01"):
            kept.call_me(name)
            kept.keep(answers.Given("bus_stop_gasp", 1, "press", LESSON))
        page = my_answers()
        assert [text for text, _ in page.which.options] == [
            *("all 2 answers kept here: 1 under E01, 1 under E1", "1 under E01", "1 under E1")
        ]
        assert page.which.label.startswith("all 2 answers")  # what is meant is seen
        page.which.value, page.sure.value = "E1", True
        page.delete.click()
        assert kept.ids() == {"E01": 1} and "Still kept here: 1 under E01." in page.stage.status
        page.sure.value = True
        page.delete.click()
        assert kept.ids() == {} and "every id with them" in page.stage.status

    def test_what_stays_under_another_id_is_told_where_the_file_is_written(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        kept = answers.store()
        for name in ("E1", "E01"):
            kept.call_me(name)
            kept.keep(answers.Given("bus_stop_gasp", 1, "press", LESSON))
        page = my_answers()
        monkeypatch.chdir(tmp_path)
        page.export.click()
        assert page.stage.status.endswith("all under E01). Kept here besides: 1 under E1.")
        (tmp_path / "answers-E01.csv").write_text("something else")
        page.export.click()
        assert "no export of answers" in page.stage.problem and page.fault is None

    def test_it_shows_before_and_after_and_what_to_come_back_to(self) -> None:
        kept = answers.store()
        before, after = (questions(LESSON, form)[0] for form in forms.PARALLEL)
        wrong = next(option.id for option in before.options if not option.correct)
        kept.call_me(
            next(n for n in map("E{}".format, range(99)) if forms.order(n)[0] == before.form)
        )
        for asked, option in ((before, wrong), (after, after.right[0].id)):
            day = "2026-03-02T10:00:00+01:00"
            kept.keep(answers.Given(asked.id, asked.version, option, LESSON, answered_at=day))
        progress, due = my_answers().stage.html.split("What to come back to, and when")
        assert "0 of 1 right" in progress and "1 of 1 right" in progress
        assert after.objective in due and ">now<" in due

    def test_deleting_everything_forgets_who_one_was(self, asked: Quiz) -> None:
        asked.answer(*first(asked)[:2])
        asked.who.go_on.click()
        assert not identity.is_open(asked._kept)
        page = my_answers()
        page.sure.value = True
        page.delete.click()
        assert identity.is_open(asked._kept)

    def test_a_fault_is_seen(self, monkeypatch: pytest.MonkeyPatch) -> None:
        page = my_answers()
        monkeypatch.setattr(answers, "export", lambda **_: 1 / 0)
        page.export.click()
        assert isinstance(page.fault, ZeroDivisionError) and "fault" in page.stage.problem


def test_a_warm_up_asks_what_cores_teach() -> None:
    for learner in ("E01", "E02", "E03", "E04"):
        answers.store().call_me(learner)
        for lesson in WRITTEN[1:]:
            assert {bank()[name].depth for name in warm_up(lesson).items} == {"core"}
