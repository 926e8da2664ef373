"""The five steps as an app: what is shown when, and that nothing is told before it is asked."""

from __future__ import annotations

import pytest

from helpers.apps.presses import Offered
from helpers.apps.reading import ReadingApp, reading_app
from helpers.domain import reading_reasons, rhythms
from helpers.domain.reading_steps import ALONE, HALF, NAME, NEW, NEXT, WORKED
from helpers.domain.rhythms import CAUTION, STEPS

READ = [name for name in rhythms.names() if rhythms.rhythm(name).family]


def buttons(app: ReadingApp) -> Offered:
    control = app.controls["presses"]
    assert isinstance(control, Offered)
    return control


def told(app: ReadingApp) -> str:
    data, metadata = app._repr_mimebundle_()
    return f"{data['text/plain']} {data['text/html']} {metadata['image/png']['alt']}"


def answer_rightly(app: ReadingApp) -> None:
    exercise = app.shown.drawn["exercise"]
    if exercise.asked == NAME:
        buttons(app).press(exercise.criteria.family)
    else:
        buttons(app).press(exercise.reading.word(exercise.asked))


def test_worked_each_press_tells_a_step_and_marks_it_and_the_name_comes_last() -> None:
    app = reading_app()
    assert buttons(app).offered == (NEXT, NEW) and app.shown.drawn["step"] == "Regular?"
    pictures = [app.stage.png]
    for step in STEPS[1:]:
        assert "first-degree block" not in told(app)
        buttons(app).press(NEXT)
        assert app.shown.drawn["step"] == step and step in app.stage.status
        pictures.append(app.stage.png)
    assert len(set(pictures)) == 5
    buttons(app).press(NEXT)
    assert app.shown.values["Name"].startswith("first-degree block")
    assert "sinus rhythm (PR? usual)" in app.shown.values["May be taken for"]
    assert buttons(app).offered == (NEW,)
    assert "What is done follows from the patient" in app.stage.note
    buttons(app).press(NEW)
    assert app.shown.drawn["exercise"].seed == 2 and app.shown.drawn["step"] == "Regular?"


@pytest.mark.parametrize("name", READ)
def test_alone_neither_name_nor_step_is_told_before_it_is_asked(name: str) -> None:
    app = reading_app(name, ALONE)
    exercise = app.shown.drawn["exercise"]
    for step in STEPS:
        later = STEPS[STEPS.index(step) :]
        page = told(app)
        assert exercise.criteria.family not in page and exercise.criteria.told_by not in page
        assert not [one for one in later if reading_reasons.why(exercise, one) in page]
        assert app.shown.drawn["step"] not in later
        answer_rightly(app)
    if not app.shown.drawn["exercise"].is_over:
        answer_rightly(app)
    right, of = app.shown.drawn["exercise"].score
    assert right == of >= 5 and app.shown.values["Right"] == f"{right} of {of}"


def test_a_wrong_answer_is_told_with_the_reason() -> None:
    app = reading_app("first-degree block", HALF)
    buttons(app).press("saw teeth")
    assert "you said “saw teeth”; here it is: one before each QRS" in app.stage.status
    assert "no P is left over" in app.shown.values["Why"]
    assert '<td style="text-align:left">saw teeth</td>' in app.stage.html
    buttons(app).press("long")
    assert app.shown.values["Step 4, PR?"] == "right, long" and "the same" in app.stage.html


def test_a_regular_wide_fast_rhythm_is_never_read_as_harmless() -> None:
    app = reading_app("monomorphic ventricular tachycardia", ALONE)
    while buttons(app).offered != (NEW,):
        answer_rightly(app)
    assert CAUTION in app.stage.note and CAUTION in repr(app)


def test_the_buttons_change_and_stay_the_same_buttons() -> None:
    offered = Offered(3, "New")
    first = offered._buttons[0]
    offered.offer("One?", ("a", "b"))
    offered.press("a")
    offered.offer("Two?", ("c",))
    offered.press("c")
    offered.press("New")
    assert offered.value == ("a", "c", "New") and offered.offered == ("c", "New")
    assert offered._buttons[0] is first and "<b>Two?</b>" in offered._question.value
    offered.disabled = True
    assert all(button.disabled for button in offered._buttons)
    answers, always = offered.children[1:]
    assert [button.description for button in always.children] == ["New"]
    assert not {*always.children} & {*answers.children}
    with pytest.raises(ValueError, match="do not fit"):
        offered.offer("Three?", ("a", "b", "c", "d"))


def test_the_page_names_its_sources() -> None:
    _, metadata = reading_app(help=WORKED)._repr_mimebundle_()
    assert "ECG_AVB" in metadata["text/html"]["sources"]
