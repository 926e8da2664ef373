"""The own chain as an app: practice entered, files written, nothing of a learner on a page."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PIL import Image

from helpers.apps.come_back import my_calendar, my_first_ideas
from helpers.apps.final import LaterForm, final_form
from helpers.apps.own_chain import my_chain
from helpers.course import answers, first_ideas, own_chain
from helpers.course.answer import VARIABLE, Given
from helpers.course.questions import bank
from helpers.course.schedule import in_words


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "kept"))
    (tmp_path / "lesson").mkdir()
    monkeypatch.chdir(tmp_path / "lesson")


def answered(*names: str, right: bool = True) -> None:
    for name in names:
        question = bank()[name]
        option = next(one for one in question.options if one.correct is right)
        answers.store().keep(Given(name, question.version, option.id, question.lesson))


def some(n: int) -> list[str]:
    return [q.id for q in bank().values() if q.objective == "Compressions"][:n]


def test_practice_is_entered_taken_out_and_still_there_after_a_restart() -> None:
    app = my_chain()
    before = app.stage.png
    app.link.value, app.day.value = "High-Quality CPR", str(date.today())
    app.enter.click()
    assert app.stage.status.startswith("Entered: High-Quality CPR") and app.stage.png != before
    assert "hands 100 percent full" in my_chain().stage.alt
    app.take_out.click()
    assert "hollow again" in app.stage.status and app.stage.png == before


def test_a_day_that_cannot_be_is_told_and_nothing_is_kept() -> None:
    app = my_chain()
    app.day.value = "yesterday"
    app.enter.click()
    assert "'yesterday' was read" in app.stage.problem and app.fault is None
    assert app.stage.status == ""  # nothing says at the same time that something was entered
    assert own_chain.remembered() == ()


def test_a_quiz_never_fills_the_hands() -> None:
    answered(*some(4))
    told = [link.told(date.today()) for link in my_chain().links]
    assert {row["Your hands"] for row in told} <= {"no practice entered", "not a matter of hands"}
    assert any("4 of 4 right" in row["What you know"] for row in told)


def test_the_page_to_print_holds_what_was_missed_and_certifies_nothing() -> None:
    answered(*some(1), right=False)
    first_ideas.keep_guess("x", "Which is <first>?", "You said a. Not so: b. Because.")
    app = my_chain()
    app.page_button.click()
    page = Path("my-own-chain.html").read_text(encoding="utf-8")
    assert "no certificate" in page and "Compressions" in page
    assert "Which is &lt;first&gt;?" in page and "http" not in page
    app.page_button.click()  # an earlier one is replaced
    Path("my-own-chain.html").write_text("mine", encoding="utf-8")
    app.page_button.click()
    assert "is something else" in app.stage.problem
    assert Path("my-own-chain.html").read_text(encoding="utf-8") == "mine"


def test_the_calendar_says_when_nothing_is_due_yet() -> None:
    app = my_calendar()
    app.calendar.click()
    assert "Nothing has been answered yet" in app.stage.problem
    assert not Path("come-back.ics").exists()
    answered(*some(2))
    app.calendar.click()
    assert Path("come-back.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    shown = my_calendar().stage
    assert "0 of 1 are due now" in shown.status and "How fast, how deep" in shown.html


def test_first_ideas_are_told_with_what_became_of_them() -> None:
    assert "Nothing has been answered" in my_first_ideas().stage.status
    answered(*some(1))
    assert "right at the first try" in my_first_ideas().stage.status
    one, other = some(3)[1:]
    answered(one, right=False)
    answered(other)
    shown = my_first_ideas().stage
    assert "One first idea was not right; since then 1 changed" in shown.status
    assert first_ideas.LATER in shown.html


def test_a_page_without_a_kernel_shows_somebody_invented() -> None:
    fresh = my_chain()._repr_mimebundle_()[0]["image/png"]
    answered(*some(6))
    app = my_chain()
    data, meta = app._repr_mimebundle_()
    assert data["image/png"] == fresh and "invented" in meta["image/png"]["alt"]
    assert "invented" in repr(app) and "of 6 right" not in f"{data}"
    assert Image.open(io.BytesIO(app.stage.png)).size[1] < 400


def test_a_final_form_ends_with_what_to_reopen_and_asks_each_question_once() -> None:
    form = final_form("first")
    answered(form.asked[0].id)  # in its lesson: it is asked here all the same
    form = final_form("first")
    assert form.question is not None and form.question.id == form.asked[0].id
    wrong = form.asked[0]
    for question in form.asked:
        option = next(o for o in question.options if o.correct is not (question.id == wrong.id))
        form.answer(option.id)
        form.button.click()
    asked = len(form.asked)
    assert f"{asked - 1} of {asked} right at the first try" in form.stage.status
    assert wrong.objective in form.stage.html and form.stage.html.count("<tr>") == 2
    assert final_form("first").question is None


def test_a_final_form_begins_with_the_lessons_that_were_met() -> None:
    answered(*[name for name, one in bank().items() if one.lesson == "03_the_aed"][:1])
    lessons = [question.lesson for question in final_form("first").asked]
    assert set(lessons[:3]) == {"03_the_aed"} != set(lessons[3:])
    assert lessons[3:] == sorted(lessons[3:]) and "03_the_aed" not in lessons[3:]


def test_a_form_that_was_left_goes_on_where_it_was_left() -> None:
    form = final_form("first")
    form.answer(form.asked[0].right[0].id)
    later = final_form("first")
    assert later.question is not None and later.question.id == form.asked[1].id
    later.skip.click()
    assert "1 of 1 right" in later.stage.status and "not answered yet" in later.stage.status


def test_the_second_form_is_shut_for_four_weeks_and_can_be_opened() -> None:
    shut = final_form("again")
    assert shut.question is None and "comes first" in shut.stage.status
    first = final_form("first")
    first.answer(first.asked[0].right[0].id)
    shut = final_form("again")
    opens = in_words(date.today() + timedelta(days=28))
    assert shut.question is None and shut.stage.status == f"This form opens on {opens}."
    assert isinstance(shut, LaterForm)
    shut.opener.click()
    assert shut.fault is None and shut.question is not None
    shut.answer(shut.asked[0].right[0].id)
    later = final_form("again")  # what was begun stays open
    assert later.question is not None and later.question.id == later.asked[1].id


def test_what_to_reopen_comes_back_on_the_day_of_the_calendar() -> None:
    """Who had it right for months is not sent back as early as a beginner."""
    form = final_form("first")
    missed = form.asked[0]
    for ago in (200, 198, 187, 141, 50):
        day = date.today() - timedelta(days=ago)
        given = Given(missed.id, missed.version, missed.right[0].id, missed.lesson, None)
        answers.store().keep(replace(given, answered_at=f"{day}T10:00:00+00:00"))
    form = final_form("first")
    wrong = next(option for option in form.asked[0].options if not option.correct)
    form.answer(wrong.id)
    form.skip.click()
    due = next(one for one in my_calendar().due if one.objective == missed.objective)
    assert due.on > date.today() + timedelta(days=1)
    assert due.when(date.today()) in form.stage.html
